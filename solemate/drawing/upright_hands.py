"""Hands held upright and seen from the thumb side: straight, hooked and in a fist.

Comes in: nothing. Goes out: layers and their boxes, the palm to the right, as the left hand shows its thumb side.
"""

from __future__ import annotations

from dataclasses import replace

from solemate.drawing.details import nail
from solemate.drawing.geometry import Path, Point, circle, curve, loop, points
from solemate.drawing.layers import Art, Layer, Layers, flap, lines, skin, sleeve
from solemate.drawing.outlines import Box
from solemate.drawing.shapes import chain, tube
from solemate.drawing.side_hands import edge_nail

_BOX = Box(left=36, top=20, right=190, bottom=404)
_SLEEVE = sleeve((50, 372), (136, 372), (0, 44))
_BODY = loop(
    *points(
        "70,404 70,372 67,330 63,290 63,250 67,214 76,190 94,178 110,184 117,204 120,230 124,256 126,286 124,318 119,342 "
        "118,372 118,404"
    )
)
_THUMB_OUT = "119,344 136,312 156,276 170,244 181,218 182,200 172,191 161,198 155,218 140,242 122,268 104,288 92,304"
_THUMB_ACROSS = "119,344 124,320 132,306 148,295 166,286 176,276 175,263 162,259 145,263 126,270 109,281 98,296 93,314"
_THUMB = "119,344 136,312 156,276 170,244 177,214 176,194 166,186 155,194 150,216 140,242 122,268 104,288 92,304"


def _lines(*rows: str) -> Layers:
    return lines("d-inner", *(curve(*points(row)) for row in rows))


def _thumb(edge: str, end: Point, along: Point) -> Layers:
    return (*flap("d-skin", curve(*points(edge))), Layer("d-nail", (nail(end, along, 14, 19, 3),)))


def straight_hand() -> Art:
    def finger(spine: str, *radii: float) -> Path:
        return replace(tube(points(spine), radii), closed=True)

    layers = (
        *skin(finger("92,200 88,150 88,100 90,62 92,44", 19, 16, 15, 13, 11)),
        *skin(_BODY, finger("94,200 96,150 98,108 100,84 101,72", 21, 17, 15.5, 13.5, 11.5)),
        Layer("d-nail", (edge_nail((100, 84), (101, 72), 11.5),)),
        *_lines("107,148 111,146 114,147", "107,108 110,106 113,107"),
        *_thumb(_THUMB, (168, 188), (0.1, -1)),
        *_SLEEVE,
    )
    return Art(box=_BOX, layers=layers)


def hook() -> Art:
    """The big knuckles stay straight, the two joints above them bend."""
    layers = (
        *skin(*chain(points("92,190 89,104 138,108 147,144"), (19, 17, 14.5, 12))),
        *skin(_BODY, *chain(points("94,196 94,124 132,128 138,162"), (21, 17.5, 14.5, 12))),
        Layer("d-nail", (edge_nail((132, 128), (138, 162), 12),)),
        *_lines("103,150 107,143 113,141"),
        *_thumb(
            _THUMB_OUT,
            (174, 194),
            (0.25, -0.97),
        ),
        *_SLEEVE,
    )
    return Art(box=replace(_BOX, top=70, right=196), layers=layers)


def fist() -> Art:
    """All finger joints bend; the thumb lies across."""
    layers = (
        *skin(_BODY, circle((124, 232), 20), *chain(points("92,204 146,206 150,252 116,260"), (26, 21, 17.5, 14))),
        *lines("d-pen", curve(*points("136,230 120,230 106,233 97,242 97,256"))),
        *_lines("84,186 94,183 104,186"),
        *_thumb(
            _THUMB_ACROSS,
            (177, 271),
            (0.98, -0.22),
        ),
        *_SLEEVE,
    )
    return Art(box=replace(_BOX, top=168), layers=layers)
