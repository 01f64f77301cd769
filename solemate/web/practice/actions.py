"""Everything that is written about practice: sessions, their event log, the plan. Acknowledged is kept; sent twice, once."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from solemate.care.exposure import Exposure
from solemate.care.session import Script
from solemate.care.site import SITES
from solemate.care.week import Placed
from solemate.web import clock
from solemate.web.diary.actions import forget_past_months
from solemate.web.people.models import Account, Person
from solemate.web.practice.log import exposure_of
from solemate.web.practice.models import (
    GivenSession,
    LessonPassed,
    Plan,
    PlannedSession,
    PlanWishes,
    Session,
    SessionEvent,
    SessionExposure,
    WaterReading,
)


class NotKept(ValueError):
    """Events that cannot be kept; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentEvent:
    """One event as the player sent it."""

    id: uuid.UUID
    number: int
    kind: str
    position_ms: int
    to_ms: int | None
    reason: str
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ForPlan:
    """One session that must be in the plan on its day. `minutes` None: as long as the person's sessions of it are.

    technique: None for a time of rest, or where it is not told before its day. Then `may_be` names what it could be: the
    plan goes by all of them (hours, helper, gaps), and the kit of all of them is shown.
    concealed: the pages show the label, the time and the kit, and nothing else.
    """

    day: date
    technique: str | None
    label: str
    may_be: tuple[str, ...] = ()
    concealed: bool = False
    minutes: int | None = None


@transaction.atomic
def make_session(
    person: Person, script: Script, *, minutes: int, content_version: str, at: datetime, by: Account
) -> Session:
    """Keep a session as it was written, before anything of it is played."""
    return Session.objects.create(
        person=person,
        technique=script.technique,
        sites=list(script.sites),
        minutes=minutes,
        content_version=content_version,
        timeline=timeline(script),
        made_at=at,
        local_date=clock.local_date(at, person.time_zone),
        time_zone=person.time_zone,
        by=by,
    )


@transaction.atomic
def change_length(session: Session, script: Script, *, minutes: int, content_version: str, by: Account) -> bool:
    """Write the session anew with another length; False, and nothing changed, once it has begun."""
    if session.events.exists():
        return False
    session.minutes = minutes
    session.timeline = timeline(script)
    session.content_version = content_version
    session.save(update_fields=["minutes", "timeline", "content_version"])
    return True


@transaction.atomic
def keep_events(session: Session, events: Sequence[SentEvent], *, at: datetime, by: Account) -> None:
    """Add to the session's log what it does not hold yet. All of it or, with a reason, nothing.

    Raises:
        NotKept: an id belongs to another session.
    """
    present = dict(SessionEvent.objects.filter(id__in=[event.id for event in events]).values_list("id", "session"))
    if set(present.values()) - {session.id}:
        raise NotKept("an event with this id belongs to another session")
    new = {event.id: event for event in events if event.id not in present}
    SessionEvent.objects.bulk_create(
        SessionEvent(
            id=event.id,
            session=session,
            person_id=session.person_id,
            number=event.number,
            kind=event.kind,
            position_ms=event.position_ms,
            to_ms=event.to_ms,
            reason=event.reason,
            happened_at=event.happened_at,
            received_at=at,
        )
        for event in new.values()
    )
    derive_exposure(session, by=by)


@transaction.atomic
def derive_exposure(session: Session, *, by: Account | None) -> SessionExposure:
    """Read the session's whole log anew and keep what it says was played, in the place of what was kept before."""
    kept, _ = SessionExposure.objects.update_or_create(session=session, defaults=sums_of(session, exposure_of(session)))
    forget_past_months(session.person_id, since=session.local_date, by=by)
    return kept


def sums_of(session: Session, exposure: Exposure) -> dict[str, Any]:
    """The columns of a session's `SessionExposure`."""
    return {
        "person_id": session.person_id,
        "local_date": session.local_date,
        "technique": session.technique,
        "timed": bool(exposure.stretches),
        "ended": exposure.ended,
        **{f"{site.replace('-', '_')}_ms": exposure.played_ms.get(site, 0) for site in SITES},
    }


