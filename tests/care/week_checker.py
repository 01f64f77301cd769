"""The judge of a week's plan. It shares no code with the planner: it reads the content files itself, and looks at every
pair of sessions. Out come sentences about what is wrong, none where all hard rules hold.

It also judges what the plan says it could not place: nothing may be left out silently, and nothing that is said to have
found no place may have had one.
"""

import math
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from solemate.care.week import Placed, Task, WeekPlan

CONTENT = Path(__file__).parents[2] / "solemate" / "content"
OPEN = {"ok", "warn", "adapt"}


@cache
def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text())


def technique(name: str) -> dict[str, Any]:
    return toml(f"techniques/{name}.toml")


def limbs(names: tuple[str, ...]) -> set[str]:
    """The limbs that a session touches, off the table of sites."""
    sites = [site for row in toml("safety/rows.toml")["techniques"] if row["id"] in names for site in row["sites"]]
    return {site.split("-")[1] for site in sites}


def is_bath(names: tuple[str, ...]) -> bool:
    return any("real_time" in technique(name) for name in names)


def faults(task: Task, plan: WeekPlan, actions: dict[tuple[str, str], str]) -> list[str]:
    """Everything that is wrong with a plan."""
    new = list(plan.sessions)
    found = [wrong for session in new for wrong in faults_of_one(session, task, actions)]
    found += faults_of_all([*task.standing, *new], new, task)
    return found + silences(task, plan) + needless(task, plan)


def faults_of_one(session: Placed, task: Task, actions: dict[tuple[str, str], str]) -> list[str]:
    home, day = task.household, session.day.weekday()
    begins, ends = session.minute, session.minute + session.minutes
    wrong = []
    if session.day not in task.days or (session.day == min(task.days) and begins < task.first_minute):
        wrong.append("in the past")
    if day in home.rest_days or begins < home.awake.start or ends > home.awake.end:
        wrong.append("in quiet hours")
    if any(begins < rest.end and rest.start < ends for rest in home.rests):
        wrong.append("in a rest of the day")
    with_helper = any(technique(name)["giver"] == "helper" for name in session.techniques)
    if with_helper and not any(hours.start <= begins and ends <= hours.end for hours in home.helper[day]):
        wrong.append("the helper is not there")
    for name in session.techniques:
        of_technique = [action for (other, _), action in actions.items() if other == name]
        if not any(action in OPEN for action in of_technique):
            wrong.append("closed")
        if technique(name).get("needs_every_site") and not all(action in OPEN for action in of_technique):
            wrong.append("one side is closed")
        if not session.source:
            if name not in home.techniques:
                wrong.append("not wanted")
            if (name, session.day) in task.not_on:
                wrong.append("not today")
            if name in task.held:
                wrong.append("somebody else decides about it")
            kits = [kit["id"] for kit in toml("planner.toml")["kit"] if name in kit["for"]]
            if not set(kits) <= home.kit:
                wrong.append("no kit")
    return [f"{session.day:%a} {begins} {session.techniques}: {what}" for what in wrong]


def faults_of_all(every: list[Placed], new: list[Placed], task: Task) -> list[str]:
    """Pairs, days and doses. What stands is not judged by itself: only where something new makes it wrong."""
    gap = toml("planner.toml")["gap"]["same_part_minutes"]
    wrong = []
    for session in new:
        for other in every:
            if other is session or other.day != session.day:
                continue
            first, second = sorted((session, other), key=lambda one: one.minute)
            between = second.minute - (first.minute + first.minutes)
            if between < (gap if limbs(first.techniques) & limbs(second.techniques) else 0):
                wrong.append(f"{session.day:%a} {first} and {second}: {between} minutes between them")
    for day in {session.day for session in new}:
        here = [session for session in every if session.day == day]
        fresh = [session for session in new if session.day == day]
        given = sum(bool(session.source) for session in fresh)
        if len(fresh) > max(task.household.sessions_a_day - sum(one.counts for one in here if one not in fresh), given):
            wrong.append(f"{day:%a}: {len(here)} sessions")
        if any(is_bath(one.techniques) for one in fresh) and sum(is_bath(one.techniques) for one in here) > 1:
            wrong.append(f"{day:%a}: more than one footbath")
        for name, times in Counter(name for one in here for name in one.techniques).items():
            mine = any(name in one.techniques and not one.source for one in fresh)
            dose = technique(name)["dose"]["per_day"]
            if mine and times > (max(dose) if task.household.twice else min(dose)):
                wrong.append(f"{day:%a}: {name} {times} times")
    for name in {name for session in new if not session.source for name in session.techniques}:
        days = {session.day for session in every if name in session.techniques}
        if len(days) > technique(name)["dose"]["days_per_week_most"]:
            wrong.append(f"{name} on {len(days)} days")
    return wrong


def wanted(name: str, task: Task) -> int:
    """The dose that is still due: by the days of the week that are left, less the days that were."""
    least = technique(name)["dose"]["days_per_week_least"]
    had = len({session.day for session in task.standing if name in session.techniques})
    return max(0, min(least - had, math.ceil(least * len(task.days) / 7)))


def plannable(task: Task) -> list[str]:
    kits = {name: {kit["id"] for kit in toml("planner.toml")["kit"] if name in kit["for"]} for name in task.minutes}
    return [
        name
        for name in task.minutes
        if name in task.household.techniques and name not in task.held and kits[name] <= task.household.kit
    ]


def fresh_days(name: str, task: Task, plan: WeekPlan) -> set[date]:
    had = {session.day for session in task.standing if name in session.techniques}
    return {session.day for session in plan.sessions if name in session.techniques} - had


def silences(task: Task, plan: WeekPlan) -> list[str]:
    """Every technique that is short of its days is told, with the right numbers; and no other."""
    said = {short.technique: (short.wanted, short.placed) for short in plan.short if short.technique}
    due = {
        name: (wanted(name, task), len(fresh_days(name, task, plan)))
        for name in plannable(task)
        if len(fresh_days(name, task, plan)) < wanted(name, task)
    }
    placed = {session.source for session in plan.sessions}
    lost = {given.day for given in task.given if given.day in task.days and given.source not in placed}
    told = {short.day for short in plan.short if short.day}
    return [f"said {said}, due {due}"] * (said != due) + [f"given: said {told}, lost {lost}"] * (lost != told)


def needless(task: Task, plan: WeekPlan) -> list[str]:
    """What is said to have found no place must have none left, on any day that does not have it yet."""
    found = []
    everything = {(name, site): "ok" for name in task.minutes for site in ("left", "right")}
    for short in plan.short:
        if not short.technique:
            continue
        taken = {session.day for session in (*task.standing, *plan.sessions) if short.technique in session.techniques}
        for day in (day for day in task.days if day not in taken):
            for minute in range(0, 1440, 30):
                more = Placed(
                    techniques=(short.technique,), day=day, minute=minute, minutes=task.minutes[short.technique]
                )
                new = [*plan.sessions, more]
                if not faults_of_one(more, task, everything) and not faults_of_all([*task.standing, *new], new, task):
                    found.append(f"{short.technique} would have fitted on {day:%a} at {minute}")
    return found
