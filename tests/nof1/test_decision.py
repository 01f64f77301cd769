"""The rule of a look, word by word, and the guard against constant evenings."""

import pytest

from solemate.nof1.decision import SAME, SURE, decide, enough_variation
from tests.nof1.trials import sides_trial, trial

JUST_BELOW = 1e-9


@pytest.mark.parametrize(
    ("p_better", "p_same", "word"),
    [
        (SURE, 0.0, "helps"),
        (SURE - JUST_BELOW, 0.0, "keep-going"),
        (1 - SURE, 0.0, "harms"),
        (1 - SURE + JUST_BELOW, 0.0, "keep-going"),
        (0.5, SAME, "no-difference"),
        (0.5, SAME - JUST_BELOW, "keep-going"),
        (SURE, SAME, "no-difference"),  # surely better, and surely by too little to matter
        (1 - SURE, SAME, "no-difference"),
        (1.0, 0.0, "helps"),
        (0.0, 0.0, "harms"),
    ],
)
def test_the_word(p_better: float, p_same: float, word: str):
    assert decide(p_better=p_better, p_same=p_same) == word


@pytest.mark.parametrize(
    ("ratings", "enough"),
    [
        ([3] * 12, False),
        ([3] * 10 + [4, 5], False),
        ([3] * 9 + [4, 5, 6], True),
        ([3] * 9 + [4, 4, 4], True),
        ([3] * 9 + [4, 5, None], False),
        ([3, None] * 6, False),
        ([0, 1] * 6, True),
    ],
)
def test_nearly_constant_evenings_are_not_enough(ratings: list, enough: bool):
    assert enough_variation(trial(ratings)) is enough


@pytest.mark.parametrize(
    ("left", "right", "enough"),
    [
        ([5, 4, 6, 3] * 3, [4, 6, 5, 5] * 3, True),
        ([5] * 12, [4] * 12, False),
        ([5, 4, 6, 3] * 3, [4, 3, 5, 2] * 3, False),  # the difference never varies
        ([0] * 4 + [1, 2, 3, 4] * 2, [4, 6, 5, 5] * 3, True),  # a third at the end is still allowed
        ([0] * 5 + [1, 2, 3, 4, 2, 3, 1], [4, 6, 5, 5] * 3, False),
        ([4, 6, 5, 5] * 3, [10] * 5 + [9, 8, 7, 6, 8, 7, 9], False),
    ],
)
def test_sides_at_an_end_of_the_scale_are_not_enough(left: list, right: list, enough: bool):
    assert enough_variation(sides_trial(left, right)) is enough


def test_the_ends_are_those_of_the_scale():
    ratings = [10] * 6 + [11, 12, 13, 14, 15, 16]
    assert not enough_variation(sides_trial(ratings, [12, 15, 11] * 4, scale=(10, 20)))
    assert enough_variation(sides_trial(ratings, [12, 15, 11] * 4, scale=(0, 20)))
