"""Invented people whose truth is known: draws of MODEL 1 from its own priors, day by day, rounded as a person would.

In: counts and a random generator of NumPy. Out: arrays with one row for each person and one column for each day. Every step
is a function of its own, so that the calibration can break one assumption at a time. All of it is for ratings from 0 to 10.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from solemate.nof1.dataset import Dataset, Likelihood

Floats = NDArray[np.float64]
REFERENCE = "rest"
USUAL_PERIOD = 2
USUAL_MISSING = 0.1
PEOPLE_AT_ONCE = 10_000
LOW, HIGH = 0, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The parameters of MODEL 1 for N people, K arms with the reference."""

    beta: Floats  # [N, K-1], sustained difference of each arm
    level: Floats  # [N], usual level in the middle of the trial (mu)
    trend: Floats  # [N], straight-line change from the first day to the last (kappa)
    sigma: Floats  # [N], standard deviation of the swings
    phi: Floats  # [N], share of today's swing that is there tomorrow
    half_life: Floats  # [N], days


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """N simulated trials of T days."""

    arms: tuple[str, ...]
    arm: NDArray[np.int8]  # [N, T]
    block: NDArray[np.int32]  # [T]
    period: NDArray[np.int32]  # [T]
    rating: Floats  # [N, T], NaN where the evening was missed
    truth: Truth
    delivered: Floats  # [N, K-1], the true delivered difference


def simulate_people(
    count: int,
    *,
    days: int,
    arms: int,
    rng: np.random.Generator,
    period: int = USUAL_PERIOD,
    missing: float = USUAL_MISSING,
    truth: Truth | None = None,
    delivered: Floats | None = None,
) -> People:
    """`count` people whose parameters come from the priors (or are `truth`), each with a random schedule of its own.

    `delivered` [count, arms - 1], in points, takes the place of the truth's `beta`: on everybody's own schedule the arms make
    just this difference.
    """
    drawn = draw_truth(count, arms, rng) if truth is None else truth
    arm = draw_schedules(count, days=days, arms=arms, period=period, rng=rng)
    exposure = exposures(arm, drawn.half_life, arms)
    if delivered is not None:
        one = delivered_difference(np.ones_like(delivered), arm, exposure)
        drawn = replace(drawn, beta=delivered / one)
    rating = skip_evenings(write_down(symptom_levels(drawn, exposure, rng)), missing, rng)
    day = np.arange(days, dtype=np.int32)
    return People(
        arms=(REFERENCE, *(f"arm{number}" for number in range(1, arms))),
        arm=arm,
        block=day // np.int32(arms * period) + 1,
        period=day // np.int32(period) + 1,
        rating=rating,
        truth=drawn,
        delivered=delivered_difference(drawn.beta, arm, exposure),
    )


def in_parts(count: int, *, days: int, arms: int, seed: int) -> Iterator[tuple[int, People]]:
    """(first person, people) for parts of a large simulation; each part has a random stream of its own, from `seed`."""
    for part, first in enumerate(range(0, count, PEOPLE_AT_ONCE)):
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, part])))
        yield first, simulate_people(min(PEOPLE_AT_ONCE, count - first), days=days, arms=arms, rng=rng)


def draw_truth(count: int, arms: int, rng: np.random.Generator) -> Truth:
    """Parameters from the priors of MODEL 1."""
    return Truth(
        beta=rng.normal(0, 2, (count, arms - 1)),
        level=rng.normal(5, 3, count),
        trend=rng.normal(0, 2, count),
        sigma=np.abs(rng.normal(0, 2, count)),
        phi=rng.beta(2, 3, count),
        half_life=np.exp(rng.normal(0, 0.75, count)),
    )


def draw_schedules(count: int, *, days: int, arms: int, period: int, rng: np.random.Generator) -> NDArray[np.int8]:
    """[N, T]: random blocks that hold each arm once; the last block is cut where the days end."""
    blocks = -(-days // (arms * period))
    orders = np.argsort(rng.random((count, blocks, arms)), axis=2)
    daily = np.repeat(orders.reshape(count, blocks * arms), period, axis=1)
    return daily[:, :days].astype(np.int8)


def exposures(arm: NDArray[np.int8], half_life: Floats, arms: int) -> Floats:
    """[N, T, K-1]: x of MODEL 1, which grows while an arm is used and fades after it."""
    keep = 2.0 ** (-1.0 / half_life)[:, None]
    used = arm[:, :, None] == np.arange(1, arms)
    found = np.zeros(used.shape)
    now = np.zeros((len(arm), arms - 1))
    for day in range(arm.shape[1]):
        now = keep * now + (1 - keep) * used[:, day]
        found[:, day] = now
    return found


def swings(sigma: Floats, phi: Floats, shocks: Floats) -> Floats:
    """[N, T]: the AR(1) of MODEL 1 with stationary standard deviation `sigma`, from standard `shocks` [N, T]."""
    found = np.empty_like(shocks)
    found[:, 0] = shocks[:, 0]
    for day in range(1, shocks.shape[1]):
        found[:, day] = phi * found[:, day - 1] + np.sqrt(1 - phi**2) * shocks[:, day]
    scaled: Floats = found * sigma[:, None]
    return scaled


def symptom_levels(truth: Truth, exposure: Floats, rng: np.random.Generator, *, shocks: Floats | None = None) -> Floats:
    """[N, T]: the underlying level z of each day; `shocks` [N, T] in the place of normal ones."""
    count, days, _ = exposure.shape
    line = np.arange(days) / max(days - 1, 1) - 0.5
    effect = np.einsum("ntk,nk->nt", exposure, truth.beta)
    if shocks is None:
        shocks = rng.standard_normal((count, days))
    wander = swings(truth.sigma, truth.phi, shocks)
    levels: Floats = truth.level[:, None] + truth.trend[:, None] * line + effect + wander
    return levels


def write_down(levels: Floats) -> Floats:
    """What the person writes: the nearest whole number (a half goes down), never off the scale."""
    written: Floats = np.clip(np.ceil(levels - 0.5), LOW, HIGH)
    return written


def skip_evenings(ratings: Floats, share: float, rng: np.random.Generator) -> Floats:
    """Some evenings are missed, whatever they were like."""
    return np.where(rng.random(ratings.shape) < share, np.nan, ratings)


def delivered_difference(beta: Floats, arm: NDArray[np.int8], exposure: Floats) -> Floats:
    """[N, K-1]: beta times the mean exposure on the days the arm was used."""
    used = arm[:, :, None] == np.arange(1, beta.shape[1] + 1)
    days = np.maximum(used.sum(axis=1), 1)
    mean: Floats = (exposure * used).sum(axis=1) / days
    return beta * mean


def as_datasets(
    people: People, *, days: int | None = None, likelihood: Likelihood = "rounded", smallest_change: float = 1.0
) -> Iterator[Dataset]:
    """Each person's trial, or its first `days`. Without blocks: nobody asks for a randomisation test here."""
    for person in range(len(people.arm)):
        yield Dataset(
            arms=people.arms,
            arm=people.arm[person, :days],
            rating=people.rating[person, :days],
            done=None,
            block=None,
            period=None,
            scale=(LOW, HIGH),
            smallest_change=smallest_change,
            higher_is_better=False,
            likelihood=likelihood,
        )
