"""The loops over days, for 8 sets of hyper-parameters (sigma, phi, half-life) at once.

In: one trial as flat float64 arrays, and rows of 8 lanes in the work array of `places`. Out: in the
same work array, the log density of the ratings and the mean and covariance of the coefficients for each lane.

The mathematics stands at the head of the package. Every pass is linear in the number of ratings.
"""

from solemate.nof1.compiled import compiled
from solemate.nof1.lane_functions import exponential, logarithm, mills_over
from solemate.nof1.lanes import WIDTH, absolute, load, multiply_add, spread, square_root, store, where_less

HALF_LOG_TWO_PI = 0.9189385332046727
ONE_OVER_ROOT_TWO_PI = 0.3989422804014327

# Below this share of the cavity's variance no tilted variance falls: it keeps a stand-in's precision finite.
LEAST_SHRINKAGE = 1e-12
# A stand-in never weighs nothing, so that its mean stays a number.
LEAST_PRECISION = 1e-9


@compiled
def lay_out(work, at, dose, share, day, gap, trend):
    """Fills `power`, `design` and `factor` for the lanes' phi and half-life.

    dose [T, q] is what each day gives to each build-up, share [T, q] the weights whose sum over build-ups is the factor of
    the delivered effect, day [n] the rated days, trend [n] the straight line.
    """
    days, q = dose.shape
    n = day.size
    p = q + 2
    phi = load(work, at.theta + WIDTH)
    half_life = load(work, at.theta + 2 * WIDTH)
    rho = exponential(-0.6931471805599453 / half_life)
    fresh = 1.0 - rho
    largest_gap = 0
    for i in range(n):
        largest_gap = max(largest_gap, gap[i])
    power = spread(1.0)
    for d in range(largest_gap + 1):
        store(work, at.power + d * WIDTH, power)
        power = power * phi
    one = spread(1.0)
    for k in range(q):
        build_up = spread(0.0)
        factor = spread(0.0)
        i = 0
        for t in range(days):
            build_up = multiply_add(fresh, dose[t, k], build_up * rho)
            factor = multiply_add(build_up, share[t, k], factor)
            if i < n and day[i] == t:
                store(work, at.design + (i * p + k) * WIDTH, build_up)
                i += 1
        store(work, at.factor + k * WIDTH, factor)
    for i in range(n):
        store(work, at.design + (i * p + q) * WIDTH, one)
        store(work, at.design + (i * p + q + 1) * WIDTH, spread(trend[i]))


@compiled
def forward(work, at, gap, prior, p, noise):
    """Kalman filter of the swings u through ratings and design columns, then the coefficients' posterior given the stand-ins.

    gap [n] days since the rating before, prior [p] the coefficients' prior precisions. Leaves `mean`, `inverse` and, in
    `evidence`, the log of the integral of the prior times the stand-ins. `noise` above 0 is the variance of ratings taken as
    they stand: their stand-ins are normalised, and large precisions lose no digits.
    """
    n = gap.size
    sigma = load(work, at.theta)
    stationary = sigma * sigma
    for j in range(p + 1):
        store(work, at.state + j * WIDTH, spread(0.0))
    for j in range(p):
        store(work, at.pull + j * WIDTH, spread(0.0))
        for k in range(j):
            store(work, at.gram + (j * p + k) * WIDTH, spread(0.0))
        store(work, at.gram + (j * p + j) * WIDTH, spread(prior[j]))
    constant = spread(0.0)
    scaling = spread(1.0)
    logs = spread(0.0)
    predicted = stationary
    for i in range(n):
        tau = load(work, at.precision + i * WIDTH)
        nu = load(work, at.shift + i * WIDTH)
        spreading = multiply_add(predicted, tau, 1.0)
        weight = 1.0 / spreading
        gain = tau * weight
        a = load(work, at.state + p * WIDTH)
        off = nu - tau * a
        pulled = off * weight
        if noise > 0.0:
            constant = constant - pulled * off * noise
            scaling = scaling * (spreading * noise)
        else:
            constant = constant + weight * multiply_add(nu * nu, predicted, a * (nu + off))
            scaling = scaling * spreading
        if i % 8 == 7:  # a product of 8 stays far from overflow
            logs = logs + logarithm(scaling)
            scaling = spread(1.0)
        f = spread(0.0)
        if i + 1 < n:
            f = load(work, at.power + gap[i + 1] * WIDTH)
        store(work, at.weight + i * WIDTH, weight)
        store(work, at.guess + i * WIDTH, a)
        store(work, at.state + p * WIDTH, multiply_add(predicted, pulled, a) * f)
        kept = predicted * weight
        store(work, at.variance + i * WIDTH, kept)
        moved = f * tau * kept
        for j in range(p):
            a = load(work, at.state + j * WIDTH)
            d = load(work, at.design + (i * p + j) * WIDTH) - a
            store(work, at.innovation + (i * p + j) * WIDTH, d)
            store(work, at.state + j * WIDTH, multiply_add(moved, d, a * f))
            place = at.pull + j * WIDTH
            store(work, place, multiply_add(pulled, d, load(work, place)))
            s = gain * d
            for k in range(j):
                place = at.gram + (j * p + k) * WIDTH
                store(work, place, multiply_add(s, load(work, at.innovation + (i * p + k) * WIDTH), load(work, place)))
            place = at.gram + (j * p + j) * WIDTH
            store(work, place, multiply_add(s, d, load(work, place)))
        predicted = multiply_add(f * f, kept - stationary, stationary)
    logs = logs + logarithm(scaling)
    conclude(work, at, prior, p, constant, logs)
    if noise > 0.0:
        store(work, at.evidence, load(work, at.evidence) - HALF_LOG_TWO_PI * n)


