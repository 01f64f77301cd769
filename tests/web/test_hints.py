"""The diary hints at a change: then the monthly questions are asked again."""

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web.diary.actions import record_rating
from solemate.web.diary.models import CheckIn
from solemate.web.practice import gate as gates
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db


def evening(person, scale, value, site="left-hand"):
    record_rating(
        person,
        moment=CheckIn.Moment.EVENING,
        session=None,
        local_date=moved_clock.now().date(),
        scale=scale,
        site="" if scale == "mood" else site,
        value=value,
        at=moved_clock.now(),
        by=person.account,
    )


@pytest.mark.parametrize(
    ("scale", "usual", "now", "asks"),
    [("pain", 3, 5, True), ("pain", 3, 4, False), ("pain", 5, 2, False), ("mood", 3, 9, False), ("mood", 7, 4, True)],
)
def test_two_points_worse_than_usual_ask_again(ada, scale, usual, now, asks):
    cast.answers(ada)
    for _ in range(4):
        evening(ada, scale, usual)
        moved_clock.move(days=1)
    evening(ada, scale, now)
    gate = gates.look(ada, "hand-lotion-massage", load_catalogue(), at=moved_clock.now())
    assert ("dvt_known" in gate.unasked) is asks


def test_answered_again_it_is_quiet(ada):
    for value in (3, 3, 3, 3, 8):
        evening(ada, "pain", value)
        moved_clock.move(days=1)
    cast.answers(ada)
    gate = gates.look(ada, "hand-lotion-massage", load_catalogue(), at=moved_clock.now())
    assert gate.unasked == frozenset()


def test_too_few_evenings_say_nothing(ada):
    cast.answers(ada)
    for value in (1, 9):
        evening(ada, "pain", value)
        moved_clock.move(days=1)
    assert "dvt_known" not in gates.look(ada, "hand-lotion-massage", load_catalogue(), at=moved_clock.now()).unasked


def unasked(person, technique="dry-marbles"):
    return gates.look(person, technique, load_catalogue(), at=moved_clock.now()).unasked


def test_who_rates_a_foot_numb_is_asked_again_whether_feet_are_numb(ada):
    cast.answers(ada)
    moved_clock.move(minutes=1)
    evening(ada, "numbness", 8, site="left-foot")
    assert unasked(ada) == {"lops"}


def test_a_no_is_asked_about_anew_after_each_rating_that_speaks_against_it(ada):
    evening(ada, "numbness", 8, site="left-foot")
    moved_clock.move(minutes=1)
    cast.answers(ada)  # the no was said again, or a true tick was taken away by mistake
    assert unasked(ada) == frozenset()
    moved_clock.move(hours=15)
    evening(ada, "numbness", 7, site="left-foot")
    assert unasked(ada) == {"lops"}


@pytest.mark.parametrize(("value", "site"), [(0, "left-foot"), (None, "left-foot"), (8, "left-hand")])
def test_no_numb_foot_raises_no_doubt(ada, value, site):
    cast.answers(ada)
    moved_clock.move(minutes=1)
    evening(ada, "numbness", value, site=site)
    assert unasked(ada) == frozenset()


def test_numb_feet_that_were_told_are_not_asked_for(ada):
    cast.answers(ada, "lops")
    moved_clock.move(minutes=1)
    evening(ada, "numbness", 8, site="left-foot")
    assert unasked(ada) == frozenset()


def test_ratings_before_a_session_that_speak_against_an_answer_are_asked_about_before_it_begins(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    here = client.post(reverse("start", args=["dry-marbles"]))["Location"]
    while "/before/" in here:
        moved_clock.move(seconds=5)
        here = client.post(here, {"value": "8"})["Location"]
    question = client.get(here)["Location"]
    assert question == "/safety/feeling/"
    moved_clock.move(seconds=5)
    answer = client.post(question, {"yes": "lops"})
    assert answer["Location"] == here
    assert client.post(here)["Location"] == "/techniques/dry-marbles/"
