"""A person of the same pen, for standing work: from the side, who looks to the right, and from behind.

Comes in: where the joints are. Goes out: layers. From behind, left is on the left, as the person feels it (design 4.2).
"""

from __future__ import annotations

from dataclasses import dataclass

from solemate.drawing.geometry import Point, ahead, circle, curve, ellipse, loop, mirror, points, straight, turn, unit
from solemate.drawing.layers import Layers, lines, moved, patch, shift, skin, solid, then
from solemate.drawing.shapes import bend, bone, chain, ramp

_SHOE = loop(*points("-18,-12 -20,2 -20,13 -14,18 10,18 34,18 45,16 47,8 40,0 26,-4 14,-8 10,-14 -4,-15"))
_SOLE = curve(*points("-19,10 0,11 20,11 46,10"))


def shoe(ankle: Point, heel_up: float = 0) -> Layers:
    """A shoe from the side; `heel_up` bends it where toes bend."""
    pose = bend((26, 16), heel_up, lambda point: ramp(point[0], 34, 18))
    ground = pose((0, 0))
    place = then(pose, shift(ankle[0] - ground[0], ankle[1] - ground[1]))
    return moved((*solid("d-shoe", _SHOE), *lines("d-inner", _SOLE)), place)


def leg(hip: Point, knee: Point, ankle: Point) -> Layers:
    """Trousers, down to just above the shoe."""
    return solid("d-wear", *chain((hip, knee, ahead(ankle, unit(knee, ankle), -17)), (30, 21, 16)))


def arm(shoulder: Point, elbow: Point, wrist: Point, tip: Point) -> Layers:
    return (
        *skin(bone(wrist, tip, 9, 8)),
        *solid("d-shirt", *chain((shoulder, elbow, wrist), (18, 14, 11.5))),
    )


_FACE = loop(
    *points("-2,-31 13,-29 24,-20 27,-9 30,0 34,6 29,10 28,17 24,25 13,30 2,29 -8,25 -20,14 -28,0 -26,-16 -15,-27")
)
_HAIR = loop(*points("27,-19 16,-23 8,-17 4,-8 1,-1 -6,2 -8,12 -11,23 -22,20 -31,4 -30,-16 -18,-31 0,-37 17,-33"))


def head(at: Point, tilt: float = 0) -> Layers:
    """From the side: hair, ear and the line of a face."""
    place = then(turn((0, 0), tilt), shift(*at))
    return moved(
        (
            *skin(bone((-6, 16), (-12, 48), 14, 15), _FACE),
            *solid("d-hair", _HAIR),
            *skin(ellipse((-5, 5), 5.5, 7.5)),
            *lines("d-inner", curve(*points("19,18 23,17 27,15"))),
            *lines("d-eye", circle((19, -1), 2.6)),
        ),
        place,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """The joints of somebody seen from the side. Far limbs lie behind, near ones in front."""

    head: Point
    shoulder: Point
    hip: Point
    near_leg: tuple[Point, Point]  # knee and ankle
    far_leg: tuple[Point, Point]
    near_arm: tuple[Point, Point, Point]  # elbow, wrist and finger tips
    far_arm: tuple[Point, Point, Point]
    heels_up: float = 0
    tilt: float = 0


def from_side(pose: Pose) -> Layers:
    (sx, sy), (hx, hy) = pose.shoulder, pose.hip
    torso = loop(
        (sx - 4, sy - 22),
        (sx + 17, sy - 12),
        (sx + 29, sy + 16),
        (sx + (hx - sx) * 0.45 + 29, sy + (hy - sy) * 0.45),
        (hx + 30, hy - 22),
        (hx + 30, hy + 2),
        (hx, hy + 10),
        (hx - 30, hy + 4),
        (hx - 31, hy - 22),
        (sx + (hx - sx) * 0.5 - 30, sy + (hy - sy) * 0.5),
        (sx - 31, sy + 12),
        (sx - 22, sy - 13),
    )
    far_shoulder = (sx + 8, sy + 2)
    return (
        *arm(far_shoulder, *pose.far_arm),
        *shoe(pose.far_leg[1], pose.heels_up),
        *leg((hx + 3, hy), *pose.far_leg),
        *shoe(pose.near_leg[1], pose.heels_up),
        *leg(pose.hip, *pose.near_leg),
        *head(pose.head, pose.tilt),
        *solid("d-shirt", torso),
        *arm((sx, sy + 4), *pose.near_arm),
        *patch("d-shirt", circle((sx, sy - 1), 20)),
    )


def from_behind(middle: float, feet: float) -> Layers:
    """Standing at a counter, both hands on it; `feet` is how far apart the ankles are."""
    half = feet / 2
    hip, knee = max(20.0, min(26.0, half)), (half * 0.7 + 14 if half > 20 else half)
    other = mirror(0)
    heel = loop(*points("-15,-18 -18,0 -20,13 -13,18 13,18 20,13 18,0 15,-18 0,-20"))
    leg_left = chain(((-hip, 240), (-max(knee, 19), 324), (-half, 392)), (30, 22, 17))
    shoe_left = moved(
        (*solid("d-shoe", heel), *lines("d-inner", curve((-18, 11), (0, 13), (18, 11)))), shift(-half, 412)
    )
    arm_left = (
        *skin(bone((-104, 197), (-119, 203), 9, 8)),
        *solid("d-shirt", *chain(((-44, 126), (-80, 166), (-102, 193)), (19, 14, 11.5))),
    )
    torso = loop(
        *points(
            "0,98 24,101 46,107 62,122 58,150 50,184 48,214 52,240 26,246 0,248 -26,246 -52,240 -48,214 -50,184 -58,150 "
            "-62,122 -46,107 -24,101"
        )
    )
    hair = loop(*points("0,23 20,28 30,44 31,62 25,78 13,86 0,87 -13,86 -25,78 -31,62 -30,44 -20,28"))
    return moved(
        (
            *shoe_left,
            *moved(shoe_left, other),
            *solid("d-wear", *leg_left, *(piece.moved(other) for piece in leg_left)),
            *lines("d-inner", straight((0, 262), (0, 284))),
            *arm_left,
            *moved(arm_left, other),
            *skin(bone((0, 74), (0, 104), 15, 18), circle((-31, 62), 7.5), circle((31, 62), 7.5)),
            *solid("d-shirt", torso),
            *solid("d-hair", hair),
            *lines("d-inner", curve(*points("-16,110 -8,114 8,114 16,110"))),
        ),
        shift(middle, 0),
    )
