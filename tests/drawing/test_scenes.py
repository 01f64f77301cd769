"""Every technique has its picture, of one side and of both, and says in easy words what it shows."""

import pytest

from solemate.drawing import SHOWN, SIDES, STROKES, Scene, Shown, draw_stroke
from solemate.drawing.strokes import TOUCHES
from tests.drawing.easy import grade
from tests.drawing.svg import Sheet, read

SCENES = {picture.id: picture for picture in STROKES.values() if isinstance(picture, Scene)}
EVERY = pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())

ASKED_FOR = {
    "golf-under-palm", "golf-between-palms", "golf-finger-bases",
    "marbles-rest", "marbles-roll", "tray-rest", "tray-roll",
    "ankle-pumps", "ankle-turns", "foot-alphabet", "toe-spread", "towel-scrunch", "heel-raise-seated",
    "fist-open", "finger-thumb", "finger-spread", "tendon-glides", "coin-search",
    "knit-hands", "knit-shake",
    "weight-shift", "heel-raise-standing", "narrow-stand", "heel-to-toe", "sit-to-stand",
}  # fmt: skip
# Steps are read from left to right, and letters too: no mirror of the whole. Tub, light and thermometer stay as they are.
IN_ORDER = {"foot-alphabet", "toe-spread", "fist-open", "finger-spread", "tendon-glides"}
ON_MARBLES = {"marbles-rest", "marbles-roll", "tray-rest", "tray-roll"}


def test_every_picture_the_techniques_need_is_there() -> None:
    assert set(SCENES) == ASKED_FOR
    assert len(STROKES) == len(TOUCHES) + len(SCENES)


@pytest.mark.parametrize("shown", SHOWN)
@EVERY
def test_alternative_text_names_who_is_shown_and_is_easy(scene: Scene, shown: Shown) -> None:
    text = scene.alt(shown)
    named = shown if scene.one else "both"
    words = text.lower().replace(",", "").split()
    assert words[0] == named
    for other in {"left", "right", "both"} - {named}:
        assert other not in words
    assert text.endswith(".")
    assert grade(text) <= 6
    assert all(len(sentence.split()) <= 20 for sentence in text.split("."))
    assert read(draw_stroke(scene.id, shown)).root.attrib["aria-label"] == text


@EVERY
def test_caption_fits_under_a_small_picture(scene: Scene) -> None:
    for words in (scene.name, scene.way):
        assert words
        assert len(words) <= 28
        assert not words.endswith(".")


def ink(sheet: Sheet) -> list[tuple[frozenset[str], str]]:
    return [(path.classes, path.data) for path in sheet.paths]


@EVERY
def test_right_is_the_mirror_of_left(scene: Scene) -> None:
    left, right = (read(draw_stroke(scene.id, side)) for side in SIDES)
    if not scene.one:
        assert ink(left) == ink(right)
        return
    assert ink(left) != ink(right)
    if scene.id in IN_ORDER:
        return
    axis = (left.box[0] + right.box[2]) / 2
    limbs = {"d-skin", "d-sock", "d-nail", "d-cloth"} if scene.id in ON_MARBLES else set()
    for ours, theirs in zip(left.paths, right.paths, strict=True):
        assert ours.classes == theirs.classes
        if limbs and not ours.classes & limbs:
            continue
        for (x, y), (mirrored_x, mirrored_y) in zip(ours.points, theirs.points, strict=True):
            assert 2 * axis - x == pytest.approx(mirrored_x, abs=0.11)
            assert y == pytest.approx(mirrored_y, abs=0.01)


@pytest.mark.parametrize("picture", STROKES)
def test_both_is_one_picture_as_wide_as_it_must_be(picture: str) -> None:
    left, both = read(draw_stroke(picture, "left")), read(draw_stroke(picture, "both"))
    assert len(both.having("d-skin")) >= len(left.having("d-skin"))
    assert both.box[3] - both.box[1] < 3.1 * (left.box[3] - left.box[1])
    assert both.root.attrib["aria-label"].startswith("Both ")


@pytest.mark.parametrize("word", ["Left", "", "neither"])
@pytest.mark.parametrize("picture", ["hand-palm-long", "golf-under-palm", "golf-between-palms"])
def test_who_is_shown_is_never_guessed(picture: str, word: Shown) -> None:
    with pytest.raises(ValueError, match="neither left nor right nor both"):
        draw_stroke(picture, word)


def across(sheet: Sheet, name: str) -> list[float]:
    return [x for path in sheet.having(name) for x, _ in path.line()]


