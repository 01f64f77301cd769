"""A person's plan, brought up to date whenever somebody looks: rows in, a week that is kept out.

A plan is made again when what it was made for is no longer so: a foot was closed, a wish changed, a session was moved.
That is seen when somebody looks, so nothing that is closed is ever shown as planned. The planner sits in `care`, what it
needs to be told in `plan_task`. Who puts sessions into a plan (`GivenSession`) may add a function to `before_looking`: it is
called with person, day, moment and account before a plan is read, so that it can tell what this day's session is.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from django.db import DatabaseError

from solemate.care.catalogue import Catalogue
from solemate.care.plan_words import told
from solemate.care.planner import plan_week
from solemate.web.faults import fault_of
from solemate.web.people.access import rows
from solemate.web.people.models import Account, Person
from solemate.web.practice.actions import keep_plan
from solemate.web.practice.gate import Gate
from solemate.web.practice.models import Plan, PlanWishes
from solemate.web.practice.plan_look import Look, household_of, monday_of, zone_of
from solemate.web.practice.plan_task import draft_of, minutes_open

before_looking: list[Callable[[Person, date, datetime, Account], None]] = []

WEEK = timedelta(days=7)
FEW_DAYS = 4
DAYS_BEFORE, DAYS_AFTER = 2, 4  # what the Week page shows around today


def look_at_plan(person: Person, gates: Mapping[str, Gate], catalogue: Catalogue, *, at: datetime, by: Account) -> Look:
    """Bring the plan up to date, as far as the Week page shows it, and say by what it goes."""
    wishes = rows(person, PlanWishes).first()
    look = Look(
        person=person,
        gates=gates,
        catalogue=catalogue,
        at=at,
        zone=zone_of(person, wishes),
        household=household_of(person, wishes, catalogue),
        chose=wishes is not None,
    )
    try:
        for tell in before_looking:
            tell(person, look.today, at, by)
        monday = monday_of(look.today)
        remake(look, monday, by=by)
        if monday_of(look.today + timedelta(days=DAYS_AFTER)) != monday:
            remake(look, monday + WEEK, by=by)
    except DatabaseError as error:
        if fault_of(error) is None:
            raise  # else the disk is full, or the diary busy: the plan is shown as it stands, and made anew the next time
    return look


def remake(look: Look, monday: date, *, by: Account) -> None:
    """Make the plan of a week, if there is none or what it was made for has changed."""
    draft = draft_of(look, monday)
    stored = rows(look.person, Plan).filter(monday=monday).first()
    if not draft.task.days or (stored is not None and stored.made_for == draft.digest):
        return
    found = plan_week(draft.task, look.catalogue)
    # With few days left there is always something that found no room, and saying so helps nobody. What somebody else put
    # into the plan (`day`) and a helper who is missing are said all the same.
    few = len(draft.task.days) < FEW_DAYS
    short = [one for one in found.short if not few or one.cause == "helper" or one.day is not None]
    said = told(short, look.catalogue.techniques, sessions_a_day=look.household.sessions_a_day)
    keep_plan(
        look.person,
        monday,
        found.sessions,
        loose=draft.loose,
        made_for=draft.digest,
        said=said if look.chose else [],
        content_version=look.catalogue.version,
        at=look.at,
        by=by,
    )


def left_out(look: Look) -> list[str]:
    """What the household wants and the plan has not, and why; of a first plan, what needs things we know nothing of."""
    rules, open_ones = look.catalogue.plan_rules, minutes_open(look)
    sentences = []
    for name, gate in look.gates.items():
        missing = [kit.missing for kit in rules.needed(name) if kit.id not in look.household.kit]
        if name not in look.household.techniques or (name in open_ones and not missing):
            continue
        if missing and not look.chose:
            why = "We do not know if you have what it needs."
        elif not look.chose:
            continue
        elif missing:
            why = missing[0]
        elif gate.lesson_first:
            why = "Your helper learns it first."
        elif gate.waits_for_clinician:
            why = "It waits for your clinician."
        else:
            why = "It is closed for now."
        sentences.append(f"{gate.technique.short_name}: not in the plan. {why}")
    return sentences
