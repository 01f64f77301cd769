"""Pictures that are more than one hand or foot with a stroke on it: who is shown, and what lies beside what.

Comes in: the picture of a left hand or foot, or of a whole scene. Goes out: `Scene`s for left, right and both. A right
one is the mirror of the left, and in a pair left lies on the left (design 4.2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from solemate.drawing import arrows
from solemate.drawing.arrows import Line
from solemate.drawing.geometry import Point, mirror, straight
from solemate.drawing.layers import Art, Layers, moved, shift
from solemate.drawing.outlines import Box
from solemate.drawing.views import SHOWN, Shown

Showing = Callable[[Shown], Art]

_GAP = 26  # between left and right
_PHONE_ACROSS, _PHONE_DOWN = 350, 380  # what a phone leaves for a picture, in pixels
_WORTH = 1.12  # how much larger feet and hands must come out before left stands above right
_ACROSS, _DOWN = 108, 100  # between two steps of one movement, where the arrow stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One thing to do: its picture for each side and for both, and the same in words."""

    id: str
    name: str  # a short caption: "Ankle pumps"
    way: str  # how it moves: "toes up, toes down"
    both: str  # who is shown: "Both feet from their inner sides"
    one: str = ""  # and of one side, with {side}; without it the picture always shows both
    told: str  # whole sentences for the alternative text
    told_of_both: str = ""  # where they differ
    showing: Showing

    def art(self, shown: Shown) -> Art:
        if shown not in SHOWN:
            raise ValueError(f"{shown!r} is neither left nor right nor both")
        return self.showing(shown)

    def alt(self, shown: Shown) -> str:
        """The picture in words: 'Left foot on a tray of marbles. The foot rests.'"""
        if shown == "both" or not self.one:
            return f"{self.both}. {self.told_of_both or self.told}"
        return f"{self.one.format(side=shown.capitalize())}. {self.told}"


def paired(left: Callable[[], Art]) -> Showing:
    """A picture of the left; the right is its mirror, and both lie as a pair."""

    @cache
    def showing(shown: Shown) -> Art:
        if shown == "left":
            return left()
        if shown == "right":
            return mirrored(left())
        return pair(showing("left"), showing("right"))

    return showing


def whole(scene: Callable[[], Art]) -> Showing:
    """One picture for every side."""

    @cache
    def showing(_: Shown) -> Art:
        return scene()

    return showing


def sequence(left: Callable[[], Sequence[Art]], *, and_back: bool = False) -> Showing:
    """Poses one after another from left to right; of both sides as `larger` has it: in pairs from top to bottom, or so."""

    @cache
    def showing(shown: Shown) -> Art:
        poses = tuple(left())
        if shown == "both":
            column = _column([beside(pose, mirrored(pose)) for pose in poses], and_back)
            return larger(column, above(showing("left"), showing("right")))
        return in_row(poses if shown == "left" else [mirrored(pose) for pose in poses], and_back=and_back)

    return showing


def mirrored(art: Art) -> Art:
    axis = (art.box.left + art.box.right) / 2
    return Art(box=art.box, layers=moved(art.layers, mirror(axis)))


def beside(left: Art, right: Art, gap: float = _GAP) -> Art:
    """Two pictures on one level."""
    away = left.box.right + gap - right.box.left
    box = Box(
        left=left.box.left,
        top=min(left.box.top, right.box.top),
        right=right.box.right + away,
        bottom=max(left.box.bottom, right.box.bottom),
    )
    return Art(box=box, layers=(*left.layers, *moved(right.layers, shift(away, 0))))


def above(left: Art, right: Art, gap: float = _GAP) -> Art:
    """Left over right. Where a phone has room for it, left still stands further left."""
    down = left.box.bottom + gap - right.box.top
    high = left.box.height + gap + right.box.height
    wide = max(left.box.width, right.box.width)
    aside = min(wide / 2, max(0, high * _PHONE_ACROSS / _PHONE_DOWN - wide))
    across = left.box.left + wide + aside - right.box.right
    box = replace(left.box, right=left.box.left + wide + aside, bottom=right.box.bottom + down)
    return Art(box=box, layers=(*_trimmed(left), *moved(_trimmed(right), shift(across, down))))


def _trimmed(art: Art) -> Layers:
    """Sleeves and trouser legs end about where the picture does, for another picture is there."""

    def keep(point: Point) -> Point:
        return (point[0], min(max(point[1], art.box.top), art.box.bottom + _GAP / 2))

    return tuple(layer.moved(keep) if layer.name == "d-cloth" else layer for layer in art.layers)


def larger(usual: Art, other: Art) -> Art:
    """The `usual` way to lay a picture out, unless a phone shows the `other` one clearly larger."""
    return other if _on_phone(other) > _WORTH * _on_phone(usual) else usual


def _on_phone(art: Art) -> float:
    """How many pixels one unit gets."""
    return min(_PHONE_ACROSS / art.box.width, _PHONE_DOWN / art.box.height)


def pair(left: Art, right: Art) -> Art:
    """Left on the left, right on the right; or left above right, where beside each other they would be tiny."""
    return larger(beside(left, right), above(left, right))


def in_row(poses: Sequence[Art], *, and_back: bool) -> Art:
    """Poses on one ground, with an arrow from each to the next."""
    art = poses[0]
    middle = (art.box.top + art.box.bottom) / 2
    for pose in poses[1:]:
        down = art.box.bottom - pose.box.bottom
        box = replace(pose.box, top=pose.box.top + down, bottom=art.box.bottom)
        both = beside(art, Art(box=box, layers=moved(pose.layers, shift(0, down))), _ACROSS)
        arrow = _way(art.box.right, middle, across=True, and_back=and_back)
        art = Art(box=both.box, layers=(*both.layers, *arrow))
    return art


def _column(poses: Sequence[Art], and_back: bool) -> Art:
    art = poses[0]
    for pose in poses[1:]:
        middle = (art.box.left + art.box.right) / 2
        level = middle - (pose.box.left + pose.box.right) / 2
        down = art.box.bottom + _DOWN - pose.box.top
        box = Box(
            left=min(art.box.left, pose.box.left + level),
            top=art.box.top,
            right=max(art.box.right, pose.box.right + level),
            bottom=pose.box.bottom + down,
        )
        arrow = _way(middle, art.box.bottom, across=False, and_back=and_back)
        art = Art(box=box, layers=(*art.layers, *moved(pose.layers, shift(level, down)), *arrow))
    return art


def _way(x: float, y: float, *, across: bool, and_back: bool) -> Layers:
    """The arrow in the gap that begins at this point."""
    first, last = (32, 76 if across else 68) if and_back else (20, 70 if across else 62)
    path = straight((x + first, y), (x + last, y)) if across else straight((x, y + first), (x, y + last))
    return arrows.layers((Line(path, dot=not and_back, head_at_start=and_back, size=0.9),))
