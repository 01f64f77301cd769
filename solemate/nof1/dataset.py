"""A trial's record as aligned arrays, one entry for each day from the first to the last. Missing days are masked, never filled.

In: columns as the caller has them, in any order of rows. Out: a frozen `Dataset` or `SidesDataset`, or `BadTrial` with one
line that names the row and the reason. Whatever passes here can be analysed: nothing behind it checks again.
"""

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from solemate.nof1.columns import (
    BadTrial,
    cells,
    day_number,
    listed,
    near_miss,
    number,
    same_length,
    shown,
    whole,
)

__all__ = ["BadTrial", "Dataset", "Likelihood", "SidesDataset", "make_dataset", "make_sides_dataset"]

Likelihood = Literal["rounded", "gaussian"]

LIKELIHOODS: tuple[Likelihood, ...] = ("rounded", "gaussian")
FEWEST_ARMS, MOST_ARMS = 2, 5
MOST_DAYS = 400
FEWEST_RATED = 2  # days of each arm
WIDEST_SCALE = 1000  # steps
NO_BLOCK = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One person's trial. T days in order; arm 0 is the reference, the others follow by name."""

    arms: tuple[str, ...]
    arm: NDArray[np.int8]  # [T], index into `arms`
    rating: NDArray[np.float64]  # [T], in scale points, NaN where missing
    done: NDArray[np.float64] | None  # [T], share of the planned time really done, 0 to 1
    block: NDArray[np.int32] | None  # [T], -1 where the day belongs to none
    period: NDArray[np.int32] | None  # [T], -1 where the day belongs to none
    scale: tuple[int, int]
    smallest_change: float  # scale points
    higher_is_better: bool
    likelihood: Likelihood


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesDataset:
    """One person's trial of left against right: on every day one side had the technique, the other the comparator."""

    side: NDArray[np.int8]  # [T], -1 left treated, +1 right treated, 0 paused
    rating_left: NDArray[np.float64]  # [T], in scale points, NaN where missing
    rating_right: NDArray[np.float64]
    done: NDArray[np.float64] | None
    block: NDArray[np.int32] | None
    period: NDArray[np.int32] | None
    scale: tuple[int, int]
    smallest_change: float
    higher_is_better: bool


def make_dataset(
    day: Any,
    arm: Any,
    rating: Any,
    *,
    reference: str,
    block: Any = None,
    period: Any = None,
    done: Any = None,
    scale: tuple[int, int] = (0, 10),
    smallest_change: float = 1.0,
    higher_is_better: bool = False,
    likelihood: str = "rounded",
) -> Dataset:
    """Check the columns of one trial and align them by day; raises BadTrial."""
    scale, smallest_change = check_terms(scale, smallest_change)
    if likelihood not in LIKELIHOODS:
        raise BadTrial(f"likelihood {shown(likelihood)} is neither rounded nor gaussian")
    columns = {"day": cells(day, "day"), "arm": cells(arm, "arm"), "rating": cells(rating, "rating")}
    order, optional = _aligned(columns, block=block, period=period, done=done)
    names = [_arm_name(value, row) for row, value in enumerate(columns["arm"])]
    arms = check_arms(set(names), str(reference))
    if optional["block"] is not None:
        for place in np.flatnonzero(optional["block"] == NO_BLOCK):
            row = int(order[place])
            if columns["rating"][row] is not None or str(columns["arm"][row]).strip() != str(reference):
                raise BadTrial("a day without a block is a paused day: the reference and no rating", row)
    ratings = _ratings(columns["rating"], "rating", scale, whole_steps=likelihood == "rounded")[order]
    index = np.array([arms.index(names[row]) for row in order], dtype=np.int8)
    for number_of_arm, name in enumerate(arms):
        rated = int(np.sum(~np.isnan(ratings[index == number_of_arm])))
        if rated < FEWEST_RATED:
            meant = near_miss(name, set(arms) - {name})
            hint = f"; did you mean {shown(meant)}?" if meant else ""
            raise BadTrial(
                f"arm {shown(name)} has {_days(rated, 'rated day')}; it takes {FEWEST_RATED} (the arm's first row{hint})",
                names.index(name),
            )
    return Dataset(
        arms=arms,
        arm=index,
        rating=ratings,
        done=optional["done"],
        block=optional["block"],
        period=optional["period"],
        scale=scale,
        smallest_change=smallest_change,
        higher_is_better=bool(higher_is_better),
        likelihood="rounded" if likelihood == "rounded" else "gaussian",
    )


