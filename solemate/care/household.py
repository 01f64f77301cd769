"""What a household wants of its week: hours, helper, kit, habits. Times are minutes of the day; Monday is weekday 0."""

from collections.abc import Iterable
from dataclasses import dataclass

GRID = 30  # minutes: planned sessions begin on the hour or at half past, which is easy to read and to remember
DAY_FIRST, DAY_LAST = 6 * 60, 22 * 60  # nobody is asked to practise at night
USUAL_FIRST, USUAL_LAST = 9 * 60, 20 * 60
USUAL_TIMES = (10 * 60 + 30, 14 * 60, 17 * 60 + 30)
EVENING = 17 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From `start` until `end`, minutes of the day."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether all of start to end lies within."""
        return self.start <= start and end <= self.end

    def meets(self, start: int, end: int) -> bool:
        """Whether start to end shares a moment with it."""
        return start < self.end and self.start < end


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """The wishes behind a plan. Hard: hours, helper, rest days, kit and sessions a day. Soft: favourites and tired hands."""

    techniques: frozenset[str]
    sessions_a_day: int  # never more than this
    awake: Hours  # quiet before and after it
    rests: tuple[Hours, ...]  # quiet hours within the day
    rest_days: frozenset[int]  # weekdays without a session
    favourites: tuple[int, ...]
    helper: tuple[tuple[Hours, ...], ...]  # for each weekday, when the helper is there
    tired_hands: bool
    twice: bool  # one technique may come as often a day as its dose allows; else as rarely
    kit: frozenset[str]

    def is_quiet(self, weekday: int, start: int, end: int) -> bool:
        """Whether some of start to end is a time to be left in peace."""
        if weekday in self.rest_days or not self.awake.holds(start, end):
            return True
        return any(rest.meets(start, end) for rest in self.rests)

    def helper_is_there(self, weekday: int, start: int, end: int) -> bool:
        """Whether the helper is there from start to end."""
        return any(hours.holds(start, end) for hours in self.helper[weekday])

    def minutes_from_favourite(self, minute: int) -> int:
        """How far the nearest favourite time is; who has none is taken to like what suits most, spread over the day."""
        return min(abs(minute - favourite) for favourite in self.favourites or USUAL_TIMES)


def clock_words(minute: int) -> str:
    """Minutes of the day as on a clock: 630 to 10:30."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_of(text: str) -> int:
    """A time as on a clock to minutes of the day.

    Raises:
        ValueError: it is none.
    """
    hours, minutes = (int(part) for part in text.split(":"))
    if not (0 <= hours <= 23 and 0 <= minutes <= 59):
        raise ValueError(f"{text!r} is no time of day")
    return hours * 60 + minutes


def usual_household(techniques: Iterable[str], *, sessions_a_day: int, kit: Iterable[str]) -> Household:
    """What is taken for granted until somebody says otherwise: no helper, three times of day that suit most."""
    return Household(
        techniques=frozenset(techniques),
        sessions_a_day=sessions_a_day,
        awake=Hours(start=USUAL_FIRST, end=USUAL_LAST),
        rests=(),
        rest_days=frozenset(),
        favourites=USUAL_TIMES,
        helper=((),) * 7,
        tired_hands=False,
        twice=False,
        kit=frozenset(kit),
    )
