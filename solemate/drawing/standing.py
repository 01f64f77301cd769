"""Standing work, shoes on: at the kitchen counter, and up from a chair.

Comes in: nothing. Goes out: `STANDING`. Each picture shows both feet, whatever side is asked for.
"""

from __future__ import annotations

from solemate.drawing import arrows
from solemate.drawing.arrows import Line
from solemate.drawing.figure import Pose, from_behind, from_side
from solemate.drawing.geometry import straight
from solemate.drawing.layers import Art, Layers, lines, moved, shift, solid
from solemate.drawing.outlines import Box
from solemate.drawing.shapes import bone, rounded
from solemate.drawing.staging import Scene, in_row, whole

_BOX = Box(left=-4, top=4, right=404, bottom=450)


def _counter_ahead() -> Layers:
    """The counter somebody faces, from behind them."""
    return (
        *solid("d-panel", rounded(22, 214, 378, 398, 6)),
        *lines("d-inner", *(straight((x, 232), (x, 384)) for x in (110, 200, 290)), straight((30, 384), (370, 384))),
        *solid("d-wood", rounded(10, 196, 390, 218, 8)),
    )


def _counter_before(left: float, right: float) -> Layers:
    """The counter in front of somebody seen from the side."""
    return (
        *solid("d-panel", rounded(left + 22, 214, right - 12, 430, 6)),
        *solid("d-wood", rounded(left, 202, right, 224, 8)),
    )


def _weight_shift() -> Art:
    return Art(
        box=_BOX,
        layers=(
            *_counter_ahead(),
            *lines("d-floor", straight((10, 432), (390, 432))),
            *from_behind(200, 74),
            *arrows.layers(
                (
                    Line(straight((130, 290), (70, 290)), dot=False),
                    Line(straight((270, 290), (330, 290)), dot=False),
                )
            ),
        ),
    )


def _narrow_stand() -> Art:
    return Art(
        box=_BOX,
        layers=(
            *_counter_ahead(),
            *lines("d-floor", straight((10, 432), (390, 432))),
            *from_behind(200, 40),
            *arrows.layers(
                (
                    Line(straight((86, 412), (128, 412)), dot=False),
                    Line(straight((314, 412), (272, 412)), dot=False),
                )
            ),
        ),
    )


_ON_TOES = Pose(
    head=(168, 50),
    shoulder=(150, 112),
    hip=(150, 220),
    near_leg=((156, 310), (152, 399)),
    far_leg=((166, 308), (166, 397)),
    near_arm=((188, 168), (238, 190), (262, 195)),
    far_arm=((206, 164), (254, 184), (280, 190)),
    heels_up=38,
)
_IN_A_LINE = Pose(
    head=(170, 60),
    shoulder=(153, 122),
    hip=(154, 230),
    near_leg=((136, 322), (118, 412)),
    far_leg=((184, 320), (188, 412)),
    near_arm=((140, 184), (160, 238), (168, 258)),
    far_arm=((206, 162), (250, 188), (274, 194)),
)
_SITTING = Pose(
    head=(150, 124),
    shoulder=(130, 186),
    hip=(112, 296),
    near_leg=((192, 304), (186, 412)),
    far_leg=((202, 302), (202, 410)),
    near_arm=((146, 246), (186, 276), (206, 284)),
    far_arm=((170, 240), (204, 268), (222, 276)),
    tilt=6,
)
_UPRIGHT = Pose(
    head=(188, 60),
    shoulder=(172, 122),
    hip=(174, 230),
    near_leg=((180, 322), (176, 412)),
    far_leg=((192, 320), (192, 410)),
    near_arm=((172, 184), (186, 240), (192, 260)),
    far_arm=((216, 170), (254, 190), (276, 194)),
)


def _heel_raise() -> Art:
    return Art(
        box=Box(left=-52, top=-4, right=406, bottom=450),
        layers=(
            *_counter_before(254, 392),
            *lines("d-floor", straight((-42, 432), (392, 432))),
            *moved(_chair(), shift(-92, 0)),
            *from_side(_ON_TOES),
            *arrows.layers((Line(straight((94, 414), (94, 346))),)),
        ),
    )


def _heel_to_toe() -> Art:
    return Art(
        box=Box(left=-62, top=4, right=404, bottom=450),
        layers=(
            *_counter_ahead(),
            *lines("d-floor", straight((-52, 432), (390, 432))),
            *moved(_chair(), shift(-104, 0)),
            *from_side(_IN_A_LINE),
        ),
    )


def _chair() -> Layers:
    return (
        *solid("d-wood", bone((66, 210), (70, 330), 7, 7), bone((70, 330), (62, 424), 7, 6)),
        *solid("d-wood", bone((146, 340), (152, 424), 7, 6)),
        *solid("d-wood", rounded(62, 326, 166, 344, 7)),
    )


def _sit_to_stand() -> Art:
    box = Box(left=42, top=8, right=326, bottom=450)
    room = (*_counter_before(257, 314), *lines("d-floor", straight((54, 432), (314, 432))), *_chair())
    poses = [Art(box=box, layers=(*room, *from_side(pose))) for pose in (_SITTING, _UPRIGHT)]
    return in_row(poses, and_back=True)


STANDING = (
    Scene(
        id="weight-shift",
        name="Shift your weight",
        way="from side to side",
        both="Both feet on the floor, shoes on, seen from behind",
        told="Two hands hold the kitchen counter. Arrows show that the hips move from side to side.",
        showing=whole(_weight_shift),
    ),
    Scene(
        id="heel-raise-standing",
        name="Heels up",
        way="slowly up and down",
        both="Both feet, shoes on, seen from the side",
        told="Two hands lie on the kitchen counter. A chair is close behind. The heels are up and the toes stay down.",
        showing=whole(_heel_raise),
    ),
    Scene(
        id="narrow-stand",
        name="Feet together",
        way="stand and look ahead",
        both="Both feet side by side, shoes on, seen from behind",
        told="Two hands hold the kitchen counter. Arrows show that the feet are close together.",
        showing=whole(_narrow_stand),
    ),
    Scene(
        id="heel-to-toe",
        name="Heel to toe",
        way="feet in one line",
        both="Both feet in one line, shoes on, seen from the side",
        told="The heel of one foot touches the toes of the other. A hand lies on the kitchen counter. A chair is close behind.",
        showing=whole(_heel_to_toe),
    ),
    Scene(
        id="sit-to-stand",
        name="Sit and stand",
        way="up and down",
        both="Both feet on the floor, shoes on, seen from the side",
        told="A person sits on a firm chair. Then the person stands in front of it. A kitchen counter is within reach.",
        showing=whole(_sit_to_stand),
    ),
)