def make_sides_dataset(
    day: Any,
    side: Any,
    rating_left: Any,
    rating_right: Any,
    *,
    block: Any = None,
    period: Any = None,
    done: Any = None,
    scale: tuple[int, int] = (0, 10),
    smallest_change: float = 1.0,
    higher_is_better: bool = False,
) -> SidesDataset:
    """Check the columns of one trial of left against right and align them by day; raises BadTrial."""
    scale, smallest_change = check_terms(scale, smallest_change)
    columns = {
        "day": cells(day, "day"),
        "side": cells(side, "side"),
        "rating_left": cells(rating_left, "rating_left"),
        "rating_right": cells(rating_right, "rating_right"),
    }
    order, optional = _aligned(columns, block=block, period=period, done=done)
    if optional["block"] is not None:
        for place in np.flatnonzero(optional["block"] == NO_BLOCK):
            row = int(order[place])
            if any(columns[name][row] is not None for name in ("side", "rating_left", "rating_right")):
                raise BadTrial("a day without a block is a paused day: no side and no ratings", row)
    sides = np.array([_side(value, row) for row, value in enumerate(columns["side"])], dtype=np.int8)[order]
    left = _ratings(columns["rating_left"], "rating_left", scale, whole_steps=True)[order]
    right = _ratings(columns["rating_right"], "rating_right", scale, whole_steps=True)[order]
    for name, sign in (("left", -1), ("right", 1)):
        rated = int(np.sum(~np.isnan(left + right)[sides == sign]))
        if rated < FEWEST_RATED:
            raise BadTrial(f"side {name} has {_days(rated)} with both sides rated; it takes {FEWEST_RATED}")
    return SidesDataset(
        side=sides,
        rating_left=left,
        rating_right=right,
        done=optional["done"],
        block=optional["block"],
        period=optional["period"],
        scale=scale,
        smallest_change=smallest_change,
        higher_is_better=bool(higher_is_better),
    )


def check_terms(scale: Any, smallest_change: Any) -> tuple[tuple[int, int], float]:
    """The scale and the smallest change, as numbers that can be worked with; raises BadTrial."""
    lowest, highest = check_scale(scale)
    return (lowest, highest), check_change(smallest_change, highest - lowest)


def check_scale(scale: Any) -> tuple[int, int]:
    """The ends of the scale; raises BadTrial."""
    try:
        low, high = scale
        lowest, highest = int(low), int(high)
        fits = lowest == low and highest == high and abs(lowest) <= 10**6 and 1 <= highest - lowest <= WIDEST_SCALE
    except (TypeError, ValueError, OverflowError):
        fits = False
    if not fits:
        raise BadTrial(f"scale {shown(scale)} is not two whole numbers, low then high, at most {WIDEST_SCALE} apart")
    return lowest, highest


def check_change(smallest_change: Any, width: int) -> float:
    """The smallest change that matters, on a scale so wide; raises BadTrial."""
    try:
        change = float(smallest_change)
    except (TypeError, ValueError, OverflowError):
        change = math.nan
    if not (math.isfinite(change) and 0 < change <= width):
        raise BadTrial(f"smallest change {shown(smallest_change)} is not above 0 and within the scale")
    return change


def check_arms(names: set[str], reference: str) -> tuple[str, ...]:
    """The arms in our order: the reference first, the others by name; raises BadTrial."""
    if not FEWEST_ARMS <= len(names) <= MOST_ARMS:
        raise BadTrial(
            f"{len(names)} arm{'' if len(names) == 1 else 's'}; it takes {FEWEST_ARMS} to {MOST_ARMS} "
            f"(there are: {listed(sorted(names))})"
        )
    if reference not in names:
        raise BadTrial(f"the reference {shown(reference)} is not among the arms {listed(sorted(names))}")
    return (reference, *sorted(names - {reference}))


