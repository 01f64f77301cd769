"""Hands and a golf ball: under the palm, between the palms, at the finger bases.

Comes in: nothing. Goes out: `GOLF`.
"""

from __future__ import annotations

from solemate.drawing import arrows
from solemate.drawing.arrows import Line
from solemate.drawing.details import INNER
from solemate.drawing.geometry import circle, mirror, straight
from solemate.drawing.layers import Art, Layers, cloth, limb, lines, moved, shift, solid
from solemate.drawing.outlines import HAND, Box
from solemate.drawing.shapes import arc, rounded
from solemate.drawing.side_hands import cupped, draped, flat
from solemate.drawing.staging import Scene, paired, whole

_R = 38


def golf_ball(x: float, y: float) -> Layers:
    """A golf ball with its dimples: some short arcs, so that it is no plain ball."""
    spots = ((-13, -16), (6, -20), (-22, 0), (-3, -3), (17, -6), (-12, 14), (8, 12), (24, 11), (-1, 26))
    return (
        *lines("d-golf", circle((x, y), _R)),
        *lines("d-dimple", *(arc((x + a, y + b), 4.2, 20, 160) for a, b in spots)),
    )


def _under_palm() -> Art:
    return Art(
        box=Box(left=4, top=122, right=424, bottom=392),
        layers=(
            *towel(60, 412, 297),
            *lines("d-floor", straight((10, 333), (414, 333))),
            *golf_ball(204, 259),
            *draped(),
            *arrows.layers(
                (
                    Line(straight((194, 364), (118, 364)), dot=False),
                    Line(straight((218, 364), (294, 364)), dot=False),
                )
            ),
        ),
    )


def _between_palms() -> Art:
    upper = moved(moved(flat(), mirror(0)), shift(438, -77))
    return Art(
        box=Box(left=2, top=56, right=458, bottom=324),
        layers=(
            *moved(cupped(), shift(22, -2)),
            *upper,
            *golf_ball(230, 178),
            *arrows.layers(
                (
                    Line(arc((230, 178), 62, 145, 205), dot=False),
                    Line(arc((230, 178), 62, -35, 25), dot=False),
                ),
                thin=True,
            ),
        ),
    )


def _finger_bases() -> Art:
    return Art(
        box=HAND.box,
        layers=(
            *limb(HAND),
            *lines("d-inner", *INNER["palm"]),
            *cloth(HAND),
            *golf_ball(126, 216),
            *arrows.layers(
                (
                    Line(straight((118, 286), (86, 286)), dot=False, size=0.9),
                    Line(straight((134, 286), (166, 286)), dot=False, size=0.9),
                )
            ),
        ),
    )


def towel(left: float, right: float, top: float) -> Layers:
    """A folded towel lying on a table, seen from its edge."""
    fold = rounded(left, top, right, top + 33, 15)
    return (
        *solid("d-towel", fold),
        *lines("d-inner", straight((left + 14, top + 17), (right - 26, top + 17))),
        *lines("d-inner", *(straight((x, top + 3), (x, top + 13)) for x in (left + 34, left + 44))),
    )


GOLF = (
    Scene(
        id="golf-under-palm",
        name="Ball under the palm",
        way="to and fro",
        one="{side} hand, palm down over a golf ball",
        both="Both hands, palms down over golf balls",
        told="The ball lies on a towel. Two arrows show that it rolls to and fro under the palm.",
        showing=paired(_under_palm),
    ),
    Scene(
        id="golf-between-palms",
        name="Ball between the palms",
        way="in slow circles",
        both="Both hands",
        told="A golf ball lies between the two palms. Arrows show that it rolls in slow circles.",
        showing=whole(_between_palms),
    ),
    Scene(
        id="golf-finger-bases",
        name="Ball at the finger bases",
        way="from side to side",
        one="{side} hand, palm up",
        both="Both hands, palms up",
        told="A golf ball lies where the fingers begin. Two arrows show that it rolls from side to side.",
        showing=paired(_finger_bases),
    ),
)
