"""The diary hints at a change: then the monthly questions are asked again."""

import pytest

from solemate.care.catalogue import load_catalogue
from solemate.web.diary.actions import record_rating
from solemate.web.diary.models import CheckIn
from solemate.web.practice import gate as gates
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db


def evening(person, scale, value):
    record_rating(
        person,
        moment=CheckIn.Moment.EVENING,
        session=None,
        local_date=moved_clock.now().date(),
        scale=scale,
        site="" if scale == "mood" else "left-hand",
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
