"""The CSV door: what a spreadsheet writes is read, and every other file is refused in one line that names file and line."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solemate.nof1.columns import BadTrial
from solemate.nof1.trial_file import read_sides_trial, read_trial

GOOD = "day,arm,rating,block,period,done\n1,rest,5,1,1,1\n2,ball,4,1,2,0.5\n3,ball,3,2,3,\n4,rest,6,2,4,1\n5,rest,,,,\n"


def quoted(content: str) -> str:
    """As R writes it."""
    return "\n".join(",".join(f'"{value}"' for value in line.split(",")) for line in content.splitlines())


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "trial.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        "\ufeff" + GOOD,
        "# seed 3\n\n" + GOOD.replace("\n", "\r\n"),
        GOOD.replace("rest", '"rest"').replace("5,1,1", " 5 , 1,1"),
        "# rows in any order\n" + "\n".join([GOOD.splitlines()[0], *reversed(GOOD.splitlines()[1:])]),
        GOOD.replace("\n", ",left alone\n").replace("done,left alone", "done,notes"),
    ],
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, content: str):
    trial = read_trial(written(tmp_path, content), reference="rest")
    assert trial.arms == ("rest", "ball")
    assert trial.rating[:4].tolist() == [5, 4, 3, 6]
    assert np.isnan(trial.rating[4])
    assert trial.block.tolist() == [1, 1, 2, 2, -1]
    assert trial.done.tolist() == [1, 0.5, 0, 1, 0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no rows"),
        ("# nothing\n", "no rows"),
        ("day,arm,rating\n", "no rows"),
        (b"\xff\xfe\x00d", "line 1: not UTF-8"),
        (GOOD.encode("utf-16"), "line 1: not UTF-8 but UTF-16: save the file as 'CSV UTF-8'"),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), "line 1: not UTF-8 but UTF-16: save the file as 'CSV UTF-8'"),
        ("day,arm,rating\n1,r\u00e9st,5\n".encode("latin-1"), "line 2: not UTF-8"),
        (GOOD.replace("rest", "re\0st"), "line 2: not a text file"),
        (GOOD.replace("rating", "score"), r"line 1: no column rating \(there are: 'day', 'arm', 'score', 'block'"),
        (GOOD.replace("rating", "Rating"), "line 1: no column rating: did you mean 'Rating'?"),
        (GOOD.replace("rating", "raiting"), "line 1: no column rating: did you mean 'raiting'?"),
        (",".join(f"column {i}" * 30 for i in range(99)), r"line 1: no column day \(there are: .* and 91 more\)"),
        (GOOD.replace(",", ";"), "line 1: the columns are separated by semicolons: save the file with commas"),
        ("sep=;\n" + GOOD.replace(",", ";"), "line 1: take this line out"),
        (GOOD.replace(",", "; "), "line 1: the columns are separated by semicolons"),
        (quoted(GOOD).replace(",", ";"), "line 1: the columns are separated by semicolons"),
        (GOOD.replace(",", "\t"), "line 1: the columns are separated by tabs"),
        (quoted(GOOD).replace(",", " "), "line 1: the columns are separated by blanks"),
        (GOOD.replace("0.5", '"0,5"'), "line 3: done '0,5' is not a number; decimals are written with a point"),
        (GOOD.replace("0.5", "0,5"), "line 3: 7 values, but the header has 6 .decimals are written with a point"),
        (
            GOOD.replace("4,rest", "4,Rest") + "6,rest,5,3,5,1\n",
            "line 5: arm 'Rest' has 1 rated day; .* did you mean 'rest'?",
        ),
        (GOOD.replace("done", "day"), "line 1: the column day is there twice"),
        (GOOD.replace("2,ball,4,1,2,0.5", "2,ball,4"), "line 3: 3 values, but the header has 6"),
        (GOOD.replace("2,ball", '2,"ball'), "line 3: .* is not a row"),
        (GOOD.replace("3,ball", "2,ball"), "line 4: day '2' is there twice"),
        (GOOD.replace("3,ball,3,2,3,\n", ""), "line 3: day 3 has no row"),
        (GOOD.replace("rest,5", "rest,50"), "line 2: rating '50' is off the scale 0 to 10"),
        (GOOD.replace("rest,5", "rest,5.5"), "line 2: rating '5.5' is not a whole step"),
        (GOOD.replace("rest,5", "rest,nan"), "line 2: rating 'nan' is not a number"),
        (GOOD.replace("rest,5", "rest,1e999"), "line 2: rating '1e999' is not a finite number"),
        (GOOD.replace("rest,5", "rest,1_0"), "line 2: rating '1_0' is not a number"),
        (GOOD.replace("rest,5", "rest," + "9" * 5000), "line 2: rating '999.*…' is not a finite number"),
        (GOOD.replace("1,rest", "9" * 5000 + ",rest"), "line 2: day '999.*…' is neither a whole number"),
        (GOOD.replace("rest", "Rest"), "the reference 'rest' is not among the arms 'Rest', 'ball'"),
        (GOOD.replace("rest", "nobody"), "the reference 'rest' is not among the arms"),
        ("day,arm,rating\n" + "".join(f"{day},arm{day},5\n" for day in range(1, 399)), "398 arms"),
        ("day,arm,rating\n" + "".join(f"{day},arm{day},5\n" for day in range(1, 10_001)), "10000 days"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path: Path, content: str | bytes, reason: str):
    with pytest.raises(BadTrial, match=reason) as refused:
        read_trial(written(tmp_path, content), reference="rest")
    assert str(refused.value).startswith(str(tmp_path / "trial.csv"))
    assert len(str(refused.value).splitlines()) == 1
    assert len(refused.value.reason) < len(str(tmp_path / "trial.csv")) + 250


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("blok", "block"), ("blcok", "block"), ("Block", "block"), ("perod", "period"), ("peroid", "period"),
        ("PERIOD", "period"), ("doen", "done"), ("Done", "done"),
    ],
)  # fmt: skip
def test_an_optional_column_that_is_misspelt_is_not_left_out_without_a_word(tmp_path: Path, name: str, meant: str):
    with pytest.raises(BadTrial, match=f"line 1: column '{name}': did you mean '{meant}'?"):
        read_trial(written(tmp_path, GOOD.replace(meant, name)), reference="rest")


@pytest.mark.parametrize("there", ["block", "period", "done"])
@pytest.mark.parametrize(
    "name",
    ["person", "note", "notes", "rating_left", "rating_right", "side", "date", "days", "clock", "dose", "undone", "blood",
     "phone", "time", "block_id", "period_days", "place", "", "x" * 5000],
)  # fmt: skip
def test_columns_of_other_names_are_left_alone(tmp_path: Path, name: str, there: str):
    trial = read_trial(written(tmp_path, GOOD.replace(there, name)), reference="rest")
    assert getattr(trial, there) is None


def test_a_name_near_that_of_a_column_that_is_there_is_left_alone(tmp_path: Path):
    trial = read_trial(written(tmp_path, GOOD.replace("period", "blocks")), reference="rest")
    assert trial.block.tolist() == [1, 1, 2, 2, -1]


def test_a_file_that_is_not_there_and_one_that_is_a_folder(tmp_path: Path):
    for path in (tmp_path / "none.csv", tmp_path, tmp_path / ("x" * 300)):
        with pytest.raises(BadTrial, match=str(tmp_path)):
            read_trial(path, reference="rest")


def test_sides(tmp_path: Path):
    rows = ["day,side,rating_left,rating_right", "1,left,4,5", "2,right,6,5", "3,,,", "4,right,6,4", "5,left,3,6"]
    assert read_sides_trial(written(tmp_path, "\n".join(rows))).side.tolist() == [-1, 1, 0, 1, -1]


ROWS = st.lists(
    st.tuples(
        st.one_of(st.integers(-3, 9).map(str), st.text(max_size=5)),
        st.sampled_from(["rest", "ball", "", '"', "#"]),
        st.one_of(st.integers(-3, 12).map(str), st.text(max_size=5), st.just("")),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=200), ROWS.map(lambda rows: "day,arm,rating\n" + "\n".join(map(",".join, rows)))
    )
)
def test_random_bytes_and_random_rows_never_end_in_a_traceback(tmp_path: Path, content: str | bytes):
    try:
        read_trial(
            written(tmp_path, content if isinstance(content, bytes) else content.encode("utf-8", "replace")),
            reference="rest",
        )
    except BadTrial as refused:
        reason = str(refused)
    else:
        reason = "fine"
    assert len(reason.splitlines()) == 1
