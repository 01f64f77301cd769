"""The shapes of feet and hands, first digit on the left (design 4.3).

Comes in: nothing. Goes out: one `Form` for each outline; a view of one side is a form or its mirror (`views.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from solemate.drawing.geometry import Path, Point, club, loop, points


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The part of the drawing plane that a picture shows."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def mirrored(self, axis: float) -> Box:
        return Box(left=2 * axis - self.right, top=self.top, right=2 * axis - self.left, bottom=self.bottom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digit:
    """A toe or finger: its axis from base to tip and its three widths."""

    base: Point
    tip: Point
    widths: tuple[float, float, float]

    def outline(self) -> Path:
        return club(self.base, self.tip, *self.widths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One outline: digits from the first to the last, the body, a thumb if it is a hand, the cloth that ends it."""

    box: Box
    axis: float  # the mirror line between left and right
    digits: tuple[Digit, ...]
    body: tuple[Point, ...]
    thumb: tuple[Point, ...] = ()
    web: tuple[Point, ...] = ()  # the skin between thumb and first finger
    cloth: Path | None = None
    seam: Path | None = None

    def pieces(self) -> tuple[Path, ...]:
        """Everything made of skin, to be inked together so that it shares one outer line."""
        extra = (loop(*part) for part in (self.thumb, self.web) if part)
        return (*(digit.outline() for digit in self.digits), *extra, loop(*self.body))


def _digits(text: str) -> tuple[Digit, ...]:
    rows = []
    for row in text.strip().splitlines():
        axis, widths = row.split(";")
        base, tip = points(axis.replace("→", " "))
        first, waist, last = (float(width) for width in widths.split())
        rows.append(Digit(base=base, tip=tip, widths=(first, waist, last)))
    return tuple(rows)


_TOES = _digits("""
52,128 → 46,22; 46 46 53
92,122 → 92,18; 27 26.5 30
120,126 → 124,34; 25 23.5 28
146,138 → 152,58; 24 22.5 26
169,156 → 177,90; 24 23 25
""")

_RESTING_FINGERS = _digits("""
88,206 → 80,62; 34 33 28
121,200 → 117,34; 34 33 29
154,204 → 155,50; 33 32 28
186,222 → 191,102; 30 28.5 25
""")

_FINGERS = _digits("""
86,206 → 66,66; 33 31 28
120,200 → 116,36; 34 31.5 29
153,204 → 164,54; 33 30.5 28
182,222 → 208,104; 30 27 25
""")


def _cuff(left: float, right: float, top: float, bottom: float, flare: float = 3) -> tuple[Path, Path]:
    """A hem or cuff around a limb, open at the edge of the picture, and its seam."""
    sag = 5
    middle = (left + right) / 2
    edge = Path(
        (left - flare, bottom),
        (
            ((left, top),),
            ((middle - (right - left) / 5, top + sag), (middle + (right - left) / 5, top + sag), (right, top)),
            ((right + flare, bottom),),
        ),
    )
    deep = (top - bottom) / abs(top - bottom) * -12
    seam = Path(
        (left - 1, top + deep),
        (
            (
                (middle - (right - left) / 5, top + deep + sag),
                (middle + (right - left) / 5, top + deep + sag),
                (right + 1, top + deep),
            ),
        ),
    )
    return edge, seam


_TOP_HEM = _cuff(42, 166, 427, 468)
_HAND_CUFF = _cuff(68, 184, 386, 424)
_SIDE_HEM = _cuff(80, 206, 42, -14)

SOLE = Form(
    box=Box(left=4, top=2, right=204, bottom=443),
    axis=104,
    digits=_TOES,
    body=points(
        "30,118 50,108 72,106 94,105 120,109 146,120 168,134 182,152 187,178 183,212 176,250 172,290 166,330 160,372 "
        "148,408 124,428 100,430 76,418 62,390 60,354 64,318 66,284 60,250 46,216 30,186 21,158 22,134"
    ),
)

TOP = Form(
    box=Box(left=4, top=2, right=204, bottom=468),
    axis=104,
    digits=_TOES,
    body=points(
        "30,118 50,108 72,106 94,105 120,109 146,120 168,134 182,152 184,180 177,216 168,254 160,292 157,322 163,348 "
        "163,368 154,392 150,420 150,436 150,452 58,452 58,436 58,420 54,392 44,366 44,346 53,318 56,288 51,252 41,216 "
        "30,186 21,158 22,134"
    ),
    cloth=_TOP_HEM[0],
    seam=_TOP_HEM[1],
)

HAND = Form(
    box=Box(left=-5, top=12, right=229, bottom=424),
    axis=112,
    digits=_FINGERS,
    thumb=points("92,330 62,300 38,262 22,226 10,196 8,178 18,168 31,172 40,190 54,214 70,228 84,232 110,250 110,300"),
    web=points("50,215 56.5,219.5 63,219 68,212 71.5,200 84,204 84,240 60,240"),
    body=points(
        "72,214 76,194 98,184 120,182 150,184 180,196 196,212 198,240 193,276 182,312 172,340 168,366 168,410 84,410 "
        "84,368 78,342 64,308 56,270 62,238"
    ),
    cloth=_HAND_CUFF[0],
    seam=_HAND_CUFF[1],
)

# The same hand at rest on something: fingers closed, and a sleeve long enough to leave the picture.
_SLEEVE = _cuff(68, 184, 386, 640, flare=14)
RESTING_HAND = replace(HAND, digits=_RESTING_FINGERS, cloth=_SLEEVE[0], seam=_SLEEVE[1])

SIDE = Form(
    box=Box(left=14, top=-14, right=394, bottom=352),
    axis=200,
    digits=(),
    body=points(
        "96,6 96,40 92,84 82,118 64,146 46,170 38,198 44,224 64,236 94,236 128,228 160,214 192,206 226,208 262,222 "
        "296,234 326,238 352,236 370,228 374,212 364,198 342,192 316,188 288,172 258,150 230,126 206,98 194,66 190,30 "
        "190,6"
    ),
    cloth=_SIDE_HEM[0],
    seam=_SIDE_HEM[1],
)
