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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from solemate.care.catalogue import Catalogue
from solemate.care.household import DAY_FIRST, DAY_LAST, EVENING, GRID
from solemate.care.plan_limits import WEEK, days_of, days_wanted, effort_budget, may_be_at, may_be_planned, most_a_day
from solemate.care.technique import Technique
from solemate.care.week import Cause, Placed, Short, Task, WeekPlan, effort_of, is_footbath, needs_helper, parts_of

# Costs, in the order of their weight: the sums of a lower line do not outweigh one unit of the line above it.
NOT_GIVEN = 1_000_000  # a given session that finds no time
TOO_FEW, TOO_FEW_MORE = 50_000, 10_000  # a day of the dose that is missing; each further one of the same technique
STAYED, STAYED_ON_ITS_DAY = -2_000, -1_000  # a session of the plan until now that keeps its time, or its day
OVER_EFFORT = 300  # a point of hand effort over the day's budget
ONE_MORE = -100  # a session that the household's number a day has room for
TWICE_A_DAY, NEXT_DAY = 60, 15  # the same technique again on one day; on two days in a row
TURN = 2  # where two weeks are equally good: techniques take turns in which day they begin on
HELPER_TWICE = 40  # one evening is not for all that the helper does
HELPER_BEFORE_EVENING = 30  # a helper's evenings are for it
NO_BREATHER, BREATHER = 10, 60  # each half hour that is missing of the minutes between two sessions, on whatever part
OFF_FAVOURITE, OFF_FAVOURITE_MOST = 4, 40  # each half hour away from a favourite time
EARLIER = 0.001  # a minute later, where two times are equally good
NONE, ENDLESS = -float("inf"), float("inf")


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


def load_solver() -> None:
    """Fetch the solver's code ahead: it takes seconds, and the first look at a plan would wait for it."""
    from scipy import optimize, sparse  # noqa: F401


def plan_week(task: Task, catalogue: Catalogue) -> WeekPlan:
    """The cheapest week in which everything holds that must.

    Raises:
        RuntimeError: the solver gave up, which no task makes it do.
    """
    slots = [*_own_slots(task, catalogue), *_given_slots(task, catalogue)]
    apart: set[frozenset[object]] = set()  # what does not go together on a day
    while True:
        chosen = _choose_days(task, slots, apart, catalogue)
        sessions: list[Placed] = []
        fits = True
        for day in sorted({slot.day for slot in chosen}):
            here = [slot for slot in chosen if slot.day == day]
            times = _choose_times(task, here, catalogue)
            if times is None:
                apart.add(_what_clashes(task, here, catalogue))
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


def _own_slots(task: Task, catalogue: Catalogue) -> Iterator[Slot]:
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


def _given_slots(task: Task, catalogue: Catalogue) -> Iterator[Slot]:
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


class _Model:
    """Variables, rows and costs of a mixed-integer programme, collected one by one and handed over at the end."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.tops: list[float] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def variable(self, cost: float, top: float = 1) -> int:
        """A whole number from 0 to `top`; returns its column."""
        self.costs.append(cost)
        self.tops.append(top)
        return len(self.costs) - 1

    def row(self, parts: Iterable[tuple[int, float]], least: float, most: float) -> None:
        """least ≤ Σ factor × variable ≤ most."""
        self.rows.append((dict(parts), least, most))

    def at_most(self, columns: Iterable[int], most: float) -> None:
        """No more than `most` of these; nothing to say where there are no more anyway."""
        columns = list(columns)
        if len(columns) > most:
            self.row(((column, 1) for column in columns), NONE, most)

    def solve(self) -> list[bool] | None:
        """Which variables are not 0 in the cheapest solution; None where there is none.

        Raises:
            RuntimeError: the solver gave up.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        columns = [column for terms, _, _ in self.rows for column in terms]
        factors = [factor for terms, _, _ in self.rows for factor in terms.values()]
        ends = list(accumulate((len(terms) for terms, _, _ in self.rows), initial=0))
        matrix = csr_array((factors, columns, ends), shape=(len(self.rows), len(self.costs)))
        limits = LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])
        answer = milp(
            self.costs,
            integrality=[1] * len(self.costs),
            bounds=Bounds([0] * len(self.tops), self.tops),
            constraints=limits if self.rows else (),
            options={"mip_rel_gap": 0.0},
        )
        if answer.status == 2:  # infeasible
            return None
        if answer.x is None:
            raise RuntimeError(f"no plan: {answer.message}")
        return [value > 0.5 for value in answer.x]


