"""A week of short sessions as an optimisation: what must hold as constraints, what would be nice as costs. Task in, WeekPlan out.

One binary variable for each session, day and start; HiGHS (scipy.optimize.milp) finds the cheapest week. No clock, no chance
and no time limit has a part in it: the same task gives the same week. What must hold whatever it costs:

* a session lies in hours that are not quiet, and where it needs the helper, while the helper is there;
* two sessions never overlap, and two on the same part (hand or foot) have `gap_minutes` between them;
* no more a day than the household wants, no more footbaths than `footbaths_a_day`;
* the dose of a technique: at most `per_day` a day and on `days_per_week_most` days.

Reaching `days_per_week_least` comes next, before all that is only nice: what cannot be reached is told as `Short`. In the
first days of a diary, or after days that are over, a technique is wanted in proportion to the days that are left.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import ceil

from solemate.care.catalogue import Catalogue
from solemate.care.household import DAY_FIRST, DAY_LAST, EVENING, GRID
from solemate.care.plan_rules import PlanRules
from solemate.care.technique import Technique
from solemate.care.week import (
    Cause,
    Placed,
    Short,
    Task,
    WeekPlan,
    effort_of,
    is_footbath,
    needs_helper,
    parts_of,
)

# Costs, in the order of their weight: the sums of a lower line do not outweigh one unit of the line above it.
NOT_GIVEN = 1_000_000  # a given session that finds no time
TOO_FEW, TOO_FEW_MORE = 50_000, 10_000  # a day of the dose that is missing; each further one of the same technique
STAYED, STAYED_ON_ITS_DAY = -2_000, -1_000  # a session of the plan until now that keeps its time, or its day
OVER_EFFORT = 300  # a point of hand effort over the day's budget
ONE_MORE = -100  # a session that the household's number a day has room for
TWICE_A_DAY, NEXT_DAY = 60, 15  # the same technique again on one day; on two days in a row
HELPER_BEFORE_EVENING, HELPER_TWICE = 30, 40  # a helper's evenings are for it, and one evening is not for all of it
OFF_FAVOURITE, OFF_FAVOURITE_MOST = 4, 40  # each half hour away from a favourite time
WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One possible session: what, when. `given` is its place among the given sessions, or -1."""

    placed: Placed
    given: int = -1


def plan_week(task: Task, catalogue: Catalogue) -> WeekPlan:
    """The cheapest week in which everything holds that must.

    Raises:
        RuntimeError: the solver gave up, which no task makes it do.
    """
    starts = [*_own_starts(task, catalogue), *_given_starts(task, catalogue)]
    chosen = _solve(task, starts, catalogue) if starts else []
    sessions = tuple(sorted((start.placed for start in chosen), key=lambda placed: (placed.day, placed.minute)))
    return WeekPlan(sessions=sessions, short=(*_too_few(task, sessions, catalogue), *_not_given(task, chosen)))


def days_wanted(technique: Technique, task: Task) -> int:
    """On how many of the days that are left it should be: its dose, less what stands, in proportion to those days."""
    share = ceil(technique.days_per_week_least * len(task.days) / WEEK)
    return max(0, min(technique.days_per_week_least - len(_days_of(technique.id, task.standing)), share))


def _own_starts(task: Task, catalogue: Catalogue) -> Iterator[Start]:
    """Every session the plan may choose, in a fixed order."""
    for name in catalogue.techniques:
        if name in task.minutes and name in task.household.techniques and name not in task.held:
            for day in task.days:
                if (name, day) not in task.not_on:
                    for placed in _places((name,), day, task.minutes[name], "", task, catalogue):
                        yield Start(placed=placed)


def _given_starts(task: Task, catalogue: Catalogue) -> Iterator[Start]:
    for number, given in enumerate(task.given):
        if given.day in task.days:
            for placed in _places(given.techniques, given.day, given.minutes, given.source, task, catalogue):
                yield Start(placed=placed, given=number)


