"""Icons stand beside words, so they say nothing themselves."""

import pytest

from solemate.drawing import ICONS, icon, mark
from tests.drawing.svg import read

ASKED_FOR = {
    "sun", "calendar", "chart", "menu", "moon", "play", "pause", "stop", "back", "tick", "closed", "warning", "phone",
    "clock", "again", "skip", "sound", "sound-off", "helper", "report", "lotion", "towel", "chair", "download", "lock",
    "plus",
}  # fmt: skip


@pytest.mark.parametrize("markup", [icon(name) for name in ICONS] + [mark()], ids=[*ICONS, "mark"])
def test_icon_is_well_formed_and_hidden(markup: str) -> None:
    sheet = read(markup)
    assert sheet.root.attrib["aria-hidden"] == "true"
    assert sheet.root.attrib["focusable"] == "false"
    assert sheet.paths
    for element in sheet.elements():
        assert not {"style", "id", "fill", "stroke"} & set(element.attrib)


def test_every_icon_the_pages_need_is_there() -> None:
    assert set(ICONS) >= ASKED_FOR


def test_only_play_and_stop_are_filled() -> None:
    filled = {name for name in ICONS if not read(icon(name)).having("i-line")}
    assert filled == {"play", "stop"}


def test_unknown_icon_is_refused() -> None:
    with pytest.raises(KeyError):
        icon("smiley")
