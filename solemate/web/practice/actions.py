"""Everything that is written about practice: sessions and their event log. Acknowledged is kept; sent twice is kept once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from solemate.care.exposure import Exposure
from solemate.care.session import Script
from solemate.care.site import SITES
from solemate.web import clock
from solemate.web.people.models import Account, Person
from solemate.web.practice.log import exposure_of
from solemate.web.practice.models import LessonPassed, Session, SessionEvent, SessionExposure, WaterReading


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
