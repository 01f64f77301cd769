"""The engine of fair trials: arrays of one person's ratings in, what they leave as likely out. It knows no feet.

The model (MODEL 1), for days t = 0 .. T-1, arms a_t with 0 the reference, on a scale 10 wide:

    rho = 2^(-1/h),   x_k,t = rho x_k,t-1 + (1 - rho) 1[a_t = k],   x_k,-1 = 0          build-up of arm k, half-life h days
    z_t = mu + kappa (t/(T-1) - 1/2) + sum_k beta_k x_k,t + u_t                        the day's true level
    u_0 ~ N(0, sigma^2),   u_t = phi u_t-1 + sigma sqrt(1 - phi^2) e_t,   e_t ~ N(0, 1)  good and bad spells
    y_t = z_t rounded to the nearest step and kept on the scale                        `rounded`
    y_t = z_t                                                                          `gaussian`
    beta_k ~ N(0, 2^2),  mu ~ N(5, 3^2),  kappa ~ N(0, 2^2)
    sigma ~ half-normal(2),  phi ~ Beta(2, 3),  log h ~ N(0, 0.75^2)

Left against right (MODEL 1S) is the same for the difference of the two sides, whose two roundings add N(0, 1/6).

The answer. Given theta = (sigma, phi, h) everything but the rounding is normal: c = (beta, mu, kappa) is integrated exactly
by carrying its columns through the Kalman filter of u. With m(c) the mean of z and tau_t, nu_t a normal stand-in for each rating,

    p(z | y, theta) ~ p(z | theta) prod_t exp(nu_t z_t - tau_t z_t^2 / 2)

where expectation propagation (EP) chooses the stand-ins so that each day's mean and variance are those of its true box
(low, high] under all the others (Minka 2001); for `gaussian` the stand-ins are the ratings. One sweep is a filter forward, a
smoother back, and every stand-in anew, linear in the days (`kernels`; `exact` where ratings are taken as they stand). Theta is
integrated on a lattice that grows as far as the posterior reaches (`quadrature`). What is left is a mixture of normals
(`mixture`, `best`): the sustained effect beta_k, and the delivered effect beta_k m_k(h), m_k the mean of x_k over the days of
arm k. The delivered effect is the primary one.

Where swings are far below a step of the scale, stand-ins are too unlike boxes: fixed paths through the boxes are weighed
instead (`paths`).

`reference` computes the same by brute force, and judges. Nothing is imported until it is asked for: numba takes a second.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solemate.nof1.posterior import Posterior

__all__ = ["analyse", "analyse_many", "analyse_sides"]


def analyse(
    day: Any,
    arm: Any,
    rating: Any,
    *,
    reference: str,
    block: Any = None,
    period: Any = None,
    done: Any = None,
    scale: tuple[int, int] = (0, 10),
    smallest_change: float = 1.0,
    higher_is_better: bool = False,
    likelihood: str = "rounded",
) -> "Posterior":
    """The posterior of one trial from its columns (lists with None, NumPy, pandas, polars). Raises `dataset.BadTrial`."""
    from solemate.nof1.dataset import make_dataset
    from solemate.nof1.posterior import fit

    return fit(
        make_dataset(
            day, arm, rating, reference=reference, block=block, period=period, done=done, scale=scale,
            smallest_change=smallest_change, higher_is_better=higher_is_better, likelihood=likelihood,
        )
    )  # fmt: skip


def analyse_sides(
    day: Any,
    side: Any,
    rating_left: Any,
    rating_right: Any,
    *,
    block: Any = None,
    period: Any = None,
    done: Any = None,
    scale: tuple[int, int] = (0, 10),
    smallest_change: float = 1.0,
    higher_is_better: bool = False,
) -> "Posterior":
    """The posterior of one trial of left against right. Raises `dataset.BadTrial`."""
    from solemate.nof1.dataset import make_sides_dataset
    from solemate.nof1.sides import fit_sides

    return fit_sides(
        make_sides_dataset(
            day, side, rating_left, rating_right, block=block, period=period, done=done, scale=scale,
            smallest_change=smallest_change, higher_is_better=higher_is_better,
        )
    )  # fmt: skip


def analyse_many(
    table: Any,
    *,
    reference: str,
    scale: tuple[int, int] = (0, 10),
    smallest_change: float = 1.0,
    higher_is_better: bool = False,
    likelihood: str = "rounded",
    threads: int | None = None,
) -> Any:
    """One row for each person and arm, from a long table with `person, day, arm, rating` (pandas, polars or Arrow).

    The table comes back in the same kind. A person whose rows are bad gets one row with `error`, and the rest go on;
    the row that an error names counts among the rows of that person. Raises `dataset.BadTrial` for a table or terms that
    nobody's trial could be read with.
    """
    from solemate.nof1.many import analyse_table

    return analyse_table(
        table, threads=threads, reference=reference, scale=scale, smallest_change=smallest_change,
        higher_is_better=higher_is_better, likelihood=likelihood,
    )  # fmt: skip
