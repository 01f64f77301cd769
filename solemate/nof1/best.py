"""Which arm is the best: probabilities from a mixture of normal distributions.

In: for each node a weight and the mean and covariance of the effects. Out: for each arm the probability that it is the lowest
(or highest). Weights add up to 1; arrays are padded to whole lanes with weight 0 and the identity.
"""

import math

import numpy as np
from numba import njit

from solemate.nof1.compiled import compiled
from solemate.nof1.lane_functions import exponential, mills
from solemate.nof1.lanes import WIDTH, absolute, load, multiply_add, spread, square_root, total, where_less
from solemate.nof1.mixture import ONE_OVER_ROOT_TWO_PI

ONE_OVER_TWO_PI = 0.15915494309189535
ROOT_TWO = 1.4142135623730951
# Gauss-Legendre on (0, 1), 4 points, then 10; np.polynomial gives them to the last digit.
FEW, MANY = 4, 10
_FEW, _MANY = (np.polynomial.legendre.leggauss(count) for count in (FEW, MANY))
POINTS = 0.5 * (np.concatenate([_FEW[0], _MANY[0]]) + 1.0)
POINT_WEIGHTS = 0.5 * np.concatenate([_FEW[1], _MANY[1]])
MODERATE = 0.7  # correlations up to it need few: the error stays below 1e-4
CLOSEST = 0.9995  # correlations beyond it count as it
DRAWS = 3000  # points of the lattice for 3 and 4 arms beside the reference, shared among the nodes by what they weigh
# Fractions of the generalised golden ratio in 3 dimensions: a lattice that fills evenly from any start (Roberts 2018).
STEPS = np.array([0.8191725133961645, 0.6710436067037893, 0.5497004779019703])


@njit(inline="always", error_model="numpy")
def positive(h):
    """P(A > -h) of a standard normal."""
    tail = exponential(-0.5 * h * h) * ONE_OVER_ROOT_TWO_PI * mills(absolute(h))
    return where_less(h, 0.0, tail, 1.0 - tail)


@njit(inline="always", error_model="numpy")
def both_positive(first, second, own, other, shared):
    """P(A > 0, B > 0) of normals with means `first` and `second`, variances `own` and `other` and covariance `shared`.

    Plackett's integral over the correlation, from 0 to what it is, with points of Gauss and Legendre.
    """
    per_a = 1.0 / square_root(where_less(own, 1e-20, 1e-20, own))
    per_b = 1.0 / square_root(where_less(other, 1e-20, 1e-20, other))
    a, b, c = first * per_a, second * per_b, shared * per_a * per_b
    c = where_less(c, -CLOSEST, -CLOSEST, where_less(CLOSEST, c, CLOSEST, c))
    squares, product = -0.5 * (a * a + b * b), a * b
    added = spread(0.0)
    begin, end = 0, FEW
    if total(where_less(MODERATE, absolute(c), 1.0, 0.0)) > 0.0:
        begin, end = FEW, FEW + MANY
    for i in range(begin, end):
        t = c * POINTS[i]
        sharp = 1.0 / square_root(1.0 - t * t)
        bell = exponential(multiply_add(product, t, squares) * (sharp * sharp))
        added = multiply_add(bell * sharp, POINT_WEIGHTS[i], added)
    return multiply_add(added * c, ONE_OVER_TWO_PI, positive(a) * positive(b))


