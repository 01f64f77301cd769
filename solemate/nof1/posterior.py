"""What one trial's ratings leave as likely: a checked `Dataset` in, a `Posterior` out. No random numbers anywhere."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from solemate.nof1 import model, trial_loop
from solemate.nof1.dataset import Dataset
from solemate.nof1.decision import Decision, decide, enough_variation
from solemate.nof1.quadrature import FIRST, HALF_LIFE, LOG_DENSITY, PHI, SIGMA
from solemate.nof1.randomisation import randomisation_p, randomisation_test

Floats = NDArray[np.float64]
Effect = dict[str, float]  # the keys of EFFECT_KEYS

# In the order of `mixture.describe`.
EFFECT_KEYS = ("mean", "sd", "q2_5", "q50", "q97_5", "p_better", "p_meaningful", "p_same", "p_worse")
HYPER_KEYS = ("sigma", "phi", "half_life")
KINDS = {"rounded": model.ROUNDED, "gaussian": model.GAUSSIAN}


class Nodes(NamedTuple):
    """The posterior itself, as a mixture of J normal distributions of the q sustained effects, in scale points."""

    weight: Floats  # [J], adding up to 1
    sigma: Floats  # [J]
    phi: Floats  # [J]
    half_life: Floats  # [J], days
    mean: Floats  # [J, q] of the sustained effects
    covariance: Floats  # [J, q, q]
    factor: Floats  # [J, q] delivered effect = factor x sustained effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """The answer of one trial. All effects in scale points, arm minus reference; `None` where there is not enough variation."""

    arms: tuple[str, ...]  # the reference first
    days: int
    rated: int
    model: str
    delivered: dict[str, Effect] | None
    sustained: dict[str, Effect] | None
    as_done: dict[str, Effect] | None
    p_best: dict[str, float] | None
    p_best_sustained: dict[str, float] | None
    hyper: dict[str, dict[str, float]] | None
    randomisation_p: dict[str, float] | None
    randomisation_test: Any
    decisions: dict[str, Decision]
    nodes: Nodes | None

    @property
    def decision(self) -> Decision | None:
        """The single arm's word; none where there are more."""
        return next(iter(self.decisions.values())) if len(self.decisions) == 1 else None

    def to_dict(self) -> dict[str, Any]:
        """The answer as the command prints it."""
        return {
            "days": self.days,
            "rated": self.rated,
            "reference": self.arms[0],
            "model": {"name": self.model, "version": model.VERSION},
            "delivered": self.delivered,
            "sustained": self.sustained,
            "as_done": self.as_done,
            "p_best": self.p_best,
            "p_best_sustained": self.p_best_sustained,
            "hyper": self.hyper,
            "randomisation_p": self.randomisation_p,
            "randomisation_test": self.randomisation_test,
            "decisions": self.decisions,
            "decision": self.decision,
        }


def fit(dataset: Dataset) -> Posterior:
    """The posterior of one trial."""
    name = f"{model.NAME} {dataset.likelihood}"
    rated = int(np.sum(~np.isnan(dataset.rating)))
    if not enough_variation(dataset):
        return no_answer(dataset.arms, len(dataset.arm), rated, name)
    kind = KINDS[dataset.likelihood]
    return answer_of(dataset, dataset.arms, dataset.arm, dataset.rating, rated, kind, name)


def no_answer(arms: tuple[str, ...], days: int, rated: int, name: str) -> Posterior:
    """The answer where the ratings hardly differ: constant evenings must not look like certainty."""
    return Posterior(
        arms=arms, days=days, rated=rated, model=name, delivered=None, sustained=None, as_done=None, p_best=None,
        p_best_sustained=None, hyper=None, randomisation_p=None, randomisation_test=None,
        decisions=dict.fromkeys(arms[1:], "not-enough-variation"), nodes=None,
    )  # fmt: skip


def answer_of(
    dataset: Any, arms: tuple[str, ...], arm: Any, rating: Floats, rated: int, kind: int, name: str
) -> Posterior:
    """The posterior of the ratings [T] given the arms [T]: the loops run, the numbers named."""
    numbers, nodes = run(dataset, arms, arm, rating, np.ones(len(arm)), kind)
    as_done = None
    if dataset.done is not None:
        done, _ = run(dataset, arms, arm, rating, dataset.done, kind)
        as_done = effects(done, arms, 0)
    delivered = effects(numbers, arms, 0)
    q = len(arms) - 1
    best = numbers[2 * len(EFFECT_KEYS) * q :]
    hyper = best[2 * len(arms) :]
    return Posterior(
        arms=arms,
        days=len(arm),
        rated=rated,
        model=name,
        delivered=delivered,
        sustained=effects(numbers, arms, 1),
        as_done=as_done,
        p_best=dict(zip(arms, best[: len(arms)].tolist(), strict=True)),
        p_best_sustained=dict(zip(arms, best[len(arms) : 2 * len(arms)].tolist(), strict=True)),
        hyper={key: {"mean": float(hyper[2 * i]), "sd": float(hyper[2 * i + 1])} for i, key in enumerate(HYPER_KEYS)},
        randomisation_p=randomisation_p(dataset),
        randomisation_test=randomisation_test(dataset),
        decisions={
            key: decide(p_better=effect["p_better"], p_same=effect["p_same"]) for key, effect in delivered.items()
        },
        nodes=nodes,
    )


def run(dataset: Any, arms: tuple[str, ...], arm: Any, rating: Floats, done: Floats, kind: int) -> tuple[Floats, Nodes]:
    """The answer's numbers, in the order of `trial_loop.answer_length`, and the nodes behind them."""
    q = len(arms) - 1
    lowest, highest = (float(end) for end in dataset.scale)
    out = np.zeros(trial_loop.answer_length(len(arms)))
    rows = compute(arm, rating, done, len(arms), (lowest, highest), kind, dataset.smallest_change,
                   dataset.higher_is_better, out)  # fmt: skip
    unit = (highest - lowest) / 10.0
    nodes = Nodes(
        weight=rows[:, LOG_DENSITY],
        sigma=rows[:, SIGMA] * unit,
        phi=rows[:, PHI],
        half_life=rows[:, HALF_LIFE],
        mean=rows[:, FIRST : FIRST + q] * unit,
        covariance=rows[:, FIRST + q : FIRST + q + q * q].reshape(-1, q, q) * unit**2,
        factor=rows[:, FIRST + q + q * q :],
    )
    return out, nodes


def compute(
    arm: Any,
    rating: Any,
    done: Any,
    arms: int,
    scale: tuple[float, float],
    kind: int,
    change: float,
    upwards: bool,
    out: Floats,
) -> Floats:
    """Runs the loops: the numbers into out, the nodes as rows. Every answer, of one person or of a million, is made here."""
    lowest, highest = float(scale[0]), float(scale[1])
    rows: Floats = trial_loop.find_nodes(
        np.ascontiguousarray(arm, np.int8), np.ascontiguousarray(rating, np.float64),
        np.ascontiguousarray(done, np.float64), arms, lowest, highest, kind,
    )  # fmt: skip
    trial_loop.summarise(rows, arms, (highest - lowest) / 10.0, float(change), bool(upwards), out)
    return rows


def effects(numbers: Floats, arms: tuple[str, ...], kind: int) -> dict[str, Effect]:
    """The delivered (kind 0) or sustained (1) effects of an answer's numbers, by arm."""
    count = len(EFFECT_KEYS)
    return {
        name: dict(zip(EFFECT_KEYS, numbers[(2 * k + kind) * count :][:count].tolist(), strict=True))
        for k, name in enumerate(arms[1:])
    }
