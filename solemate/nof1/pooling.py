"""Many people's posteriors into one population prior for a technique, and back: each person drawn towards it, nobody refitted.

The sustained differences of people i are taken as beta_i ~ N(mu, tau^2), with mu ~ N(0, 2^2) and tau ~ half-normal(1), on
a scale 10 wide. A person's posterior under our own prior N(0, 2^2) is a mixture of normals N(m_ij, v_ij) with weights w_ij.
Divided by that prior it is the person's likelihood, so everything about (mu, tau) follows without touching a rating again:

    p(y_i | mu, tau) / p(y_i)  =  sum_j w_ij  integral N(b; m_ij, v_ij) N(b; mu, tau^2) / N(b; 0, 2^2) db

which has a closed form because v_ij < 2^2 always. (mu, tau) is integrated on a fixed grid: no random numbers. With more than two
arms a technique is pooled by itself, the other arms keeping our prior.

From a cohort's table only the mean and the standard deviation of a person are there: one normal for each. That is what `pool`
takes at scale; `pool_posteriors` takes whole posteriors.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp, ndtr

from solemate.nof1.columns import BadTrial
from solemate.nof1.posterior import Posterior

Floats = NDArray[np.float64]

OUR_SD = 2.0  # of the prior of beta in MODEL 1
MU_SD, TAU_SCALE = 2.0, 1.0
MU_GRID = np.linspace(-5, 5, 201)
TAU_GRID = np.concatenate([[0.005, 0.02], np.linspace(0.05, 3, 60)])
PEOPLE_AT_ONCE = 2000
FEWEST_PEOPLE = 2
WIDEST = 1.5  # of the prior’s sd: hardly any posterior on the right scale is even as wide as the prior


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """One person's posterior of the sustained difference of one technique, in tenths of the scale's width."""

    weight: Floats  # [J], adding up to 1
    mean: Floats  # [J]
    variance: Floats  # [J], below OUR_SD squared
    factor: Floats  # [J], delivered difference = factor x sustained difference


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationPrior:
    """What many people say about the next one, on the grid of (mu, tau); in tenths of the scale's width."""

    people: int
    weight: Floats  # [MU_GRID, TAU_GRID], adding up to 1

    @property
    def mu(self) -> tuple[float, float]:
        """Mean and standard deviation of the average difference in the population."""
        return _moments(MU_GRID, self.weight.sum(axis=1))

    @property
    def tau(self) -> tuple[float, float]:
        """Mean and standard deviation of how much people differ."""
        return _moments(TAU_GRID, self.weight.sum(axis=0))

    @property
    def next_person(self) -> tuple[float, float]:
        """Mean and standard deviation of the sustained difference of somebody new."""
        mean, spread = self.mu
        between = float((self.weight.sum(axis=0) * TAU_GRID**2).sum())
        return mean, float(np.sqrt(spread**2 + between))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """A person's sustained and delivered difference under the population prior."""

    mean: float
    sd: float
    p_below_zero: float
    delivered_mean: float
    delivered_sd: float


def mixture_of(posterior: Posterior, arm: str, scale: tuple[int, int] = (0, 10)) -> Mixture:
    """One technique of a whole posterior. Raises BadTrial where there is none."""
    if posterior.nodes is None:
        raise BadTrial("not enough variation: there is no posterior to pool")
    if arm not in posterior.arms[1:]:
        raise BadTrial(f"{arm!r} is not an arm other than the reference")
    place = posterior.arms.index(arm) - 1
    unit = (scale[1] - scale[0]) / 10
    nodes = posterior.nodes
    return _checked(
        weight=nodes.weight,
        mean=nodes.mean[:, place] / unit,
        variance=nodes.covariance[:, place, place] / unit**2,
        factor=nodes.factor[:, place],
    )


def mixture_from(mean: float, sd: float, factor: float = 1.0, scale: tuple[int, int] = (0, 10)) -> Mixture:
    """One person's mean and standard deviation, as the cohort's table has them, as a single normal."""
    unit = (scale[1] - scale[0]) / 10
    return _checked(
        weight=np.ones(1),
        mean=np.array([mean]) / unit,
        variance=(np.array([sd]) / unit) ** 2,
        factor=np.array([factor]),
    )


def pool_posteriors(posteriors: Iterable[Posterior], arm: str, scale: tuple[int, int] = (0, 10)) -> PopulationPrior:
    """The population prior of one technique from whole posteriors; who had not enough variation says nothing."""
    return pool_mixtures([mixture_of(one, arm, scale) for one in posteriors if one.nodes is not None])


def pool_mixtures(people: Sequence[Mixture]) -> PopulationPrior:
    """The population prior from any number of people, at least two."""
    if len(people) < FEWEST_PEOPLE:
        raise BadTrial(f"{len(people)} people; pooling takes {FEWEST_PEOPLE}")
    log = np.zeros((len(MU_GRID), len(TAU_GRID)))
    for person in people:
        for column, tau in enumerate(TAU_GRID):
            log[:, column] += _log_evidence(person, MU_GRID, float(tau))
    return _prior_of(log, len(people))


