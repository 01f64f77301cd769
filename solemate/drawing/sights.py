"""What a safety page asks somebody to look for on a foot, a leg or a hand, larger and plainer than a small sign.

Comes in: nothing. Goes out: `SIGHTS`, by the id of a safety question and the part of the body. Each has a shape of its own, a
hatching, a dashed edge or an arrow, so that none is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from solemate.drawing.details import INNER, NAILS
from solemate.drawing.geometry import Path, between, circle, curve, loop, mirror, points, straight, turn
from solemate.drawing.layers import Art, Layer, Layers, cloth, limb, lines, moved, patch, shift, sleeve, stretch, then
from solemate.drawing.outlines import TOP, Box
from solemate.drawing.signs import sign
from solemate.drawing.staging import Scene, Showing, mirrored, paired
from solemate.drawing.views import FORMS, Shown, View, placing

Part = Literal["foot", "hand"]

_WIDE = replace(TOP.box, left=-44, right=252)
_BIG = TOP.digits[0]


def _top(*over: Layers, under: Layers = ()) -> Layers:
    """The foot from above: what lies on its skin below the pen lines, and what lies on top of all."""
    return (
        *limb(TOP),
        *under,
        *lines("d-inner", *INNER["top"]),
        Layer("d-nail", NAILS["top"]),
        *cloth(TOP),
        *(layer for layers in over for layer in layers),
    )


def _pushes(*rows: tuple[float, float, float]) -> Layers:
    """Arrow heads that point away: where each lies and which way it points."""
    head = straight((-8, -13), (12, 0), (-8, 13), closed=True)
    return (Layer("d-push-out", tuple(head.moved(turn((0, 0), angle, to=(x, y))) for x, y, angle in rows)),)


def _wave(x: float, y: float) -> Path:
    return curve((x, y), (x - 7, y - 14), (x, y - 28), (x + 7, y - 42), (x, y - 56))


def _foot_hot_swollen() -> Art:
    hot = loop(
        *points(
            "104,150 132,158 148,186 142,226 134,266 138,310 128,338 104,344 80,338 72,310 74,266 64,226 58,188 76,158"
        )
    )
    return Art(
        box=_WIDE,
        layers=_top(
            lines("d-redness", hot),
            _pushes((206, 214, 0), (190, 290, 0), (2, 214, 180), (20, 290, 180)),
            lines("d-heat", *(_wave(x, y) for x, y in ((216, 150), (240, 164), (-8, 150), (-32, 164)))),
        ),
    )


def _black_toe() -> Art:
    toe = replace(_BIG, base=between(_BIG.base, _BIG.tip, 0.3), widths=(46, 46, 53)).outline()
    rows = ("26,62 48,30", "26,84 66,28", "36,94 72,44", "54,94 72,68")
    hatch = (straight(*points(row)) for row in rows)
    return Art(
        box=replace(TOP.box, left=-20, top=-10),
        layers=_top(
            lines("d-look", circle((48, 58), 62)),
            under=(*patch("d-black", toe), *lines("d-hatch", *hatch), *lines("d-dash", straight((30, 97), (71, 97)))),
        ),
    )


def _cold_blue_foot() -> Art:
    toes_end = "30,118 50,108 72,106 94,105 120,109 146,120 168,134 182,152"
    edge = "184,180 181,200 160,212 134,216 104,212 76,214 52,208 38,206"
    fore = loop(*points(f"{toes_end} {edge} 30,186 21,158 22,134"))
    flakes = (
        straight((-17, 0), (17, 0)).moved(turn((0, 0), angle, to=place))
        for place in ((226, 150), (-20, 190), (224, 236))
        for angle in (0, 60, 120)
    )
    return Art(
        box=_WIDE,
        layers=_top(
            lines("d-flake", *flakes),
            under=(
                *patch("d-cold", fore, *(toe.outline() for toe in TOP.digits)),
                *lines("d-dash", curve(*points(edge))),
            ),
        ),
    )


def _spreading() -> Art:
    """Redness on the foot that grows: arrows lead away from it."""
    red = loop(*points("104,206 134,214 146,240 138,272 108,284 78,274 64,246 76,216"))
    arrows_out = _pushes((104, 186, -90), (166, 244, 0), (104, 306, 90), (44, 244, 180))
    return Art(box=TOP.box, layers=_top(lines("d-redness", red), arrows_out))


_ANKLE = TOP.body.index((163, 348))
_LEGS = {
    "thin": "163,368 154,392 152,440 158,500 164,560 166,640 44,640 46,560 50,500 55,440 54,392 44,366",
    "thick": "170,368 172,400 184,450 196,510 198,570 190,640 20,640 12,570 14,510 25,450 38,400 38,366",
}


def _leg(kind: str, x: float) -> Layers:
    """A leg from above, first digit on the left, its trouser rolled up to the knee."""
    body = (*TOP.body[: _ANKLE + 1], *points(_LEGS[kind]), *TOP.body[TOP.body.index((44, 346)) :])
    form = replace(TOP, body=body)
    half = 96 if kind == "thick" else 74
    layers = (
        *limb(form),
        *lines("d-inner", *INNER["top"][: 7 if kind == "thin" else 4]),
        Layer("d-nail", NAILS["top"]),
        *sleeve((104 - half, 616), (104 + half, 616), (0, 84)),
    )
    return moved(layers, then(shift(-104, 0), stretch(0.86, 0.8), shift(x, 0)))


def _leg_swollen(shown: Shown) -> Art:
    """Both legs, so that one can see the difference."""
    layers: Layers = ()
    for side, x in (("left", 150.0), ("right", 380.0)):
        thick = shown in (side, "both")
        leg = _leg("thick" if thick else "thin", x)
        layers += moved(leg, mirror(x)) if side == "left" else leg
        if thick:
            layers += _pushes((x + 106, 372, 0), (x + 110, 440, 0), (x - 106, 372, 180), (x - 110, 440, 180))
    return Art(box=Box(left=12, top=2, right=518, bottom=556), layers=layers)


def _with_sign(view: View, mark: str) -> Showing:
    def left() -> Art:
        form = FORMS[view]
        layers = (
            *limb(form),
            *lines("d-inner", *INNER[view]),
            Layer("d-nail", NAILS[view]),
            *cloth(form),
            *sign(mark, view),
        )
        return Art(box=form.box, layers=moved(layers, placing(view, "left")))

    return paired(left)


def _from_above(art: Callable[[], Art]) -> Showing:
    return paired(lambda: mirrored(art()))


def _sight(name: str, part: Part, told: str, showing: Showing, *, legs: bool = False) -> tuple[tuple[str, Part], Scene]:
    one, many = ("foot", "feet") if part == "foot" else ("hand", "hands")
    if legs:
        one, many = "foot and leg", "feet and legs"
    told_of_both = f"On each side: {told[0].lower()}{told[1:]}"
    scene = Scene(
        id=name,
        name=told.removesuffix("."),
        way="look for this",
        one=f"{{side}} {one}",
        both=f"Both {many}",
        told=told,
        told_of_both=told_of_both,
        showing=showing,
    )
    return (name, part), scene


SIGHTS: dict[tuple[str, Part], Scene] = dict(
    (
        _sight("wound_foot", "foot", "There is a cut in the sole.", _with_sign("sole", "cut")),
        _sight("wound_hand", "hand", "There is a cut in the palm.", _with_sign("palm", "cut")),
        _sight("burn_or_blister", "foot", "There is a blister on the heel.", _with_sign("sole", "blister")),
        _sight("burn_or_blister", "hand", "There is a blister on a finger.", _with_sign("palm", "blister")),
        _sight("skin_infection", "foot", "The skin at a toe is red and sore.", _with_sign("top", "redness:toe")),
        _sight("skin_infection", "hand", "The skin of the hand is red and sore.", _with_sign("back", "redness:back")),
        _sight("spreading_redness", "foot", "A red patch grows. Arrows lead out of it.", _from_above(_spreading)),
        _sight("foot_hot_swollen", "foot", "It is red, hot and swollen.", _from_above(_foot_hot_swollen)),
        _sight("black_toe", "foot", "The big toe is black.", _from_above(_black_toe)),
        _sight("cold_blue_foot", "foot", "The toes are blue and cold.", _from_above(_cold_blue_foot)),
        _sight("leg_swollen_one_side", "foot", "It is thick and swollen.", _leg_swollen, legs=True),
    )
)