def _choose_days(task: Task, slots: Sequence[Slot], apart: set[frozenset[object]], catalogue: Catalogue) -> list[Slot]:
    """Which session is on which day."""
    if not slots:
        return []
    model = _Model()
    columns = {slot: model.variable(_cost_of_day(slot, task, catalogue)) for slot in slots}
    for day in task.days:
        here = {slot: column for slot, column in columns.items() if slot.day == day}
        if here:
            _fill_day(model, here, task, catalogue)
            of_day = {slot.on_the_clock: column for slot, column in here.items()}
            for clash in sorted(apart, key=repr):
                if clash <= of_day.keys():
                    model.at_most([column for what, column in of_day.items() if what in clash], len(clash) - 1)
    for name in dict.fromkeys(slot.techniques[0] for slot in slots if slot.given < 0):
        own = {slot: column for slot, column in columns.items() if slot.given < 0 and slot.techniques == (name,)}
        _keep_dose(model, own, catalogue.techniques[name], task)
    for slot, column in columns.items():
        if slot.given >= 0:
            model.row([(model.variable(NOT_GIVEN), 1), (column, 1)], 1, 1)
    values = model.solve()
    assert values is not None, "an empty week is always possible"
    return [slot for slot, column in columns.items() if values[column]]


def _cost_of_day(slot: Slot, task: Task, catalogue: Catalogue) -> float:
    """What a session on this day costs by itself: it would rather stay where it was."""
    order = list(catalogue.techniques).index(slot.techniques[0]) if slot.techniques else 0
    cost = ONE_MORE + (2 * order + 3 * slot.day.weekday()) % WEEK * TURN
    if slot.again:
        cost += TWICE_A_DAY
    stays = [_stay(placed, task) for placed in slot.times]
    until_now = sum(_same(old) == _same(slot.times[0]) for old in task.before)
    return cost + (min(stays) if slot.again < max(until_now, 1) else 0)


