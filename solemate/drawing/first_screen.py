"""The picture of the first screen: two hands and two feet standing on a line, left on the left.

Comes in: nothing. Goes out: one `<svg>`. Wrists and ankles run on below the line, where the edge of the picture cuts
them.
"""

from __future__ import annotations

from solemate.drawing.details import INNER, NAILS
from solemate.drawing.geometry import Path, straight, turn
from solemate.drawing.ink import sheet
from solemate.drawing.layers import Layer, Layers, limb, lines, moved, then, written
from solemate.drawing.outlines import Box
from solemate.drawing.views import FORMS, Side, View, placing

_FLOOR = 343  # where an ankle of the top view meets the line
_BOX = Box(left=0, top=-2, right=900, bottom=_FLOOR + 5)

# Who stands where: the middle of each on the line, the height of its own outline that touches the line, its scale.
_STANDING: tuple[tuple[View, Side, float, float, float], ...] = (
    ("back", "left", 112, 322, 0.97),
    ("top", "left", 342, _FLOOR, 1),
    ("top", "right", 558, _FLOOR, 1),
    ("back", "right", 788, 322, 0.97),
)


def scene_first() -> str:
    """Decoration, so hidden from screen readers."""
    layers = tuple(layer for row in _STANDING for layer in _standing(*row))
    floor = lines("d-ground", straight((_BOX.left, _FLOOR), (_BOX.right, _FLOOR)))
    return sheet(_BOX, written((*layers, *floor)), kind="drawing scene")


def _standing(view: View, side: Side, x: float, foot: float, scale: float) -> Layers:
    form = FORMS[view]
    stand = then(placing(view, side), turn((form.axis, foot), 0, scale=scale, to=(x, _FLOOR)))

    def above(paths: tuple[Path, ...]) -> tuple[Path, ...]:
        return tuple(path for path in paths if all(y < foot for _, y in path.points))

    return moved(
        (*limb(form), *lines("d-inner", *above(INNER[view])), Layer("d-nail", above(NAILS[view]))),
        stand,
    )
