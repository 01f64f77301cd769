"""Socks, for what is done with socks on: from the inner side, and from above.

Comes in: nothing, in units of the outlines. Goes out: layers that lie on the skin of a foot, first digit on the left. The
toes are told by soft lines: a sock has no nails.
"""

from __future__ import annotations

from solemate.drawing.details import INNER
from solemate.drawing.geometry import Path, Point, curve, points, straight
from solemate.drawing.layers import Layers, lines, solid
from solemate.drawing.outlines import SIDE, TOP


def _cut(*around: Point) -> Path:
    """A foot from one side of the cuff round the toes to the other, closed straight across the leg."""
    open_line = curve(*around)
    return Path(open_line.start, (*open_line.pieces, (open_line.start,)), closed=True)


def _band(left: tuple[Point, Point], right: tuple[Point, Point], sag: float) -> Path:
    """The cuff: a band between its two ends, each given from above to below."""
    (a, b), (c, d) = left, right

    def bow(start: Point, end: Point) -> tuple[Point, Point, Point]:
        third = ((end[0] - start[0]) / 3, (end[1] - start[1]) / 3)
        return (
            (start[0] + third[0], start[1] + third[1] + sag),
            (end[0] - third[0], end[1] - third[1] + sag),
            end,
        )

    return Path(a, (bow(a, c), (d,), bow(d, b)), closed=True)


_HEEL, _SHIN = SIDE.body.index((82, 118)), SIDE.body.index((206, 98))
_SIDE = _cut((92, 92), *SIDE.body[_HEEL : _SHIN + 1], (201, 86))
_SIDE_CUFF = _band(((88, 70), (86, 100)), ((200, 66), (209, 96)), 6)
_SIDE_RIBS = tuple(
    straight((x, y + 10), (x + lean, y + 25)) for x, y, lean in ((110, 68, 0), (134, 69, 1), (158, 68, 2))
)
_SIDE_RIBS += (straight((180, 77), (184, 91)),)
_SIDE_FOLDS = tuple(
    curve(*points(row))
    for row in ("78,152 92,162 104,178 108,198 100,222", "203,118 192,124 182,134", "334,196 328,206 327,222 331,233")
)


def side_sock() -> Layers:
    """A sock on the foot from its inner side, up to above the ankle."""
    return (
        *solid("d-sock", _SIDE),
        *lines("d-inner", *_SIDE_FOLDS, *INNER["inner-side"][2:3]),
        *solid("d-sock", _SIDE_CUFF),
        *lines("d-inner", *_SIDE_RIBS),
    )


_RIGHT, _LEFT = TOP.body.index((150, 420)), TOP.body.index((58, 420))
_TOP = _cut((151, 452), *reversed(TOP.body[: _RIGHT + 1]), *reversed(TOP.body[_LEFT:]), (57, 452))
_WEB = straight(
    *points("44,70 74,46 92,40 107,48 124,58 138,68 152,82 164,96 176,116 160,160 100,150 44,124"), closed=True
)
_GAPS = tuple(straight(*points(row)) for row in ("74,58 76,104", "107,60 107,104", "138,80 134,114", "164,107 158,132"))
_TOP_CUFF = _band(((50, 438), (49, 476)), ((158, 438), (159, 476)), 7)
_TOP_RIBS = tuple(straight((x, 453), (x, 470)) for x in (72, 93, 115, 136))


def top_sock() -> Layers:
    """A sock on the foot from above. Between the toes it is closed."""
    return (
        *solid("d-sock", *(toe.outline() for toe in TOP.digits), _WEB, _TOP),
        *lines("d-inner", *_GAPS, *INNER["top"][4:5]),
        *solid("d-sock", _TOP_CUFF),
        *lines("d-inner", *_TOP_RIBS),
    )
