"""Small signs on the skin for the safety questions: what to look for, and where.

Comes in: a mark such as 'cut' (at its usual place on that view) or 'cut:heel'. Goes out: layers, first digit on the
left. Every sign differs in shape, not only in colour, and has a dark edge, so it reads on every skin and in every theme.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from solemate.drawing.geometry import Path, Point, circle, curve, ellipse, loop, straight, turn
from solemate.drawing.layers import Layer, Layers, lines, moved, shift
from solemate.drawing.views import View

Sign = Literal["cut", "blister", "plaster", "redness", "swelling"]

SIGNS: tuple[Sign, ...] = get_args(Sign)

# Where a sign can lie, first digit on the left. The order is the order of `SIGNS`: each has its usual place.
PLACES: dict[View, dict[str, Point]] = {
    "sole": {"arch": (138, 244), "heel": (108, 382), "middle": (108, 312), "ball": (82, 178), "edge": (152, 186)},
    "top": {"middle": (104, 264), "toe": (47, 86), "top": (96, 182), "ankle": (104, 342), "edge": (148, 222)},
    "palm": {"palm": (140, 296), "finger": (117, 104), "thumb": (94, 266), "wrist": (126, 350), "edge": (162, 236)},
    "back": {"back": (130, 290), "finger": (118, 140), "thumb": (84, 258), "wrist": (126, 348), "edge": (158, 240)},
    "inner-side": {"arch": (186, 172), "heel": (66, 190), "top": (222, 150), "ankle": (134, 98), "toe": (318, 214)},
}  # fmt: skip

_CENTRE: Point = (0, 0)
_Draw = Callable[[], Layers]


def sign(mark: str, view: View) -> Layers:
    """The sign on the skin. Unknown names raise `KeyError`: a question must never show the wrong thing."""
    name, _, place = mark.partition(":")
    draw = _SIGNS[name]
    usual = dict(zip(_SIGNS, PLACES[view].values(), strict=True))
    at = PLACES[view][place] if place else usual[name]
    return moved(draw(), shift(*at))


def _cut() -> Layers:
    """A slanting cut with two stitches across it."""
    slant = turn(_CENTRE, 51)
    rows = (((-25, 0), (25, 0)), ((3, -11), (3, 11)), ((18, -11), (18, 11)))
    paths = [straight(*(slant(point) for point in row)) for row in rows]
    return (*lines("d-cut-case", *paths), *lines("d-cut", *paths))


def _blister() -> Layers:
    """A raised white ring with a glint."""
    glint = curve((-8.5, -0.5), (-6, -6), (-0.5, -8.5))
    return (
        *lines("d-sign-edge", circle(_CENTRE, 20)),
        *lines("d-blister", circle(_CENTRE, 16)),
        *lines("d-glint", glint),
    )


def _plaster() -> Layers:
    """A sticking plaster, lying aslant."""
    k = 6.6  # a round end of radius 12, as cubic Béziers
    strip = Path(
        (-18, -12),
        (
            ((18, -12),),
            ((18 + k, -12), (30, -k), (30, 0)),
            ((30, k), (18 + k, 12), (18, 12)),
            ((-18, 12),),
            ((-18 - k, 12), (-30, k), (-30, 0)),
            ((-30, -k), (-18 - k, -12), (-18, -12)),
        ),
        closed=True,
    )
    pad = straight((-10, -12), (10, -12), (10, 12), (-10, 12), closed=True)
    return moved((*lines("d-plaster", strip), *lines("d-pad", pad)), turn(_CENTRE, -24))


def _redness() -> Layers:
    """A patch with a dotted border."""
    patch = loop((-25, -2), (-18, -14), (-4, -16), (9, -19), (22, -13), (26, 1), (19, 13), (6, 15), (-7, 19), (-20, 13))
    return lines("d-redness", patch)


def _swelling() -> Layers:
    """A rise in the skin that pushes outwards on every side."""
    rise = ellipse(_CENTRE, 19, 16)
    glint = curve((-11, -1), (-8, -7), (-1, -9.5))
    arrows = []
    for degrees, reach in ((0, 22), (90, 19), (180, 22), (270, 19)):
        out = turn(_CENTRE, degrees)
        arrows.append(straight(*(out(point) for point in ((reach, -8), (reach + 10, 0), (reach, 8))), closed=True))
    return (
        *lines("d-rise", rise),
        *lines("d-glint", glint),
        Layer("d-push", tuple(arrows)),
    )


_SIGNS: dict[str, _Draw] = {
    "cut": _cut,
    "blister": _blister,
    "plaster": _plaster,
    "redness": _redness,
    "swelling": _swelling,
}