@compiled
def normal_quantile(p):
    """The standard normal quantile to 7 digits (Wichura 1988, Applied Statistics 37:477, PPND7)."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
        return q * top / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0)
    r = math.sqrt(-math.log(max(min(p, 1.0 - p), 1e-300)))
    if r <= 5.0:
        r -= 1.6
        top = ((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777
        value = top / ((0.12021132975 * r + 0.73700164250) * r + 1.0)
    else:
        r -= 5.0
        top = ((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150
        value = top / ((0.012258202635 * r + 0.24197894225) * r + 1.0)
    return -value if q < 0 else value


@compiled
def all_positive(weight, mean, covariance):
    """Sum of weights times P(all of N(mean [J, d], covariance [J, d, d]) > 0), d = 3 or 4.

    The last dimension is exact; the others are integrated on a lattice that goes on from node to node.
    """
    nodes, d = mean.shape
    root = np.zeros((d, d))
    e = np.zeros(d)
    at = np.array([0.5, 0.5, 0.5])
    answer = 0.0
    for j in range(nodes):
        if weight[j] < 1e-7:
            continue
        for a in range(d):
            for b in range(a, d):
                s = covariance[j, b, a]
                for k in range(a):
                    s -= root[b, k] * root[a, k]
                root[b, a] = math.sqrt(max(s, 1e-12)) if a == b else s / root[a, a]
        share = 0.0
        draws = math.ceil(DRAWS * weight[j])
        for _ in range(draws):
            product = 1.0
            for a in range(d):
                s = mean[j, a]
                for k in range(a):
                    s += root[a, k] * e[k]
                p = 0.5 * math.erfc(-s / root[a, a] / ROOT_TWO)
                product *= p
                if a + 1 < d:
                    e[a] = -normal_quantile(max(at[a] * p, 1e-300))
            share += product
            for a in range(3):
                at[a] += STEPS[a]
                at[a] -= math.floor(at[a])
        answer += weight[j] * share / draws
    return answer


@compiled
def p_best(weight, mean, covariance, upwards, out):
    """P(each of 0, effect 1 .. effect q is the lowest, or highest where `upwards`) into out [q + 1].

    weight [J], mean [q, J], covariance [q q, J], padded to whole lanes with the identity.
    """
    q = mean.shape[0]
    sign = 1.0 if upwards else -1.0
    if q <= 2:
        best_of_few(weight, mean, covariance, sign, out)
    else:
        best_of_many(weight, mean, covariance, sign, out)
    whole = 0.0
    for arm in range(q + 1):
        out[arm] = min(max(out[arm], 0.0), 1.0)
        whole += out[arm]
    for arm in range(q + 1):
        out[arm] /= whole


@compiled
def best_of_few(weight, mean, covariance, sign, out):
    """`p_best` of 2 or 3 arms: of all but the last, which has what is left."""
    q = mean.shape[0]
    first, second = spread(0.0), spread(0.0)
    for j in range(0, weight.size, WIDTH):
        w = load(weight, j)
        a, v = sign * load(mean[0], j), load(covariance[0], j)
        if q == 1:
            first = multiply_add(w, positive(0.0 - a / square_root(where_less(v, 1e-20, 1e-20, v))), first)
            continue
        b, both, u = sign * load(mean[1], j), load(covariance[1], j), load(covariance[3], j)
        first = multiply_add(w, both_positive(0.0 - a, 0.0 - b, v, u, both), first)
        second = multiply_add(w, both_positive(a, a - b, v, v + u - 2.0 * both, v - both), second)
    out[0] = total(first)
    if q == 2:
        out[1] = total(second)
    out[q] = 1.0 - out[0] - (out[1] if q == 2 else 0.0)


@compiled
def best_of_many(weight, mean, covariance, sign, out):
    """`p_best` of 4 or 5 arms."""
    q, nodes = mean.shape
    ahead = np.empty((nodes, q))
    spreads = np.empty((nodes, q, q))
    for arm in range(q + 1):
        # how far this arm is ahead of each other one: of the reference first where it is not the reference itself
        for j in range(nodes):
            for a in range(q):
                x = _against(arm, a)
                ahead[j, a] = sign * (_at(mean, j, arm) - _at(mean, j, x))
                for b in range(a + 1):
                    y = _against(arm, b)
                    s = _of(covariance, q, j, arm, arm) - _of(covariance, q, j, arm, y)
                    s += _of(covariance, q, j, x, y) - _of(covariance, q, j, x, arm)
                    spreads[j, a, b] = s
                    spreads[j, b, a] = s
        out[arm] = all_positive(weight, ahead, spreads)


@compiled
def _against(arm, a):
    """The a-th of the other arms."""
    return a if a < arm else a + 1


@compiled
def _at(mean, j, arm):
    return 0.0 if arm == 0 else mean[arm - 1, j]


@compiled
def _of(covariance, q, j, a, b):
    return 0.0 if a == 0 or b == 0 else covariance[(a - 1) * q + b - 1, j]
