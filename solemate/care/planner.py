"""A week of short sessions as an optimisation: what must hold as constraints, what would be nice as costs. Task in, WeekPlan out.

HiGHS (scipy.optimize.milp) solves it in two parts. The week: which session is on which day. Then each day: at what times. A
day that finds no times for what it was given sends a row back (these sessions do not go together on such a day), and the
week is solved again; each row forbids only what is impossible, so no better week is lost. No clock, no chance and no limit
of time has a part in it: the same task gives the same week. What must hold whatever it costs:

* only what is open, wanted, and has its kit in the house;
* a session lies in hours that are not quiet, and where it needs the helper, while the helper is there;
* two sessions never overlap, and two on the same part (hand or foot) have `gap_minutes` between them;
* no more a day than the household wants, no more footbaths than `footbaths_a_day`;
* the dose of a technique: at most `per_day` a day (its least, unless the household wishes for more) and on
  `days_per_week_most` days.

Reaching `days_per_week_least` comes next, before all that is only nice: what cannot be reached is told as `Short`. In the
first days of a diary, or after days that are over, a technique is wanted in proportion to the days that are left.
"""

from collections.abc import Iterator, Mapping, Sequence

from solemate.care.catalogue import Catalogue
from solemate.care.plan_costs import (
    HELPER_TWICE,
    NEXT_DAY,
    NOT_GIVEN,
    ONE_MORE,
    OVER_EFFORT,
    TOO_FEW,
    TOO_FEW_MORE,
    TURN,
    TWICE_A_DAY,
)
from solemate.care.plan_limits import WEEK, days_of, days_wanted, effort_budget, may_be_planned
from solemate.care.plan_slots import Slot, given_slots, own_slots
from solemate.care.plan_times import choose_times, same_session, stay_cost, what_clashes
from solemate.care.programme import ENDLESS, NONE, Programme
from solemate.care.technique import Technique
from solemate.care.week import Cause, Placed, Short, Task, WeekPlan, effort_of, is_footbath, needs_helper, parts_of


def plan_week(task: Task, catalogue: Catalogue) -> WeekPlan:
    """The cheapest week in which everything holds that must.

    Raises:
        RuntimeError: the solver gave up, which no task makes it do.
    """
    slots = [*own_slots(task, catalogue), *given_slots(task, catalogue)]
    apart: set[frozenset[object]] = set()  # what does not go together on a day
    while True:
        chosen = _choose_days(task, slots, apart, catalogue)
        sessions: list[Placed] = []
        fits = True
        for day in sorted({slot.day for slot in chosen}):
            here = [slot for slot in chosen if slot.day == day]
            times = choose_times(task, here, catalogue)
            if times is None:
                apart.add(what_clashes(task, here, catalogue))
                fits = False
            else:
                sessions += times
        if fits:
            break
    ordered = tuple(sorted(sessions, key=lambda placed: (placed.day, placed.minute)))
    return WeekPlan(
        sessions=ordered,
        short=(*_too_few(task, ordered, slots, catalogue), *_not_given(task, {s.given for s in chosen})),
    )


def _choose_days(task: Task, slots: Sequence[Slot], apart: set[frozenset[object]], catalogue: Catalogue) -> list[Slot]:
    """Which session is on which day."""
    if not slots:
        return []
    programme = Programme()
    columns = {slot: programme.variable(_cost_of_day(slot, task, catalogue)) for slot in slots}
    for day in task.days:
        here = {slot: column for slot, column in columns.items() if slot.day == day}
        if here:
            _fill_day(programme, here, task, catalogue)
            of_day = {slot.on_the_clock: column for slot, column in here.items()}
            for clash in sorted(apart, key=repr):
                if clash <= of_day.keys():
                    programme.at_most([column for what, column in of_day.items() if what in clash], len(clash) - 1)
    for name in dict.fromkeys(slot.techniques[0] for slot in slots if slot.given < 0):
        own = {slot: column for slot, column in columns.items() if slot.given < 0 and slot.techniques == (name,)}
        _keep_dose(programme, own, catalogue.techniques[name], task)
    for slot, column in columns.items():
        if slot.given >= 0:
            programme.row([(programme.variable(NOT_GIVEN), 1), (column, 1)], 1, 1)
    values = programme.solve()
    assert values is not None, "an empty week is always possible"
    return [slot for slot, column in columns.items() if values[column]]


def _cost_of_day(slot: Slot, task: Task, catalogue: Catalogue) -> float:
    """What a session on this day costs by itself: it would rather stay where it was."""
    order = list(catalogue.techniques).index(slot.techniques[0]) if slot.techniques else 0
    cost = ONE_MORE + (2 * order + 3 * slot.day.weekday()) % WEEK * TURN
    if slot.again:
        cost += TWICE_A_DAY
    stays = [stay_cost(placed, task) for placed in slot.times]
    until_now = sum(same_session(old) == same_session(slot.times[0]) for old in task.before)
    return cost + (min(stays) if slot.again < max(until_now, 1) else 0)


