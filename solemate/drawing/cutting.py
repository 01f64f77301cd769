"""Outlines cut along a line, and what a finger may touch round them.

Comes in: closed and open `Path`s. Goes out: polygons, as rows of points without the first one repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from solemate.drawing.geometry import Path, Point, ahead, unit

Polygon = tuple[Point, ...]

_PROLONGED = 12  # a border's ends are drawn on, so that it leaves the skin for certain


def flat(path: Path, steps: int = 6) -> Polygon:
    """The pen's way in short straight steps, `steps` to a curve."""
    row = [path.start]
    for piece in path.pieces:
        if len(piece) == 1:
            row.append(piece[0])
            continue
        a, (b, c, d) = row[-1], piece
        for number in range(1, steps + 1):
            t = number / steps
            w = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
            row.append(
                (
                    w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0],
                    w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1],
                )
            )
    return tuple(row[:-1] if path.closed and row[-1] == row[0] else row)


def cut(outline: Polygon, line: Path) -> tuple[Polygon, Polygon]:
    """The parts on the left and on the right hand of somebody who walks along the line (y grows downwards).

    Raises:
        ValueError: the line does not cross the outline exactly twice.
    """
    way = list(flat(line, 12))
    way = [ahead(way[0], unit(way[1], way[0]), _PROLONGED), *way, ahead(way[-1], unit(way[-2], way[-1]), _PROLONGED)]
    around = [*outline, outline[0]]
    met = sorted(
        (at + share, edge, spot)
        for at, step in enumerate(pairwise(way))
        for edge, side in enumerate(pairwise(around))
        if (found := _crossing(step, side)) is not None
        for share, spot in (found,)
    )
    if len(met) != 2:
        raise ValueError(f"the line meets the outline {len(met)} times")
    (enters, edge_in, first), (leaves, edge_out, last) = met
    inside = [first, *(way[number] for number in range(int(enters) + 1, int(leaves) + 1)), last]
    one = [*inside, *_along(outline, edge_out, edge_in)]
    other = [*reversed(inside), *_along(outline, edge_in, edge_out)]
    # Walking to the right, what closes anticlockwise on the screen lies above: on the left hand.
    return (tuple(one), tuple(other)) if area(one) < 0 else (tuple(other), tuple(one))


def _along(outline: Polygon, start: int, end: int) -> list[Point]:
    """The corners from just after edge `start` to just before edge `end`, onwards round the outline."""
    count = len(outline)
    far = (end - start) % count or (count if start != end else 0)
    return [outline[(start + number) % count] for number in range(1, far + 1)]


def _crossing(step: tuple[Point, Point], side: tuple[Point, Point]) -> tuple[float, Point] | None:
    (ax, ay), (bx, by) = step
    (cx, cy), (dx, dy) = side
    across = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if across == 0:
        return None
    t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / across
    u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / across
    return (t, (ax + t * (bx - ax), ay + t * (by - ay))) if 0 <= t < 1 and 0 <= u < 1 else None


def area(polygon: Sequence[Point]) -> float:
    """Positive when its corners go round clockwise on the screen."""
    around = [*polygon, polygon[0]]
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(around)) / 2


def hull(spots: Iterable[Point]) -> Polygon:
    """The tightest rubber band round the points."""
    row = sorted(set(spots))

    def half(points: Iterable[Point]) -> list[Point]:
        out: list[Point] = []
        for point in points:
            while len(out) > 1 and area((out[-2], out[-1], point)) <= 0:
                out.pop()
            out.append(point)
        return out[:-1]

    return tuple(half(row) + half(reversed(row)))


def holds(polygon: Sequence[Point], spot: Point) -> bool:
    """Whether a point lies within: count the edges to its right."""
    x, y = spot
    odd = False
    for (ax, ay), (bx, by) in pairwise([*polygon, polygon[0]]):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            odd = not odd
    return odd
