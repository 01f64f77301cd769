"""Reads a drawing back, the way a browser does: elements with their classes, paths with their points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

Point = tuple[float, float]
_NAME = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One path and the classes it inherits or carries."""

    classes: frozenset[str]
    data: str

    @property
    def parts(self) -> list[tuple[str, list[Point]]]:
        """Commands with their points; M, L, C and Z are all the pen uses."""
        found = []
        for letter, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", self.data):
            assert letter in "MLCZ", letter
            numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]
            found.append((letter, list(zip(numbers[::2], numbers[1::2], strict=True))))
        return found

    @property
    def points(self) -> list[Point]:
        return [point for _, row in self.parts for point in row]

    def line(self) -> list[Point]:
        """The pen's way in short straight steps."""
        steps: list[Point] = []
        for letter, row in self.parts:
            if letter == "C":
                a, (b, c, d) = steps[-1], row
                steps += [_bezier(a, b, c, d, step / 12) for step in range(1, 13)]
            else:
                steps += row
        return steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    root: ElementTree.Element
    paths: tuple[Drawn, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the picture."""
        x, y, width, height = (float(number) for number in self.root.attrib["viewBox"].split())
        return x, y, x + width, y + height

    def having(self, name: str) -> list[Drawn]:
        return [path for path in self.paths if name in path.classes]

    def elements(self) -> Iterator[ElementTree.Element]:
        return self.root.iter()


def read(markup: str) -> Sheet:
    root = ElementTree.fromstring(markup)
    assert root.tag == f"{_NAME}svg"
    return Sheet(root=root, paths=tuple(_paths(root, frozenset())))


def digits(sheet: Sheet) -> list[Drawn]:
    """Five toes or four fingers: they are drawn first, before thumb and body."""
    skin = sheet.having("d-skin")
    return skin[:5] if len(skin) == 6 else skin[:4]


def _paths(element: ElementTree.Element, above: frozenset[str]) -> Iterator[Drawn]:
    classes = above | frozenset(element.attrib.get("class", "").split())
    if element.tag == f"{_NAME}path":
        yield Drawn(classes=classes, data=element.attrib["d"])
    for child in element:
        yield from _paths(child, classes)


def inside(point: Point, outline: list[Point]) -> bool:
    """Whether a point lies within a closed outline: count the edges to its right."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            odd = not odd
    return odd


def _bezier(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    w = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
    return (
        sum(weight * point[0] for weight, point in zip(w, (a, b, c, d), strict=True)),
        sum(weight * point[1] for weight, point in zip(w, (a, b, c, d), strict=True)),
    )
