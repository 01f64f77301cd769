"""Log density of (log sigma, logit phi, log half-life) given one trial, at 8 points at once; and the stand-ins that EP leaves.

In: one trial as arrays, points, and the stand-ins to begin with. Out: log densities; in the work array, all that the loops
over days leave for each point.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from solemate.nof1.compiled import compiled
from solemate.nof1.exact import exact
from solemate.nof1.kernels import backward, forward, lay_out
from solemate.nof1.lane_functions import exponential, logarithm
from solemate.nof1.lanes import WIDTH, absolute, load, spread, store, where_less
from solemate.nof1.model import EXACT_NOISE

MOST_SWEEPS = 40
# EP stops when no day's mean moves by more, in sd of its cavity: while the middle is looked for, and on the lattice. The
# evidence hardly feels what is left, whose square it is.
ROUGHLY, SETTLED = 0.2, 0.05
EAGER = 6  # sweeps that take the new stand-ins whole
DAMPING = 0.6  # and how much of them is taken afterwards
# Beyond these the prior is cut off: no rating can tell them from the limit (log sigma, logit phi, log half-life).
LEAST = np.array([-7.0, -9.0, -5.0])
MOST = np.array([5.0, 9.0, 5.0])


class Trial(NamedTuple):
    """One trial on a scale 10 wide: T days, n of them rated, q effects, p = q + 2 coefficients."""

    dose: Any  # [T, q] what each day gives to each build-up
    share: Any  # [T, q] weights whose sum over build-ups is the factor of the delivered effect
    day: Any  # [n] the rated days
    gap: Any  # [n] days since the rating before
    trend: Any  # [n] the straight line
    low: Any  # [n] each rating's box (low, high], about the middle of the scale;
    high: Any  # [n] the rating itself twice, where it has normal noise
    prior: Any  # [p] prior precisions
    swing_scale: float
    noise: float  # variance; 0 where ratings are rounded
    start: Any  # [3] where the search begins


@compiled
def log_prior(x, swing_scale):
    """Log prior density of (log sigma, logit phi, log half-life), Jacobians included, without its constant."""
    for k in range(3):
        if x[k] < LEAST[k] or x[k] > MOST[k]:
            return -1e30
    sigma = math.exp(x[0]) / swing_scale
    # Beta(2, 3) on phi: 2 log phi + 3 log(1 - phi)
    plus = math.log1p(math.exp(-abs(x[1])))
    log_phi = min(x[1], 0.0) - plus
    log_rest = -max(x[1], 0.0) - plus
    return -0.5 * sigma * sigma + x[0] + 2.0 * log_phi + 3.0 * log_rest - 0.5 * (x[2] / 0.75) ** 2


@compiled
def place_theta(work, at, x, swing_scale):
    """Points x [8, 3] into `theta`, cut off where the prior is, and what `log_prior` says of them."""
    for k in range(3):
        for lane in range(WIDTH):
            work[at.theta + k * WIDTH + lane] = x[lane, k]
    outside = spread(0.0)
    for k in range(3):
        value = load(work, at.theta + k * WIDTH)
        outside = where_less(value, LEAST[k], 1.0, where_less(MOST[k], value, 1.0, outside))
        value = where_less(value, LEAST[k], LEAST[k], where_less(MOST[k], value, MOST[k], value))
        store(work, at.theta + k * WIDTH, value)
    log_sigma, logit, log_half_life = (
        load(work, at.theta), load(work, at.theta + WIDTH), load(work, at.theta + 2 * WIDTH)
    )  # fmt: skip
    sigma = exponential(log_sigma)
    shrunk = exponential(0.0 - absolute(logit))
    plus = logarithm(1.0 + shrunk)
    log_phi = where_less(logit, 0.0, logit, 0.0) - plus
    log_rest = where_less(logit, 0.0, 0.0, 0.0 - logit) - plus
    swing, slow = sigma / swing_scale, log_half_life / 0.75
    density = log_sigma + 2.0 * log_phi + 3.0 * log_rest - 0.5 * (swing * swing + slow * slow)
    store(work, at.log_prior, where_less(outside, 0.5, density, -1e30))
    store(work, at.theta, sigma)
    store(work, at.theta + WIDTH, where_less(logit, 0.0, shrunk, 1.0) / (1.0 + shrunk))
    store(work, at.theta + 2 * WIDTH, exponential(log_half_life))


@compiled
def evaluate(work, at, trial, x, settled, out):
    """Log density of 8 points x [8, 3] into out [8]. The stand-ins in `work` are where EP begins, and where it ended."""
    p = trial.prior.size
    place_theta(work, at, x, trial.swing_scale)
    if 0.0 < trial.noise <= EXACT_NOISE:
        exact(work, at, trial.dose, trial.share, trial.day, trial.gap, trial.trend, trial.low, trial.prior)
    else:
        lay_out(work, at, trial.dose, trial.share, trial.day, trial.gap, trial.trend)
        forward(work, at, trial.gap, trial.prior, p, trial.noise)
    for lane in range(WIDTH):
        out[lane] = work[at.evidence + lane]
    if trial.noise == 0.0:
        for sweep in range(MOST_SWEEPS):
            backward(work, at, trial.gap, trial.low, trial.high, p, 1.0 if sweep < EAGER else DAMPING)
            change = 0.0
            for lane in range(WIDTH):
                change = max(change, work[at.change + lane])
                out[lane] = work[at.evidence + lane]
            forward(work, at, trial.gap, trial.prior, p, trial.noise)
            if change < settled * settled:
                break
    for lane in range(WIDTH):
        out[lane] += work[at.log_prior + lane]
        if not out[lane] > -1e30:
            out[lane] = -1e30


@compiled
def take(work, at, n, lane, kept):
    """The stand-ins of one lane into kept [2 n]."""
    for i in range(n):
        kept[i] = work[at.precision + i * WIDTH + lane]
        kept[n + i] = work[at.shift + i * WIDTH + lane]


@compiled
def put(work, at, n, lane, kept):
    """Stand-ins kept [2 n] into one lane."""
    for i in range(n):
        work[at.precision + i * WIDTH + lane] = kept[i]
        work[at.shift + i * WIDTH + lane] = kept[n + i]


@compiled
def begin_stand_ins(trial, kept):
    """Stand-ins to begin with: a rating as if it were normal about the middle of its box, an end of the scale vaguely so."""
    n = trial.low.size
    for i in range(n):
        low, high = trial.low[i], trial.high[i]
        if trial.noise > 0.0:
            tau, middle = 1.0 / trial.noise, low
        elif high - low > 1e3:
            tau = 0.5
            middle = high - 1.0 if low < -1e3 else low + 1.0
        else:
            tau, middle = 12.0 / (high - low) ** 2, 0.5 * (low + high)
        kept[i] = tau
        kept[n + i] = tau * middle