def _places(
    techniques: tuple[str, ...], day: date, minutes: int, source: str, task: Task, catalogue: Catalogue
) -> Iterator[Placed]:
    """Every time of a day at which a session could be, as far as it can be judged alone."""
    for minute in range(DAY_FIRST, DAY_LAST, GRID):
        placed = Placed(techniques=techniques, day=day, minute=minute, minutes=minutes, source=source)
        if may_be_at(placed, task, catalogue):
            yield placed


def may_be_at(placed: Placed, task: Task, catalogue: Catalogue) -> bool:
    """Whether a session may be here, beside what stands: hours, helper, overlap, and the gap on the same part."""
    household, known = task.household, catalogue.techniques
    weekday = placed.day.weekday()
    if placed.day == task.days[0] and placed.minute < task.first_minute:
        return False
    if household.is_quiet(weekday, placed.minute, placed.end):
        return False
    if needs_helper(placed.techniques, known) and not household.helper_is_there(weekday, placed.minute, placed.end):
        return False
    parts = parts_of(placed.techniques, known)
    for other in task.standing:
        if other.day == placed.day:
            shared = parts & parts_of(other.techniques, known)
            gap = catalogue.plan_rules.gap_minutes if shared else 0
            if placed.minute < other.end + gap and other.minute < placed.end + gap:
                return False
    return True


