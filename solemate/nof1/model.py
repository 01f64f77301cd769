"""MODEL 1 and MODEL 1S as columns and priors: what of a trial enters the loops of `quadrature.py`.

In: arms, ratings and shares done of one trial. Out: build-ups' doses, boxes and prior precisions, in units in which the
scale is 10 wide and its middle is 0 (for two sides: in which their difference is 0 where they are alike).
"""

import math

import numpy as np

from solemate.nof1.compiled import compiled

NAME, VERSION = "MODEL 1", "1"
SIDES_NAME = "MODEL 1S"

# Prior standard deviations, on a scale 10 wide.
EFFECT_SD = 2.0
LEVEL_SD = 3.0
TREND_SD = 2.0
SWING_SCALE = 2.0

EXACT_NOISE = 1e-9  # variance of a rating taken as it stands, on a scale 10 wide: as in the reference posteriors
SIDES_NOISE = 1.0 / 6.0  # variance of two roundings, in steps squared
OPEN_END = 1e6

ROUNDED, GAUSSIAN, SIDES = 0, 1, 2


@compiled
def precisions(q):
    """Prior precisions [q + 2] of the effects, the level and the trend."""
    prior = np.full(q + 2, 1.0 / (EFFECT_SD * EFFECT_SD))
    prior[q] = 1.0 / (LEVEL_SD * LEVEL_SD)
    prior[q + 1] = 1.0 / (TREND_SD * TREND_SD)
    return prior


@compiled
def doses(arm, done, arms, kind):
    """What each day gives to each build-up, and the weights of the delivered effect, both [T, q].

    arm [T] is the index of the arm, 0 the reference; for two sides -1 where the left one is treated, 1 the right one, 0
    neither. done [T] is the share of the day's planned time.
    """
    days, q = arm.size, arms - 1
    dose, share = np.zeros((days, q)), np.zeros((days, q))
    for k in range(q):
        used = 0
        for t in range(days):
            sign = 1.0 if arm[t] == k + 1 else 0.0
            if kind == SIDES:
                sign = -1.0 * arm[t]  # left minus right
            dose[t, k] = sign * done[t]
            share[t, k] = sign
            used += sign != 0.0
        for t in range(days):
            share[t, k] /= used
    return dose, share


@compiled
def boxes(rating, lowest, highest, kind):
    """The rated days [n] and the box (low, high] [n] of each rating, in tenths of the scale about its middle."""
    unit = (highest - lowest) / 10.0
    middle = 0.0 if kind == SIDES else 0.5 * (lowest + highest)
    n = 0
    for t in range(rating.size):
        n += not math.isnan(rating[t])
    day, low, high = np.empty(n, dtype=np.int64), np.empty(n), np.empty(n)
    i = 0
    for t in range(rating.size):
        if math.isnan(rating[t]):
            continue
        day[i] = t
        half = 0.5 if kind == ROUNDED else 0.0
        low[i] = (rating[t] - half - middle) / unit
        high[i] = (rating[t] + half - middle) / unit
        if kind == ROUNDED and rating[t] <= lowest:
            low[i] = -OPEN_END
        if kind == ROUNDED and rating[t] >= highest:
            high[i] = OPEN_END
        i += 1
    return day, low, high


@compiled
def beginning(low, high):
    """Where the search for the mode begins: swings as wide as the ratings, phi 0.4, half-life 1 day."""
    n = low.size
    mean, square = 0.0, 0.0
    for i in range(n):
        a = max(low[i], high[i] - 1.0) if high[i] < 0.5 * OPEN_END else low[i]
        b = min(high[i], low[i] + 1.0) if low[i] > -0.5 * OPEN_END else high[i]
        mean += 0.5 * (a + b) / n
        square += 0.25 * (a + b) * (a + b) / n
    sd = math.sqrt(max(square - mean * mean, 0.0))
    return np.array([math.log(min(max(0.9 * sd, 0.2), 6.0)), -0.4, 0.0])
