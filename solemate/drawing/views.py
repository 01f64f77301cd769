"""Which outline a view of one side shows, and whether it is mirrored (design 4.2).

Comes in: a view and a side. Goes out: its `Form` and the `Move` that puts it on that side. From below, the big toe
and the thumb point outwards; from above, inwards. So the left sole and the right top face the same way.
"""

from __future__ import annotations

from typing import Literal, get_args

from solemate.drawing.geometry import Move, Point, mirror
from solemate.drawing.outlines import HAND, SIDE, SOLE, TOP, Box, Form

View = Literal["sole", "top", "palm", "back", "inner-side"]
Side = Literal["left", "right"]
Shown = Literal["left", "right", "both"]

VIEWS: tuple[View, ...] = get_args(View)
SIDES: tuple[Side, ...] = get_args(Side)
SHOWN: tuple[Shown, ...] = get_args(Shown)

FORMS: dict[View, Form] = {"sole": SOLE, "top": TOP, "palm": HAND, "back": HAND, "inner-side": SIDE}

WORDS: dict[View, str] = {
    "sole": "foot, sole",
    "top": "foot from above",
    "palm": "hand, palm up",
    "back": "hand, back up",
    "inner-side": "foot from its inner side",
}

WORDS_OF_BOTH: dict[View, str] = {
    "sole": "feet, soles",
    "top": "feet from above",
    "palm": "hands, palms up",
    "back": "hands, backs up",
    "inner-side": "feet from their inner sides",
}

_TURNED: frozenset[View] = frozenset({"top", "back"})  # the views whose first digit lies on the right of a left limb


def is_mirrored(view: View, side: Side) -> bool:
    """Whether the outline must be turned round. A word that is no side is refused: left and right are never guessed."""
    if side not in SIDES:
        raise ValueError(f"{side!r} is neither left nor right")
    return (view in _TURNED) == (side == "left")


def placing(view: View, side: Side) -> Move:
    """Where a point of the outline (first digit left) lies in this view of this side."""
    return mirror(FORMS[view].axis) if is_mirrored(view, side) else _stay


def placed_box(box: Box, view: View, side: Side) -> Box:
    return box.mirrored(FORMS[view].axis) if is_mirrored(view, side) else box


def _stay(point: Point) -> Point:
    return point


def sides_of(shown: Shown) -> tuple[Side, ...]:
    return SIDES if shown == "both" else (shown,)
