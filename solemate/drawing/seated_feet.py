"""What feet do on a chair: pump, turn, write in the air, spread and curl the toes, gather a towel, lift the heel.

Comes in: nothing. Goes out: `SEATED_FEET`.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin

from solemate.drawing import arrows
from solemate.drawing.arrows import Line
from solemate.drawing.geometry import Path, curve, loop, points, straight
from solemate.drawing.layers import Art, Layers, lines, shift, solid, then
from solemate.drawing.outlines import Box
from solemate.drawing.shapes import arc
from solemate.drawing.side_feet import FLOOR, at_ankle, at_toes, foot, ghost, heel_up
from solemate.drawing.staging import Scene, mirrored, pair, paired, sequence
from solemate.drawing.top_feet import BOX, curled, spread
from solemate.drawing.views import Shown, Side


def _floor(level: float, right: float = 398) -> Layers:
    return lines("d-floor", straight((22, level), (right, level)))


def _ankle_pumps() -> Art:
    """The heel rests on the floor like the hub of a wheel: the toes lift from it and come down to it."""
    return Art(
        box=Box(left=14, top=-14, right=452, bottom=258),
        layers=(
            *_floor(FLOOR + 3, 436),
            *ghost(shift(-8, 4)),
            *foot(then(at_ankle(-24), shift(-32, -13))),
            *arrows.layers((Line(arc((92, 232), 326, -28, -8), dot=False, head_at_start=True),)),
        ),
    )


def _oval(x: float, y: float, across: float, along: float, first: int, last: int) -> Path:
    steps = range(first, last + 1, 10)
    return curve(*((x + across * cos(d * pi / 180), y + along * sin(d * pi / 180)) for d in steps))


def _ankle_turns() -> Art:
    front, back = (_oval(352, 204, 34, 82, *part) for part in ((96, 262), (-72, 104)))
    return Art(
        box=Box(left=14, top=-14, right=426, bottom=352),
        layers=(
            *_floor(340, 410),
            *arrows.layers((Line(back, dot=False, head=False),), ring=True),
            *foot(at_ankle(-2)),
            *arrows.layers((Line(front, dot=False),), ring=True),
        ),
    )


_LETTERS = {
    "A": ("0,100 34,0 68,100", "14,64 54,64"),
    "B": ("0,100 0,0", "0,0 34,3 46,25 30,46 0,48", "0,48 40,50 54,74 38,98 0,100"),
}


def _writing(side: Side) -> Art:
    """The foot is mirrored for the right, the letters never."""
    foot_art = Art(
        box=Box(left=14, top=-24, right=426, bottom=352),
        layers=(
            *_floor(340, 410),
            *lines("d-ghost", curve(*points("397,152 403,140 403,126"))),
            *foot(at_ankle(-10)),
        ),
    )
    if side == "right":
        foot_art = mirrored(foot_art)
    rows = []
    for letter, x in (("A", 252), ("B", 348)) if side == "left" else (("A", 38), ("B", 132)):
        for row in _LETTERS[letter]:
            spots = points(row)
            path = straight(*spots) if len(spots) < 4 else curve(*spots)
            rows.append(Line(path.moved(shift(x, -4)), dot=False, head=False))
    return Art(box=foot_art.box, layers=(*foot_art.layers, *arrows.layers(rows)))


def _alphabet(shown: Shown) -> Art:
    if shown == "both":
        return pair(_writing("left"), _writing("right"))
    return _writing(shown)


def _toe_spread() -> tuple[Art, Art]:
    narrow = replace(BOX, left=4, right=204)
    return mirrored(Art(box=BOX, layers=spread())), mirrored(Art(box=narrow, layers=curled()))


def _towel_scrunch() -> Art:
    towel = loop(
        *points(
            "262,262 268,250 284,246 294,232 304,212 318,204 332,214 338,230 346,240 360,246 372,242 380,226 392,204 408,198 "
            "420,208 424,226 430,236 438,222 448,212 460,216 466,232 474,242 486,246 502,246 510,254 502,262 420,264 300,264"
        )
    )
    folds = tuple(curve(*points(row)) for row in ("398,222 394,234 386,244", "452,230 450,238 446,246"))
    return Art(
        box=Box(left=12, top=-14, right=524, bottom=276),
        layers=(
            *_floor(264, 514),
            *solid("d-towel", towel),
            *lines("d-inner", *folds),
            *foot(then(at_ankle(-7), at_toes(38)), sock=True),
            *arrows.layers((Line(straight((506, 176), (450, 176)), dot=False),)),
        ),
    )


def _heel_raise() -> Art:
    return Art(
        box=Box(left=14, top=-96, right=414, bottom=262),
        layers=(
            *_floor(FLOOR + 3, 396),
            *foot(heel_up(28)),
            *arrows.layers((Line(straight((40, 212), (40, 120))),)),
        ),
    )


SEATED_FEET = (
    Scene(
        id="ankle-pumps",
        name="Ankle pumps",
        way="toes up, toes down",
        one="{side} foot from its inner side",
        both="Both feet from their inner sides",
        told="The heel rests on the floor and the toes point up. A dashed line and an arrow show that they go down and up again.",
        showing=paired(_ankle_pumps),
    ),
    Scene(
        id="ankle-turns",
        name="Ankle turns",
        way="slow circles",
        one="{side} foot from its inner side, off the floor",
        both="Both feet from their inner sides, off the floor",
        told="An arrow goes round the toes. The foot turns in slow circles.",
        showing=paired(_ankle_turns),
    ),
    Scene(
        id="foot-alphabet",
        name="Letters in the air",
        way="with the big toe",
        one="{side} foot from its inner side, off the floor",
        both="Both feet from their inner sides, off the floor",
        told="The big toe writes the letters A and B in the air.",
        showing=_alphabet,
    ),
    Scene(
        id="toe-spread",
        name="Toes apart",
        way="spread, then curl",
        one="{side} foot from above, twice",
        both="Both feet from above, twice",
        told="First the toes are spread. Then they curl.",
        showing=sequence(_toe_spread, and_back=True),
    ),
    Scene(
        id="towel-scrunch",
        name="Gather a towel",
        way="pull with the toes",
        one="{side} foot in a sock, from its inner side",
        both="Both feet in socks, from their inner sides",
        told="The heel stays on the floor. The toes pull a towel in, fold by fold.",
        showing=paired(_towel_scrunch),
    ),
    Scene(
        id="heel-raise-seated",
        name="Heel raise",
        way="heel up, toes down",
        one="{side} foot from its inner side",
        both="Both feet from their inner sides",
        told="The heel is up and the toes stay on the floor. An arrow points up.",
        showing=paired(_heel_raise),
    ),
)