def _fill_day(model: _Model, here: Mapping[Slot, int], task: Task, catalogue: Catalogue) -> None:
    """How many sessions, how many on each part, how many footbaths, how much the hands do, how often the helper is asked."""
    known = catalogue.techniques
    standing = [placed for placed in task.standing if placed.day == next(iter(here)).day]
    must = sum(slot.given >= 0 for slot in here)
    model.at_most(here.values(), max(task.household.sessions_a_day - sum(one.counts for one in standing), must, 0))
    for part in ("hand", "foot"):
        on_part = [slot for slot in here if part in parts_of(slot.techniques, known)]
        model.at_most([here[slot] for slot in on_part], _room_on_part(on_part, catalogue.plan_rules.gap_minutes))
    baths = [column for slot, column in here.items() if is_footbath(slot.techniques, known)]
    had = sum(is_footbath(placed.techniques, known) for placed in standing)
    model.at_most(baths, max(task.footbaths_a_day - had, 0))
    efforts = [(column, effort_of(slot.techniques, known)) for slot, column in here.items()]
    left = effort_budget(task, catalogue.plan_rules) - sum(effort_of(placed.techniques, known) for placed in standing)
    over = model.variable(OVER_EFFORT, top=1000)
    for unit in range(1, max(effort for _, effort in efforts) + 1):
        # Beyond the first they say the same in coarser units, rounded down: true of whole sessions, and quick to solve.
        coarse = [(column, effort // unit) for column, effort in efforts if effort >= unit]
        model.row([(over, -1), *coarse], NONE, max(left, 0) // unit)
    helped = [column for slot, column in here.items() if needs_helper(slot.techniques, known)]
    again = model.variable(HELPER_TWICE, top=10)
    model.row([(again, -1), *((column, 1) for column in helped)], NONE, 1)


def _room_on_part(slots: Sequence[Slot], gap: int) -> int:
    """How many sessions on one part a day has room for at the most: the shortest, each as early as it can be."""
    shortest = min((slot.times[0].minutes for slot in slots), default=0)
    number, free = 0, 0
    for minute in sorted({placed.minute for slot in slots for placed in slot.times}):
        if minute >= free:
            number, free = number + 1, minute + shortest + gap
    return number


def _keep_dose(model: _Model, own: Mapping[Slot, int], technique: Technique, task: Task) -> None:
    """One technique: how often a day, on how many days; variety, where the dose leaves it open."""
    used = days_of(technique.id, task.standing)
    first = {slot.day: column for slot, column in reversed(list(own.items()))}  # its first slot of each day
    for slot, column in own.items():
        if column != first[slot.day]:
            model.row([(column, 1), (first[slot.day], -1)], NONE, 0)
    fresh = [column for day, column in first.items() if day not in used]
    model.at_most(fresh, max(technique.days_per_week_most - len(used), 0))
    wanted = days_wanted(technique, task)
    if wanted:
        # Each further day that is missing costs more: where not all fits, everybody gives up a little.
        missing = [model.variable(TOO_FEW + number * TOO_FEW_MORE) for number in range(wanted)]
        model.row([(column, 1) for column in (*missing, *fresh)], wanted, ENDLESS)
    for day, column in first.items():
        tomorrow = next((other for other in first if (other - day).days == 1), None)
        if tomorrow:
            model.row([(column, 1), (first[tomorrow], 1), (model.variable(NEXT_DAY), -1)], NONE, 1)


def _choose_times(task: Task, slots: Sequence[Slot], catalogue: Catalogue) -> list[Placed] | None:
    """The nicest times of one day for the sessions that are on it; None where they do not go together."""
    model = _Model()
    columns: dict[int, Placed] = {}
    for slot in slots:
        own = []
        for placed in slot.times:
            own.append(model.variable(_cost_of_time(placed, task, catalogue)))
            columns[own[-1]] = placed
        model.row(((column, 1) for column in own), 1, 1)
    _keep_apart(model, columns, catalogue)
    values = model.solve()
    return None if values is None else [placed for column, placed in columns.items() if values[column]]


def _keep_apart(model: _Model, columns: Mapping[int, Placed], catalogue: Catalogue) -> None:
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
        model.row([(model.variable(NO_BREATHER, top=len(close)), -1), *((column, 1) for column in close)], NONE, 1)
    for together in {tuple(columns): columns for columns in covers.values()}.values():
        model.at_most(together, 1)


def _what_clashes(task: Task, slots: Sequence[Slot], catalogue: Catalogue) -> frozenset[object]:
    """As few of these sessions as do not go together on such a day."""
    clash = list(slots)
    for slot in slots:
        fewer = [other for other in clash if other is not slot]
        if fewer and _choose_times(task, fewer, catalogue) is None:
            clash = fewer
    return frozenset(slot.on_the_clock for slot in clash)


def _cost_of_time(placed: Placed, task: Task, catalogue: Catalogue) -> float:
    """What a session at this time costs by itself: how far it is from a favourite time, and whether it stays."""
    cost = min(OFF_FAVOURITE * task.household.minutes_from_favourite(placed.minute) / GRID, OFF_FAVOURITE_MOST)
    if needs_helper(placed.techniques, catalogue.techniques) and placed.minute < EVENING:
        cost += HELPER_BEFORE_EVENING
    return cost + placed.minute * EARLIER + _stay(placed, task)


def _stay(placed: Placed, task: Task) -> float:
    until_now = [old for old in task.before if _same(old) == _same(placed)]
    if any(old.minute == placed.minute for old in until_now):
        return STAYED
    return STAYED_ON_ITS_DAY if until_now else 0


def _same(placed: Placed) -> tuple[object, date]:
    """What makes it the same session as one before: who gave it, or else what it is; and its day."""
    return placed.source or placed.techniques, placed.day


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
            yield Short(technique=name, wanted=wanted, placed=placed, cause=cause, weekdays=weekdays)


def _not_given(task: Task, found: set[int]) -> Iterator[Short]:
    for number, given in enumerate(task.given):
        if given.day in task.days and number not in found:
            yield Short(technique="", wanted=1, placed=0, cause="hours", day=given.day)
