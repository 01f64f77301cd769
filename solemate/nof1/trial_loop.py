"""One trial from arrays to the numbers of the answer.

In: arms, ratings and shares done. Out: the nodes, and one row of numbers.
`analyse` and `analyse_many` both come through here, so that their numbers are the same to the last bit.
"""

import math

import numpy as np

from solemate.nof1 import mixture
from solemate.nof1.best import p_best
from solemate.nof1.compiled import compiled
from solemate.nof1.evaluate import Trial
from solemate.nof1.lanes import WIDTH
from solemate.nof1.mixture import NUMBERS
from solemate.nof1.model import (
    EXACT_NOISE,
    ROUNDED,
    SIDES,
    SIDES_NOISE,
    SWING_SCALE,
    beginning,
    boxes,
    doses,
    precisions,
)
from solemate.nof1.quadrature import FIRST, HALF_LIFE, LOG_DENSITY, PHI, SIGMA, integrate

HYPER = 6  # mean and sd of sigma, phi and half-life


def answer_length(arms: int) -> int:
    """Numbers in one answer: delivered and sustained of each arm, both p_best, the hyper-parameters, the nodes used."""
    return 2 * NUMBERS * (arms - 1) + 2 * arms + HYPER + 1


@compiled
def find_nodes(arm, rating, done, arms, lowest, highest, kind):
    """The nodes of one trial, in tenths of the scale; weights in the first column, adding up to 1."""
    dose, share = doses(arm, done, arms, kind)
    day, low, high = boxes(rating, lowest, highest, kind)
    n = day.size
    gap, trend = np.zeros(n, dtype=np.int64), np.empty(n)
    for i in range(n):
        gap[i] = day[i] - day[i - 1] if i else 0
        trend[i] = day[i] / (arm.size - 1.0) - 0.5
    unit = (highest - lowest) / 10.0
    noise = 0.0 if kind == ROUNDED else SIDES_NOISE / (unit * unit) if kind == SIDES else EXACT_NOISE
    rows = integrate(
        Trial(
            dose, share, day, gap, trend, low, high, precisions(arms - 1), SWING_SCALE, noise, beginning(low, high)
        )
    )  # fmt: skip
    best = rows[0, LOG_DENSITY]
    for j in range(rows.shape[0]):
        best = max(best, rows[j, LOG_DENSITY])
    whole = 0.0
    for j in range(rows.shape[0]):
        rows[j, LOG_DENSITY] = math.exp(rows[j, LOG_DENSITY] - best)
        whole += rows[j, LOG_DENSITY]
    for j in range(rows.shape[0]):
        rows[j, LOG_DENSITY] /= whole
    return rows


@compiled
def summarise(rows, arms, unit, change, upwards, out):
    """The answer's numbers, in scale points, from the nodes of one trial."""
    q, nodes = arms - 1, rows.shape[0]
    padded = (nodes + WIDTH - 1) // WIDTH * WIDTH
    columns = np.zeros((rows.shape[1], padded))
    for j in range(nodes):
        for column in range(rows.shape[1]):
            columns[column, j] = rows[j, column]
    for j in range(nodes, padded):
        for k in range(q):
            columns[FIRST + q + q * k + k, j] = 1.0
    weight, factor = columns[LOG_DENSITY], columns[FIRST + q + q * q :]
    mean, covariance = columns[FIRST : FIRST + q], columns[FIRST + q : FIRST + q + q * q]
    scale = np.empty((q, padded))
    per = np.empty(padded)
    for kind in (1, 0):  # sustained, then delivered
        for j in range(padded):
            for k in range(q):
                scale[k, j] = unit if kind == 1 or j >= nodes else factor[k, j]
        for k in range(q):
            for j in range(padded):
                mean[k, j] *= scale[k, j]
            for m in range(q):
                for j in range(padded):
                    covariance[q * k + m, j] *= scale[k, j] * scale[m, j]
        for k in range(q):
            variance = covariance[q * k + k]
            for j in range(padded):
                per[j] = 1.0 / max(math.sqrt(variance[j]), 1e-9)
            place = (2 * k + kind) * NUMBERS
            mixture.describe(weight, mean[k], variance, per, change, upwards, out[place : place + NUMBERS])
        place = 2 * NUMBERS * q + kind * arms
        p_best(weight, mean, covariance, upwards, out[place : place + arms])
    place = 2 * NUMBERS * q + 2 * arms
    for k, column in enumerate((SIGMA, PHI, HALF_LIFE)):
        scale = unit if column == SIGMA else 1.0
        first, second = 0.0, 0.0
        for j in range(nodes):
            first += weight[j] * rows[j, column] * scale
        for j in range(nodes):
            second += weight[j] * (rows[j, column] * scale - first) ** 2
        out[place + 2 * k] = first
        out[place + 2 * k + 1] = math.sqrt(second)
    out[place + HYPER] = nodes


@compiled
def answer_people(first, last, begins, arms, arm, rating, lowest, highest, kind, change, upwards, out):
    """The numbers of people first to last - 1 into their rows of out, everything done as planned, in one go.

    begins [people + 1] says where each one's days begin in arm and rating, arms [people] how many arms there are. Python's
    lock is let go once for all of them.
    """
    unit = (highest - lowest) / 10.0
    for person in range(first, last):
        days = slice(begins[person], begins[person + 1])
        done = np.ones(begins[person + 1] - begins[person])
        rows = find_nodes(arm[days], rating[days], done, arms[person], lowest, highest, kind)
        summarise(rows, arms[person], unit, change, upwards, out[person])
