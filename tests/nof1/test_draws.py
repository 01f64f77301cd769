"""Draws of the posterior say what the posterior says, and ArviZ reads them."""

import arviz_base
import numpy as np
import pytest

from solemate.nof1.columns import BadTrial
from solemate.nof1.draws import for_arviz
from solemate.nof1.posterior import Posterior, fit
from solemate.nof1.simulate import as_datasets, simulate_people


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    people = simulate_people(1, days=48, arms=3, rng=np.random.default_rng(21))
    return fit(next(as_datasets(people)))


def test_arviz_reads_them(posterior: Posterior):
    tree = arviz_base.from_dict(**for_arviz(posterior))
    assert tree.posterior.delivered.dims == ("chain", "draw", "arm")
    assert tree.posterior.arm.values.tolist() == ["arm1", "arm2"]
    assert tree.posterior.sizes["draw"] == 4096


def test_they_have_the_numbers_of_the_posterior(posterior: Posterior):
    drawn = for_arviz(posterior)["data"]["posterior"]
    for kind in ("delivered", "sustained"):
        for place, effect in enumerate(getattr(posterior, kind).values()):
            values = drawn[kind][0, :, place]
            assert values.mean() == pytest.approx(effect["mean"], abs=0.02 * effect["sd"])
            assert values.std() == pytest.approx(effect["sd"], rel=0.03)
            for key, level in (("q2_5", 0.025), ("q50", 0.5), ("q97_5", 0.975)):
                assert np.quantile(values, level) == pytest.approx(effect[key], abs=0.08 * effect["sd"])
    for key in ("sigma", "phi", "half_life"):
        assert drawn[key].mean() == pytest.approx(posterior.hyper[key]["mean"], rel=0.03)
    best = np.concatenate([np.zeros((4096, 1)), drawn["delivered"][0]], axis=1).argmin(axis=1)
    for place, probability in enumerate(posterior.p_best.values()):
        assert np.mean(best == place) == pytest.approx(probability, abs=0.02)


def test_they_are_the_same_each_time(posterior: Posterior):
    one, other = (for_arviz(posterior, 64)["data"]["posterior"] for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_what_cannot_be_drawn_is_refused(posterior: Posterior):
    with pytest.raises(BadTrial, match="power of 2"):
        for_arviz(posterior, 1000)
    for draws in (4096.0, "many", 0):
        with pytest.raises(BadTrial, match="power of 2"):
            for_arviz(posterior, draws)
    people = simulate_people(1, days=48, arms=2, rng=np.random.default_rng(22))
    people.rating[:] = 4
    with pytest.raises(BadTrial, match="not enough variation"):
        for_arviz(fit(next(as_datasets(people))))
