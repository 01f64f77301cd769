"""What a mixture of normal distributions says: its moments, quantiles and probabilities.

In: for each node a weight and the mean and sd (or covariance) of the effects. Out: the numbers that are shown. Weights add
up to 1; arrays are padded to whole lanes with weight 0 and sd 1.
"""

import math

import numpy as np

from solemate.nof1.compiled import compiled
from solemate.nof1.lanes import (
    WIDTH,
    absolute,
    exponential,
    load,
    mills,
    multiply_add,
    spread,
    square_root,
    total,
    where_less,
)

ONE_OVER_ROOT_TWO_PI = 0.3989422804014327
ONE_OVER_TWO_PI = 0.15915494309189535
ROOT_TWO = 1.4142135623730951

# The order of `describe`.
MEAN, SD, LOW, MIDDLE, HIGH, BETTER, MEANINGFUL, ALIKE, WORSE = range(9)
NUMBERS = 9

# Gauss-Legendre on (0, 1), 10 points; np.polynomial gives them to the last digit.
_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(10)
POINTS = 0.5 * (_POINTS + 1.0)
POINT_WEIGHTS = 0.5 * _WEIGHTS

CLOSEST = 0.9995  # correlations beyond it count as it
DRAWS = 32  # points of the lattice for 3 and 4 arms beside the reference, for each node,
MOST_DRAWS = 16384  # and for all of them
# Fractions of the generalised golden ratio in 3 dimensions: a lattice that fills evenly from any start (Roberts 2018).
STEPS = np.array([0.8191725133961645, 0.6710436067037893, 0.5497004779019703])


@compiled
def below(x, weight, mean, sd):
    """Cumulative probability, density and its slope at x; weight, mean, sd [J] padded to whole lanes."""
    mass = spread(0.0)
    density = spread(0.0)
    slope = spread(0.0)
    for j in range(0, weight.size, WIDTH):
        w = load(weight, j)
        per = 1.0 / load(sd, j)
        z = (x - load(mean, j)) * per
        bell = exponential(-0.5 * z * z) * ONE_OVER_ROOT_TWO_PI
        tail = bell * mills(absolute(z))
        mass = multiply_add(w, where_less(z, 0.0, tail, 1.0 - tail), mass)
        bell = w * per * bell
        density = density + bell
        slope = slope - bell * z * per
    return total(mass), total(density), total(slope)


@compiled
def quantile(share, start, width, weight, mean, sd):
    """Where the cumulative probability is `share`: Halley's steps, kept between bounds that close in."""
    low, high = start - 40.0 * width, start + 40.0 * width
    x = start
    for _ in range(60):
        mass, density, slope = below(x, weight, mean, sd)
        if mass < share:
            low = x
        else:
            high = x
        step = (share - mass) / density if density > 1e-300 else 1e300
        bend = 1.0 + 0.5 * step * slope / density if density > 1e-300 else 1.0
        step /= min(max(bend, 0.5), 2.0)
        if abs(step) < 1e-3 * width:  # what is left then is about its cube
            return x + step
        x = x + step if low < x + step < high else 0.5 * (low + high)
    return x


@compiled
def describe(weight, mean, sd, change, upwards, out):
    """The 9 numbers of one effect into out; better means lower, or higher where `upwards`."""
    centre = 0.0
    for j in range(weight.size):
        centre += weight[j] * mean[j]
    square = 0.0
    for j in range(weight.size):
        square += weight[j] * (sd[j] * sd[j] + (mean[j] - centre) ** 2)
    width = math.sqrt(square)
    out[MEAN] = centre
    out[SD] = width
    out[LOW] = quantile(0.025, centre - 1.96 * width, width, weight, mean, sd)
    out[MIDDLE] = quantile(0.5, centre, width, weight, mean, sd)
    out[HIGH] = quantile(0.975, centre + 1.96 * width, width, weight, mean, sd)
    below_zero = below(0.0, weight, mean, sd)[0]
    down = below(-change, weight, mean, sd)[0]
    up = below(change, weight, mean, sd)[0]
    down, up, below_zero = min(max(down, 0.0), 1.0), min(max(up, 0.0), 1.0), min(max(below_zero, 0.0), 1.0)
    same = max(up - down, 0.0)
    above = max(1.0 - up, 0.0)
    out[BETTER] = 1.0 - below_zero if upwards else below_zero
    out[MEANINGFUL] = above if upwards else down
    out[ALIKE] = same
    out[WORSE] = down if upwards else above


