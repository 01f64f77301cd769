"""What must hold for one session of a plan, as far as it can be judged beside what stands already. No solver is needed here."""

from collections.abc import Iterable
from datetime import date
from math import ceil

from solemate.care.catalogue import Catalogue
from solemate.care.household import Household
from solemate.care.plan_rules import PlanRules
from solemate.care.technique import Technique
from solemate.care.week import Placed, Task, is_footbath, needs_helper, parts_of

WEEK = 7


def has_kit(name: str, task: Task, catalogue: Catalogue) -> bool:
    """Whether what a technique needs is in the house, and nobody else decides about it."""
    needed = catalogue.plan_rules.needed(name)
    return name not in task.held and all(kit.id in task.household.kit for kit in needed)


def may_be_planned(name: str, task: Task, catalogue: Catalogue) -> bool:
    """Whether the plan may choose this technique: open, wanted, its kit in the house, and nobody else's to decide about."""
    return name in task.minutes and name in task.household.techniques and has_kit(name, task, catalogue)


def days_wanted(technique: Technique, task: Task) -> int:
    """On how many of the days that are left it should be: its dose, less what stands, in proportion to those days."""
    share = ceil(technique.days_per_week_least * len(task.days) / WEEK)
    return max(0, min(technique.days_per_week_least - len(days_of(technique.id, task.standing)), share))


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
        used = days_of(name, task.standing) | {placed.day}
        if len(used) > known[name].days_per_week_most:
            return False
        if sum(name in other.techniques for other in there) >= max(known[name].per_day):
            return False
    return True


def most_a_day(technique: Technique, household: Household) -> int:
    """How often a day the plan may choose one technique by itself: no study tests several massages a day (claim C-07)."""
    return max(technique.per_day) if household.twice else min(technique.per_day)


def effort_budget(task: Task, rules: PlanRules) -> int:
    """How much the hands should do in a day, in points of `hand_effort`."""
    return rules.effort_a_day_tired if task.household.tired_hands else rules.effort_a_day


def days_of(technique: str, placed: Iterable[Placed]) -> set[date]:
    return {session.day for session in placed if technique in session.techniques}
