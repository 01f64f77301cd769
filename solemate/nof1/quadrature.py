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
from solemate.nof1.kernels import backward, forward, lay_out, places
from solemate.nof1.lanes import WIDTH

SPACING = 1.75  # side of the lattice's cube, in posterior sd
REACH = 5.0  # the lattice grows beyond nodes less than this many nats below the best
MOST_NODES = 1200
HALF = 20  # the lattice ends this many half-cubes from its middle
SURVEYS = 10
CORNER = 0.7
SWEEPS = 2
MOST_SWEEPS = 40
SETTLED = 0.02  # EP stops when no tilted mean moves by more, in posterior sd

# What a node's row holds; then the means, the covariance row by row, and the factors of the effects.
LOG_DENSITY, SIGMA, PHI, HALF_LIFE, FIRST = 0, 1, 2, 3, 4

# Beyond these the prior is cut off: no rating can tell them from the limit (log sigma, logit phi, log half-life).
LEAST = np.array([-7.0, -9.0, -5.0])
MOST = np.array([5.0, 9.0, 5.0])


@compiled
def log_prior(x, sigma_scale):
    """Log prior density of (log sigma, logit phi, log half-life), Jacobians included, without its constant."""
    if (x < LEAST).any() or (x > MOST).any():
        return -1e30
    sigma = math.exp(x[0]) / sigma_scale
    # Beta(2, 3) on phi: 2 log phi + 3 log(1 - phi)
    plus = math.log1p(math.exp(-abs(x[1])))
    log_phi = min(x[1], 0.0) - plus
    log_rest = -max(x[1], 0.0) - plus
    return -0.5 * sigma * sigma + x[0] + 2.0 * log_phi + 3.0 * log_rest - 0.5 * (x[2] / 0.75) ** 2


@compiled
def evaluate(work, at, x, out, dose, share, day, gap, trend, low, high, prior, sigma_scale, largest_gap, exact, least):
    """Log density of 8 points x [8, 3] into out [8]. The stand_ins in `work` are where EP begins, and where it ended."""
    p = prior.size
    for lane in range(WIDTH):
        for k in range(3):
            z = min(max(x[lane, k], LEAST[k]), MOST[k])
            work[at.theta + k * WIDTH + lane] = 1.0 / (1.0 + math.exp(-z)) if k == 1 else math.exp(z)
    lay_out(work, at, dose, share, day, trend, largest_gap)
    forward(work, at, gap, prior, p, exact)
    if not exact:
        damping = 1.0
        for sweep in range(MOST_SWEEPS):
            backward(work, at, gap, low, high, p, damping)
            change = 0.0
            for lane in range(WIDTH):
                change = max(change, work[at.change + lane])
                out[lane] = work[at.evidence + lane]
            forward(work, at, gap, prior, p, exact)
            if sweep + 1 >= least and change < SETTLED:
                break
            if sweep >= 6:
                damping = 0.6
    else:
        for lane in range(WIDTH):
            out[lane] = work[at.evidence + lane]
    for lane in range(WIDTH):
        out[lane] += log_prior(x[lane], sigma_scale)
        if not out[lane] > -1e30:
            out[lane] = -1e30


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
def begin_stand_ins(work, at, low, high, exact, precision):
    """Sites to begin with: a rating as if it were normal about the middle of its box, an end of the scale vaguely so."""
    n = low.size
    for i in range(n):
        tau = precision
        middle = 0.5 * (low[i] + high[i])
        if not exact:
            tau = 12.0 / (high[i] - low[i]) ** 2
            if high[i] - low[i] > 1e3:
                tau = 0.5
                middle = high[i] - 1.0 if low[i] < -1e3 else low[i] + 1.0
        for lane in range(WIDTH):
            work[at.precision + i * WIDTH + lane] = tau
            work[at.shift + i * WIDTH + lane] = tau * middle


