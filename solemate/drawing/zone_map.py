"""A hand or foot as a map of zones (design 4.4), and where a finger touches each.

Comes in: a view and a side. Goes out: one `<svg>` whose zones carry a class each, so that the check boxes of the page
colour them; and the style sheet that gives each check box the shape of its zone. A zone is painted over the one before it:
the first is all of the skin, the others are pieces of the body below their border.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from solemate.drawing.cutting import Polygon, cut, flat, holds, hull
from solemate.drawing.details import NAILS
from solemate.drawing.geometry import Path, Point, number, straight
from solemate.drawing.ink import many, sheet, strokes
from solemate.drawing.layers import cloth, moved, written
from solemate.drawing.outlines import HAND, Box, Form
from solemate.drawing.shapes import rounded
from solemate.drawing.views import FORMS, Side, View, placed_box, placing
from solemate.drawing.zones import THUMB_BASE, ZONES, Zone

PILL_TALL, PILL_ROUND = 38.0, 10.0
LETTER, PILL_EDGE = 14.0, 24.0  # how wide a letter of a name is taken to be, and the room beside them


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A zone in its place: what is painted, and the polygons that answer to a touch (a knuckle may miss a little).

    What is painted is there as paths for the pen (`fill`) and as polygons for the question what lies where (`seen`).
    """

    zone: Zone
    fill: tuple[Path, ...]
    seen: tuple[Polygon, ...]
    touch: tuple[Polygon, ...]

    def box(self, within: Box) -> Box:
        """The upright box round what can be touched, inside the picture."""
        across = [x for polygon in self.touch for x, _ in polygon]
        along = [y for polygon in self.touch for _, y in polygon]
        return Box(
            left=max(min(across), within.left),
            top=max(min(along), within.top),
            right=min(max(across), within.right),
            bottom=min(max(along), within.bottom),
        )


def _areas(view: View) -> tuple[Area, ...]:
    form, zones = FORMS[view], ZONES[view]
    first, rest = zones[0], zones[1:]
    assert first.border is not None
    body = flat(form.pieces()[-1])
    tips, below = cut(body, first.border)
    touch: list[Polygon] = [hull([*tips, *_all(form)])]
    if form is HAND:
        below, by_the_thumb = cut(below, THUMB_BASE)
        touch.append(hull([*by_the_thumb, *flat(form.pieces()[len(form.digits)])]))
    skin = tuple(flat(piece) for piece in form.pieces())
    found = [Area(zone=first, fill=form.pieces(), seen=skin, touch=tuple(touch))]
    for zone in rest:
        piece = below
        if zone.border is not None:
            piece, below = cut(below, zone.border)
        found.append(Area(zone=zone, fill=(straight(*piece, closed=True),), seen=(piece,), touch=(piece,)))
    return tuple(found)


def _all(form: Form) -> list[Point]:
    """Points on every toe or finger, the thumb left out."""
    return [point for digit in form.digits for point in flat(digit.outline(), 3)]


AREAS: dict[View, tuple[Area, ...]] = {view: _areas(view) for view in ZONES}


def zone_at(view: View, spot: Point) -> str | None:
    """The zone one sees at a point (first digit on the left), None beside the skin."""
    return _topmost([(area.zone.id, area.seen) for area in AREAS[view]], spot)


def touched_at(view: View, spot: Point) -> str | None:
    """The zone that answers to a touch there: the topmost, as a browser finds it."""
    return _topmost([(area.zone.id, area.touch) for area in AREAS[view]], spot)


def _topmost(painted: Sequence[tuple[str, tuple[Polygon, ...]]], spot: Point) -> str | None:
    """The last of what was painted that holds the point."""
    for zone, polygons in reversed(painted):
        if any(holds(polygon, spot) for polygon in polygons):
            return zone
    return None


def draw_zones(view: View, side: Side, marked: Collection[str] = ()) -> str:
    """The map of one view of one side, for the eye: check boxes or words stand beside it. `marked`: zones filled in."""
    form, move = FORMS[view], placing(view, side)
    parts = [many("z-edge", [path.moved(move) for path in form.pieces()])]
    for area in AREAS[view]:
        on = " is-marked" if area.zone.id in marked else ""
        parts.append(many(f"z-fill zone-{area.zone.id}{on}", [path.moved(move) for path in area.fill]))
    borders = [zone.border.moved(move) for zone in ZONES[view] if zone.border is not None]
    if form is HAND:
        borders.append(THUMB_BASE.moved(move))
    parts += [strokes("z-gap", borders), strokes("z-border", borders)]
    parts.append(strokes("z-nail", [path.moved(move) for path in NAILS[view]]))
    parts.append(written(moved(cloth(form), move)))
    parts += [_name(zone, move(zone.label), on=zone.id in marked) for zone in ZONES[view]]
    return sheet(placed_box(form.box, view, side), "".join(parts), kind=f"drawing zone-sheet zone-sheet-{view}")


def _name(zone: Zone, at: Point, *, on: bool) -> str:
    """The name, on a pill where the ground is rough; a tick for when it is marked; a ring for when it has the focus."""
    x, y = at
    wide = LETTER * len(zone.name) + PILL_EDGE
    left, top, right, bottom = x - wide / 2, y - PILL_TALL / 2, x + wide / 2, y + PILL_TALL / 2
    ring = rounded(left - 8, top - 8, right + 8, bottom + 8, PILL_ROUND + 8)
    parts = [strokes("z-ring", [ring])]
    if zone.on_digits:
        parts.append(strokes("z-pill", [rounded(left, top, right, bottom, PILL_ROUND)]))
        tick = (right - 1, top - 5)
        parts.append(strokes("z-tick-ground", [rounded(tick[0] - 14, tick[1] - 14, tick[0] + 14, tick[1] + 14, 14)]))
    else:
        tick = (x, top - 10)
    a, b = tick
    parts.append(strokes("z-tick", [straight((a - 8, b), (a - 2, b + 6), (a + 8, b - 6))]))
    parts.append(f'<text class="z-name" x="{number(x)}" y="{number(y + 9)}" text-anchor="middle">{zone.name}</text>')
    return f'<g class="z-words zone-{zone.id}{" is-marked" if on else ""}">{"".join(parts)}</g>'


def touch_css() -> str:
    """Where each check box lies on its picture and which shape it has, in per cent; for the first digit on the left."""
    lines = ["/* Made from solemate/drawing/zones.py by `touch_css`; a test keeps it true. Not edited by hand. */"]
    for view, areas in AREAS.items():
        box = FORMS[view].box
        for area in areas:
            inner = area.box(box)
            corners = ", ".join(
                f"{_percent(x - inner.left, inner.width)} {_percent(y - inner.top, inner.height)}"
                for polygon in area.touch
                for x, y in (*polygon, polygon[0])
            )
            lines.append(
                f".touch-{view}-{area.zone.id} {{ left: {_percent(inner.left - box.left, box.width)}; "
                f"top: {_percent(inner.top - box.top, box.height)}; width: {_percent(inner.width, box.width)}; "
                f"height: {_percent(inner.height, box.height)}; clip-path: polygon({corners}); }}"
            )
    return "\n".join(lines) + "\n"


def _percent(part: float, whole: float) -> str:
    return f"{number(100 * part / whole)}%"
