"""The engine against long NUTS runs on trials of our own (`benchmarks/references.py` made them and shares no line with it).

The marks are those of the model's specification; each may be missed by twice the Monte Carlo error of the reference.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from solemate.nof1.dataset import make_dataset, make_sides_dataset
from solemate.nof1.posterior import Posterior, fit
from solemate.nof1.sides import fit_sides

FILES = sorted((Path(__file__).parent / "data" / "nuts").glob("*.json"))

MEAN, SPREAD, PROBABILITY, QUANTILE = 0.03, 0.03, 0.01, 0.10


def answer(reference: dict[str, Any]) -> Posterior:
    trial = reference["trial"]
    if "side" in trial:
        side = [{-1: "left", 1: "right", 0: None}[value] for value in trial["side"]]
        return fit_sides(make_sides_dataset(range(len(side)), side, trial["left"], trial["right"]))
    arm = [f"arm{number}" if number else "rest" for number in trial["arm"]]
    return fit(
        make_dataset(range(len(arm)), arm, trial["rating"], reference="rest", likelihood=reference["likelihood"])
    )


def test_there_are_enough_of_each_kind():
    kinds = [path.stem.rsplit("_", 1)[1] for path in FILES]
    assert min(kinds.count("rounded"), kinds.count("gaussian")) >= 12
    assert kinds.count("sides") >= 2


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_marks_hold(path: Path):
    reference = json.loads(path.read_text())
    assert reference["run"]["divergences"] == 0
    assert reference["reference"]["max_rhat"] < 1.01
    found = answer(reference)
    for kind, ours in (("delivered", found.delivered), ("sustained", found.sustained)):
        for theirs, effect in zip(reference["reference"][kind], ours.values(), strict=True):
            sd = theirs["sd"]
            assert abs(effect["mean"] - theirs["mean"]) <= MEAN * sd + 2 * theirs["mean_mcse"]
            assert abs(effect["sd"] / sd - 1) <= SPREAD + 2 * theirs["sd_mcse"] / sd
            for key in ("q2_5", "q97_5"):
                assert abs(effect[key] - theirs[key]) <= QUANTILE * sd + 2 * theirs[f"{key}_mcse"], key
            for key in ("p_better", "p_meaningful", "p_worse"):
                assert abs(effect[key] - theirs[key]) <= PROBABILITY + 2 * theirs[f"{key}_mcse"], key