def room_for(placed: Placed, task: Task, catalogue: Catalogue) -> bool:
    """Whether dose, footbaths and sessions a day leave room for it beside what stands; what is only planned can move."""
    known = catalogue.techniques
    there = [other for other in task.standing if other.day == placed.day]
    if sum(other.counts for other in there) >= task.household.sessions_a_day and not placed.source:
        return False
    had = sum(is_footbath(other.techniques, known) for other in there)
    if is_footbath(placed.techniques, known) and had >= task.footbaths_a_day:
        return False
    for name in placed.techniques:
        used = _days_of(name, task.standing) | {placed.day}
        if len(used) > known[name].days_per_week_most:
            return False
        if sum(name in other.techniques for other in there) >= max(known[name].per_day):
            return False
    return True


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
        """least ≤ Σ factor × variable ≤ most; a column named twice counts twice."""
        terms: dict[int, float] = {}
        for column, factor in parts:
            terms[column] = terms.get(column, 0) + factor
        if terms:
            self.rows.append((terms, least, most))

    def at_most(self, columns: Iterable[int], most: float) -> None:
        """No more than `most` of these; nothing to say where there are no more anyway."""
        columns = list(columns)
        if len(columns) > most:
            self.row(((column, 1) for column in columns), -float("inf"), most)

    def solve(self) -> list[int]:
        """The cheapest values. One thread, no gap, no limit of time: the same model gives the same answer."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        column = [column for terms, _, _ in self.rows for column in terms]
        factor = [factor for terms, _, _ in self.rows for factor in terms.values()]
        ends = list(accumulate((len(terms) for terms, _, _ in self.rows), initial=0))
        matrix = csr_array((factor, column, ends), shape=(len(self.rows), len(self.costs)))
        limits = LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])
        answer = milp(
            self.costs,
            integrality=[1] * len(self.costs),
            bounds=Bounds([0] * len(self.tops), self.tops),
            constraints=limits if self.rows else (),
            options={"mip_rel_gap": 0.0},
        )
        if answer.x is None:
            raise RuntimeError(f"no plan: {answer.message}")
        return [round(value) for value in answer.x]


def _solve(task: Task, starts: Sequence[Start], catalogue: Catalogue) -> list[Start]:
    """Write the rules down as a model, and read the chosen sessions off its answer."""
    model = _Model()
    columns = [model.variable(_cost(start.placed, task, catalogue)) for start in starts]
    _keep_apart(model, columns, starts, catalogue)
    _fill_days(model, columns, starts, task, catalogue)
    _keep_dose(model, columns, starts, task, catalogue)
    for own in _grouped(columns, starts, lambda start: start.given if start.given >= 0 else None).values():
        model.row([(model.variable(NOT_GIVEN), 1), *((column, 1) for column in own)], 1, 1)
    values = model.solve()
    return [start for start, column in zip(starts, columns, strict=True) if values[column]]


def _cost(placed: Placed, task: Task, catalogue: Catalogue) -> float:
    """What one session costs by itself: how far from a favourite time, and whether it stays where it was."""
    cost = min(OFF_FAVOURITE * task.household.minutes_from_favourite(placed.minute) / GRID, OFF_FAVOURITE_MOST)
    if needs_helper(placed.techniques, catalogue.techniques) and placed.minute < EVENING:
        cost += HELPER_BEFORE_EVENING
    until_now = [old for old in task.before if _same(old) == _same(placed)]
    if any(old.minute == placed.minute for old in until_now):
        return cost + STAYED
    # Where two weeks are equally good, this says which it is: techniques take turns in which day they begin on.
    order = list(catalogue.techniques).index(placed.techniques[0]) if placed.techniques else 0
    turn = (2 * order + 3 * placed.day.weekday()) % WEEK / 10
    return cost + turn + (STAYED_ON_ITS_DAY if until_now else 0)


def _same(placed: Placed) -> tuple[object, date]:
    """What makes it the same session as one before: who gave it, or else what it is; and its day."""
    return placed.source or placed.techniques, placed.day


def _keep_apart(model: _Model, columns: Sequence[int], starts: Sequence[Start], catalogue: Catalogue) -> None:
    """At every moment there is one session at the most; and for each part one, with its gap after it."""
    known, gap = catalogue.techniques, catalogue.plan_rules.gap_minutes
    covers: dict[tuple[date, int, str], list[int]] = {}
    for column, start in zip(columns, starts, strict=True):
        placed = start.placed
        for part in ("", *parts_of(placed.techniques, known)):
            for minute in range(placed.minute, placed.end + (gap if part else 0), GRID):
                covers.setdefault((placed.day, minute, part), []).append(column)
    seen = set()
    for together in covers.values():
        if tuple(together) not in seen:
            seen.add(tuple(together))
            model.at_most(together, 1)


def _fill_days(
    model: _Model, columns: Sequence[int], starts: Sequence[Start], task: Task, catalogue: Catalogue
) -> None:
    """Each day: how many sessions, how many footbaths, how much the hands do, how often the helper is asked."""
    known = catalogue.techniques
    budget = effort_budget(task, catalogue.plan_rules)
    place = dict(zip(columns, starts, strict=True))
    for day, of_day in _grouped(columns, starts, lambda start: start.placed.day).items():
        here = {column: place[column] for column in of_day}
        standing = [placed for placed in task.standing if placed.day == day]
        must = len({start.given for start in here.values() if start.given >= 0})
        room = max(task.household.sessions_a_day - sum(placed.counts for placed in standing), must)
        model.at_most(here, room)
        baths = [column for column, start in here.items() if is_footbath(start.placed.techniques, known)]
        had = sum(is_footbath(placed.techniques, known) for placed in standing)
        model.at_most(baths, max(task.footbaths_a_day - had, 0))
        tired = sum(effort_of(placed.techniques, known) for placed in standing)
        over = model.variable(OVER_EFFORT, top=1000)
        efforts = ((column, effort_of(start.placed.techniques, known)) for column, start in here.items())
        model.row([(over, -1), *efforts], -float("inf"), max(budget - tired, 0))
        for column in here:
            model.costs[column] += ONE_MORE
        helped = [column for column, start in here.items() if needs_helper(start.placed.techniques, known)]
        again = model.variable(HELPER_TWICE, top=10)
        model.row([(again, -1), *((column, 1) for column in helped)], -float("inf"), 1)


def effort_budget(task: Task, rules: PlanRules) -> int:
    """How much the hands should do in a day, in points of `hand_effort`."""
    return rules.effort_a_day_tired if task.household.tired_hands else rules.effort_a_day


def _keep_dose(
    model: _Model, columns: Sequence[int], starts: Sequence[Start], task: Task, catalogue: Catalogue
) -> None:
    """Each technique: how often a day, on how many days; variety, where the dose leaves it open."""
    own = _grouped(columns, starts, lambda start: start.placed.techniques[0] if start.given < 0 else None)
    place = dict(zip(columns, starts, strict=True))
    for name, of_technique in own.items():
        technique = catalogue.techniques[str(name)]
        used = _days_of(technique.id, task.standing)
        days: dict[date, int] = {}
        for day in task.days:
            here = [column for column in of_technique if place[column].placed.day == day]
            if not here:
                continue
            had = sum(technique.id in placed.techniques for placed in task.standing if placed.day == day)
            days[day] = model.variable(0)
            again = model.variable(TWICE_A_DAY, top=10)
            most = max(max(technique.per_day) - had, 0)
            model.row([*((column, 1) for column in here), (days[day], -most)], -float("inf"), 0)
            model.row([*((column, 1) for column in here), (days[day], -1)], 0, float("inf"))
            model.row([*((column, 1) for column in here), (again, -1)], -float("inf"), 0 if had else 1)
        fresh = [column for day, column in days.items() if day not in used]
        model.at_most(fresh, max(technique.days_per_week_most - len(used), 0))
        wanted = days_wanted(technique, task)
        if wanted:
            # Each further day that is missing costs more: where not all fits, everybody gives up a little.
            missing = [model.variable(TOO_FEW + number * TOO_FEW_MORE) for number in range(wanted)]
            model.row([(column, 1) for column in (*missing, *fresh)], wanted, float("inf"))
        for day, column in days.items():
            tomorrow = next((other for other in days if (other - day).days == 1), None)
            if tomorrow:
                both = model.variable(NEXT_DAY)
                model.row([(column, 1), (days[tomorrow], 1), (both, -1)], -float("inf"), 1)


def _grouped(
    columns: Sequence[int], starts: Sequence[Start], key: Callable[[Start], Hashable | None]
) -> dict[Hashable, list[int]]:
    """Columns by what `key` says of their start; left out where it says nothing."""
    found: dict[Hashable, list[int]] = {}
    for column, start in zip(columns, starts, strict=True):
        name = key(start)
        if name is not None:
            found.setdefault(name, []).append(column)
    return found


def _days_of(technique: str, placed: Iterable[Placed]) -> set[date]:
    return {session.day for session in placed if technique in session.techniques}


def _too_few(task: Task, sessions: Sequence[Placed], catalogue: Catalogue) -> Iterator[Short]:
    """Each technique that is on fewer days than wanted, and what stood in the way."""
    for name, technique in catalogue.techniques.items():
        if name not in task.minutes or name not in task.household.techniques or name in task.held:
            continue
        wanted = days_wanted(technique, task)
        placed = len(_days_of(name, sessions) - _days_of(name, task.standing))
        if placed < wanted:
            yield _short(technique, wanted, placed, task, catalogue)


def _short(technique: Technique, wanted: int, placed: int, task: Task, catalogue: Catalogue) -> Short:
    possible = {
        start.placed.day for start in _own_starts(task, catalogue) if start.placed.techniques == (technique.id,)
    }
    alone = tuple(day.weekday() for day in task.days if not task.household.helper[day.weekday()])
    cause: Cause = "crowded"
    if len(possible) < wanted or placed == len(possible):
        cause = "helper" if technique.giver == "helper" and alone else "hours"
    return Short(
        technique=technique.id,
        wanted=wanted,
        placed=placed,
        cause=cause,
        weekdays=alone if cause == "helper" else (),
    )


def _not_given(task: Task, chosen: Sequence[Start]) -> Iterator[Short]:
    found = {start.given for start in chosen}
    for number, given in enumerate(task.given):
        if given.day in task.days and number not in found:
            yield Short(technique="", wanted=1, placed=0, cause="hours", day=given.day)
