"""The slow, obvious twin that judges the engine: dense matrices, a plain grid of nodes, no filter, no lattice.

In: a `Dataset` or `SidesDataset`. Out: the numbers of the posterior, each with its Monte Carlo error. In scale points
throughout, priors widened instead. Nothing of `kernels`, `quadrature`, `mixture` or `model` is used.

Gaussian ratings and two sides: exact on every node. Rounded ratings: the mass of a box in as many dimensions as there are
ratings has no closed form. It is estimated without bias by importance sampling: z is drawn day by day from a normal curve
cut to the day's box, and weighed by true density over drawn density (Geweke, Hajivassiliou and Keane). What the curve knows
of later days comes from expectation propagation, but only as a proposal: were it wrong, the answer would be noisy, not wrong.
"""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from solemate.nof1.dataset import Dataset, SidesDataset

Floats = NDArray[np.float64]

JITTER = 1e-9  # variance of a rating taken as it stands, on a scale of 10
LEAST_PRECISION = 1e-10
CHUNK = 128
REPEATS = 8  # independent parts of the draws, for the Monte Carlo error

# The grid that looks for the posterior, then the one that measures it: nodes for (log sigma, logit phi, log half-life).
SEARCH = (36, 10, 12)
MEASURE = (14, 12, 16)
FROM, TO = (-5.0, -6.0, -4.0), (3.5, 5.5, 4.0)
DEPTH = 11.0  # nats below the best at which the second grid ends
LIKELY = 7.0  # nodes no further below the best get all the draws


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One trial as dense arrays: T days, n of them rated, q effects, p = q + 2 coefficients."""

    dose: Floats  # [T, q]
    share: Floats  # [T, q]
    day: NDArray[np.intp]  # [n]
    low: Floats  # [n]
    high: Floats  # [n]; equal to low where the rating is taken as it stands
    noise: float  # variance, where the rating is taken as it stands
    middle: float
    unit: float  # a tenth of the scale
    smallest_change: float


class Estimate(NamedTuple):
    """A number and its Monte Carlo error."""

    value: float
    error: float


def problem_of(dataset: Dataset | SidesDataset) -> Problem:
    lowest, highest = dataset.scale
    unit = (highest - lowest) / 10
    if isinstance(dataset, SidesDataset):
        sign = -dataset.side.astype(float)[:, None]
        rating = dataset.rating_left - dataset.rating_right
        rated = np.flatnonzero(~np.isnan(rating))
        return Problem(
            dose=sign, share=sign / np.abs(sign).sum(), day=rated, low=rating[rated], high=rating[rated], noise=1 / 6,
            middle=0.0, unit=unit, smallest_change=dataset.smallest_change,
        )  # fmt: skip
    indicator = (dataset.arm[:, None] == np.arange(1, len(dataset.arms))).astype(float)
    rated = np.flatnonzero(~np.isnan(dataset.rating))
    y = dataset.rating[rated]
    half = 0.5 if dataset.likelihood == "rounded" else 0.0
    low, high = y - half, y + half
    if half:
        low, high = np.where(y == lowest, -np.inf, low), np.where(y == highest, np.inf, high)
    return Problem(
        dose=indicator, share=indicator / indicator.sum(axis=0), day=rated, low=low, high=high,
        noise=JITTER * unit**2, middle=(lowest + highest) / 2, unit=unit, smallest_change=dataset.smallest_change,
    )  # fmt: skip


def build_ups(dose: Floats, half_life: Floats) -> Floats:
    """[J, T, q]: what is built up on each day, for each of J half-lives."""
    rho = 2.0 ** (-1.0 / half_life)[:, None]
    days = [np.zeros((len(half_life), dose.shape[1]))]
    for today in dose:
        days.append(rho * days[-1] + (1 - rho) * today)
    return np.stack(days[1:], axis=1)


def log_prior(x: Floats, unit: float) -> Floats:
    """Log density of (log sigma, logit phi, log half-life) [J, 3], without its constant."""
    sigma = np.exp(x[:, 0]) / (2 * unit)
    phi = -2 * np.logaddexp(0, -x[:, 1]) - 3 * np.logaddexp(0, x[:, 1])
    density: Floats = -(sigma**2) / 2 + x[:, 0] + phi - (x[:, 2] / 0.75) ** 2 / 2
    return density


class Dense(NamedTuple):
    """What J sets of hyper-parameters make of a problem."""

    design: Floats  # [J, n, p]
    swings: Floats  # [J, n, n], covariance of u (and of the noise, where there is some)
    latent: Floats  # [J, n, n], covariance of z, the coefficients integrated
    factor: Floats  # [J, q]
    precision: Floats  # [p] prior precisions of the coefficients


def dense(problem: Problem, x: Floats) -> Dense:
    sigma, phi, half_life = np.exp(x[:, 0]), special.expit(x[:, 1]), np.exp(x[:, 2])
    built = build_ups(problem.dose, half_life)
    days, q = problem.dose.shape
    trend = problem.day / (days - 1) - 0.5
    plain = np.broadcast_to(np.stack([np.ones_like(trend), trend], axis=1), (len(x), len(trend), 2))
    design = np.concatenate([built[:, problem.day], plain], axis=2)
    gap = np.abs(problem.day[:, None] - problem.day)
    swings = sigma[:, None, None] ** 2 * phi[:, None, None] ** gap
    swings = swings + (problem.noise if np.array_equal(problem.low, problem.high) else 0.0) * np.eye(len(trend))
    variance = problem.unit**2 * np.array([4.0] * q + [9.0, 4.0])
    latent = swings + (design * variance) @ design.transpose(0, 2, 1)
    return Dense(design, swings, latent, (problem.share * built).sum(axis=1), 1 / variance)


def coefficients(parts: Dense, z: Floats) -> tuple[Floats, Floats]:
    """Mean [J, S, p] and covariance [J, p, p] of the coefficients given latent levels z [J, S, n] about the middle."""
    solved = np.linalg.solve(parts.swings, parts.design)
    covariance = np.linalg.inv(parts.design.transpose(0, 2, 1) @ solved + np.diag(parts.precision))
    return z @ solved @ covariance, covariance


def log_density(covariance: Floats, z: Floats) -> Floats:
    """Log N(z; 0, covariance) for z [J, S, n]."""
    root = np.linalg.cholesky(covariance)
    white = np.linalg.solve(root, z.transpose(0, 2, 1))
    halves = np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
    density: Floats = -0.5 * (white**2).sum(axis=1) - halves[:, None] - 0.5 * z.shape[2] * math.log(2 * math.pi)
    return density


class Stand(NamedTuple):
    """EP on one node, densely."""

    precision: Floats  # [n]
    shift: Floats  # [n]
    evidence: float
    mean: Floats  # [p] of the coefficients
    covariance: Floats  # [p, p]


def expectation_propagation(problem: Problem, x: Floats, sweeps: int = 200) -> Stand:
    """EP by its definition: one rating after another taken out, its box put in, until nothing moves. x [3]."""
    parts = dense(problem, x[None])
    prior = parts.latent[0]
    n = len(prior)
    low, high = problem.low - problem.middle, problem.high - problem.middle
    tau, nu = np.zeros(n), np.zeros(n)
    for _ in range(sweeps):
        before = tau.copy(), nu.copy()
        for i in range(n):
            cavity, centre, _ = _without(prior, tau, nu, i)
            _, mean, variance = _cut(low[i], high[i], centre, cavity)
            tau[i] = max(1 / variance - 1 / cavity, LEAST_PRECISION)  # rounding may put it below 0
            nu[i] = mean / variance - centre / cavity
        if np.allclose(before, (tau, nu), rtol=1e-10, atol=1e-10):
            break
    evidence = 0.0
    for i in range(n):
        cavity, centre, _ = _without(prior, tau, nu, i)
        mass, _, _ = _cut(low[i], high[i], centre, cavity)
        wide = 1 + tau[i] * cavity
        evidence += mass + 0.5 * math.log(wide)
        evidence -= (nu[i] * centre + 0.5 * nu[i] ** 2 * cavity - 0.5 * tau[i] * centre**2) / wide
    root = np.sqrt(tau)
    b = np.eye(n) + root[:, None] * prior * root
    inner = np.linalg.solve(b, root[:, None] * prior)
    mean = prior @ nu - prior @ (root * (inner @ nu))
    evidence += 0.5 * float(nu @ mean) - 0.5 * float(np.linalg.slogdet(b)[1])
    # coefficients: their posterior is that of a regression on the stand-ins
    seen = np.linalg.solve(parts.swings[0] + np.diag(1 / tau), np.column_stack([parts.design[0], nu / tau]))
    covariance = np.linalg.inv(parts.design[0].T @ seen[:, :-1] + np.diag(parts.precision))
    return Stand(tau, nu, evidence, covariance @ (parts.design[0].T @ seen[:, -1]), covariance)


def _without(prior: Floats, tau: Floats, nu: Floats, i: int) -> tuple[float, float, Floats]:
    """Variance and mean of z_i under the prior and every stand-in but its own."""
    others = tau.copy()
    others[i] = 0.0
    root = np.sqrt(others)
    b = np.eye(len(prior)) + root[:, None] * prior * root
    inner = np.linalg.solve(b, root[:, None] * prior)
    row = prior[i] - (prior[i] * root) @ inner
    shift = nu.copy()
    shift[i] = 0.0
    return float(row[i]), float(row @ shift), row


def _cut(low: float, high: float, centre: float, variance: float) -> tuple[float, float, float]:
    """Log mass, mean and variance of a normal curve cut to (low, high]."""
    sd = math.sqrt(variance)
    a, b = (low - centre) / sd, (high - centre) / sd
    sign = 1.0
    if a + b < 0:
        a, b, sign = -b, -a, -1.0
    # everything in units of the density at a, so that far tails keep their digits
    upper = special.erfcx(b / math.sqrt(2)) * math.exp((a - b) * (a + b) / 2) if b < np.inf else 0.0
    there = math.exp((a - b) * (a + b) / 2) if b < np.inf else 0.0
    if a > -8:
        mass = math.sqrt(math.pi / 2) * (special.erfcx(a / math.sqrt(2)) - upper)
        first = (1 - there) / mass
        second = 1 + (a - (b * there if b < np.inf else 0.0)) / mass - first**2
        log_mass = math.log(mass) - a * a / 2 - 0.5 * math.log(2 * math.pi)
    else:
        log_mass, first, second = 0.0, 0.0, 1.0
    return log_mass, centre + sign * sd * first, variance * second


class Draws(NamedTuple):
    """Weighed pieces of the posterior: each a normal distribution of the effects."""

    weight: Floats  # [N]
    part: NDArray[np.intp]  # [N], which of the independent repeats
    mean: Floats  # [N, q]
    variance: Floats  # [N, q]
    factor: Floats  # [N, q]


def draw(problem: Problem, x: Floats, stand: Stand | None, draws: int, seed: int) -> tuple[Floats, Floats, Any]:
    """Log mass of the ratings [J, S], and the coefficients' means [J, S, p] and the nodes' dense parts."""
    parts = dense(problem, x)
    n = len(problem.day)
    if stand is None:
        z = np.broadcast_to(problem.low - problem.middle, (len(x), 1, n))
        return log_density(parts.latent, z), z, parts
    root = np.sqrt(stand.precision)
    b = np.eye(n) + root[:, None] * parts.latent * root
    inner = np.linalg.solve(b, root[:, None] * parts.latent)
    covariance = parts.latent - (parts.latent * root) @ inner
    covariance = (covariance + covariance.transpose(0, 2, 1)) / 2 + 1e-12 * np.eye(n)
    mean = covariance @ stand.shift
    factor = np.linalg.cholesky(covariance)
    low, high = problem.low - problem.middle, problem.high - problem.middle
    rng = np.random.default_rng(seed)
    z, noise = np.empty((len(x), draws, n)), np.zeros((len(x), draws, n))
    log_weight = np.zeros((len(x), draws))
    for i in range(n):
        centre = mean[:, i, None] + np.einsum("jsk,jk->js", noise[:, :, :i], factor[:, i, :i])
        # the day's own stand-in out again: its box takes its place, and counting both would spoil the weights
        given = factor[:, i, i, None]
        sd = 1 / np.sqrt(np.maximum(1 / given**2 - stand.precision[i], 1e-6))
        middle = sd**2 * (centre / given**2 - stand.shift[i])
        a, c = (low[i] - middle) / sd, (high[i] - middle) / sd
        flip = a + c > 0  # work in the lower tail, where the cumulative probability keeps its digits
        a, c = np.where(flip, -c, a), np.where(flip, -a, c)
        down, up = special.ndtr(a), special.ndtr(c)
        mass = np.maximum(up - down, 1e-300)
        e = special.ndtri(down + rng.random((len(x), draws)) * mass)
        e = np.clip(e, a, c)
        e = np.where(flip, -e, e)
        z[:, :, i] = middle + sd * e
        noise[:, :, i] = (z[:, :, i] - centre) / given
        log_weight += np.log(mass) + e**2 / 2 + np.log(sd) + 0.5 * math.log(2 * math.pi)
        log_weight[up - down < 1e-290] = -1e9  # out of reach: such a path has no weight
    return log_weight + log_density(parts.latent, z), z, parts


def grid(first: Floats, last: Floats, count: tuple[int, int, int]) -> Floats:
    axes = [np.linspace(a, b, n) for a, b, n in zip(first, last, count, strict=True)]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)


def posterior_draws(dataset: Dataset | SidesDataset, *, draws: int, seed: int) -> Draws:
    """The posterior by brute force: a wide grid to find it, a fine one to measure it, `draws` of z on each node."""
    problem = problem_of(dataset)
    exact = np.array_equal(problem.low, problem.high)
    rated = problem.low if exact else np.clip((problem.low + problem.high) / 2, -1e3, 1e3)
    start = np.array([math.log(max(float(np.std(rated[np.abs(rated) < 1e3])), 0.3 * problem.unit)), -0.4, 0.0])
    shift = np.array([math.log(problem.unit), 0.0, 0.0])
    first, last = np.array(FROM) + shift, np.array(TO) + shift
    stand = None if exact else expectation_propagation(problem, start, sweeps=12)
    x = grid(first, last, SEARCH)
    for repeat in range(2):
        value = _evidence(problem, x, stand, 4, seed)
        if not exact:
            stand = expectation_propagation(problem, x[np.argmax(value)], sweeps=12)
        near = x[value > value.max() - DEPTH]
        cell = np.array([(b - a) / (n - 1) for a, b, n in zip(first, last, SEARCH, strict=True)])
        first, last = np.maximum(near.min(axis=0) - cell, first), np.minimum(near.max(axis=0) + cell, last)
        x = grid(first, last, (18, 10, 12) if repeat == 0 else MEASURE)
    rough = _evidence(problem, x, stand, REPEATS, seed)
    likely = rough > rough.max() - LIKELY
    pieces = []
    for nodes, each in ((x[likely], draws), (x[~likely], REPEATS)):
        for i in range(0, len(nodes), CHUNK):
            pieces.append(_pieces(problem, nodes[i : i + CHUNK], stand, 1 if exact else each, seed + 1 + i))
    log_weight, *columns = (np.concatenate(column) for column in zip(*pieces, strict=True))
    weight = np.exp(log_weight - log_weight.max())
    keep = weight > 1e-9 * weight.sum() / len(weight)
    return Draws(weight[keep] / weight[keep].sum(), *(column[keep] for column in columns))


def _evidence(problem: Problem, x: Floats, stand: Stand | None, draws: int, seed: int) -> Floats:
    """Log posterior density of each node [J], as well as so many draws tell it."""
    values = []
    for i in range(0, len(x), CHUNK):
        weight = draw(problem, x[i : i + CHUNK], stand, draws, seed)[0]
        best = weight.max(axis=1)
        values.append(np.log(np.mean(np.exp(weight - best[:, None]), axis=1)) + best)
    return np.concatenate(values) + log_prior(x, problem.unit)


def _pieces(problem: Problem, x: Floats, stand: Stand | None, draws: int, seed: int) -> tuple[Any, ...]:
    """The draws on some nodes, each node's sharing its weight: log weight, part, mean, variance, factor."""
    log_weight, z, parts = draw(problem, x, stand, draws, seed)
    mean, covariance = coefficients(parts, z)
    log_weight = log_weight + log_prior(x, problem.unit)[:, None] - math.log(log_weight.shape[1])
    q = problem.dose.shape[1]
    shape = (*log_weight.shape, q)
    variance = np.diagonal(covariance, axis1=1, axis2=2)[:, None, :q]
    return (
        log_weight.ravel(),
        np.broadcast_to(np.arange(shape[1]) % REPEATS, shape[:2]).ravel(),
        mean[:, :, :q].reshape(-1, q),
        np.broadcast_to(variance, shape).reshape(-1, q),
        np.broadcast_to(parts.factor[:, None], shape).reshape(-1, q),
    )


