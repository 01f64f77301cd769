"""The safety screens: one group a screen, none of these, where it is, not sure."""

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web.people.models import SafetyAnswer
from solemate.web.practice import gate as gates
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db
START = "/sessions/new/hand-lotion-massage/"


@pytest.fixture
def client(ada):
    client = cast.signed_in(ada)
    assert client.post(START)["Location"] == "/safety/emergency/"
    return client


def current(question):
    return SafetyAnswer.objects.get(question=question, superseded_at=None)


def open_sites(person):
    """Where the lotion massage of the hands is open, as Today shows it."""
    return gates.look(person, "hand-lotion-massage", load_catalogue(), at=moved_clock.now()).open_sites


def after(client, answer) -> str:
    """The page that a refused form leads to: one that was asked for, so Back never asks to send a form again."""
    assert answer.status_code == 302
    assert "?again" in answer["Location"]
    return client.get(answer["Location"]).content.decode()


def test_none_of_these_is_a_no_to_each(client):
    assert client.post("/safety/emergency/", {"none": "1"})["Location"] == "/safety/hands/"
    assert not current("breathless_or_chest_pain").yes
    assert SafetyAnswer.objects.count() == 5


def test_nothing_tapped_is_no_answer(client):
    answer = client.post("/safety/emergency/", {"go-on": "1"})
    assert "Tap what fits" in after(client, answer)
    assert not SafetyAnswer.objects.exists()


def test_not_sure_opens_nothing_and_of_an_emergency_says_whom_to_call(client):
    assert client.post("/safety/emergency/", {"not-sure": "1"})["Location"] == "/safety/not-sure/"
    assert not SafetyAnswer.objects.exists()
    page = client.get("/safety/not-sure/").content.decode()
    assert "To be safe, call" in page
    assert "Call your emergency number now." in page


def test_not_sure_of_the_skin_waits(client):
    client.post("/safety/emergency/", {"none": "1"})
    client.post("/safety/hands/", {"not-sure": "1"})
    assert "stays closed until you know" in client.get("/safety/not-sure/").content.decode()


def test_not_sure_keeps_what_was_ticked(client):
    answer = client.post("/safety/emergency/", {"yes": ["breathless_or_chest_pain"], "not-sure": "1"})
    assert answer["Location"] == reverse("red-flag")
    assert current("breathless_or_chest_pain").yes
    assert not SafetyAnswer.objects.filter(question="weakness_climbing").exists()


def test_not_sure_never_takes_back_an_earlier_yes(client, ada):
    cast.answers(ada, "wound_hand", sites=("left-hand",))
    assert open_sites(ada) == ("right-hand",)
    moved_clock.move(minutes=1)
    client.post(START)
    client.post("/safety/emergency/", {"none": "1"})
    client.post("/safety/hands/", {"not-sure": "1"})  # the tick of the wound was taken away
    assert open_sites(ada) == ("right-hand",)
    wound = current("wound_hand")
    assert wound.yes
    assert wound.sites == ["left-hand"]


def test_not_sure_of_something_keeps_where_it_was(client, ada):
    cast.answers(ada, "wound_hand", sites=("left-hand",))
    moved_clock.move(minutes=1)
    client.post(START)
    client.post("/safety/emergency/", {"none": "1"})
    client.post("/safety/hands/", {"yes": ["wound_hand"], "not-sure": "1"})
    assert current("wound_hand").sites == ["left-hand"]
    assert "for both sides" not in client.get("/safety/not-sure/").content.decode()


def test_not_sure_of_something_nobody_placed_is_for_both_sides_and_says_so(client):
    client.post("/safety/emergency/", {"none": "1"})
    client.post("/safety/hands/", {"yes": ["wound_hand"], "not-sure": "1"})
    assert current("wound_hand").sites == ["left-hand", "right-hand"]
    assert "What you ticked is kept, for both sides." in client.get("/safety/not-sure/").content.decode()


