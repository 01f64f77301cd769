"""The pen line reads on every fill, in light and in dark: 3 to 1 (design 2.3)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "solemate/web/static/css"
BASE, DRAWING = ((CSS / f"{name}.css").read_text() for name in ("base", "drawing"))
# What the pen outlines or draws on; all but skin and the hatching stand in drawing.css.
FILLED = (
    "skin", "nail", "cloth", "tub", "water", "glass", "wood", "bed", "marble-a", "marble-b", "marble-c", "towel", "golf",
    "yarn", "rice", "bowl", "coin", "shirt", "hair", "shoe", "sock", "cold",
)  # fmt: skip


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme: those of light, and what the theme says otherwise."""
    found: dict[str, str] = {}
    for text in (BASE, DRAWING):
        for block in re.finditer(r"(@media \(([^)]*)\)\s*\{\s*)?:root \{([^}]*)\}", text):
            if block[2] in (None, theme):
                found |= dict(re.findall(r"--([a-z-]+\d?): (#[0-9a-f]{3,6});", block[3]))
    return found


def light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "prefers-color-scheme: dark"])
def test_pen_line_reads_on_every_fill(theme: str) -> None:
    colours = tokens(theme)
    for name in FILLED:
        assert contrast(colours["line"], colours[name]) >= 3, name
    assert contrast(colours["hatch"], colours["black"]) >= 3


def test_high_contrast_draws_white_on_black() -> None:
    colours = tokens("prefers-contrast: more")
    assert colours["line"] == "#fff"
    assert {colours[name] for name in FILLED} <= {"#000", "#fff", "#ffe600"}


def test_every_theme_names_every_token_of_the_drawings() -> None:
    blocks = re.findall(r":root \{([^}]*)\}", DRAWING)
    named = [set(re.findall(r"--([a-z-]+): #", block)) for block in blocks]
    assert len(named) == 3
    assert named[0] == named[1] == named[2]
    forced = DRAWING[DRAWING.index("forced-colors") :]
    for name in named[0]:
        assert f"--{name}: " in forced, name
