"""How strict an answer of the screening is, and how soon a red flag wants help. Both are ordered."""

from enum import StrEnum


class Action(StrEnum):
    """What a person may do with a technique at a site, the least strict first."""

    OK = "ok"
    WARN = "warn"
    ADAPT = "adapt"
    ASK_CLINICIAN = "ask-clinician"
    CLOSED = "closed"

    @property
    def strictness(self) -> int:
        return _STRICTNESS[self]


class Urgency(StrEnum):
    """How soon somebody must look at a red flag, the most urgent first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same-day"
    WITHIN_1_WORKING_DAY = "within-1-working-day"
    SOON = "soon"

    @property
    def patience(self) -> int:
        return _PATIENCE[self]


_STRICTNESS = {action: n for n, action in enumerate(Action)}
_PATIENCE = {urgency: n for n, urgency in enumerate(Urgency)}
