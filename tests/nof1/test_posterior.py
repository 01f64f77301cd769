"""The answer of one trial: against posteriors of long NUTS runs, and where the data are extreme."""

import json
from pathlib import Path

import numpy as np
import pytest

from solemate import nof1

FILES = sorted((Path(__file__).parent / "data").glob("M1_*.json"))
QUANTILES = {"beta": ("q2.5", "q97.5"), "delivered": ("q2_5", "q97_5")}


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_it_agrees_with_a_long_run_of_nuts(path: Path):
    """The pass marks of the model's specification: to the mean 0.03 sd, to the sd 3 %, to P 0.01, to the ends 0.10 sd."""
    judged = json.loads(path.read_text())
    data, reference = judged["data"], judged["reference"]
    arms = [f"arm{arm}" for arm in data["arms"]]
    likelihood = {"gauss": "gaussian", "round": "rounded"}[judged["likelihood"]]
    answer = nof1.analyse(range(data["T"]), arms, data["y"], reference="arm0", likelihood=likelihood)
    for kind, truth in (("beta", reference), ("delivered", reference["delivered"])):
        ours = list((answer.sustained if kind == "beta" else answer.delivered).values())
        sd, error = np.array(truth["sd"]), 2 * np.array(truth["mean_mcse"])
        sd_error = 2 * np.array(reference["sd_mcse"]) / np.array(reference["sd"])
        assert np.all(np.abs([effect["mean"] for effect in ours] - np.array(truth["mean"])) <= 0.03 * sd + error)
        assert np.all(np.abs([effect["sd"] for effect in ours] / sd - 1) <= 0.03 + sd_error)
        away = np.abs([effect["p_meaningful"] for effect in ours] - np.array(truth["p_le_mid"]))
        assert np.all(away <= 0.01 + 2 * np.array(truth["p_le_mid_mcse"]))
        for key, name in zip(("q2_5", "q97_5"), QUANTILES[kind], strict=True):
            away = np.abs([effect[key] for effect in ours] - np.array(truth[name])) / sd
            assert np.all(
                away <= 0.10 + 2 * np.array(reference[f"q{name[1:].replace('_', '.')}_mcse"]) / reference["sd"]
            )
    best = np.array(list(answer.p_best_sustained.values()))
    assert np.all(np.abs(best - reference["p_best"]) <= 0.01 + 2 * np.array(reference["p_best_mcse"]))
