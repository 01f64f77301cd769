"""What a mixture of normal distributions says: its moments, quantiles and probabilities.

In: for each node a weight and the mean and variance of one effect. Out: the numbers that are shown.
Weights add up to 1; arrays are padded to whole lanes with weight 0 and sd 1.
"""

import math

from solemate.nof1.compiled import compiled
from solemate.nof1.lane_functions import exponential, mills
from solemate.nof1.lanes import WIDTH, absolute, load, multiply_add, spread, total, where_less

ONE_OVER_ROOT_TWO_PI = 0.3989422804014327

# The order of `describe`.
MEAN, SD, LOW, MIDDLE, HIGH, BETTER, MEANINGFUL, ALIKE, WORSE = range(9)
NUMBERS = 9


A_POINT = 1e-9  # sd: no wider, and it has no spread; so where nothing of an arm was done, whose effect as done is 0
NEAR_ENOUGH = 0.02  # sd: after such a step of Halley's, what is left is about its cube


@compiled
def below(x, weight, mean, per):
    """Cumulative probability, density and its slope at x; weight, mean, per = 1 / sd [J] padded to whole lanes."""
    mass = spread(0.0)
    density = spread(0.0)
    slope = spread(0.0)
    for j in range(0, weight.size, WIDTH):
        w = load(weight, j)
        sharp = load(per, j)
        z = (x - load(mean, j)) * sharp
        bell = exponential(-0.5 * z * z) * ONE_OVER_ROOT_TWO_PI
        tail = bell * mills(absolute(z))
        mass = multiply_add(w, where_less(z, 0.0, tail, 1.0 - tail), mass)
        bell = w * sharp * bell
        density = density + bell
        slope = slope - bell * z * sharp
    return total(mass), total(density), total(slope)


@compiled
def quantile(share, start, width, weight, mean, per):
    """Where the cumulative probability is `share`: Halley's steps, kept between bounds that close in."""
    low, high = start - 40.0 * width, start + 40.0 * width
    x = start
    for _ in range(60):
        mass, density, slope = below(x, weight, mean, per)
        if mass < share:
            low = x
        else:
            high = x
        step = (share - mass) / density if density > 1e-300 else 1e300
        bend = 1.0 + 0.5 * step * slope / density if density > 1e-300 else 1.0
        step /= min(max(bend, 0.5), 2.0)
        if abs(step) < NEAR_ENOUGH * width:
            return x + step
        x = x + step if low < x + step < high else 0.5 * (low + high)
    return x


@compiled
def cornish_fisher(z, skewness, excess):
    """The quantile of a standardised variable whose normal one is z, by its skewness and its excess of kurtosis."""
    bent = z + skewness * (z * z - 1.0) / 6.0 + excess * (z * z - 3.0) * z / 24.0
    return bent - skewness * skewness * (2.0 * z * z - 5.0) * z / 36.0


@compiled
def describe(weight, mean, variance, per, change, upwards, out):
    """The 9 numbers of one effect into out; better means lower, or higher where `upwards`. per [J] is 1 / sd."""
    first = spread(0.0)
    for j in range(0, weight.size, WIDTH):
        first = multiply_add(load(weight, j), load(mean, j), first)
    centre = total(first)
    second, third, fourth = spread(0.0), spread(0.0), spread(0.0)
    for j in range(0, weight.size, WIDTH):
        w, v, d = load(weight, j), load(variance, j), load(mean, j) - centre
        square = d * d
        second = multiply_add(w, square + v, second)
        third = multiply_add(w * d, multiply_add(v, 3.0, square), third)
        fourth = multiply_add(w, square * square + v * (6.0 * square + 3.0 * v), fourth)
    width = math.sqrt(total(second))
    out[MEAN] = centre
    out[SD] = width
    if width > A_POINT:
        skewness = min(max(total(third) / width**3, -1.0), 1.0)
        excess = min(max(total(fourth) / width**4 - 3.0, -1.0), 2.0)
        for place, share, z in ((LOW, 0.025, -1.959964), (MIDDLE, 0.5, 0.0), (HIGH, 0.975, 1.959964)):
            start = centre + width * cornish_fisher(z, skewness, excess)
            out[place] = quantile(share, start, width, weight, mean, per)
    else:
        out[LOW], out[MIDDLE], out[HIGH] = centre, centre, centre
    below_zero = below(0.0, weight, mean, per)[0]
    down = below(-change, weight, mean, per)[0]
    up = below(change, weight, mean, per)[0]
    down, up, below_zero = min(max(down, 0.0), 1.0), min(max(up, 0.0), 1.0), min(max(below_zero, 0.0), 1.0)
    same = max(up - down, 0.0)
    above = max(1.0 - up, 0.0)
    out[BETTER] = 1.0 - below_zero if upwards else below_zero
    out[MEANINGFUL] = above if upwards else down
    out[ALIKE] = same
    out[WORSE] = down if upwards else above
