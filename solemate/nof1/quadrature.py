"""Nodes over (sigma, phi, half-life): where the posterior is, as far as it reaches, and nowhere else.

In: one trial as arrays. Out: one row for each node with its log density, hyper-parameters, and the mean and covariance of
the effects given them. All nodes weigh the same volume, so their weights are the densities.

The nodes are the points of a body-centred cubic lattice in (log sigma, logit phi, log half-life), stretched to the
posterior's own width. On a smooth density such a lattice is exact up to terms like exp(-2 pi^2 / spacing^2), and in three
dimensions no lattice does it with fewer points. It grows outwards from the mode, and goes on growing wherever the density
at its edge is not small yet: the heavy right tail of the half-life gets its nodes without anybody saying so.
"""

import math

import numpy as np

from solemate.nof1.compiled import compiled
from solemate.nof1.kernels import places
from solemate.nof1.lanes import WIDTH
from solemate.nof1.paths import calm, draw_paths
from solemate.nof1.survey import SETTLED, cholesky, evaluate, put, survey, take

SPACING = 1.75  # side of the lattice's cube, in posterior sd,
PLENTY = 40  # with so many ratings; with fewer, a posterior is less like a bell, and nodes cost less
CLOSEST = 1.1
REACH = 4.5  # the lattice grows beyond nodes less than this many nats below the best
MOST_NODES = 2000
HALF = 20  # the lattice ends this many half-cubes from its middle
ATTEMPTS = 5
NARROWEST, WIDEST = 0.45, 2.5  # variance of the posterior in the lattice's own units, between which it is sampled well

# What a node's row holds; then the means, the covariance row by row, and the factors of the effects.
LOG_DENSITY, SIGMA, PHI, HALF_LIFE, FIRST = 0, 1, 2, 3, 4


@compiled
def integrate(trial):
    """All nodes of one trial, best first found, as rows [nodes, 4 + q + q q + q]."""
    n, q, p = trial.day.size, trial.dose.shape[1], trial.prior.size
    largest_gap = 0
    for i in range(n):
        largest_gap = max(largest_gap, trial.gap[i])
    at = places(n, p, q, largest_gap)
    work = np.empty(at.size)
    centre, covariance = np.empty(3), np.empty((3, 3))
    kept = np.empty(2 * n)
    survey(work, at, trial, centre, covariance, kept)

    rows = np.empty((MOST_NODES + WIDTH, FIRST + q + q * q + q))
    where = np.empty((MOST_NODES + WIDTH, 3), dtype=np.int64)
    stand_ins = np.empty((MOST_NODES + WIDTH, 2 * n))
    spacing = SPACING * max(min(n / PLENTY, 1.0) ** (1.0 / 3.0), CLOSEST / SPACING)
    count = 0
    for _ in range(ATTEMPTS):
        root, _good = cholesky(covariance)
        count = grow(work, at, trial, centre, root, spacing, kept, stand_ins, rows, where)
        if fits(rows, where, count, root, spacing, centre, covariance):
            break
    if trial.noise == 0.0 and calm(rows[:count], trial.low, trial.high):
        return draw_paths(work, at, trial, rows[:count], stand_ins)
    return rows[:count]


