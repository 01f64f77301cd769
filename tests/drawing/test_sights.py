"""What to look for is drawn large, on the right side, and never in colour alone."""

import pytest

from solemate.drawing import SHOWN, SIDES, SIGHTS, Shown, draw_sight
from tests.drawing.easy import grade
from tests.drawing.svg import Sheet, read

EVERY = pytest.mark.parametrize(("sight", "part"), SIGHTS)
# Each of these is a shape, an edge or a hatching that is there without its colour.
SHAPES = {
    "d-cut", "d-blister", "d-redness", "d-push-out", "d-heat", "d-look", "d-hatch", "d-dash", "d-flake",
}  # fmt: skip


def shapes(sheet: Sheet) -> frozenset[str]:
    return frozenset(name for name in SHAPES if sheet.having(name))


@EVERY
def test_sight_is_told_by_more_than_colour(sight: str, part: str) -> None:
    assert shapes(read(draw_sight(sight, "left", part=part)))


def test_sights_differ() -> None:
    pictures = {draw_sight(sight, "left", part=part, told=False) for sight, part in SIGHTS}
    assert len(pictures) == len(SIGHTS)


@EVERY
def test_words_name_the_side_and_are_easy(sight: str, part: str) -> None:
    for shown in SHOWN:
        text = SIGHTS[sight, part].alt(shown)
        parts = {"foot", "feet"} if part == "foot" else {"hand", "hands"}
        first, second, *_ = text.replace(".", "").split()
        assert (first.lower(), second in parts) == (shown, True)
        assert grade(text) <= 6
        assert read(draw_sight(sight, shown, part=part)).root.attrib["aria-label"] == text


def test_only_the_named_leg_is_swollen_and_both_are_shown() -> None:
    def arrows(shown: Shown) -> set[str]:
        sheet = read(draw_sight("leg_swollen_one_side", shown))
        middle = (sheet.box[0] + sheet.box[2]) / 2
        assert len(sheet.having("d-nail")) == 10
        return {"left" if path.points[0][0] < middle else "right" for path in sheet.having("d-push-out")}

    assert arrows("left") == {"left"}
    assert arrows("right") == {"right"}
    assert arrows("both") == {"left", "right"}


@pytest.mark.parametrize(("sight", "part"), [("scratch", "foot"), ("black_toe", "hand")])
def test_unknown_sight_is_refused(sight: str, part: str) -> None:
    with pytest.raises(KeyError):
        draw_sight(sight, "left", part=part)


def test_big_toe_is_the_black_one() -> None:
    """From above the big toe lies towards the other foot."""
    for side in SIDES:
        sheet = read(draw_sight("black_toe", side))
        (toe,) = sheet.having("d-black")
        middle = (sheet.box[0] + sheet.box[2]) / 2
        across = [x for x, _ in toe.points]
        assert min(across) > middle if side == "left" else max(across) < middle
