"""A diary's record as the FHIR bundle needs it: plain frozen values, without a database and without FHIR.

Times are aware. `by_helper` says that somebody else than the person put it in. Ids are stable: the same row, the same id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSaid:
    """One evening number; `value` None: asked and skipped."""

    id: str
    at: datetime
    scale: str
    site: str  # '' for the whole person
    value: int | None
    by_helper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a questionnaire asks."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A questionnaire as it is asked. `answers` is value to words; none: 0 to 10."""

    id: str
    name: str
    items: tuple[Item, ...]
    answers: Mapping[int, str]
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIn:
    """A questionnaire filled in: item to the number or the word given."""

    id: str
    questionnaire: str
    at: datetime
    answers: Mapping[str, int | str]
    by_helper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDone:
    """What was played: seconds on each site. `ended` is finish, stop, or '' where it was left."""

    id: str
    technique: str
    begun: datetime
    seconds: Mapping[str, int]
    timed: bool
    ended: str
    given_by_helper: bool
    by_helper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """One session of the week. `technique` is '' where it is not told before its day."""

    day: date
    title: str
    technique: str
    minutes: int
    state: str  # planned, done, stopped, not-today, over


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRaised:
    """A red flag or a stop event; `until` None: still so."""

    id: str
    code: str
    words: str
    sites: tuple[str, ...]
    since: datetime
    until: datetime | None
    is_stop: bool
    by_helper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOut:
    """A finding of a trial: the sentence, and the numbers in points."""

    id: str
    at: datetime
    sentence: str
    scale: str
    site: str
    rated: int
    days: int
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryRecord:
    """All of it, of one span. `names` is kind (scale, technique, flag, sign, site) to code to words."""

    person_id: str
    name: str
    simulated: bool
    first: date
    last: date
    made_at: datetime
    version: str
    names: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, tuple[str, str, str]]  # scale to (system, code, display) where somebody else has a code
    ratings: tuple[RatingSaid, ...]
    asked: tuple[Asked, ...]
    filled_in: tuple[FilledIn, ...]
    sessions: tuple[SessionDone, ...]
    plan: tuple[PlannedLine, ...]
    flags: tuple[FlagRaised, ...]
    findings: tuple[FoundOut, ...]
