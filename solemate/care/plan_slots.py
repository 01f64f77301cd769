"""What a week may hold: each session that a day has room for, with every time at which it could be. Task in, slots out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from solemate.care.catalogue import Catalogue
from solemate.care.household import DAY_FIRST, DAY_LAST, GRID
from solemate.care.plan_limits import may_be_at, may_be_planned, most_a_day
from solemate.care.week import Placed, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One session that a day may hold, and every time it could have there. `again`: the same technique once more that day.

    `given` is its place among the given sessions, or -1.
    """

    day: date
    times: tuple[Placed, ...]
    given: int = -1
    again: int = 0

    @property
    def techniques(self) -> tuple[str, ...]:
        return self.times[0].techniques

    @property
    def on_the_clock(self) -> tuple[object, ...]:
        """What it is on whichever day: the same on two days means that the same things go together with it."""
        minutes = tuple(placed.minute for placed in self.times)
        return self.techniques, self.given, self.again, self.times[0].minutes, minutes


def own_slots(task: Task, catalogue: Catalogue) -> Iterator[Slot]:
    """Every session the plan may choose, in a fixed order."""
    for name, technique in catalogue.techniques.items():
        if not may_be_planned(name, task, catalogue):
            continue
        for day in task.days:
            if (name, day) in task.not_on:
                continue
            times = tuple(_places((name,), day, task.minutes[name], "", task, catalogue))
            had = sum(name in placed.techniques for placed in task.standing if placed.day == day)
            for number in range(had, most_a_day(technique, task.household)):
                if times:
                    yield Slot(day=day, times=times, again=number)


def given_slots(task: Task, catalogue: Catalogue) -> Iterator[Slot]:
    for number, given in enumerate(task.given):
        if given.day in task.days:
            times = tuple(_places(given.techniques, given.day, given.minutes, given.source, task, catalogue))
            if times:
                yield Slot(day=given.day, times=times, given=number)


def _places(
    techniques: tuple[str, ...], day: date, minutes: int, source: str, task: Task, catalogue: Catalogue
) -> Iterator[Placed]:
    """Every time of a day at which a session could be, as far as it can be judged alone."""
    for minute in range(DAY_FIRST, DAY_LAST, GRID):
        placed = Placed(techniques=techniques, day=day, minute=minute, minutes=minutes, source=source)
        if may_be_at(placed, task, catalogue):
            yield placed
