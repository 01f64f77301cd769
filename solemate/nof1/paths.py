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
from solemate.nof1.evaluate import log_prior, put
from solemate.nof1.kernels import ONE_OVER_ROOT_TWO_PI, forward, lay_out
from solemate.nof1.lane_functions import exponential, logarithm, mills_over, quantile_above
from solemate.nof1.lanes import WIDTH, absolute, load, multiply_add, spread, store, where_less
from solemate.nof1.small_matrices import cholesky, inverse_of

CALM, MATTERS = 0.2, 0.05  # steps, and the weight of nodes with swings below it from which on paths are drawn
PATHS = 8192  # about so many, shared among the nodes by what they weigh
WIDER = 1.25  # coefficients are drawn so many times as widely as the stand-ins say
LIGHTEST = 1e-6  # nodes that weigh less get none
LEAST_MASS, OUT_OF_REACH = 1e-70, -1e9  # a box with less mass is out of a path's reach, which then weighs nothing

# What all paths of a node share, for each day: share of the last swing that is left, precision and its root of what is new,
# root of the precision and variance of a swing when all is told, half a log, what of later days' say is passed on; and the
# day's design row, made independent of the day before.
LINK, OWN, WHITE, PER, VARIANCE, ODDS, KEPT, ROW = range(8)

# What a node's row holds first (as in `quadrature`).
LOG_DENSITY, SIGMA, PHI, HALF_LIFE, FIRST = 0, 1, 2, 3, 4


