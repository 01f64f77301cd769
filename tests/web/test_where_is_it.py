"""Where is it? Asked once, at the start: feet, hands or both. The evening, the first card and the plan go by the answer."""

import re

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web.people.actions import set_profile
from solemate.web.practice.plan_look import household_of
from tests import cast
from tests.web.page_text import lines_of

pytestmark = pytest.mark.django_db
FEET = ["left-foot", "right-foot"]
HANDS = ["left-hand", "right-hand"]


def say(person, **sent):
    return cast.signed_in(person).post(reverse("where-is-it"), sent)


def first_card(person) -> str:
    page = cast.signed_in(person).get("/").content.decode()
    return re.search(r"/sessions/new/([a-z-]+)/", page)[1]


def test_it_is_asked_right_after_whom_it_is_for(ada):
    client = cast.signed_in(ada)
    answer = client.post(reverse("who-for"), {"mode": "neuropathy", "country": "GB"})
    assert answer["Location"] == reverse("where-is-it")
    assert "Where is it?" in client.get(answer["Location"]).content.decode()
    client.post(reverse("who-for"), {"mode": "keep-moving", "country": "GB"})
    assert "What do you want to keep moving?" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("sent", "follows"),
    [
        ({"part": "feet"}, FEET),
        ({"part": "hands"}, HANDS),
        ({"part": "both"}, FEET + HANDS),
        ({"part": "", "site": ["right-foot", "left-hand"]}, ["right-foot", "left-hand"]),
    ],
)
def test_the_evening_asks_where_it_is(ada, sent, follows):
    assert say(ada, **sent)["Location"] == "/"
    ada.refresh_from_db()
    assert (ada.follows, ada.said_where) == (follows, True)
    page = cast.signed_in(ada).get("/check-in/2026-11-22/1/").content.decode()
    assert f"Question 1 of {3 * len(follows)}" in page
    assert follows[0].replace("-", " ") in page


@pytest.mark.parametrize("sent", [{}, {"part": ""}, {"part": "knees"}, {"site": "nose"}])
def test_nothing_is_taken_for_granted_where_nothing_was_said(ada, sent):
    answer = say(ada, **sent)
    assert answer.status_code == 422
    assert "Please tap your feet, your hands, or both." in lines_of(answer.content.decode())
    ada.refresh_from_db()
    assert not ada.said_where


def test_the_first_card_is_for_where_it_is(ada):
    assert first_card(ada) == "hand-lotion-massage"
    say(ada, part="feet")
    assert first_card(ada) == "foot-lotion-massage"


def test_what_is_closed_stays_closed_and_as_much_is_asked(ada):
    say(ada, part="feet")
    cast.answers(ada, "wound_foot", sites=FEET)
    assert first_card(ada) == "hand-lotion-massage"
    answer = cast.signed_in(ada).post(reverse("start", args=["foot-lotion-massage"]))
    assert not re.search("before|/sessions/[0-9a-f]{8}", answer["Location"])


def test_the_first_plan_is_for_where_it_is_and_only_until_somebody_chooses(ada):
    catalogue = load_catalogue()
    assert household_of(ada, None, catalogue).techniques == set(catalogue.techniques)
    set_profile(ada, follows=FEET, by=ada.account)
    wanted = household_of(ada, None, catalogue).techniques
    assert "foot-lotion-massage" in wanted
    assert not wanted & {"hand-lotion-massage", "golf-ball", "knitting"}


def test_a_diary_from_before_the_question_goes_on_as_it_did(ada):
    assert (ada.follows, ada.said_where) == (HANDS, False)
    cast.answers(ada)
    assert household_of(ada, None, load_catalogue()).techniques == set(load_catalogue().techniques)
