"""`solemate trial …` from the outside: what is printed, the exit code, and one line for whatever is wrong."""

import json
from pathlib import Path

import pytest

from solemate.__main__ import main

EFFECT = {"mean", "sd", "q2_5", "q50", "q97_5", "p_better", "p_meaningful", "p_same", "p_worse"}


def run(capsys: pytest.CaptureFixture, *arguments: str) -> tuple[int, str, str]:
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as refused:
        code = refused.code
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def designed(tmp_path: Path, capsys: pytest.CaptureFixture) -> Path:
    """A trial of 48 days in which the ball takes about 2 points away."""
    _, out, _ = run(capsys, "trial", "design", "--arms", "rest,ball", "--seed", 3, "--csv")
    rows = [line.split(",") for line in out.splitlines()[2:]]
    lines = ["day,arm,rating,block,period,done"]
    for number, (day, arm, block, period) in enumerate(rows):
        rating = "" if number % 9 == 4 else 5 + (number * 5) % 3 - 2 * (arm == "ball")
        lines.append(f"{day},{arm},{rating},{block},{period},{0.5 if arm == 'ball' else ''}")
    path = tmp_path / "trial.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_the_answer_has_every_key(designed: Path, capsys: pytest.CaptureFixture):
    code, out, err = run(capsys, "trial", "analyse", designed, "--reference", "rest", "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert (answer["days"], answer["rated"], answer["reference"]) == (48, 43, "rest")
    for kind in ("delivered", "sustained", "as_done"):
        assert set(answer[kind]["ball"]) == EFFECT
    assert answer["delivered"]["ball"]["mean"] < -1
    assert answer["as_done"]["ball"]["mean"] < -1
    assert answer["decision"] == answer["decisions"]["ball"] == "helps"
    assert 0 < answer["randomisation_p"]["ball"] < 0.01
    assert answer["randomisation_test"]["method"] == "exact"
    assert run(capsys, "trial", "analyse", designed, "--reference", "rest", "--json")[1] == out


def test_higher_is_better_asks_the_mirrored_question(designed: Path, capsys: pytest.CaptureFixture):
    _, out, _ = run(capsys, "trial", "analyse", designed, "--reference", "rest", "--higher-is-better", "--json")
    assert json.loads(out)["decision"] == "harms"


def test_a_larger_change_that_matters_makes_a_difference_too_small(designed: Path, capsys: pytest.CaptureFixture):
    _, out, _ = run(capsys, "trial", "analyse", designed, "--reference", "rest", "--smallest-change", 5, "--json")
    assert json.loads(out)["decision"] == "no-difference"


def test_lines_for_a_reader(designed: Path, capsys: pytest.CaptureFixture):
    code, out, _ = run(capsys, "trial", "analyse", designed, "--reference", "rest")
    assert code == 0
    assert out.startswith(
        "48 days, 43 of them rated. Differences are to rest.\nball: helps. On the days it was used: -"
    )


def test_constant_evenings_are_an_answer_of_their_own(tmp_path: Path, capsys: pytest.CaptureFixture):
    path = tmp_path / "trial.csv"
    path.write_text("day,arm,rating\n" + "".join(f"{day},{'rest' if day % 2 else 'ball'},5\n" for day in range(1, 29)))
    code, out, _ = run(capsys, "trial", "analyse", path, "--reference", "rest", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["decision"] == "not-enough-variation"
    nothing = ("delivered", "sustained", "as_done", "p_best", "p_best_sustained", "hyper", "randomisation_p")
    assert [answer[key] for key in nothing] == [None] * 7
    assert "not-enough-variation" in run(capsys, "trial", "analyse", path, "--reference", "rest")[1]


def test_left_against_right(tmp_path: Path, capsys: pytest.CaptureFixture):
    _, out, _ = run(capsys, "trial", "design", "--arms", "rest,ball", "--left-right", "--seed", 5, "--csv")
    lines = ["day,side,rating_left,rating_right,block,period"]
    for number, line in enumerate(out.splitlines()[2:]):
        day, arm, block, period, side = line.split(",")
        assert arm == "ball"
        base = 5 + (number * 7) % 3
        left, right = (base - 3 + number % 2, base) if side == "left" else (base, base - 2)
        lines.append(f"{day},{side},{left},{right},{block},{period}")
    path = tmp_path / "sides.csv"
    path.write_text("\n".join(lines) + "\n")
    code, out, err = run(capsys, "trial", "analyse", path, "--design", "sides", "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert answer["reference"] == "comparator"
    assert answer["decisions"] == {"technique": "helps"}
    assert set(answer["delivered"]) == set(answer["randomisation_p"]) == {"technique"}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["design", "--arms", "rest"], "1 arms"),
        (["design", "--arms", "rest,rest"], "twice"),
        (["design", "--arms", "rest,ball", "--days", "47"], "multiple of arms × period = 4"),
        (["design", "--arms", "rest,ball", "--days", "many"], "invalid int"),
        (["design", "--arms", "rest,ball", "--period", "0"], "--period"),
        (["design", "--arms", "rest,ball", "--seed", "-1"], "--seed"),
        (["design", "--arms", "a,b,c", "--left-right"], "2 arms"),
        (["design", "--arms", ",".join(map(str, range(10_000)))], "10000 arms"),
        (["design"], "--arms"),
        (["analyse", "FILE"], "--reference"),
        (["analyse", "FILE", "--reference", "nobody"], "not among the arms"),
        (["analyse", "FILE", "--reference", "rest", "--scale", "0"], "--scale"),
        (["analyse", "FILE", "--reference", "rest", "--scale", "0-2"], "off the scale 0 to 2"),
        (
            ["analyse", "FILE", "--reference", "rest", "--scale", "10-0"],
            "solemate: --scale: '10-0' is not low, then high",
        ),
        (
            ["analyse", "FILE", "--reference", "rest", "--smallest-change", "0"],
            "solemate: --smallest-change: '0' is not above 0",
        ),
        (["analyse", "FILE", "--reference", "rest", "--smallest-change", "11"], "within the scale 0 to 10"),
        (["analyse", "FILE", "--reference", "rest", "--smallest-change", "inf"], "--smallest-change"),
        (["analyse", "FILE", "--reference", "rest", "--likelihood", "poisson"], "invalid choice"),
        (["analyse", "FILE", "--design", "sides"], "no column side"),
        (["analyse", "FILE", "--design", "sides", "--reference", "rest"], "--reference"),
        (["analyse", "FILE", "--design", "sides", "--likelihood", "gaussian"], "--likelihood"),
        (["analyse", "none.csv", "--reference", "rest"], "No such file"),
        (["simulate", "--people", "0", "--days", "28", "--arms", "2", "--seed", "1", "--out", "x.parquet"], "--people"),
        (
            ["simulate", "--people", "1", "--days", "28", "--arms", "2", "--seed", "1", "--out", "none/x"],
            "no such folder",
        ),
        (
            ["simulate", "--people", "1", "--days", "28", "--arms", "2", "--seed", "1", "--out", "FOLDER/z.csv"],
            "--out: 'z.csv' must end in .parquet",
        ),
        (["simulate", "--people", "1", "--days", "28", "--arms", "2", "--seed", "1", "--out", "FOLDER"], "--out"),
        ([], "COMMAND"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    designed: Path, capsys: pytest.CaptureFixture, arguments: list, reason: str
):
    named = [argument.replace("FILE", str(designed)).replace("FOLDER", str(designed.parent)) for argument in arguments]
    code, out, err = run(capsys, "trial", *named)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert reason in err


def test_the_help_says_which_columns_the_file_has(capsys):
    with pytest.raises(SystemExit):
        main(["trial", "analyse", "--help"])
    words = " ".join(capsys.readouterr().out.split())
    assert "columns day, arm and rating" in words
    assert "day, side, rating_left and rating_right" in words
    assert "what `design --left-right --csv` prints, with rating_left and rating_right" in words