@compiled
def both_positive(weight, h, k, r):
    """Sum of weights times P(A > -h, B > -k) of standard normals with correlation r, all [J].

    Plackett's integral over the correlation from 0 to r, with 10 points of Gauss and Legendre.
    """
    mass = spread(0.0)
    for j in range(0, weight.size, WIDTH):
        a, b, c = load(h, j), load(k, j), load(r, j)
        tail = exponential(-0.5 * a * a) * ONE_OVER_ROOT_TWO_PI * mills(absolute(a))
        first = where_less(a, 0.0, tail, 1.0 - tail)
        tail = exponential(-0.5 * b * b) * ONE_OVER_ROOT_TWO_PI * mills(absolute(b))
        second = where_less(b, 0.0, tail, 1.0 - tail)
        both = first * second
        squares, product = a * a + b * b, 2.0 * a * b
        added = spread(0.0)
        for i in range(POINTS.size):
            t = c * POINTS[i]
            left = 1.0 - t * t
            bell = exponential(-0.5 * (squares - product * t) / left)
            added = multiply_add(bell / square_root(left), POINT_WEIGHTS[i], added)
        mass = multiply_add(load(weight, j), multiply_add(added * c, ONE_OVER_TWO_PI, both), mass)
    return total(mass)


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
    draws = max(1, min(DRAWS, MOST_DRAWS // nodes))
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
def best(weight, mean, covariance, upwards, out):
    """P(each of 0, effect 1 .. effect q is the lowest, or highest where `upwards`) into out [q + 1].

    weight [J], mean [J, q], covariance [J, q, q], padded to whole lanes with the identity.
    """
    nodes, q = mean.shape
    sign = 1.0 if upwards else -1.0
    ahead = np.empty((nodes, q))
    spreads = np.empty((nodes, q, q))
    h, k, r = np.empty(nodes), np.empty(nodes), np.empty(nodes)
    for arm in range(q + 1):
        # how far this arm is ahead of each other one: of the reference first where it is not the reference itself
        for j in range(nodes):
            for a in range(q):
                x = _against(arm, a)
                ahead[j, a] = sign * (_at(mean, j, arm) - _at(mean, j, x))
                for b in range(a + 1):
                    y = _against(arm, b)
                    s = _of(covariance, j, arm, arm) - _of(covariance, j, arm, y)
                    s += _of(covariance, j, x, y) - _of(covariance, j, x, arm)
                    spreads[j, a, b] = s
                    spreads[j, b, a] = s
        if q <= 2:
            for j in range(nodes):
                h[j] = ahead[j, 0] / math.sqrt(max(spreads[j, 0, 0], 1e-20))
                k[j], r[j] = 40.0, 0.0
                if q == 2:
                    k[j] = ahead[j, 1] / math.sqrt(max(spreads[j, 1, 1], 1e-20))
                    r[j] = spreads[j, 0, 1] / math.sqrt(max(spreads[j, 0, 0] * spreads[j, 1, 1], 1e-40))
                    r[j] = min(max(r[j], -CLOSEST), CLOSEST)
            out[arm] = both_positive(weight, h, k, r)
        else:
            out[arm] = all_positive(weight, ahead, spreads)
    whole = 0.0
    for arm in range(q + 1):
        out[arm] = min(max(out[arm], 0.0), 1.0)
        whole += out[arm]
    for arm in range(q + 1):
        out[arm] /= whole


@compiled
def _against(arm, a):
    """The a-th of the other arms."""
    return a if a < arm else a + 1


@compiled
def _at(mean, j, arm):
    return 0.0 if arm == 0 else mean[j, arm - 1]


@compiled
def _of(covariance, j, a, b):
    return 0.0 if a == 0 or b == 0 else covariance[j, a - 1, b - 1]
