"""The places of the zone map: 22 with both sides, each with its name on the skin."""

from solemate.drawing import ZONES, draw
from tests.drawing.svg import inside, read


def test_there_are_22_zones() -> None:
    assert 2 * sum(len(zones) for zones in ZONES.values()) == 22


def test_each_name_stands_on_the_skin_and_above_its_border() -> None:
    for view, zones in ZONES.items():
        # The outlines as written, first digit on the left: a sole or palm of the left, a top or back of the right.
        side = "left" if view in ("sole", "palm") else "right"
        skin = [piece.line() for piece in read(draw(view, side)).having("d-skin")]
        assert [zone.border is None for zone in zones] == [False] * (len(zones) - 1) + [True]
        for zone in zones:
            assert any(inside(zone.label, piece) for piece in skin), zone
            assert zone.border is None or zone.label[1] < min(y for _, y in zone.border.points), zone
