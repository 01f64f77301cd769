"""Small trials for tests: two arms in blocks of two periods of two days."""

from typing import Any

from solemate.nof1.dataset import Dataset, SidesDataset, make_dataset, make_sides_dataset

ORDER = ["rest", "rest", "ball", "ball", "ball", "ball", "rest", "rest"]


def arms_of(days: int) -> list[str]:
    return [ORDER[day % 8] for day in range(days)]


def blocks_of(days: int) -> list[int]:
    return [day // 4 + 1 for day in range(days)]


def trial(ratings: list, **terms: Any) -> Dataset:
    days = len(ratings)
    return make_dataset(
        range(days), arms_of(days), ratings, **({"reference": "rest", "block": blocks_of(days)} | terms)
    )


def sides_trial(left: list, right: list, **terms: Any) -> SidesDataset:
    days = len(left)
    side = [{"rest": "left", "ball": "right"}[arm] for arm in arms_of(days)]
    return make_sides_dataset(range(days), side, left, right, **({"block": blocks_of(days)} | terms))
