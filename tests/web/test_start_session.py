"""The gate before a session: every hand, every time."""

import pytest
from django.urls import reverse

from solemate.web.people.models import SafetyAnswer
from solemate.web.practice.models import Session
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db
START = "/sessions/new/hand-lotion-massage/"


def begin(person):
    return cast.signed_in(person).post(START)


def test_with_all_asked_and_nothing_found_both_hands_are_open(ada):
    cast.answers(ada)
    assert "/before/1/" in begin(ada)["Location"]
    assert Session.objects.get().sites == ["left-hand", "right-hand"]


def test_with_nothing_asked_there_are_questions_first(ada):
    assert begin(ada)["Location"].startswith("/safety/")
    assert not Session.objects.exists()


def test_one_question_that_could_close_it_left_out_is_enough(ada):
    cast.answers(ada)
    SafetyAnswer.objects.filter(question="dvt_known").delete()
    assert begin(ada)["Location"].startswith("/safety/")
    assert not Session.objects.exists()


def test_a_cut_closes_that_hand_and_leaves_the_other_open(ada):
    cast.answers(ada, "wound_hand", sites=("left-hand",))
    client = cast.signed_in(ada)
    assert client.post(START)["Location"] == reverse("red-flag")
    cast.read_the_flag(client)
    assert "/before/" in client.post(START)["Location"]
    assert Session.objects.get().sites == ["right-hand"]
    page = client.get("/techniques/hand-lotion-massage/").content.decode()
    assert "Left hand is closed today" in page
    assert "Start with one side" in page
    today = client.get("/").content.decode()
    assert "Some things are closed today" in today
    assert "Lotion on your hands" in today.split("Some things are closed today")[1]


@pytest.mark.parametrize("closing", ["fever", "dvt_known", "breathless_or_chest_pain", "weakness_climbing"])
def test_what_closes_both_hands_leaves_no_session(ada, closing):
    cast.answers(ada, closing)
    client = cast.signed_in(ada)
    if client.post(START)["Location"] == reverse("red-flag"):
        cast.read_the_flag(client)
    client.post(START)
    assert not Session.objects.exists()
    page = client.get("/techniques/hand-lotion-massage/").content.decode()
    assert "is closed today" in page
    assert "Start" not in page.split("Step by step")[0]


def test_what_needs_a_clinicians_word_waits_for_it(ada):
    cast.answers(ada, "low_platelets")
    client = cast.signed_in(ada)
    client.post(START)
    assert not Session.objects.exists()
    assert "waits for your clinician" in client.get("/techniques/hand-lotion-massage/").content.decode()


def test_starred_answers_count_for_one_session_only(ada):
    cast.answers(ada)
    begin(ada)
    moved_clock.move(minutes=10)
    assert begin(ada)["Location"].startswith("/safety/")
    assert Session.objects.count() == 1


def test_starred_answers_older_than_half_an_hour_do_not_start_a_session(ada):
    cast.answers(ada)
    moved_clock.move(minutes=31)
    assert begin(ada)["Location"].startswith("/safety/")


def test_a_starred_answer_older_than_24_hours_no_longer_closes_or_opens(ada):
    cast.answers(ada, "wound_hand", sites=("left-hand",))
    client = cast.signed_in(ada)
    moved_clock.move(hours=23)
    assert "Left hand is closed" in client.get("/techniques/hand-lotion-massage/").content.decode()
    moved_clock.move(hours=2)
    assert "Left hand is closed" not in client.get("/techniques/hand-lotion-massage/").content.decode()
    assert begin(ada)["Location"].startswith("/safety/")


def test_the_other_questions_are_asked_again_after_a_month(ada):
    cast.answers(ada)
    moved_clock.move(days=32)
    client = cast.signed_in(ada)
    client.post(START)
    assert len(client.session["safety_round"]["ids"]) > 30


def test_an_answer_from_the_future_does_not_count(ada):
    moved_clock.move(days=2)
    cast.answers(ada)
    moved_clock.move(days=-2)
    assert begin(ada)["Location"].startswith("/safety/")


def test_a_session_left_lying_cannot_be_begun_later(ada):
    cast.answers(ada)
    begin(ada)
    session = Session.objects.get()
    moved_clock.move(minutes=31)
    assert cast.signed_in(ada).get(f"/sessions/{session.id}/")["Location"] == "/"


def test_a_finding_reported_meanwhile_closes_the_player(ada):
    cast.answers(ada)
    begin(ada)
    session = Session.objects.get()
    cast.answers(ada, "wound_hand", sites=("left-hand",))
    assert cast.signed_in(ada).get(f"/sessions/{session.id}/")["Location"] == "/techniques/hand-lotion-massage/"


def test_there_is_no_session_of_a_technique_nobody_knows(ada):
    assert cast.signed_in(ada).post("/sessions/new/juggling/").status_code == 404


def test_one_side_alone_says_how_long_it_really_is(ada):
    """The script of one foot is about half of both: 331 s where both take 10 minutes."""
    cast.answers(ada, "wound_foot", sites=("left-foot",))
    client = cast.signed_in(ada)
    assert "6 minutes" in client.get("/techniques/foot-lotion-massage/").content.decode()
    cast.read_the_flag(client)
    client.post("/sessions/new/foot-lotion-massage/")
    session = Session.objects.get()
    assert session.sites == ["right-foot"]
    page = client.get(f"/sessions/{session.id}/").content.decode()
    assert ">6 minutes<" in page
    assert "10 minutes" not in page
