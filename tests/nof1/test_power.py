"""The chance to find a change: more for longer trials, larger changes and quieter evenings, and none where there is no change."""

import numpy as np
import pytest

from solemate.nof1.columns import BadTrial
from solemate.nof1.power import _swings_that_fit, chances

QUIET = [5, 4, 5, 5, 6, 5, 4, 5, 5, 4, 5, 6, 5, 5]
RESTLESS = [2, 7, 5, 9, 3, 6, 1, 8, 5, 4, 7, 2, 6, 5]
FEW = {"people": 60, "lengths": (24, 48)}


def test_more_days_a_larger_change_and_quieter_evenings_find_more():
    short, long = chances(QUIET, **FEW)
    assert (short.days, long.days) == (24, 48)
    assert 0 < short.found < long.found
    assert chances(QUIET, change=2.0, **FEW)[1].found > long.found
    assert chances(RESTLESS, **FEW)[1].found < long.found - 0.2
    assert long.of_ten == round(10 * long.found)


def test_where_there_is_no_change_hardly_anything_is_found():
    assert chances(QUIET, change=0.0, **FEW)[1].found <= 0.1


def test_the_same_run_in_gives_the_same_answer_whatever_the_kind_of_column():
    few = {"people": 10, "lengths": (24,)}
    assert chances(QUIET, **few) == chances(np.array(QUIET, dtype=float), **few)
    assert chances([10 * rating for rating in QUIET], scale=(0, 100), change=10, **few) == chances(QUIET, **few)


def test_swings_follow_the_run_in():
    rng = np.random.default_rng(2)
    steady, _ = _swings_that_fit(np.array(QUIET, dtype=float), 2000, rng)
    wild, _ = _swings_that_fit(np.array(RESTLESS, dtype=float), 2000, rng)
    assert 0.3 < np.median(steady) < 1.0
    assert 1.8 < np.median(wild) < 3.2


@pytest.mark.parametrize(
    ("run_in", "terms", "reason"),
    [
        ([5] * 6 + [None] * 9, {}, "6 rated evenings"),
        ([5] * 6 + [11], {}, "off the scale"),
        ([5] * 6 + [float("inf")], {}, "not a finite number"),
        (QUIET, {"lengths": (401,)}, "lengths"),
        (QUIET, {"lengths": ()}, "lengths"),
    ],
)
def test_what_cannot_be_simulated_is_refused(run_in: list, terms: dict, reason: str):
    with pytest.raises(BadTrial, match=reason):
        chances(run_in, **terms)
