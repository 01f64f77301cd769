"""Whatever comes in, `analyse` and `analyse_many` give numbers that make sense or one clear line; and both give the same."""

import math

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solemate import nof1
from solemate.nof1.columns import BadTrial

NUMBERS = st.one_of(
    st.integers(0, 10), st.integers(0, 10), st.integers(0, 10), st.none(), st.floats(), st.integers(-(10**20), 10**20)
)
CELL = st.one_of(NUMBERS, st.text(max_size=3), st.booleans(), st.dates())
EXTREME = st.sampled_from(
    [math.nan, math.inf, -math.inf, 1e308, -1e308, 5e-324, 10**400, -1, 10.5, "5", "", "\x00", None]
)


@st.composite
def columns(draw: st.DrawFn) -> dict[str, list]:
    """Day, arm and rating of a trial that is nearly right, then spoilt here and there."""
    days = draw(st.integers(2, 30))
    day: list = list(range(days))
    arms = draw(
        st.lists(st.sampled_from(["rest", "ball", "lotion", "", "é", "rest "]), min_size=1, max_size=3, unique=True)
    )
    arm: list = [arms[t // 2 % len(arms)] for t in range(days)]
    rating: list = draw(st.lists(st.integers(0, 10), min_size=days, max_size=days))
    found = {"day": day, "arm": arm, "rating": rating}
    for _ in range(draw(st.integers(0, 3))):
        column = draw(st.sampled_from(list(found)))
        found[column][draw(st.integers(0, days - 1))] = draw(st.one_of(CELL, EXTREME))
    if draw(st.integers(0, 9)) == 0:
        found[draw(st.sampled_from(list(found)))].pop()
    return found


SCALES = st.one_of(st.just((0, 10)), st.tuples(st.integers(-5, 5), st.integers(-5, 120)), st.just((0, 10**9)))


LIKELIHOODS = st.sampled_from(["rounded", "gaussian", "other"])


def one_line(refused: BadTrial) -> None:
    assert len(str(refused).splitlines()) == 1


def sensible(numbers: dict[str, float]) -> None:
    assert all(math.isfinite(value) for value in numbers.values()), numbers
    assert numbers["q2_5"] <= numbers["q50"] <= numbers["q97_5"]
    assert all(0 <= numbers[key] <= 1 for key in numbers if key.startswith("p_"))


@settings(max_examples=120, deadline=None)
@given(data=columns(), scale=SCALES, change=st.one_of(st.just(1.0), st.floats()), likelihood=LIKELIHOODS)
def test_one_trial_gives_sense_or_one_line(
    data: dict[str, list], scale: tuple[int, int], change: float, likelihood: str
):
    try:
        found = nof1.analyse(
            data["day"], data["arm"], data["rating"], reference="rest", scale=scale, smallest_change=change,
            likelihood=likelihood,
        )  # fmt: skip
    except BadTrial as refused:
        one_line(refused)
        return
    for effects in (found.delivered, found.sustained):
        for effect in (effects or {}).values():
            sensible(effect)
    assert set(found.decisions) == set(found.arms[1:])


KINDS = {"pandas": pd.DataFrame, "polars": lambda data: pl.DataFrame(data, strict=False), "arrow": pa.table}


@settings(max_examples=60, deadline=None)
@given(people=st.lists(columns(), min_size=1, max_size=3), kind=st.sampled_from(sorted(KINDS)))
def test_a_table_gives_a_row_for_everybody(people: list[dict[str, list]], kind: str):
    data: dict[str, list] = {"person": [], "day": [], "arm": [], "rating": []}
    for number, person in enumerate(people):
        length = min(map(len, person.values()))
        data["person"] += [number] * length
        for key, values in person.items():
            data[key] += values[:length]
    try:
        table = KINDS[kind](data)
    except Exception:  # the table's own library cannot hold such a mixture: not our door
        return
    try:
        many = nof1.analyse_many(table, reference="rest")
    except BadTrial as refused:
        one_line(refused)
        return
    rows = pl.DataFrame(many.to_dict("list") if kind == "pandas" else many, strict=False).to_dicts()
    assert {row["person"] for row in rows} == set(data["person"])
    for row in rows:
        if row["error"] is None and row["decision"] != "not-enough-variation":
            sensible({key.removeprefix("delivered_"): row[key] for key in row if key.startswith("delivered_")})


@pytest.mark.parametrize(("count", "reason"), [(10_000, "at most 400"), (300, "arms")])
def test_far_too_many_arms_are_refused_in_a_line(count: int, reason: str):
    arms = [f"arm{number}" for number in range(count)]
    with pytest.raises(BadTrial, match=reason) as refused:
        nof1.analyse(range(count), arms, [5] * count, reference="arm0")
    assert len(str(refused.value)) < 300
