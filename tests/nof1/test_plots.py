"""Charts for a notebook: what they show is the posterior’s own, and Vega-Lite’s schema accepts them."""

import numpy as np
import pytest

from solemate.nof1.columns import BadTrial
from solemate.nof1.dataset import make_dataset
from solemate.nof1.plots import density, plot_days, plot_difference
from solemate.nof1.posterior import fit

DAYS = 36
ARMS = ["rest", "ball", "lotion"]


@pytest.fixture(scope="module")
def dataset():
    rng = np.random.default_rng(12)
    arm = [ARMS[t // 2 % 3] for t in range(DAYS)]
    rating = [
        None if t == 5 else int(np.clip(round(6 - 2 * (arm[t] == "ball") + rng.normal()), 0, 10)) for t in range(DAYS)
    ]
    return make_dataset(range(DAYS), arm, rating, reference="rest")


def test_every_rated_day_is_a_point(dataset):
    chart = plot_days(dataset).to_dict()
    values = chart["data"]["values"]
    assert [row["day"] for row in values] == [t for t in range(DAYS) if t != 5]
    assert values[0] == {"day": 0, "arm": "rest", "rating": dataset.rating[0]}
    assert chart["encoding"]["y"]["scale"]["domain"] == [0, 10]


@pytest.mark.parametrize("sustained", [False, True])
def test_the_curve_is_the_posterior(dataset, sustained: bool):
    posterior = fit(dataset)
    told = posterior.sustained if sustained else posterior.delivered
    chart = plot_difference(posterior, smallest_change=1.5, sustained=sustained).to_dict()
    curves = chart["layer"][0]["data"]["values"]
    for k, (arm, effect) in enumerate(told.items()):
        x, height = np.array([(row["difference"], row["density"]) for row in curves if row["arm"] == arm]).T
        assert np.trapezoid(height, x) == pytest.approx(1, abs=0.01)
        assert np.trapezoid(height * x, x) == pytest.approx(effect["mean"], abs=0.03 * effect["sd"])
        fine = np.linspace(effect["mean"] - 12 * effect["sd"], -1.0, 4001)
        below = np.trapezoid(density(posterior, k, fine, sustained=sustained), fine)
        assert below == pytest.approx(effect["p_meaningful"], abs=2e-4)
    assert [row["at"] for row in chart["layer"][3]["data"]["values"]] == [-1.5, 1.5]


def test_constant_evenings_have_no_picture():
    flat = make_dataset(range(8), ["a", "a", "b", "b"] * 2, [5] * 8, reference="a")
    with pytest.raises(BadTrial, match="not enough variation"):
        plot_difference(fit(flat))
