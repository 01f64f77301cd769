"""Does an interval of 80 % hold the truth 80 % of the time? Simulated people in, ranks and coverage out.

`from_the_prior` draws people as MODEL 1 or MODEL 1S says, where the answer must be yes. `misspecified` breaks one assumption at
a time, where only the delivered difference is asked about and the answer shows what the assumption costs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from solemate.nof1.dataset import Likelihood, SidesDataset
from solemate.nof1.decision import enough_variation
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

INTERVALS = (50, 80, 95)
LEAST_SWING = 0.05  # points; below it the Gaussian likelihood sees ratings without any noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """Where the truth lies in its posterior, 0 to 1, one entry for each arm of each person; uniform if all is well."""

    delivered: Floats
    sustained: Floats
    people: int
    left_out: int  # not enough variation: no posterior is given


def from_the_prior(
    count: int, *, likelihood: Literal["rounded", "gaussian", "sides"], days: int, arms: int, seed: int
) -> Ranks:
    """Ranks for people drawn from the model itself; for `gaussian` the ratings are the underlying levels."""
    rng = _rng(seed, likelihood)
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
    return ranks_of(
        _people(noisy, days, arms, rng, lambda levels, _rng: levels, write=lambda levels: levels), "gaussian"
    )


def ranks_of(people: People, likelihood: Likelihood) -> Ranks:
    """The posterior of everybody, and where their truth lies in it."""
    delivered, sustained, left_out = [], [], 0
    for number, dataset in enumerate(as_datasets(people, likelihood=likelihood)):
        if not enough_variation(dataset):
            left_out += 1
            continue
        nodes = fit(dataset).nodes
        assert nodes is not None
        delivered.append(_ranks(nodes, people.delivered[number], delivered=True))
        sustained.append(_ranks(nodes, people.truth.beta[number], delivered=False))
    return Ranks(
        delivered=np.concatenate(delivered),
        sustained=np.concatenate(sustained),
        people=len(people.arm),
        left_out=left_out,
    )


def coverage(ranks: Floats, percent: int) -> float:
    """How often the middle `percent` of the posterior holds the truth, in %."""
    return float(100 * np.mean(np.abs(ranks - 0.5) <= percent / 200))


def coverage_error(ranks: Floats, percent: int, people: int) -> float:
    """Monte Carlo standard error of `coverage`, in points; the arms of one person count as one."""
    inside = (np.abs(ranks - 0.5) <= percent / 200).reshape(-1, max(len(ranks) // max(people, 1), 1))
    return float(100 * inside.mean(axis=1).std() / np.sqrt(len(inside)))


# What the model does not assume. Each takes levels [N, T] and gives other levels, or ratings other ratings.


def _random_walk(levels: Floats, rng: np.random.Generator) -> Floats:
    walked: Floats = levels + np.cumsum(0.2 * rng.standard_normal(levels.shape), axis=1)
    return walked


def _step(levels: Floats, rng: np.random.Generator) -> Floats:
    count, days = levels.shape
    when = np.asarray(rng.integers(days // 4, 3 * days // 4, count))
    return np.asarray(levels - 2.0 * (np.arange(days) >= when[:, None]))


def _weekend(levels: Floats, rng: np.random.Generator) -> Floats:
    count, days = levels.shape
    first = np.asarray(rng.integers(0, 7, count))
    return np.asarray(levels + 1.0 * ((np.arange(days)[None, :] + first[:, None]) % 7 >= 5))


def _prefers_five_and_the_ends(ratings: Floats, rng: np.random.Generator) -> Floats:
    nearest: Floats = 5 * np.round(ratings / 5)
    return np.where((rng.random(ratings.shape) < 0.3) & (np.abs(ratings - nearest) <= 1), nearest, ratings)


def _missing_because_bad(ratings: Floats, rng: np.random.Generator) -> Floats:
    worse: Floats = ratings - np.nanmean(ratings, axis=1, keepdims=True)
    return np.where(rng.random(ratings.shape) < 1 / (1 + np.exp(1.5 - 0.8 * worse)), np.nan, ratings)


def _as_it_is(values: Floats, _rng: np.random.Generator) -> Floats:
    return values


Change = Callable[[Floats, np.random.Generator], Floats]

MISSPECIFIED: dict[str, tuple[Change, Change]] = {
    "nothing broken": (_as_it_is, _as_it_is),
    "the level wanders (random walk, 0.2 a day)": (_random_walk, _as_it_is),
    "the level drops by 2 on one day": (_step, _as_it_is),
    "weekends are 1 point worse": (_weekend, _as_it_is),
    "heavy tails (Student’s t, 3 degrees)": (_as_it_is, _as_it_is),
    "5 and the ends are preferred (3 of 10 that are next to them)": (_as_it_is, _prefers_five_and_the_ends),
    "evenings missing because they were bad": (_as_it_is, _missing_because_bad),
    "half-life 6 days": (_as_it_is, _as_it_is),
}


def misspecified(name: str, count: int, *, days: int, arms: int, seed: int) -> Ranks:
    """Ranks of the rounded likelihood where one assumption does not hold; all else is drawn from the prior."""
    change_level, change_rating = MISSPECIFIED[name]
    rng = _rng(seed, name)
    truth = draw_truth(count, arms, rng)
    if name.startswith("half-life"):
        truth = Truth(
            beta=truth.beta,
            level=truth.level,
            trend=truth.trend,
            sigma=truth.sigma,
            phi=truth.phi,
            half_life=np.full(count, 6.0),
        )
    shocks = rng.standard_t(3, (count, days)) / np.sqrt(3) if name.startswith("heavy") else None
    people = _people(truth, days, arms, rng, change_level, shocks=shocks, change_rating=change_rating)
    return ranks_of(people, "rounded")


def _people(
    truth: Truth,
    days: int,
    arms: int,
    rng: np.random.Generator,
    change_level: Change,
    *,
    write: Callable[[Floats], Floats] = write_down,
    change_rating: Change = _as_it_is,
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


def simulate_sides(count: int, days: int, rng: np.random.Generator) -> tuple[list[SidesDataset], Floats, Floats]:
    """People of MODEL 1S as two rounded series with common swings; with the true sustained and delivered differences."""
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
    return datasets, truth.beta[:, 0], truth.beta[:, 0] * more


def _sides_ranks(count: int, days: int, rng: np.random.Generator) -> Ranks:
    datasets, beta, true_delivered = simulate_sides(count, days, rng)
    delivered, sustained = [], []
    for person, dataset in enumerate(datasets):
        if not enough_variation(dataset):
            continue
        nodes = fit_sides(dataset).nodes
        assert nodes is not None
        delivered.append(_ranks(nodes, true_delivered[person : person + 1], delivered=True))
        sustained.append(_ranks(nodes, beta[person : person + 1], delivered=False))
    return Ranks(
        delivered=np.concatenate(delivered),
        sustained=np.concatenate(sustained),
        people=count,
        left_out=count - len(delivered),
    )


def _ranks(nodes: Nodes, truth: NDArray[np.float64], *, delivered: bool) -> Floats:
    """P(difference below the truth) for each arm, from the mixture."""
    spread = np.sqrt(np.einsum("jkk->jk", nodes.covariance))
    factor = nodes.factor if delivered else np.ones_like(nodes.factor)
    z = (truth - factor * nodes.mean) / np.maximum(factor * spread, 1e-300)
    return np.asarray(nodes.weight @ ndtr(z))


def _redrawn(sigma: Floats, rng: np.random.Generator) -> Floats:
    """The half-normal prior of sigma without its part below LEAST_SWING."""
    found = sigma.copy()
    while (small := found < LEAST_SWING).any():
        found[small] = np.abs(rng.normal(0, 2, int(small.sum())))
    return found


def _rng(seed: int, name: str) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *name.encode()])))
