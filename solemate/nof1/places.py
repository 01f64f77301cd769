"""Where everything of one batch stands: a flat float64 work array, in rows of 8 lanes.

In: how many ratings, coefficients and effects a trial has. Out: the place at which each array begins, and the whole size.
"""

from typing import NamedTuple

from solemate.nof1.compiled import compiled
from solemate.nof1.lanes import WIDTH


class Places(NamedTuple):
    """Where each array begins in the flat work array of one batch (n ratings, p coefficients, 8 lanes)."""

    theta: int  # [3] sigma, phi, half-life
    power: int  # [largest gap + 1] phi^d
    design: int  # [n, p] columns of the coefficients
    factor: int  # [q] delivered effect = factor x coefficient
    precision: int  # [n] stand-ins: e^(shift z - precision z^2 / 2)
    shift: int  # [n]
    weight: int  # [n] 1 / (1 + precision x predicted variance)
    variance: int  # [n] filtered variance of u
    innovation: int  # [n + 3, p + 1] of the design columns; in `exact` made white, the ratings last
    guess: int  # [n] predicted mean of u, as the stand-ins alone have it
    state: int  # [p + 1] predicted means of u; on the way back, the smoother's sums
    left: int  # [p] what smoothing leaves of a design row
    gram: int  # [p, p] precision of the coefficients, then its Cholesky factor
    pull: int  # [p + 1]; in `exact` the last is the ratings' own square
    inverse: int  # [p, p] covariance of the coefficients
    mean: int  # [p]
    evidence: int  # [1] log density of the ratings
    change: int  # [1] the largest change of a stand-in in the last sweep, in sd of the cavity
    per: int  # [largest gap + 1] 1 / sd of what is new in a rating after a gap; 0 stands for the first rating
    log_variance: int  # [largest gap + 1] and the log of its variance
    log_prior: int  # [1] of theta
    size: int


@compiled
def places(n, p, q, largest_gap):
    """Counts out the work array: rows of 8 lanes, one after another."""
    w = WIDTH
    theta = 0
    power = theta + 3 * w
    design = power + (largest_gap + 1) * w
    factor = design + n * p * w
    precision = factor + q * w
    shift = precision + n * w
    weight = shift + n * w
    variance = weight + n * w
    innovation = variance + n * w
    guess = innovation + (n + 3) * (p + 1) * w
    state = guess + n * w
    left = state + (p + 1) * w
    gram = left + p * w
    pull = gram + p * p * w
    inverse = pull + (p + 1) * w
    mean = inverse + p * p * w
    evidence = mean + p * w
    change = evidence + w
    per = change + w
    log_variance = per + (largest_gap + 1) * w
    log_prior = log_variance + (largest_gap + 1) * w
    size = log_prior + w
    return Places(
        theta, power, design, factor, precision, shift, weight, variance, innovation, guess,
        state, left, gram, pull, inverse, mean, evidence, change, per, log_variance, log_prior, size,
    )  # fmt: skip