def _fill_day(programme: Programme, here: Mapping[Slot, int], task: Task, catalogue: Catalogue) -> None:
    """How many sessions, how many on each part, how many footbaths, how much the hands do, how often the helper is asked."""
    known = catalogue.techniques
    standing = [placed for placed in task.standing if placed.day == next(iter(here)).day]
    must = sum(slot.given >= 0 for slot in here)
    programme.at_most(here.values(), max(task.household.sessions_a_day - sum(one.counts for one in standing), must, 0))
    for part in ("hand", "foot"):
        on_part = [slot for slot in here if part in parts_of(slot.techniques, known)]
        programme.at_most([here[slot] for slot in on_part], _room_on_part(on_part, catalogue.plan_rules.gap_minutes))
    baths = [column for slot, column in here.items() if is_footbath(slot.techniques, known)]
    had = sum(is_footbath(placed.techniques, known) for placed in standing)
    programme.at_most(baths, max(task.footbaths_a_day - had, 0))
    efforts = [(column, effort_of(slot.techniques, known)) for slot, column in here.items()]
    left = effort_budget(task, catalogue.plan_rules) - sum(effort_of(placed.techniques, known) for placed in standing)
    over = programme.variable(OVER_EFFORT, top=1000)
    for unit in range(1, max(effort for _, effort in efforts) + 1):
        # Beyond the first they say the same in coarser units, rounded down: true of whole sessions, and quick to solve.
        coarse = [(column, effort // unit) for column, effort in efforts if effort >= unit]
        programme.row([(over, -1), *coarse], NONE, max(left, 0) // unit)
    helped = [column for slot, column in here.items() if needs_helper(slot.techniques, known)]
    again = programme.variable(HELPER_TWICE, top=10)
    programme.row([(again, -1), *((column, 1) for column in helped)], NONE, 1)


def _room_on_part(slots: Sequence[Slot], gap: int) -> int:
    """How many sessions on one part a day has room for at the most: the shortest, each as early as it can be."""
    shortest = min((slot.times[0].minutes for slot in slots), default=0)
    number, free = 0, 0
    for minute in sorted({placed.minute for slot in slots for placed in slot.times}):
        if minute >= free:
            number, free = number + 1, minute + shortest + gap
    return number


def _keep_dose(programme: Programme, own: Mapping[Slot, int], technique: Technique, task: Task) -> None:
    """One technique: how often a day, on how many days; variety, where the dose leaves it open."""
    used = days_of(technique.id, task.standing)
    first = {slot.day: column for slot, column in reversed(list(own.items()))}  # its first slot of each day
    for slot, column in own.items():
        if column != first[slot.day]:
            programme.row([(column, 1), (first[slot.day], -1)], NONE, 0)
    fresh = [column for day, column in first.items() if day not in used]
    programme.at_most(fresh, max(technique.days_per_week_most - len(used), 0))
    wanted = days_wanted(technique, task)
    if wanted:
        # Each further day that is missing costs more: where not all fits, everybody gives up a little.
        missing = [programme.variable(TOO_FEW + number * TOO_FEW_MORE) for number in range(wanted)]
        programme.row([(column, 1) for column in (*missing, *fresh)], wanted, ENDLESS)
    for day, column in first.items():
        tomorrow = next((other for other in first if (other - day).days == 1), None)
        if tomorrow:
            programme.row([(column, 1), (first[tomorrow], 1), (programme.variable(NEXT_DAY), -1)], NONE, 1)


def _too_few(task: Task, sessions: Sequence[Placed], slots: Sequence[Slot], catalogue: Catalogue) -> Iterator[Short]:
    """Each technique that is on fewer days than wanted, and what stood in the way."""
    for name, technique in catalogue.techniques.items():
        if not may_be_planned(name, task, catalogue):
            continue
        wanted = days_wanted(technique, task)
        had = days_of(name, task.standing)
        placed = len(days_of(name, sessions) - had)
        if placed < wanted:
            possible = {slot.day for slot in slots if slot.given < 0 and slot.techniques == (name,)} - had
            alone = any(not task.household.helper[day.weekday()] for day in task.days)
            cause: Cause = "crowded"
            if len(possible) <= placed or len(possible) < wanted:
                free = [day for day in task.days if day.weekday() not in task.household.rest_days]
                there = [day for day in free if task.household.helper[day.weekday()]]
                of_helper = technique.giver == "helper" and alone and len(possible) >= len(there)
                cause = "helper" if of_helper else "hours"
            without = tuple(day for day, hours in enumerate(task.household.helper) if not hours)
            weekdays = without if cause == "helper" else ()
            yield Short(technique=name, wanted=wanted, placed=placed, had=len(had), cause=cause, weekdays=weekdays)


def _not_given(task: Task, found: set[int]) -> Iterator[Short]:
    for number, given in enumerate(task.given):
        if given.day in task.days and number not in found:
            yield Short(technique="", wanted=1, placed=0, cause="hours", day=given.day)
