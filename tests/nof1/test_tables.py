"""Tables of many people: the whole-column check accepts and refuses what `make_dataset` does, person by person."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solemate import nof1
from solemate.nof1.columns import BadTrial
from solemate.nof1.dataset import Dataset, make_dataset
from solemate.nof1.decision import enough_variation
from solemate.nof1.simulate import simulate_people
from solemate.nof1.simulated_file import rating_rows
from solemate.nof1.tables import Person, check_all_terms, open_table, split_people

CELLS = st.tuples(
    st.integers(1, 3),
    st.integers(1, 7),
    st.sampled_from(["rest", "rest", "ball", "ball", "lotion", "a", "b", "c", " rest", ""]),
    st.sampled_from([0, 3, 4, 5, 10, None, None, 11, 4.5, float("inf")]),
)


def same(one: Person, other: Dataset | BadTrial) -> bool:
    if isinstance(other, BadTrial):
        return one.error == (
            other.reason if other.row is None else f"row {other.row + 1} of this person: {other.reason}"
        )
    return (
        one.error is None
        and one.arms == other.arms
        and one.arm.tolist() == other.arm.tolist()
        and np.array_equal(one.rating, other.rating, equal_nan=True)
        and one.varies == enough_variation(other)
    )


def people_in(table, **terms) -> list[Person]:
    return split_people(open_table(table), check_all_terms(reference="rest", **terms))


def one_by_one(rows: list, likelihood: str) -> list:
    """The slow twin: people picked out with plain Python, each through `make_dataset`."""
    found = []
    for person in sorted({row[0] for row in rows}):
        day, arm, rating = ([row[column] for row in rows if row[0] == person] for column in (1, 2, 3))
        try:
            found.append((person, make_dataset(day, arm, rating, reference="rest", likelihood=likelihood)))
        except BadTrial as bad:
            found.append((person, bad))
    return found


def table_of(rows: list) -> pa.Table:
    person, day, arm, rating = ([row[column] for row in rows] for column in range(4))
    return pa.table({"person": person, "day": day, "arm": arm, "rating": pa.array(rating, type=pa.float64())})


@given(st.lists(CELLS, min_size=1, max_size=30), st.sampled_from(["rounded", "gaussian"]))
def test_it_says_what_the_slow_twin_says(rows: list, likelihood: str):
    expected = one_by_one(rows, likelihood)
    found = people_in(table_of(rows), likelihood=likelihood)
    assert [person.name for person in found] == [person for person, _ in expected]
    assert all(same(one, other) for one, (_, other) in zip(found, expected, strict=True))


@pytest.mark.parametrize("arms", [2, 5])
def test_simulated_people_are_all_fine_whatever_the_order_of_rows(arms: int):
    people = simulate_people(40, days=40, arms=arms, rng=np.random.default_rng(3))
    table = rating_rows(1, people)
    shuffled = table.take(np.random.default_rng(4).permutation(table.num_rows))
    found = people_in(shuffled)
    assert [person.name for person in found] == list(range(1, 41))
    for number, trial in enumerate(found):
        assert trial.error is None
        assert trial.arm.tolist() == people.arm[number].tolist()
        assert np.array_equal(trial.rating, people.rating[number], equal_nan=True)


def test_people_may_have_different_arms():
    rows = [(1, day, arm, 4 + day % 2) for day, arm in enumerate(["rest", "ball"] * 3)]
    rows += [(2, day, arm, 4 + day % 2) for day, arm in enumerate(["lotion", "rest", "marbles"] * 3)]
    first, second = people_in(table_of(rows))
    assert first.arms == ("rest", "ball")
    assert second.arms == ("rest", "lotion", "marbles")
    assert second.arm.tolist() == [1, 0, 2] * 3


def kinds() -> list:
    rows = [
        ("p" + str(person), day, arm, 4.0 + day % 2)
        for person in (2, 1)
        for day, arm in enumerate(["rest", "ball"] * 3)
    ]
    person, day, arm, rating = ([row[column] for row in rows] for column in range(4))
    rating[0] = None
    columns = {"person": person, "day": day, "arm": arm, "rating": rating}
    return [
        pd.DataFrame(columns),
        pl.DataFrame(columns),
        pa.table(columns),
        pd.DataFrame(columns).astype({"arm": "category"}),
    ]


@pytest.mark.parametrize("table", kinds(), ids=["pandas", "polars", "arrow", "pandas category"])
def test_every_kind_of_table_says_the_same_and_gets_its_own_kind_back(table):
    found = people_in(table)
    assert [person.name for person in found] == ["p1", "p2"]
    assert np.isnan(found[1].rating[0])
    back = nof1.analyse_many(table, reference="rest")
    assert type(back) is type(table)
    assert list(back["person"].to_pylist() if isinstance(back, pa.Table) else back["person"]) == ["p1", "p2"]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([1, 2], "neither of pandas"),
        (pd.DataFrame({"person": [1]}), "no column day"),
        (pa.table({"person": [1], "day": [1], "arm": ["rest"]}), "no column rating .there are: 'person', 'day', 'arm'"),
        (pl.DataFrame({"person": [1], "day": [1], "Arm": ["rest"]}), "no column arm: did you mean 'Arm'?"),
        (pl.DataFrame({f"column {i}": [1] for i in range(90)}), "'column 7' and 82 more.$"),
        (pd.DataFrame([[1, 1, 1, "rest", 4]], columns=["person", "day", "day", "arm", "rating"]), "more than once"),
    ],
)
def test_what_is_no_such_table_is_refused(table, reason: str):
    with pytest.raises(BadTrial, match=reason):
        open_table(table)


def test_a_column_of_all_kinds_is_read_person_by_person():
    rows = [("a", day, "rest" if day % 2 else "ball", day % 5) for day in range(12)]
    rows += [(7, day, "rest" if day % 2 else "ball", "a lot" if day == 3 else day % 5) for day in range(12)]
    table = pd.DataFrame(rows, columns=["person", "day", "arm", "rating"])
    seven, a = people_in(table)
    assert (seven.name, a.name, a.error) == (7, "a", None)
    assert seven.error == "row 4 of this person: rating 'a lot' is not a number"


def test_a_row_without_a_person_is_an_error_of_its_own():
    table = pa.table(
        {
            "person": [1, 1, 1, 1, None],
            "day": [1, 2, 3, 4, 1],
            "arm": ["rest", "ball"] * 2 + ["rest"],
            "rating": [1, 2, 3, 4, 5],
        }
    )
    fine, bad = people_in(table)
    assert fine.error is None
    assert bad.name is None
    assert bad.error == "person is missing"


def test_ten_thousand_arms_are_no_reason_to_fail():
    rows = [(1, day, f"arm{day}", 5) for day in range(10_000)] + [
        (2, day, "rest" if day % 2 else "ball", day % 5) for day in range(9)
    ]
    bad, fine = people_in(table_of(rows))
    assert "10000 days" in str(bad.error)
    assert fine.error is None
