"""MODEL 1 and MODEL 1S by long NUTS runs, written from the model's dense marginal form and sharing no line with the engine.

theta = (log sigma, logit phi, log half-life), and for the rounded likelihood every z, mapped from its box to the real line.
beta, level and trend are integrated out: z ~ N(centre, S). nutpie samples; the gradient is by hand. beta given a draw is
Gaussian, so means, probabilities and quantiles come from the mixture over draws (Rao and Blackwell), not from drawn betas.
Runs in the benchmark environment (`make benchmark` makes it), which users never install.
"""

import math
import time
import warnings

import numba
import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

warnings.filterwarnings("ignore", category=FutureWarning)

JITTER = 1e-9
INTERIOR, BELOW, ABOVE = 0, 1, 2


@numba.njit(cache=True, nogil=True)
def exposure_and_slope(used, half_life):
    """x of every day and its derivative by log half-life, for columns `used` [T, K-1]."""
    rho = 2.0 ** (-1.0 / half_life)
    drho = rho * math.log(2.0) / half_life
    days, arms = used.shape
    x, dx = np.zeros((days, arms)), np.zeros((days, arms))
    for k in range(arms):
        now, slope = 0.0, 0.0
        for t in range(days):
            slope = drho * now + rho * slope - drho * used[t, k]
            now = rho * now + (1.0 - rho) * used[t, k]
            x[t, k], dx[t, k] = now, slope
    return x, dx


@numba.njit(cache=True, nogil=True)
def log_density(v, used, other, seen, lower, upper, kind, rounded, sides, centre, gradient):
    """log posterior at v and, into `gradient`, its slope. `other` is the comparator side's use in MODEL 1S."""
    n = len(seen)
    sigma, phi, h = math.exp(v[0]), 1.0 / (1.0 + math.exp(-v[1])), math.exp(v[2])
    x_all, dx_all = exposure_and_slope(used, h)
    if sides:
        x_two, dx_two = exposure_and_slope(other, h)
        x_all, dx_all = x_all - x_two, dx_all - dx_two
    x, dx = x_all[seen], dx_all[seen]
    span = max(used.shape[0] - 1, 1)
    z = np.empty(n)
    jacobian = 0.0
    for i in range(n):
        if not rounded:
            z[i] = lower[i]
        elif kind[i] == INTERIOR:
            s = 1.0 / (1.0 + math.exp(-v[3 + i]))
            z[i] = lower[i] + (upper[i] - lower[i]) * s
            jacobian += math.log(upper[i] - lower[i]) - abs(v[3 + i]) - 2.0 * math.log1p(math.exp(-abs(v[3 + i])))
        elif kind[i] == BELOW:
            z[i] = upper[i] - math.exp(v[3 + i])
            jacobian += v[3 + i]
        else:
            z[i] = lower[i] + math.exp(v[3 + i])
            jacobian += v[3 + i]
    cov = 4.0 * (x @ x.T)
    lag = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            lag[i, j] = abs(seen[i] - seen[j])
            g = (seen[i] / span - 0.5) * (seen[j] / span - 0.5)
            cov[i, j] += 9.0 + 4.0 * g + sigma * sigma * phi ** lag[i, j]
        cov[i, i] += JITTER + (1.0 / 6.0 if sides else 0.0)
    low = np.linalg.cholesky(cov)
    inverse_low = np.linalg.solve(low, np.eye(n))
    precision = inverse_low.T @ inverse_low
    solved = precision @ (z - centre)
    value = -0.5 * np.dot(z - centre, solved) - np.sum(np.log(np.diag(low))) + jacobian
    value += -0.5 * (sigma / 2.0) ** 2 + v[0]
    value += 2.0 * math.log(phi) + 3.0 * math.log(1.0 - phi)  # Beta(2, 3) and the Jacobian of the logit
    value += -0.5 * (v[2] / 0.75) ** 2
    weight = 0.5 * (np.outer(solved, solved) - precision)
    by_sigma, by_phi = 0.0, 0.0
    for i in range(n):
        for j in range(n):
            power = phi ** lag[i, j]
            by_sigma += weight[i, j] * 2.0 * sigma * sigma * power
            by_phi += weight[i, j] * sigma * sigma * lag[i, j] * power / phi
    gradient[0] = by_sigma - (sigma / 2.0) ** 2 + 1.0
    gradient[1] = by_phi * phi * (1.0 - phi) + 2.0 * (1.0 - phi) - 3.0 * phi
    gradient[2] = np.sum(weight * (4.0 * (dx @ x.T + x @ dx.T))) - v[2] / 0.75**2
    if rounded:
        for i in range(n):
            if kind[i] == INTERIOR:
                s = 1.0 / (1.0 + math.exp(-v[3 + i]))
                gradient[3 + i] = -solved[i] * (upper[i] - lower[i]) * s * (1.0 - s) + 1.0 - 2.0 * s
            elif kind[i] == BELOW:
                gradient[3 + i] = solved[i] * math.exp(v[3 + i]) + 1.0
            else:
                gradient[3 + i] = -solved[i] * math.exp(v[3 + i]) + 1.0
    return value