def test_every_answer_can_be_changed_on_any_day(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    assert 'name="all"' in client.get(reverse("more")).content.decode()
    client.post(reverse("ask-all-again"), {"all": "1"})
    assert set(client.session["safety_round"]["ids"]) == {
        question.id for group in load_catalogue().groups for question in group.questions
    }
    assert "Something changed? Answer again" in client.get("/techniques/hand-lotion-massage/").content.decode()


def test_a_screen_left_open_from_another_round_leads_to_today(client):
    session = client.session
    session["safety_round"] = {**session["safety_round"], "ids": ["wound_hand"]}
    session.save()
    answer = client.get("/safety/home/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("today"))


def test_none_of_these_never_wipes_a_tick(client):
    answer = client.post("/safety/emergency/", {"yes": ["breathless_or_chest_pain"], "none": "1"})
    page = after(client, answer)
    assert "You ticked something" in page
    assert 'value="breathless_or_chest_pain" checked' in page
    assert not SafetyAnswer.objects.exists()


def test_a_mistaken_fever_can_be_taken_back(client, ada):
    cast.answers(ada, "fever", "chemo_active")
    client.get(reverse("red-flag"))
    moved_clock.move(minutes=1)
    first = client.post(reverse("ask-all-again"))["Location"]
    assert first == "/safety/emergency/"
    assert (
        client.post(first, {"none": "1"})["Location"] == "/safety/hands/"
    )  # and not back to the page of the old fever
    assert 'value="fever" checked' in client.get("/safety/whole-body/").content.decode()


def test_the_monthly_questions_show_what_was_said_last_time(client, ada):
    cast.answers(ada, "tumour_local")
    moved_clock.move(days=40)
    client.post(START)
    assert 'value="tumour_local" checked' in client.get("/safety/cancer-care/").content.decode()
    assert '" checked' not in client.get("/safety/hands/").content.decode()


def test_on_chemo_the_blood_counts_are_asked_before_every_session(ada):
    client = cast.signed_in(ada)
    cast.answers(ada, "chemo_active")
    moved_clock.move(hours=1)
    client.post(START)
    assert {"low_platelets", "neutropenia", "line_or_port"} <= set(client.session["safety_round"]["ids"])
    assert "anticoagulant" not in client.session["safety_round"]["ids"]


def test_a_cut_asks_which_hand(client):
    page = client.post("/safety/hands/", {"yes": ["wound_hand"], "go-on": "1"})
    assert "Where is it?" in after(client, page)
    assert not SafetyAnswer.objects.exists()
    again = client.post("/safety/hands/", {"yes": ["wound_hand"], "where": "1"})
    assert "Tap left, right or both." in after(client, again)
    client.post("/safety/hands/", {"yes": ["wound_hand"], "where": "1", "site-wound_hand": ["left-hand"]})
    assert current("wound_hand").sites == ["left-hand"]
    assert not current("skin_infection").yes


def test_a_site_that_the_question_cannot_have_is_not_kept(client):
    page = client.post("/safety/hands/", {"yes": ["wound_hand"], "where": "1", "site-wound_hand": ["left-foot"]})
    assert "Tap left, right or both." in after(client, page)


def test_two_things_of_which_one_has_a_place_lose_nothing(client):
    sent = {"yes": ["wound_hand", "burn_or_blister"], "where": "1", "site-burn_or_blister": ["right-hand"]}
    page = after(client, client.post("/safety/hands/", sent))
    assert 'name="site-burn_or_blister" value="right-hand" checked' in page
    assert 'name="site-wound_hand" value="right-hand" checked' not in page


def test_answering_again_keeps_both_answers_and_one_counts(client, ada):
    client.post("/safety/emergency/", {"none": "1"})
    moved_clock.move(seconds=5)
    client.post("/safety/emergency/", {"yes": ["weakness_climbing"], "go-on": "1"})
    assert current("weakness_climbing").yes
    assert SafetyAnswer.objects.filter(question="weakness_climbing").count() == 2
    assert current("weakness_climbing").by == ada.account


def test_an_emergency_is_told_at_once_before_any_other_question(client):
    answer = client.post("/safety/emergency/", {"yes": ["breathless_or_chest_pain"], "go-on": "1"})
    assert answer["Location"] == reverse("red-flag")
    assert "Call for help now" in client.get(reverse("red-flag")).content.decode()
    assert "Start</button>" not in client.get("/").content.decode()


def test_the_last_answer_leads_back_to_what_was_asked_for(client):
    for group in ["emergency", "hands", "feet", "whole-body", "cancer-care", "feeling", "blood", "legs-and-bones"]:
        client.post(f"/safety/{group}/", {"none": "1"})
    for group in ["skin-and-allergy", "balance-and-daily-life"]:
        client.post(f"/safety/{group}/", {"none": "1"})
    answer = client.post("/safety/home/", {"none": "1"})
    assert (answer.status_code, answer["Location"]) == (307, START)  # as the POST it was


def test_a_group_that_is_not_asked_is_no_page(client):
    assert client.get("/safety/juggling/").status_code == 404


def test_an_emergency_tapped_by_mistake_is_taken_back_only_where_it_is_asked_again(client, ada):
    client.post("/safety/emergency/", {"yes": ["weakness_climbing"], "go-on": "1"})
    page = client.get(reverse("red-flag")).content.decode()
    assert "I tapped this by mistake" in page
    assert "Stop the session" not in page, "none runs"
    moved_clock.move(minutes=1)
    first = client.post(reverse("ask-all-again"))["Location"]
    assert current("weakness_climbing").yes, "the button alone takes nothing back"
    assert 'value="weakness_climbing" checked' in client.get(first).content.decode()
    assert "?again" in client.post(first, {"yes": ["weakness_climbing"], "none": "1"})["Location"]
    assert current("weakness_climbing").yes
    client.post(first, {"none": "1"})
    assert not current("weakness_climbing").yes
    was = SafetyAnswer.objects.get(person=ada, question="weakness_climbing", yes=True)
    assert was.superseded_at is not None, "what was said, and when it was taken back, stays in the diary"


def test_a_wrong_tap_is_asked_again_on_its_own_screen_and_no_true_tick_stands_about(client, ada):
    cast.answers(ada, "wound_foot", "lops", sites=("left-foot",))
    assert client.get(reverse("red-flag")).status_code == 200
    moved_clock.move(minutes=1)
    assert client.post(reverse("ask-all-again"), {"flag": "1"})["Location"] == "/safety/feet/"
    asked = client.session["safety_round"]["ids"]
    assert "wound_foot" in asked
    assert "lops" not in asked
    client.post("/safety/feet/", {"none": "1"})
    assert client.get(reverse("red-flag"))["Location"] == reverse("today")


def test_today_says_what_somebody_was_not_sure_about_until_it_is_answered(client, ada):
    cast.answers(ada)
    client.post(reverse("ask-all-again"), {"all": "1"})
    client.post("/safety/emergency/", {"not-sure": "1"})
    page = client.get(reverse("today")).content.decode()
    assert "To be safe, call. Tap to see whom" in page
    assert f'href="{reverse("not-sure")}"' in page
    assert "Start</button>" not in page, "nothing is offered before that is known"
    client.post(reverse("ask-all-again"), {"all": "1"})
    client.post("/safety/emergency/", {"none": "1"})
    client.post("/safety/feet/", {"not-sure": "1"})
    page = client.get(reverse("today")).content.decode()
    assert "You were not sure: Look at your feet" in page
    assert "To be safe, call" not in page
    moved_clock.move(hours=25)
    assert "You were not sure" not in client.get(reverse("today")).content.decode()


def test_labels_say_by_themselves_what_is_asked():
    catalogue = load_catalogue()
    assert "now or last 6 months" in catalogue.questions["dvt_known"].label, "an old clot still treated counts too"
    assert "eases when the leg hangs down" in catalogue.questions["cli"].label
