"""Exponential, logarithm and the normal distribution's functions on 8 lanes, as polynomials: no vector library is needed.

In and out: `Lanes`. Without branches, so that all lanes go the same way.
"""

from numba import njit

from solemate.nof1.lanes import (
    absolute,
    exponent_of,
    mantissa_of,
    multiply_add,
    square_root,
    times_power_of_two,
    where_less,
)


@njit(inline="always", error_model="numpy")
def exponential(x):
    """e^x for x <= 700, relative error below 1e-15; what lies under -700 counts as -700."""
    x = where_less(x, -700.0, -700.0, x)
    shifted = multiply_add(x, 1.4426950408889634, 6755399441055744.0)
    n = shifted - 6755399441055744.0
    r = multiply_add(n, -0.6931471803691238, x)
    r = multiply_add(n, -1.9082149292705877e-10, r)
    p = multiply_add(r, 2.08767569878681e-09, 2.505210838544172e-08)
    p = multiply_add(p, r, 2.755731922398589e-07)
    p = multiply_add(p, r, 2.7557319223985893e-06)
    p = multiply_add(p, r, 2.48015873015873e-05)
    p = multiply_add(p, r, 0.0001984126984126984)
    p = multiply_add(p, r, 0.001388888888888889)
    p = multiply_add(p, r, 0.008333333333333333)
    p = multiply_add(p, r, 0.041666666666666664)
    p = multiply_add(p, r, 0.16666666666666666)
    p = multiply_add(p, r, 0.5)
    p = multiply_add(p, r, 1.0)
    p = multiply_add(p, r, 1.0)
    return times_power_of_two(p, shifted)


@njit(inline="always", error_model="numpy")
def logarithm(x):
    """log x for normal x > 0, error below 1e-15 (relative, or absolute near 1)."""
    m = mantissa_of(x)
    f = (m - 1.0) / (m + 1.0)
    s = f * f
    p = multiply_add(s, 1.0 / 21.0, 1.0 / 19.0)
    p = multiply_add(p, s, 1.0 / 17.0)
    p = multiply_add(p, s, 1.0 / 15.0)
    p = multiply_add(p, s, 1.0 / 13.0)
    p = multiply_add(p, s, 1.0 / 11.0)
    p = multiply_add(p, s, 1.0 / 9.0)
    p = multiply_add(p, s, 1.0 / 7.0)
    p = multiply_add(p, s, 1.0 / 5.0)
    p = multiply_add(p, s, 1.0 / 3.0)
    p = multiply_add(p, s, 1.0)
    return multiply_add(exponent_of(x), 0.6931471805599453, 2.0 * f * p)


@njit(inline="always", error_model="numpy")
def mills_over(x, inverse):
    """`mills`, for whoever has the inverse of (x + 4) (x + 1) already: two of them can share one division.

    (1 + x) times the ratio is smooth in t = (x - 4) / (x + 4), which runs from -1 to 1: a Chebyshev series of degree 18,
    written as powers (after Shepherd and Laframboise 1981, Math. Comp. 36:249). No branch between centre and tail.
    """
    t = (x - 4.0) * (x + 1.0) * inverse
    p = multiply_add(t, -1.1361003687407747e-07, -8.340402235723744e-08)
    p = multiply_add(p, t, 1.0745034734747635e-06)
    p = multiply_add(p, t, 1.1069244579525775e-06)
    p = multiply_add(p, t, -6.210118028609052e-06)
    p = multiply_add(p, t, -8.666932237441754e-06)
    p = multiply_add(p, t, 3.392658056964743e-05)
    p = multiply_add(p, t, 5.329418039643702e-05)
    p = multiply_add(p, t, -0.0002201167386250955)
    p = multiply_add(p, t, -0.00023670948270288904)
    p = multiply_add(p, t, 0.0017418229221585492)
    p = multiply_add(p, t, -0.0007159495806964236)
    p = multiply_add(p, t, -0.012539099713136583)
    p = multiply_add(p, t, 0.04495912895209069)
    p = multiply_add(p, t, -0.08070800998020362)
    p = multiply_add(p, t, 0.07169048120683655)
    p = multiply_add(p, t, 0.035091880243779836)
    p = multiply_add(p, t, -0.24239967052187678)
    p = multiply_add(p, t, 1.1832619145677588)
    return p * (x + 4.0) * inverse


@njit(inline="always", error_model="numpy")
def mills(x):
    """(1 - Phi(x)) / phi(x) for x >= 0, relative error below 1e-13."""
    return mills_over(x, 1.0 / ((x + 4.0) * (x + 1.0)))


@njit(inline="always", error_model="numpy")
def quantile_above(tail):
    """The standard normal x with so much above it, to 7 digits (Wichura 1988, Applied Statistics 37:477, PPND7)."""
    q = 0.5 - tail
    r = 0.180625 - q * q
    top = multiply_add(multiply_add(multiply_add(r, 59.109374720, 159.29113202), r, 50.434271938), r, 3.3871327179)
    under = multiply_add(multiply_add(multiply_add(r, 67.187563600, 78.757757664), r, 17.895169469), r, 1.0)
    less = where_less(tail, 0.5, tail, 1.0 - tail)
    r = square_root(0.0 - logarithm(where_less(less, 1e-300, 1e-300, less)))
    far = r - 5.0
    r = r - 1.6
    top_near = multiply_add(
        multiply_add(multiply_add(r, 0.17023821103, 1.3067284816), r, 2.7568153900), r, 1.4234372777
    )
    under_near = multiply_add(multiply_add(r, 0.12021132975, 0.73700164250), r, 1.0)
    top_far = multiply_add(far, 0.017337203997, 0.42868294337)
    top_far = multiply_add(multiply_add(top_far, far, 3.0812263860), far, 6.6579051150)
    under_far = multiply_add(multiply_add(far, 0.012258202635, 0.24197894225), far, 1.0)
    # one division for all three
    top_near = where_less(0.0, far, top_far, top_near)
    under_near = where_less(0.0, far, under_far, under_near)
    top_near = where_less(q, 0.0, 0.0 - top_near, top_near)
    central = 0.425
    top = where_less(absolute(q), central, q * top, top_near)
    return top / where_less(absolute(q), central, under, under_near)
