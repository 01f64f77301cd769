"""Left is left, a sole is a sole, and nothing in a drawing needs more than our style sheet."""

import re
from itertools import product
from pathlib import Path

import pytest

from solemate.drawing import (
    SHOWN,
    SIDES,
    SIGHTS,
    SIGNS,
    STROKES,
    VIEWS,
    Side,
    View,
    draw,
    draw_sight,
    draw_stroke,
    scene_first,
    thermometer,
)
from solemate.drawing.strokes import TOUCHES
from solemate.drawing.views import FORMS
from tests.drawing.svg import Drawn, digits, inside, read

CSS = (Path(__file__).parents[2] / "solemate/web/static/css/drawing.css").read_text()


def middle(path: Drawn) -> float:
    across = [x for x, _ in path.line()]
    return (min(across) + max(across)) / 2


def width(path: Drawn) -> float:
    across = [x for x, _ in path.line()]
    return max(across) - min(across)


def tip(path: Drawn) -> float:
    return min(y for _, y in path.line())


def _name(what: str, side: str, small: bool) -> str:
    return f"{what} {side}{' small' if small else ''}"


def every_picture() -> dict[str, str]:
    """All that the package can draw."""
    pictures = {"first scene": scene_first(), "thermometer": thermometer(celsius_ok=(20, 22), celsius_limit=23)}
    for view, side, small in product(VIEWS, SIDES, (False, True)):
        pictures[_name(view, side, small)] = draw(view, side, small=small, marks=() if small else SIGNS)
    for stroke, shown, small in product(STROKES, SHOWN, (False, True)):
        pictures[_name(stroke, shown, small)] = draw_stroke(stroke, shown, small=small)
    for (sight, part), shown, small in product(SIGHTS, SHOWN, (False, True)):
        pictures[_name(f"{sight} {part}", shown, small)] = draw_sight(sight, shown, part=part, small=small)
    return pictures


PICTURES = every_picture()


# --- Left and right (design 4.2) ---


@pytest.mark.parametrize(
    ("view", "side", "big_toe_first"),
    [("sole", "left", True), ("top", "left", False), ("sole", "right", False), ("top", "right", True)],
)
def test_big_toe_is_on_its_side(view: View, side: Side, big_toe_first: bool) -> None:
    toes = digits(read(draw(view, side)))
    big, little = max(toes, key=width), max(toes, key=tip)
    assert len(toes) == 5
    assert (middle(big) < middle(little)) is big_toe_first


@pytest.mark.parametrize(
    ("view", "side", "thumb_first"),
    [("palm", "left", True), ("back", "left", False), ("palm", "right", False), ("back", "right", True)],
)
def test_thumb_is_on_its_side(view: View, side: Side, thumb_first: bool) -> None:
    sheet = read(draw(view, side))
    fingers = digits(sheet)
    little = max(fingers, key=tip)
    body = sheet.having("d-skin")[-1]
    # The thumb is what reaches farthest out beside the palm.
    thumb = max(sheet.having("d-skin")[4:-1], key=lambda piece: abs(middle(piece) - middle(body)))
    assert len(fingers) == 4
    assert (middle(thumb) < middle(little)) is thumb_first


def test_toes_point_right_on_the_inner_side_of_the_left_foot() -> None:
    for side, toes_right in (("left", True), ("right", False)):
        (nail,) = read(draw("inner-side", side)).having("d-nail")
        (foot,) = read(draw("inner-side", side)).having("d-skin")
        assert (middle(nail) > middle(foot)) is toes_right


def test_sole_and_top_of_opposite_feet_share_their_toes() -> None:
    for left, right in (("sole", "top"), ("palm", "back")):
        ours, theirs = digits(read(draw(left, "left"))), digits(read(draw(right, "right")))
        assert [piece.data for piece in ours] == [piece.data for piece in theirs]


def test_a_side_is_never_guessed() -> None:
    for word in ("Left", "", "both"):
        with pytest.raises(ValueError, match="neither left nor right"):
            draw("palm", word)


@pytest.mark.parametrize("view", VIEWS)
def test_right_is_the_exact_mirror_of_left(view: View) -> None:
    strokes = [None, *(stroke.id for stroke in TOUCHES if stroke.view == view)]
    for stroke, small in product(strokes, (False, True)):
        left, right = (read(draw(view, side, stroke=stroke, small=small, marks=SIGNS)) for side in SIDES)
        axis = FORMS[view].axis
        assert len(left.paths) == len(right.paths)
        for ours, theirs in zip(left.paths, right.paths, strict=True):
            assert ours.classes == theirs.classes
            for (x, y), (mirrored_x, mirrored_y) in zip(ours.points, theirs.points, strict=True):
                assert 2 * axis - x == pytest.approx(mirrored_x, abs=0.11)
                assert y == pytest.approx(mirrored_y, abs=0.01)
        assert left.box[0] + right.box[2] == pytest.approx(2 * axis)


