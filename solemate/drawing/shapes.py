"""Shapes that bend: bones for fingers and legs, rounded boxes for things, and a move that bends what is drawn straight.

Comes in: joints and half widths. Goes out: closed `Path`s; a chain of bones, inked together, has one outer line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import acos, atan2, ceil, cos, hypot, pi, sin, tan

from solemate.drawing.geometry import Move, Path, Point, ahead, beside, circle, curve, turn, unit

_Pieces = list[tuple[Point, ...]]


def arc_pieces(centre: Point, radius: float, first: float, last: float) -> _Pieces:
    """The Béziers of an arc from angle to angle, in radians, on from its first point."""
    count = max(1, ceil(abs(last - first) / (pi / 2) - 1e-9))
    step = (last - first) / count
    reach = 4 / 3 * tan(step / 4) * radius
    x, y = centre
    pieces: _Pieces = []
    for number in range(count):
        a, b = first + step * number, first + step * (number + 1)
        start, end = (x + radius * cos(a), y + radius * sin(a)), (x + radius * cos(b), y + radius * sin(b))
        pieces.append(
            (
                (start[0] - reach * sin(a), start[1] + reach * cos(a)),
                (end[0] + reach * sin(b), end[1] - reach * cos(b)),
                end,
            )
        )
    return pieces


def arc(centre: Point, radius: float, first: float, last: float) -> Path:
    """An open arc between two angles in degrees: 0 is to the right, 90 is down."""
    a, b = first * pi / 180, last * pi / 180
    start = (centre[0] + radius * cos(a), centre[1] + radius * sin(a))
    return Path(start, tuple(arc_pieces(centre, radius, a, b)))


def bone(start: Point, end: Point, first: float, last: float) -> Path:
    """Two circles of these radii and the straight sides between them."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    if length <= abs(first - last):
        return circle(start, first) if first > last else circle(end, last)
    way = atan2(end[1] - start[1], end[0] - start[0])
    lean = acos((first - last) / length)

    def on(centre: Point, radius: float, angle: float) -> Point:
        return (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))

    begin = on(start, first, way - lean)
    pieces = [
        (on(end, last, way - lean),),
        *arc_pieces(end, last, way - lean, way + lean),
        (on(start, first, way + lean),),
        *arc_pieces(start, first, way + lean, way - lean + 2 * pi),
    ]
    return Path(begin, tuple(pieces), closed=True)


def chain(joints: Iterable[Point], radii: Iterable[float]) -> tuple[Path, ...]:
    """Bones from joint to joint."""
    rows = list(zip(joints, radii, strict=True))
    return tuple(bone(a, b, first, last) for (a, first), (b, last) in pairwise(rows))


def tube(spine: Sequence[Point], radii: Sequence[float], steps: int = 3) -> Path:
    """A bent digit round a smooth spine, open where it begins: down one side, round the tip and back up the other."""
    middle: list[Point] = [spine[0]]
    wide: list[float] = [radii[0]]
    a = spine[0]
    for number, piece in enumerate(curve(*spine).pieces):
        b, c, d = piece
        for step in range(1, steps + 1):
            middle.append(_on_bezier(a, b, c, d, step / steps))
            wide.append(radii[number] + (radii[number + 1] - radii[number]) * step / steps)
        a = d
    ways = [unit(*pair) for pair in pairwise(middle)]
    ways = [ways[0], *(unit((0, 0), (m[0] + n[0], m[1] + n[1])) for m, n in pairwise(ways)), ways[-1]]
    discs = list(zip(middle, wide, strict=True))

    def outside(point: Point) -> bool:
        return all(hypot(point[0] - x, point[1] - y) > radius * 0.985 for (x, y), radius in discs)

    sides: list[list[Point]] = []
    for sign in (-1, 1):
        row = [beside(spot, way, sign * radius) for spot, way, radius in zip(middle, ways, wide, strict=True)]
        sides.append([row[0], *(point for point in row[1:-1] if outside(point)), row[-1]])
    end, way, radius = middle[-1], ways[-1], wide[-1]
    cap = [
        ahead(beside(end, way, -radius * cos(turned)), way, radius * sin(turned))
        for turned in (pi / 6, pi / 3, pi / 2, pi * 2 / 3, pi * 5 / 6)
    ]
    return curve(*sides[0], *cap, *reversed(sides[1]))


def _on_bezier(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    w = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
    return (
        w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0],
        w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1],
    )


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Path:
    """A box with round corners."""
    r = radius
    pieces: _Pieces = [((right - r, top),)]
    pieces += arc_pieces((right - r, top + r), r, -pi / 2, 0)
    pieces += [((right, bottom - r),), *arc_pieces((right - r, bottom - r), r, 0, pi / 2)]
    pieces += [((left + r, bottom),), *arc_pieces((left + r, bottom - r), r, pi / 2, pi)]
    pieces += [((left, top + r),), *arc_pieces((left + r, top + r), r, pi, pi * 1.5)]
    return Path((left + r, top), tuple(pieces), closed=True)


def bend(pivot: Point, angle: float, share: Callable[[Point], float]) -> Move:
    """Turn each point round `pivot` by its own share of `angle`: 0 stays, 1 turns fully, between them skin stretches."""
    return lambda point: turn(pivot, angle * share(point))(point)


def ramp(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, and a soft slope between; `low` may be the larger one."""
    x = min(1.0, max(0.0, (value - low) / (high - low)))
    return x * x * (3 - 2 * x)
