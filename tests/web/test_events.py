"""The door of the exposure log: kept once, whole batches or nothing, and a reason for what is refused."""

import json
import uuid

import pytest

from solemate.web.practice.log import exposure_of
from solemate.web.practice.models import Session, SessionEvent
from tests import cast

pytestmark = pytest.mark.django_db


def event(number=1, kind="start", position_ms=0, **other):
    return {
        "id": str(uuid.UUID(int=number, version=4)),
        "number": number,
        "kind": kind,
        "position_ms": position_ms,
        "to_ms": None,
        "reason": "",
        "happened_at": "2026-11-22T09:30:00.000Z",
    } | other


@pytest.fixture
def session(ada):
    return begin(ada)


def begin(person):
    cast.answers(person)
    cast.signed_in(person).post("/sessions/new/hand-lotion-massage/")
    return Session.objects.get(person=person)


def send(person, session, *events, body=None):
    return cast.signed_in(person).post(
        f"/sessions/{session.id}/events/",
        json.dumps({"events": list(events)}) if body is None else body,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def test_what_is_acknowledged_is_kept(ada, session):
    batch = [event(1), event(2, "proof", 15_000), event(3, "pause", 20_000)]
    assert send(ada, session, *batch).json() == {"kept": [row["id"] for row in batch]}
    assert exposure_of(session).stretches == ((0, 20_000),)


def test_sent_twice_is_kept_once_and_acknowledged_twice(ada, session):
    for _ in range(3):
        assert send(ada, session, event(1), event(1), event(2, "pause", 5000)).status_code == 200
    assert SessionEvent.objects.count() == 2


def test_late_events_find_their_place(ada, session):
    send(ada, session, event(3, "pause", 20_000))
    send(ada, session, event(1), event(2, "proof", 15_000))
    assert exposure_of(session).stretches == ((0, 20_000),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "no uuid"},
        {"id": 7},
        {"number": -1},
        {"number": 1.5},
        {"number": True},
        {"number": 10**30},
        {"kind": "dance"},
        {"kind": None},
        {"position_ms": "0"},
        {"position_ms": -5},
        {"to_ms": "x"},
        {"reason": "x" * 17},
        {"reason": None},
        {"happened_at": "yesterday"},
        {"happened_at": "2026-11-22T09:30:00"},
        {"happened_at": 0},
    ],
)
def test_a_wrong_event_is_refused_with_its_place_and_nothing_is_kept(ada, session, wrong):
    answer = send(ada, session, event(1), event(2) | wrong)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("event 2:")
    assert not SessionEvent.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "[]", "{", "null", '{"events": 3}', '{"events": [3]}', "[" * 100_000, b"\xff\xfe"]
)
def test_a_body_that_is_no_batch_is_refused(ada, session, body):
    assert send(ada, session, body=body).status_code == 400


def test_an_id_of_another_session_is_refused(ada, ben, session):
    send(ada, session, event(1))
    his = begin(ben)
    assert send(ben, his, event(1)).status_code == 400
    assert not his.events.exists()


def test_an_endless_batch_is_refused(ada, session):
    assert send(ada, session, *[event(n) for n in range(1, 502)]).status_code == 400


def test_an_ended_session_leads_to_its_summary(ada, session):
    send(ada, session, event(1), event(2, "stop", 30_000, reason="enough"))
    page = cast.signed_in(ada).get(f"/sessions/{session.id}/")
    assert page["Location"] == f"/sessions/{session.id}/done/"


def test_the_length_can_be_changed_before_it_begins_and_not_after(ada, session):
    client = cast.signed_in(ada)
    client.post(f"/sessions/{session.id}/length/", {"change": "longer"})
    session.refresh_from_db()
    assert session.minutes == 7
    assert session.timeline[-1]["start"] + session.timeline[-1]["seconds"] == pytest.approx(420, abs=1)
    send(ada, session, event(1))
    client.post(f"/sessions/{session.id}/length/", {"change": "longer"})
    session.refresh_from_db()
    assert session.minutes == 7
