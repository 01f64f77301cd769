"""`solemate cohort analyse`: everybody once, the same bytes whoever computes, a dead worker costs time only."""

import io
import os
import random
import signal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from solemate import nof1
from solemate.__main__ import main
from solemate.nof1 import partitions
from solemate.nof1.cohort import analyse_file
from solemate.nof1.simulate import simulate_people
from solemate.nof1.simulated_file import rating_rows

PEOPLE, DAYS = 60, 24
BROKEN, CONSTANT = 7, 8


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cohort")


@pytest.fixture(scope="module")
def people(folder: Path) -> Path:
    """A file whose persons are in six row groups; one has a rating off the scale, one the same rating every evening."""
    simulated = simulate_people(PEOPLE, days=DAYS, arms=3, rng=np.random.default_rng(11))
    simulated.rating[BROKEN, 3] = 77
    simulated.rating[CONSTANT] = 4
    path = folder / "people.parquet"
    pq.write_table(rating_rows(0, simulated), path, row_group_size=10 * DAYS)
    return path


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(partitions, "ROWS_OF_A_PART", 10 * DAYS)


@pytest.fixture(autouse=True)
def _names_of_dask():
    """Dask draws names for its keys from the global generator, which is no concern of the answer; put it back."""
    before = random.getstate()
    yield
    random.setstate(before)


def analyse(people: Path, out: Path, *more: str) -> int:
    return main(["cohort", "analyse", str(people), "--reference", "rest", "--out", str(out), *more])


@pytest.fixture(scope="module")
def answer(folder: Path, people: Path) -> Path:
    out = folder / "one.parquet"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partitions, "ROWS_OF_A_PART", 10 * DAYS)
        assert analyse(people, out, "--workers", "1") == 0
    return out


def test_everybody_has_one_row_for_each_arm_in_order(answer: Path):
    table = pq.read_table(answer)
    assert table.column_names == [
        *["person", "arm"],
        *(
            f"{kind}_{key}"
            for kind in ("delivered", "sustained")
            for key in ("mean", "sd", "q2_5", "q50", "q97_5", "p_better", "p_meaningful", "p_same", "p_worse")
        ),
        *["p_best", "decision", "error"],
    ]
    rows = [(row["person"], row["arm"]) for row in table.to_pylist()]
    expected = [(person, arm) for person in range(PEOPLE) for arm in ([None] if person == BROKEN else ["arm1", "arm2"])]
    assert rows == expected


def test_a_person_with_bad_rows_has_an_error_and_the_rest_go_on(answer: Path):
    rows = pq.read_table(answer).to_pylist()
    (broken,) = (row for row in rows if row["person"] == BROKEN)
    assert broken["error"] == "row 4 of this person: rating '77' is off the scale 0 to 10"
    assert broken["decision"] is None
    assert broken["delivered_mean"] is None
    assert [row["error"] for row in rows if row["person"] != BROKEN] == [None] * (2 * PEOPLE - 2)
    constant = [row for row in rows if row["person"] == CONSTANT]
    assert [row["decision"] for row in constant] == ["not-enough-variation"] * 2
    assert [row["delivered_mean"] for row in constant] == [None] * 2


def test_it_is_what_analyse_many_and_analyse_say(answer: Path, people: Path):
    table = pq.read_table(answer)
    many = nof1.analyse_many(pq.read_table(people), reference="rest")
    assert many.select(table.column_names).cast(table.schema).equals(table)
    days = [row for row in pq.read_table(people).to_pylist() if row["person"] == 3]
    columns = ([row[name] for row in days] for name in ("day", "arm", "rating"))
    alone = nof1.analyse(*columns, reference="rest").to_dict()
    row = next(row for row in table.to_pylist() if (row["person"], row["arm"]) == (3, "arm2"))
    assert {key: row[f"delivered_{key}"] for key in alone["delivered"]["arm2"]} == alone["delivered"]["arm2"]
    assert row["p_best"] == alone["p_best"]["arm2"]
    assert row["decision"] == alone["decisions"]["arm2"]


