"""Feet from above with their toes apart and with their toes curled.

Comes in: nothing. Goes out: layers and their box, first digit on the left, as the right foot is.
"""

from __future__ import annotations

from dataclasses import replace

from solemate.drawing.details import INNER, nail
from solemate.drawing.geometry import Path, between, curve, points, turn, unit
from solemate.drawing.layers import Layer, Layers, limb, lines, sleeve
from solemate.drawing.outlines import TOP, Box, Digit

_NAIL_SIZES = ((27, 27), (18, 20), (17, 18), (15.5, 16), (14, 14))
_FAN = (-15, -5, 3, 11, 21)
_INSTEP = TOP.body.index((160, 292))
_BACK = TOP.body.index((56, 288))
_BODY = (*TOP.body[: _INSTEP + 1], *points("158,320 158,344 58,344 57,320"), *TOP.body[_BACK:])
_HEM = sleeve((38, 304), (172, 304), (0, 56), flare=-2)  # long trousers: what counts are the toes
_LENGTHS = (0.66, 0.62, 0.62, 0.64, 0.68)


def _foot(toes: tuple[Digit, ...], nails: tuple[Path, ...], creases: tuple[Path, ...]) -> Layers:
    form = replace(TOP, digits=toes, body=_BODY)
    return (
        *limb(form),
        *lines("d-inner", *INNER["top"][:4], *creases),
        Layer("d-nail", nails),
        *_HEM,
    )


BOX = Box(left=-24, top=-8, right=232, bottom=360)


def spread() -> Layers:
    toes = tuple(
        replace(toe, tip=turn(between(toe.base, toe.tip, 0.12), angle)(toe.tip))
        for toe, angle in zip(TOP.digits, _FAN, strict=True)
    )
    nails = tuple(
        nail(toe.tip, unit(toe.base, toe.tip), *size, 4.2) for toe, size in zip(toes, _NAIL_SIZES, strict=True)
    )
    return _foot(toes, nails, ())


def curled() -> Layers:
    """Seen from above a curled toe is short, its joint is in front, and its nail looks down and away."""
    toes = tuple(
        replace(toe, tip=between(toe.base, toe.tip, share)) for toe, share in zip(TOP.digits, _LENGTHS, strict=True)
    )
    creases = []
    for toe in toes:
        x, y = toe.tip
        half = toe.widths[2] * 0.27
        creases += [
            curve((x - half, y + 19), (x, y + 15), (x + half, y + 19)),
            curve((x - half * 0.8, y + 27), (x, y + 23.5), (x + half * 0.8, y + 27)),
        ]
    return _foot(toes, (), tuple(creases))
