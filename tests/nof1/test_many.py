"""Many people at once: the numbers of one at a time, to the last bit, whatever the table and the threads."""

import subprocess
import sys

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from solemate import nof1
from solemate.nof1.columns import BadTrial

KINDS = {"pandas": pd.DataFrame, "polars": lambda data: pl.DataFrame(data, strict=False), "arrow": pa.table}


def long_table(people: int = 6) -> dict[str, list]:
    rng = np.random.default_rng(8)
    data: dict[str, list] = {"person": [], "day": [], "arm": [], "rating": []}
    for person in range(people):
        arms = ["rest", "ball", "lotion"][: 2 + person % 2]
        for day in rng.permutation(36).tolist():
            data["person"].append(f"p{person}")
            data["day"].append(day)
            data["arm"].append(arms[day // 3 % len(arms)])
            data["rating"].append(None if rng.random() < 0.15 else float(rng.integers(2, 9)))
    return data


def rows_of(table) -> list[dict]:
    if isinstance(table, pd.DataFrame):
        return [{key: None if pd.isna(v) else v for key, v in row.items()} for row in table.to_dict("records")]
    return table.to_dicts() if isinstance(table, pl.DataFrame) else table.to_pylist()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("likelihood", ["rounded", "gaussian"])
def test_it_is_one_at_a_time_to_the_last_bit(kind: str, likelihood: str):
    data = long_table()
    table = KINDS[kind](data)
    many = nof1.analyse_many(table, reference="rest", likelihood=likelihood)
    assert type(many) is type(table)
    rows = rows_of(many)
    assert [(row["person"], row["arm"]) for row in rows] == sorted((row["person"], row["arm"]) for row in rows)
    for row in rows:
        mine = [i for i, person in enumerate(data["person"]) if person == row["person"]]
        day, arm, rating = ([data[key][i] for i in mine] for key in ("day", "arm", "rating"))
        one = nof1.analyse(day, arm, rating, reference="rest", likelihood=likelihood)
        for key, value in one.delivered[row["arm"]].items():
            assert row[f"delivered_{key}"] == value
        for key, value in one.sustained[row["arm"]].items():
            assert row[f"sustained_{key}"] == value
        assert (row["p_best"], row["decision"]) == (one.p_best[row["arm"]], one.decisions[row["arm"]])


def test_threads_change_nothing():
    table = pl.DataFrame(long_table(40))
    one, four = (nof1.analyse_many(table, reference="rest", threads=threads) for threads in (1, 4))
    assert one.equals(four)


def spoilt(change: str) -> dict[str, list]:
    """Three people, the second with a fault."""
    data = long_table(3)
    mine = [i for i, person in enumerate(data["person"]) if person == "p1"]
    first = mine[0]
    if change == "off-scale":
        data["rating"][first] = 11.0
    elif change == "half-step":
        data["rating"][first] = 4.5
    elif change == "infinite":
        data["rating"][first] = float("inf")
    elif change == "twice":
        data["day"][first] = data["day"][mine[1]]
    elif change == "gap":
        data["day"][first] += 400
    elif change == "one-arm":
        for i in mine:
            data["arm"][i] = "rest"
    elif change == "no-reference":
        for i in mine:
            data["arm"][i] = "ball" if data["arm"][i] == "rest" else data["arm"][i]
    elif change == "unrated":
        for i in mine:
            data["rating"][i] = None
    return data


@pytest.mark.parametrize(
    "change", ["off-scale", "half-step", "infinite", "twice", "gap", "one-arm", "no-reference", "unrated"]
)
def test_one_persons_fault_is_nobody_elses(change: str):
    data = spoilt(change)
    rows = rows_of(nof1.analyse_many(pl.DataFrame(data), reference="rest"))
    bad = [row for row in rows if row["person"] == "p1"]
    assert len(bad) == 1
    mine = [i for i, person in enumerate(data["person"]) if person == "p1"]
    with pytest.raises(BadTrial) as reason:
        nof1.analyse(*([data[key][i] for i in mine] for key in ("day", "arm", "rating")), reference="rest")
    assert bad[0]["error"].replace(" of this person:", ":") == str(reason.value)
    assert bad[0]["error"].startswith("row ") == (" of this person: " in bad[0]["error"])
    assert all(row["error"] is None and row["delivered_mean"] is not None for row in rows if row["person"] != "p1")


def test_the_row_of_an_error_counts_within_the_person():
    data = long_table(2)
    data["rating"][-1] = 11.0
    errors = [row["error"] for row in rows_of(nof1.analyse_many(pl.DataFrame(data), reference="rest"))]
    assert "row 36 of this person: rating '11' is off the scale 0 to 10" in errors


def test_a_reference_of_another_kind_is_told_which_arms_there_are():
    data = long_table(2)
    data["arm"] = [float(name != "rest") for name in data["arm"]]
    errors = {row["error"] for row in rows_of(nof1.analyse_many(pd.DataFrame(data), reference=0))}
    assert errors == {"the reference '0' is not among the arms '0.0', '1.0'"}


@pytest.mark.parametrize("threads", [-1, 0, 1.5, "two"])
def test_threads_that_cannot_be_are_refused(threads):
    with pytest.raises(BadTrial, match=f"threads '{threads}': it takes a whole number from 1"):
        nof1.analyse_many(pl.DataFrame(long_table(2)), reference="rest", threads=threads)


def test_constant_evenings_are_no_error():
    data = long_table(2)
    data["rating"] = [
        5.0 if person == "p0" else rating for person, rating in zip(data["person"], data["rating"], strict=True)
    ]
    row = rows_of(nof1.analyse_many(pl.DataFrame(data), reference="rest"))[0]
    assert (row["decision"], row["error"], row["delivered_mean"]) == ("not-enough-variation", None, None)


def test_a_table_without_a_column_is_refused():
    with pytest.raises(BadTrial, match="no column rating"):
        nof1.analyse_many(pl.DataFrame({"person": [1], "day": [1], "arm": ["a"]}), reference="a")


def test_it_runs_in_a_script_on_standard_input():
    script = (
        "import polars, random\n"
        "from solemate import nof1\n"
        "r = random.Random(1)\n"
        "rows = [(p, d, 'ab'[d // 2 % 2], r.randint(3, 7)) for p in range(5) for d in range(20)]\n"
        "table = polars.DataFrame(rows, schema=['person', 'day', 'arm', 'rating'], orient='row')\n"
        "print(nof1.analyse_many(table, reference='a').height)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-"], input=script, capture_output=True, text=True, timeout=300
    )
    assert (done.stdout, done.stderr) == ("5\n", "")
