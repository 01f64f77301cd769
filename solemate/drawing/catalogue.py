"""Every picture a step of a technique can ask for.

Comes in: nothing. Goes out: `STROKES`, by id: strokes on one view, and scenes. Both have a `name`, a `way` and `alt()`.
"""

from __future__ import annotations

from solemate.drawing.golf import GOLF
from solemate.drawing.knitting import KNITTING
from solemate.drawing.marbles import MARBLES
from solemate.drawing.seated_feet import SEATED_FEET
from solemate.drawing.seated_hands import SEATED_HANDS
from solemate.drawing.staging import Scene
from solemate.drawing.standing import STANDING
from solemate.drawing.strokes import TOUCHES, Stroke

STROKES: dict[str, Stroke | Scene] = {
    picture.id: picture for picture in (*TOUCHES, *MARBLES, *GOLF, *SEATED_FEET, *SEATED_HANDS, *KNITTING, *STANDING)
}
