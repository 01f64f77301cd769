"""One day: at what times its sessions are. The day's slots in; the nicest times, or which of them do not go together, out."""

from collections.abc import Mapping, Sequence
from datetime import date

from solemate.care.catalogue import Catalogue
from solemate.care.household import EVENING, GRID
from solemate.care.plan_costs import (
    BREATHER,
    EARLIER,
    HELPER_BEFORE_EVENING,
    NO_BREATHER,
    OFF_FAVOURITE,
    OFF_FAVOURITE_MOST,
    STAYED,
    STAYED_ON_ITS_DAY,
)
from solemate.care.plan_slots import Slot
from solemate.care.programme import NONE, Programme
from solemate.care.week import Placed, Task, needs_helper, parts_of


def choose_times(task: Task, slots: Sequence[Slot], catalogue: Catalogue) -> list[Placed] | None:
    """The nicest times of one day for the sessions that are on it; None where they do not go together."""
    programme = Programme()
    columns: dict[int, Placed] = {}
    for slot in slots:
        own = []
        for placed in slot.times:
            own.append(programme.variable(_cost_of_time(placed, task, catalogue)))
            columns[own[-1]] = placed
        programme.row(((column, 1) for column in own), 1, 1)
    _keep_apart(programme, columns, catalogue)
    values = programme.solve()
    return None if values is None else [placed for column, placed in columns.items() if values[column]]


def _keep_apart(programme: Programme, columns: Mapping[int, Placed], catalogue: Catalogue) -> None:
    """At every moment there is one session at the most; and for each part one, with its gap after it.

    A breather after each session is only nice: one favourite time must not draw the whole day to itself.
    """
    known, gap = catalogue.techniques, catalogue.plan_rules.gap_minutes
    covers: dict[tuple[int, str], list[int]] = {}
    for column, placed in columns.items():
        for part in ("", *sorted(parts_of(placed.techniques, known))):
            for minute in range(placed.minute, placed.end + (gap if part else 0), GRID):
                covers.setdefault((minute, part), []).append(column)
    breathers: dict[int, list[int]] = {}
    for column, placed in columns.items():
        for minute in range(placed.minute, placed.end + BREATHER, GRID):
            breathers.setdefault(minute, []).append(column)
    for close in breathers.values():
        programme.row(
            [(programme.variable(NO_BREATHER, top=len(close)), -1), *((column, 1) for column in close)], NONE, 1
        )
    for together in {tuple(columns): columns for columns in covers.values()}.values():
        programme.at_most(together, 1)


def what_clashes(task: Task, slots: Sequence[Slot], catalogue: Catalogue) -> frozenset[object]:
    """As few of these sessions as do not go together on such a day."""
    clash = list(slots)
    for slot in slots:
        fewer = [other for other in clash if other is not slot]
        if fewer and choose_times(task, fewer, catalogue) is None:
            clash = fewer
    return frozenset(slot.on_the_clock for slot in clash)


def _cost_of_time(placed: Placed, task: Task, catalogue: Catalogue) -> float:
    """What a session at this time costs by itself: how far it is from a favourite time, and whether it stays."""
    cost = min(OFF_FAVOURITE * task.household.minutes_from_favourite(placed.minute) / GRID, OFF_FAVOURITE_MOST)
    if needs_helper(placed.techniques, catalogue.techniques) and placed.minute < EVENING:
        cost += HELPER_BEFORE_EVENING
    return cost + placed.minute * EARLIER + stay_cost(placed, task)


def stay_cost(placed: Placed, task: Task) -> float:
    until_now = [old for old in task.before if same_session(old) == same_session(placed)]
    if any(old.minute == placed.minute for old in until_now):
        return STAYED
    return STAYED_ON_ITS_DAY if until_now else 0


def same_session(placed: Placed) -> tuple[object, date]:
    """What makes it the same session as one before: who gave it, or else what it is; and its day."""
    return placed.source or placed.techniques, placed.day