def describe(found: Draws, k: int, change: float, *, delivered: bool) -> dict[str, Estimate]:
    """Moments, quantiles and probabilities of effect k, each with its Monte Carlo error from independent parts."""
    scale = found.factor[:, k] if delivered else np.ones(len(found.weight))
    mean, sd = found.mean[:, k] * scale, np.sqrt(found.variance[:, k]) * scale
    whole = _numbers(found.weight, mean, sd, change)
    rows = []
    for part in np.unique(found.part):
        chosen = found.part == part
        rows.append(_numbers(found.weight[chosen], mean[chosen], sd[chosen], change))
    if len(rows) == 1:
        return {key: Estimate(value, 0.0) for key, value in whole.items()}
    return {
        key: Estimate(value, float(np.std([row[key] for row in rows], ddof=1) / math.sqrt(len(rows))))
        for key, value in whole.items()
    }


def _numbers(weight: Floats, mean: Floats, sd: Floats, change: float) -> dict[str, float]:
    weight = weight / weight.sum()
    centre = float(weight @ mean)
    width = math.sqrt(float(weight @ (sd**2 + (mean - centre) ** 2)))

    def below(x: float) -> float:
        return float(weight @ special.ndtr((x - mean) / sd))

    numbers = {"mean": centre, "sd": width}
    for key, share, z in (("q2_5", 0.025, -1.96), ("q50", 0.5, 0.0), ("q97_5", 0.975, 1.96)):
        low, high = centre - 12 * width, centre + 12 * width
        x = centre + z * width
        for _ in range(60):
            mass = below(x)
            low, high = (x, high) if mass < share else (low, x)
            density = float(weight @ (np.exp(-0.5 * ((x - mean) / sd) ** 2) / sd)) / math.sqrt(2 * math.pi)
            step = (share - mass) / density if density > 0 else math.inf
            x = x + step if low < x + step < high else (low + high) / 2
            if abs(step) < 1e-6 * width:
                break
        numbers[key] = x
    down, up = below(-change), below(change)
    return numbers | {"p_below_0": below(0.0), "p_down": down, "p_same": up - down, "p_up": 1 - up}