def _aligned(columns: dict[str, list[Any]], **optional: Any) -> tuple[NDArray[np.intp], dict[str, Any]]:
    """The order of rows by day, and the optional columns in that order; each day must be there once."""
    extra = {name: None if column is None else cells(column, name) for name, column in optional.items()}
    rows = same_length({**columns, **extra})
    if rows == 0:
        raise BadTrial("no rows")
    order = _order_of_days(columns["day"])
    arrays: dict[str, Any] = {"done": None, "block": None, "period": None}
    if extra["done"] is not None:
        arrays["done"] = np.array([_share(value, row) for row, value in enumerate(extra["done"])])[order]
    for name in ("block", "period"):
        values = extra[name]
        if values is not None:
            counted = [_counted(value, name, row) for row, value in enumerate(values)]
            if all(count == NO_BLOCK for count in counted):
                continue  # a column that says nothing is none
            arrays[name] = np.array(counted, dtype=np.int32)[order]
    return order, arrays


def _order_of_days(values: list[Any]) -> NDArray[np.intp]:
    days: dict[int, int] = {}  # day → its row
    dated: bool | None = None
    for row, value in enumerate(values):
        if value is None:
            raise BadTrial("day is missing", row)
        day, is_date = day_number(value, row)
        if dated is None:
            dated = is_date
        if is_date != dated:
            raise BadTrial(f"day {shown(value)}: some days are dates and some are numbers", row)
        if day in days:
            raise BadTrial(f"day {shown(value)} is there twice", row)
        days[day] = row
    first, last = min(days), max(days)
    if last - first >= MOST_DAYS:
        raise BadTrial(f"{last - first + 1} days from the first to the last; at most {MOST_DAYS}", days[last])
    for day in range(first, last):
        if day not in days:
            missing = _written(day, bool(dated))
            raise BadTrial(
                f"day {missing} has no row (an evening that was missed has a row without a rating)", days[day - 1]
            )
    return np.array([days[day] for day in range(first, last + 1)], dtype=np.intp)


def _written(day: int, dated: bool) -> str:
    import datetime

    return datetime.date.fromordinal(day).isoformat() if dated else str(day)


def _ratings(values: list[Any], name: str, scale: tuple[int, int], *, whole_steps: bool) -> NDArray[np.float64]:
    low, high = scale
    ratings = np.full(len(values), np.nan)
    for row, value in enumerate(values):
        if value is None:
            continue
        rating = number(value, name, row)
        if not low <= rating <= high:
            raise BadTrial(f"{name} {shown(value)} is off the scale {low} to {high}", row)
        if whole_steps and rating != math.floor(rating):
            raise BadTrial(f"{name} {shown(value)} is not a whole step of the scale", row)
        ratings[row] = rating
    return ratings


def _arm_name(value: Any, row: int) -> str:
    if value is None:
        raise BadTrial("arm is missing", row)
    return str(value).strip()


def _days(count: int, word: str = "day") -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _side(value: Any, row: int) -> int:
    text = "" if value is None else str(value).strip()
    if text not in ("left", "right", ""):
        meant = near_miss(text, ("left", "right"))
        hint = f": did you mean '{meant}'?" if meant else ""
        raise BadTrial(f"side {shown(value)} is neither left nor right (empty: paused){hint}", row)
    return {"left": -1, "right": 1, "": 0}[text]


def _share(value: Any, row: int) -> float:
    share = 0.0 if value is None else number(value, "done", row)
    if not 0 <= share <= 1:
        raise BadTrial(f"done {shown(value)} is not between 0 and 1", row)
    return share


def _counted(value: Any, name: str, row: int) -> int:
    if value is None:
        return NO_BLOCK
    count = whole(value, name, row)
    if not 0 <= count < 2**31:
        raise BadTrial(f"{name} {shown(value)} is not a count", row)
    return count
