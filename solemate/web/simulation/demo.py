"""A folder with one simulated person. A data folder, a seed and how many days in; what was made, counted, out."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

SEED = 7
DAYS = 120
DAYS_OF_A_YEAR = 365.2425


class RealDiary(Exception):
    """The folder holds a diary that somebody lived; the message says so, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """How many rows a folder got; all 0 where the simulated person was there already."""

    days: int = 0
    check_ins: int = 0
    sessions: int = 0
    events: int = 0


def keep_off_real_diaries(data: Path) -> None:
    """Look into the folder before anything touches it.

    Raises:
        RealDiary: somebody who is not simulated lives here, or it cannot be told.
    """
    database = data / "solemate.sqlite3"
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as found:
            real = found.execute("SELECT count(*) FROM people_person WHERE NOT simulated").fetchone()[0]
    except sqlite3.Error:  # an older diary, which knows no simulated persons, or no diary at all
        real = 1
    if real:
        raise RealDiary(f"{data}: holds a diary that is not simulated; choose an empty folder with --data")


def fill(*, seed: int = SEED, days: int = DAYS, with_trials: bool = True) -> Filled:
    """Make the simulated person and `days` days up to now, unless somebody is here; `set_up` comes first.

    With trials, where the days have room for them: one that is over, whose finding takes the engine some seconds, and one
    that runs.
    """
    from django.conf import settings

    from solemate.care.catalogue import load_catalogue
    from solemate.web import clock
    from solemate.web.people.access import anybody_here
    from solemate.web.people.actions import register
    from solemate.web.simulation import actions
    from solemate.web.simulation.beside_days import keep_maps, keep_trial
    from solemate.web.simulation.life import live
    from solemate.web.simulation.tried import trials_of

    if anybody_here():
        return Filled()
    now = clock.now()
    catalogue = load_catalogue()
    last = clock.local_date(now, settings.TIME_ZONE)
    first = last - timedelta(days=days - 1)
    began = now - timedelta(days=days)
    account = register(at=began, country="GB")
    person = account.person
    actions.make_simulated(person, first=first, at=began, by=account)
    answers = actions.AnswerBook(person, catalogue, seed=seed, by=account)
    counts = dict.fromkeys(("days", "check_ins", "sessions", "events"), 0)
    trials = trials_of(seed=seed, first=first, last=last, catalogue=catalogue) if with_trials else ()
    lived = live(seed=seed, first=first, until=now, zone=person.time_zone, catalogue=catalogue, trials=trials)
    for batch in actions.in_batches(lived):
        actions.keep_days(person, batch, answers, by=account)
        sessions = [session for day in batch for session in day.sessions]
        counts["days"] += len(batch)
        counts["sessions"] += len(sessions)
        counts["events"] += sum(len(session.events) for session in sessions)
        counts["check_ins"] += sum(bool(day.evening) for day in batch)
        counts["check_ins"] += sum(bool(session.before) + bool(session.after) for session in sessions)
    actions.keep_newest_answers(answers, by=account)
    keep_maps(person, first=first, last=last, by=account)
    for tried in trials:
        keep_trial(person, tried, now=now, by=account)
    return Filled(**counts)
