"""The randomisation test against a slow twin that lays every order of the schedule out."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solemate.nof1.dataset import make_dataset
from solemate.nof1.randomisation import DRAWS, SEED, randomisation_p, randomisation_test
from tests.nof1.trials import arms_of, blocks_of, sides_trial, trial

RATINGS = st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=32, max_size=32).filter(
    lambda ratings: (
        min(sum(x is not None for x in ratings[:2] + ratings[6:8]), sum(x is not None for x in ratings[2:6])) >= 2
    )
)


def slow_twin(ratings: list, arms: list[str], blocks: list[int]) -> float:
    """Swap the labels in every choice of blocks, and count."""

    def statistic(labels: list[str]) -> float:
        found = []
        for block in sorted(set(blocks)):
            days = [day for day in range(len(ratings)) if blocks[day] == block and ratings[day] is not None]
            ball = [ratings[day] for day in days if labels[day] == "ball"]
            rest = [ratings[day] for day in days if labels[day] == "rest"]
            if ball and rest:
                found.append(sum(ball) / len(ball) - sum(rest) / len(rest))
        return sum(found) / max(len(found), 1)

    swapped = {"rest": "ball", "ball": "rest"}
    happened = abs(statistic(arms))
    orders = []
    for choice in product([False, True], repeat=len(set(blocks))):
        labels = [swapped[arm] if choice[block - 1] else arm for arm, block in zip(arms, blocks, strict=True)]
        orders.append(abs(statistic(labels)) >= happened - 1e-9)
    return sum(orders) / len(orders)


@given(RATINGS)
def test_it_counts_what_the_slow_twin_counts(ratings: list):
    expected = slow_twin(ratings, arms_of(32), blocks_of(32))
    assert randomisation_p(trial(ratings))["ball"] == pytest.approx(expected, abs=1e-12)


def test_six_blocks_that_all_agree():
    ratings = [6 if arm == "rest" else 2 for arm in arms_of(24)]
    assert randomisation_p(trial(ratings)) == {"ball": 2 / 2**6}
    assert randomisation_test(trial(ratings)) == {"method": "exact", "approximate": False, "seed": None, "draws": None}


def test_no_difference_at_all_is_one():
    assert randomisation_p(trial([5] * 24)) == {"ball": 1.0}


def test_without_blocks_there_is_none():
    assert randomisation_p(trial([5, 4] * 12, block=None)) is None
    assert randomisation_test(trial([5, 4] * 12, block=None)) is None


def test_days_outside_a_block_do_not_count():
    ratings = [6 if arm == "rest" else 2 for arm in arms_of(16)] + [None] * 4
    paused = make_dataset(
        range(20), arms_of(16) + ["rest"] * 4, ratings, reference="rest", block=blocks_of(16) + [None] * 4
    )
    assert randomisation_p(paused) == {"ball": 2 / 2**4}


def test_three_arms_are_compared_with_the_reference_one_by_one():
    arm = ["a", "b", "rest", "rest", "b", "a", "b", "rest", "a", "a", "rest", "b"]
    rating = [2, 6, 6, 7, 5, 3, 4, 5, 1, 2, 6, 7]
    trial = make_dataset(range(12), arm, rating, reference="rest", block=[1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])
    p = randomisation_p(trial)
    assert p["a"] == 2 / 2**4
    assert p["b"] > 0.5
    assert randomisation_test(trial)["approximate"]


def test_a_long_trial_is_drawn_with_a_constant_seed_and_agrees_with_the_normal_limit():
    rng = np.random.default_rng(5)
    ratings = [int(x) for x in np.clip(np.round(rng.normal(5, 2, 400)), 0, 10)]
    long = trial(ratings)
    assert randomisation_p(long) == randomisation_p(long)
    assert randomisation_test(long) == {"method": "Monte Carlo", "approximate": False, "seed": SEED, "draws": DRAWS}
    differences = [
        np.mean([ratings[day] for day in days if arms_of(400)[day] == "ball"])
        - np.mean([ratings[day] for day in days if arms_of(400)[day] == "rest"])
        for days in (range(first, first + 4) for first in range(0, 400, 4))
    ]
    z = abs(sum(differences)) / np.sqrt(np.sum(np.square(differences)))
    from scipy.stats import norm

    assert randomisation_p(long)["ball"] == pytest.approx(2 * norm.sf(z), abs=0.02)


def test_sides_swap_left_and_right():
    left = [2 if arm == "rest" else 6 for arm in arms_of(24)]  # better on the side that has the technique
    right = [6 if arm == "rest" else 2 for arm in arms_of(24)]
    assert randomisation_p(sides_trial(left, right)) == {"technique": 2 / 2**6}
