"""What an interval still holds when the model is wrong: simulated people who break one of its assumptions at a time.

In: the name of what is broken, how many people. Out: their ranks. The answer must be looked at for the delivered difference.
"""

from dataclasses import replace

import numpy as np

from solemate.nof1.calibration import Change, Ranks, as_it_is, people_of, ranks_of, stream
from solemate.nof1.simulate import Floats, draw_truth

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


MISSPECIFIED: dict[str, tuple[Change, Change]] = {
    "nothing broken": (as_it_is, as_it_is),
    "the level wanders (random walk, 0.2 a day)": (_random_walk, as_it_is),
    "the level drops by 2 on one day": (_step, as_it_is),
    "weekends are 1 point worse": (_weekend, as_it_is),
    "heavy tails (Student’s t, 3 degrees)": (as_it_is, as_it_is),
    "5 and the ends are preferred (3 of 10 that are next to them)": (as_it_is, _prefers_five_and_the_ends),
    "evenings missing because they were bad": (as_it_is, _missing_because_bad),
    "half-life 6 days": (as_it_is, as_it_is),
}


def misspecified(name: str, count: int, *, days: int, arms: int, seed: int) -> Ranks:
    """Ranks of the rounded likelihood where one assumption does not hold; all else is drawn from the prior."""
    change_level, change_rating = MISSPECIFIED[name]
    rng = stream(seed, name)
    truth = draw_truth(count, arms, rng)
    if name.startswith("half-life"):
        truth = replace(truth, half_life=np.full(count, 6.0))
    shocks = rng.standard_t(3, (count, days)) / np.sqrt(3) if name.startswith("heavy") else None
    people = people_of(truth, days, arms, rng, change_level, shocks=shocks, change_rating=change_rating)
    return ranks_of(people, "rounded")
