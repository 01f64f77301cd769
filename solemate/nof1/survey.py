"""Where the posterior of (log sigma, logit phi, log half-life) is, roughly, and how wide.

In: one trial as arrays. Out: a middle, a covariance, and the stand-ins at the middle: what the lattice begins with. It need
not be exact. Each survey evaluates 15 points at once, a step of about one sd away, fits a paraboloid to them and moves to
its top; when that led downwards it goes back and halves its steps. Wide steps see the posterior's bulk and not only its tip.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from solemate.nof1.compiled import compiled
from solemate.nof1.kernels import backward, exact, forward, lay_out
from solemate.nof1.lanes import WIDTH, absolute, exponential, load, logarithm, spread, store, where_less
from solemate.nof1.model import EXACT_NOISE

SURVEYS = 12
POINTS = 15
CORNER = 0.7
LARGEST_MOVE = 2.0  # steps at once
NEAR = 0.7  # steps: a smaller move needs no other survey
WORSE = 0.5  # nats lower than seen before: the move was too bold
FIRST_STEP = np.array([0.2, 0.7, 0.6])
LEAST_STEP, MOST_STEP = 0.02, 1.2

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


@compiled
def cholesky(a):
    """Lower factor of a small matrix; the second value says whether it is positive definite."""
    n = a.shape[0]
    root = np.zeros((n, n))
    for j in range(n):
        for i in range(j, n):
            s = a[i, j]
            for k in range(j):
                s -= root[i, k] * root[j, k]
            if i == j:
                if not s > 1e-12:
                    return root, False
                root[j, j] = math.sqrt(s)
            else:
                root[i, j] = s / root[j, j]
    return root, True


@compiled
def inverse_of(root):
    """(root root')^-1."""
    n = root.shape[0]
    half = np.zeros((n, n))
    for j in range(n):
        half[j, j] = 1.0 / root[j, j]
        for i in range(j + 1, n):
            s = 0.0
            for k in range(j, i):
                s -= root[i, k] * half[k, j]
            half[i, j] = s / root[i, i]
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            for k in range(n):
                out[i, j] += half[k, i] * half[k, j]
    return out


@compiled
def curvature(f):
    """Slope and positive definite curvature (of minus f) from 15 values: the middle, 6 steps along and 8 corners."""
    slope = np.zeros(3)
    bend = np.zeros((3, 3))
    for k in range(3):
        up, down = f[1 + 2 * k], f[2 + 2 * k]
        slope[k] = 0.5 * (up - down)
        bend[k, k] = min(max(2.0 * f[0] - up - down, 0.1), 20.0)
    for corner in range(8):
        for k in range(3):
            for m in range(k):
                sign = (1 - 2 * (corner >> k & 1)) * (1 - 2 * (corner >> m & 1))
                bend[k, m] -= sign * f[7 + corner] / (8.0 * CORNER * CORNER)
    for k in range(3):
        for m in range(k):
            most = 0.8 * math.sqrt(bend[k, k] * bend[m, m])
            bend[k, m] = min(max(bend[k, m], -most), most)
            bend[m, k] = bend[k, m]
    while True:
        root, good = cholesky(bend)
        if good and root[1, 1] ** 2 > 0.2 * bend[1, 1] and root[2, 2] ** 2 > 0.2 * bend[2, 2]:
            return slope, bend, root
        for k in range(3):
            for m in range(3):
                if k != m:
                    bend[k, m] *= 0.8


@compiled
def survey_point(point, centre, step, x):
    """Point 0 to 14 of a survey into x [3]: the middle, 6 steps along, 8 corners."""
    for k in range(3):
        x[k] = centre[k]
        if 1 <= point < 7 and (point - 1) // 2 == k:
            x[k] += step[k] if point % 2 else -step[k]
        if point >= 7:
            x[k] += CORNER * step[k] * (1 - 2 * (point - 7 >> k & 1))


@compiled
def survey(work, at, trial, centre, covariance, kept):
    """Finds the middle [3] and the covariance [3, 3]; leaves the stand-ins there in kept [2 n]."""
    n = trial.day.size
    x, out = np.empty((WIDTH, 3)), np.empty(WIDTH)
    f, point = np.empty(POINTS), np.empty(3)
    step, top = np.empty(3), np.empty(3)
    for k in range(3):
        step[k] = FIRST_STEP[k]
        centre[k] = top[k] = trial.start[k]
    best = -1e300
    begin_stand_ins(trial, kept)
    for lane in range(WIDTH):
        put(work, at, n, lane, kept)
    for _ in range(SURVEYS):
        for half in range(2):
            for lane in range(WIDTH):
                survey_point(min(half * WIDTH + lane, POINTS - 1), centre, step, point)
                for k in range(3):
                    x[lane, k] = point[k]
                if trial.noise == 0.0:
                    put(work, at, n, lane, kept)
            evaluate(work, at, trial, x, ROUGHLY, out)
            for lane in range(WIDTH):
                f[min(half * WIDTH + lane, POINTS - 1)] = out[lane]
            if half == 0:
                take(work, at, n, 0, kept)
        highest = 0
        for i in range(POINTS):
            if f[i] > f[highest]:
                highest = i
        if f[highest] < best - WORSE:
            for k in range(3):
                centre[k] = top[k]
                step[k] *= 0.5
            continue
        if f[highest] > best:
            best = f[highest]
            survey_point(highest, centre, step, top)
        slope, bend, root = curvature(f)
        variance = inverse_of(root)
        settled = True
        for k in range(3):
            for m in range(3):
                covariance[k, m] = variance[k, m] * step[k] * step[m]
        for k in range(3):
            move = 0.0
            for m in range(3):
                move += variance[k, m] * slope[m]
            move = min(max(move, -LARGEST_MOVE), LARGEST_MOVE)
            width = 1.0 / math.sqrt(bend[k, k])
            centre[k] = min(max(centre[k] + move * step[k], LEAST[k] + 0.5), MOST[k] - 0.5)
            if abs(move) > NEAR or width > 1.8 or width < 0.5:
                settled = False
            step[k] = min(max(step[k] * min(max(width, 0.4), 2.5), LEAST_STEP), MOST_STEP)
        if settled:
            break
