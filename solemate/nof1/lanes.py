"""A number type of 8 lanes, for compiled loops that work on 8 quadrature nodes at once.

In: float64 arrays whose last axis holds the lanes. Out: `Lanes`, on which + - * / and `lane_functions` act lane by lane, in
machine vectors of whatever width the processor has.

Why not leave it to the compiler: whether a loop over lanes becomes vectors depends on aliasing, on division checks and on
library calls, and it fails without a word. A vector type either is one or does not compile. Nothing here reorders
arithmetic, so one machine always gives the same bytes. `multiply_add` is fused where the processor does so quickly, and
two operations elsewhere.
"""

import operator
from typing import Any

from llvmlite import ir
from numba import extending, types
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
def times_power_of_two(typing: Any, value: Any, shifted: Any) -> Any:
    """value 2^n, where n stands in the low bits of `shifted` = n + 1.5 2^52."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        power = builder.shl(builder.bitcast(args[1], _INTEGERS), _whole(52))
        return builder.bitcast(builder.add(builder.bitcast(args[0], _INTEGERS), power), _DOUBLES)

    return LANES(LANES, LANES), emit


_ROOT_HALF_BITS = 0x3FE6A09E667F3BCD  # the bits of sqrt(1/2)


@intrinsic
def exponent_of(typing: Any, value: Any) -> Any:
    """n of value = m 2^n with m in [sqrt(1/2), sqrt(2))."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        bits = builder.sub(builder.bitcast(args[0], _INTEGERS), _whole(_ROOT_HALF_BITS))
        # n + 1.5 2^52 as bits, then back as numbers: a conversion that every processor does in vectors
        whole = builder.add(builder.ashr(bits, _whole(52)), _whole(0x4338000000000000))
        return builder.fsub(builder.bitcast(whole, _DOUBLES), _constant(6755399441055744.0))

    return LANES(LANES), emit


@intrinsic
def mantissa_of(typing: Any, value: Any) -> Any:
    """m of value = m 2^n with m in [sqrt(1/2), sqrt(2))."""

    def emit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        bits = builder.bitcast(args[0], _INTEGERS)
        power = builder.ashr(builder.sub(bits, _whole(_ROOT_HALF_BITS)), _whole(52))
        return builder.bitcast(builder.sub(bits, builder.shl(power, _whole(52))), _DOUBLES)

    return LANES(LANES), emit