@compiled
def grow(work, at, trial, centre, root, spacing, kept, stand_ins, rows, where):
    """Fills rows and where with the nodes of one lattice about the centre; returns how many."""
    n, q, p = trial.day.size, trial.dose.shape[1], trial.prior.size
    x, out = np.empty((WIDTH, 3)), np.empty(WIDTH)
    parent = np.empty(MOST_NODES + WIDTH, dtype=np.int64)
    seen = np.zeros((2 * HALF + 1, 2 * HALF + 1, 2 * HALF + 1), dtype=np.uint8)
    where[0] = HALF
    parent[0] = -1
    seen[HALF, HALF, HALF] = 1
    count = step_out(0, where, parent, seen, 1)
    for node in range(count):
        parent[node] = -1
    done = 0
    best = -1e300
    while done < count:
        for lane in range(WIDTH):
            node = min(done + lane, count - 1)
            for k in range(3):
                x[lane, k] = centre[k]
                for m in range(k + 1):
                    x[lane, k] += root[k, m] * 0.5 * spacing * (where[node, m] - HALF)
            if trial.noise == 0.0:  # otherwise no evaluation moves them
                put(work, at, n, lane, stand_ins[parent[node]] if parent[node] >= 0 else kept)
        evaluate(work, at, trial, x, SETTLED, out)
        batch = min(WIDTH, count - done)
        for lane in range(batch):
            row = rows[done + lane]
            row[LOG_DENSITY] = out[lane]
            for k in range(3):
                row[SIGMA + k] = work[at.theta + k * WIDTH + lane]
            for k in range(q):
                row[FIRST + k] = work[at.mean + k * WIDTH + lane]
                row[FIRST + q + q * q + k] = work[at.factor + k * WIDTH + lane]
                for m in range(q):
                    row[FIRST + q + k * q + m] = work[at.inverse + (k * p + m) * WIDTH + lane]
            if trial.noise == 0.0:
                take(work, at, n, lane, stand_ins[done + lane])
            best = max(best, out[lane])
        for lane in range(batch):
            if out[lane] + reaching(rows, done + lane, q) > best - REACH:
                count = step_out(done + lane, where, parent, seen, count)
        done += batch
    return count


@compiled
def reaching(rows, node, q):
    """Nats by which a node counts for more than its density: log of its share in the largest effect's variance.

    At long half-lives effects are wide: few nodes that hardly weigh anything may still make the ends of an interval. Measured
    against the first node, which stands at the middle.
    """
    most = 1.0
    for k in range(q):
        middle, away = rows[0, FIRST + k], rows[node, FIRST + k]
        there = rows[node, FIRST + q + k * q + k] + (away - middle) ** 2
        most = max(most, there / rows[0, FIRST + q + k * q + k])
    return math.log(most)


@compiled
def step_out(node, where, parent, seen, count):
    """Queues the neighbours of a node that were not seen yet; returns the new length of the queue."""
    for corner in range(8):
        inside = count < MOST_NODES
        for k in range(3):
            where[count, k] = where[node, k] + 1 - 2 * (corner >> k & 1)
            inside = inside and 0 <= where[count, k] <= 2 * HALF
        if inside and not seen[where[count, 0], where[count, 1], where[count, 2]]:
            seen[where[count, 0], where[count, 1], where[count, 2]] = 1
            parent[count] = node
            count += 1
    return count


@compiled
def fits(rows, where, count, root, spacing, centre, covariance):
    """Whether the lattice is as wide as what it found. If not, centre and covariance become what it measured."""
    highest = 0
    for node in range(count):
        if rows[node, LOG_DENSITY] > rows[highest, LOG_DENSITY]:
            highest = node
    weight = 0.0
    mean, second, u = np.zeros(3), np.zeros((3, 3)), np.empty(3)
    for node in range(count):
        w = math.exp(rows[node, LOG_DENSITY] - rows[highest, LOG_DENSITY])
        weight += w
        for k in range(3):
            u[k] = 0.5 * spacing * (where[node, k] - HALF)
        for k in range(3):
            mean[k] += w * u[k]
            for m in range(3):
                second[k, m] += w * u[k] * u[m]
    good = count < MOST_NODES
    for k in range(3):
        mean[k] /= weight
    for k in range(3):
        for m in range(3):
            second[k, m] = second[k, m] / weight - mean[k] * mean[m]
        good = good and NARROWEST < second[k, k] < WIDEST
    if good:
        return True
    for k in range(3):
        for m in range(k + 1):
            centre[k] += root[k, m] * mean[m]
    for k in range(3):  # a lattice far too coarse shows no width at all in some direction
        second[k, k] += 0.02
    for k in range(3):
        for m in range(3):
            covariance[k, m] = 0.0
            for i in range(3):
                for j in range(3):
                    covariance[k, m] += root[k, i] * second[i, j] * root[m, j]
    return False
