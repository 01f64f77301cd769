"""A number type of 8 lanes, for compiled loops that work on 8 quadrature nodes at once.

In: float64 arrays whose last axis holds the lanes. Out: `Lanes`, on which + - * / and the functions below act lane by
lane, in machine vectors of whatever width the processor has.

Why not leave it to the compiler: whether a loop over lanes becomes vectors depends on aliasing, on division checks and on
library calls, and it fails without a word. A vector type either is one or does not compile. Nothing here reorders
arithmetic, so one machine always gives the same bytes. `multiply_add` is fused where the processor does so quickly, and
two operations elsewhere. No vector library is needed: `exponential`, `logarithm` and `mills` are polynomials.
"""

import operator
from typing import Any

from llvmlite import ir
from numba import extending, njit, types
from numba.core.typing.templates import ConcreteTemplate, infer_global, signature
from numba.extending import lower_builtin, models, register_model

WIDTH = 8

intrinsic: Any = extending.intrinsic

_DOUBLES = ir.VectorType(ir.DoubleType(), WIDTH)
_INTEGERS = ir.VectorType(ir.IntType(64), WIDTH)


class LanesType(types.Type):
    """8 float64 side by side."""

    def __init__(self) -> None:
        super().__init__(name="Lanes")


LANES = LanesType()


@register_model(LanesType)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: LanesType) -> None:
        super().__init__(manager, kind, _DOUBLES)


