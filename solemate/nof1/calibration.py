"""Does an interval of 80 % hold the truth 80 % of the time? Simulated people in, ranks and coverage out.

People are drawn as MODEL 1 or MODEL 1S says, where the answer must be yes. `misspecified` breaks one assumption at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit, ndtr

from solemate.nof1.dataset import Likelihood, SidesDataset
from solemate.nof1.decision import enough_variation, share_at_an_end
from solemate.nof1.posterior import Nodes, fit
from solemate.nof1.sides import fit_sides
from solemate.nof1.simulate import (
    USUAL_MISSING,
    Floats,
    People,
    Truth,
    as_datasets,
    delivered_difference,
    draw_schedules,
    draw_truth,
    exposures,
    simulate_people,
    skip_evenings,
    swings,
    symptom_levels,
    write_down,
)

Change = Callable[[Floats, np.random.Generator], Floats]

INTERVALS = (50, 80, 95)
BELL = (
    0.3  # variance of a node's own bell, as a share of the posterior's, where a hyper-parameter's ranks are asked for
)
LEAST_SWING = 0.05  # points; below it the Gaussian likelihood sees ratings without any noise


def as_it_is(values: Floats, _rng: np.random.Generator) -> Floats:
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """Where the truth lies in its posterior, 0 to 1, one entry for each arm of each person; uniform if all is well."""

    delivered: Floats
    sustained: Floats
    sigma: Floats  # one entry for each person, as are the next two
    phi: Floats
    half_life: Floats
    people: int
    left_out: int  # not enough variation: no posterior is given
    at_an_end: Floats | None = None  # left against right: each person's share of the side that is more often at an end


def from_the_prior(
    count: int, *, likelihood: Literal["rounded", "gaussian", "sides"], days: int, arms: int, seed: int
) -> Ranks:
    """Ranks for people drawn from the model itself; for `gaussian` the ratings are the underlying levels."""
    rng = stream(seed, likelihood)
    if likelihood == "sides":
        return _sides_ranks(count, days, rng)
    truth = draw_truth(count, arms, rng)
    if likelihood == "rounded":
        return ranks_of(simulate_people(count, days=days, arms=arms, rng=rng, truth=truth), "rounded")
    noisy = Truth(
        beta=truth.beta,
        level=truth.level,
        trend=truth.trend,
        sigma=_redrawn(truth.sigma, rng),
        phi=truth.phi,
        half_life=truth.half_life,
    )
    return ranks_of(people_of(noisy, days, arms, rng, write=lambda levels: levels), "gaussian")


def ranks_of(people: People, likelihood: Likelihood) -> Ranks:
    """The posterior of everybody, and where their truth lies in it."""
    delivered, sustained, hyper, left_out = [], [], [], 0
    truth = people.truth
    for number, dataset in enumerate(as_datasets(people, likelihood=likelihood)):
        if not enough_variation(dataset):
            left_out += 1
            continue
        nodes = fit(dataset).nodes
        assert nodes is not None
        delivered.append(_ranks(nodes, people.delivered[number], delivered=True))
        sustained.append(_ranks(nodes, truth.beta[number], delivered=False))
        hyper.append(_hyper_ranks(nodes, truth.sigma[number], truth.phi[number], truth.half_life[number]))
    sigma, phi, half_life = np.array(hyper).T
    return Ranks(
        delivered=np.concatenate(delivered), sustained=np.concatenate(sustained),
        sigma=sigma, phi=phi, half_life=half_life, people=len(people.arm), left_out=left_out,
    )  # fmt: skip


def coverage(ranks: Floats, percent: int) -> float:
    """How often the middle `percent` of the posterior holds the truth, in %."""
    return float(100 * np.mean(np.abs(ranks - 0.5) <= percent / 200))


def coverage_error(ranks: Floats, percent: int, people: int) -> float:
    """Monte Carlo standard error of `coverage`, in points; the arms of one person count as one."""
    inside = (np.abs(ranks - 0.5) <= percent / 200).reshape(-1, max(len(ranks) // max(people, 1), 1))
    return float(100 * inside.mean(axis=1).std() / np.sqrt(len(inside)))


def people_of(
    truth: Truth,
    days: int,
    arms: int,
    rng: np.random.Generator,
    change_level: Change = as_it_is,
    *,
    write: Callable[[Floats], Floats] = write_down,
    change_rating: Change = as_it_is,
    shocks: Floats | None = None,
) -> People:
    period = 2
    arm = draw_schedules(len(truth.level), days=days, arms=arms, period=period, rng=rng)
    exposure = exposures(arm, truth.half_life, arms)
    levels = change_level(symptom_levels(truth, exposure, rng, shocks=shocks), rng)
    rating = skip_evenings(change_rating(write(levels), rng), USUAL_MISSING, rng)
    day = np.arange(days, dtype=np.int32)
    return People(
        arms=("rest", *(f"arm{number}" for number in range(1, arms))),
        arm=arm,
        block=day // np.int32(arms * period) + 1,
        period=day // np.int32(period) + 1,
        rating=rating,
        truth=truth,
        delivered=delivered_difference(truth.beta, arm, exposure),
    )


def simulate_sides(count: int, days: int, rng: np.random.Generator) -> tuple[list[SidesDataset], Truth, Floats]:
    """People of MODEL 1S as two rounded series with common swings; with their truth and the true delivered difference."""
    truth = draw_truth(count, 2, rng)
    gap = rng.normal(0, 3, count)
    treated = draw_schedules(count, days=days, arms=2, period=2, rng=rng)  # 0: left, 1: right
    exposed = exposures((treated + 1).astype(np.int8), truth.half_life, 3)
    apart = exposed[:, :, 0] - exposed[:, :, 1]
    line = np.arange(days) / (days - 1) - 0.5
    own = swings(truth.sigma, truth.phi, rng.standard_normal((count, days)))
    difference = gap[:, None] + truth.trend[:, None] * line + truth.beta * apart + own
    common = 5 + swings(np.full(count, 1.0), np.full(count, 0.5), rng.standard_normal((count, days)))
    left, right = (
        skip_evenings(write_down(common + sign * difference / 2), USUAL_MISSING / 2, rng) for sign in (1, -1)
    )
    more = np.where(treated == 0, apart, -apart).mean(axis=1)
    day = np.arange(days, dtype=np.int32)
    datasets = [
        SidesDataset(
            side=np.where(treated[person] == 0, -1, 1).astype(np.int8),
            rating_left=left[person],
            rating_right=right[person],
            done=None,
            block=day // np.int32(4) + 1,
            period=day // np.int32(2) + 1,
            scale=(0, 10),
            smallest_change=1.0,
            higher_is_better=False,
        )
        for person in range(count)
    ]
    return datasets, truth, truth.beta[:, 0] * more


def _sides_ranks(count: int, days: int, rng: np.random.Generator) -> Ranks:
    datasets, truth, true_delivered = simulate_sides(count, days, rng)
    delivered, sustained, hyper, ends = [], [], [], []
    for person, dataset in enumerate(datasets):
        if not enough_variation(dataset):
            continue
        nodes = fit_sides(dataset).nodes
        assert nodes is not None
        delivered.append(_ranks(nodes, true_delivered[person : person + 1], delivered=True))
        sustained.append(_ranks(nodes, truth.beta[person], delivered=False))
        ends.append(max(share_at_an_end(side, dataset.scale) for side in (dataset.rating_left, dataset.rating_right)))
        hyper.append(_hyper_ranks(nodes, truth.sigma[person], truth.phi[person], truth.half_life[person]))
    sigma, phi, half_life = np.array(hyper).T
    return Ranks(
        delivered=np.concatenate(delivered), sustained=np.concatenate(sustained),
        sigma=sigma, phi=phi, half_life=half_life, people=count, left_out=count - len(delivered),
        at_an_end=np.array(ends),
    )  # fmt: skip


def _ranks(nodes: Nodes, truth: NDArray[np.float64], *, delivered: bool) -> Floats:
    """P(difference below the truth) for each arm, from the mixture."""
    spread = np.sqrt(np.einsum("jkk->jk", nodes.covariance))
    factor = nodes.factor if delivered else np.ones_like(nodes.factor)
    z = (truth - factor * nodes.mean) / np.maximum(factor * spread, 1e-300)
    return np.asarray(nodes.weight @ ndtr(z))


def _hyper_ranks(nodes: Nodes, sigma: float, phi: float, half_life: float) -> list[float]:
    """P(below the truth) of sigma, phi and half-life.

    The nodes of a lattice are points; each is spread into a bell, in the coordinates of the lattice, and all are drawn
    together so that mean and variance stay what they were (West 1993, J. R. Stat. Soc. B 55:409).
    """
    ranks = []
    for values, truth, straight in (
        (nodes.sigma, sigma, np.log),
        (nodes.phi, phi, logit),
        (nodes.half_life, half_life, np.log),
    ):
        x = straight(values)
        mean = nodes.weight @ x
        sd = np.sqrt(nodes.weight @ (x - mean) ** 2)
        z = (straight(truth) - mean - np.sqrt(1 - BELL) * (x - mean)) / (np.sqrt(BELL) * sd)
        ranks.append(float(nodes.weight @ ndtr(z)))
    return ranks


def _redrawn(sigma: Floats, rng: np.random.Generator) -> Floats:
    """The half-normal prior of sigma without its part below LEAST_SWING."""
    found = sigma.copy()
    while (small := found < LEAST_SWING).any():
        found[small] = np.abs(rng.normal(0, 2, int(small.sum())))
    return found


def stream(seed: int, name: str) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *name.encode()])))