@compiled
def conclude(work, at, prior, p, constant, logs):
    """`inverse`, `mean` and `evidence` from `gram`, `pull`, and what the ratings alone add to twice the evidence."""
    solve(work, at, p)
    quadratic = spread(0.0)
    determinant = spread(1.0)
    for j in range(p):
        quadratic = multiply_add(load(work, at.pull + j * WIDTH), load(work, at.mean + j * WIDTH), quadratic)
        root = load(work, at.gram + (j * p + j) * WIDTH)
        determinant = determinant * (root * root / prior[j])
    store(work, at.evidence, 0.5 * (constant + quadratic - logs - logarithm(determinant)))


@compiled
def solve(work, at, p):
    """Cholesky factor of `gram` in its place, `inverse` of what it was, and `mean` = inverse x pull."""
    g = at.gram
    for j in range(p):
        for i in range(j, p):
            s = load(work, g + (i * p + j) * WIDTH)
            for k in range(j):
                s = s - load(work, g + (i * p + k) * WIDTH) * load(work, g + (j * p + k) * WIDTH)
            if i == j:
                store(work, g + (j * p + j) * WIDTH, square_root(s))
            else:
                store(work, g + (i * p + j) * WIDTH, s / load(work, g + (j * p + j) * WIDTH))
    # the factor's inverse, transposed into the upper triangle of `inverse`: entry (i, j) of it stands at (j, i)
    v = at.inverse
    for j in range(p):
        store(work, v + (j * p + j) * WIDTH, 1.0 / load(work, g + (j * p + j) * WIDTH))
        for i in range(j + 1, p):
            s = spread(0.0)
            for k in range(j, i):
                s = s - load(work, g + (i * p + k) * WIDTH) * load(work, v + (j * p + k) * WIDTH)
            store(work, v + (j * p + i) * WIDTH, s / load(work, g + (i * p + i) * WIDTH))
    # inverse = (factor^-1)' (factor^-1): row j needs only the rows from j on, so it may overwrite itself
    for j in range(p):
        for i in range(j, p):
            s = spread(0.0)
            for k in range(i, p):
                s = multiply_add(load(work, v + (j * p + k) * WIDTH), load(work, v + (i * p + k) * WIDTH), s)
            store(work, v + (j * p + i) * WIDTH, s)
    for j in range(p):
        for i in range(j):
            store(work, v + (j * p + i) * WIDTH, load(work, v + (i * p + j) * WIDTH))
    for j in range(p):
        s = spread(0.0)
        for k in range(p):
            s = multiply_add(load(work, v + (j * p + k) * WIDTH), load(work, at.pull + k * WIDTH), s)
        store(work, at.mean + j * WIDTH, s)


