"""Pooling against a slow twin that integrates numerically, and against a joint NUTS fit of a small cohort."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from solemate.nof1.columns import BadTrial
from solemate.nof1.dataset import make_dataset
from solemate.nof1.pooling import (
    MU_GRID,
    TAU_GRID,
    Mixture,
    PopulationPrior,
    mixture_from,
    mixture_of,
    pool,
    pool_mixtures,
    pool_posteriors,
    shrink,
)
from solemate.nof1.posterior import fit

JOINT = json.loads((Path(__file__).parent / "data" / "pooling.json").read_text())


def invented(count: int) -> list[Mixture]:
    rng = np.random.default_rng(8)
    people = []
    for _ in range(count):
        centre, weight = rng.normal(-1, 0.7), rng.dirichlet(np.ones(3))
        people.append(
            Mixture(
                weight=weight,
                mean=centre + rng.normal(0, 0.2, 3),
                variance=rng.uniform(0.1, 1.5, 3),
                factor=rng.uniform(0.5, 1, 3),
            )
        )
    return people


def density(person: Mixture, at: np.ndarray) -> np.ndarray:
    return (person.weight * norm.pdf(at[:, None], person.mean, np.sqrt(person.variance))).sum(axis=1)


def test_the_prior_is_what_the_slow_twin_integrates():
    people = invented(6)
    at = np.linspace(-12, 12, 801)
    ratios = np.array([density(person, at) / norm.pdf(at, 0, 2) for person in people]).T
    log = np.zeros((len(MU_GRID), len(TAU_GRID)))
    for column, tau in enumerate(TAU_GRID):
        if tau > 0.1:
            log[:, column] = np.log(norm.pdf(at, MU_GRID[:, None], tau) @ ratios).sum(axis=1)
    log += norm.logpdf(MU_GRID, 0, 2)[:, None] + norm.logpdf(TAU_GRID, 0, 1) + np.log(np.gradient(TAU_GRID))
    wide = TAU_GRID > 0.1
    ours = pool_mixtures(people).weight[:, wide]
    theirs = np.exp(log - log[:, wide].max())[:, wide]
    assert ours / ours.sum() == pytest.approx(theirs / theirs.sum(), abs=1e-7)


def test_a_person_is_shrunk_as_the_slow_twin_does():
    people = invented(6)
    weight = pool_mixtures(people).weight * (TAU_GRID > 0.1)  # the twin's grid is too coarse for less
    prior = PopulationPrior(people=6, weight=weight / weight.sum())
    at = np.linspace(-12, 12, 801)
    person = people[0]
    ratio = density(person, at) / norm.pdf(at, 0, 2)
    for counted in (True, False):
        total = np.zeros(len(at))
        for row, column in zip(*np.nonzero(prior.weight > 1e-7), strict=True):
            here = ratio * np.exp(-0.5 * ((at - MU_GRID[row]) / TAU_GRID[column]) ** 2) / TAU_GRID[column]
            total += prior.weight[row, column] * (here / here.sum() if counted else here)
        total /= total.sum()
        found = shrink(person, prior, counted=counted)
        assert found.mean == pytest.approx((total * at).sum(), abs=0.003)
        assert found.sd == pytest.approx(np.sqrt((total * at**2).sum() - (total * at).sum() ** 2), abs=0.003)
        assert found.p_below_zero == pytest.approx(total[at < 0].sum() + 0.5 * total[at == 0].sum(), abs=0.003)


def test_many_from_a_table_are_the_same_as_one_by_one():
    rng = np.random.default_rng(4)
    mean, sd = rng.normal(-1, 1, 50), rng.uniform(0.3, 1.8, 50)
    mean[3] = np.nan
    one_by_one = pool_mixtures([mixture_from(m, s) for m, s in zip(mean, sd, strict=True) if np.isfinite(m)])
    assert pool(mean, sd).weight == pytest.approx(one_by_one.weight, abs=1e-12)
    assert pool(mean, sd).people == 49


def test_the_scale_of_the_table_makes_no_difference():
    rng = np.random.default_rng(6)
    mean, sd = rng.normal(-1, 1, 50), rng.uniform(0.3, 1.8, 50)
    assert pool(10 * mean, 10 * sd, scale=(0, 100)).weight == pytest.approx(pool(mean, sd).weight, abs=1e-12)
    ours, theirs = mixture_from(-1, 0.5), mixture_from(-10, 5, scale=(0, 100))
    assert (ours.mean, ours.variance) == (theirs.mean, theirs.variance)


def test_a_large_population_is_found_again():
    rng = np.random.default_rng(5)
    true = rng.normal(-1.2, 0.6, 5000)
    sd = rng.uniform(0.4, 1.0, 5000)
    seen = rng.normal(true, sd)
    narrowed = 1 / (1 / sd**2 + 1 / 4)  # what somebody's posterior under N(0, 2^2) looks like
    prior = pool(seen * narrowed / sd**2, np.sqrt(narrowed))
    assert prior.mu[0] == pytest.approx(-1.2, abs=4 * prior.mu[1])
    assert prior.tau[0] == pytest.approx(0.6, abs=4 * prior.tau[1])
    assert prior.mu[1] < 0.03


def test_somebody_who_knows_nothing_gets_what_the_others_say():
    prior = pool_mixtures(invented(30))
    nobody = shrink(mixture_from(0.0, 1.999), prior, counted=False)
    assert (nobody.mean, nobody.sd) == pytest.approx(prior.next_person, abs=0.02)


def test_it_agrees_with_the_joint_fit():
    """MODEL 1 of all people at once, with mu and tau, by NUTS (`benchmarks/joint.py`)."""
    posteriors = [
        fit(
            make_dataset(
                range(len(person["arm"])),
                ["ball" if arm else "rest" for arm in person["arm"]],
                person["rating"],
                reference="rest",
                likelihood="gaussian",
            )
        )
        for person in JOINT["people"]
    ]
    prior = pool_posteriors(posteriors, "ball")
    joint = JOINT["joint"]
    for ours, name in ((prior.mu, "mu"), (prior.tau, "tau")):
        theirs = joint[name]
        assert ours[0] == pytest.approx(theirs["mean"], abs=0.03 * theirs["sd"] + 3 * theirs["mcse"])
        assert ours[1] == pytest.approx(theirs["sd"], rel=0.06)
    for posterior, theirs in zip(posteriors, joint["beta"], strict=True):
        ours = shrink(mixture_of(posterior, "ball"), prior)
        assert ours.mean == pytest.approx(theirs["mean"], abs=0.03 * theirs["sd"] + 3 * theirs["mcse"])
        assert ours.sd == pytest.approx(theirs["sd"], rel=0.06)


@pytest.mark.parametrize(
    ("mean", "sd", "reason"),
    [
        ([1.0], [0.5], "1 people"),
        ([np.nan, 1.0], [0.5, 0.5], "1 people"),
        ([1.0, 2.0], [0.5], "same length"),
        ([np.inf, np.inf, 1.0], [0.5, 0.5, 0.0], "0 people"),
        ([-10.0, 12.0], [7.0, 8.0], "not of a scale 0 to 10"),
        (["a", "b"], [1.0, 2.0], "numbers"),
    ],
)
def test_too_few_to_pool(mean: list, sd: list, reason: str):
    with pytest.raises(BadTrial, match=reason):
        pool(mean, sd)
