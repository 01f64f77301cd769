"""How many days a trial takes: a person's own run-in evenings in, the chance to find a change in, out, by simulation.

The run-in (a week or more of ratings without any technique) says how much this person's evenings swing and how much of a
swing is left the next day. That is uncertain after a week, so simulated people are drawn from all the swings that fit the
run-in. Each of them has a random schedule of its own, on which the change is delivered in full, and goes through the whole
trial with the product's rule at every look; it counts as found when the first word is the right one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np

from solemate.nof1.columns import BadTrial, cells, number
from solemate.nof1.dataset import FEWEST_ARMS, MOST_ARMS, MOST_DAYS, Dataset
from solemate.nof1.decision import FIRST_LOOK, decide
from solemate.nof1.posterior import fit
from solemate.nof1.simulate import Floats, Truth, as_datasets, simulate_people

FEWEST_EVENINGS = 7
SIGMAS = np.linspace(0.2, 5.0, 49)
PHIS = np.linspace(0.02, 0.9, 23)
PEOPLE, MOST_PEOPLE = 200, 100_000
SEED = 20261128
USUAL_LENGTHS = (24, 36, 48, 60, 72, 96)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A trial of so many days finds the change in so many of 10 trials."""

    days: int
    found: float  # share of simulated trials whose first word was the right one
    missed: float  # share whose first word was `no-difference`
    error: float  # Monte Carlo standard error of `found`

    @property
    def of_ten(self) -> int:
        """For a sentence: in … of 10 trials."""
        return round(10 * self.found)

    @property
    def missed_of_ten(self) -> int:
        """In … of 10 trials; with those that find it, never more than 10."""
        return min(round(10 * self.missed), 10 - self.of_ten)


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
    smallest_change: float | None = None,
    seed: int = SEED,
) -> list[Chance]:
    """The chance to find a delivered change of `change` points for the better, for trials of different lengths.

    `run_in`: one rating for each evening, None where missed, at least 7 rated; lower is better. Each length is rounded up to
    whole blocks. Only the first arm other than the reference changes anything. `half_life` in days; `missing`: the share of
    evenings without a rating; `smallest_change`: the one by which the trial will decide, in points, a tenth of the scale if not
    given. A trial looks from its 4th block on; a shorter one once, at its end. Raises BadTrial.
    """
    _check_plan(arms, period, change, half_life, missing, people, scale)
    unit = (scale[1] - scale[0]) / 10
    smallest = smallest_change if smallest_change is not None else unit
    if not 0 < smallest <= scale[1] - scale[0]:
        raise BadTrial("smallest_change: more than 0, and at most the width of the scale")
    evenings = _evenings(run_in, scale)
    block = arms * period
    if not all(isinstance(length, Integral) and 1 <= length <= MOST_DAYS for length in lengths):
        raise BadTrial(f"lengths: whole days from 1 to {MOST_DAYS}")
    days = sorted({-(-int(length) // block) * block for length in lengths})
    if not days or days[-1] > MOST_DAYS:
        raise BadTrial(f"lengths: between 1 and {MOST_DAYS} days, in whole blocks of {block}")
    rng = np.random.Generator(np.random.PCG64(seed))
    sigma, phi = _swings_that_fit(evenings, people, rng)
    truth = Truth(
        beta=np.zeros((people, arms - 1)),
        level=np.full(people, float(np.nanmean(evenings))),
        trend=np.zeros(people),
        sigma=sigma,
        phi=phi,
        half_life=np.full(people, half_life),
    )
    delivered = np.zeros((people, arms - 1))
    delivered[:, 0] = -change / unit
    trials = simulate_people(
        people, days=days[-1], arms=arms, period=period, rng=rng, missing=missing, truth=truth, delivered=delivered
    )  # fmt: skip
    ends = [length // block for length in days]
    words: list[str | None] = [None] * people
    found = []
    for look in sorted({*range(FIRST_LOOK, ends[-1] + 1), *ends}):
        said = [
            word or _word_of(dataset)
            for word, dataset in zip(
                words, as_datasets(trials, days=look * block, smallest_change=smallest / unit), strict=True
            )
        ]
        if look >= FIRST_LOOK:
            words = said
        if look in ends:
            share = said.count("helps") / people
            error = float(np.sqrt(share * (1 - share) / people))
            found.append(
                Chance(days=look * block, found=share, missed=said.count("no-difference") / people, error=error)
            )
    return found


def _word_of(dataset: Dataset) -> str | None:
    """What is said of the first arm; None while the trial is to go on."""
    delivered = fit(dataset).delivered
    if delivered is None:
        return None
    first = next(iter(delivered.values()))
    word = decide(p_better=first["p_better"], p_same=first["p_same"])
    return None if word == "keep-going" else word


def _check_plan(
    arms: int, period: int, change: float, half_life: float, missing: float, people: int, scale: tuple[int, int]
) -> None:
    for name, count, least, most in (
        ("arms", arms, FEWEST_ARMS, MOST_ARMS), ("period", period, 1, MOST_DAYS), ("people", people, 1, MOST_PEOPLE),
    ):  # fmt: skip
        if not (isinstance(count, Integral) and least <= count <= most):
            raise BadTrial(f"{name}: a whole number from {least} to {most}, not {count}")
    if not scale[0] < scale[1]:
        raise BadTrial(f"scale: {scale[0]} is not below {scale[1]}")
    if not 0 <= change <= scale[1] - scale[0]:
        raise BadTrial(f"change: between 0 and the width of the scale, for the better, not {change}")
    if not 0 < half_life <= MOST_DAYS:
        raise BadTrial(f"half_life: more than 0 days and at most {MOST_DAYS}, not {half_life}")
    if not 0 <= missing < 1:
        raise BadTrial(f"missing: a share from 0 to below 1, not {missing}")


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
