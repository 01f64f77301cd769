"""When a trial may say something: two probabilities of the delivered difference in, one word out.

The constants are this product's. They were tuned by simulation on this engine (docs/engine.md holds the table and the
command): over every look from block 4 to block 12 and all arms of a trial, a wrong `helps` or `harms` stays at or below 5 %.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from solemate.nof1.dataset import Dataset, SidesDataset

Decision = Literal["helps", "harms", "no-difference", "keep-going", "not-enough-variation"]

SURE = 0.9975  # c: at least this probability of a change for the better, or for the worse
SAME = 0.99  # c₀: at least this probability of less than the smallest change that matters
FIRST_LOOK = 4  # blocks; before it the app does not look. The command answers all the same
LAST_LOOK = 12  # blocks; the constants were tuned for looks up to here

FEWEST_DIFFERENT = 3  # rated days that differ from the commonest rating
LARGEST_SHARE_AT_AN_END = 1 / 3  # for left against right: more of a side's ratings at an end hide a difference


def decide(*, p_better: float, p_same: float) -> Literal["helps", "harms", "no-difference", "keep-going"]:
    """The word for one arm, from the posterior of its delivered difference."""
    if p_same >= SAME:
        return "no-difference"
    if p_better >= SURE:
        return "helps"
    if p_better <= 1 - SURE:
        return "harms"
    return "keep-going"


def enough_variation(dataset: Dataset | SidesDataset) -> bool:
    """Whether the ratings vary enough to say anything: constant evenings must not look like certainty."""
    if isinstance(dataset, Dataset):
        return _varies(dataset.rating)
    both = dataset.rating_left - dataset.rating_right
    return _varies(both) and not any(
        share_at_an_end(side, dataset.scale) > LARGEST_SHARE_AT_AN_END
        for side in (dataset.rating_left, dataset.rating_right)
    )


def _varies(ratings: NDArray[np.float64]) -> bool:
    rated = ratings[~np.isnan(ratings)]
    if not len(rated):
        return False
    _, counts = np.unique(rated, return_counts=True)
    return bool(len(rated) - counts.max() >= FEWEST_DIFFERENT)


def share_at_an_end(ratings: NDArray[np.float64], scale: tuple[int, int]) -> float:
    """Of the ratings [T] that are there, the share at that end of the scale where more of them are."""
    rated = ratings[~np.isnan(ratings)]
    return float(max(np.mean(rated == scale[0]), np.mean(rated == scale[1]))) if len(rated) else 1.0