def pool(mean: Any, sd: Any, scale: tuple[int, int] = (0, 10)) -> PopulationPrior:
    """The population prior from the columns `sustained_mean` and `sustained_sd` of a cohort's table; NaN is left out.

    One row for each person: of a table with more arms, the rows of one. `scale` is the one the table was made with. Time grows
    with the people, memory does not. A posterior as wide as our prior says nothing; one much wider was made on another scale.
    Raises BadTrial.
    """
    unit = (scale[1] - scale[0]) / 10
    try:
        means, sds = np.asarray(mean, dtype=float) / unit, np.asarray(sd, dtype=float) / unit
    except (TypeError, ValueError):
        raise BadTrial("mean and sd: must be columns of numbers") from None
    if means.shape != sds.shape or means.ndim != 1:
        raise BadTrial("mean and sd: must be two columns of the same length")
    known = np.isfinite(means) & np.isfinite(sds) & (sds > 0)
    if (sds[known] > WIDEST * OUR_SD).any():
        raise BadTrial(f"sd: wider than the prior, so not of a scale {scale[0]} to {scale[1]}")
    means, variances = means[known], np.minimum(sds[known] ** 2, 0.999 * OUR_SD**2)
    if len(means) < FEWEST_PEOPLE:
        raise BadTrial(f"{len(means)} people; pooling takes {FEWEST_PEOPLE}")
    log = np.zeros((len(MU_GRID), len(TAU_GRID)))
    for first in range(0, len(means), PEOPLE_AT_ONCE):
        centre, precision = _likelihood(
            means[first : first + PEOPLE_AT_ONCE], variances[first : first + PEOPLE_AT_ONCE]
        )
        for column, tau in enumerate(TAU_GRID):
            total = 1 / precision + tau**2
            away = (centre[:, None] - MU_GRID[None, :]) ** 2 / total[:, None]
            log[:, column] += -0.5 * (away + np.log(total)[:, None]).sum(axis=0)
    return _prior_of(log, len(means))


def shrink(person: Mixture, prior: PopulationPrior, *, counted: bool = True) -> Shrunk:
    """One person's posterior if the population prior had been there from the start.

    `counted`: whether the person is among those who made the prior, and so must not speak about (mu, tau) twice.
    """
    mu, tau = np.meshgrid(MU_GRID, TAU_GRID, indexing="ij")
    heavy = prior.weight > 1e-9 * prior.weight.max()
    weight, mu, tau = prior.weight[heavy], mu[heavy], tau[heavy]
    centre, precision = _likelihood(person.mean, person.variance)
    total = 1 / precision[:, None] + tau[None, :] ** 2
    log = np.log(person.weight)[:, None] + _log_scale(person)[:, None]
    log = log - 0.5 * ((centre[:, None] - mu) ** 2 / total + np.log(total))
    if counted:
        log = log - logsumexp(log, axis=0)
    log = log + np.log(weight)
    share = np.exp(log - logsumexp(log))
    variance = 1 / (precision[:, None] + 1 / tau**2)
    mean = variance * (precision[:, None] * centre[:, None] + mu / tau**2)
    first, second = float((share * mean).sum()), float((share * (variance + mean**2)).sum())
    factor = person.factor[:, None]
    delivered = float((share * factor * mean).sum())
    squares = float((share * factor**2 * (variance + mean**2)).sum())
    return Shrunk(
        mean=first,
        sd=float(np.sqrt(second - first**2)),
        p_below_zero=float((share * ndtr(-mean / np.sqrt(variance))).sum()),
        delivered_mean=delivered,
        delivered_sd=float(np.sqrt(squares - delivered**2)),
    )


def _likelihood(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Centre and precision of N(b; mean, variance) / N(b; 0, OUR_SD^2), as a function of b."""
    precision = 1 / variance - 1 / OUR_SD**2
    return mean / variance / precision, precision


def _log_scale(person: Mixture) -> Floats:
    """What the division leaves in front, apart from what all nodes share."""
    centre, precision = _likelihood(person.mean, person.variance)
    found: Floats = 0.5 * (
        precision * centre**2 - person.mean**2 / person.variance - np.log(person.variance) - np.log(precision)
    )
    return found


def _log_evidence(person: Mixture, mu: Floats, tau: float) -> Floats:
    """log p(y | mu, tau), up to a constant of the person, for every mu."""
    centre, precision = _likelihood(person.mean, person.variance)
    total = (1 / precision + tau**2)[:, None]
    log = np.log(person.weight)[:, None] + _log_scale(person)[:, None]
    found: Floats = logsumexp(log - 0.5 * ((centre[:, None] - mu[None, :]) ** 2 / total + np.log(total)), axis=0)
    return found


def _prior_of(log: Floats, people: int) -> PopulationPrior:
    width = np.gradient(TAU_GRID)  # the grid of tau is not even
    log = log - 0.5 * (MU_GRID[:, None] / MU_SD) ** 2 - 0.5 * (TAU_GRID[None, :] / TAU_SCALE) ** 2 + np.log(width)
    return PopulationPrior(people=people, weight=np.exp(log - logsumexp(log)))


def _checked(*, weight: Floats, mean: Floats, variance: Floats, factor: Floats) -> Mixture:
    used = weight > 0
    if not (np.isfinite(mean[used]).all() and (variance[used] > 0).all()):
        raise BadTrial("a posterior that is no number cannot be pooled")
    return Mixture(
        weight=weight[used] / weight[used].sum(),
        mean=mean[used],
        variance=np.minimum(variance[used], 0.999 * OUR_SD**2),
        factor=factor[used],
    )


def _moments(at: Floats, weight: Floats) -> tuple[float, float]:
    mean = float((at * weight).sum())
    return mean, float(np.sqrt((weight * (at - mean) ** 2).sum()))
