"""The loops over days against dense matrices, on trials that Hypothesis makes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solemate.nof1 import evaluate, model, reference
from solemate.nof1.dataset import Dataset
from solemate.nof1.lanes import WIDTH
from solemate.nof1.places import places


@st.composite
def trials(draw: st.DrawFn, likelihood: str) -> Dataset:
    days = draw(st.integers(8, 26))
    arms = draw(st.integers(2, 4))
    arm = np.array(draw(st.lists(st.integers(0, arms - 1), min_size=days, max_size=days)), dtype=np.int8)
    arm[:arms] = np.arange(arms)
    ratings = draw(st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=days, max_size=days))
    rating = np.array([np.nan if y is None else y for y in ratings], dtype=float)
    rating[:3] = [4, 5, 7]
    return Dataset(
        arms=tuple("abcd"[:arms]), arm=arm, rating=rating, done=None, block=None, period=None, scale=(0, 10),
        smallest_change=1.0, higher_is_better=False, likelihood=likelihood,
    )  # fmt: skip


theta = st.tuples(st.floats(-1.2, 1.5), st.floats(-3.0, 2.5), st.floats(-1.5, 2.0))


def evaluated(dataset: Dataset, x: np.ndarray):
    """Log density without the prior's part, means [8, p] and covariances [8, p, p] at the points x [8, 3]."""
    kind = model.ROUNDED if dataset.likelihood == "rounded" else model.GAUSSIAN
    arms = len(dataset.arms)
    dose, share = model.doses(dataset.arm, np.ones(len(dataset.arm)), arms, kind)
    day, low, high = model.boxes(dataset.rating, 0.0, 10.0, kind)
    noise = 0.0 if kind == model.ROUNDED else model.EXACT_NOISE
    trial = evaluate.Trial(
        dose, share, day, np.diff(day, prepend=day[0]), day / (len(dose) - 1) - 0.5, low, high,
        model.precisions(arms - 1), model.SWING_SCALE, noise, model.beginning(low, high),
    )  # fmt: skip
    p = arms + 1
    at = places(len(day), p, arms - 1, int(trial.gap.max()))
    work, out, kept = np.empty(at.size), np.empty(WIDTH), np.empty(2 * len(day))
    evaluate.begin_stand_ins(trial, kept)
    for lane in range(WIDTH):
        evaluate.put(work, at, len(day), lane, kept)
    for _ in range(40 if kind == model.ROUNDED else 1):  # far more than settles it
        evaluate.evaluate(work, at, trial, x, 0.001, out)
    out -= [evaluate.log_prior(point, model.SWING_SCALE) for point in x]
    mean = work[at.mean : at.mean + p * WIDTH].reshape(p, WIDTH).T
    covariance = work[at.inverse : at.inverse + p * p * WIDTH].reshape(p, p, WIDTH).transpose(2, 0, 1)
    return out, mean, covariance


@settings(max_examples=25, deadline=None)
@given(dataset=trials("gaussian"), point=theta)
def test_normal_ratings_have_their_exact_density_and_coefficients(dataset: Dataset, point: tuple[float, float, float]):
    x = np.tile(point, (WIDTH, 1)) + np.linspace(0, 0.3, WIDTH)[:, None]
    density, mean, covariance = evaluated(dataset, x)
    problem = replace(reference.problem_of(dataset), noise=0.0)  # which the twin adds for its dense matrices' sake
    exact, z, parts = reference.draw(problem, x, None, 1, 0)
    means, covariances = reference.coefficients(parts, z)
    np.testing.assert_allclose(density, exact[:, 0], rtol=1e-8, atol=1e-6)
    np.testing.assert_allclose(mean, means[:, 0], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(covariance, covariances, rtol=1e-6, atol=1e-8)


@settings(max_examples=15, deadline=None)
@given(dataset=trials("rounded"), point=theta)
def test_rounded_ratings_settle_where_ep_settles_by_its_definition(dataset: Dataset, point: tuple[float, float, float]):
    x = np.tile(point, (WIDTH, 1)) + np.linspace(0, 0.1, WIDTH)[:, None]
    density, mean, covariance = evaluated(dataset, x)
    for lane in (0, WIDTH - 1):
        twin = reference.expectation_propagation(reference.problem_of(dataset), x[lane])
        # Ratings that a point makes all but impossible (log density below -100) keep as many digits, not as many decimals.
        assert density[lane] == pytest.approx(twin.evidence, abs=1e-5, rel=1e-7)
        np.testing.assert_allclose(mean[lane], twin.mean, atol=1e-4)
        np.testing.assert_allclose(covariance[lane], twin.covariance, rtol=1e-3, atol=1e-5)
