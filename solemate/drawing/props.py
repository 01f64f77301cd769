"""What lies on or under a hand or foot besides the stroke: the tennis ball on its floor, and another hand at rest.

Comes in: the view it lies on. Goes out: layers, first digit on the left.
"""

from __future__ import annotations

from solemate.drawing.details import RESTING_LINES, RESTING_NAILS
from solemate.drawing.geometry import Point, circle, curve, mirror, straight, turn
from solemate.drawing.layers import Layer, Layers, cloth, limb, lines, moved, then
from solemate.drawing.outlines import HAND, RESTING_HAND
from solemate.drawing.views import View

_BALL: Point = (190, 253)
_RADIUS = 42
_FLOOR = 298
_PALM: Point = (98, 262)  # the middle of a hand whose first digit lies on the right

# Where the palm of the resting hand comes to lie, how far it is turned and how large it is.
_REST: dict[View, tuple[Point, float, float]] = {
    "back": ((92, 264), 50, 0.9),
    "top": ((86, 236), 54, 0.9),
}


def ball() -> Layers:
    """A tennis ball under the arch, on a floor line."""
    x, y = _BALL
    seams = (
        curve((x - 26, y - 33), (x - 12, y - 15), (x - 9, y), (x - 12, y + 15), (x - 26, y + 33)),
        curve((x + 26, y - 33), (x + 12, y - 15), (x + 9, y), (x + 12, y + 15), (x + 26, y + 33)),
    )
    return (
        *lines("d-floor", straight((22, _FLOOR), (386, _FLOOR))),
        *lines("d-ball", circle(_BALL, _RADIUS)),
        *lines("d-seam", *seams),
    )


def resting_hand(view: View) -> Layers:
    """The back of the other hand, lying across."""
    place, degrees, scale = _REST[view]
    hand = (
        *limb(RESTING_HAND),
        *lines("d-inner", *RESTING_LINES),
        Layer("d-nail", RESTING_NAILS),
        *cloth(RESTING_HAND),
    )
    return moved(hand, then(mirror(HAND.axis), turn(_PALM, degrees, scale=scale, to=place)))