@transaction.atomic
def derive_missing_exposures(*, by: Account | None) -> int:
    """Derive what a diary from elsewhere came without; returns how many sessions that were."""
    begun = Exists(SessionEvent.objects.filter(session=OuterRef("pk")))
    missing = list(Session.objects.filter(begun, exposure=None).values_list("id", flat=True))
    for session_id in missing:
        derive_exposure(Session.objects.get(id=session_id), by=by)
    return len(missing)


@transaction.atomic
def note_done_without_timing(session: Session, *, at: datetime, by: Account) -> None:
    """Keep that the person went through the steps on their own. Nothing was timed, so no seconds are credited."""
    if session.events.filter(kind__in=[SessionEvent.Kind.STOP, SessionEvent.Kind.FINISH]).exists():
        return
    number = session.events.count() + 1
    SessionEvent.objects.create(
        id=uuid.uuid5(session.id, "done without timing"),
        session=session,
        person_id=session.person_id,
        number=number,
        kind=SessionEvent.Kind.FINISH,
        position_ms=0,
        reason="not-timed",
        happened_at=at,
        received_at=at,
    )
    derive_exposure(session, by=by)


@transaction.atomic
def pass_lesson(person: Person, technique: str, *, at: datetime, by: Account) -> None:
    """Keep that a helper learned the stroke of a technique; once is enough."""
    LessonPassed.objects.get_or_create(person=person, technique=technique, defaults={"passed_at": at, "by": by})


@transaction.atomic
def record_water(session: Session, *, celsius: float, entered: str, unit: str, at: datetime, by: Account) -> None:
    """Keep a thermometer reading, as it was typed and in °C."""
    WaterReading.objects.create(
        person_id=session.person_id,
        session=session,
        celsius=celsius,
        entered=entered[:16],
        unit=unit,
        read_at=at,
        by=by,
    )


@transaction.atomic
def set_plan_wishes(person: Person, wishes: Mapping[str, object], *, at: datetime, by: Account) -> None:
    """Keep what the household wants of its week; the fields of `PlanWishes`. The plan is made again at the next look."""
    PlanWishes.objects.update_or_create(person=person, defaults={**wishes, "set_at": at, "by": by})


@transaction.atomic
def set_plan_zone(person: Person, *, zone: str, kept_in: str, at: datetime, by: Account) -> None:
    """Keep which zone's clock the plan goes by; `kept_in` is where the person is while it stays at home's."""
    PlanWishes.objects.filter(person=person).update(time_zone=zone, time_zone_kept_in=kept_in, set_at=at, by=by)


@transaction.atomic
def keep_plan(
    person: Person,
    monday: date,
    sessions: Sequence[Placed],
    *,
    loose: Collection[uuid.UUID],
    made_for: str,
    said: Sequence[str],
    content_version: str,
    at: datetime,
    by: Account,
) -> None:
    """Put a new week in the place of the old one's `loose` sessions; one that only moves stays the same row."""
    plan = Plan.objects.filter(person=person, monday=monday).first()
    if plan is not None and plan.made_for == made_for:
        return  # somebody else looked at the same moment
    made = {"made_for": made_for, "said": list(said), "content_version": content_version, "made_at": at, "by": by}
    Plan.objects.update_or_create(person=person, monday=monday, defaults=made)
    free = list(PlannedSession.objects.filter(person=person, id__in=loose).order_by("day", "minute", "id"))
    for session in sessions:
        name = "" if session.source else session.techniques[0]
        same = [row for row in free if str(row.given_id or "") == session.source and row.technique == name]
        row = next((row for row in same if row.day == session.day), same[0] if same else None)
        if row is None:
            row = PlannedSession(person=person, technique=name, given_id=session.source or None, made_at=at, by=by)
        else:
            free.remove(row)
        row.day, row.minute, row.minutes, row.chosen = session.day, session.minute, session.minutes, False
        row.save()
    PlannedSession.objects.filter(id__in=[row.id for row in free]).delete()


