"""The answer of one trial: against posteriors of long NUTS runs, and where the data are extreme."""

import json
from pathlib import Path

import numpy as np
import pytest

from solemate import nof1
from solemate.nof1 import paths

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


EXTREMES = ["floor", "swings", "fortnight", "year", "five-arms", "gaps", "hundred-steps", "binary", "quiet", "perfect"]


def extreme(name: str) -> dict:
    """Columns of a trial at an edge of what may come in."""
    rng = np.random.default_rng(EXTREMES.index(name))
    days = {"fortnight": 14, "year": 400}.get(name, 60)
    arms = 5 if name == "five-arms" else 2
    arm = np.concatenate([rng.permutation(arms) for _ in range(days)])[:days]
    steps = {"hundred-steps": 100, "binary": 1}.get(name, 10)
    z = steps / 2 - 0.1 * steps * (arm == 1) + 0.15 * steps * rng.standard_normal(days)
    z = {
        "floor": rng.standard_normal(days) * 1.2 - 0.6,
        "swings": np.where(np.arange(days) // 7 % 2, 0.0, 10.0),
        "quiet": 5.49 + 0.05 * rng.standard_normal(days),
        "perfect": np.where(arm == 1, 3.0, 6.0),
    }.get(name, z)
    rating = np.clip(np.round(z), 0, steps)
    if name == "gaps":
        rating[rng.random(days) < 0.3] = np.nan
    return {"day": np.arange(days), "arm": [f"arm{a}" for a in arm], "rating": rating, "scale": (0, steps)}


@pytest.mark.parametrize("likelihood", ["rounded", "gaussian"])
@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_ratings_give_numbers_that_make_sense(name: str, likelihood: str):
    answer = nof1.analyse(**extreme(name), reference="arm0", likelihood=likelihood)
    assert answer.delivered, "they vary enough"
    width = extreme(name)["scale"][1]
    for effect in [*answer.delivered.values(), *answer.sustained.values()]:
        assert all(np.isfinite(list(effect.values()))), effect
        assert 0 < effect["sd"] < width
        assert effect["q2_5"] < effect["q50"] < effect["q97_5"]
        assert all(0 <= effect[key] <= 1 for key in effect if key.startswith("p_"))
        assert effect["p_meaningful"] + effect["p_same"] + effect["p_worse"] == pytest.approx(1, abs=1e-12)
    assert sum(answer.p_best.values()) == pytest.approx(1)
    assert sum(answer.p_best_sustained.values()) == pytest.approx(1)
    small = answer.nodes.weight[answer.nodes.sigma < paths.CALM].sum()
    most = 1.5 * paths.PATHS if small > 0 and likelihood == "rounded" else 2000
    assert 20 < len(answer.nodes.weight) < most, "the lattice found the posterior, and its end"
    assert answer.nodes.weight.max() < 0.5, "no single node is the answer"


def test_a_difference_without_noise_is_found():
    answer = nof1.analyse(**extreme("perfect"), reference="arm0")
    assert answer.delivered["arm1"]["mean"] == pytest.approx(-3, abs=0.5)
    assert answer.decisions == {"arm1": "helps"}


def test_constant_evenings_are_no_certainty():
    answer = nof1.analyse(range(20), ["a", "b"] * 10, [5] * 20, reference="a").to_dict()
    assert answer["decision"] == "not-enough-variation"
    assert answer["delivered"] is answer["hyper"] is answer["p_best"] is None


def test_the_same_columns_give_the_same_bytes_in_any_order():
    columns = extreme("gaps")
    order = np.random.default_rng(3).permutation(len(columns["day"]))
    shuffled = {**columns, **{key: [columns[key][i] for i in order] for key in ("day", "arm", "rating")}}
    once, again = (nof1.analyse(**each, reference="arm0").to_dict() for each in (columns, shuffled))
    assert json.dumps(once) == json.dumps(again)


def test_higher_is_better_mirrors_the_questions_and_nothing_else():
    columns = extreme("gaps")
    low = nof1.analyse(**columns, reference="arm0").delivered["arm1"]
    high = nof1.analyse(**columns, reference="arm0", higher_is_better=True).delivered["arm1"]
    assert {key: low[key] for key in ("mean", "sd", "q2_5", "q50", "q97_5")} == {
        key: high[key] for key in ("mean", "sd", "q2_5", "q50", "q97_5")
    }
    assert high["p_better"] == pytest.approx(1 - low["p_better"])
    assert (high["p_meaningful"], high["p_worse"]) == (low["p_worse"], low["p_meaningful"])


def test_a_scale_turned_round_turns_the_answer_round():
    columns = extreme("gaps")
    turned = {**columns, "rating": 10 - columns["rating"]}
    low = nof1.analyse(**columns, reference="arm0").delivered["arm1"]
    high = nof1.analyse(**turned, reference="arm0", higher_is_better=True).delivered["arm1"]
    assert high["mean"] == pytest.approx(-low["mean"], abs=0.02 * low["sd"])
    assert high["p_better"] == pytest.approx(low["p_better"], abs=0.003)


def test_everything_done_as_planned_is_no_other_analysis():
    columns = extreme("gaps")
    answer = nof1.analyse(**columns, reference="arm0", done=np.ones(len(columns["day"])))
    assert answer.as_done == answer.delivered
    half = nof1.analyse(**columns, reference="arm0", done=np.full(len(columns["day"]), 0.5))
    assert half.delivered == answer.delivered
    assert half.as_done != answer.delivered


def test_the_best_arm_of_five_agrees_with_draws_from_the_same_mixture():
    answer = nof1.analyse(**extreme("five-arms"), reference="arm0")
    nodes, rng = answer.nodes, np.random.default_rng(1)
    chosen = rng.choice(len(nodes.weight), 40_000, p=nodes.weight / nodes.weight.sum())
    roots = np.linalg.cholesky(nodes.covariance)
    draws = nodes.mean[chosen] + np.einsum("nij,nj->ni", roots[chosen], rng.standard_normal((40_000, 4)))
    for factor, p_best in ((nodes.factor[chosen], answer.p_best), (1.0, answer.p_best_sustained)):
        lowest = np.argmin(np.column_stack([np.zeros(40_000), draws * factor]), axis=1)
        counted = np.bincount(lowest, minlength=5) / 40_000
        np.testing.assert_allclose(list(p_best.values()), counted, atol=0.01)


def test_left_against_right_forgets_what_both_sides_share():
    rng = np.random.default_rng(4)
    side = ["left" if (day // 2) % 2 else "right" for day in range(60)]
    shared = rng.integers(-2, 3, 60)
    left = np.array([4 if s == "left" else 6 for s in side]) + shared
    right = np.array([4 if s == "right" else 6 for s in side]) + shared + (rng.random(60) < 0.3)
    answer = nof1.analyse_sides(range(60), side, left.tolist(), right.tolist())
    assert answer.arms == ("comparator", "technique")
    assert answer.delivered["technique"]["mean"] == pytest.approx(-2, abs=0.3)
    assert answer.decision == "helps"


@pytest.mark.parametrize("number", [0, 6, 9])
def test_it_agrees_with_the_brute_force_twin(number: int):
    """One rounded trial, one Gaussian, one of two sides; hundreds more in docs/verification/accuracy.md."""
    from tests.verification import accuracy

    for effect in accuracy.judge(accuracy.reference_of(number, draws=24)):
        assert all(effect[name][1] <= mark for name, mark in accuracy.MARKS.items()), effect
