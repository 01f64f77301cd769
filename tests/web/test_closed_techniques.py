"""For each technique, whatever closes it is shown closed on its page, with the reason, and does not start."""

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.care.screening import Answers, screen
from solemate.web.people.actions import record_clinician_ok, set_profile, take_back_clinician_ok
from solemate.web.practice import gate as gates
from solemate.web.practice.actions import pass_lesson
from solemate.web.practice.models import Session
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db
CATALOGUE = load_catalogue()


def alone(question: str) -> Answers:
    if CATALOGUE.questions[question].kind == "condition":
        return Answers(conditions=frozenset({question}), today={}, clinician_ok=frozenset(), have=frozenset())
    return Answers(conditions=frozenset(), today={question: frozenset()}, clinician_ok=frozenset(), have=frozenset())


def closing(technique: str) -> dict[str, str]:
    """Every single answer that leaves no site of the technique open, and a reason it must show."""
    found = {}
    for question in CATALOGUE.questions:
        rows = [row for row in screen(alone(question), CATALOGUE).clearances if row.technique == technique]
        if all(row.action in ("closed", "ask-clinician") for row in rows):
            found[question] = rows[0].reasons[0]
    return found


@pytest.mark.parametrize("technique", CATALOGUE.techniques)
def test_what_closes_it_is_shown_with_its_reason(ada, technique):
    set_profile(ada, things=["thermometer"], by=ada.account)  # support would open what falls_risk closes
    closes = closing(technique)
    assert len(closes) >= 5
    client = cast.signed_in(ada)
    for question, reason in closes.items():
        cast.answers(ada, question)
        page = client.get(reverse("technique", args=[technique])).content.decode()
        assert "is closed today" in page or "waits for your clinician" in page, question
        assert reason.replace("'", "&#x27;").replace("{emergency_number}", "") in page, question
        assert "Start</button>" not in page, question
        assert "Start with one side" not in page, question
        if client.get("/safety/call/").status_code == 200:
            cast.read_the_flag(client)
        client.post(reverse("start", args=[technique]))
        assert not Session.objects.exists(), question


@pytest.mark.parametrize("technique", CATALOGUE.techniques)
def test_with_nothing_found_it_starts(ada, technique):
    set_profile(ada, things=list(CATALOGUE.things), by=ada.account)
    pass_lesson(ada, technique, at=moved_clock.now(), by=ada.account)
    cast.answers(ada)
    answer = cast.signed_in(ada).post(reverse("start", args=[technique]))
    assert "/before/1/" in answer["Location"]
    assert Session.objects.get().sites == list(CATALOGUE.techniques[technique].sites)


