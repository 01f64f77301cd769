"""The player's page, the door its events come in by, and the pages that follow a session."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.catalogue import load_catalogue
from solemate.care.session import SIDE, Script, Segment, worded
from solemate.care.technique import Technique
from solemate.web import clock
from solemate.web.people.access import account_of, person_of, row_or_404
from solemate.web.people.flag_views import dial, emergency_number
from solemate.web.people.safety_views import ask_safety_questions
from solemate.web.practice import gate as gates
from solemate.web.practice.actions import SentEvent, keep_events, note_done_without_timing
from solemate.web.practice.aftercare import water_is_good
from solemate.web.practice.gate import minutes_of
from solemate.web.practice.library import oils_offered
from solemate.web.practice.log import STAYS_OPEN, exposure_of
from solemate.web.practice.models import Session, SessionEvent
from solemate.web.practice.views import script_of, technique_or_404

LONGEST_BATCH = 500
NOT_BEGUN_LIVES = timedelta(minutes=30)  # as long as the safety answers it was made with


def session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The player: ready, running, paused; an ended or stale session leads on instead."""
    person = person_of(request)
    row = row_or_404(person, Session, id=session_id)
    at = clock.now()
    events = list(row.events.all())
    exposure = exposure_of(row, events)
    if exposure.ended:
        return redirect("session-done", row.id)
    if at - row.made_at > (STAYS_OPEN if events else NOT_BEGUN_LIVES):
        return redirect("today")
    catalogue = load_catalogue()
    technique = technique_or_404(catalogue, row.technique)
    gate = gates.look(person, row.technique, catalogue, at=at)
    if not set(row.sites) <= set(gate.open_sites):
        return redirect("technique", row.technique)  # something was reported since; the gate has the last word
    if not events and gate.unasked:
        return ask_safety_questions(request, gate.unasked, then=request.path)  # the ratings before it raised a doubt
    if technique.real_time and not events and not water_is_good(row):
        return redirect("session-water", row.id)
    if technique.real_time and events:
        return redirect("session-look", row.id)  # the feet left the water, or should: never back into it unread
    if events and at - events[-1].received_at > NOT_BEGUN_LIVES:
        # A pause this long is a new day for a foot: today's questions again, then on from where it was.
        strict = gates.look(person, row.technique, catalogue, at=at, starred_since=events[-1].received_at)
        if strict.unasked:
            return ask_safety_questions(request, strict.unasked, then=request.path)
    script = script_of(row, technique, row.minutes)
    return render(
        request,
        "practice/player.html",
        {
            "session": row,
            "technique": technique,
            "script": script,
            "minutes": minutes_of(script),
            "steps": [segment for segment in script.segments if segment.kind == "step"],
            "pictures": pictures(script),
            "adaptations": dict.fromkeys(text for site in row.sites for text in gate.clearances[site].adaptations),
            "voice": person.voice,
            "number": emergency_number(person),
            "dial": dial(emergency_number(person)),
            "shortest": row.minutes <= technique.minutes.least,
            "longest": row.minutes >= technique.most_minutes(gate.conditions),
            "oils": catalogue.oils if oils_offered(person, gate, row.technique) else None,
            "for_player": for_player(row, technique, script, exposure.position_ms, events, voice=person.voice),
        },
    )


def keys(request: HttpRequest) -> HttpResponse:
    """Where a pedal, a remote or a headset is made to fit; the device keeps it, for it is paired with the device."""
    return render(request, "practice/keys.html", {})


def pictures(script: Script) -> list[dict[str, str]]:
    """Each drawing the session needs, once."""
    seen: dict[str, dict[str, str]] = {}
    for segment in script.segments:
        if segment.stroke:
            side = side_shown(segment)
            seen[picture_key(segment)] = {"key": picture_key(segment), "side": side, "stroke": segment.stroke}
    return list(seen.values())


def side_shown(segment: Segment) -> str:
    """Which side a step's picture shows; `both` where it is done on both."""
    return "both" if len(segment.sites) > 1 else SIDE[segment.sites[0]]


def picture_key(segment: Segment) -> str:
    return f"{segment.stroke}-{side_shown(segment)}"


