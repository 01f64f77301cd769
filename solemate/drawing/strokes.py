"""The strokes a hand can make on a foot or a hand, and how we tell them (design 4.5).

Comes in: nothing. Goes out: `TOUCHES`. Paths are in outline units with the first digit on the left; a picture
mirrors them with the skin they lie on. A stroke is told in words too, for everyone who cannot see the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from solemate.drawing.arrows import Line, coil
from solemate.drawing.geometry import Path, ahead, curve, points, straight, unit
from solemate.drawing.outlines import HAND, TOP, Box
from solemate.drawing.views import FORMS, WORDS, WORDS_OF_BOTH, Shown, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One way to touch: the lines to draw on `view`, and the same in words."""

    id: str
    view: View
    name: str  # a short caption: "Long strokes"
    way: str  # where it runs: "toes to ankle"
    told: str  # whole sentences for the alternative text
    lines: tuple[Line, ...] = ()
    behind: tuple[Line, ...] = ()  # drawn before the skin, so it goes round the back of a limb
    thin: bool = False
    sock: bool = False  # the foot wears one
    prop: str | None = None  # "ball" or "hand": what else is in the picture
    room: Box | None = None  # a larger picture than the view alone needs

    @property
    def box(self) -> Box:
        return self.room or FORMS[self.view].box

    def alt(self, shown: Shown) -> str:
        """The picture in words: 'Left foot, sole. Three long strokes run from the toes to the heel.'"""
        part, _, seen = (WORDS_OF_BOTH if shown == "both" else WORDS)[self.view].partition(" ")
        if self.sock:
            part += " in socks," if shown == "both" else " in a sock,"
        return f"{shown.capitalize()} {part} {seen}. {self.told}"


def _along(*rows: str) -> tuple[Line, ...]:
    return tuple(Line(curve(*points(row))) for row in rows)


def _fingers() -> tuple[Line, ...]:
    """One line a finger, from just below its base to its pad, and one for the thumb."""
    rows = []
    for finger in HAND.digits:
        along = unit(finger.base, finger.tip)
        start, neck = ahead(finger.base, along, 2), ahead(finger.tip, along, -31)
        rows.append(Line(straight(start, neck), size=0.85))
    return (Line(curve(*points("66,266 53,241 41,218 32,200")), size=0.85), *rows)


def _toe_rolls() -> tuple[Line, ...]:
    """A dot where each toe is held, and an arrow bowed over the big toe: it is rolled to and fro."""
    big = TOP.digits[0]
    x, y = ahead(big.tip, unit(big.base, big.tip), -27)
    bow = curve(*((x + 44 * cos(d * pi / 180), y + 44 * sin(d * pi / 180)) for d in range(-118, -57, 10)))
    rows = [Line(bow, dot=False, head_at_start=True, size=0.75)]
    for toe in TOP.digits:
        held = ahead(toe.tip, unit(toe.base, toe.tip), -toe.widths[2] * 0.5 - 22)
        rows.append(Line(straight(held, held), head=False, size=0.72))
    return tuple(rows)


def _ring(x: float, y: float, across: float, deep: float) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """A turn round a limb, seen from a little above: it comes from behind, and its arrow points where it goes on.

    The back stays open, or it would look like a bandage.
    """

    def arc(first: int, last: int) -> Path:
        return curve(
            *((x + across * cos(d * pi / 180), y + deep * sin(d * pi / 180)) for d in range(first, last + 1, 10))
        )

    return (Line(arc(0, 160), dot=False, size=1.3),), (Line(arc(-70, 10), dot=False, head=False),)


_WRIST_FRONT, _WRIST_BACK = _ring(126, 340, 86, 40)
_ANKLE_FRONT, _ANKLE_BACK = _ring(104, 344, 88, 42)