@compiled
def integrate(dose, share, day, gap, trend, low, high, prior, sigma_scale, start, exact, precision):
    """All nodes of one trial, best first found, as rows [nodes, 4 + q + q q + q].

    dose, share [T, q]; day, gap [n] of the rated days; trend [n]; boxes (low, high] [n] about the middle of the scale,
    or twice the rating itself where it is `exact` with noise of the given `precision`; prior [q + 2] precisions.
    """
    n, q, p = day.size, dose.shape[1], prior.size
    largest_gap = 0
    for i in range(n):
        largest_gap = max(largest_gap, gap[i])
    at = places(n, p, q, largest_gap)
    work = np.empty(at.size)
    begin_stand_ins(work, at, low, high, exact, precision)

    x = np.empty((WIDTH, 3))
    out = np.empty(WIDTH)
    f = np.empty(15)
    centre = start.copy()
    step = np.array([0.2, 0.7, 0.6])
    kept = np.empty((2, n))
    covariance = np.zeros((3, 3))
    for survey in range(SURVEYS):
        for half in range(2):
            for lane in range(WIDTH):
                point = half * WIDTH + lane
                for k in range(3):
                    x[lane, k] = centre[k]
                    if 1 <= point < 7 and (point - 1) // 2 == k:
                        x[lane, k] += step[k] if point % 2 else -step[k]
                    if 7 <= point < 15:
                        x[lane, k] += CORNER * step[k] * (1 - 2 * (point - 7 >> k & 1))
            if half == 1 or survey > 0:
                for i in range(n):
                    for lane in range(WIDTH):
                        work[at.precision + i * WIDTH + lane] = kept[0, i]
                        work[at.shift + i * WIDTH + lane] = kept[1, i]
            evaluate(
                work,
                at,
                x,
                out,
                dose,
                share,
                day,
                gap,
                trend,
                low,
                high,
                prior,
                sigma_scale,
                largest_gap,
                exact,
                SWEEPS,
            )
            for lane in range(WIDTH):
                if half * WIDTH + lane < 15:
                    f[half * WIDTH + lane] = out[lane]
            if half == 0:
                for i in range(n):
                    kept[0, i] = work[at.precision + i * WIDTH]
                    kept[1, i] = work[at.shift + i * WIDTH]
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
            move = min(max(move, -2.0), 2.0)
            width = 1.0 / math.sqrt(bend[k, k])
            centre[k] = min(max(centre[k] + move * step[k], LEAST[k] + 0.5), MOST[k] - 0.5)
            if abs(move) > 0.4 or width > 1.5 or width < 0.6:
                settled = False
            step[k] = min(max(step[k] * min(max(width, 0.4), 2.5), 0.02), 1.2)
        if settled:
            break

    width = FIRST + q + q * q + q
    for attempt in range(3):
        root, good = cholesky(covariance)
        rows = np.empty((MOST_NODES + WIDTH, width))
        where = np.empty((MOST_NODES + WIDTH, 3), dtype=np.int64)
        parent = np.empty(MOST_NODES + WIDTH, dtype=np.int64)
        stand_ins = np.empty((MOST_NODES + WIDTH, 2 * n))
        seen = np.zeros((2 * HALF + 1, 2 * HALF + 1, 2 * HALF + 1), dtype=np.uint8)
        where[0] = HALF
        parent[0] = -1
        seen[HALF, HALF, HALF] = 1
        count = 1
        for corner in range(8):
            for k in range(3):
                where[count, k] = HALF + 1 - 2 * (corner >> k & 1)
            parent[count] = -1
            seen[where[count, 0], where[count, 1], where[count, 2]] = 1
            count += 1
        done = 0
        best = -1e300
        while done < count:
            for lane in range(WIDTH):
                node = min(done + lane, count - 1)
                for k in range(3):
                    x[lane, k] = centre[k]
                    for m in range(k + 1):
                        x[lane, k] += root[k, m] * 0.5 * SPACING * (where[node, m] - HALF)
                source = parent[node]
                for i in range(n):
                    work[at.precision + i * WIDTH + lane] = stand_ins[source, i] if source >= 0 else kept[0, i]
                    work[at.shift + i * WIDTH + lane] = stand_ins[source, n + i] if source >= 0 else kept[1, i]
            evaluate(
                work,
                at,
                x,
                out,
                dose,
                share,
                day,
                gap,
                trend,
                low,
                high,
                prior,
                sigma_scale,
                largest_gap,
                exact,
                SWEEPS,
            )
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
                for i in range(n):
                    stand_ins[done + lane, i] = work[at.precision + i * WIDTH + lane]
                    stand_ins[done + lane, n + i] = work[at.shift + i * WIDTH + lane]
                best = max(best, out[lane])
            for lane in range(batch):
                if out[lane] < best - REACH:
                    continue
                node = done + lane
                for corner in range(8):
                    inside = count < MOST_NODES
                    for k in range(3):
                        where[count, k] = where[node, k] + 1 - 2 * (corner >> k & 1)
                        inside = inside and 0 <= where[count, k] <= 2 * HALF
                    if inside and not seen[where[count, 0], where[count, 1], where[count, 2]]:
                        seen[where[count, 0], where[count, 1], where[count, 2]] = 1
                        parent[count] = node
                        count += 1
            done += batch
        # Does the lattice fit what it found? Otherwise once more, with the width just measured.
        weight = 0.0
        mean = np.zeros(3)
        second = np.zeros((3, 3))
        for node in range(count):
            w = math.exp(rows[node, LOG_DENSITY] - best)
            weight += w
            for k in range(3):
                u = 0.5 * SPACING * (where[node, k] - HALF)
                mean[k] += w * u
                for m in range(3):
                    second[k, m] += w * u * 0.5 * SPACING * (where[node, m] - HALF)
        mean /= weight
        second /= weight
        fits = count < MOST_NODES
        for k in range(3):
            for m in range(3):
                second[k, m] -= mean[k] * mean[m]
        for k in range(3):
            if second[k, k] < 0.4 or second[k, k] > 5.0:
                fits = False
        shape, good = cholesky(second)
        if fits or not good or attempt == 2:
            break
        stretched = root @ shape
        for k in range(3):
            for m in range(3):
                centre[k] += root[k, m] * mean[m]
        covariance = stretched @ stretched.T
    return rows[:count]
