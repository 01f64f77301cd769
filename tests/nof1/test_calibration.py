"""Short versions of the calibration: intervals hold the truth about as often as they say, and looks are rarely wrong.

The long runs are `python -m tests.verification.engine`; their tables stand in docs/engine.md. The bounds here are four Monte
Carlo standard errors wide: they catch an engine that is wrong, not one that is a little off.
"""

import numpy as np
import pytest

from solemate.nof1 import decision
from solemate.nof1.calibration import INTERVALS, coverage, from_the_prior
from solemate.nof1.looks import Cell, Seen, share_found, share_missed, share_same, share_wrong, watch
from solemate.nof1.misspecified import MISSPECIFIED, misspecified

PEOPLE = 250


@pytest.mark.parametrize("likelihood", ["rounded", "gaussian", "sides"])
def test_intervals_hold_the_truth_as_often_as_they_say(likelihood: str):
    ranks = from_the_prior(PEOPLE, likelihood=likelihood, days=42, arms=3, seed=2)
    assert ranks.left_out < PEOPLE / 10
    for found in (ranks.delivered, ranks.sustained, ranks.sigma, ranks.phi, ranks.half_life):
        for percent in INTERVALS:
            error = 100 * np.sqrt(percent / 100 * (1 - percent / 100) / (PEOPLE - ranks.left_out))
            assert coverage(found, percent) == pytest.approx(percent, abs=4 * error)
        below = np.mean(found < 0.5)
        assert below == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(PEOPLE))


@pytest.mark.parametrize("name", ["half-life 6 days", "evenings missing because they were bad"])
def test_a_broken_assumption_costs_little(name: str):
    assert coverage(misspecified(name, 150, days=42, arms=2, seed=3).delivered, 95) > 85


def test_every_assumption_that_the_issue_names_is_broken_once():
    text = " ".join(MISSPECIFIED)
    for word in ("random walk", "drops", "weekend", "heavy tails", "preferred", "missing because", "half-life 6"):
        assert word in text


def test_constants_of_the_product_are_rarely_wrong():
    seen = watch(Cell(name="null", beta=(0.0,), phi=0.35, sigma=1.0), 150, seed=4)
    assert share_wrong(seen, decision.SURE, decision.SAME) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 150)
    assert share_wrong(seen, 0.8, decision.SAME) > 0.2  # a rule that is too eager is caught


def test_a_large_difference_is_found():
    seen = watch(Cell(name="large", beta=(-3.0,), phi=0.3, sigma=1.0), 60, seed=5)
    assert share_found(seen, decision.SURE, decision.SAME, 0) > 0.9


def test_a_change_as_large_as_what_matters_is_rarely_called_none():
    """Restless evenings, 2 points that matter from 2 on: with c₀ 0.95 every third trial was told that there is none."""
    seen = watch(
        Cell(name="as large", beta=(0.0,), delivered=(-2.0,), smallest_change=2.0, phi=0.0, sigma=1.5), 100, seed=6
    )
    assert seen.truth == [-1]
    assert share_missed(seen, decision.SURE, 0.95, 0) > 0.2
    assert share_missed(seen, decision.SURE, decision.SAME, 0) <= 0.1 + 2 * np.sqrt(0.1 * 0.9 / 100)


def test_how_words_are_counted():
    """Three people, two looks, one arm: wrongly helps at the second look; no-difference first; nothing at all."""
    seen = Seen(
        p_better=np.array([[[0.5], [0.999]], [[0.999], [0.999]], [[0.6], [np.nan]]]),
        p_same=np.array([[[0.1], [0.1]], [[0.99], [0.1]], [[0.1], [np.nan]]]),
        truth=np.array([0.0]),
    )
    assert share_wrong(seen, 0.99, 0.95) == pytest.approx(2 / 3)
    assert share_same(seen, 0.99, 0.95, 0) == pytest.approx(1 / 3)
    active = Seen(p_better=seen.p_better, p_same=seen.p_same, truth=np.array([-1.0]))
    assert share_wrong(active, 0.99, 0.95) == 0
    assert share_found(active, 0.99, 0.95, 0) == pytest.approx(1 / 3)
    assert share_missed(active, 0.99, 0.95, 0) == pytest.approx(1 / 3)
    assert share_missed(active, 0.99, 0.999, 0) == 0