def test_a_killed_worker_loses_nobody_and_the_bytes_are_those_of_one_worker(folder: Path, people: Path, answer: Path):
    killed: list[int] = []

    class KillsOne(io.StringIO):
        """Where the progress is written: the first part is there, and one of the two that work on the others dies."""

        def write(self, text: str) -> int:
            if not killed:
                killed.append(workers_of(os.getpid())[0])
                os.kill(killed[0], signal.SIGKILL)
            return super().write(text)

    out, progress = folder / "two.parquet", KillsOne()
    count = analyse_file(people, out, workers=2, progress=progress, reference="rest")
    assert killed
    assert (count.people, count.errors) == (PEOPLE, 1)
    assert out.read_bytes() == answer.read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["one.parquet", "people.parquet", "two.parquet"]
    assert progress.getvalue().endswith(f"100 %  {PEOPLE} people\n")


def workers_of(parent: int) -> list[int]:
    """The processes that Dask spawned for us, by their command line; read from /proc."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            owner = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if owner == parent and b"spawn_main" in command:
            found.append(int(folder.name))
    return sorted(found)


@pytest.mark.parametrize(
    ("content", "more", "reason"),
    [
        (b"", [], "not a parquet file"),
        (os.urandom(500), [], "not a parquet file"),
        (None, ["--workers", "0"], "--workers: 0"),
        (None, ["--scale", "ten"], "--scale: 'ten' is not like 0-10"),
        (None, ["--scale", "10-0"], "scale"),
        (None, ["--smallest-change", "nan"], "--smallest-change"),
        (None, ["--scheduler", "tcp://127.0.0.1:1"], "--scheduler: tcp://127.0.0.1:1"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    tmp_path: Path,
    people: Path,
    capsys: pytest.CaptureFixture,
    content: bytes | None,
    more: list,
    reason: str,
    monkeypatch,
):
    monkeypatch.setattr("solemate.nof1.cohort.SECONDS_TO_CONNECT", 1)
    path = people
    if content is not None:
        path = tmp_path / "in.parquet"
        path.write_bytes(content)
    before = sorted(tmp_path.iterdir())
    assert analyse(path, tmp_path / "out.parquet", *more) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert reason in said.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_is_not_there_and_a_folder_that_is_not_there(
    tmp_path: Path, people: Path, capsys: pytest.CaptureFixture
):
    assert analyse(tmp_path / "none.parquet", tmp_path / "out.parquet") == 2
    assert "no such file" in capsys.readouterr().err
    assert analyse(people, tmp_path / "none" / "out.parquet") == 2
    assert "no such folder" in capsys.readouterr().err


def test_the_answers_never_take_the_place_of_the_people(tmp_path: Path, people: Path, capsys: pytest.CaptureFixture):
    mine, link = tmp_path / "mine.parquet", tmp_path / "link.parquet"
    mine.write_bytes(people.read_bytes())
    link.symlink_to(mine)
    for out in (mine, link):
        assert analyse(mine, out) == 2
        assert "take the place of the people" in capsys.readouterr().err
    assert mine.read_bytes() == people.read_bytes()


def test_what_is_wrong_with_everybody_is_said(tmp_path: Path, people: Path, capsys: pytest.CaptureFixture):
    out = tmp_path / "out.parquet"
    assert analyse(people, out, "--reference", "Rest", "--workers", "1") == 0
    said = capsys.readouterr().out
    assert said.startswith(
        f"{PEOPLE} people, {PEOPLE} of them with an error, in {out}: the reference 'Rest' is not among"
    )
    assert len(said.splitlines()) == 1
    assert analyse(people, out, "--workers", "1") == 0
    assert capsys.readouterr().out == f"{PEOPLE} people, 1 of them with an error, in {out}\n"
    assert analyse(people, out, "--scale", "20-30", "--workers", "1") == 0
    assert f"{PEOPLE} of them with an error, in {out}: the first: row 1 of this person: " in capsys.readouterr().out


def test_answers_are_written_as_parquet_under_its_name_only(
    tmp_path: Path, people: Path, capsys: pytest.CaptureFixture
):
    assert analyse(people, tmp_path / "answers.csv") == 2
    assert "'answers.csv' must end in .parquet" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_nobody_at_all(tmp_path: Path):
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"person": pa.array([], pa.int64()), "day": [], "arm": [], "rating": []}), path)
    assert analyse(path, tmp_path / "out.parquet") == 0
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0
