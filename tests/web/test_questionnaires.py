"""Questionnaires on the pages: what a score says, and the toe test that closes and never opens."""

import pytest

from solemate.care.catalogue import load_catalogue
from solemate.care.questionnaire import load_questionnaires
from solemate.web.diary.models import QuestionnaireResponse
from solemate.web.practice import gate as gates
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db


def fill_in(client, instrument, values):
    for number, value in enumerate(values, start=1):
        answer = client.post(f"/questions/{instrument}/{number}/", {"value": str(value)})
        assert answer.status_code == 302
    return client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("values", [(0, 0, 0, 0), (2, 2, 0, 0), (3, 3, 3, 3)])
def test_worry_and_mood_always_name_a_line_to_call(ada, values):
    ada.crisis_number = "116 123"
    ada.save()
    page = fill_in(cast.signed_in(ada), "phq4", values)
    assert "If you think of harming yourself, call a crisis line now" in page
    assert 'href="tel:116123"' in page
    assert ("tell your doctor about this" in page) is (sum(values[:2]) >= 3)


def test_a_toe_test_that_found_too_little_counts_at_once_and_none_of_these_does_not_undo_it(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    page = fill_in(client, "touch-toes", (1, 0, 1, 0, 1, 1))
    assert "2 or more of 6 touches were not felt" in page
    cast.answers(ada)  # "none of these", said later
    gate = gates.look(ada, "tennis-ball", load_catalogue(), at=moved_clock.now())
    assert gate.open_sites == ()
    assert "lops" in gate.conditions


def test_a_normal_toe_test_opens_nothing(ada):
    cast.answers(ada, "lops")
    fill_in(cast.signed_in(ada), "touch-toes", (1, 1, 1, 1, 1, 1))
    assert gates.look(ada, "tennis-ball", load_catalogue(), at=moved_clock.now()).open_sites == ()


def test_a_missing_toe_makes_the_test_not_valid(ada):
    page = fill_in(cast.signed_in(ada), "touch-toes", (1, "not-done", 1, 1, 1, 1))
    assert "The test does not count" in page


def test_an_answer_is_kept_as_it_is_tapped(ada):
    client = cast.signed_in(ada)
    client.post("/questions/peg/1/", {"value": "7"})
    assert QuestionnaireResponse.objects.get().answers == {"pain": 7}
    assert QuestionnaireResponse.objects.get().finished_at is None


@pytest.mark.parametrize("value", ["", "11", "x", "not-done"])
def test_what_is_no_answer_is_refused(ada, value):
    assert cast.signed_in(ada).post("/questions/peg/1/", {"value": value}).status_code == 422


def test_every_instrument_is_built_in_by_its_licence():
    assert set(load_questionnaires()) == {"pgic", "peg", "phq4", "touch-toes"}
