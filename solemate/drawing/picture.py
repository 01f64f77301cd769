"""A view of one side as a finished picture.

Comes in: a view, a side, perhaps a stroke and signs. Goes out: one `<svg>` as a string.
"""

from __future__ import annotations

from solemate.drawing import arrows
from solemate.drawing.details import INNER, NAILS
from solemate.drawing.ink import cloth, limb, many, sheet, strokes
from solemate.drawing.props import ball, resting_hand
from solemate.drawing.signs import sign
from solemate.drawing.strokes import STROKES, Stroke
from solemate.drawing.views import FORMS, Side, View, placed_box, placing


def draw(
    view: View,
    side: Side,
    *,
    stroke: str | None = None,
    marks: tuple[str, ...] = (),
    small: bool = False,
    title: str | None = None,
    desc: str | None = None,
) -> str:
    """A hand or foot. `small` is the pen for pictures under 90 px tall; without `title` or `desc` it is decoration."""
    chosen = _stroke_on(view, stroke)
    form, move = FORMS[view], placing(view, side)
    box = placed_box(chosen.box if chosen else form.box, view, side)
    thin = chosen is not None and chosen.thin
    inside = [
        arrows.ink(chosen.behind, move, ring=True) if chosen else "",
        limb(form, move),
        "" if small else strokes("d-inner", [path.moved(move) for path in INNER[view]]),
        "" if small else many("d-nail", [path.moved(move) for path in NAILS[view]]),
        cloth(form, move, small=small),
        *(sign(mark, view, move) for mark in marks),
    ]
    if chosen and chosen.prop == "ball":
        inside.append(ball(move, small=small))
    if chosen and chosen.prop == "hand":
        inside.append(resting_hand(chosen.view, move, small=small))
    if chosen:
        inside.append(arrows.ink(chosen.lines, move, thin=thin, ring=bool(chosen.behind)))
    kind = "drawing drawing-small" if small else "drawing"
    return sheet(box, "".join(inside), kind=kind, title=title, desc=desc)


def draw_stroke(stroke: str, side: Side, *, small: bool = False, told: bool = True) -> str:
    """The picture of a stroke on its own view; `told` gives it its alternative text."""
    chosen = STROKES[stroke]
    return draw(chosen.view, side, stroke=stroke, small=small, title=chosen.alt(side) if told else None)


def _stroke_on(view: View, stroke: str | None) -> Stroke | None:
    if stroke is None:
        return None
    chosen = STROKES[stroke]
    if chosen.view != view:
        raise ValueError(f"{stroke} is drawn on {chosen.view}, not on {view}")
    return chosen
