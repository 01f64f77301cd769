"""A foot from its inner side in other poses: the outline of `outlines.py`, bent where a foot bends.

Comes in: angles. Goes out: moves and layers, toes to the right, as the left foot shows its inner side.
"""

from __future__ import annotations

from solemate.drawing.details import INNER, NAILS
from solemate.drawing.geometry import Move, Point, curve
from solemate.drawing.layers import Layer, Layers, lines, moved, skin, sleeve, then
from solemate.drawing.outlines import SIDE
from solemate.drawing.shapes import bend, ramp
from solemate.drawing.socks import side_sock

FLOOR = 242  # where a sole at rest touches the ground
_ANKLE: Point = (138, 112)
_BALL: Point = (312, 222)


def at_ankle(angle: float) -> Move:
    """The leg stays, the foot turns: less than 0 lifts the toes."""
    return bend(_ANKLE, angle, lambda point: ramp(point[1] - (point[0] - 140) * 0.25, 50, 128))


def at_toes(angle: float) -> Move:
    """The foot stays, the toes turn at the ball."""
    return bend(_BALL, angle, lambda point: ramp(point[0], 296, 330))


def heel_up(angle: float) -> Move:
    """The toes stay on the floor, the foot rises over the ball, and the leg stays upright."""
    leg = bend(_ANKLE, -angle, lambda point: ramp(point[1] - (point[0] - 140) * 0.25, 150, 44))
    return then(leg, bend(_BALL, angle, lambda point: ramp(point[0], 330, 290)))


def foot(pose: Move, *, sock: bool = False) -> Layers:
    """Skin, lines and nail, or a sock, and the trouser hem in this pose."""
    return moved(
        (
            *skin(*SIDE.pieces()),
            *(side_sock() if sock else (*lines("d-inner", *INNER["inner-side"]), Layer("d-nail", NAILS["inner-side"]))),
            *sleeve((206, 40), (80, 40), (0, -200)),
        ),
        pose,
    )


def ghost(pose: Move) -> Layers:
    """Only the fore part of the outline, dashed: where the foot goes."""
    body = SIDE.body
    fore = body[body.index((160, 214)) : body.index((230, 126)) + 1]
    return moved(lines("d-ghost", curve(*fore)), pose)