TOUCHES = (
    Stroke(
        id="foot-top-long",
        view="top",
        name="Long strokes",
        way="toes to ankle",
        told="Three long strokes run from the toes to the ankle.",
        lines=_along(
            "52,95 53,130 64,190 71,260 72,330 72,368",
            "98,83 100,130 102,200 104,290 104,368",
            "147,112 144,150 141,220 139,290 137,340 136,368",
        ),
    ),
    Stroke(
        id="foot-sole-long",
        view="sole",
        name="Long strokes",
        way="toes to heel",
        told="Three long strokes run from the toes to the heel.",
        lines=_along(
            "45,75 46,120 56,169 70,220 81,270 85,330 84,374",
            "119,82 116,140 113,210 111,290 110,377",
            "171,126 165,180 154,240 145,310 138,372",
        ),
    ),
    Stroke(
        id="foot-sole-circles",
        view="sole",
        name="Thumb circles",
        way="heel to ball",
        told="Small thumb circles run up the sole. They start at the heel and end at the ball of the foot.",
        lines=(
            Line(
                coil((110, 382), (100, 196), loops=5, width=64, height=38, lead_out=points("129,172 119,158 103,147"))
            ),
        ),
        thin=True,
    ),
    Stroke(
        id="toe-roll",
        view="top",
        name="Hold each toe",
        way="a gentle roll",
        told="Each toe is held and rolled gently, one by one. Nothing goes between the toes.",
        lines=_toe_rolls(),
        thin=True,
        room=Box(left=4, top=-36, right=204, bottom=468),
    ),
    Stroke(
        id="ankle-circles",
        view="top",
        name="Ankle circles",
        way="round and round",
        told="An arrow goes round the ankle. The foot turns in slow circles.",
        lines=_ANKLE_FRONT,
        behind=_ANKLE_BACK,
        room=Box(left=-16, top=2, right=224, bottom=468),
    ),
    Stroke(
        id="foot-hold",
        view="top",
        name="Hold",
        way="a resting hand",
        told="A warm hand lies across the foot and rests. It does not move.",
        prop="hand",
        room=Box(left=-68, top=2, right=280, bottom=468),
    ),
    Stroke(
        id="ball-roll",
        view="inner-side",
        name="Ball under the arch",
        way="heel to ball and back",
        told="A soft ball lies under the arch. Two arrows show that it rolls to the heel and to the toes.",
        lines=(
            Line(straight((184, 328), (108, 328)), dot=False),
            Line(straight((208, 328), (292, 328)), dot=False),
        ),
        sock=True,
        prop="ball",
    ),
    Stroke(
        id="hand-palm-long",
        view="palm",
        name="Long strokes",
        way="fingers to wrist",
        told="Three long strokes run from the finger tips to the wrist.",
        lines=_along(
            "71,96 79,150 89,220 97,290 102,345",
            "117,70 119,150 123,250 127,345",
            "163,88 160,150 156,250 153,345",
        ),
    ),
    Stroke(
        id="hand-back-long",
        view="back",
        name="Long strokes",
        way="fingers to wrist",
        told="Three long strokes run from the finger tips to the wrist.",
        lines=_along(
            "71,106 79,155 89,220 97,290 102,345",
            "117,80 119,150 123,250 127,345",
            "162,98 159,155 156,250 153,345",
        ),
    ),
    Stroke(
        id="hand-palm-circles",
        view="palm",
        name="Thumb circles",
        way="in the palm",
        told="Small thumb circles run up the middle of the palm. They start at the wrist.",
        lines=(
            Line(
                coil((128, 338), (134, 248), loops=3, width=60, height=34, lead_out=points("162,226 152,214 137,206"))
            ),
        ),
        thin=True,
    ),
    Stroke(
        id="thumb-base-circles",
        view="palm",
        name="Thumb circles",
        way="at the thumb base",
        told="Small thumb circles run over the soft base of the thumb.",
        lines=(
            Line(coil((96, 334), (87, 274), loops=2, width=48, height=34, lead_out=points("107,254 99,244 87,239"))),
        ),
        thin=True,
    ),
    Stroke(
        id="each-finger",
        view="palm",
        name="Each finger",
        way="base to tip",
        told="One stroke runs along each finger and the thumb, from the base to the tip.",
        lines=_fingers(),
        thin=True,
    ),
    Stroke(
        id="wrist-circles",
        view="back",
        name="Wrist circles",
        way="round and round",
        told="An arrow goes round the wrist. The hand turns in slow circles.",
        lines=_WRIST_FRONT,
        behind=_WRIST_BACK,
    ),
    Stroke(
        id="hand-hold",
        view="back",
        name="Hold",
        way="a resting hand",
        told="The other hand lies on it and rests. It does not move.",
        prop="hand",
        room=Box(left=-68, top=12, right=280, bottom=424),
    ),
)
