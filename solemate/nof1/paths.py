"""Where swings are far smaller than a step of the scale: paths of the day's true level, drawn through the boxes and weighed.

In: one trial, the lattice's nodes and their stand-ins. Out: rows as the nodes have, one for each path.

Expectation propagation puts a bell in the place of each box. With swings far below a step, a few edges of boxes bound an
effect and no bell does: the ends of an interval were up to a quarter of a posterior sd off. So there the stand-ins only say
where to look. On each node the coefficients come from the stand-ins' normal curve, then the swings day by day, each cut to
its box, with the stand-ins speaking for the days to come (Geweke, Hajivassiliou and Keane, as `reference` does it densely).
A path weighs true density over drawn density, so that the answer is right however wrong the stand-ins are; given a path the
coefficients are normal again. The points are fixed: the same file gives the same bytes.
"""

import math

import numpy as np

from solemate.nof1.compiled import compiled
from solemate.nof1.kernels import ONE_OVER_ROOT_TWO_PI, forward, lay_out
from solemate.nof1.lanes import (
    WIDTH,
    absolute,
    exponential,
    load,
    logarithm,
    mills,
    multiply_add,
    quantile_above,
    spread,
    square_root,
    store,
    where_less,
)
from solemate.nof1.survey import cholesky, inverse_of, log_prior, put

CALM = 0.25  # steps: with a mean of the swings below it, paths are drawn
PATHS = 8192  # about so many, shared among the nodes by what they weigh
WIDER = 1.25  # coefficients are drawn so many times as widely as the stand-ins say
LIGHTEST = 1e-6  # nodes that weigh less get none
LEAST_MASS, OUT_OF_REACH = (
    1e-290,
    -1e9,
)  # a box with less than that is out of the path's reach, which then weighs nothing

# What a node's row holds first (as in `quadrature`).
LOG_DENSITY, SIGMA, PHI, HALF_LIFE, FIRST = 0, 1, 2, 3, 4


@compiled
def calm(rows, low, high):
    """Whether the swings, as the nodes have them, are far smaller than a step: the narrowest box."""
    step = 1e300
    for i in range(low.size):
        step = min(step, high[i] - low[i])
    if step > 1e3:
        return False
    best = rows[:, LOG_DENSITY].max()
    whole, mean = 0.0, 0.0
    for j in range(rows.shape[0]):
        w = math.exp(rows[j, LOG_DENSITY] - best)
        whole += w
        mean += w * rows[j, SIGMA]
    return mean < CALM * step * whole


