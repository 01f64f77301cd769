"""Numbers as a person reads them: points of the scale, and of 100. What the engine counted in; whole and half numbers out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hundred:
    """Of 100 ways to read the evenings. The three add up to 100; `on_the_good_side` is counted apart."""

    better: int
    same: int
    worse: int
    on_the_good_side: int


def hundred_of(delivered: Mapping[str, float]) -> Hundred:
    """Whole numbers for better by at least the smallest change, about the same, worse; largest remainder, so 100 in all."""
    better, same, worse = largest_remainder(
        (delivered["p_meaningful"], delivered["p_same"], delivered["p_worse"]), total=100
    )
    good_side = min(99, max(1, round(100 * delivered["p_better"])))  # never 0 or 100: evenings prove nothing for sure
    # But what is better by the smallest change is better by any amount, and what is worse is not: the four fit together.
    good_side = min(max(good_side, better), 100 - worse)
    return Hundred(better=better, same=same, worse=worse, on_the_good_side=good_side)


def largest_remainder(shares: tuple[float, ...], *, total: int) -> tuple[int, ...]:
    """Whole numbers in proportion to `shares` that add up to `total`; what is left goes to the largest fractions."""
    whole = sum(shares)
    exact = [share / whole * total for share in shares]
    counts = [math.floor(value) for value in exact]
    order = sorted(range(len(shares)), key=lambda place: (counts[place] - exact[place], place))
    for place in order[: total - sum(counts)]:
        counts[place] += 1
    return tuple(counts)


def half_points(value: float) -> float:
    """To the nearest half, halves away from 0."""
    return math.copysign(math.floor(abs(value) * 2 + 0.5) / 2, value)


def points(value: float) -> str:
    """A size in words: half a point, 1 point, 1.5 points."""
    size = abs(half_points(value))
    if size < 0.5:
        return "less than half a point"
    if size == 0.5:
        return "about half a point"
    return f"about {size:g} point{'' if size == 1 else 's'}"


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
