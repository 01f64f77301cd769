"""A hand that looks for a coin in a bowl of rice, as its person sees it: from behind and above.

Comes in: nothing. Goes out: the picture of the left hand.
"""

from __future__ import annotations

from math import cos, pi, sin

from solemate.drawing.details import RESTING_LINES, RESTING_NAILS
from solemate.drawing.geometry import Path, Point, circle, curve, ellipse, loop, mirror, points, straight, turn
from solemate.drawing.layers import Art, Layer, Layers, limb, lines, moved, patch, sleeve, solid, then
from solemate.drawing.outlines import HAND, RESTING_HAND, Box

_BOWL = Path(
    (16, 150),
    (((20, 258), (84, 336), (140, 346)), ((280, 346),), ((336, 336), (400, 258), (404, 150))),
    closed=True,
)
_MIDDLE, _HALVES = (210, 154), (174, 74)
_HEAP = (
    "112,150 122,176 138,193 156,192 167,180 176,163 192,160 206,150 224,148 242,160 256,172 272,168 286,150 294,128"
)
_COIN: Point = (326, 152)


def _grains(spots: str) -> Layers:
    """Short grains, each lying another way."""
    rows = []
    for number, (x, y) in enumerate(points(spots)):
        angle = (number * 67 % 180) * pi / 180
        rows.append(straight((x, y), (x + 8 * cos(angle), y + 5 * sin(angle))))
    return lines("d-grain", *rows)


def coin_search() -> Art:
    """The hand reaches over the near rim, and its finger tips are in the rice."""
    hand = moved(
        (
            *limb(RESTING_HAND),
            *lines("d-inner", *RESTING_LINES),
            Layer("d-nail", RESTING_NAILS),
            *sleeve((68, 376), (184, 376), (0, 120)),
        ),
        then(mirror(HAND.axis), turn((112, 300), 8, scale=0.9, to=(198, 346))),
    )
    edge = curve(*points(_HEAP))
    heap = loop(*points(_HEAP), (278, 104), (240, 90), (196, 87), (150, 97))
    return Art(
        box=Box(left=2, top=40, right=418, bottom=470),
        layers=(
            *lines("d-floor", straight((10, 351), (410, 351))),
            *solid("d-bowl", _BOWL, ellipse((210, 150), 194, 96)),
            *lines("d-rice", ellipse(_MIDDLE, *_HALVES)),
            *lines("d-coin", circle(_COIN, 21)),
            *lines("d-inner", circle(_COIN, 13)),
            *patch("d-rice-over", ellipse((_COIN[0], _COIN[1] + 20), 30, 11)),
            *lines("d-inner", curve(*points("302,166 314,161 328,160 340,162 350,168"))),
            *_grains(
                "70,150 84,172 62,134 96,188 104,132 92,116 118,206 306,186 324,190 348,180 296,206 360,150 350,124 318,112 "
                "284,212 312,176 80,158 112,118 366,166 300,116 336,174"
            ),
            *hand,
            *patch("d-rice-over", heap),
            *lines("d-inner", edge),
            *_grains(
                "134,170 150,156 128,142 166,142 180,122 204,132 222,116 240,134 262,150 250,108 274,124 160,110 200,104 286,138"
            ),
        ),
    )
