"""The values a plan is made of: what may be done, what stands already, what was given, and the week that comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from solemate.care.household import Household
from solemate.care.technique import Part, Technique

Cause = Literal["helper", "hours", "crowded"]
Effort = int  # points of `hand_effort`


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One session at its wall-clock place: minute of the day, and how many minutes long.

    `techniques` holds one id; none for a time of rest; several where somebody else knows which, and tells on the day.
    `source` names who gave it: an opaque id, empty for the plan's own. `counts`: whether it is one of the sessions a day
    that the household wants; what somebody did on top of the plan is not.
    """

    techniques: tuple[str, ...]
    day: date
    minute: int
    minutes: int
    source: str = ""
    counts: bool = True

    @property
    def end(self) -> int:
        return self.minute + self.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A session that must be on this day; only its time is the plan's to choose."""

    techniques: tuple[str, ...]
    day: date
    minutes: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A week to plan, or what is left of one.

    days: the days that may still be filled, all of one week; `first_minute` is where the first of them begins.
    minutes: for each technique that may be planned, how long a session is. What is not in it is closed.
    standing: sessions that are done, are over, or were put where they are by the person. They stay.
    before: the sessions of the plan until now; each moves as little as possible.
    not_on: pairs of technique and day that are out: “not today”, or closed until tomorrow.
    given: sessions that somebody else decides about; `held`, the techniques that are theirs to decide about.
    """

    household: Household
    days: tuple[date, ...]
    first_minute: int
    minutes: Mapping[str, int]
    footbaths_a_day: int
    standing: tuple[Placed, ...] = ()
    before: tuple[Placed, ...] = ()
    not_on: frozenset[tuple[str, date]] = frozenset()
    given: tuple[Given, ...] = ()
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """What could not be placed. `technique` empty: a given session, on `day`."""

    technique: str
    wanted: int  # days
    placed: int
    had: int = 0  # days on which it stands already, done or planned
    cause: Cause
    weekdays: tuple[int, ...] = ()  # without a helper, where that is the cause
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPlan:
    """The new sessions in order of time (what stands is not among them), and what could not be placed."""

    sessions: tuple[Placed, ...]
    short: tuple[Short, ...]


def parts_of(techniques: tuple[str, ...], known: Mapping[str, Technique]) -> frozenset[Part]:
    """The parts that a session touches, or may touch."""
    return frozenset(part for name in techniques if name in known for part in known[name].parts)


def effort_of(techniques: tuple[str, ...], known: Mapping[str, Technique]) -> Effort:
    """How tiring it is for one's own hands, at the most."""
    return max((known[name].hand_effort for name in techniques if name in known), default=0)


def needs_helper(techniques: tuple[str, ...], known: Mapping[str, Technique]) -> bool:
    return any(known[name].giver == "helper" for name in techniques if name in known)


def is_footbath(techniques: tuple[str, ...], known: Mapping[str, Technique]) -> bool:
    return any(known[name].real_time is not None for name in techniques if name in known)
