"""The bath thermometer shows the temperatures it is given, and knows none itself."""

import pytest

from solemate.drawing import thermometer
from tests.drawing.svg import Sheet, read


def picture(low: float, high: float, limit: float) -> Sheet:
    return read(thermometer(celsius_ok=(low, high), celsius_limit=limit))


def height(sheet: Sheet, name: str) -> float:
    return min(y for path in sheet.having(name) for _, y in path.points)


@pytest.mark.parametrize(("low", "high", "limit"), [(20, 22, 23), (33.5, 35, 36), (30, 32, 32)])
def test_band_lies_below_the_line_and_the_liquid_within_the_band(low: float, high: float, limit: float) -> None:
    sheet = picture(low, high, limit)
    band = [y for path in sheet.having("d-right") for _, y in path.points]
    assert height(sheet, "d-limit") <= min(band)
    assert min(band) < height(sheet, "d-mercury") < max(band)
    numbers = [element.text for element in sheet.elements() if element.tag.endswith("text")]
    assert numbers == [f"{value:g} °C" for value in (low, high, limit)]


def test_words_tell_the_numbers_and_the_marks() -> None:
    assert picture(20, 22, 23).root.attrib["aria-label"] == (
        "A bath thermometer. From 20 to 22 °C is right, marked with a tick. "
        "23 °C is the line not to pass, marked with a cross."
    )
    assert "aria-label" not in read(thermometer(celsius_ok=(20, 22), celsius_limit=23, told=False)).root.attrib


@pytest.mark.parametrize(("low", "high", "limit"), [(22, 20, 23), (20, 24, 23), (20, 20, 23)])
def test_a_band_that_is_none_is_refused(low: float, high: float, limit: float) -> None:
    with pytest.raises(ValueError, match="is no band below a limit"):
        picture(low, high, limit)
