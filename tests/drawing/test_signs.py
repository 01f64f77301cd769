"""A safety question shows the right sign, on the skin, or nothing at all."""

from itertools import product

import pytest

from solemate.drawing import PLACES, SIGNS, VIEWS, View, draw
from tests.drawing.svg import inside, read


@pytest.mark.parametrize("view", VIEWS)
def test_every_sign_lies_on_the_skin_at_every_place(view: View) -> None:
    plain = read(draw(view, "right"))
    skin = [piece.line() for piece in plain.having("d-skin")]
    for sign, place in product(SIGNS, PLACES[view]):
        marked = read(draw(view, "right", marks=(f"{sign}:{place}",)))
        added = [path for path in marked.paths if path not in plain.paths]
        assert added
        points = [point for path in added for point in path.line()]
        centre = tuple((min(axis) + max(axis)) / 2 for axis in zip(*points, strict=True))
        assert any(inside(centre, piece) for piece in skin), (sign, place)


def test_signs_differ_in_shape() -> None:
    shapes = {read(draw("sole", "left", marks=(f"{sign}:arch",))).paths[-1].data for sign in SIGNS}
    assert len(shapes) == len(SIGNS)


@pytest.mark.parametrize("mark", ["scratch", "cut:nose"])
def test_unknown_sign_or_place_is_refused(mark: str) -> None:
    with pytest.raises(KeyError):
        draw("sole", "left", marks=(mark,))
