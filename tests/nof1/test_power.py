"""The chance to find a change: more for longer trials, larger changes and quieter evenings, and none where there is no change."""

import numpy as np
import pytest

from solemate.nof1 import power
from solemate.nof1.columns import BadTrial
from solemate.nof1.power import _swings_that_fit, chances
from solemate.nof1.simulate import simulate_people

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


@pytest.mark.parametrize(("arms", "half_life"), [(2, 1.0), (3, 4.0), (5, 4.0)])
def test_the_change_asked_for_is_the_one_delivered(monkeypatch: pytest.MonkeyPatch, arms: int, half_life: float):
    made = []

    def simulate(*given, **terms):
        made.append(simulate_people(*given, **terms))
        return made[-1]

    monkeypatch.setattr(power, "simulate_people", simulate)
    chances(QUIET, arms=arms, half_life=half_life, change=2.0, people=20, lengths=(40,))
    np.testing.assert_allclose(made[0].delivered[:, 0], -2, atol=1e-12)
    np.testing.assert_allclose(made[0].delivered[:, 1:], 0, atol=1e-12)
    assert np.ptp(made[0].truth.beta[:, 0]) > 0.01, "everybody on a schedule of their own"


def test_a_trial_decides_by_its_own_smallest_change():
    """Where 3 points are the least that matters, 2 are mostly no difference and not a find."""
    usual, strict = (chances(QUIET, change=2.0, people=40, lengths=(48,), smallest_change=c)[0] for c in (1.0, 3.0))
    assert strict.found < usual.found - 0.3
    assert strict.missed > usual.missed + 0.3
    assert strict.found + strict.missed <= 1
    assert strict.of_ten + strict.missed_of_ten <= 10


def test_nothing_is_looked_at_before_the_4th_block():
    """With 5 arms, 3 blocks are 30 days: a trial that ends there is read there, a longer one is not."""
    terms = {"arms": 5, "change": 5.0, "people": 40}
    both = chances(QUIET, lengths=(30, 40), **terms)
    assert [one.days for one in both] == [30, 40]
    assert both[1] == chances(QUIET, lengths=(40,), **terms)[0]


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
        (QUIET, {"lengths": (24.5,)}, "lengths"),
        (QUIET, {"arms": 1}, "arms"),
        (QUIET, {"arms": 6}, "arms"),
        (QUIET, {"period": 0}, "period"),
        (QUIET, {"people": 0}, "people"),
        (QUIET, {"half_life": 0}, "half_life"),
        (QUIET, {"missing": 1.0}, "missing"),
        (QUIET, {"change": -2}, "change"),
        (QUIET, {"change": float("nan")}, "change"),
        (QUIET, {"smallest_change": 0}, "smallest_change"),
        (QUIET, {"scale": (10, 0)}, "scale"),
    ],
)
def test_what_cannot_be_simulated_is_refused(run_in: list, terms: dict, reason: str):
    with pytest.raises(BadTrial, match=reason):
        chances(run_in, **terms)
