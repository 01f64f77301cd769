"""A session's rows in, what was really played out. The one place where the stored log becomes an Exposure."""

from collections.abc import Sequence
from datetime import timedelta

from solemate.care.exposure import Event, Exposure, played
from solemate.care.session import Segment
from solemate.web.practice.models import Session, SessionEvent

STAYS_OPEN = timedelta(hours=12)  # a session left alone this long is not carried on


def segments_of(session: Session) -> list[Segment]:
    """The segments as they were when the session was made, whatever the content says today."""
    return [Segment(**{**segment, "sites": tuple(segment["sites"])}, title="", line="") for segment in session.timeline]


def exposure_of(session: Session, events: Sequence[SessionEvent] | None = None) -> Exposure:
    """What was played of a session, from its events (fetched here unless given)."""
    stored = session.events.all() if events is None else events
    return played(
        segments_of(session),
        [
            Event(number=event.number, kind=event.kind, position_ms=event.position_ms, to_ms=event.to_ms)
            for event in stored
        ],
    )