@compiled
def backward(work, at, gap, low, high, p, damping):
    """Smoother back through the days, and new stand-ins for every box (low, high] at once: one sweep of EP.

    Adds to `evidence` what the boxes weigh in the cavities of the stand-ins that `forward` saw. `damping` 1 takes the new
    stand-ins whole. `change` is the largest squared step of a day's mean to where its box wants it, in variances of the
    cavity. Divisions are what costs here, so they are shared.
    """
    n = gap.size
    for j in range(p + 1):
        store(work, at.state + j * WIDTH, spread(0.0))
    later = spread(0.0)
    evidence = load(work, at.evidence)
    change = spread(0.0)
    masses = spread(1.0)
    for i in range(n - 1, -1, -1):
        f = spread(0.0)
        if i + 1 < n:
            f = load(work, at.power + gap[i + 1] * WIDTH)
        weight = load(work, at.weight + i * WIDTH)
        kept = load(work, at.variance + i * WIDTH)
        tau = load(work, at.precision + i * WIDTH)
        nu = load(work, at.shift + i * WIDTH)
        back = kept * f
        carried = f * weight
        gain = tau * weight
        variance = kept - back * back * later
        r = load(work, at.state + p * WIDTH)
        a = load(work, at.guess + i * WIDTH)
        mean = multiply_add(kept, nu - tau * a, multiply_add(back, r, a))
        store(work, at.state + p * WIDTH, multiply_add(carried, r, (nu - tau * a) * weight))
        for j in range(p):
            r = load(work, at.state + j * WIDTH)
            d = load(work, at.innovation + (i * p + j) * WIDTH)
            store(work, at.state + j * WIDTH, multiply_add(carried, r, gain * d))
            left = weight * d - back * r
            store(work, at.left + j * WIDTH, left)
            mean = multiply_add(left, load(work, at.mean + j * WIDTH), mean)
            s = 0.5 * left * load(work, at.inverse + (j * p + j) * WIDTH)
            for k in range(j):
                s = multiply_add(load(work, at.inverse + (j * p + k) * WIDTH), load(work, at.left + k * WIDTH), s)
            variance = multiply_add(2.0 * s, left, variance)
        later = multiply_add(carried * carried, later, gain)

        # the cavity: everything but the day's own stand-in
        sharp = 1.0 / variance
        squared = sharp - tau
        per = square_root(squared)
        cavity = 1.0 / squared
        scale = per * cavity
        centre = multiply_add(mean, sharp, 0.0 - nu) * cavity
        # the box in cavity sd, mirrored so that its middle is not below 0
        a = (low[i] - centre) * per
        b = (high[i] - centre) * per
        sign = where_less(a + b, 0.0, -1.0, 1.0)
        c = where_less(a + b, 0.0, 0.0 - b, a)
        b = where_less(a + b, 0.0, 0.0 - a, b)
        a = c
        density = exponential(-0.5 * a * a) * ONE_OVER_ROOT_TWO_PI
        ratio = exponential(0.5 * (a - b) * (a + b))
        size = absolute(a)
        a_below, b_below = (size + 4.0) * (size + 1.0), (b + 4.0) * (b + 1.0)
        both = 1.0 / (a_below * b_below)
        near = mills_over(size, both * b_below)
        far = mills_over(b, both * a_below) * ratio
        # beyond 0 everything is counted in units of the density at a, which may underflow
        unit = where_less(a, 0.0, density, 1.0)
        mass = where_less(a, 0.0, 1.0 - density * (near + far), near - far)
        over = unit / mass
        first = (1.0 - ratio) * over
        shrunk = multiply_add(a - b * ratio, over, 1.0 - first * first)
        shrunk = where_less(200.0, a, near * near, shrunk)  # the tail's own limit, where the difference cancels
        shrunk = where_less(shrunk, LEAST_SHRINKAGE, LEAST_SHRINKAGE, shrunk)
        moved = multiply_add(sign * scale, first, centre)

        masses = masses * (mass * mass * sharp * cavity)
        if i % 8 == 0:
            evidence = multiply_add(logarithm(masses), 0.5, evidence)
            masses = spread(1.0)
        evidence = evidence + where_less(a, 0.0, 0.0, -0.5 * a * a - HALF_LOG_TWO_PI)
        gone = nu * centre + 0.5 * (nu * nu * cavity - tau * centre * centre)
        evidence = evidence - gone * variance * squared

        step = (moved - mean) * per
        change = where_less(change, step * step, step * step, change)
        open_ = 1.0 / shrunk
        fresh = (open_ - 1.0) * squared
        fresh = where_less(fresh, LEAST_PRECISION, LEAST_PRECISION, fresh)
        pushed = multiply_add(moved, open_, 0.0 - centre) * squared
        store(work, at.precision + i * WIDTH, multiply_add(damping, fresh - tau, tau))
        store(work, at.shift + i * WIDTH, multiply_add(damping, pushed - nu, nu))
    store(work, at.evidence, evidence)
    store(work, at.change, change)
