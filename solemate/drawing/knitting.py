"""Hands that knit with thick needles and bulky yarn, and hands that rest from it.

Comes in: nothing. Goes out: `KNITTING`. Seen as the person sees their own hands: backs up, left on the left.
"""

from __future__ import annotations

from dataclasses import replace

from solemate.drawing import arrows
from solemate.drawing.arrows import Line
from solemate.drawing.details import BACK_MARKS, INNER, finger_marks, finger_nails, nail
from solemate.drawing.geometry import (
    Path,
    Point,
    ahead,
    between,
    circle,
    curve,
    loop,
    mirror,
    points,
    straight,
    turn,
    unit,
)
from solemate.drawing.layers import Art, Layer, Layers, flap, limb, lines, moved, skin, sleeve, solid, then
from solemate.drawing.outlines import HAND, Box, Digit
from solemate.drawing.shapes import arc, bone
from solemate.drawing.staging import Scene, whole

_MIDDLE = 250.0
_TIP: Point = (326, 124)
_KNOB: Point = (20, 216)


def _stitch(x: float, y: float) -> Path:
    """A knitted stitch: a V."""
    return straight((x - 7, y - 11), (x, y), (x + 7, y - 11))


def _work() -> Layers:
    """The knitted piece, hanging from both needles."""
    piece = loop(
        *points(
            "164,180 192,172 222,164 250,160 278,164 308,172 336,180 338,220 335,262 338,304 330,322 290,328 250,325 210,329 "
            "170,322 162,304 165,262 162,220"
        )
    )
    rows = [_stitch(x, y) for y in range(206, 320, 20) for x in range(179, 330, 20)]
    return (*solid("d-yarn-fill", piece), *lines("d-grain", *rows))


def _needle() -> Layers:
    along = unit(_KNOB, _TIP)
    return (
        *solid("d-needle", bone(_KNOB, ahead(_TIP, along, -42), 8, 8), bone(ahead(_TIP, along, -42), _TIP, 8, 1.5)),
        *solid("d-needle", circle(_KNOB, 13)),
    )


_FISTED = (
    Digit(base=(90, 206), tip=(86, 128), widths=(34, 33, 31)),
    Digit(base=(121, 200), tip=(120, 134), widths=(34, 34, 33)),
    Digit(base=(152, 204), tip=(154, 142), widths=(33, 33, 32)),
    Digit(base=(181, 220), tip=(186, 170), widths=(30, 30, 28)),
)
_GRIP_THUMB = "74,330 60,302 41,272 28,236 26,196 32,166 46,160 56,170 56,200 60,226 72,246 92,262"


def _grip() -> Layers:
    """The back of a hand whose fingers close over a needle, first digit on the left."""
    return (
        *skin(*(digit.outline() for digit in _FISTED), loop(*HAND.body)),
        *lines("d-inner", *INNER["back"][:8]),
        *flap("d-skin", curve(*points(_GRIP_THUMB))),
        Layer("d-nail", (nail((39, 162), unit((44, 200), (40, 162)), 17, 22, 2.4),)),
        *sleeve((68, 376), (184, 376), (0, 200)),
    )


def _left_hand() -> Layers:
    return moved(_grip(), then(mirror(HAND.axis), turn((98, 200), 18, scale=0.72, to=(112, 196))))


def _loops() -> tuple[Path, ...]:
    """The loops on the left needle."""
    along = unit(_KNOB, _TIP)
    across = (-along[1], along[0])
    spots = (ahead(_KNOB, along, far) for far in (172, 190, 208))
    return tuple(bone(ahead(spot, across, -13), ahead(spot, across, 15), 8, 8) for spot in spots)


def yarn(*strands: Path) -> Layers:
    return (*lines("d-yarn-edge", *strands), *lines("d-yarn", *strands))


def yarn_ball(x: float, y: float, radius: float) -> Layers:
    """A ball of bulky yarn: some turns of it, this way and that."""
    r = radius
    turns = (
        curve((x - r * 0.86, y - r * 0.2), (x - r * 0.3, y - r * 0.42), (x + r * 0.28, y - r * 0.82)),
        curve((x - r * 0.95, y + r * 0.2), (x - r * 0.1, y - r * 0.12), (x + r * 0.64, y - r * 0.68)),
        curve((x - r * 0.8, y + r * 0.55), (x + r * 0.1, y + r * 0.22), (x + r * 0.88, y - r * 0.34)),
        curve((x - r * 0.1, y + r * 0.9), (x + r * 0.2, y + r * 0.6), (x + r * 0.26, y + r * 0.2)),
        curve((x + r * 0.38, y + r * 0.84), (x + r * 0.62, y + r * 0.46), (x + r * 0.62, y + r * 0.02)),
    )
    return (*solid("d-yarn-fill", circle((x, y), r)), *lines("d-inner", *turns))


def _knit() -> Art:
    other = mirror(_MIDDLE)
    strand = curve((318, 158), (342, 210), (348, 270), (336, 330), (296, 366), (262, 372))
    return Art(
        box=Box(left=-6, top=84, right=506, bottom=432),
        layers=(
            *_work(),
            *yarn(strand),
            *yarn_ball(246, 378, 38),
            *moved(_needle(), other),
            *_needle(),
            *solid("d-yarn-fill", *_loops()),
            *moved(solid("d-yarn-fill", *_loops()), other),
            *_left_hand(),
            *moved(_left_hand(), other),
        ),
    )


_LOOSE = replace(HAND, digits=tuple(replace(d, tip=between(d.base, d.tip, 0.88)) for d in HAND.digits))
_WRIST: Point = (126, 366)


def _loose() -> Layers:
    """The back of a hand at rest with an arrow to and fro over its fingers, first digit on the left."""
    hand = (
        *limb(_LOOSE),
        *lines("d-inner", *INNER["back"][:9], *finger_marks(_LOOSE.digits, BACK_MARKS, 3.2)),
        Layer("d-nail", finger_nails(_LOOSE.digits)),
        *sleeve((68, 386), (184, 386), (0, 160)),
    )
    swing = Line(arc(_WRIST, 362, -108, -80), dot=False, head_at_start=True, size=1.25)
    return (*hand, *arrows.layers((swing,)))


def _shake() -> Art:
    place = then(mirror(HAND.axis), turn((98, 366), -6, scale=0.8, to=(124, 350)))
    other = mirror(_MIDDLE)
    needles = tuple(
        piece
        for sign in (-1, 1)
        for piece in (bone((250 + sign * 46, 286), (250 - sign * 22, 372), 6, 6), circle((250 + sign * 46, 286), 10))
    )
    return Art(
        box=Box(left=0, top=22, right=500, bottom=432),
        layers=(
            *solid("d-needle", *needles[:2]),
            *solid("d-needle", *needles[2:]),
            *yarn_ball(250, 372, 44),
            *moved(_loose(), place),
            *moved(moved(_loose(), place), other),
        ),
    )


KNITTING = (
    Scene(
        id="knit-hands",
        name="Knit",
        way="slow and loose",
        both="Both hands, backs up",
        told="They knit with two thick needles and thick, soft yarn.",
        showing=whole(_knit),
    ),
    Scene(
        id="knit-shake",
        name="Shake the hands out",
        way="loose, to and fro",
        both="Both hands, backs up, without the knitting",
        told="Arrows show that they shake loosely to and fro. The needles rest in the ball of yarn.",
        showing=whole(_shake),
    ),
)
