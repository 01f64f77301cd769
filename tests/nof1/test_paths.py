"""Paths of the true level through the boxes: what they weigh against the exact mass, and what they say against the twin."""

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from solemate.nof1 import code_folder, evaluate, model, paths, quadrature, reference
from solemate.nof1.dataset import Dataset, make_dataset
from solemate.nof1.lanes import WIDTH
from solemate.nof1.places import places
from solemate.nof1.posterior import Posterior, fit
from solemate.nof1.simulate import as_datasets, simulate_people


def drawn(dataset: Dataset, x: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Log mass of the ratings, and the effects' mean [q] and variance [q], from the paths on one node x [3]."""
    arms = len(dataset.arms)
    dose, share = model.doses(dataset.arm, np.ones(len(dataset.arm)), arms, model.ROUNDED)
    day, low, high = model.boxes(dataset.rating, 0.0, 10.0, model.ROUNDED)
    trial = evaluate.Trial(
        dose, share, day, np.diff(day, prepend=day[0]), day / (len(dose) - 1) - 0.5, low, high,
        model.precisions(arms - 1), model.SWING_SCALE, 0.0, model.beginning(low, high),
    )  # fmt: skip
    p, q, n = arms + 1, arms - 1, len(day)
    at = places(n, p, q, int(trial.gap.max()))
    work, out, kept = np.empty(at.size), np.empty(WIDTH), np.empty(2 * n)
    evaluate.begin_stand_ins(trial, kept)
    for lane in range(WIDTH):
        evaluate.put(work, at, n, lane, kept)
    evaluate.evaluate(work, at, trial, np.tile(x, (WIDTH, 1)), 0.01, out)
    evaluate.take(work, at, n, 0, kept)
    row = np.zeros((1, 4 + q + q * q + q))
    row[0, 1:4] = np.exp(x[0]), 1 / (1 + np.exp(-x[1])), np.exp(x[2])
    rows = paths.draw_paths(work, at, trial, row, kept[None])
    log_weight = rows[:, 0] - evaluate.log_prior(x, model.SWING_SCALE)
    weight = np.exp(log_weight - log_weight.max())
    mass = np.log(weight.sum() / WIDTH) + log_weight.max()
    weight /= weight.sum()
    means = rows[:, 4 : 4 + q]
    mean = weight @ means
    own = rows[:, 4 + q :: q + 1][:, :q]
    return mass, mean, weight @ (means - mean) ** 2 + own[0]


@settings(max_examples=40, deadline=None)
@given(
    ratings=st.lists(st.integers(0, 10), min_size=4, max_size=4),
    point=st.tuples(st.floats(-2.5, 0.5), st.floats(-2.0, 2.0), st.floats(-1.0, 1.0)),
)
def test_paths_weigh_what_the_boxes_hold(ratings: list[int], point: tuple[float, float, float]):
    rating = np.array([ratings[0], np.nan, *ratings[1:], np.nan], dtype=float)
    rating[2:4] = np.clip(rating[2:4], rating[0] - 2, rating[0] + 2)  # a rating, not a miracle
    rating[4] = np.clip(rating[4], rating[3] - 2, rating[3] + 2)
    dataset = Dataset(
        arms=("a", "b"), arm=np.array([0, 1, 1, 0, 1, 0], dtype=np.int8), rating=rating, done=None, block=None, period=None,
        scale=(0, 10), smallest_change=1.0, higher_is_better=False, likelihood="rounded",
    )  # fmt: skip
    x = np.array(point)
    mass, _, _ = drawn(dataset, x)
    problem = reference.problem_of(dataset)
    covariance = reference.dense(problem, x[None]).latent[0]
    low, high = np.maximum(problem.low, -50) - problem.middle, np.minimum(problem.high, 60) - problem.middle
    exact = multivariate_normal(cov=covariance, seed=1, abseps=0.0, releps=1e-4, maxpts=1_000_000).cdf(
        high, lower_limit=low
    )
    assume(exact > 1e-12)  # below it the judge itself wanders, and no posterior holds such a node
    assert mass == pytest.approx(np.log(exact), abs=0.04)


def test_on_a_node_paths_say_what_the_twin_says():
    rating = np.array([6, 6, 4, 4, 6, 5, 4, 6, 4, 4, 6, 6, np.nan, 4, 6, 6], dtype=float)
    arm = np.array([0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 0], dtype=np.int8)
    dataset = Dataset(
        arms=("a", "b"), arm=arm, rating=rating, done=None, block=None, period=None,
        scale=(0, 10), smallest_change=1.0, higher_is_better=False, likelihood="rounded",
    )  # fmt: skip
    x = np.array([np.log(0.12), -0.5, -0.7])
    mass, mean, variance = drawn(dataset, x)
    problem = reference.problem_of(dataset)
    stand = reference.expectation_propagation(problem, x)
    log_weight, z, parts = reference.draw(problem, x[None], stand, 40_000, 5)
    means, covariance = reference.coefficients(parts, z)
    weight = np.exp(log_weight[0] - log_weight[0].max())
    weight /= weight.sum()
    twin = weight @ means[0, :, 0]
    sd = np.sqrt(weight @ (means[0, :, 0] - twin) ** 2 + covariance[0, 0, 0])
    assert mass == pytest.approx(np.log(np.mean(np.exp(log_weight[0]))), abs=0.03)
    assert mean[0] == pytest.approx(twin, abs=0.03 * sd)
    assert np.sqrt(variance[0]) == pytest.approx(sd, rel=0.03)


def calm_trial(swing: float) -> Dataset:
    rng = np.random.default_rng(3)
    arm = [str(a) for _ in range(7) for a in rng.permutation(2) for _ in range(2)]
    z = 6.1 - 1.4 * np.array([float(a) for a in arm]) + swing * rng.standard_normal(28)
    return make_dataset(range(28), arm, np.ceil(z - 0.5), reference="0")


def small_share(posterior: Posterior) -> float:
    """How likely swings far below a step are."""
    assert posterior.nodes is not None
    return float(posterior.nodes.weight[posterior.nodes.sigma < paths.CALM].sum())


@pytest.mark.parametrize(("swing", "drawn"), [(0.1, True), (0.8, False)])
def test_where_swings_may_be_far_below_a_step_paths_are_drawn(swing: float, drawn: bool):
    posterior = fit(calm_trial(swing))
    assert posterior.nodes is not None
    assert (small_share(posterior) > paths.MATTERS) is drawn
    assert (len(posterior.nodes.weight) >= paths.PATHS > quadrature.MOST_NODES) is drawn


def test_also_where_their_mean_is_not_small():
    """56 days whose swings are 0.49 with sd 0.24: without paths the sd of an effect was 3 % too small."""
    people = simulate_people(200, days=56, arms=3, rng=np.random.default_rng(77))
    posterior = fit(list(as_datasets(people))[2])
    assert posterior.hyper is not None
    assert posterior.hyper["sigma"]["mean"] > 2 * paths.CALM
    assert small_share(posterior) > paths.MATTERS
    # 131,072 paths (99,886 of them count): mean and sd of the delivered effects
    for effect, (mean, sd) in zip(posterior.delivered.values(), [(0.7935, 0.4281), (-0.3764, 0.4338)], strict=True):
        assert effect["mean"] == pytest.approx(mean, abs=0.03 * sd)
        assert effect["sd"] == pytest.approx(sd, rel=0.015)


def test_the_points_are_fixed():
    first, second = fit(calm_trial(0.1)), fit(calm_trial(0.1))
    assert first.to_dict() == second.to_dict()
    assert first.nodes is not None
    assert second.nodes is not None
    assert first.nodes.mean.tobytes() == second.nodes.mean.tobytes()


def test_fractions_are_even():
    fractions = np.array([paths.fixed_fraction(i) for i in range(1, 20_001)])
    assert fractions.min() > 0
    assert fractions.max() < 1
    np.testing.assert_allclose(np.histogram(fractions, 10, (0, 1))[0] / 2000, 1, atol=0.1)
    assert abs(np.corrcoef(fractions[:-1], fractions[1:])[0, 1]) < 0.03


def test_every_compiled_file_is_part_of_the_name_of_the_code_folder():
    """Else a changed loop would be answered by the old one."""
    found = []
    for file in Path(code_folder.__file__).parent.glob("*.py"):
        body = ast.parse(file.read_text()).body
        if any(
            "compiled" in ast.unparse(d) or "njit" in ast.unparse(d)
            for f in body
            if isinstance(f, ast.FunctionDef)
            for d in f.decorator_list
        ):
            found.append(file.name)
    assert set(found) <= set(code_folder.LOOPS)
    assert "paths.py" in found