def down(sheet: Sheet, name: str) -> list[float]:
    return [y for path in sheet.having(name) for _, y in path.line()]


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("picture", ["ball-roll", "tray-rest", "tray-roll", "towel-scrunch"])
def test_socks_are_on_where_the_words_say_so(picture: str, shown: Shown) -> None:
    """Facts R-019 and N-10: on a ball, on dry marbles and on a towel the foot wears a sock."""
    sheet = read(draw_stroke(picture, shown))
    assert sheet.having("d-sock")
    assert not sheet.having("d-nail")
    assert "sock" in sheet.root.attrib["aria-label"]


@pytest.mark.parametrize("picture", ["marbles-rest", "marbles-roll"])
def test_no_socks_in_water(picture: str) -> None:
    sheet = read(draw_stroke(picture, "both"))
    assert not sheet.having("d-sock")
    assert len(sheet.having("d-nail")) == 10
    assert "bare" in sheet.root.attrib["aria-label"]


def test_ball_is_clear_of_the_sock() -> None:
    sheet = read(draw_stroke("ball-roll", "left"))
    order = [path.classes for path in sheet.paths]
    last_sock = max(number for number, classes in enumerate(order) if "d-sock" in classes)
    assert next(number for number, classes in enumerate(order) if "d-ball" in classes) > last_sock


def test_heel_stays_down_in_ankle_pumps() -> None:
    sheet = read(draw_stroke("ankle-pumps", "left"))
    (floor,) = set(down(sheet, "d-floor"))
    (body,) = sheet.having("d-skin")
    heel, toes = ([y for x, y in body.line() if (x < 150) is back] for back in (True, False))
    assert floor - 6 <= max(heel) <= floor
    assert max(y for x, y in body.line() if x > 300) < floor - 60
    assert max(toes) < max(heel)
    assert floor - 8 <= max(down(sheet, "d-ghost")) <= floor  # where the toes come down to


def test_tendon_glides_go_as_they_are_told() -> None:
    """Straight, hook, fist: each pose is lower than the one before."""
    sheet = read(draw_stroke("tendon-glides", "left"))
    skin = sheet.having("d-skin")
    right = max(across(sheet, "d-skin"))
    thirds = [
        [y for piece in skin for x, y in piece.line() if number * right / 3 < x <= (number + 1) * right / 3]
        for number in range(3)
    ]
    straight, hook, fist = (min(third) for third in thirds)
    assert straight + 30 < hook < fist - 30
    text = STROKES["tendon-glides"].alt("left")
    assert text.index("straight") < text.index("hook") < text.index("fist")


@pytest.mark.parametrize("picture", ["heel-raise-standing", "heel-to-toe", "sit-to-stand"])
def test_standing_is_between_a_chair_and_a_counter(picture: str) -> None:
    """Fact R-028."""
    sheet = read(draw_stroke(picture, "both"))
    assert sheet.having("d-panel")
    assert min(across(sheet, "d-wood")) < min(across(sheet, "d-shoe")) - 20
    text = sheet.root.attrib["aria-label"]
    assert "chair" in text
    assert "counter" in text


def on_phone(sheet: Sheet) -> float:
    left, top, right, bottom = sheet.box
    return min(350 / (right - left), 380 / (bottom - top))


@pytest.mark.parametrize("picture", STROKES)
def test_both_sides_are_not_tiny_on_a_phone(picture: str) -> None:
    both = read(draw_stroke(picture, "both"))
    assert on_phone(both) > 0.4


@pytest.mark.parametrize("picture", ["ankle-pumps", "towel-scrunch", "golf-under-palm", "ball-roll"])
def test_left_above_right_still_stands_further_left(picture: str) -> None:
    one, both = (read(draw_stroke(picture, shown)) for shown in ("left", "both"))
    assert both.box[3] - both.box[1] > 2 * (one.box[3] - one.box[1])
    name = "d-sock" if both.having("d-sock") else "d-skin"
    middle = (both.box[1] + both.box[3]) / 2
    upper = [x for path in both.having(name) for x, y in path.line() if y < middle]
    lower = [x for path in both.having(name) for x, y in path.line() if y > middle]
    assert min(upper) < min(lower)
    assert max(upper) < max(lower)


def test_tub_for_one_foot_leaves_the_place_of_the_other_empty() -> None:
    for shown, count in (("left", 1), ("right", 1), ("both", 2)):
        sheet = read(draw_stroke("marbles-rest", shown))
        toes = sheet.having("d-nail")
        assert len(toes) == 5 * count
        middle = (sheet.box[0] + sheet.box[2]) / 2
        sides = {"left" if max(x for x, _ in toe.points) < middle else "right" for toe in toes}
        assert sides == ({"left", "right"} if shown == "both" else {shown})
