"""Ratings taken as they stand, for 8 sets of hyper-parameters at once: no filter, only sums of products of independent days.

In: one trial as flat float64 arrays and the work array of `places`. Out: in it, what `kernels.forward` leaves there: log density
of the ratings, mean and covariance of the coefficients.
"""

from solemate.nof1.compiled import compiled
from solemate.nof1.kernels import HALF_LOG_TWO_PI, conclude
from solemate.nof1.lane_functions import exponential, logarithm
from solemate.nof1.lanes import WIDTH, load, multiply_add, spread, square_root, store


@compiled
def exact(work, at, dose, share, day, gap, trend, rating, prior):
    """What `lay_out` and `forward` do, for ratings without noise: each is the swing itself, so that no filter is needed.

    The row of a rating minus phi^gap of the row before, over the sd of what is new, belongs to independent days. Their
    products are added up 4 days at a time. rating [n]; the rest as in `lay_out` and `forward`. `design` is left alone.
    """
    n, (days, q) = day.size, dose.shape
    p = q + 2
    sigma = load(work, at.theta)
    phi = load(work, at.theta + WIDTH)
    rho = exponential(-0.6931471805599453 / load(work, at.theta + 2 * WIDTH))
    fresh = 1.0 - rho
    largest_gap = 0
    for i in range(n):
        largest_gap = max(largest_gap, gap[i])
    power = spread(0.0)
    for d in range(largest_gap + 1):
        variance = sigma * sigma * (1.0 - power * power)
        store(work, at.power + d * WIDTH, power)
        store(work, at.per + d * WIDTH, 1.0 / square_root(variance))
        store(work, at.log_variance + d * WIDTH, logarithm(variance))
        power = power * phi if d else phi
    row = (p + 1) * WIDTH
    for k in range(q):
        build_up, before, factor = spread(0.0), spread(0.0), spread(0.0)
        i = 0
        for t in range(days):
            build_up = multiply_add(build_up, rho, fresh * dose[t, k])
            factor = multiply_add(build_up, share[t, k], factor)
            if i < n and day[i] == t:
                f = load(work, at.power + gap[i] * WIDTH)
                white = (build_up - f * before) * load(work, at.per + gap[i] * WIDTH)
                store(work, at.innovation + i * row + k * WIDTH, white)
                before = build_up
                i += 1
        store(work, at.factor + k * WIDTH, factor)
    logs = spread(0.0)
    line, value = 0.0, 0.0
    for i in range(n):
        f = load(work, at.power + gap[i] * WIDTH)
        per = load(work, at.per + gap[i] * WIDTH)
        place = at.innovation + i * row + q * WIDTH
        store(work, place, per - f * per)
        store(work, place + WIDTH, (trend[i] - f * line) * per)
        store(work, place + 2 * WIDTH, (rating[i] - f * value) * per)
        logs = logs + load(work, at.log_variance + gap[i] * WIDTH)
        line, value = trend[i], rating[i]
    for i in range(n, n + 3):
        for j in range(p + 1):
            store(work, at.innovation + i * row + j * WIDTH, spread(0.0))
    for j in range(p + 1):
        store(work, at.pull + j * WIDTH, spread(0.0))
    for j in range(p):
        for k in range(j):
            store(work, at.gram + (j * p + k) * WIDTH, spread(0.0))
        store(work, at.gram + (j * p + j) * WIDTH, spread(prior[j]))
    for i in range(0, n, 4):
        first = at.innovation + i * row
        for j in range(p + 1):
            a = load(work, first + j * WIDTH)
            b = load(work, first + j * WIDTH + row)
            c = load(work, first + j * WIDTH + 2 * row)
            d = load(work, first + j * WIDTH + 3 * row)
            into = at.gram + j * p * WIDTH if j < p else at.pull
            for k in range(j + 1):
                other = first + k * WIDTH
                s = multiply_add(a, load(work, other), load(work, into + k * WIDTH))
                s = multiply_add(b, load(work, other + row), s)
                s = multiply_add(c, load(work, other + 2 * row), s)
                store(work, into + k * WIDTH, multiply_add(d, load(work, other + 3 * row), s))
    conclude(work, at, prior, p, 0.0 - load(work, at.pull + p * WIDTH), logs)
    store(work, at.evidence, load(work, at.evidence) - HALF_LOG_TWO_PI * n)
