"""500 random households planned and judged, with their times; ten of the weeks printed to be looked at."""

import platform
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.household import clock_words
from solemate.care.plan_words import WEEKDAYS, told
from solemate.care.planner import plan_week
from solemate.care.week import Task, WeekPlan
from tests.care.households import cases
from tests.care.week_checker import faults

HOUSEHOLDS, SEED, LOOKED_AT = 500, 2026, 10
LIMIT_SECONDS = 1.0


def planned_weeks() -> tuple[bool, list[str]]:
    """Whether every hard rule held for every household and none took too long; and the summary."""
    catalogue = load_catalogue()
    plan_week(next(cases(1, seed=0, catalogue=catalogue)).task, catalogue)  # the solver is loaded once in a process
    walls, own, wrong, weeks, unplaced = [], [], [], [], 0
    for number, case in enumerate(cases(HOUSEHOLDS, seed=SEED, catalogue=catalogue)):
        began, cpu = time.perf_counter(), time.process_time()
        plan = plan_week(case.task, catalogue)
        walls.append(time.perf_counter() - began)
        own.append(time.process_time() - cpu)
        wrong += [f"household {number}: {fault}" for fault in faults(case.task, plan, case.actions)]
        unplaced += bool(plan.short)
        if number % (HOUSEHOLDS // LOOKED_AT) == 0:
            weeks += [f"## Household {number}", "", *written(case.task, plan, catalogue), ""]
    held = not wrong and max(own) < LIMIT_SECONDS
    return held, [
        "# Weeks of 500 random households",
        "",
        "Each was planned, then judged by `tests/care/week_checker.py`, which shares no code with the planner. It checks every",
        "hard rule, that nothing is left out silently, and that nothing that found no place would have had one.",
        "",
        f"Run on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, seed {SEED}.",
        "",
        "| households | broken rules | with something unplaced | median | worst | worst, the planner’s own CPU time |",
        "|---|---|---|---|---|---|",
        f"| {len(walls)} | {len(wrong)} | {unplaced} | {median(walls) * 1000:.0f} ms | {max(walls) * 1000:.0f} ms "
        f"| {max(own) * 1000:.0f} ms |",
        "",
        *[f"* {fault}" for fault in wrong[:20]],
        *weeks,
    ]


def written(task: Task, plan: WeekPlan, catalogue: Catalogue) -> Iterator[str]:
    """A week as text, after what the household wants."""
    home = task.household
    favourites = ", ".join(clock_words(minute) for minute in home.favourites) or "none"
    rests = ", ".join(f"{clock_words(rest.start)} to {clock_words(rest.end)}" for rest in home.rests) or "none"
    helper = ", ".join(
        f"{WEEKDAYS[day][:3]} {clock_words(hours[0].start)} to {clock_words(hours[0].end)}"
        for day, hours in enumerate(home.helper)
        if hours and hours[0].start < hours[0].end
    )
    yield (
        f"At most {home.sessions_a_day} a day, {clock_words(home.awake.start)} to {clock_words(home.awake.end)}, "
        f"rest {rests}, favourite times {favourites}, {'tired hands' if home.tired_hands else 'hands not tired'}."
    )
    yield f"Helper: {helper or 'never'}. Rest days: {', '.join(WEEKDAYS[day][:3] for day in home.rest_days) or 'none'}."
    wanted = [name for name in catalogue.techniques if name in home.techniques and name in task.minutes]
    yield f"Wanted and open: {', '.join(wanted) or 'nothing'}. Kit: {', '.join(sorted(home.kit)) or 'none'}."
    yield ""
    for day in sorted({*task.days, *(placed.day for placed in task.standing)}):
        lines = [
            (placed.minute, f"{name_of(placed.techniques)} (done)") for placed in task.standing if placed.day == day
        ]
        lines += [
            (placed.minute, name_of(placed.techniques) + (" (given)" if placed.source else ""))
            for placed in plan.sessions
            if placed.day == day
        ]
        sessions = "; ".join(f"{clock_words(minute)} {name}" for minute, name in sorted(lines)) or "rest day"
        yield f"* {day:%a}: {sessions}"
    yield from [
        f"* {sentence}" for sentence in told(plan.short, catalogue.techniques, sessions_a_day=home.sessions_a_day)
    ]


def name_of(techniques: tuple[str, ...]) -> str:
    return " or ".join(techniques) or "a rest"
