"""Where the posterior of (log sigma, logit phi, log half-life) is, roughly, and how wide.

In: one trial as arrays. Out: a middle, a covariance, and the stand-ins at the middle: what the lattice begins with. It need
not be exact. Each survey evaluates 15 points at once, a step of about one sd away, fits a paraboloid to them and moves to
its top; when that led downwards it goes back and halves its steps. Wide steps see the posterior's bulk and not only its tip.
"""

import math

import numpy as np

from solemate.nof1.compiled import compiled
from solemate.nof1.evaluate import LEAST, MOST, ROUGHLY, begin_stand_ins, evaluate, put, take
from solemate.nof1.lanes import WIDTH
from solemate.nof1.small_matrices import cholesky, inverse_of

SURVEYS = 12
POINTS = 15
CORNER = 0.7
LARGEST_MOVE = 2.0  # steps at once
NEAR = 0.7  # steps: a smaller move needs no other survey
WORSE = 0.5  # nats lower than seen before: the move was too bold
FIRST_STEP = np.array([0.2, 0.7, 0.6])
LEAST_STEP, MOST_STEP = 0.02, 1.2


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
