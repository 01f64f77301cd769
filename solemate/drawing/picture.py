"""A view of one side, a stroke or a whole scene as a finished picture.

Comes in: a view and a side, perhaps a stroke and signs; or the id of a picture and who is shown. Goes out: one `<svg>`
as a string.
"""

from __future__ import annotations

from solemate.drawing import arrows
from solemate.drawing.catalogue import STROKES
from solemate.drawing.details import INNER, NAILS
from solemate.drawing.ink import sheet
from solemate.drawing.layers import Art, Layer, Layers, cloth, limb, lines, moved, written
from solemate.drawing.props import ball, resting_hand
from solemate.drawing.sights import SIGHTS, Part
from solemate.drawing.signs import sign
from solemate.drawing.socks import side_sock, top_sock
from solemate.drawing.staging import Scene, pair
from solemate.drawing.strokes import Stroke
from solemate.drawing.views import FORMS, SHOWN, Shown, Side, View, placed_box, placing


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
    art = _seen(view, side, _stroke_on(view, stroke), marks)
    return _sheet(art, small=small, title=title, desc=desc)


def draw_stroke(stroke: str, shown: Shown, *, small: bool = False, told: bool = True) -> str:
    """The picture with this id, of one side or of both: one `<svg>`, left on the left. `told` names it for a reader."""
    if shown not in SHOWN:
        raise ValueError(f"{shown!r} is neither left nor right nor both")
    chosen = STROKES[stroke]
    if isinstance(chosen, Scene):
        art = chosen.art(shown)
    elif shown == "both":
        art = pair(_seen(chosen.view, "left", chosen), _seen(chosen.view, "right", chosen))
    else:
        art = _seen(chosen.view, shown, chosen)
    return _sheet(art, small=small, title=chosen.alt(shown) if told else None)


def _seen(view: View, side: Side, chosen: Stroke | None, marks: tuple[str, ...] = ()) -> Art:
    form, move = FORMS[view], placing(view, side)
    layers: Layers = (
        *(arrows.layers(chosen.behind, ring=True) if chosen else ()),
        *limb(form),
        *(_sock(view) if chosen and chosen.sock else (*lines("d-inner", *INNER[view]), Layer("d-nail", NAILS[view]))),
        *cloth(form),
    )
    for mark in marks:
        layers += sign(mark, view)
    if chosen:
        layers += _prop(chosen)
        layers += arrows.layers(chosen.lines, thin=chosen.thin, ring=bool(chosen.behind))
    box = placed_box(chosen.box if chosen else form.box, view, side)
    return Art(box=box, layers=moved(layers, move))


def _sock(view: View) -> Layers:
    return side_sock() if view == "inner-side" else top_sock()


def _prop(chosen: Stroke) -> Layers:
    if chosen.prop == "ball":
        return ball()
    return resting_hand(chosen.view) if chosen.prop == "hand" else ()


def _stroke_on(view: View, stroke: str | None) -> Stroke | None:
    if stroke is None:
        return None
    chosen = STROKES[stroke]
    if not isinstance(chosen, Stroke) or chosen.view != view:
        raise ValueError(f"{stroke} is not drawn on {view}")
    return chosen


def _sheet(art: Art, *, small: bool, title: str | None, desc: str | None = None) -> str:
    kind = "drawing drawing-small" if small else "drawing"
    return sheet(art.box, written(art.layers, small=small), kind=kind, title=title, desc=desc)


def draw_sight(sight: str, shown: Shown, *, part: Part = "foot", small: bool = False, told: bool = True) -> str:
    """What a safety page asks somebody to look for: the id of its question, and where. See `SIGHTS`."""
    chosen = SIGHTS[sight, part]
    return _sheet(chosen.art(shown), small=small, title=chosen.alt(shown) if told else None)