@compiled
def calm(rows, low, high):
    """Whether nodes that matter have swings far smaller than a step: the narrowest box.

    Their share and not the mean of the swings: where they may be small or may not, stand-ins also misjudge which it is.
    """
    step = 1e300
    for i in range(low.size):
        step = min(step, high[i] - low[i])
    if step > 1e3:
        return False
    best = rows[:, LOG_DENSITY].max()
    whole, small = 0.0, 0.0
    for j in range(rows.shape[0]):
        w = math.exp(rows[j, LOG_DENSITY] - best)
        whole += w
        if rows[j, SIGMA] < CALM * step:
            small += w
    return small > MATTERS * whole


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
    e, shifts, level = np.empty((p + n) * WIDTH), np.empty(n * WIDTH), np.empty(n * WIDTH)
    c, pull, weights = np.empty(p * WIDTH), np.empty(p * WIDTH), np.empty(WIDTH)
    chain = np.empty((n, ROW + p))
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
        covariance = prepare(work, at, trial, chain)
        plus = log_prior_of(rows[node], trial.swing_scale) - math.log(rounds[node])
        for _ in range(rounds[node]):
            for lane in range(WIDTH):
                for k in range(p):
                    fraction = (count + lane + 1.0) * step[k]
                    e[k * WIDTH + lane] = fraction - math.floor(fraction)
                for i in range(n):
                    e[(p + i) * WIDTH + lane] = fixed_fraction((count + lane) * n + i + 1)
            draw_round(work, at, trial, chain, e, shifts, level, c, weights, pull)
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
def prepare(work, at, trial, chain):
    """What all paths of a node share: rows of `chain` [n], and the covariance [p, p] of the coefficients given the levels."""
    n, p = trial.day.size, trial.prior.size
    sigma = work[at.theta]
    covariance = np.zeros((p, p))
    for j in range(p):
        covariance[j, j] = trial.prior[j]
    for i in range(n):
        f = work[at.power + trial.gap[i] * WIDTH] if i else 0.0
        own = sigma * sigma * (1.0 - f * f)
        chain[i, LINK], chain[i, OWN], chain[i, WHITE] = f, 1.0 / own, 1.0 / math.sqrt(own)
        for j in range(p):
            before = work[at.design + ((i - 1) * p + j) * WIDTH] if i else 0.0
            chain[i, ROW + j] = (work[at.design + (i * p + j) * WIDTH] - f * before) / math.sqrt(own)
            for k in range(j + 1):
                covariance[j, k] += chain[i, ROW + j] * chain[i, ROW + k]
    later = 0.0  # precision with which the days to come speak of a day's swing: the same for all paths
    for i in range(n - 1, -1, -1):
        sharp = chain[i, OWN] + later
        chain[i, PER], chain[i, VARIANCE] = math.sqrt(sharp), 1.0 / sharp
        chain[i, ODDS] = 0.5 * math.log(chain[i, OWN] / sharp)
        seen = later + work[at.precision + i * WIDTH]
        chain[i, KEPT] = chain[i, LINK] / (1.0 + seen / chain[i, OWN])
        later = chain[i, LINK] * chain[i, KEPT] * seen
    return inverse_of(cholesky(covariance)[0])


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
def draw_round(work, at, trial, chain, e, shifts, level, c, weights, pull):
    """8 paths on one node: log weights [8], and pull [p], which gives the coefficients' mean given the path.

    e [p + n] are fractions; shifts [n], level [n] and c [p] are room to work in. Divisions are what costs, so they are shared.
    """
    n, p = trial.day.size, trial.prior.size
    weight = draw_coefficients(work, at, trial.prior, e, c)
    shift = spread(0.0)  # the days to come say e^(shift u - precision u^2 / 2) of the swing u of a day
    for i in range(n - 1, -1, -1):
        middle = spread(0.0)
        for j in range(p):
            middle = multiply_add(load(work, at.design + (i * p + j) * WIDTH), load(c, j * WIDTH), middle)
        store(level, i * WIDTH, middle)
        store(shifts, i * WIDTH, shift)
        shift = (shift + load(work, at.shift + i * WIDTH) - load(work, at.precision + i * WIDTH) * middle) * chain[
            i, KEPT
        ]
    for j in range(p):
        store(pull, j * WIDTH, spread(0.0))
    u, z, masses, least = spread(0.0), spread(0.0), spread(1.0), spread(1.0)
    for i in range(n):
        middle, per = load(level, i * WIDTH), chain[i, PER]
        expected = chain[i, LINK] * u
        centre = multiply_add(expected, chain[i, OWN], load(shifts, i * WIDTH)) * chain[i, VARIANCE]
        a = (trial.low[i] - middle - centre) * per
        b = (trial.high[i] - middle - centre) * per
        sign = where_less(a + b, 0.0, -1.0, 1.0)
        mirrored = where_less(a + b, 0.0, 0.0 - b, a)
        b = where_less(a + b, 0.0, 0.0 - a, b)
        a = mirrored
        size = absolute(a)
        a_below, b_below = (size + 4.0) * (size + 1.0), (b + 4.0) * (b + 1.0)
        both = 1.0 / (a_below * b_below)
        tail = exponential(-0.5 * a * a) * ONE_OVER_ROOT_TWO_PI * mills_over(size, both * b_below)
        above_b = exponential(-0.5 * b * b) * ONE_OVER_ROOT_TWO_PI * mills_over(b, both * a_below)
        mass = where_less(a, 0.0, 1.0 - tail, tail) - above_b
        s = quantile_above(multiply_add(load(e, (p + i) * WIDTH), mass, above_b))
        s = where_less(s, a, a, where_less(b, s, b, s))
        u = multiply_add(sign * s, 1.0 / per, centre)
        least = where_less(mass, least, mass, least)
        masses = masses * where_less(mass, LEAST_MASS, LEAST_MASS, mass)
        if i % 4 == 3 or i == n - 1:
            weight = weight + logarithm(masses)
            masses = spread(1.0)
        away = u - expected
        weight = weight + (chain[i, ODDS] + 0.5 * (s * s - away * away * chain[i, OWN]))
        fresh = (middle + u - chain[i, LINK] * z) * chain[i, WHITE]
        z = middle + u
        for j in range(p):
            store(pull, j * WIDTH, multiply_add(chain[i, ROW + j], fresh, load(pull, j * WIDTH)))
    store(weights, 0, where_less(least, LEAST_MASS, OUT_OF_REACH, weight))