class Target:
    """One trial as what NUTS needs. `arm` counts from 0, the reference; `y` holds None for a missed evening."""

    def __init__(self, arm, y, arms, likelihood, sides=False):
        self.rounded, self.sides = likelihood == "rounded", sides
        arm = np.asarray(arm)
        self.seen = np.array([t for t, value in enumerate(y) if value is not None], dtype=np.int64)
        values = np.array([value for value in y if value is not None], dtype=float)
        if sides:
            self.used = (arm == -1).astype(float)[:, None]
            self.other = (arm == 1).astype(float)[:, None]
        else:
            self.used = (arm[:, None] == np.arange(1, arms)).astype(float)
            self.other = np.zeros_like(self.used)
        self.arm = arm
        self.centre = 0.0 if sides else 5.0
        self.lower, self.upper = (values - 0.5, values + 0.5) if self.rounded else (values, values)
        self.kind = np.where(values <= 0, BELOW, np.where(values >= 10, ABOVE, INTERIOR)).astype(np.int64)
        self.size = 3 + (len(values) if self.rounded else 0)

    def log_density(self, v):
        gradient = np.empty(self.size)
        try:
            value = log_density(
                v,
                self.used,
                self.other,
                self.seen,
                self.lower,
                self.upper,
                self.kind,
                self.rounded,
                self.sides,
                self.centre,
                gradient,
            )
        except np.linalg.LinAlgError:
            return -np.inf, gradient
        return value, gradient

    def latent(self, v):
        """z of one draw."""
        if not self.rounded:
            return self.lower
        with np.errstate(over="ignore"):
            inside = self.lower + (self.upper - self.lower) / (1 + np.exp(-v[3:]))
            beyond = np.exp(v[3:])
        return np.where(
            self.kind == INTERIOR, inside, np.where(self.kind == BELOW, self.upper - beyond, self.lower + beyond)
        )

    def beta_given(self, v):
        """Mean and covariance of beta given one draw, and the mean exposure that turns beta into the delivered difference."""
        sigma, phi, h = math.exp(v[0]), 1 / (1 + math.exp(-v[1])), math.exp(v[2])
        x_all, _ = exposure_and_slope(self.used, h)
        if self.sides:
            x_two, _ = exposure_and_slope(self.other, h)
            treated = np.where(self.used > 0, x_all - x_two, np.where(self.other > 0, x_two - x_all, np.nan))
            delivered = np.array([np.nanmean(treated)])
            x_all = x_all - x_two
        else:
            delivered = np.array([x_all[self.used[:, k] > 0, k].mean() for k in range(x_all.shape[1])])
        x = x_all[self.seen]
        lag = np.abs(self.seen[:, None] - self.seen[None, :])
        g = self.seen / max(len(self.used) - 1, 1) - 0.5
        cov = 9 + 4 * np.outer(g, g) + sigma**2 * phi**lag + (JITTER + (1 / 6 if self.sides else 0)) * np.eye(len(g))
        solved = np.linalg.solve(cov, np.column_stack([x, self.latent(v) - self.centre]))
        variance = np.linalg.inv(x.T @ solved[:, :-1] + np.eye(x.shape[1]) / 4)
        return variance @ (x.T @ solved[:, -1]), variance, delivered