def test_a_footbath_needs_a_thermometer_and_one_a_day_is_enough(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    page = client.get("/techniques/marble-footbath/").content.decode()
    assert "You need a water thermometer for this." in page
    client.post("/sessions/new/marble-footbath/")
    assert not Session.objects.exists()


def test_standing_and_knitting_need_both_sides(ada):
    cast.answers(ada, "wound_foot", sites=("left-foot",))
    client = cast.signed_in(ada)
    cast.read_the_flag(client)
    client.post("/sessions/new/standing-exercise/")
    assert not Session.objects.exists()
    assert "Standing moves need both feet." in client.get("/techniques/standing-exercise/").content.decode()


def test_a_helper_learns_first(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    start = "/sessions/new/helper-foot-massage/"
    assert client.post(start)["Location"] == "/techniques/helper-foot-massage/lesson/0/"
    lesson = CATALOGUE.techniques["helper-foot-massage"].lesson
    for number, question in enumerate(lesson.questions, start=1):
        address = f"/techniques/helper-foot-massage/lesson/{number}/"
        wrong = client.post(address, {"answer": str((question.right + 1) % len(question.answers))})
        assert wrong.status_code == 422
        assert question.why.replace("'", "&#x27;") in wrong.content.decode()
        assert client.post(address, {"answer": str(question.right)}).status_code == 302
    assert "/before/1/" in client.post(start)["Location"]


def test_a_clinicians_ok_opens_and_can_be_taken_back(ada):
    cast.answers(ada, "low_platelets")
    client = cast.signed_in(ada)
    page = client.get("/more/clinician-ok/").content.decode()
    assert "Lotion massage for your hands (waits now)" in page
    client.post(
        "/more/clinician-ok/",
        {"technique": "hand-lotion-massage", "clinician": "Nurse Okoro", "given_on": "2026-11-20"},
    )
    assert "/before/1/" in client.post("/sessions/new/hand-lotion-massage/")["Location"]
    assert "Nurse Okoro, 20 November 2026" in client.get("/more/clinician-ok/").content.decode()
    client.post("/more/clinician-ok/hand-lotion-massage/")
    Session.objects.all().delete()
    cast.answers(ada, "low_platelets")
    client.post("/sessions/new/hand-lotion-massage/")
    assert not Session.objects.exists()


def test_an_ok_does_not_cover_what_came_later(ada):
    cast.answers(ada, "low_platelets")
    ok = {"clinician": "Dr Ruiz", "given_on": moved_clock.now().date(), "at": moved_clock.now(), "by": ada.account}
    record_clinician_ok(ada, "hand-lotion-massage", conditions=["low_platelets"], **ok)
    assert gates.look(ada, "hand-lotion-massage", CATALOGUE, at=moved_clock.now()).open_sites
    cast.answers(ada, "low_platelets", "dialysis_or_fistula")
    assert not gates.look(ada, "hand-lotion-massage", CATALOGUE, at=moved_clock.now()).open_sites
    page = cast.signed_in(ada).get("/more/clinician-ok/").content.decode()
    assert "Something changed since this yes." in page
    cast.answers(ada, "low_platelets")
    moved_clock.move(days=32)
    cast.answers(ada, "low_platelets")
    assert not gates.look(ada, "hand-lotion-massage", CATALOGUE, at=moved_clock.now()).open_sites


@pytest.mark.parametrize(
    ("technique", "answer", "sites", "open_sites"),
    [
        ("seated-exercise", "wound_foot", ("left-foot",), ("right-foot", "left-hand", "right-hand")),
        ("seated-exercise", "immobilised_recent", (), ("left-hand", "right-hand")),
        ("standing-exercise", "fall_with_injury", (), ()),
    ],
)
def test_what_rests_beyond_the_rules(ada, technique, answer, sites, open_sites):
    set_profile(ada, things=list(CATALOGUE.things), by=ada.account)
    cast.answers(ada, answer, sites=sites)
    assert gates.look(ada, technique, CATALOGUE, at=moved_clock.now()).open_sites == open_sites


def test_a_closed_hand_is_not_pressed_on_the_ball(ada):
    cast.answers(ada, "wound_hand", sites=("left-hand",))
    client = cast.signed_in(ada)
    cast.read_the_flag(client)
    client.post("/sessions/new/golf-ball/")
    steps = {segment["id"] for segment in Session.objects.get().timeline}
    assert "between-palms" not in steps
    assert "under-palm" in steps


def test_an_ok_never_opens_a_wound(ada):
    for technique in CATALOGUE.rows:
        record_clinician_ok(
            ada,
            technique,
            clinician="Dr Ruiz",
            given_on=moved_clock.now().date(),
            conditions=[],
            at=moved_clock.now(),
            by=ada.account,
        )
    cast.answers(ada, "wound_hand")
    client = cast.signed_in(ada)
    cast.read_the_flag(client)
    client.post("/sessions/new/hand-lotion-massage/")
    assert not Session.objects.exists()
    take_back_clinician_ok(ada, "hand-lotion-massage", at=moved_clock.now(), by=ada.account)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("clinician", " ", "Please write who said yes."),
        ("given_on", "2027-01-01", "That day has not come yet."),
        ("given_on", "last week", "Please write the day"),
        ("technique", "juggling", "Please choose what it is about."),
    ],
)
def test_a_wrong_ok_is_refused_with_its_reason_and_keeps_the_rest(ada, field, value, reason):
    sent = {"technique": "tennis-ball", "clinician": "Dr Ruiz", "given_on": "2026-11-20", field: value}
    answer = cast.signed_in(ada).post("/more/clinician-ok/", sent)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    if field != "clinician":
        assert "Dr Ruiz" in answer.content.decode()
