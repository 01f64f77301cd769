"""How many days a trial takes: a person's own run-in evenings in, the chance to find a change in, out, by simulation.

The run-in (a week or more of ratings without any technique) says how much this person's evenings swing and how much of a
swing is left the next day. That is uncertain after a week, so simulated people are drawn from all the swings that fit the
run-in. Each of them goes through the whole trial with the product's rule at every look, and counts as found when the first
word is the right one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from solemate.nof1.columns import BadTrial, cells, number
from solemate.nof1.decision import FIRST_LOOK, decide
from solemate.nof1.posterior import fit
from solemate.nof1.schedule import MOST_DAYS
from solemate.nof1.simulate import Floats, Truth, as_datasets, simulate_people

FEWEST_EVENINGS = 7
SIGMAS = np.linspace(0.2, 5.0, 49)
PHIS = np.linspace(0.02, 0.9, 23)
PEOPLE = 200
SEED = 20261128
USUAL_LENGTHS = (24, 36, 48, 60, 72, 96)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A trial of so many days finds the change in so many of 10 trials."""

    days: int
    found: float  # share of simulated trials whose first word was the right one
    error: float  # Monte Carlo standard error of it

    @property
    def of_ten(self) -> int:
        """For a sentence: in … of 10 trials."""
        return round(10 * self.found)


def chances(
    run_in: Any,
    *,
    arms: int = 2,
    period: int = 2,
    change: float = 1.0,
    half_life: float = 1.0,
    lengths: Sequence[int] = USUAL_LENGTHS,
    missing: float = 0.1,
    people: int = PEOPLE,
    scale: tuple[int, int] = (0, 10),
    seed: int = SEED,
) -> list[Chance]:
    """The chance to find a delivered change of `change` points for the better, for trials of different lengths.

    `run_in`: one rating for each evening, None where missed, at least 7 rated; lower is better. Each length is rounded up to
    whole blocks. Only the first arm other than the reference changes anything. Raises BadTrial.
    """
    unit = (scale[1] - scale[0]) / 10
    evenings = _evenings(run_in, scale)
    block = arms * period
    days = sorted({-(-length // block) * block for length in lengths})
    if not days or days[-1] > MOST_DAYS or days[0] < 1:
        raise BadTrial(f"lengths: between 1 and {MOST_DAYS} days")
    rng = np.random.Generator(np.random.PCG64(seed))
    sigma, phi = _swings_that_fit(evenings, people, rng)
    at = float(np.nanmean(evenings))
    truth = Truth(
        beta=np.zeros((people, arms - 1)),
        level=np.full(people, at),
        trend=np.zeros(people),
        sigma=sigma,
        phi=phi,
        half_life=np.full(people, half_life),
    )
    truth.beta[:, 0] = -change / unit / _mean_exposure(period, half_life)
    trials = simulate_people(people, days=days[-1], arms=arms, period=period, rng=rng, missing=missing, truth=truth)
    words: list[str | None] = [None] * people
    found = []
    for look in range(min(FIRST_LOOK, days[0] // block), days[-1] // block + 1):
        for person, dataset in enumerate(as_datasets(trials, days=look * block)):
            if words[person] is None and (delivered := fit(dataset).delivered) is not None:
                first = next(iter(delivered.values()))
                word = decide(p_better=first["p_better"], p_same=first["p_same"])
                words[person] = None if word == "keep-going" else word
        if look * block in days:
            share = words.count("helps") / people
            error = float(np.sqrt(share * (1 - share) / people))
            found.append(Chance(days=look * block, found=share, error=error))
    return found


def _evenings(run_in: Any, scale: tuple[int, int]) -> Floats:
    """The run-in as ratings from 0 to 10, NaN where missed."""
    values = [
        None if value is None else number(value, "run-in", row) for row, value in enumerate(cells(run_in, "run-in"))
    ]
    rated = [value for value in values if value is not None]
    if len(rated) < FEWEST_EVENINGS:
        raise BadTrial(f"run-in: {len(rated)} rated evenings; it takes {FEWEST_EVENINGS}")
    if not all(scale[0] <= value <= scale[1] for value in rated):
        raise BadTrial(f"run-in: a rating is off the scale {scale[0]} to {scale[1]}")
    if len(values) > MOST_DAYS:
        raise BadTrial(f"run-in: {len(values)} evenings; at most {MOST_DAYS}")
    width = scale[1] - scale[0]
    return np.array([np.nan if value is None else 10 * (value - scale[0]) / width for value in values])


def _swings_that_fit(evenings: Floats, people: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Draws of (sigma, phi) from their posterior given the run-in, on a grid; the level is integrated out.

    Rounding adds a variance of 1/12, so that evenings which are all the same do not mean no swings at all.
    """
    days = np.flatnonzero(~np.isnan(evenings))
    rated = evenings[days]
    lag = np.abs(days[:, None] - days[None, :])
    log = np.empty((len(SIGMAS), len(PHIS)))
    for row, sigma in enumerate(SIGMAS):
        for column, phi in enumerate(PHIS):
            cov = 9 + sigma**2 * phi**lag + np.eye(len(days)) / 12
            low = np.linalg.cholesky(cov)
            away = np.linalg.solve(low, rated - 5)
            prior = -(sigma**2) / 8 + np.log(phi) + 2 * np.log(1 - phi)  # half-normal(2), Beta(2, 3)
            log[row, column] = -0.5 * away @ away - np.log(np.diag(low)).sum() + prior
    weight = np.exp(log - log.max()).ravel()
    chosen = np.searchsorted(np.cumsum(weight) / weight.sum(), rng.random(people))
    chosen = np.minimum(chosen, weight.size - 1)
    return SIGMAS[chosen // len(PHIS)], PHIS[chosen % len(PHIS)]


def _mean_exposure(period: int, half_life: float) -> float:
    """The mean exposure on the days of an arm that comes and goes: what turns a delivered change into a sustained one.

    For blocks of two arms that take turns at random; near enough for more, and the change is said in round numbers anyway.
    """
    order: NDArray[np.int8] = np.array([0, 1, 1, 0, 0, 1, 1, 0] * 8, dtype=np.int8).repeat(period)
    rho = 2.0 ** (-1.0 / half_life)
    now, found = 0.0, []
    for arm in order:
        now = rho * now + (1 - rho) * arm
        found.append(now)
    return float(np.mean(np.array(found)[order == 1]))
