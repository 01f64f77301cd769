"""What hands do at a table: close and open, touch finger tips, spread, glide the tendons, look for a coin.

Comes in: nothing. Goes out: `SEATED_HANDS`.
"""

from __future__ import annotations

from dataclasses import replace

from solemate.drawing import arrows, palm_hands, upright_hands
from solemate.drawing.arrows import Line
from solemate.drawing.geometry import ahead, curve, points, straight, unit
from solemate.drawing.layers import Art
from solemate.drawing.outlines import HAND, Box
from solemate.drawing.rice_bowl import coin_search
from solemate.drawing.staging import Scene, paired, sequence

Poses = tuple[Art, ...]


def _fist_open() -> Poses:
    closed = replace(HAND.box, left=38, top=160, right=210)
    return Art(box=HAND.box, layers=palm_hands.open_hand()), Art(box=closed, layers=palm_hands.fist())


def _finger_thumb() -> Art:
    """Thumb and first finger touch. An arrow leads on over the other finger tips, each with a dot."""
    over = Line(curve(*points("66,88 82,44 110,12 146,8 180,26 210,58 224,78")), size=0.9)
    dots = []
    for finger in HAND.digits[1:]:
        spot = ahead(finger.tip, unit(finger.base, finger.tip), -15)
        dots.append(Line(straight(spot, spot), head=False, size=0.72))
    return Art(
        box=Box(left=-12, top=-12, right=250, bottom=424),
        layers=(*palm_hands.ring(), *arrows.layers((over, *dots), thin=True)),
    )


def _finger_spread() -> Poses:
    wide = replace(HAND.box, left=-34, right=258)
    close = replace(HAND.box, left=28, right=214)
    return Art(box=close, layers=palm_hands.together()), Art(box=wide, layers=palm_hands.apart())


def _tendon_glides() -> Poses:
    return upright_hands.straight_hand(), upright_hands.hook(), upright_hands.fist()


SEATED_HANDS = (
    Scene(
        id="fist-open",
        name="Open and close",
        way="open hand, soft fist",
        one="{side} hand, palm up, twice",
        both="Both hands, palms up, twice",
        told="First it is open. Then it is a soft fist.",
        told_of_both="First they are open. Then they are soft fists.",
        showing=sequence(_fist_open, and_back=True),
    ),
    Scene(
        id="finger-thumb",
        name="Finger to thumb",
        way="each finger tip in turn",
        one="{side} hand, palm up",
        both="Both hands, palms up",
        told="The thumb touches the tip of the first finger. An arrow leads on to the other finger tips.",
        told_of_both="The thumbs touch the tips of the first fingers. Arrows lead on to the other finger tips.",
        showing=paired(_finger_thumb),
    ),
    Scene(
        id="finger-spread",
        name="Fingers apart",
        way="together, then apart",
        one="{side} hand, palm up, twice",
        both="Both hands, palms up, twice",
        told="First the fingers lie side by side. Then they are wide apart.",
        showing=sequence(_finger_spread, and_back=True),
    ),
    Scene(
        id="tendon-glides",
        name="Straight, hook, fist",
        way="slowly, one by one",
        one="{side} hand from the thumb side, three times",
        both="Both hands from the thumb side, three times",
        told="First the fingers are straight. Then they make a hook. Then a soft fist.",
        told_of_both="First the fingers are straight. Then they make hooks. Then soft fists.",
        showing=sequence(_tendon_glides),
    ),
    Scene(
        id="coin-search",
        name="Find the coin",
        way="in a bowl of rice",
        one="{side} hand, back up",
        both="Both hands, backs up",
        told="The fingers feel for a coin in a bowl of rice.",
        showing=paired(coin_search),
    ),
)
