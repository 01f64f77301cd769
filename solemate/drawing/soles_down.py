"""Feet on marbles, bare or in socks, as somebody who sits sees them: from above, shins towards the eye.

Comes in: a side and a place. Goes out: layers. The feet are a little flattened, because one looks at them aslant.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot

from solemate.drawing.details import INNER, NAILS
from solemate.drawing.geometry import Path, Point, circle, curve, loop, mirror, points
from solemate.drawing.layers import Layer, Layers, lines, moved, shift, skin, stretch, then
from solemate.drawing.outlines import TOP, Box
from solemate.drawing.shapes import arc
from solemate.drawing.socks import top_sock
from solemate.drawing.views import Side

_ACROSS, _ALONG = 0.88, 0.74
_HEM = 508  # where the trouser leg begins, in units of the outline
_ANKLE = TOP.body.index((154, 392))
_BODY = loop(
    *TOP.body[: _ANKLE + 1],
    *points("151,424 152,462 155,505 158,560 50,560 53,505 56,462 57,424"),
    *(point for point in TOP.body[_ANKLE + 1 :] if point[1] < 420),
)
_LEG = Path((30, 680), (((38, _HEM),), ((80, _HEM + 9), (128, _HEM + 9), (170, _HEM)), ((178, 680),)))
_SEAM = curve((37, _HEM + 17), (104, _HEM + 23), (171, _HEM + 17))

_R, _PITCH = 16.5, 35.5
_COLOURS = "abcabacbcacbabcbacabcb"  # no pattern the eye would follow


def foot(side: Side, x: float, toes: float, *, sock: bool) -> Layers:
    """The foot whose middle is at `x` and whose longest toe ends at `toes`, in a trouser leg."""
    place = then(
        mirror(TOP.axis) if side == "left" else shift(0, 0),
        shift(-TOP.axis, -TOP.digits[1].tip[1]),
        stretch(_ACROSS, _ALONG),
        shift(x, toes),
    )
    return moved(
        (
            *skin(*(toe.outline() for toe in TOP.digits), _BODY),
            *(top_sock() if sock else (*lines("d-inner", *INNER["top"]), Layer("d-nail", NAILS["top"]))),
            *lines("d-cloth", _LEG),
            *lines("d-inner", _SEAM),
        ),
        place,
    )


def marbles(bed: Box, *, corner: float = 0, under: Iterable[Box] = ()) -> Layers:
    """Marbles that touch, row on row: their middles lie within the box and its round corners. None where a foot is."""
    hidden = tuple(under)
    spots = [spot for spot in _spots(bed) if _within(spot, bed, corner) and not any(box.holds(spot) for box in hidden)]
    rows: dict[str, list[Path]] = {"a": [], "b": [], "c": []}
    for number, spot in enumerate(spots):
        rows[_COLOURS[number % len(_COLOURS)]].append(circle(spot, _R))
    return (
        *(Layer(f"d-marble d-marble-{name}", tuple(row), joined=True) for name, row in rows.items()),
        *lines("d-shine", *(arc(spot, 9.5, 190, 262) for spot in spots)),
    )


def hides(x: float, toes: float) -> tuple[Box, Box]:
    """Where a foot hides a marble wholly: under the broad part, and under the heel."""
    return (
        Box(left=x - 46, top=toes + 92, right=x + 46, bottom=toes + 160),
        Box(left=x - 24, top=toes + 160, right=x + 24, bottom=toes + 340),
    )


def _within(spot: Point, bed: Box, corner: float) -> bool:
    across = max(bed.left + corner - spot[0], spot[0] - bed.right + corner, 0)
    along = max(bed.top + corner - spot[1], spot[1] - bed.bottom + corner, 0)
    return hypot(across, along) <= max(corner, 0.1)


def _spots(bed: Box) -> list[Point]:
    count = round(bed.height / (_PITCH * 0.87)) + 1
    step = bed.height / max(1, count - 1)
    spots: list[Point] = []
    for row in range(count):
        in_row = int(bed.width // _PITCH) + 1 - row % 2
        first = (bed.left + bed.right - (in_row - 1) * _PITCH) / 2
        spots += [(round(first + _PITCH * number), round(bed.top + step * row)) for number in range(in_row)]
    return spots