def _spread(builder: Any, value: Any) -> Any:
    """The same number in every lane."""
    if isinstance(value.type, ir.VectorType):
        return value
    one = builder.insert_element(ir.Constant(_DOUBLES, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
    zeros = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH)
    return builder.shuffle_vector(one, ir.Constant(_DOUBLES, ir.Undefined), zeros)


def _constant(value: float) -> Any:
    return ir.Constant(_DOUBLES, [value] * WIDTH)


def _whole(value: int) -> Any:
    return ir.Constant(_INTEGERS, [value] * WIDTH)


def _define(symbol: Any, instruction: str) -> None:
    cases_of = [signature(LANES, a, b) for a, b in _PAIRS]
    infer_global(symbol)(type(f"_{instruction}", (ConcreteTemplate,), {"cases": cases_of}))

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        left, right = (_spread(builder, value) for value in args)
        return getattr(builder, instruction)(left, right)

    for a, b in _PAIRS:
        lower_builtin(symbol, a, b)(emit)


_PAIRS = [(LANES, LANES), (LANES, types.float64), (types.float64, LANES)]
for _symbol, _instruction in (
    (operator.add, "fadd"),
    (operator.sub, "fsub"),
    (operator.mul, "fmul"),
    (operator.truediv, "fdiv"),
):
    _define(_symbol, _instruction)


def _call(builder: Any, name: str, *args: Any) -> Any:
    kind = ir.FunctionType(_DOUBLES, [_DOUBLES] * len(args))
    full = f"llvm.{name}.v{WIDTH}f64"
    function = builder.module.globals.get(full) or ir.Function(builder.module, kind, full)
    return builder.call(function, args)


def _address(context: Any, builder: Any, array_type: Any, array: Any, index: Any) -> Any:
    data = context.make_array(array_type)(context, builder, value=array).data
    return builder.gep(data, [index])


@intrinsic
def load(typing: Any, array: Any, index: Any) -> Any:
    """The lanes that begin at `index` of a flat float64 array. Not checked against its end."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        place = builder.bitcast(_address(context, builder, sig.args[0], args[0], args[1]), _DOUBLES.as_pointer())
        return builder.load(place, align=8)

    return LANES(array, types.intp), emit


@intrinsic
def store(typing: Any, array: Any, index: Any, value: Any) -> Any:
    """Writes the lanes to a flat float64 array from `index` on. Not checked against its end."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        place = builder.bitcast(_address(context, builder, sig.args[0], args[0], args[1]), _DOUBLES.as_pointer())
        builder.store(args[2], place, align=8)
        return context.get_dummy_value()

    return types.void(array, types.intp, LANES), emit


@intrinsic
def spread(typing: Any, value: Any) -> Any:
    """One number in every lane."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _spread(builder, args[0])

    return LANES(types.float64), emit


@intrinsic
def multiply_add(typing: Any, a: Any, b: Any, c: Any) -> Any:
    """a b + c, any of them a plain number."""
    kinds = [LANES if isinstance(kind, LanesType) else types.float64 for kind in (a, b, c)]

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _call(builder, "fmuladd", *[_spread(builder, value) for value in args])

    return LANES(*kinds), emit


@intrinsic
def square_root(typing: Any, value: Any) -> Any:
    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _call(builder, "sqrt", args[0])

    return LANES(LANES), emit


@intrinsic
def absolute(typing: Any, value: Any) -> Any:
    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _call(builder, "fabs", args[0])

    return LANES(LANES), emit


@intrinsic
def where_less(typing: Any, a: Any, b: Any, yes: Any, no: Any) -> Any:
    """`yes` in the lanes where a < b, `no` in the others; any of the four a plain number."""
    kinds = [LANES if isinstance(kind, LanesType) else types.float64 for kind in (a, b, yes, no)]

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        left, right, yes_, no_ = (_spread(builder, value) for value in args)
        return builder.select(builder.fcmp_ordered("<", left, right), yes_, no_)

    return LANES(*kinds), emit


@intrinsic
def total(typing: Any, value: Any) -> Any:
    """The sum of the lanes, from the first to the last."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        number = builder.extract_element(args[0], ir.Constant(ir.IntType(32), 0))
        for lane in range(1, WIDTH):
            number = builder.fadd(number, builder.extract_element(args[0], ir.Constant(ir.IntType(32), lane)))
        return number

    return types.float64(LANES), emit


@intrinsic
def _times_power_of_two(typing: Any, value: Any, shifted: Any) -> Any:
    """value 2^n, where n stands in the low bits of `shifted` = n + 1.5 2^52."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        power = builder.shl(builder.bitcast(args[1], _INTEGERS), _whole(52))
        return builder.bitcast(builder.add(builder.bitcast(args[0], _INTEGERS), power), _DOUBLES)

    return LANES(LANES, LANES), emit


_ROOT_HALF_BITS = 0x3FE6A09E667F3BCD  # the bits of sqrt(1/2)


@intrinsic
def _exponent(typing: Any, value: Any) -> Any:
    """n of value = m 2^n with m in [sqrt(1/2), sqrt(2))."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        bits = builder.sub(builder.bitcast(args[0], _INTEGERS), _whole(_ROOT_HALF_BITS))
        # n + 1.5 2^52 as bits, then back as numbers: a conversion that every processor does in vectors
        whole = builder.add(builder.ashr(bits, _whole(52)), _whole(0x4338000000000000))
        return builder.fsub(builder.bitcast(whole, _DOUBLES), _constant(6755399441055744.0))

    return LANES(LANES), emit


@intrinsic
def _mantissa(typing: Any, value: Any) -> Any:
    """m of value = m 2^n with m in [sqrt(1/2), sqrt(2))."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        bits = builder.bitcast(args[0], _INTEGERS)
        power = builder.ashr(builder.sub(bits, _whole(_ROOT_HALF_BITS)), _whole(52))
        return builder.bitcast(builder.sub(bits, builder.shl(power, _whole(52))), _DOUBLES)

    return LANES(LANES), emit


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
    return _times_power_of_two(p, shifted)


@njit(inline="always", error_model="numpy")
def logarithm(x):
    """log x for normal x > 0, error below 1e-15 (relative, or absolute near 1)."""
    m = _mantissa(x)
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
    return multiply_add(_exponent(x), 0.6931471805599453, 2.0 * f * p)


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
