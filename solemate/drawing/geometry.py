"""Points in, curves out: the few kinds of line the one pen can draw.

Comes in: points in box units (x to the right, y down). Goes out: frozen `Path`s that can be mirrored, moved and written
as the `d` attribute of an SVG path. Every curve is kept as cubic Béziers, so a picture can be checked point by point.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, hypot, pi, sin

Point = tuple[float, float]
Move = Callable[[Point], Point]

_ARC = 0.5523  # handle length of a quarter circle drawn as one cubic Bézier


@dataclass(frozen=True, slots=True)
class Path:
    """One pen line: `start`, then `pieces`, each a straight line (1 point) or a cubic Bézier (3 points)."""

    start: Point
    pieces: tuple[tuple[Point, ...], ...]
    closed: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point and handle: the curve lies inside their hull."""
        return (self.start, *(point for piece in self.pieces for point in piece))

    @property
    def end(self) -> Point:
        return self.pieces[-1][-1]

    def moved(self, move: Move) -> Path:
        """The same line with every point sent through `move` (a mirror, a turn, a shift)."""
        pieces = tuple(tuple(move(point) for point in piece) for piece in self.pieces)
        return Path(move(self.start), pieces, self.closed)

    def d(self) -> str:
        """The line as SVG path data, to a tenth of a unit."""
        parts = [f"M{_pair(self.start)}"]
        parts += [("L" if len(piece) == 1 else "C") + " ".join(map(_pair, piece)) for piece in self.pieces]
        return "".join(parts) + ("Z" if self.closed else "")


def number(value: float) -> str:
    """A number to one decimal, without a useless zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _pair(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"


def points(text: str) -> tuple[Point, ...]:
    """Read '30,118 50,108' as two points."""
    return tuple((float(x), float(y)) for x, y in (pair.split(",") for pair in text.split()))


def loop(*around: Point) -> Path:
    """A smooth closed curve through the points (Catmull-Rom, tension 0.5)."""
    count = len(around)
    pieces = tuple(
        _span(around[i - 1], around[i], around[(i + 1) % count], around[(i + 2) % count]) for i in range(count)
    )
    return Path(around[0], pieces, closed=True)


def curve(*along: Point) -> Path:
    """A smooth open curve through the points; its ends bend on as they came."""
    row = (_run_on(*along[2::-1]), *along, _run_on(*along[-3:]))
    return Path(along[0], tuple(_span(*row[i : i + 4]) for i in range(len(along) - 1)))


def _run_on(*ends: Point) -> Point:
    """One point beyond the last, where the parabola (or line) through them goes next."""
    if len(ends) == 2:
        (ax, ay), (bx, by) = ends
        return (2 * bx - ax, 2 * by - ay)
    (ax, ay), (bx, by), (cx, cy) = ends
    return (3 * cx - 3 * bx + ax, 3 * cy - 3 * by + ay)


def straight(*corners: Point, closed: bool = False) -> Path:
    """Straight lines from corner to corner."""
    return Path(corners[0], tuple((corner,) for corner in corners[1:]), closed)


def _span(before: Point, start: Point, end: Point, after: Point) -> tuple[Point, Point, Point]:
    """The Bézier piece from `start` to `end`, its tangents parallel to the chords of the neighbours."""
    return (
        (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6),
        (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6),
        end,
    )


def circle(centre: Point, radius: float) -> Path:
    return ellipse(centre, radius, radius)


def ellipse(centre: Point, across: float, along: float) -> Path:
    """A closed ellipse from its half widths."""
    x, y = centre
    a, b = across, along
    k, m = a * _ARC, b * _ARC
    pieces: tuple[tuple[Point, ...], ...] = (
        ((x + a, y + m), (x + k, y + b), (x, y + b)),
        ((x - k, y + b), (x - a, y + m), (x - a, y)),
        ((x - a, y - m), (x - k, y - b), (x, y - b)),
        ((x + k, y - b), (x + a, y - m), (x + a, y)),
    )
    return Path((x + a, y), pieces, closed=True)


def club(base: Point, tip: Point, base_width: float, waist_width: float, tip_width: float) -> Path:
    """A digit: a soft club from `base` that ends in a half circle; `tip` is its farthest point."""
    along = unit(base, tip)
    waist = between(base, tip, 0.5)
    r = tip_width / 2
    top, tip = tip, ahead(tip, along, -r)
    right_base, right_waist, right_tip = (
        beside(centre, along, width / 2)
        for centre, width in ((base, base_width), (waist, waist_width), (tip, tip_width))
    )
    left_base, left_waist, left_tip = (
        beside(centre, along, -width / 2)
        for centre, width in ((base, base_width), (waist, waist_width), (tip, tip_width))
    )
    reach = hypot(tip[0] - base[0], tip[1] - base[1]) / 6

    def side(start: Point, middle: Point, end: Point, step: float) -> list[tuple[Point, ...]]:
        slope = unit(start, end)
        towards = (along[0] * step, along[1] * step)
        return [
            (ahead(start, towards, reach), ahead(middle, slope, -reach), middle),
            (ahead(middle, slope, reach), ahead(end, towards, -reach), end),
        ]

    pieces = [
        *side(left_base, left_waist, left_tip, 1),
        (ahead(left_tip, along, r * _ARC), beside(top, along, -r * _ARC), top),
        (beside(top, along, r * _ARC), ahead(right_tip, along, r * _ARC), right_tip),
        *side(right_tip, right_waist, right_base, -1),
    ]
    return Path(left_base, tuple(pieces), closed=True)


def unit(start: Point, end: Point) -> Point:
    """The direction from `start` to `end`, of length 1."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length)


def ahead(point: Point, along: Point, distance: float) -> Point:
    return (point[0] + along[0] * distance, point[1] + along[1] * distance)


def beside(point: Point, along: Point, distance: float) -> Point:
    """The point `distance` to the right hand of someone who looks `along`."""
    return (point[0] - along[1] * distance, point[1] + along[0] * distance)


def between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def mirror(axis: float) -> Move:
    """Left becomes right: reflect at the upright line x = `axis`."""
    return lambda point: (2 * axis - point[0], point[1])


def turn(centre: Point, degrees: float, *, scale: float = 1, to: Point | None = None) -> Move:
    """Turn clockwise around `centre`, then shift so that `centre` comes to lie on `to`."""
    angle = degrees * pi / 180
    c, s = cos(angle) * scale, sin(angle) * scale
    to = to or centre
    return lambda p: (
        to[0] + (p[0] - centre[0]) * c - (p[1] - centre[1]) * s,
        to[1] + (p[0] - centre[0]) * s + (p[1] - centre[1]) * c,
    )
