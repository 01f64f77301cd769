"""How often a trial says something wrong when somebody looks after every block: the numbers behind the constants of `decision`.

In: a cell (a kind of truth) and how many trials. Out: at each look the two probabilities that the rule reads, and from them, for
any constants, the share of trials in which some arm at some look was given a wrong word. A trial goes on through all looks
whatever was said before, so the shares are what a person who never stops would see: the worst case.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from solemate.nof1.dataset import Likelihood
from solemate.nof1.decision import FIRST_LOOK, LAST_LOOK
from solemate.nof1.posterior import fit
from solemate.nof1.simulate import Floats, Truth, as_datasets, simulate_people

LOOKS = range(FIRST_LOOK, LAST_LOOK + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One kind of person: true differences of the arms, their swings and where on the scale they live."""

    name: str
    beta: tuple[float, ...]  # sustained difference of each arm other than the reference
    phi: float
    sigma: float
    level: float = 5.0
    half_life: float = 1.0  # days
    period: int = 2  # days
    delivered: tuple[float, ...] | None = None  # in the place of beta: what each arm makes of the days of this trial
    smallest_change: float = 1.0  # points


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What N trials showed at each look; NaN where there was not enough variation."""

    p_better: Floats  # [N, looks, K-1]
    p_same: Floats
    truth: Floats  # [K-1], the sign of the true difference


def watch(cell: Cell, trials: int, *, seed: int, likelihood: Likelihood = "rounded") -> Seen:
    """Simulate `trials` people of this cell and analyse each at every look."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *cell.name.encode()])))
    arms = len(cell.beta) + 1
    block = arms * cell.period
    delivered = None if cell.delivered is None else np.tile(np.array(cell.delivered), (trials, 1))
    people = simulate_people(
        trials, days=LAST_LOOK * block, arms=arms, period=cell.period, rng=rng, truth=_truth(cell, trials),
        delivered=delivered,
    )  # fmt: skip
    shape = (trials, len(LOOKS), arms - 1)
    better, same = np.full(shape, np.nan), np.full(shape, np.nan)
    for place, look in enumerate(LOOKS):
        datasets = as_datasets(people, days=look * block, likelihood=likelihood, smallest_change=cell.smallest_change)
        for person, dataset in enumerate(datasets):
            effects = fit(dataset).delivered
            if effects is not None:
                better[person, place] = [found["p_better"] for found in effects.values()]
                same[person, place] = [found["p_same"] for found in effects.values()]
    return Seen(p_better=better, p_same=same, truth=np.sign(np.array(cell.delivered or cell.beta)))


def words(seen: Seen, sure: float, same: float) -> NDArray[np.int8]:
    """[N, looks, K-1]: -1 helps, 1 harms, 2 no-difference, 0 anything else; as `decide` says it."""
    said = np.where(seen.p_better >= sure, -1, np.where(seen.p_better <= 1 - sure, 1, 0))
    found: NDArray[np.int8] = np.where(seen.p_same >= same, 2, said).astype(np.int8)
    return found


def share_wrong(seen: Seen, sure: float, same: float) -> float:
    """The share of trials in which some arm at some look was said to help or to harm and does not."""
    said = words(seen, sure, same)
    wrong = ((said == -1) & (seen.truth >= 0)) | ((said == 1) & (seen.truth <= 0))
    return float(wrong.any(axis=(1, 2)).mean())


def first_words(seen: Seen, sure: float, same: float, arm: int) -> NDArray[np.int8]:
    """[N]: what was said of this arm first, coded as in `words`; 0 where nothing was."""
    said = words(seen, sure, same)[:, :, arm]
    first = (said != 0).argmax(axis=1)
    found: NDArray[np.int8] = said[np.arange(len(said)), first]
    return found


def share_found(seen: Seen, sure: float, same: float, arm: int) -> float:
    """The share of trials in which this arm was rightly said to help or harm at some look, before anything else about it."""
    return float((first_words(seen, sure, same, arm) == seen.truth[arm]).mean())


def share_missed(seen: Seen, sure: float, same: float, arm: int) -> float:
    """The share of trials in which the first word about this arm was that it makes no difference."""
    return float((first_words(seen, sure, same, arm) == 2).mean())


def share_same(seen: Seen, sure: float, same: float, arm: int) -> float:
    """The share of trials in which this arm was said to make no difference at some look."""
    return float((words(seen, sure, same)[:, :, arm] == 2).any(axis=1).mean())


def _truth(cell: Cell, trials: int) -> Truth:
    return Truth(
        beta=np.tile(np.array(cell.beta), (trials, 1)),
        level=np.full(trials, cell.level),
        trend=np.zeros(trials),
        sigma=np.full(trials, cell.sigma),
        phi=np.full(trials, cell.phi),
        half_life=np.full(trials, cell.half_life),
    )
