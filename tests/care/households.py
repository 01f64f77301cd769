"""Random households with a week to plan, from a seed: hours, kit, helper, what the gate closes, what is done already."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from solemate.care.answers import Answers
from solemate.care.catalogue import Catalogue
from solemate.care.household import Hours, Household
from solemate.care.screening import screen
from solemate.care.week import Given, Placed, Task

MONDAY = date(2026, 11, 23)
CONDITIONS = ["lops", "dvt_known", "low_platelets", "pad", "allodynia", "falls_risk", "charcot_past", "numb_hands"]
TODAY = ["wound_foot", "wound_hand", "fever", "skin_infection", "leg_swollen_one_side"]
SITES = ["left-foot", "right-foot", "left-hand", "right-hand"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A task, and what the gate said: technique and site to the action."""

    task: Task
    actions: dict[tuple[str, str], str]


def cases(number: int, *, seed: int, catalogue: Catalogue) -> Iterator[Case]:
    """As many households as asked for; the same seed gives the same ones."""
    chance = random.Random(seed)
    for _ in range(number):
        yield a_case(chance, catalogue)


def a_case(chance: random.Random, catalogue: Catalogue) -> Case:
    answers = some_answers(chance, catalogue)
    rows = screen(answers, catalogue).clearances
    actions = {(row.technique, row.site): str(row.action) for row in rows if row.site}
    week = [MONDAY + timedelta(days=day) for day in range(7)]
    days = tuple(week[chance.choice([0, 0, 0, 1, 3, 5, 6]) :])
    minutes = {
        name: chance.randint(technique.minutes.least, technique.minutes.most)
        for name, technique in catalogue.techniques.items()
        if is_open(technique.needs_every_site, [actions[name, site] for site in technique.sites])
    }
    task = Task(
        household=a_household(chance, catalogue),
        days=days,
        first_minute=chance.choice([0, 0, 600, 930]),
        minutes=minutes,
        footbaths_a_day=1,
        standing=tuple(some_standing(chance, minutes, week, days)),
        not_on=frozenset((name, chance.choice(days)) for name in sorted(minutes) if chance.random() < 0.1),
    )
    if chance.random() < 0.25 and minutes:
        names = tuple(sorted(minutes))
        may_be = (chance.choice(names),)
        given = [
            Given(techniques=may_be, day=day, minutes=10, source=str(day)) for day in days if chance.random() < 0.7
        ]
        task = replace(task, given=tuple(given), held=frozenset(may_be))
    return Case(task=task, actions=actions)


def is_open(needs_every_site: str, actions: list[str]) -> bool:
    open_ones = [action in ("ok", "warn", "adapt") for action in actions]
    return all(open_ones) if needs_every_site else any(open_ones)


def some_answers(chance: random.Random, catalogue: Catalogue) -> Answers:
    today = {}
    if chance.random() < 0.4:
        asked = chance.choice(TODAY)
        sites = [site for site in catalogue.questions[asked].sites if chance.random() < 0.5]
        today[asked] = frozenset(sites)
    conditions = frozenset(name for name in CONDITIONS if chance.random() < 0.12)
    return Answers(conditions=conditions, today=today, clinician_ok=frozenset(), have=frozenset(["support"]))


def a_household(chance: random.Random, catalogue: Catalogue) -> Household:
    start = chance.choice([360, 480, 540, 600])
    end = chance.choice([1020, 1140, 1200, 1320])
    helper = [
        (Hours(start=chance.choice([600, 1020, 1080]), end=chance.choice([1140, 1200, 1260])),)
        if chance.random() < 0.5
        else ()
        for _ in range(7)
    ]
    keen = chance.random()
    return Household(
        techniques=frozenset(name for name in catalogue.techniques if chance.random() < 0.3 + 0.7 * keen),
        sessions_a_day=chance.choice([1, 2, 3, 3, 4]),
        awake=Hours(start=start, end=end),
        rests=(Hours(start=750, end=chance.choice([840, 900])),) if chance.random() < 0.4 else (),
        rest_days=frozenset(day for day in range(7) if chance.random() < 0.1),
        favourites=tuple(sorted(chance.sample(range(420, 1260, 30), chance.randint(0, 3)))),
        helper=tuple(helper),
        tired_hands=chance.random() < 0.3,
        twice=chance.random() < 0.5,
        kit=frozenset(kit.id for kit in catalogue.plan_rules.kit if chance.random() < 0.75),
    )


def some_standing(
    chance: random.Random, minutes: dict[str, int], week: list[date], days: tuple[date, ...]
) -> Iterator[Placed]:
    """Sessions of the days before, and perhaps one of today: done, at whatever minute, none twice a day."""
    for day in week:
        if day <= days[0] and minutes and chance.random() < (0.4 if day == days[0] else 0.8):
            name = chance.choice(sorted(minutes))
            yield Placed(techniques=(name,), day=day, minute=chance.randint(500, 1000), minutes=minutes[name])
