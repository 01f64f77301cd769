"""Something is wrong in a session: the sign leads to the right page, is kept, and closes what it must."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web.diary.models import AdverseEvent
from solemate.web.keeping.reading import reading_tables
from solemate.web.people.actions import set_profile
from solemate.web.people.models import SafetyAnswer
from solemate.web.practice import gate as gates
from solemate.web.practice.actions import keep_events
from solemate.web.practice.models import Session
from solemate.web.reports.fill import fill_report, wishes_of
from tests import cast, moved_clock
from tests.web.test_session_exposures import sent

pytestmark = pytest.mark.django_db
CATALOGUE = load_catalogue()


@pytest.fixture
def session(ada) -> Session:
    cast.answers(ada)
    cast.signed_in(ada).post("/sessions/new/hand-lotion-massage/")
    return Session.objects.get()


def report(person, session, sign):
    client = cast.signed_in(person)
    return client, client.post(f"/sessions/{session.id}/stop/", {"sign": sign})


@pytest.mark.parametrize("sign", [sign.id for sign in CATALOGUE.stop_signs.values() if sign.listed])
def test_each_sign_is_kept_and_leads_to_a_page_that_says_what_to_do(ada, session, sign):
    client, answer = report(ada, session, sign)
    page = client.get(answer["Location"]).content.decode()
    assert "Do this now" in page
    assert AdverseEvent.objects.get().sign == sign
    assert AdverseEvent.objects.get().session == session.id


@pytest.mark.parametrize("sign", [s for s, found in CATALOGUE.stop_signs.items() if found.closes == "everything"])
def test_an_emergency_closes_everything_until_tomorrow(ada, session, sign):
    set_profile(ada, country="GB", by=ada.account)
    client, answer = report(ada, session, sign)
    page = client.get(answer["Location"]).content.decode()
    assert "Call for help now" in page
    assert 'href="tel:999"' in page
    for gate in gates.look_at_all(ada, CATALOGUE, at=moved_clock.now()).values():
        assert gate.open_sites == ()
    moved_clock.move(hours=25)
    cast.answers(ada)
    assert gates.look(ada, "hand-lotion-massage", CATALOGUE, at=moved_clock.now()).open_sites


def test_pain_closes_that_technique_and_no_other(ada, session):
    report(ada, session, "ST-01")
    all_gates = gates.look_at_all(ada, CATALOGUE, at=moved_clock.now())
    assert all_gates["hand-lotion-massage"].open_sites == ()
    assert all_gates["foot-lotion-massage"].open_sites
    page = cast.signed_in(ada).get("/techniques/hand-lotion-massage/").content.decode()
    assert "You said: new sharp pain" in page


def test_a_blister_closes_the_hands_of_the_session(ada, session):
    report(ada, session, "ST-03")
    answer = SafetyAnswer.objects.get(question="burn_or_blister", superseded_at=None)
    assert answer.yes
    assert answer.sites == ["left-hand", "right-hand"]


def test_a_rash_turns_oils_off(ada, session):
    set_profile(ada, oils=True, by=ada.account)
    report(ada, session, "ST-05-skin")
    ada.refresh_from_db()
    assert ada.oils is False


def test_reported_twice_is_kept_once(ada, session):
    for _ in range(2):
        report(ada, session, "ST-01")
    assert AdverseEvent.objects.count() == 1


def test_nothing_wrong_just_stops(ada, session):
    _, answer = report(ada, session, "")
    assert answer["Location"] == f"/sessions/{session.id}/done/"
    assert gates.look(ada, "hand-lotion-massage", CATALOGUE, at=moved_clock.now()).open_sites


def test_something_wrong_and_then_no_word_closes_everything_until_it_is_said(ada, session):
    event = {
        "id": "00000000-0000-4000-8000-000000000001",
        "number": 1,
        "kind": "stop",
        "position_ms": 0,
        "to_ms": None,
        "reason": "wrong",
        "happened_at": "2026-11-22T09:30:00Z",
    }
    client = cast.signed_in(ada)
    client.post(f"/sessions/{session.id}/events/", {"events": [event]}, content_type="application/json")
    for gate in gates.look_at_all(ada, CATALOGUE, at=moved_clock.now()).values():
        assert gate.open_sites == ()
    page = client.get("/").content.decode()
    assert "Please tell us what it was" in page
    assert "<p>You said that something was wrong. Please tell us what it was.</p>" in page, "why all is closed"
    assert "The reason is below" not in page
    report(ada, session, "ST-08")
    all_gates = gates.look_at_all(ada, CATALOGUE, at=moved_clock.now())
    assert all_gates["foot-lotion-massage"].open_sites
    assert all_gates["hand-lotion-massage"].open_sites == ()


def test_without_a_country_no_number_is_guessed(ada, session):
    client, answer = report(ada, session, "ST-06")
    page = client.get(answer["Location"]).content.decode()
    assert "Call your emergency number now." in page
    assert "tel:" not in page


def test_ones_own_number_comes_first(ada, session):
    ada.emergency_number = "144"
    ada.country = "GB"
    ada.save()
    client, answer = report(ada, session, "ST-06")
    assert 'href="tel:144"' in client.get(answer["Location"]).content.decode()


def test_the_question_of_a_stop_sign_is_about_its_own_page_only(ada, session):
    """A red flag that was shown before, and not understood yet, has to be read all the same."""
    cast.answers(ada, "fever", "chemo_active")
    client = cast.signed_in(ada)
    client.get("/safety/call/")  # shown, and left
    answer = client.post(f"/sessions/{session.id}/stop/", {"sign": "ST-01"})
    client.get(answer["Location"])
    client.post("/safety/read/")
    assert any(client.post("/safety/teach-back/", {"answer": str(n)})["Location"] == "/" for n in range(3))
    assert client.session.get("told") is None


def stop_wrong(session, *, at_ms: int = 8_000) -> None:
    """Played for some seconds, then stopped with "Something is wrong"."""
    events = [sent(1, "start", 0), replace(sent(2, "stop", at_ms), reason="wrong")]
    keep_events(session, events, at=moved_clock.now(), by=session.person.account)


@pytest.mark.parametrize("button", ["", "none"])
def test_nothing_is_wrong_is_no_flag_for_anybody(ada, session, button):
    stop_wrong(session)
    client, answer = report(ada, session, button)
    assert "/stop/" not in answer["Location"]
    found = fill_report(ada, wishes_of(ada), at=moved_clock.now())
    assert not [line for line in found.flags if "lotion" in line.what]
    assert [figure.value for figure in found.figures if "something was wrong" in figure.words] == ["0"]
    assert "Nothing is wrong" not in client.get(reverse("report")).content.decode()
    bundle = json.loads(client.get(reverse("report-fhir")).content)
    assert "Flag" not in {one["resource"]["resourceType"] for one in bundle["entry"]}
    tables = {table.file: list(table.rows) for table in reading_tables(ada)}
    assert not [row for row in tables["diary.csv"] if "stop-sign" in row]
    assert {row[12] for row in tables["sessions.csv"]} == {"slip"}


def test_what_was_wrong_after_all_counts_and_so_does_what_nobody_told(ada, session):
    stop_wrong(session)
    wrong = "sessions stopped as something was wrong"

    def counted() -> str:
        figures = fill_report(ada, wishes_of(ada), at=moved_clock.now()).figures
        return next(figure.value for figure in figures if figure.words == wrong)

    assert counted() == "1", "not told yet"
    report(ada, session, "none")
    assert counted() == "0"
    report(ada, session, "ST-01")
    assert counted() == "1"
    assert {row[12] for row in next(t for t in reading_tables(ada) if t.file == "sessions.csv").rows} == {"wrong"}


def test_a_sign_that_nobody_knows_is_asked_again(ada, session):
    _, answer = report(ada, session, "ST-99")
    assert answer.status_code == 422
    assert not AdverseEvent.objects.exists()


def test_something_else_closes_that_technique_and_tells_to_ask(ada, session):
    """What we do not know is not taken more lightly than a cramp."""
    stop_wrong(session)
    client, answer = report(ada, session, "other")
    assert "Ask your doctor or nurse before you do it again." in client.get(answer["Location"]).content.decode()
    all_gates = gates.look_at_all(ada, CATALOGUE, at=moved_clock.now())
    assert all_gates["hand-lotion-massage"].open_sites == ()
    assert all_gates["foot-lotion-massage"].open_sites
    page = client.get("/techniques/hand-lotion-massage/").content.decode()
    assert "Closed until tomorrow. You said: something else is wrong." in page
    assert [event.sign for event in AdverseEvent.objects.all()] == ["other"]
