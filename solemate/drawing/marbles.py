"""Feet on marbles: bare in a clear tub with water and a thermometer, or in socks on a dry tray.

Comes in: nothing. Goes out: `MARBLES`. Feet are seen from above, as everywhere, and the near wall of the tub from the
front, so that the water line and the two layers of marbles can be seen.
"""

from __future__ import annotations

from solemate.drawing import arrows
from solemate.drawing.arrows import Line
from solemate.drawing.geometry import Path, curve, straight
from solemate.drawing.layers import Art, Layers, lines, solid
from solemate.drawing.outlines import Box
from solemate.drawing.shapes import rounded
from solemate.drawing.soles_down import foot, hides, marbles
from solemate.drawing.staging import Scene, Showing
from solemate.drawing.thermometer import tube
from solemate.drawing.views import Shown, Side, sides_of

_MIDDLE: dict[Side, float] = {"left": 165, "right": 375}  # where a foot stands
_TOES = 66
_TUB = Box(left=0, top=0, right=540, bottom=500)
_RIM, _WATER, _BASE = 326, 372, 470  # of the near wall


def _near_wall(top: float, slope: float) -> Path:
    """The front of the tub from the height `top` down: round below, open or under the rim above."""
    lean = slope * (top - 300) / (_BASE - 300)
    return Path(
        (20 + lean, top),
        (
            ((20 + slope * 0.85, _BASE - 26),),
            ((22 + slope, _BASE - 8), (34 + slope, _BASE), (50 + slope, _BASE)),
            ((490 - slope, _BASE),),
            ((506 - slope, _BASE), (518 - slope, _BASE - 8), (520 - slope * 0.85, _BASE - 26)),
            ((520 - lean, top),),
        ),
        closed=True,
    )


def _ripples(*rows: tuple[float, float, float]) -> Layers:
    """Short waves: where each begins and how long it is."""
    return lines(
        "d-wave",
        *(
            curve((x, y), (x + long * 0.25, y - 4), (x + long * 0.5, y), (x + long * 0.75, y + 4), (x + long, y))
            for x, y, long in rows
        ),
    )


def _standing(shown: Shown, *, sock: bool) -> tuple[tuple[Side, ...], Layers, tuple[Box, ...]]:
    """The feet that are shown, their drawing, and where they hide a marble."""
    feet = sides_of(shown)
    return (
        feet,
        tuple(layer for side in feet for layer in foot(side, _MIDDLE[side], _TOES, sock=sock)),
        tuple(box for side in feet for box in hides(_MIDDLE[side], _TOES)),
    )


def _tub(shown: Shown) -> Layers:
    feet, stand, under = _standing(shown, sock=False)
    inside = rounded(30, 40, 510, _RIM - 18, 70)
    return (
        *solid("d-tub", _near_wall(300, 30)),
        *lines("d-water", _near_wall(_WATER, 30)),
        *marbles(Box(left=74, top=_BASE - 53, right=466, bottom=_BASE - 22)),
        *solid("d-tub", rounded(12, 20, 528, _RIM, 86)),
        *lines("d-water", inside),
        *marbles(Box(left=56, top=64, right=484, bottom=_RIM - 42), corner=46, under=under),
        *stand,
        *_ripples((262, 92, 40), (54, 150, 36), (246, 214, 44), (440, 214, 40), (60, 286, 40), (428, 284, 36)),
        *_ripples(*((_MIDDLE[side] - 26, 150 + 86, 52) for side in feet)),
        *tube((488, 13), 168, share=0.62),
    )


def _tray(shown: Shown) -> Layers:
    feet, stand, under = _standing(shown, sock=True)
    left, right = _MIDDLE[feet[0]] - 148, _MIDDLE[feet[-1]] + 148
    return (
        *solid("d-wood", rounded(left, 60, right, 400, 34)),
        *solid("d-wood", rounded(left, 20, right, 362, 34)),
        *lines("d-bed", rounded(left + 20, 40, right - 20, 340, 20)),
        *marbles(Box(left=left + 40, top=61, right=right - 40, bottom=319), under=under),
        *stand,
    )


def _rolling(shown: Shown) -> Layers:
    """An arrow to and fro along each foot."""
    feet = sides_of(shown)
    return arrows.layers(
        tuple(
            Line(straight((_MIDDLE[side], 146), (_MIDDLE[side], 268)), dot=False, head_at_start=True) for side in feet
        )
    )


def _in_tub(*, roll: bool) -> Showing:
    return lambda shown: Art(box=_TUB, layers=(*_tub(shown), *(_rolling(shown) if roll else ())))


def _on_tray(*, roll: bool) -> Showing:
    def showing(shown: Shown) -> Art:
        feet = sides_of(shown)
        box = Box(left=_MIDDLE[feet[0]] - 160, top=8, right=_MIDDLE[feet[-1]] + 160, bottom=500)
        return Art(box=box, layers=(*_tray(shown), *(_rolling(shown) if roll else ())))

    return showing


MARBLES = (
    Scene(
        id="marbles-rest",
        name="Rest",
        way="feet on the marbles",
        one="{side} foot, bare, in a tub of warm water",
        both="Both feet, bare, in a tub of warm water",
        told="The foot rests on two layers of marbles. A thermometer stands in the water.",
        told_of_both="The feet rest on two layers of marbles. A thermometer stands in the water.",
        showing=_in_tub(roll=False),
    ),
    Scene(
        id="marbles-roll",
        name="Roll slowly",
        way="to and fro",
        one="{side} foot, bare, in a tub of warm water",
        both="Both feet, bare, in a tub of warm water",
        told="An arrow shows that it rolls to and fro over the marbles. A thermometer stands in the water.",
        told_of_both="Arrows show that they roll to and fro over the marbles. A thermometer stands in the water.",
        showing=_in_tub(roll=True),
    ),
    Scene(
        id="tray-rest",
        name="Rest",
        way="on the dry marbles",
        one="{side} foot in a sock, on a tray",
        both="Both feet in socks, on a tray",
        told="The foot rests on dry marbles. There is no water.",
        told_of_both="The feet rest on dry marbles. There is no water.",
        showing=_on_tray(roll=False),
    ),
    Scene(
        id="tray-roll",
        name="Roll slowly",
        way="to and fro",
        one="{side} foot in a sock, on a tray",
        both="Both feet in socks, on a tray",
        told="An arrow shows that it rolls to and fro over dry marbles.",
        told_of_both="Arrows show that they roll to and fro over dry marbles.",
        showing=_on_tray(roll=True),
    ),
)
