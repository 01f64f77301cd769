"""The thin lines inside each view: creases, tendons, knuckles, ankle bones and nails (design 4.3).

Comes in: nothing. Goes out: `INNER` and `NAILS`, paths for each view with the first digit on the left, and what
other poses need of them.
"""

from __future__ import annotations

from solemate.drawing.geometry import Path, Point, ahead, beside, between, curve, loop, points, unit
from solemate.drawing.outlines import HAND, RESTING_HAND, TOP, Digit
from solemate.drawing.views import View

_THUMB_TIP: Point = (16, 169)
_THUMB_JOINT: Point = (44, 226)


def _lines(*rows: str) -> tuple[Path, ...]:
    return tuple(curve(*points(row)) for row in rows)


def _across(digit: Digit, share: float, part: float, bow: float) -> Path:
    """A short mark across a digit, `share` of the way to its tip; `bow` bends it towards the tip."""
    along = unit(digit.base, digit.tip)
    middle = between(digit.base, digit.tip, share)
    half = digit.widths[1] * part / 2
    return curve(beside(middle, along, -half), ahead(middle, along, bow), beside(middle, along, half))


def nail(tip: Point, along: Point, width: float, length: float, gap: float) -> Path:
    """A nail: a soft square, rounder at its root, `gap` short of the tip it lies behind."""
    free = ahead(tip, along, -gap)
    right = ((0, 0.22), (0.08, 0.41), (0.32, 0.5), (0.68, 0.475), (0.91, 0.34), (0.995, 0.12))
    left = [(back, -aside) for back, aside in reversed(right)]
    return loop(*(beside(ahead(free, along, -back * length), along, aside * width) for back, aside in (*right, *left)))


_SOLE_LINES = _lines(
    "27,139 48,123 84,115 122,120 153,138 174,155",
    "83,211 85,226 83,241 72,261",
    "84,391 96,399 108,401 120,400 131,395",
)

_TOP_LINES = _lines(
    "62,135 69,164 77,194 84,220",
    "93,138 96,164 97,189 97,213",
    "123,145 121,168 119,191 117,213",
    "147,155 142,176 137,196 130,215",
    "88,306 97,310 106,311 115,310 124,306",
    "51,356 55,353 59,353 62,357 62,363",
    "157,358 154,355 151,354 148,357 148,363",
)

_PALM_LINES = _lines(
    "115,205 128,220 147,231 168,236 190,235",
    "71,227 96,231 120,240 146,254 167,272",
    "69,235 85,249 96,271 100,302 97,326 91,344",
    "23,205 31,201 37,194",
)

_BACK_LINES = _lines(
    "75,202 80,198 86,197 91,198 95,202",
    "109,196 114,192 120,191 126,192 130,196",
    "143,200 148,197 153,196 158,197 163,201",
    "172,217 176,214 181,214 186,216 190,220",
    "91,227 97,250 104,274 112,296",
    "121,225 121,247 123,268 125,289",
    "152,229 149,250 145,269 140,288",
    "178,243 171,260 162,278 154,294",
    "36,221 42,214 49,206",
)

_SIDE_LINES = _lines(
    "117,131 124,124 134,122 144,126 150,137 147,149 138,155",
    "58,215 66,220 75,222 84,220 92,217",
    "150,204 166,198 184,195 200,196 214,199",
    "301,233 299,224 303,214 311,208",
)


def finger_marks(digits: tuple[Digit, ...], rows: tuple[tuple[float, float], ...], bow: float) -> tuple[Path, ...]:
    """The creases or folds of straight fingers: how far along each lies and what part of the width it takes."""
    return tuple(_across(digit, share, part, bow) for digit in digits for share, part in rows)


def finger_nails(digits: tuple[Digit, ...]) -> tuple[Path, ...]:
    fingers = tuple(
        nail(digit.tip, unit(digit.base, digit.tip), digit.widths[2] * 0.64, digit.widths[2] * 0.84, 2.4)
        for digit in digits
    )
    return (*fingers, nail(_THUMB_TIP, unit(_THUMB_JOINT, _THUMB_TIP), 17, 22, 2.4))


BACK_MARKS = ((0.715, 0.48), (0.455, 0.56))
PALM_MARKS = ((0.735, 0.56), (0.453, 0.58), (0.16, 0.72))

INNER: dict[View, tuple[Path, ...]] = {
    "sole": _SOLE_LINES,
    "top": _TOP_LINES,
    "palm": (*_PALM_LINES, *finger_marks(HAND.digits, PALM_MARKS, -2.2)),
    "back": (*_BACK_LINES, *finger_marks(HAND.digits, BACK_MARKS, 3.2)),
    "inner-side": _SIDE_LINES,
}

_TOE_NAIL_SIZES = ((27, 27), (18, 20), (17, 18), (15.5, 16), (14, 14))
_TOE_NAILS = tuple(
    nail(toe.tip, unit(toe.base, toe.tip), width, length, 4.2)
    for toe, (width, length) in zip(TOP.digits, _TOE_NAIL_SIZES, strict=True)
)

_SIDE_NAIL = Path(
    (343, 193.5),
    (
        ((342, 198), (344, 203), (350, 205)),
        ((358, 207.5), (365, 208), (371.5, 210.5)),
        ((371, 204), (366, 199.5), (360, 197.5)),
        ((354, 195.5), (348, 194.5), (343, 193.5)),
    ),
    closed=True,
)

NAILS: dict[View, tuple[Path, ...]] = {
    "sole": (),
    "top": _TOE_NAILS,
    "palm": (),
    "back": finger_nails(HAND.digits),
    "inner-side": (_SIDE_NAIL,),
}

RESTING_LINES = (*_BACK_LINES, *finger_marks(RESTING_HAND.digits, BACK_MARKS, 3.2))
RESTING_NAILS = finger_nails(RESTING_HAND.digits)
