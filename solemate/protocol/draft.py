"""What a fair trial compares, on what, for how long and judged how. A person's choices in; a frozen Protocol, or why not, out.

Everything that could be chosen afterwards to suit the result is fixed here, before the first day: the outcome, the
smallest change that matters, the length, the other outcomes. Only what is open for this person today can be drafted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from solemate.care.exposure import planned_seconds
from solemate.care.scale import Scale
from solemate.care.session import write_script
from solemate.care.site import SITES
from solemate.care.technique import Technique
from solemate.care.trial_rules import TrialRules

Layout = Literal["in-turn", "left-right"]  # one after the other, or one side against the other
Comparator = Literal["usual", "rest"]  # days as they are, or a rest as long as the technique takes

LAYOUTS: tuple[Layout, ...] = ("in-turn", "left-right")
COMPARATORS: tuple[Comparator, ...] = ("usual", "rest")
BOTH = {"feet": ("left-foot", "right-foot"), "hands": ("left-hand", "right-hand")}
MOST_SECONDARY = 2


class NotPossible(ValueError):
    """This trial cannot be drafted; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """One trial, fixed before it starts. Days and blocks are whole; points are points of 10."""

    layout: Layout
    technique: str
    sites: tuple[str, ...]  # where it is done; left against right: the two sides that take turns
    comparator: Comparator
    scale: str  # the primary outcome: this scale, in the evening,
    site: str  # at this site; `both-feet`, `both-hands`; '' for the whole person. Left against right: `feet` or `hands`
    higher_is_better: bool
    smallest_change: int
    secondary: tuple[tuple[str, str], ...]  # (scale, site) of the other outcomes
    minutes: int
    planned_seconds: int  # of steps in one session, all its sites together
    run_in_days: int
    baseline_days: int  # the evenings of so many days before the first period say what is usual
    period_days: int
    blocks: int
    first_look_block: int
    content_version: str

    @property
    def arms(self) -> tuple[str, str]:
        """The comparator first: it is the reference."""
        return self.comparator, self.technique

    @property
    def block_days(self) -> int:
        return 2 * self.period_days

    @property
    def days(self) -> int:
        """Days of all periods, without the run-in and without pauses."""
        return self.blocks * self.block_days

    @property
    def rated_sites(self) -> tuple[str, ...]:
        """The sites whose evening answer the trial is judged on."""
        return BOTH[self.site] if self.layout == "left-right" else (self.site,)

    def to_dict(self) -> dict[str, Any]:
        """The protocol as JSON can hold it; `from_dict` gives it back."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {"sites": list(self.sites), "secondary": [list(pair) for pair in self.secondary]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Protocol":
        secondary = tuple((scale, site) for scale, site in values["secondary"])
        return cls(**{**values, "sites": tuple(values["sites"]), "secondary": secondary})


def draft_protocol(
    *,
    technique: Technique,
    open_sites: Sequence[str],
    layout: Layout,
    comparator: Comparator,
    scale: Scale,
    site: str,
    smallest_change: int,
    blocks: int,
    minutes: int,
    asked: Sequence[tuple[str, str]],
    known_evenings: int,
    rules: TrialRules,
    content_version: str,
) -> Protocol:
    """Fix a trial.

    Args:
        open_sites: where the technique is open for this person now, by the gate; what waits for a clinician is not open.
        site: one site, `both-feet`, `both-hands`, or '' where the scale is of the whole person.
        asked: (scale, site) of what the evening asks already; the other outcomes come from it.
        known_evenings: how many of the last `baseline_days` evenings answered just this question.

    Raises:
        NotPossible: it is closed, or the choices do not go together.
    """
    if not open_sites:
        raise NotPossible("This is not open for you today. Choose something that is.")
    if layout not in layouts(technique, open_sites, scale, rules):
        raise NotPossible("This cannot be tried on one side against the other.")
    left_right = layout == "left-right"
    limb = _limb(technique)
    where = limb if left_right else site
    if not left_right and site not in outcome_sites(technique, open_sites, scale):
        raise NotPossible("Please choose a place that goes with it.")
    if smallest_change not in rules.changes or blocks not in rules.blocks or comparator not in COMPARATORS:
        raise NotPossible("Please choose one of the answers.")
    sites = tuple(open_sites)
    session_sites = sites[:1] if left_right else sites
    script = write_script(technique, sites=session_sites, minutes=minutes)
    known = known_evenings >= rules.run_in_days
    return Protocol(
        layout=layout,
        technique=technique.id,
        sites=sites,
        comparator="usual" if left_right else comparator,
        scale=scale.id,
        site=where,
        higher_is_better=scale.higher_is_better,
        smallest_change=smallest_change,
        secondary=_secondary(scale.id, where, sites, asked),
        minutes=minutes,
        planned_seconds=sum(planned_seconds(script.segments).values()),
        run_in_days=0 if known else rules.run_in_days,
        baseline_days=rules.baseline_days,
        period_days=period_days(technique, rules),
        blocks=blocks,
        first_look_block=rules.first_look_block,
        content_version=content_version,
    )


def period_days(technique: Technique, rules: TrialRules) -> int:
    """Days in a row on one arm: one more than the technique needs to show, or to wear off."""
    return max(rules.least_period_days, technique.onset_days + 1, technique.offset_days + 1)


def layouts(technique: Technique, open_sites: Sequence[str], scale: Scale, rules: TrialRules) -> tuple[Layout, ...]:
    """The designs that this technique allows, with what is open."""
    both_open = set(technique.sites) <= set(open_sites)
    if technique.id in rules.left_right and both_open and scale.of_a_part:
        return LAYOUTS
    return ("in-turn",)


def outcome_sites(technique: Technique, open_sites: Sequence[str], scale: Scale) -> tuple[str, ...]:
    """Where the evening question may be asked: each open site the technique is done on, and both of them together."""
    if not scale.of_a_part:
        return ("",)
    here = tuple(site for site in SITES if site in open_sites)
    both = tuple(f"both-{limb}" for limb, sites in BOTH.items() if set(sites) <= set(here))
    return (*both, *here)


def _limb(technique: Technique) -> str:
    return "feet" if technique.parts[0] == "foot" else "hands"


def _secondary(
    scale: str, site: str, sites: Sequence[str], asked: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Two others that the evening asks anyway: other scales at the same place, then the same scale at each side."""
    same_place = [(other, place) for other, place in asked if place == site and other != scale]
    each_side = [(scale, place) for place in sites if (scale, place) in asked and place != site]
    at_the_sites = [(other, place) for other, place in asked if place in sites and other != scale]
    if site in BOTH:  # left against right: another scale counts where both sides are asked
        pairs = [other for other, place in asked if place == BOTH[site][0] and (other, BOTH[site][1]) in asked]
        same_place, each_side, at_the_sites = [(other, site) for other in pairs if other != scale], [], []
    return tuple(dict.fromkeys([*same_place, *each_side, *at_the_sites]))[:MOST_SECONDARY]
