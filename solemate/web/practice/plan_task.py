"""What the planner has to do for a week: the rows of what was done, planned, given and put off in, a Task with its digest out."""

import hashlib
import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from solemate.care.household import GRID
from solemate.care.wall_time import instant_of, wall_time
from solemate.care.week import Given, Placed, Task
from solemate.web.people.access import rows
from solemate.web.practice.gate import NEEDED, OPEN_ACTIONS, Gate, minutes_for
from solemate.web.practice.models import GivenSession, PlannedSession, Session
from solemate.web.practice.plan_look import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A week about to be planned. `loose`: the planned sessions that a new plan may move or drop."""

    task: Task
    loose: tuple[uuid.UUID, ...]
    digest: str


def draft_of(look: Look, monday: date, *, without: PlannedSession | None = None) -> Draft:
    """What the planner has to do for a week; `without` leaves one planned session out, as if it were not there."""
    today, minute = look.today, -(-look.minute // GRID) * GRID
    week = [monday + timedelta(days=day) for day in range(7)]
    days = tuple(day for day in week if day >= today)
    minutes, closed = minutes_open(look), closed_today(look)
    stored = rows(look.person, PlannedSession).filter(day__range=(week[0], week[-1])).select_related("given")
    planned = [row for row in stored.order_by("day", "minute", "id") if without is None or row.id != without.id]
    matched, extra = match(planned, done_in(look, week[0], week[-1]))
    standing, before, loose = [*matched.values(), *extra], [], []
    settled = {row.given_id for row in planned if row.id in matched}
    # Not today means less that day: what else it holds stays as it is, and nothing is put into the gap.
    lighter = {row.day for row in planned if row.state == PlannedSession.State.NOT_TODAY and row.given_id is None}
    not_today = frozenset((name, day) for name in look.catalogue.techniques for day in lighter)
    for row in planned:
        if row.id in matched:
            continue
        if row.state == PlannedSession.State.NOT_TODAY:
            settled.add(row.given_id)
        elif row.day >= today and is_closed(row, minutes, closed):
            loose.append(row.id)
        elif row.chosen or row.day in lighter or (row.day, row.minute) < (today, minute):
            standing.append(placed_of(row))
            settled.add(row.given_id)
        else:
            before.append(placed_of(row))
            loose.append(row.id)
    given = list(rows(look.person, GivenSession).filter(day__range=(week[0], week[-1])).order_by("day", "id"))
    task = Task(
        household=look.household,
        days=days,
        first_minute=minute if days and days[0] == today else 0,
        minutes=minutes,
        footbaths_a_day=look.catalogue.water.footbaths_per_day,
        standing=tuple(sorted(standing, key=order)),
        before=tuple(sorted(before, key=order)),
        not_on=closed | not_today,
        given=tuple(
            given_of(row, minutes)
            for row in given
            if row.id not in settled and not any(is_out(name, row.day, minutes, closed) for name in techniques_of(row))
        ),
        held=frozenset(name for row in given for name in techniques_of(row)),
    )
    return Draft(task=task, loose=tuple(loose), digest=digest_of(task, look))


def is_closed(row: PlannedSession, minutes: Mapping[str, int], closed: Collection[tuple[str, date]]) -> bool:
    """Whether a planned session cannot be had any more."""
    techniques = techniques_of(row.given) if row.given else (row.technique,)
    return any(is_out(name, row.day, minutes, closed) for name in techniques)


def is_out(name: str, day: date, minutes: Mapping[str, int], closed: Collection[tuple[str, date]]) -> bool:
    return name not in minutes or (name, day) in closed


def order(placed: Placed) -> tuple[date, int, tuple[str, ...]]:
    return placed.day, placed.minute, placed.techniques


def minutes_open(look: Look) -> dict[str, int]:
    """How long a session of each technique is, for those that are open, and learned where a helper does them."""
    return {
        name: minutes_for(look.person, gate)
        for name, gate in look.gates.items()
        if open_beyond_today(gate) and not gate.lesson_first
    }


def open_beyond_today(gate: Gate) -> bool:
    """Whether some site is open, whatever closes it for today alone."""
    lasting = [reason for reason in gate.also_closed if reason in NEEDED.values()]
    open_rows = [row for row in gate.clearances.values() if row.action in OPEN_ACTIONS]
    every = len(open_rows) == len(gate.clearances)
    return bool(open_rows) and not lasting and (every or not gate.technique.needs_every_site)


def closed_today(look: Look) -> frozenset[tuple[str, date]]:
    """What is closed until tomorrow: a stop sign, a footbath that was had."""
    return frozenset(
        (name, look.today)
        for name, gate in look.gates.items()
        if any(reason not in NEEDED.values() for reason in gate.also_closed)
    )


def placed_of(row: PlannedSession) -> Placed:
    given = row.given
    if given is None:
        return Placed(techniques=(row.technique,), day=row.day, minute=row.minute, minutes=row.minutes)
    return Placed(
        techniques=techniques_of(given), day=row.day, minute=row.minute, minutes=row.minutes, source=str(given.id)
    )


def techniques_of(given: GivenSession) -> tuple[str, ...]:
    """What a given session is, or what it could be; none for a time of rest."""
    return (given.technique,) if given.technique else tuple(given.may_be)


def given_of(row: GivenSession, minutes: Mapping[str, int]) -> Given:
    """As the planner takes it; a rest is as long as the plan's grid has room for."""
    techniques = techniques_of(row)
    longest = row.minutes or max((minutes[name] for name in techniques), default=GRID // 3)
    return Given(techniques=techniques, day=row.day, minutes=longest, source=str(row.id))


def done_in(look: Look, first: date, last: date, *, ended: str | None = None) -> list[Placed]:
    """The sessions that were begun in these days, by the plan's clock, in order of time.

    `ended`: of these, the ones that ended so; '' are those that were neither finished nor stopped.
    """
    begun = (
        rows(look.person, Session)
        .filter(
            made_at__gte=instant_of(first, 0, look.zone),
            made_at__lt=instant_of(last + timedelta(days=1), 0, look.zone),
            exposure__isnull=False,  # something of it was played
        )
        .order_by("made_at")
    )
    if ended is not None:
        begun = begun.filter(exposure__ended=ended)
    found = []
    for session in begun:
        day, minute = wall_time(session.made_at, look.zone)
        found.append(
            Placed(techniques=(session.technique,), day=day, minute=minute, minutes=session.minutes, counts=False)
        )
    return found


def match(planned: Sequence[PlannedSession], done: Sequence[Placed]) -> tuple[dict[object, Placed], list[Placed]]:
    """Which planned session each done one was (its id to when it was done), and those done that were not planned.

    The first of a technique on a day is the first planned of that technique on that day, and so on.
    """
    matched: dict[object, Placed] = {}
    extra = []
    free = sorted(planned, key=lambda row: (row.state == PlannedSession.State.NOT_TODAY, row.day, row.minute))
    for session in done:
        row = next(
            (
                row
                for row in free
                if row.day == session.day
                and session.techniques[0] == (row.technique or (row.given and row.given.technique))
            ),
            None,
        )
        if row is None:
            extra.append(session)
        else:
            free.remove(row)
            matched[row.id] = Placed(
                techniques=session.techniques,
                day=session.day,
                minute=session.minute,
                minutes=session.minutes,
                source=str(row.given_id) if row.given_id else "",
            )
    return matched, extra


def digest_of(task: Task, look: Look) -> str:
    """A word for everything a plan was made from, except the time: looking again tomorrow changes nothing by itself.

    What an action changes (a session moved, or given) is not in it: that action says so to the plan itself.
    """
    wanted = asdict(task.household) | {"techniques": sorted(task.household.techniques)}
    wanted |= {"kit": sorted(task.household.kit), "rest_days": sorted(task.household.rest_days)}
    parts = [
        wanted,
        sorted(task.minutes.items()),
        sorted((name, day.isoformat()) for name, day in task.not_on),
        [asdict(placed) for placed in task.standing if not placed.counts],
        look.zone,
        look.catalogue.version,
    ]
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()
