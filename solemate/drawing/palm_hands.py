"""A palm in other poses: a fist, a ring of thumb and finger, fingers together and apart.

Comes in: nothing. Goes out: layers in the box of `HAND`, thumb on the left, as the left palm is.
"""

from __future__ import annotations

from dataclasses import replace

from solemate.drawing.details import INNER, PALM_MARKS, finger_marks, nail
from solemate.drawing.geometry import Path, Point, curve, loop, points, turn
from solemate.drawing.layers import Layer, Layers, cloth, flap, limb, lines, skin
from solemate.drawing.outlines import HAND, Digit, Form
from solemate.drawing.shapes import bone, tube

_CREASES = INNER["palm"][:4]  # the three of the palm and the one of the thumb


def _marks(digits: tuple[Digit, ...]) -> tuple[Path, ...]:
    return finger_marks(digits, PALM_MARKS, -2.2)


def open_hand() -> Layers:
    return (*limb(HAND), *lines("d-inner", *INNER["palm"]), *cloth(HAND))


def _turned(angles: tuple[float, ...], thumb: float, web: tuple[Point, ...]) -> Form:
    digits = tuple(
        replace(digit, tip=turn(digit.base, angle)(digit.tip)) for digit, angle in zip(HAND.digits, angles, strict=True)
    )
    sway = turn((96, 300), thumb)
    return replace(HAND, digits=digits, thumb=tuple(sway(p) for p in HAND.thumb), web=web)


def _straight(form: Form) -> Layers:
    return (*limb(form), *lines("d-inner", *_CREASES[:3], *_marks(form.digits)), *cloth(form))


def apart() -> Layers:
    return _straight(_turned((-9, -2, 6, 12), -8, points("34,222 44,228 54,227 62,217 66,203 84,204 84,250 50,250")))


def together() -> Layers:
    return _straight(_turned((9, 1, -5, -12), 16, ()))


_FOLDED = (
    ((180, 209), (174, 247), 16, 14),
    ((151, 195), (148, 254), 18, 15.5),
    ((119, 190), (117, 258), 19, 16),
    ((86, 197), (85, 252), 18.5, 16),
)


_ACROSS = (
    "70,326 59,306 55,284 60,264 74,250 94,246 116,248 138,251 151,258 152,270 140,278 118,278 104,282 97,294 98,312"
)


def _curves(*rows: str) -> Layers:
    return lines("d-inner", *(curve(*points(row)) for row in rows))


def fist() -> Layers:
    """Fingers folded into the palm, the thumb across them."""
    body = loop(
        *points(
            "70,214 76,200 98,196 120,194 150,196 180,210 192,226 193,248 189,280 180,314 172,340 168,366 168,410 84,410 "
            "84,368 78,342 68,316 64,284 66,246"
        )
    )
    return (
        *skin(body),
        *(layer for finger in _FOLDED for layer in skin(bone(*finger))),
        *_curves(
            "76,222 84,219 94,222", "108,218 118,215 128,218", "141,220 150,217 159,220", "168,227 176,225 184,229"
        ),
        *flap("d-skin", curve(*points(_ACROSS))),
        Layer("d-nail", (nail((150, 265), (0.97, 0.22), 16, 21, 2.4),)),
        *_curves("182,292 164,288 144,289", "174,312 160,307 144,307"),
        *cloth(HAND),
    )


_RING_THUMB = "92,330 60,302 34,272 15,242 3,216 0,198 7,187 18,187 27,198 36,218 48,234 64,244 84,250 110,262 110,300"


def ring() -> Layers:
    """The tips of thumb and first finger touch."""
    index = tube(points("94,214 82,178 68,148 51,128 32,128 19,144 12,168"), (18, 17, 16.5, 16, 15, 14, 12))
    rest = HAND.digits[1:]
    return (
        *skin(
            *(digit.outline() for digit in rest),
            replace(index, closed=True),
            loop(*points(_RING_THUMB)),
            loop(*HAND.body),
        ),
        *lines(
            "d-inner",
            *_CREASES[:2],
            *_marks(rest),
            *(curve(*points(row)) for row in ("66,132 60,138 57,146", "10,214 16,212 22,207")),
        ),
        *cloth(HAND),
    )