def for_player(
    row: Session,
    technique: Technique,
    script: Script,
    position_ms: int,
    events: list[SessionEvent],
    *,
    voice: bool,
) -> dict[str, Any]:
    """What the script in the page needs to know, as JSON; times in milliseconds."""
    picture = ""
    segments = []
    for index, segment in enumerate(script.segments):
        # A turn shows the picture of what comes next: the hand one changes to, not the one just left.
        shown = segment if segment.stroke else next((s for s in script.segments[index:] if s.stroke), None)
        picture = picture_key(shown) if shown else picture
        if technique.real_time and segment.kind != "step":
            picture = ""  # before and after the water the feet are not in it
        segments.append(
            {
                "kind": segment.kind,
                "side": SIDE.get(segment.site or "", ""),
                "site": worded("{part}", segment.sites or ((segment.site,) if segment.site else ())),
                "start": segment.start * 1000,
                "end": segment.end * 1000,
                "title": segment.title,
                "line": segment.line,
                "picture": picture,
            }
        )
    return {
        "id": str(row.id),
        "segments": segments,
        "cues": [{"at": cue.at * 1000, "kind": cue.kind, "say": cue.say} for cue in script.cues],
        "known": {"position": position_ms, "number": max((event.number for event in events), default=0)},
        "voice": voice,
        "realTime": {"ms": technique.real_time.seconds * 1000, "say": technique.real_time.say}
        if technique.real_time
        else None,
        "addresses": {
            "events": reverse("session-events", args=[row.id]),
            "ticker": static("js/player/tick-worker.js"),
            "finished": reverse("session-look", args=[row.id]),
            "stopped": reverse("session-look" if "foot" in technique.parts else "session-done", args=[row.id]),
            "wrong": reverse("session-stop", args=[row.id]),
        },
    }


@require_POST
def session_events(request: HttpRequest, session_id: uuid.UUID) -> JsonResponse:
    """Keep what the player sends; answer with the ids that are kept. Sending again is harmless.

    A session that was put in the bin meanwhile takes its events too: put back, it is whole.
    """
    row = row_or_404(person_of(request), Session, in_bin_too=True, id=session_id)
    try:
        events = parse_events(request.body)
        keep_events(row, events, at=clock.now(), by=account_of(request))
    except ValueError as reason:
        return JsonResponse({"error": str(reason)}, status=400)
    return JsonResponse({"kept": [str(event.id) for event in events]})


def parse_events(body: bytes) -> list[SentEvent]:
    """Check a batch as it came over the network.

    Raises:
        ValueError: it is not what a player sends; the message names the event and the key.
    """
    try:
        batch = json.loads(body)["events"]
    except (ValueError, KeyError, TypeError, RecursionError):
        batch = None
    if not isinstance(batch, list):
        raise ValueError("expected {'events': [...]}")
    if len(batch) > LONGEST_BATCH:
        raise ValueError(f"more than {LONGEST_BATCH} events at once")
    return [parse_event(number, raw) for number, raw in enumerate(batch, start=1)]


def parse_event(place: int, raw: Any) -> SentEvent:
    """Check one event.

    Raises:
        ValueError: a key is missing or not of its kind.
    """

    def whole(key: str, *, most: int) -> int:
        value = raw[key]
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise ValueError(key)
        return value

    try:
        happened_at = datetime.fromisoformat(raw["happened_at"])
        if happened_at.tzinfo is None or raw["kind"] not in SessionEvent.Kind.values or len(raw["reason"]) > 16:
            raise ValueError("kind, reason or happened_at")
        return SentEvent(
            id=uuid.UUID(raw["id"]),
            number=whole("number", most=1_000_000),
            kind=raw["kind"],
            position_ms=whole("position_ms", most=86_400_000),
            to_ms=whole("to_ms", most=86_400_000) if raw.get("to_ms") is not None else None,
            reason=raw["reason"],
            happened_at=happened_at,
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as wrong:
        raise ValueError(f"event {place}: {wrong}") from None


@require_POST
def done_without_timing(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """For a browser without script: the person kept the time, so nothing is credited as proven."""
    row = row_or_404(person_of(request), Session, id=session_id)
    note_done_without_timing(row, at=clock.now(), by=account_of(request))
    return redirect("session-look", row.id)
