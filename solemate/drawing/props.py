"""What lies on or under a hand or foot besides the stroke: the tennis ball on its floor, and another hand at rest.

Comes in: the `Move` of the picture. Goes out: SVG elements.
"""

from __future__ import annotations

from solemate.drawing.details import RESTING_LINES, RESTING_NAILS
from solemate.drawing.geometry import Move, Path, Point, circle, curve, mirror, straight, turn
from solemate.drawing.ink import cloth, limb, many, one, strokes
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


def ball(move: Move, *, small: bool) -> str:
    """A tennis ball under the arch, on a floor line."""
    x, y = _BALL
    seams = (
        curve((x - 26, y - 33), (x - 12, y - 15), (x - 9, y), (x - 12, y + 15), (x - 26, y + 33)),
        curve((x + 26, y - 33), (x + 12, y - 15), (x + 9, y), (x + 12, y + 15), (x + 26, y + 33)),
    )
    return (
        one("d-floor", straight((22, _FLOOR), (386, _FLOOR)).moved(move))
        + one("d-ball", circle(_BALL, _RADIUS).moved(move))
        + ("" if small else strokes("d-seam", [seam.moved(move) for seam in seams]))
    )


def resting_hand(view: View, move: Move, *, small: bool) -> str:
    """The back of the other hand, lying across."""
    place, degrees, scale = _REST[view]
    other = mirror(HAND.axis)
    lay = turn(_PALM, degrees, scale=scale, to=place)

    def both(point: Point) -> Point:
        return move(lay(other(point)))

    def moved(paths: tuple[Path, ...]) -> list[Path]:
        return [path.moved(both) for path in paths]

    inner = "" if small else strokes("d-inner", moved(RESTING_LINES)) + many("d-nail", moved(RESTING_NAILS))
    return limb(RESTING_HAND, both) + inner + cloth(RESTING_HAND, both, small=small)
