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
from solemate.nof1.evaluate import SETTLED, evaluate, put, take
from solemate.nof1.lanes import WIDTH
from solemate.nof1.paths import calm, draw_paths
from solemate.nof1.places import places
from solemate.nof1.small_matrices import cholesky
from solemate.nof1.survey import survey

SPACING = 1.75  # side of the lattice's cube, in posterior sd,
PLENTY = 40  # with so many ratings; with fewer, a posterior is less like a bell, and nodes cost less
CLOSEST = 1.1
REACH = 4.5  # the lattice grows beyond nodes less than this many nats below the best,
REACH_NORMAL = 4.0  # and where ratings are normal,
DEEP = 1.0  # but not towards where a straight line would fall by so much more
MOST_NODES = 2000
SLOTS = 4096  # of the table that finds a node by its place
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
    height = np.empty(MOST_NODES + WIDTH)
    table = np.full(SLOTS, -1, dtype=np.int32)
    for k in range(3):
        where[0, k] = HALF
    parent[0] = -1
    table[slot_of(table, where, HALF, HALF, HALF)] = 0
    count = 1
    for corner in range(8):
        count = queue(where, table, 0, corner, count)
    parent[:count] = -1
    reach, deep = (REACH, 1e300) if trial.noise == 0.0 else (REACH_NORMAL, DEEP)
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
            height[done + lane] = out[lane] + reaching(rows, done + lane, q)
            best = max(best, out[lane])
        for node in range(done, done + batch):
            if height[node] > best - reach:
                before = count
                count = step_out(node, where, table, height, done + batch, best - reach - deep, count)
                parent[before:count] = node
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
def slot_of(table, where, a, b, c):
    """The slot of the table that holds the node at (a, b, c), or in which it may be put."""
    slot = (((a * 64 + b) * 64 + c) * 2654435761 >> 16) & (SLOTS - 1)
    while True:
        node = table[slot]
        if node < 0 or (where[node, 0] == a and where[node, 1] == b and where[node, 2] == c):
            return slot
        slot = (slot + 1) & (SLOTS - 1)


@compiled
def queue(where, table, node, corner, count):
    """Queues the neighbour of a node towards one corner if it was not seen yet; returns the new length of the queue."""
    a = where[node, 0] + 1 - 2 * (corner & 1)
    b = where[node, 1] + 1 - 2 * (corner >> 1 & 1)
    c = where[node, 2] + 1 - 2 * (corner >> 2 & 1)
    if count >= MOST_NODES or min(a, b, c) < 0 or max(a, b, c) > 2 * HALF:
        return count
    slot = slot_of(table, where, a, b, c)
    if table[slot] >= 0:
        return count
    table[slot] = count
    where[count, 0], where[count, 1], where[count, 2] = a, b, c
    return count + 1


@compiled
def step_out(node, where, table, height, known, least, count):
    """Queues the neighbours of a node that were not seen yet; returns the new length of the queue.

    Where the density falls so steeply from the opposite neighbour that it would be below `least` if it went on like that,
    there is nothing to see: a bell falls ever more steeply.
    """
    for corner in range(8):
        a = where[node, 0] - 1 + 2 * (corner & 1)
        b = where[node, 1] - 1 + 2 * (corner >> 1 & 1)
        c = where[node, 2] - 1 + 2 * (corner >> 2 & 1)
        other = table[slot_of(table, where, a, b, c)]
        if 0 <= other < known and 2.0 * height[node] - height[other] < least:
            continue
        count = queue(where, table, node, corner, count)
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
