"""A tub thermometer: small, in the water of a scene; and large, with the band to stay in and the line not to pass.

Comes in: a place, or the temperatures, which belong to the care content and never stand here. Goes out: layers, or one
`<svg>` with its numbers as text.
"""

from __future__ import annotations

from solemate.drawing.geometry import Point, circle, number, straight
from solemate.drawing.ink import sheet
from solemate.drawing.layers import Layers, lines, solid, written
from solemate.drawing.outlines import Box
from solemate.drawing.shapes import bone, rounded

_BOX = Box(left=0, top=0, right=300, bottom=430)
_TUBE = 92  # the middle of the large tube
_RADIUS = 30
_BAND_MIDDLE = 205  # how far down the middle of the band lies
_DEGREE = 50
_RIGHT = 200  # where the band and the line end and their numbers begin


def tube(top: Point, height: float, *, share: float, radius: float = 11) -> Layers:
    """Glass that stands upright, filled up to a share of its height."""
    x, y = top
    bulb = (x, y + height - radius * 1.5)
    full = y + (height - radius * 3) * (1 - share)
    ticks = (
        straight((x + radius * 0.1, y + height * part), (x + radius * 0.72, y + height * part))
        for part in (0.18, 0.31, 0.44, 0.57)
    )
    return (
        *solid("d-glass", bone((x, y + radius), bulb, radius, radius), circle(bulb, radius * 1.5)),
        *lines("d-mercury", straight((x - radius * 0.2, full), bulb)),
        *lines("d-mercury-bulb", circle(bulb, radius * 0.8)),
        *lines("d-grain", *ticks),
    )


def thermometer(*, celsius_ok: tuple[float, float], celsius_limit: float, told: bool = True) -> str:
    """The large one, its liquid in the middle of the band. A tick marks the band, a cross the line not to pass."""
    low, high = celsius_ok
    if not low < high <= celsius_limit:
        raise ValueError(f"{low} to {high} with the limit {celsius_limit} is no band below a limit")

    def level(celsius: float) -> float:
        return _BAND_MIDDLE - (celsius - (low + high) / 2) * _DEGREE

    bulb = (_TUBE, _BOX.bottom - 60)
    left = _TUBE - 62
    steps = range(int(low) - 1, int(celsius_limit) + 2)
    ticks = (straight((_TUBE + 8, level(step)), (_TUBE + 24, level(step))) for step in steps)
    middle, limit = level((low + high) / 2), level(celsius_limit)
    layers = (
        *lines("d-right", rounded(left, level(high), _RIGHT, level(low), 8)),
        *solid("d-glass", bone((_TUBE, 40), bulb, _RADIUS, _RADIUS), circle(bulb, 48)),
        *lines("d-mercury d-mercury-wide", straight((_TUBE, middle), bulb)),
        *lines("d-mercury-bulb", circle(bulb, 30)),
        *lines("d-grain", *ticks),
        *lines("d-tick", straight((_RIGHT - 44, middle + 1), (_RIGHT - 34, middle + 12), (_RIGHT - 16, middle - 12))),
        *lines("d-limit", straight((_TUBE + 40, limit), (_RIGHT, limit)), straight((_TUBE - 40, limit), (left, limit))),
        *lines("d-limit-inside", straight((_TUBE - 21, limit), (_TUBE + 21, limit))),
        *lines(
            "d-cross",
            straight((_RIGHT - 42, limit - 30), (_RIGHT - 22, limit - 10)),
            straight((_RIGHT - 42, limit - 10), (_RIGHT - 22, limit - 30)),
        ),
    )
    numbers = "".join(
        f'<text class="d-number" x="{_RIGHT + 14}" y="{number(level(celsius) + 11)}">{celsius:g} °C</text>'
        for celsius in (low, high, celsius_limit)
    )
    words = (
        f"A bath thermometer. From {low:g} to {high:g} °C is right, marked with a tick. "
        f"{celsius_limit:g} °C is the line not to pass, marked with a cross."
    )
    return sheet(_BOX, written(layers) + numbers, title=words if told else None)