# --- What a page gets ---


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_well_formed_and_needs_only_our_style_sheet(name: str) -> None:
    sheet = read(PICTURES[name])
    for element in sheet.elements():
        kind = element.tag.split("}")[1]
        allowed = {"svg": {"class", "viewBox", "role", "aria-label"}, "g": {"class"}, "path": {"class", "d"}}
        allowed["text"] = {"class", "x", "y"} if name == "thermometer" else set()
        assert kind in allowed
        assert set(element.attrib) - {"aria-hidden", "focusable"} <= allowed[kind]
        for word in element.attrib.get("class", "").split():
            assert re.search(rf"\.{word}\b", CSS) or word == "scene", word


def test_style_sheet_holds_no_rule_for_nothing() -> None:
    drawn = {word for markup in PICTURES.values() for word in " ".join(re.findall(r'class="([^"]+)"', markup)).split()}
    for word in re.findall(r"\.(d-[a-z-]+)", CSS):
        assert word in drawn, word


def test_style_sheet_takes_every_colour_from_a_token() -> None:
    for colour in re.findall(r"(?<!-)\b(?:fill|stroke): ([^;]+);", CSS):
        assert colour == "none" or colour == "currentColor" or colour.startswith("var(--"), colour


@pytest.mark.parametrize("name", PICTURES)
def test_picture_holds_everything_it_shows(name: str) -> None:
    sheet = read(PICTURES[name])
    left, top, right, bottom = sheet.box
    small = name.endswith("small")
    pen = {"d-line": 11 if small else 5, "d-pen": 5.5 if small else 2.5, "d-case": 9, "d-case-solid": 3}
    cloths = [path.line() for path in sheet.having("d-cloth")]
    if name == "first scene":
        bottom += 400  # wrists and ankles run on below the floor
    for path in sheet.paths:
        if path.classes & {"d-cloth", "d-ground"}:
            continue  # the edge of the picture cuts these
        edge = max((pen[word] for word in path.classes if word in pen), default=0)
        for x, y in path.line():
            if left <= x - edge and x + edge <= right and top <= y - edge and y + edge <= bottom:
                continue
            assert any(inside((x, y), cloth) for cloth in cloths), (path.classes, x, y)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("stroke", ["hand-hold", "foot-hold"])
def test_resting_fingers_are_all_in_the_picture(stroke: str, side: Side) -> None:
    sheet = read(draw_stroke(stroke, side))
    left, top, right, bottom = sheet.box
    assert len(sheet.having("d-skin")) > len(read(draw(STROKES[stroke].view, side)).having("d-skin")) + 4
    for nail in sheet.having("d-nail"):
        for x, y in nail.line():
            assert left + 5 <= x <= right - 5, x
            assert top + 5 <= y <= bottom - 5, y


def test_small_pen_leaves_out_inner_lines_and_nails() -> None:
    for view, side in product(VIEWS, SIDES):
        small, full = read(draw(view, side, small=True)), read(draw(view, side))
        assert not small.having("d-inner")
        assert not small.having("d-nail")
        assert full.having("d-inner")
        assert small.having("d-skin") == [
            Drawn(classes=path.classes | {"drawing-small"}, data=path.data) for path in full.having("d-skin")
        ]


def test_outer_lines_come_before_every_fill() -> None:
    for view, side in product(VIEWS, SIDES):
        order = [next(iter(path.classes & {"d-line", "d-skin"}), "") for path in read(draw(view, side)).paths]
        assert order.index("d-skin") == order.count("d-line") == order.count("d-skin")


def test_picture_without_words_is_hidden_from_screen_readers() -> None:
    root = read(draw("sole", "left")).root
    assert root.attrib["aria-hidden"] == "true"
    assert root.attrib["focusable"] == "false"
    assert "role" not in root.attrib


def test_picture_with_words_says_them_and_escapes_them() -> None:
    root = read(draw("sole", "left", title='A "cut" <here>.', desc="On the heel.")).root
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'A "cut" <here>. On the heel.'
    assert "aria-hidden" not in root.attrib
