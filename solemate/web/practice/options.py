"""Where a planned session may be moved to, and what may stand in its place. A row and a look in; what to offer out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from solemate.care.household import DAY_FIRST, DAY_LAST, GRID, clock_words
from solemate.care.plan_limits import has_kit, may_be_at, room_for
from solemate.care.technique import Technique
from solemate.care.week import Placed, Task
from solemate.web.practice.models import PlannedSession
from solemate.web.practice.plan import DAYS_AFTER
from solemate.web.practice.plan_look import Look, monday_of
from solemate.web.practice.plan_task import closed_today, draft_of, minutes_open, placed_of

TIMES_A_DAY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A day, and the minutes of it that are offered."""

    day: date
    minutes: tuple[int, ...]

    @property
    def times(self) -> list[dict[str, object]]:
        """The same as on a clock."""
        return [{"minute": minute, "words": clock_words(minute)} for minute in self.minutes]


def days_to_move_to(row: PlannedSession, look: Look) -> list[Offer]:
    """For each day that the Week page shows, up to three times: beside what is done or chosen; the rest makes room."""
    placed = placed_of(row)
    last = look.today if row.given else look.today + timedelta(days=DAYS_AFTER)
    tasks: dict[date, Task] = {}
    offers = []
    for number in range((last - look.today).days + 1):
        day = look.today + timedelta(days=number)
        monday = monday_of(day)
        if monday not in tasks:
            tasks[monday] = draft_of(look, monday, without=row).task
        times = list(_times(placed, day, tasks[monday], look))
        if day == row.day:
            times = [minute for minute in times if minute != row.minute]
        times.sort(key=lambda minute: (look.household.minutes_from_favourite(minute), minute))
        if times:
            offers.append(Offer(day=day, minutes=tuple(sorted(times[:TIMES_A_DAY]))))
    return offers


def _times(placed: Placed, day: date, task: Task, look: Look) -> Iterator[int]:
    for minute in range(DAY_FIRST, DAY_LAST, GRID):
        there = Placed(
            techniques=placed.techniques, day=day, minute=minute, minutes=placed.minutes, source=placed.source
        )
        if day in task.days and may_be_at(there, task, look.catalogue) and room_for(there, task, look.catalogue):
            yield minute


def instead_of(row: PlannedSession, look: Look) -> list[Technique]:
    """Every technique that could be at its time."""
    task, closed = draft_of(look, monday_of(row.day), without=row).task, closed_today(look)
    offers = []
    for name, minutes in minutes_open(look).items():
        there = Placed(techniques=(name,), day=row.day, minute=row.minute, minutes=minutes)
        # Task.not_on would be too much here: it also keeps the plan itself from filling a day that was made lighter.
        out = name == row.technique or (name, row.day) in closed or not has_kit(name, task, look.catalogue)
        if not out and may_be_at(there, task, look.catalogue) and room_for(there, task, look.catalogue):
            offers.append(look.catalogue.techniques[name])
    return offers