@transaction.atomic
def say_not_today(planned: PlannedSession, *, by: Account) -> None:
    """Not today is a full answer: it stays readable, and what is left of the week is planned without it."""
    planned.state = PlannedSession.State.NOT_TODAY
    planned.save(update_fields=["state"])
    plan_again(planned.person, [planned.day], by=by)


@transaction.atomic
def put_back(planned: PlannedSession, *, by: Account) -> None:
    """After all: it is planned again, where it was."""
    planned.state, planned.chosen = PlannedSession.State.PLANNED, True
    planned.save(update_fields=["state", "chosen"])
    plan_again(planned.person, [planned.day], by=by)


@transaction.atomic
def move_planned(planned: PlannedSession, *, day: date, minute: int, by: Account) -> None:
    """Put a session where the person wants it; a new plan leaves it there."""
    days = [planned.day, day]
    planned.day, planned.minute, planned.chosen = day, minute, True
    planned.state = PlannedSession.State.PLANNED
    planned.save(update_fields=["day", "minute", "chosen", "state"])
    plan_again(planned.person, days, by=by)


@transaction.atomic
def swap_planned(planned: PlannedSession, *, technique: str, minutes: int, by: Account) -> None:
    """Another technique in its place."""
    planned.technique, planned.minutes, planned.chosen = technique, minutes, True
    planned.state = PlannedSession.State.PLANNED
    planned.save(update_fields=["technique", "minutes", "chosen", "state"])
    plan_again(planned.person, [planned.day], by=by)


@transaction.atomic
def plan_again(person: Person, days: Collection[date], *, by: Account) -> None:
    """The weeks of these days are planned anew at the next look."""
    mondays = {day - timedelta(days=day.weekday()) for day in days}
    Plan.objects.filter(person=person, monday__in=mondays).update(made_for="")


@transaction.atomic
def put_in_plan(
    person: Person, sessions: Sequence[ForPlan], *, source: uuid.UUID, since: date, at: datetime, by: Account
) -> None:
    """From `since` on, the plan holds exactly these sessions of `source`. Put twice, they are there once, where they were.

    A session keeps its time when only what is known of it changes: on its day, `technique` may be told.
    """
    present = {
        (row.day, row.number): row for row in GivenSession.objects.filter(person=person, source=source, day__gte=since)
    }
    changed: list[date] = []
    numbers: dict[date, int] = {}
    for session in (session for session in sessions if session.day >= since):
        number = numbers.get(session.day, 0)
        numbers[session.day] = number + 1
        row = present.pop((session.day, number), None) or GivenSession(
            person=person, source=source, day=session.day, number=number
        )
        now = (session.technique or "", list(session.may_be), session.label, session.concealed, session.minutes)
        if row.put_at is None or now != (row.technique, row.may_be, row.label, row.concealed, row.minutes):
            row.technique, row.may_be, row.label, row.concealed, row.minutes = now
            row.put_at, row.by = at, by
            row.save()
            changed.append(session.day)
    GivenSession.objects.filter(id__in=[row.id for row in present.values()]).delete()
    plan_again(person, [*changed, *(day for day, _ in present)], by=by)


@transaction.atomic
def take_out_of_plan(person: Person, *, source: uuid.UUID, since: date, at: datetime, by: Account) -> None:
    """From `since` on the plan holds no session of `source`; what was before stays readable."""
    put_in_plan(person, [], source=source, since=since, at=at, by=by)


def timeline(script: Script) -> list[dict[str, object]]:
    """Ids and seconds of a script's segments, without their words."""
    return [
        {
            "kind": segment.kind,
            "id": segment.id,
            "site": segment.site,
            "sites": list(segment.sites),
            "start": segment.start,
            "seconds": segment.seconds,
        }
        for segment in script.segments
    ]
