"""What could not be placed is said for every cause, whatever the helper's days are."""

import pytest

from solemate.care.catalogue import load_catalogue
from solemate.care.plan_words import told
from solemate.care.week import Short


@pytest.mark.parametrize(
    ("cause", "weekdays", "said"),
    [
        ("hours", (), "Your free hours leave no more room."),
        ("crowded", (), "4 sessions a day leave no more room."),
        ("helper", (1,), "No helper on Tuesday."),
        ("helper", tuple(range(7)), "No helper hours are set yet."),
    ],
)
def test_every_cause_has_its_words(cause, weekdays, said):
    short = Short(technique="tennis-ball", wanted=3, placed=2, cause=cause, weekdays=weekdays)
    (sentence,) = told([short], load_catalogue().techniques, sessions_a_day=4)
    assert sentence.endswith(f": 2 times instead of 3. {said}")


@pytest.mark.parametrize(
    ("had", "placed", "said"),
    [(0, 0, "not this week"), (2, 0, "not again this week"), (2, 1, "1 more time instead of 3")],
)
def test_what_stands_already_is_not_denied(had, placed, said):
    short = Short(technique="tennis-ball", wanted=3, placed=placed, had=had, cause="hours")
    (sentence,) = told([short], load_catalogue().techniques, sessions_a_day=4)
    assert f": {said}." in sentence
