"""Pictures for whoever works with the numbers in a notebook, as Altair charts: the days of a trial, and what they leave likely.

In: a `Dataset`, a `Posterior`. Out: `altair.Chart`, to be shown or saved as HTML or as its Vega-Lite text. Altair comes with
`pip install "solemate[plots]"`; the product’s own pages draw by themselves and need none of it (docs/decisions/0004).
"""

from typing import Any

import numpy as np

from solemate.nof1.columns import BadTrial
from solemate.nof1.dataset import Dataset
from solemate.nof1.posterior import Posterior

WIDTH, HEIGHT = 460, 180
POINTS = 201
REACH = 4.0  # posterior sd on each side of the mean that a curve shows


def plot_days(dataset: Dataset) -> Any:
    """Every rated evening, its arm as colour and shape; the scale whole."""
    import altair as alt

    rows = [
        {"day": day, "arm": dataset.arms[arm], "rating": float(rating)}
        for day, (arm, rating) in enumerate(zip(dataset.arm.tolist(), dataset.rating.tolist(), strict=True))
        if not np.isnan(rating)
    ]
    low, high = dataset.scale
    return (
        alt.Chart(_rows(rows), width=WIDTH, height=HEIGHT)
        .mark_point(filled=True, size=60)
        .encode(
            x=alt.X("day:Q", title="day"),
            y=alt.Y("rating:Q", title="rating", scale=alt.Scale(domain=[low, high])),
            color=alt.Color("arm:N", sort=list(dataset.arms)),
            shape=alt.Shape("arm:N", sort=list(dataset.arms)),
            tooltip=["day:Q", "arm:N", "rating:Q"],
        )
    )


def plot_difference(posterior: Posterior, *, smallest_change: float = 1.0, sustained: bool = False) -> Any:
    """The density of each arm’s delivered (or sustained) difference, its 95 % interval and median; dashed: what matters.

    Raises BadTrial where there was not enough variation for a posterior.
    """
    import altair as alt

    nodes, told = posterior.nodes, posterior.sustained if sustained else posterior.delivered
    if nodes is None or told is None:
        raise BadTrial("not enough variation: there is no posterior to draw")
    curves, ends = [], []
    for k, (arm, effect) in enumerate(told.items()):
        x = effect["mean"] + REACH * effect["sd"] * np.linspace(-1, 1, POINTS)
        for at, height in zip(x.tolist(), density(posterior, k, x, sustained=sustained).tolist(), strict=True):
            curves.append({"arm": arm, "difference": at, "density": height})
        ends.append({"arm": arm, "low": effect["q2_5"], "middle": effect["q50"], "high": effect["q97_5"]})
    title = f"{'sustained' if sustained else 'delivered'} difference from {posterior.arms[0]}, points"
    base = alt.Chart(_rows(ends))
    marks = alt.Chart(_rows([{"at": -smallest_change}, {"at": smallest_change}]))
    return alt.layer(
        alt.Chart(_rows(curves))
        .mark_area(opacity=0.35)
        .encode(
            x=alt.X("difference:Q", title=title),
            y=alt.Y("density:Q", title=None, axis=None, stack=None),
            color=alt.Color("arm:N", sort=list(told)),
        ),
        base.mark_rule(strokeWidth=3).encode(x="low:Q", x2="high:Q", color="arm:N"),
        base.mark_point(filled=True, size=80).encode(x="middle:Q", color="arm:N"),
        marks.mark_rule(strokeDash=[4, 4]).encode(x="at:Q"),
        alt.Chart(_rows([{"at": 0.0}])).mark_rule().encode(x="at:Q"),
    ).properties(width=WIDTH, height=HEIGHT)


def density(posterior: Posterior, k: int, x: Any, *, sustained: bool = False) -> Any:
    """The posterior’s own density of arm k’s difference at x [N], per point: a sum of normals, no estimate."""
    nodes = posterior.nodes
    assert nodes is not None
    factor = np.ones_like(nodes.weight) if sustained else nodes.factor[:, k]
    spread = np.maximum(np.abs(factor) * np.sqrt(nodes.covariance[:, k, k]), 1e-12)
    z = (np.asarray(x)[:, None] - factor * nodes.mean[:, k]) / spread
    return np.exp(-0.5 * z**2) @ (nodes.weight / spread) / np.sqrt(2 * np.pi)


def _rows(values: list[dict[str, Any]]) -> Any:
    import altair as alt

    return alt.Data(values=values)  # type: ignore[no-untyped-call]