@compiled
def shares(rows):
    """How many rounds of 8 paths each node gets [J]."""
    best = rows[:, LOG_DENSITY].max()
    weight = np.exp(rows[:, LOG_DENSITY] - best)
    weight /= weight.sum()
    rounds = np.zeros(rows.shape[0], dtype=np.int64)
    for j in range(rows.shape[0]):
        if weight[j] > LIGHTEST:
            rounds[j] = math.ceil(weight[j] * (PATHS // WIDTH))
    return rounds


@compiled
def steps_of(p):
    """Fractions whose multiples fill p dimensions evenly: of the generalised golden ratio (Roberts 2018)."""
    g = 1.5
    for _ in range(60):
        g = (1.0 + g) ** (1.0 / (p + 1.0))
    out = np.empty(p)
    for k in range(p):
        out[k] = g ** -(k + 1.0)
    return out


@compiled
def fixed_fraction(number):
    """A fraction in (0, 1) for each whole number, without pattern (splitmix64; Steele, Lea and Flood 2014)."""
    z = np.uint64(number) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return (np.float64(z >> np.uint64(12)) + 0.5) / 4503599627370496.0


@compiled
def draw_paths(work, at, trial, rows, stand_ins):
    """A row for each path: log weight, hyper-parameters, mean and covariance of the effects given it, factors.

    rows [J, width] and stand_ins [J, 2 n] are the lattice's.
    """
    n, q, p = trial.day.size, trial.dose.shape[1], trial.prior.size
    rounds = shares(rows)
    out = np.empty((rounds.sum() * WIDTH, rows.shape[1]))
    e, later, level = np.empty((p + n) * WIDTH), np.empty(2 * n * WIDTH), np.empty(n * WIDTH)
    c, pull, weights = np.empty(p * WIDTH), np.empty(p * WIDTH), np.empty(WIDTH)
    white = np.empty((n, p + 1))
    step = steps_of(p)
    count = 0
    for node in range(rows.shape[0]):
        if rounds[node] == 0:
            continue
        for lane in range(WIDTH):
            for k in range(3):
                work[at.theta + k * WIDTH + lane] = rows[node, SIGMA + k]
            put(work, at, n, lane, stand_ins[node])
        lay_out(work, at, trial.dose, trial.share, trial.day, trial.gap, trial.trend)
        forward(work, at, trial.gap, trial.prior, p, 0.0)
        covariance = whiten(work, at, trial, white)
        plus = log_prior_of(rows[node], trial.swing_scale) - math.log(rounds[node])
        for _ in range(rounds[node]):
            for lane in range(WIDTH):
                for k in range(p):
                    fraction = (count + lane + 1.0) * step[k]
                    e[k * WIDTH + lane] = fraction - math.floor(fraction)
                for i in range(n):
                    e[(p + i) * WIDTH + lane] = fixed_fraction((count + lane) * n + i + 1)
            draw_round(work, at, trial, white, e, later, level, c, weights, pull)
            for lane in range(WIDTH):
                row = out[count]
                row[:] = rows[node]
                row[LOG_DENSITY] = weights[lane] + plus
                for k in range(q):
                    row[FIRST + k] = 0.0
                    for m in range(p):
                        row[FIRST + k] += covariance[k, m] * pull[m * WIDTH + lane]
                    for m in range(q):
                        row[FIRST + q + k * q + m] = covariance[k, m]
                count += 1
    return out


@compiled
def log_prior_of(row, swing_scale):
    """Log prior density at a node's row."""
    phi = row[PHI]
    return log_prior(
        np.array([math.log(row[SIGMA]), math.log(phi / (1.0 - phi)), math.log(row[HALF_LIFE])]), swing_scale
    )


@compiled
def whiten(work, at, trial, white):
    """Fills white [n, p + 1], the design rows of independent days and the sd they had; returns the covariance [p, p] of the
    coefficients given the true levels."""
    n, p = trial.day.size, trial.prior.size
    sigma = work[at.theta]
    precision = np.zeros((p, p))
    for j in range(p):
        precision[j, j] = trial.prior[j]
    for i in range(n):
        f = work[at.power + trial.gap[i] * WIDTH] if i else 0.0
        sd = sigma * math.sqrt(1.0 - f * f)
        for j in range(p):
            before = work[at.design + ((i - 1) * p + j) * WIDTH] if i else 0.0
            white[i, j] = (work[at.design + (i * p + j) * WIDTH] - f * before) / sd
            for k in range(j + 1):
                precision[j, k] += white[i, j] * white[i, k]
        white[i, p] = sd
    return inverse_of(cholesky(precision)[0])


@compiled
def draw_coefficients(work, at, prior, e, c):
    """Coefficients from the stand-ins' normal curve into c, from fractions e [p]; returns log true over drawn density."""
    p = prior.size
    weight = spread(0.0)
    for j in range(p - 1, -1, -1):
        root = load(work, at.gram + (j * p + j) * WIDTH)
        s = quantile_above(load(e, j * WIDTH))
        weight = weight + (0.5 * s * s - logarithm(root) + math.log(WIDER))
        s = WIDER * s
        for k in range(j + 1, p):
            off = load(c, k * WIDTH) - load(work, at.mean + k * WIDTH)
            s = s - load(work, at.gram + (k * p + j) * WIDTH) * off
        value = load(work, at.mean + j * WIDTH) + s / root
        store(c, j * WIDTH, value)
        weight = weight + (0.5 * math.log(prior[j]) - 0.5 * prior[j] * value * value)
    return weight


@compiled
def draw_round(work, at, trial, white, e, later, level, c, weights, pull):
    """8 paths on one node: log weights [8], and pull [p], which gives the coefficients' mean given the path.

    e [p + n] are fractions; later [2 n], level [n] and c [p] are room to work in.
    """
    n, p = trial.day.size, trial.prior.size
    load(work, at.theta)
    weight = draw_coefficients(work, at, trial.prior, e, c)
    # what the stand-ins of the days to come say of the swing u of each day: e^(shift u - precision u^2 / 2)
    sharp, shift = spread(0.0), spread(0.0)
    for i in range(n - 1, -1, -1):
        middle = spread(0.0)
        for j in range(p):
            middle = multiply_add(load(work, at.design + (i * p + j) * WIDTH), load(c, j * WIDTH), middle)
        store(level, i * WIDTH, middle)
        store(later, 2 * i * WIDTH, sharp)
        store(later, (2 * i + 1) * WIDTH, shift)
        if i == 0:
            break
        tau = load(work, at.precision + i * WIDTH)
        sharp = sharp + tau
        shift = shift + load(work, at.shift + i * WIDTH) - tau * middle
        f = load(work, at.power + trial.gap[i] * WIDTH)
        keep = f / (1.0 + white[i, p] * white[i, p] * sharp)
        sharp, shift = f * keep * sharp, keep * shift
    for j in range(p):
        store(pull, j * WIDTH, spread(0.0))
    u, z = spread(0.0), spread(0.0)
    for i in range(n):
        f = load(work, at.power + trial.gap[i] * WIDTH) if i else spread(0.0)
        own = 1.0 / (white[i, p] * white[i, p])
        middle = load(level, i * WIDTH)
        sharp = own + load(later, 2 * i * WIDTH)
        per = square_root(sharp)
        expected = f * u
        centre = multiply_add(expected, own, load(later, (2 * i + 1) * WIDTH)) / sharp
        a = (trial.low[i] - middle - centre) * per
        b = (trial.high[i] - middle - centre) * per
        sign = where_less(a + b, 0.0, -1.0, 1.0)
        mirrored = where_less(a + b, 0.0, 0.0 - b, a)
        b = where_less(a + b, 0.0, 0.0 - a, b)
        a = mirrored
        above_b = exponential(-0.5 * b * b) * ONE_OVER_ROOT_TWO_PI * mills(b)
        tail = exponential(-0.5 * a * a) * ONE_OVER_ROOT_TWO_PI * mills(absolute(a))
        mass = where_less(a, 0.0, 1.0 - tail, tail) - above_b
        s = quantile_above(multiply_add(load(e, (p + i) * WIDTH), mass, above_b))
        s = where_less(s, a, a, where_less(b, s, b, s))
        u = multiply_add(sign * s, 1.0 / per, centre)
        odds = logarithm(where_less(mass, LEAST_MASS, LEAST_MASS, mass)) - 0.5 * logarithm(sharp / own)
        odds = odds + 0.5 * (s * s - (u - expected) * (u - expected) * own)
        weight = weight + where_less(mass, LEAST_MASS, OUT_OF_REACH, odds)
        fresh = (middle + u - f * z) * (1.0 / white[i, p])
        z = middle + u
        for j in range(p):
            store(pull, j * WIDTH, multiply_add(white[i, j], fresh, load(pull, j * WIDTH)))
    store(weights, 0, weight)
