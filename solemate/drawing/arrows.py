"""A stroke path as it lies on the skin: a dot to start, a line with a dark edge, an arrow head to end (design 4.5).

Comes in: `Line`s in outline units. Goes out: the paths for the dark edge and for the colour, edges of all lines first,
so that crossing loops and neighbouring arrow heads join instead of cutting each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin

from solemate.drawing.geometry import Move, Path, Point, ahead, beside, circle, curve, unit
from solemate.drawing.layers import Layer, Layers, moved, written

_DOT = 10.5


@dataclass(frozen=True, slots=True)
class Line:
    """One movement of a hand over skin. `path` ends at the neck of the arrow head, which reaches 19 further."""

    path: Path
    dot: bool = True
    head: bool = True
    head_at_start: bool = False
    size: float = 1  # of dot and head: thin lines have smaller ones

    def solids(self) -> tuple[Path, ...]:
        """The dot and the arrow heads."""
        row = self.path.points
        dot = (circle(self.path.start, _DOT * self.size),) if self.dot else ()
        head = (arrow_head(self.path.end, unit(row[-2], row[-1]), self.size),) if self.head else ()
        back = (arrow_head(self.path.start, unit(row[1], row[0]), self.size),) if self.head_at_start else ()
        return dot + head + back

    @property
    def points(self) -> tuple[Point, ...]:
        """Everything that must lie inside the picture."""
        return (*self.path.points, *(point for solid in self.solids() for point in solid.points))


def arrow_head(neck: Point, along: Point, size: float = 1) -> Path:
    """A barbed head: tip 19 ahead of the neck, barbs swept back."""

    def at(forward: float, side: float) -> Point:
        return beside(ahead(neck, along, forward * size), along, side * size)

    corners = (at(19, 0), at(-10, 15), at(-10, 12.5), at(-3, 5), at(-3, -5), at(-10, -12.5), at(-10, -15))
    return Path(corners[0], tuple((corner,) for corner in corners[1:]), closed=True)


def layers(rows: Iterable[Line], *, thin: bool = False, ring: bool = False) -> Layers:
    given = tuple(rows)
    weight = " d-thin" if thin else " d-ring" if ring else ""
    paths = tuple(line.path for line in given)
    solids = tuple(solid for line in given for solid in line.solids())
    return (
        Layer(f"d-case{weight}", paths, joined=True),
        Layer("d-case-solid", solids),
        Layer(f"d-stroke{weight}", paths, joined=True),
        Layer("d-stroke-solid", solids),
    )


def ink(rows: Iterable[Line], move: Move, *, thin: bool = False, ring: bool = False) -> str:
    return written(moved(layers(rows, thin=thin, ring=ring), move))


def coil(start: Point, end: Point, *, loops: int, width: float, height: float, lead_out: Iterable[Point] = ()) -> Path:
    """Circles that creep from `start` to `end`, open from a point, and leave upwards along `lead_out`."""
    steps = loops * 12
    row: list[Point] = []
    for step in range(steps + 4):
        angle = 2 * pi * step / 12 - pi / 2
        share = step / steps
        opened = min(1.0, 0.2 + step / 5)
        row.append(
            (
                start[0] + (end[0] - start[0]) * share + cos(angle) * width / 2 * opened,
                start[1] + (end[1] - start[1]) * share - sin(angle) * height / 2 * opened,
            )
        )
    return curve(*row, *lead_out)
