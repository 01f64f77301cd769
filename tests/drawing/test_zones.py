"""The zone map: 22 zones that cover the skin once, each with its name on it, mirrored, big enough for a knuckle."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from solemate.drawing import SIDES, ZONES, View, draw, draw_zones
from solemate.drawing.cutting import area, cut, flat, holds, hull
from solemate.drawing.geometry import Point, straight
from solemate.drawing.views import FORMS
from solemate.drawing.zone_map import AREAS, touch_css, touched_at, zone_at
from tests.drawing.svg import inside, read

CSS = Path(__file__).parents[2] / "solemate/web/static/css"
SMALLEST_TARGET = 48
# How wide a picture is on a phone of this width (design 4.4 and zone-map.css), and the least type there.
SHEET = {
    390: {"sole": 157, "top": 157, "palm": 168, "back": 168},
    320: dict.fromkeys(("sole", "top", "palm", "back"), 151),
}
TYPE = {390: {"sole": 27, "top": 27, "palm": 27, "back": 27}, 320: {"sole": 27, "top": 27, "palm": 28, "back": 28}}
LEAST_TYPE = 18
GRID = 5  # units: about 4 px on a phone


def grid(view: View) -> Iterator[Point]:
    """Points all over the picture, beside its half units so that none lies on an edge by design."""
    box = FORMS[view].box
    for column in range(int(box.width / GRID)):
        for row in range(int(box.height / GRID)):
            yield (box.left + column * GRID + 0.37, box.top + row * GRID + 0.41)


@cache
def on_skin(view: View) -> list[Point]:
    pieces = [flat(path) for path in FORMS[view].pieces()]
    return [spot for spot in grid(view) if any(holds(piece, spot) for piece in pieces)]


def test_there_are_22_zones() -> None:
    assert 2 * sum(len(zones) for zones in ZONES.values()) == 22


@pytest.mark.parametrize("view", ZONES)
def test_each_name_stands_on_its_zone_and_above_its_border(view: View) -> None:
    # The outlines as written, first digit on the left: a sole or palm of the left, a top or back of the right.
    side = "left" if view in ("sole", "palm") else "right"
    skin = [piece.line() for piece in read(draw(view, side)).having("d-skin")]
    zones = ZONES[view]
    assert [zone.border is None for zone in zones] == [False] * (len(zones) - 1) + [True]
    for zone in zones:
        assert any(inside(zone.label, piece) for piece in skin), zone
        assert zone_at(view, zone.label) == zone.id
        assert zone.border is None or zone.label[1] < min(y for _, y in zone.border.points), zone


@pytest.mark.parametrize("view", ZONES)
def test_zones_lie_within_the_outline_and_cover_all_of_it(view: View) -> None:
    skin = set(on_skin(view))
    assert len(skin) > 1500
    for spot in grid(view):
        assert (zone_at(view, spot) is not None) is (spot in skin), spot


@pytest.mark.parametrize("view", ZONES)
def test_no_two_zones_overlap(view: View) -> None:
    """Below the digits each zone is a piece of the body; cut apart, they are as large as the body was."""
    body = flat(FORMS[view].pieces()[-1])
    for one, other in pairwise([entry.touch[0] for entry in AREAS[view][1:]]):
        assert not [spot for spot in grid(view) if holds(one, spot) and holds(other, spot)]
    pieces = [abs(area(entry.touch[0])) for entry in AREAS[view][1:]]
    first = ZONES[view][0].border
    assert first is not None
    tips, below = cut(body, first)
    assert abs(area(tips)) + abs(area(below)) == pytest.approx(abs(area(body)))
    if view in ("sole", "top"):
        assert sum(pieces) == pytest.approx(abs(area(below)))
    else:
        assert sum(pieces) < abs(area(below)), "the ball of the thumb is no palm"


@pytest.mark.parametrize("view", ZONES)
def test_what_one_sees_is_what_one_touches(view: View) -> None:
    missed = [spot for spot in on_skin(view) if touched_at(view, spot) != zone_at(view, spot)]
    assert len(missed) <= len(on_skin(view)) / 500, missed[:9]
    assert all(touched_at(view, spot) is None for spot in missed), "a touch never marks the zone beside"


@pytest.mark.parametrize("view", ZONES)
def test_right_is_the_exact_mirror_of_left(view: View) -> None:
    left, right = (read(draw_zones(view, side)) for side in SIDES)
    axis = FORMS[view].axis
    for name in ("z-edge", "z-border", *(f"zone-{zone.id}" for zone in ZONES[view])):
        ours, theirs = (
            [path.points for path in sheet.having(name) if "z-words" not in path.classes] for sheet in (left, right)
        )
        assert ours
        for one, other in zip(ours, theirs, strict=True):
            assert one == [(pytest.approx(2 * axis - x, abs=0.11), y) for x, y in other]


@pytest.mark.parametrize("width", SHEET)
@pytest.mark.parametrize("view", ZONES)
def test_each_zone_is_big_enough_for_a_knuckle(view: View, width: int) -> None:
    form = FORMS[view]
    scale = SHEET[width][view] / form.box.width
    for entry in AREAS[view]:
        box = entry.box(form.box)
        assert min(box.width, box.height) * scale >= SMALLEST_TARGET + 15, entry.zone.id
    assert TYPE[width][view] * scale >= LEAST_TYPE


def test_the_smallest_is_the_heel_and_as_large_as_the_design_says() -> None:
    heel = AREAS["sole"][-1].box(FORMS["sole"].box)
    for width, (across, along) in {390: (80, 70), 320: (77, 68)}.items():
        scale = SHEET[width]["sole"] / FORMS["sole"].box.width
        assert heel.width * scale >= across
        assert heel.height * scale >= along


def test_the_style_sheet_of_the_touches_is_current() -> None:
    """`python -c "from solemate.drawing.zone_map import touch_css; print(touch_css(), end='')"` writes it anew."""
    assert (CSS / "zone-touch.css").read_text() == touch_css()


def test_the_page_draws_them_as_wide_as_these_tests_take_them() -> None:
    text = (CSS / "zone-map.css").read_text()
    for width in {157, 168, 151}:
        assert f"width: {width}px" in text
    assert "font-size: 27px" in text
    assert "font-size: 28px" in text


def test_marked_zones_are_told_to_the_style_sheet_and_no_others() -> None:
    sheet = read(draw_zones("sole", "left", marked={"heel"}))
    zones = {f"zone-{zone.id}" for zone in ZONES["sole"]}
    assert {name for path in sheet.having("is-marked") for name in path.classes & zones} == {"zone-heel"}
    assert not read(draw_zones("sole", "left")).having("is-marked")


def test_a_line_parts_an_outline_in_two() -> None:
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    above, below = cut(square, straight((1, 4), (9, 4)))
    assert abs(area(above)) == pytest.approx(40)
    assert abs(area(below)) == pytest.approx(60)
    assert holds(above, (5, 1))
    assert holds(below, (5, 9))
    east, west = cut(square, straight((3, 1), (3, 9)))
    assert abs(area(east)) == pytest.approx(70)
    assert holds(west, (1, 5))
    with pytest.raises(ValueError, match="0 times"):
        cut(square, straight((1, 40), (9, 40)))


def test_a_rubber_band_holds_every_point() -> None:
    spots = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (2.0, 2.0), (1.0, 3.0)]
    band = hull(spots)
    assert set(band) == set(spots[:4])
    assert area(band) > 0
