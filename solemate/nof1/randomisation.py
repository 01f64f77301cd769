"""How often the schedule's own other orders would have given a difference as large: a check that needs no model.

Within each block the labels of an arm and the reference are swapped (for left against right: the sides), which turns the
sign of that block's difference. The statistic is the mean over blocks of the difference of means. Up to 30 blocks all orders
are counted, two halves at a time (Horowitz and Sahni's meeting in the middle); beyond, 20,000 orders are drawn with a
constant seed. With more than two arms only orders that leave the other arms in place are considered, so it is approximate.
It is shown beside the posterior and decides nothing.
"""

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from solemate.nof1.dataset import NO_BLOCK, Dataset, SidesDataset

MOST_BLOCKS_COUNTED = 30
DRAWS = 20_000
SEED = 20261128
TIES = 1e-9  # two statistics nearer than this are the same number


class RandomisationTest(TypedDict):
    """How the p-values of `randomisation_p` were made."""

    method: str  # "exact", or "Monte Carlo"
    approximate: bool  # more than two arms
    seed: int | None
    draws: int | None


def randomisation_p(dataset: Dataset | SidesDataset) -> dict[str, float] | None:
    """Two-sided p-value for each arm other than the reference; `None` where no blocks are known."""
    if dataset.block is None:
        return None
    return {name: _p_value(differences) for name, differences in _block_differences(dataset).items()}


def randomisation_test(dataset: Dataset | SidesDataset) -> RandomisationTest | None:
    """How `randomisation_p` was computed for this trial, to be printed beside it."""
    if dataset.block is None:
        return None
    blocks = max((len(found) for found in _block_differences(dataset).values()), default=0)
    drawn = blocks > MOST_BLOCKS_COUNTED
    return {
        "method": "Monte Carlo" if drawn else "exact",
        "approximate": isinstance(dataset, Dataset) and len(dataset.arms) > 2,
        "seed": SEED if drawn else None,
        "draws": DRAWS if drawn else None,
    }


def _block_differences(dataset: Dataset | SidesDataset) -> dict[str, NDArray[np.float64]]:
    """For each arm, one difference of means for each block in which the arm and the reference were rated."""
    assert dataset.block is not None
    if isinstance(dataset, SidesDataset):
        both = dataset.rating_left - dataset.rating_right
        return {"technique": _differences(both, dataset.side == -1, dataset.side == 1, dataset.block)}
    return {
        name: _differences(dataset.rating, dataset.arm == number, dataset.arm == 0, dataset.block)
        for number, name in enumerate(dataset.arms)
        if number
    }


def _differences(
    rating: NDArray[np.float64], arm: NDArray[np.bool_], reference: NDArray[np.bool_], block: NDArray[np.int32]
) -> NDArray[np.float64]:
    rated = ~np.isnan(rating)
    found = []
    for number in np.unique(block[block != NO_BLOCK]):
        within = rated & (block == number)
        if (within & arm).any() and (within & reference).any():
            found.append(rating[within & arm].mean() - rating[within & reference].mean())
    return np.array(found)


def _p_value(differences: NDArray[np.float64]) -> float:
    """The share of all turns of signs whose sum lies at least as far from 0 as the one that happened."""
    reach = abs(float(differences.sum())) - TIES
    if len(differences) > MOST_BLOCKS_COUNTED:
        sums = _drawn_sums(differences)
        return float((1 + np.sum(np.abs(sums) >= reach)) / (1 + DRAWS))  # the order that happened is one of them
    half = len(differences) // 2
    first, second = _all_sums(differences[:half]), np.sort(_all_sums(differences[half:]))
    above = len(second) - np.searchsorted(second, reach - first, side="left")
    below = np.searchsorted(second, -reach - first, side="right")
    if reach <= 0:
        return 1.0
    return float((above.sum() + below.sum()) / (len(first) * len(second)))


def _all_sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums - value, sums + value])
    return sums


def _drawn_sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums under random signs. The bits come raw from PCG64, whose sequence NumPy promises to keep."""
    words = -(-len(values) // 64)
    bits = np.random.PCG64(SEED).random_raw(DRAWS * words).reshape(DRAWS, words)
    signs = np.unpackbits(bits.astype("<u8").view(np.uint8), axis=1)[:, : len(values)]
    sums: NDArray[np.float64] = (2.0 * signs - 1.0) @ values
    return sums
