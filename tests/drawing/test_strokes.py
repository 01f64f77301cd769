"""Strokes lie on the skin, never between toes, and are told in easy words."""

import pytest

from solemate.drawing import SHOWN, SIDES, Shown, Side, Stroke, draw, draw_stroke
from solemate.drawing.strokes import TOUCHES
from tests.drawing.easy import grade
from tests.drawing.svg import Drawn, Point, digits, inside, read

FEET, HANDS = ("sole", "top"), ("palm", "back")
BESIDE_THE_SKIN = {"ankle-circles", "wrist-circles", "ball-roll", "toe-roll"}  # on purpose: round a limb, or below it
STROKES = {stroke.id: stroke for stroke in TOUCHES}
EVERY = pytest.mark.parametrize("stroke", STROKES.values(), ids=STROKES.keys())


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("stroke", [name for name in STROKES if name not in BESIDE_THE_SKIN])
def test_stroke_lies_on_the_skin(stroke: str, side: Side) -> None:
    sheet = read(draw_stroke(stroke, side))
    skin = [piece.line() for piece in sheet.having("d-skin")]
    for path in sheet.having("d-stroke"):
        for point in path.line():
            assert any(inside(point, piece) for piece in skin), point


@pytest.mark.parametrize("stroke", [stroke for stroke in STROKES.values() if stroke.view in FEET])
def test_no_stroke_runs_between_toes(stroke: Stroke) -> None:
    sheet = read(draw_stroke(stroke.id, "left"))
    toes = [toe.line() for toe in digits(read(draw(stroke.view, "left")))]
    web = max(y for toe in toes for _, y in toe) - 60  # above here there is nothing but toes and gaps
    for path in sheet.having("d-stroke"):
        for point in path.line():
            if tip_of(toes) < point[1] < web:
                assert any(inside(point, toe) for toe in toes), point


def tip_of(toes: list[list[Point]]) -> float:
    return min(y for toe in toes for _, y in toe)


@EVERY
def test_stroke_has_at_most_five_lines(stroke: Stroke) -> None:
    lines = [line for line in stroke.lines if len(set(line.path.points)) > 1]
    assert len(lines) <= 5
    assert stroke.lines or stroke.prop == "hand"


@EVERY
def test_line_ends_in_an_arrow(stroke: Stroke) -> None:
    for line in stroke.lines:
        if len(set(line.path.points)) > 1:
            assert line.head


def test_long_strokes_run_towards_the_body_and_fingers_to_their_tips() -> None:
    for name in ("hand-palm-long", "hand-back-long", "foot-top-long", "foot-sole-long"):
        assert all(line.path.start[1] < line.path.end[1] - 150 for line in STROKES[name].lines)
    for name in ("each-finger", "hand-palm-circles", "foot-sole-circles", "thumb-base-circles"):
        assert all(line.path.start[1] > line.path.end[1] + 50 for line in STROKES[name].lines)


@pytest.mark.parametrize("stroke", ["wrist-circles", "ankle-circles"])
def test_turn_round_a_limb_is_open_at_the_back(stroke: str) -> None:
    """It is an arrow that comes from behind and goes on, and no band."""
    (front,), (back,) = STROKES[stroke].lines, STROKES[stroke].behind
    assert front.head
    assert front.size > 1
    left, right = front.path.end[0], front.path.start[0]
    assert min(x for x, _ in back.path.points) > (left + right) / 2


def test_hand_massage_has_a_picture_for_each_of_its_strokes() -> None:
    assert {stroke.view for stroke in STROKES.values() if stroke.id.startswith("hand-")} == {"palm", "back"}
    for name in ("hand-hold", "hand-palm-long", "hand-back-long", "hand-palm-circles", "thumb-base-circles",
                 "each-finger", "wrist-circles"):  # fmt: skip
        assert STROKES[name].view in HANDS
    for name in ("foot-hold", "foot-top-long", "foot-sole-long", "foot-sole-circles", "toe-roll", "ankle-circles"):
        assert STROKES[name].view in FEET


@pytest.mark.parametrize(("side", "other_points_left"), [("left", True), ("right", False)])
@pytest.mark.parametrize("stroke", ["hand-hold", "foot-hold"])
def test_resting_hand_is_the_other_hand(stroke: str, side: Side, other_points_left: bool) -> None:
    held = len(read(draw(STROKES[stroke].view, side)).having("d-skin"))
    index, _, _, little, thumb, *_, body = read(draw_stroke(stroke, side)).having("d-skin")[held:]
    # Seen from its back with the fingers to the left, a right hand has its thumb below: and so the left hand, mirrored.
    assert (middle(index)[0] < middle(body)[0]) is other_points_left
    assert middle(thumb)[1] > middle(index)[1] > middle(little)[1]


def middle(path: Drawn) -> Point:
    line = path.line()
    return sum(x for x, _ in line) / len(line), sum(y for _, y in line) / len(line)


def test_stroke_is_refused_on_another_view() -> None:
    with pytest.raises(ValueError, match="is not drawn on back"):
        draw("back", "left", stroke="hand-palm-long")


@pytest.mark.parametrize("shown", SHOWN)
@EVERY
def test_alternative_text_names_the_side_and_is_easy(stroke: Stroke, shown: Shown) -> None:
    text = stroke.alt(shown)
    part = ("foot", "feet") if stroke.view in (*FEET, "inner-side") else ("hand", "hands")
    assert text.startswith(f"{shown.capitalize()} {part[shown == 'both']}")
    for other in {"left", "right", "both"} - {shown}:
        assert other not in text.lower().split()
    assert text.endswith(".")
    assert grade(text) <= 6
    assert all(len(sentence.split()) <= 20 for sentence in text.split("."))
    assert read(draw_stroke(stroke.id, shown)).root.attrib["aria-label"] == text


def test_alternative_text_reads_as_the_design_asks() -> None:
    assert STROKES["hand-palm-long"].alt("left") == (
        "Left hand, palm up. Three long strokes run from the finger tips to the wrist."
    )
    assert STROKES["foot-top-long"].alt("left") == (
        "Left foot from above. Three long strokes run from the toes to the ankle."
    )
