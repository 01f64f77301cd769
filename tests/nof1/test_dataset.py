"""The record of a trial: any kind of column, any order of rows, and one line for whatever is wrong."""

import datetime
import random

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solemate.nof1.columns import BadTrial
from solemate.nof1.dataset import make_dataset, make_sides_dataset

DAY = list(range(1, 9))
ARM = ["rest", "rest", "ball", "ball", "ball", "ball", "rest", "rest"]
RATING = [5, None, 4, 3, 4, 4, 6, 5]
BLOCK = [1, 1, 1, 1, 2, 2, 2, 2]
DONE = [1, 1, 1, 0.5, None, 1, 1, 1]


def make(**changed):
    columns = {"day": DAY, "arm": ARM, "rating": RATING, "reference": "rest"} | changed
    return make_dataset(**columns)


def same(one, other) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=name == "rating")
        for name in ("arms", "arm", "rating", "scale")
    )


def test_days_are_put_in_order_and_the_reference_comes_first():
    trial = make(done=DONE, block=BLOCK)
    assert trial.arms == ("rest", "ball")
    assert trial.arm.tolist() == [0, 0, 1, 1, 1, 1, 0, 0]
    assert trial.rating.tolist()[2:] == [4, 3, 4, 4, 6, 5]
    assert np.isnan(trial.rating[1])
    assert trial.done.tolist() == [1, 1, 1, 0.5, 0, 1, 1, 1]
    assert trial.period is None


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(shuffle: random.Random):
    rows = list(range(8))
    shuffle.shuffle(rows)
    shuffled = make(
        day=[DAY[row] for row in rows], arm=[ARM[row] for row in rows], rating=[RATING[row] for row in rows]
    )
    assert same(shuffled, make())


@pytest.mark.parametrize(
    "kind",
    [
        lambda values: np.array(values, dtype=object if isinstance(values[0], str) else float),
        pd.Series,
        lambda values: pd.Series(values, dtype="string" if isinstance(values[0], str) else "Int64"),
        pl.Series,
        pa.array,
        tuple,
    ],
    ids=["numpy", "pandas", "pandas nullable", "polars", "arrow", "tuple"],
)
def test_every_kind_of_column_says_the_same(kind):
    assert same(make(day=kind(DAY), arm=kind(ARM), rating=kind(RATING)), make())


@pytest.mark.parametrize(
    "kind",
    [
        list,
        lambda dates: [date.isoformat() for date in dates],
        lambda dates: np.array(dates, dtype="datetime64[D]"),
        lambda dates: np.array(dates, dtype="datetime64[ns]"),
        lambda dates: pd.Series(pd.to_datetime(dates)),
        lambda dates: pd.Series(pd.to_datetime(dates)).dt.tz_localize("Pacific/Auckland"),
        pl.Series,
        pa.array,
    ],
    ids=["date", "text", "numpy day", "numpy ns", "pandas", "pandas zone", "polars", "arrow"],
)
def test_days_may_be_dates(kind):
    dates = [datetime.date(2026, 2, 26) + datetime.timedelta(days=day) for day in range(8)]  # over the end of a month
    assert same(make(day=kind(dates)), make())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"day": [1, 2, 3, 4, 5, 6, 7, 7]}, "row 8: day '7' is there twice"),
        ({"day": [1, 2, 3, 4, 5, 6, 7, 9]}, "row 7: day 8 has no row"),
        ({"day": [1, 2, 3, 4, 5, 6, 7, 401]}, "row 8: 401 days"),
        ({"day": [1, 2, 3, 4, 5, 6, 7, 10**17]}, "row 8: 1"),
        ({"day": [1, 2, 3, 4, 5, 6, 7, float("inf")]}, "row 8: day 'inf' is not a finite number"),
        ({"day": [1, 2, 3, 4, 5, 6, 7, 7.5]}, "row 8: day '7.5' is not a whole number"),
        ({"day": [1, 2, 3, 4, 5, 6, 7, None]}, "row 8: day is missing"),
        ({"day": [1, 2, 3, 4, 5, 6, 7, "2026-01-08"]}, "row 8: .* some days are dates"),
        ({"day": ["2026-02-30", *DAY[1:]]}, "row 1: day '2026-02-30' is not a date"),
        ({"day": DAY[:7]}, "arm: 8 rows, but day has 7"),
        ({"day": [], "arm": [], "rating": []}, "no rows"),
        ({"day": 5}, "day: must be a column"),
        ({"day": "12345678"}, "day: must be a column"),
        ({"rating": [11, *RATING[1:]]}, "row 1: rating '11' is off the scale 0 to 10"),
        ({"rating": [-1, *RATING[1:]]}, "row 1: rating '-1' is off the scale"),
        ({"rating": [1e300, *RATING[1:]]}, "row 1: rating '1e.300' is off the scale"),
        ({"rating": [float("inf"), *RATING[1:]]}, "row 1: rating 'inf' is not a finite number"),
        ({"rating": [5.5, *RATING[1:]]}, "row 1: rating '5.5' is not a whole step"),
        ({"rating": ["five", *RATING[1:]]}, "row 1: rating 'five' is not a number"),
        ({"rating": [True, *RATING[1:]]}, "row 1: rating 'True' is not a number"),
        ({"rating": [5, 5, None, None, 4, None, 6, 5]}, "row 3: arm 'ball' has 1 rated day; it takes 2"),
        (
            {"arm": [*ARM[:6], "Rest", "rest"]},
            r"row 7: arm 'Rest' has 1 rated day; it takes 2 \(the arm's first row; did you mean 'rest'\?\)",
        ),
        ({"arm": ["rest", *["ball"] * 7], "rating": [None, *RATING[1:]]}, "row 1: arm 'rest' has 0 rated days"),
        ({"arm": ["rest"] * 8}, "1 arm; it takes 2 to 5 .there are: 'rest'"),
        ({"arm": list("abcdefgh"), "reference": "a"}, "8 arms"),
        ({"arm": [None, *ARM[1:]]}, "row 1: arm is missing"),
        ({"reference": "nobody"}, "the reference 'nobody' is not among the arms 'ball', 'rest'$"),
        ({"reference": "Rest"}, "the reference 'Rest' is not among the arms 'ball', 'rest'$"),
        ({"arm": [float(name == "ball") for name in ARM], "reference": 0}, "'0' is not among the arms '0.0', '1.0'$"),
        ({"arm": [f"{row} {'long ' * 20}" for row in range(8)]}, "8 arms; it takes 2 to 5 .there are: '0 long"),
        ({"rating": ["5,0", *RATING[1:]]}, "row 1: rating '5,0' is not a number; decimals are written with a point"),
        ({"done": [1.5, *DONE[1:]]}, "row 1: done '1.5' is not between 0 and 1"),
        ({"block": [1.5, *BLOCK[1:]]}, "row 1: block '1.5' is not a whole number"),
        ({"block": [-3, *BLOCK[1:]]}, "row 1: block '-3' is not a count"),
        ({"block": [*BLOCK[:7], None]}, "row 8: a day without a block is a paused day"),
        (
            {"block": [*BLOCK[:4], None, *BLOCK[5:]], "rating": [*RATING[:4], None, *RATING[5:]]},
            "row 5: a day without a block",
        ),
        ({"scale": (10, 0)}, "scale"),
        ({"scale": (0, 10**9)}, "scale"),
        ({"scale": (0, float("nan"))}, "scale"),
        ({"scale": 10}, "scale"),
        ({"smallest_change": 0}, "smallest change"),
        ({"smallest_change": float("nan")}, "smallest change"),
        ({"smallest_change": "much"}, "smallest change"),
        ({"likelihood": "guess"}, "likelihood 'guess'"),
    ],
)
def test_what_cannot_be_analysed_is_refused_in_one_line(changed: dict, reason: str):
    with pytest.raises(BadTrial, match=reason) as refused:
        make(**changed)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 250


