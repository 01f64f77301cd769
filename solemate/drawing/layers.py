"""A picture as data: layers of paths, each with the class that colours it, in the order they are inked.

Comes in: paths. Goes out: layers that can be mirrored, shifted and laid beside each other before anything is written;
`written` turns them into markup. Left and right, one side and both, are then the same drawing, moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import hypot

from solemate.drawing.geometry import Move, Path, Point, ahead, between, unit
from solemate.drawing.ink import many, strokes
from solemate.drawing.outlines import Box, Form

# What the small pen leaves out: everything that would only be grey at that size.
_FINE = frozenset({"d-inner", "d-nail", "d-seam", "d-shine", "d-grain", "d-wave", "d-dimple", "d-hatch"})


@dataclass(frozen=True, slots=True)
class Layer:
    """Paths of one class. `joined` ones are written as one element: lines, or solids that never overlap."""

    name: str
    paths: tuple[Path, ...]
    joined: bool = False

    def moved(self, move: Move) -> Layer:
        return replace(self, paths=tuple(path.moved(move) for path in self.paths))


Layers = tuple[Layer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """Layers and the part of the plane that shows them."""

    box: Box
    layers: Layers


def lines(name: str, *paths: Path) -> Layers:
    return (Layer(name, paths, joined=True),) if paths else ()


def solid(name: str, *paths: Path) -> Layers:
    """One outer line round everything, then all fills: pieces that overlap become one shape (design 4.1)."""
    return (Layer("d-line", paths), Layer(name, paths))


def skin(*paths: Path) -> Layers:
    return solid("d-skin", *paths)


def limb(form: Form) -> Layers:
    """The skin of an outline. Its hem or cuff comes later, on top of what is drawn on the skin."""
    return skin(*form.pieces())


def cloth(form: Form) -> Layers:
    if form.cloth is None or form.seam is None:
        return ()
    return (*lines("d-cloth", form.cloth), *lines("d-inner", form.seam))


def sleeve(first: Point, second: Point, away: Point, *, flare: float = 4, sag: float = 5) -> Layers:
    """A cuff or hem between two points, running `away` from the hand or foot until the edge of the picture."""
    along, back = unit(first, second), unit((0, 0), away)

    def at(share: float, deep: float) -> Point:
        return ahead(between(first, second, share), back, deep)

    length = hypot(*away)
    edge = Path(
        ahead(at(0, length), along, -flare),
        ((first,), (at(0.3, -sag), at(0.7, -sag), second), (ahead(at(1, length), along, flare),)),
    )
    seam = Path(at(0, 12), ((at(0.3, 12 - sag), at(0.7, 12 - sag), at(1, 12)),))
    return (*lines("d-cloth", edge), *lines("d-inner", seam))


def patch(name: str, *paths: Path) -> Layers:
    """Fills without a line: they open the seam between a piece and what it grows out of."""
    return (Layer(name, paths),)


def flap(name: str, *edges: Path) -> Layers:
    """Something that grows out of what lies below it: filled, with a pen line along its edge and none where it opens."""
    return (Layer(name, tuple(replace(edge, closed=True) for edge in edges)), Layer("d-pen", edges))


def moved(layers: Iterable[Layer], move: Move) -> Layers:
    return tuple(layer.moved(move) for layer in layers)


def shift(x: float, y: float) -> Move:
    return lambda point: (point[0] + x, point[1] + y)


def stretch(x: float, y: float) -> Move:
    """Sizes across and along, measured from the corner of the plane."""
    return lambda point: (point[0] * x, point[1] * y)


def then(*moves: Move) -> Move:
    """One move after the other."""

    def all_of_them(point: Point) -> Point:
        for move in moves:
            point = move(point)
        return point

    return all_of_them


def written(layers: Iterable[Layer], *, small: bool = False) -> str:
    return "".join(
        strokes(layer.name, layer.paths) if layer.joined else many(layer.name, layer.paths)
        for layer in layers
        if not (small and layer.name in _FINE)
    )
