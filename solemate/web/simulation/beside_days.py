"""What the made-up person has beside days: drawings of where it is, and fair trials, by the product's own actions.

In: a person whose days are kept. Out: their zone maps of first and now, one finding, and one trial that runs.
"""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from solemate.care.catalogue import load_catalogue
from solemate.web.diary.actions import mark_zones, set_reach
from solemate.web.diary.models import ZoneMap
from solemate.web.diary.spots import SPOTS
from solemate.web.people.models import Account, Person
from solemate.web.practice.gate import look
from solemate.web.simulation.tried import Tried
from solemate.web.trials.actions import choose, end_trial, keep_finding, record_rest, start_trial
from solemate.web.trials.models import StoredFinding, Trial
from solemate.web.trials.planned import keep_in_plan
from solemate.web.trials.running import find

MORNING, NOON = time(8, 0), time(12, 30)
RESTED = 0.9  # how often the rest of a rest day is had
# Feeling to (where at first, how far up at first, where now, how far up now).
MAPS = {
    ZoneMap.Feeling.NUMB: (
        ("left-sole-toes", "left-sole-ball", "right-sole-toes", "left-top-toes"),
        {"left-foot": "foot", "right-foot": "toes"},
        ("left-sole-toes", "left-sole-ball", "right-sole-toes", "right-sole-ball"),
        {"left-foot": "foot", "right-foot": "foot"},
    ),
    ZoneMap.Feeling.PAIN: (("left-sole-ball", "left-sole-heel"), {}, ("left-sole-ball",), {}),
}
EARLY, LATE = 2, 2  # the maps are of so many days after the first day, and before the last


@transaction.atomic
def keep_maps(person: Person, *, first: date, last: date, by: Account) -> None:
    """Draw where it is, as it was in the first days and as it is now."""
    for feeling, (spots_then, reach_then, spots_now, reach_now) in MAPS.items():
        for day, spots, reach in (
            (min(first + timedelta(days=EARLY), last), spots_then, reach_then),
            (max(last - timedelta(days=LATE), first), spots_now, reach_now),
        ):
            at = moment(person, day, NOON)
            mark_zones(person, feeling, {SPOTS[spot]: True for spot in spots}, local_date=day, at=at, by=by)
            set_reach(person, feeling, reach, local_date=day, at=at, by=by)


@transaction.atomic
def keep_trial(person: Person, tried: Tried, *, now: datetime, by: Account) -> StoredFinding | None:
    """Keep a trial as it came: its start, its rests, and the finding if its last day is over by `now`."""
    rng = random.Random(tried.seed)  # noqa: S311  a made-up life, no secret
    flags = {flag.id for flag in look(person, tried.technique, load_catalogue(), at=now).screening.flags}
    trial = start_trial(
        person,
        tried.protocol,
        seed=tried.seed,
        expectation=1,
        known_flags=flags,
        begins_on=tried.begins,
        at=moment(person, tried.begins, MORNING),
        by=by,
    )
    for day, arm in tried.arms.items():
        at = moment(person, day, NOON)
        if arm == "rest" and at < now and rng.random() < RESTED:
            record_rest(trial, local_date=day, at=at, by=by)
    over = moment(person, tried.last + timedelta(days=1), MORNING)
    if over > now:
        keep_in_plan(trial, at=now, by=by)
        return None
    decided = find(trial, ended=False, at=over).kind in ("helps", "harms", "no-difference")
    ended_by = Trial.Ended.DECIDED if decided else Trial.Ended.FINISHED
    end_trial(trial, ended_by, today=tried.last + timedelta(days=1), at=over, by=by)
    stored = keep_finding(trial, find(trial, ended=True, at=over), at=over, by=by)
    if stored.kind == "helps":
        choose(stored, StoredFinding.Choice.KEEP, at=over, by=by)
    return stored


def moment(person: Person, day: date, at: time) -> datetime:
    """A time of a day where the person is."""
    return datetime.combine(day, at, ZoneInfo(person.time_zone))