def test_a_paused_day_is_the_reference_without_a_rating_or_a_block():
    trial = make(block=[*BLOCK[:7], None], rating=[*RATING[:7], None], period=[None] * 8)
    assert trial.block.tolist() == [1, 1, 1, 1, 2, 2, 2, -1]
    assert trial.period is None  # a column that says nothing is none


def test_half_steps_are_for_the_gaussian_likelihood():
    assert make(rating=[5.5, *RATING[1:]], likelihood="gaussian").rating[0] == 5.5


def test_another_scale():
    trial = make(rating=[0, 100, 30, 40, 55, 60, 70, None], scale=(0, 100))
    assert trial.scale == (0, 100)
    assert trial.rating[1] == 100


SIDE = ["left", "left", "right", "right", "", None, "right", "left"]
LEFT = [5, 4, 6, 6, None, None, 6, 4]
RIGHT = [6, 6, 4, 4, None, None, 5, None]


def test_sides():
    trial = make_sides_dataset(DAY, SIDE, LEFT, RIGHT, done=DONE, block=[1, 1, 1, 1, None, None, 2, 2])
    assert trial.side.tolist() == [-1, -1, 1, 1, 0, 0, 1, -1]
    assert trial.rating_left[:2].tolist() == [5, 4]
    assert np.isnan(trial.rating_right[-1])


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"side": ["top", *SIDE[1:]]}, "row 1: side 'top' is neither left nor right .empty: paused.$"),
        ({"side": ["Left", *SIDE[1:]]}, "row 1: side 'Left' is neither .* did you mean 'left'?"),
        ({"side": ["rihgt", *SIDE[1:]]}, "row 1: side 'rihgt' is neither .* did you mean 'right'?"),
        ({"side": ["left"] * 8}, "side right has 0 days"),
        ({"rating_left": [5, None, *LEFT[2:]]}, "side left has 1 day with both sides rated"),
        ({"block": [1, 1, 1, 1, None, None, 2, None]}, "row 8: a day without a block is a paused day"),
        ({"rating_right": [6.5, *RIGHT[1:]]}, "row 1: rating_right '6.5' is not a whole step"),
    ],
)
def test_sides_that_cannot_be_analysed_are_refused(changed: dict, reason: str):
    columns = {"day": DAY, "side": SIDE, "rating_left": LEFT, "rating_right": RIGHT} | changed
    with pytest.raises(BadTrial, match=reason):
        make_sides_dataset(**columns)


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.binary(max_size=4),
    st.dates(),
    st.complex_numbers(),
)


@given(st.lists(st.tuples(ANYTHING, ANYTHING, ANYTHING, ANYTHING), max_size=12), ANYTHING)
def test_nothing_but_bad_trial_comes_out(rows, reference):
    day, arm, rating, done = ([row[column] for row in rows] for column in range(4))
    try:
        make_dataset(day, arm, rating, done=done, reference=reference)
    except BadTrial as refused:
        reason = str(refused)
    else:
        reason = "fine"
    assert len(reason.splitlines()) == 1