def sample(target, *, draws=2500, tune=1500, chains=4, seed=1):
    """Draws [chains, draws, size], seconds, number of divergences."""
    import nutpie
    from nutpie.compiled_pyfunc import from_pyfunc

    model = from_pyfunc(
        target.size,
        lambda: target.log_density,
        lambda *_: lambda v: {"v": v},
        [np.dtype("float64")],
        [(target.size,)],
        ["v"],
        make_initial_point_fn=lambda seed: np.random.default_rng(seed).normal(0, 0.3, target.size),
    )
    began = time.perf_counter()
    trace = nutpie.sample(model, draws=draws, tune=tune, chains=chains, seed=seed, progress_bar=False, cores=1)
    seconds = time.perf_counter() - began
    divergences = int(np.asarray(trace.sample_stats["diverging"]).sum())
    return np.asarray(trace.posterior["v"]), seconds, divergences


def summarise(target, draws, *, thin=2, seed=1):
    """The posterior of beta and of the delivered difference; every number has its Monte Carlo error, from batch means."""
    kept = draws[:, ::thin]
    given = [[target.beta_given(v) for v in chain] for chain in kept]
    mean = np.array([[one[0] for one in chain] for chain in given])  # [chains, draws, K-1]
    cov = np.array([[one[1] for one in chain] for chain in given])
    share = np.array([[one[2] for one in chain] for chain in given])
    sd = np.sqrt(np.einsum("cdkk->cdk", cov))
    rng = np.random.default_rng(seed)
    noise = np.einsum("cdij,cdj->cdi", np.linalg.cholesky(cov), rng.standard_normal(mean.shape))
    result = {}
    for name, centre, spread, drawn in (
        ("sustained", mean, sd, mean + noise),
        ("delivered", mean * share, sd * share, (mean + noise) * share),
    ):
        result[name] = [_summary(centre[..., k], spread[..., k]) for k in range(mean.shape[2])]
        best = np.concatenate([np.zeros((*drawn.shape[:2], 1)), drawn], axis=2).argmin(axis=2)
        key = "p_best" if name == "delivered" else "p_best_sustained"
        result[key] = [float(np.mean(best == k)) for k in range(mean.shape[2] + 1)]
    theta = np.stack([np.exp(kept[..., 0]), 1 / (1 + np.exp(-kept[..., 1])), np.exp(kept[..., 2])])
    for name, values in zip(("sigma", "phi", "half_life"), theta, strict=True):
        result[name] = {"mean": float(values.mean()), "sd": float(values.std()), "mcse": _mcse(values)}
    result["max_rhat"] = float(max(_rhat(kept[..., k]) for k in range(3)))
    return result


def _summary(mean, sd):
    total = float(np.sqrt(np.mean(sd**2 + mean**2) - mean.mean() ** 2))
    answer = {
        "mean": float(mean.mean()),
        "mean_mcse": _mcse(mean),
        "sd": total,
        "sd_mcse": _mcse((mean - mean.mean()) ** 2 + sd**2) / (2 * total),
    }
    for name, level in (("q2_5", 0.025), ("q50", 0.5), ("q97_5", 0.975)):
        at = brentq(_below, mean.min() - 9 * sd.max(), mean.max() + 9 * sd.max(), args=(mean, sd, level))
        density = np.mean(np.exp(-0.5 * ((at - mean) / sd) ** 2) / sd) / math.sqrt(2 * math.pi)
        answer |= {name: float(at), f"{name}_mcse": _mcse(ndtr((at - mean) / sd)) / float(density)}
    for name, value in (
        ("p_better", ndtr(-mean / sd)),
        ("p_meaningful", ndtr((-1 - mean) / sd)),
        ("p_worse", ndtr((mean - 1) / sd)),
    ):
        answer |= {name: float(value.mean()), f"{name}_mcse": _mcse(value)}
    return answer


def _below(q, mean, sd, level):
    return np.mean(ndtr((q - mean) / sd)) - level


def _mcse(values, batches=25):
    """Standard error of the mean of [chains, draws], from the means of batches within chains."""
    chains, length = values.shape
    size = length // batches
    means = values[:, : size * batches].reshape(chains * batches, size).mean(axis=1)
    return float(means.std(ddof=1) / math.sqrt(len(means)))


def _rhat(values):
    halves = values[:, : values.shape[1] // 2 * 2].reshape(values.shape[0] * 2, -1)
    within = halves.var(axis=1, ddof=1).mean()
    between = halves.mean(axis=1).var(ddof=1)
    return math.sqrt((within * (halves.shape[1] - 1) / halves.shape[1] + between) / within)
