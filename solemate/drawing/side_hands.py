"""Hands seen from the thumb side, palm down and fingers to the right: as the left hand shows itself to its person.

Comes in: nothing. Goes out: layers.
"""

from __future__ import annotations

from dataclasses import replace

from solemate.drawing.details import nail
from solemate.drawing.geometry import Path, Point, ahead, beside, curve, loop, points, unit
from solemate.drawing.layers import Layer, Layers, flap, lines, skin, sleeve
from solemate.drawing.shapes import tube


def finger(spine: str, *radii: float) -> Path:
    """A finger as a closed shape, to be inked together with its hand."""
    return replace(tube(points(spine), radii), closed=True)


def edge_nail(before: Point, tip: Point, radius: float, back: float = -1) -> Path:
    """A nail seen from its edge. `back` tells on which hand of someone who looks along the finger it lies: -1 is left."""
    along = unit(before, tip)

    def at(forward: float, out: float) -> Point:
        return beside(ahead(tip, along, forward * radius), along, out * radius * back)

    return loop(
        at(-1.2, 0.95), at(-0.4, 0.98), at(0.35, 0.9), at(0.78, 0.62), at(0.5, 0.5), at(-0.4, 0.5), at(-1.1, 0.6)
    )


_BODY = loop(
    *points(
        "-20,166 40,167 88,164 134,156 184,150 232,153 266,166 288,190 284,208 258,214 222,215 186,217 152,226 120,237 "
        "88,231 40,227 -20,230"
    )
)


_WRIST = sleeve((34, 158), (34, 238), (-90, 0))


def draped() -> Layers:
    """The hand over a ball: palm hollow, finger tips on the table."""
    return (
        *skin(finger("262,186 306,192 340,208 359,230 371,256 376,281", 19, 17, 15.5, 14, 13, 11)),
        Layer("d-nail", (edge_nail((371, 256), (376, 281), 11),)),
        *skin(_BODY, finger("252,186 290,193 322,211 340,233 351,259 355,283", 20, 18, 16, 14.5, 13.5, 11.5)),
        *flap("d-skin", tube(points("126,214 154,214 184,214 210,218 238,230"), (24, 18, 14.5, 15.5, 11))),
        *lines(
            "d-inner",
            curve(*points("322,197 330,203 335,211")),
            curve(*points("346,230 353,235 357,241")),
            curve(*points("192,203 197,208 199,214")),
        ),
        Layer(
            "d-nail",
            (edge_nail((351, 259), (355, 283), 11.5), nail((247, 231), unit((212, 218), (238, 230)), 13, 19, 2)),
        ),
        *_WRIST,
    )


def flat() -> Layers:
    """The hand over something held between two palms: fingers out straight."""
    return (
        *skin(finger("262,188 312,190 356,197 396,208 414,214", 19, 16.5, 15, 13, 11)),
        *skin(_BODY, finger("252,188 294,192 336,201 372,214 390,222", 20, 17.5, 16, 13.5, 11.5)),
        *flap("d-skin", tube(points("126,214 154,214 184,214 214,215 246,221"), (24, 18, 14.5, 15.5, 11))),
        *lines(
            "d-inner",
            curve(*points("298,181 304,186 307,193")),
            curve(*points("342,190 346,195 348,201")),
            curve(*points("194,202 199,207 201,213")),
        ),
        Layer(
            "d-nail",
            (edge_nail((372, 214), (390, 222), 11.5), nail((257, 221), unit((214, 215), (246, 221)), 13, 19, 2)),
        ),
        *_WRIST,
    )


_CUPPED = loop(
    *points(
        "-40,226 40,227 92,225 126,213 160,213 196,220 236,222 266,218 284,232 286,256 272,276 236,290 186,296 132,294 "
        "88,287 40,287 -40,288"
    )
)


def cupped() -> Layers:
    """The hand palm up, seen from the little finger's side: a dish for a ball."""
    return (
        *skin(finger("262,250 320,252 362,244 396,226 410,214", 20, 16.5, 15, 13, 11)),
        *skin(finger("262,250 312,252 350,244 380,228 393,217", 20, 16.5, 15, 13, 11)),
        *skin(_CUPPED, finger("254,250 296,252 330,243 354,228 364,217", 22, 17, 15, 12.5, 10.5)),
        *lines(
            "d-inner",
            curve(*points("100,244 116,238 134,238 150,243")),
            curve(*points("292,238 296,243 297,249")),
            curve(*points("322,230 327,234 330,239")),
            curve(*points("284,232 281,238 280,245")),
        ),
        *sleeve((34, 217), (34, 297), (-90, 0)),
    )
