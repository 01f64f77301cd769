"""The tokens are those of the design, and read: 7 to 1 for text, 3 to 1 for edges and drawings (design 2.2 and 2.3)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "solemate/web/static/css"
DRAWING = (CSS / "drawing.css").read_text()
THEMES = ("light", "dark", "high-contrast")
# What the pen outlines or draws on.
FILLED = (
    "skin", "nail", "cloth", "tub", "water", "glass", "wood", "bed", "marble-a", "marble-b", "marble-c", "towel", "golf",
    "yarn", "rice", "bowl", "coin", "shirt", "hair", "shoe", "sock", "cold",
)  # fmt: skip
SKINS = ("#f0cbae", "#d9a781", "#bd855c", "#a4704a")


# Design 2.2: token, light, dark, high contrast.
TOKENS = [
    ("bg", "#f6f3ec", "#0f1815", "#000000"),
    ("surface", "#ffffff", "#1b2723", "#000000"),
    ("ink", "#17251f", "#f4f0e6", "#ffffff"),
    ("ink2", "#3a4842", "#c9d2cc", "#ffffff"),
    ("edge", "#6a766f", "#8c9b94", "#ffffff"),
    ("rule", "#dad5c8", "#33413b", "#ffffff"),
    ("primary", "#12483d", "#f2d64b", "#ffe600"),
    ("on-primary", "#ffffff", "#17251f", "#000000"),
    ("card", "#12483d", "#17453b", "#000000"),
    ("on-card", "#ffffff", "#ffffff", "#ffffff"),
    ("on-card2", "#d5e6de", "#d5e6de", "#ffffff"),
    ("accent", "#f2d64b", "#f2d64b", "#ffe600"),
    ("on-accent", "#17251f", "#17251f", "#000000"),
    ("soft", "#dceae3", "#21443a", "#003b2e"),
    ("left", "#174580", "#a5c9ff", "#8fd0ff"),
    ("left-tint", "#e0e9f5", "#152c4a", "#000000"),
    ("right", "#7b3308", "#ffb98f", "#ffc08a"),
    ("right-tint", "#f8e6da", "#43220f", "#000000"),
    ("on-side", "#ffffff", "#0f1815", "#000000"),
    ("stop", "#931b1b", "#ffb4aa", "#ff9d92"),
    ("on-stop", "#ffffff", "#2a0705", "#000000"),
    ("stop-tint", "#fbe5e1", "#48150f", "#000000"),
    ("caution", "#4f3a00", "#f8de8e", "#ffe600"),
    ("caution-tint", "#fbe9b7", "#3a2e08", "#000000"),
    ("closed", "#e9e4d9", "#26322d", "#000000"),
    ("fill", "#cfe3da", "#2a5145", "#00503d"),
    ("focus", "#17251f", "#f4f0e6", "#ffffff"),
    ("line", "#17251f", "#0c1512", "#ffffff"),
    ("case", "#17251f", "#0c1512", "#000000"),
    ("skin", "#f0cbae", "#d9a781", "#000000"),
    ("nail", "#fbe9dc", "#f3dccb", "#000000"),
    ("cloth", "#5b9787", "#5fa896", "#000000"),
    ("ball", "#dde25a", "#dde25a", "#ffe600"),
    ("stroke", "#f2d64b", "#f2d64b", "#ffe600"),
    ("zone", "#f0cbae", "#2a211b", "#000000"),
    ("zone-line", "#17251f", "#d9a781", "#ffffff"),
    ("zone-text", "#17251f", "#f4f0e6", "#ffffff"),
]
# Design 2.3: what on what, the ratio needed, and the ratios measured in the three themes.
CONTRASTS = [
    ("ink", "bg", 7, [14.34, 15.88, 21.0]),
    ("ink", "surface", 7, [15.89, 13.55, 21.0]),
    ("ink2", "bg", 7, [8.67, 11.68, 21.0]),
    ("ink2", "surface", 7, [9.6, 9.97, 21.0]),
    ("on-primary", "primary", 7, [10.39, 10.97, 16.57]),
    ("on-card", "card", 7, [10.39, 10.76, 21.0]),
    ("on-card2", "card", 7, [8.02, 8.3, 21.0]),
    ("on-accent", "accent", 7, [10.97, 10.97, 16.57]),
    ("ink", "soft", 7, [12.81, 9.45, 12.61]),
    ("ink", "fill", 7, [11.85, 7.81, 9.48]),
    ("left", "bg", 7, [8.61, 10.67, 12.63]),
    ("left", "surface", 7, [9.54, 9.1, 12.63]),
    ("on-side", "left", 7, [9.54, 10.67, 12.63]),
    ("left", "left-tint", 7, [7.79, 8.31, 12.63]),
    ("ink", "left-tint", 7, [12.97, 12.37, 21.0]),
    ("ink2", "left-tint", 7, [7.84, 9.1, 21.0]),
    ("right", "bg", 7, [8.17, 10.83, 13.15]),
    ("right", "surface", 7, [9.05, 9.24, 13.15]),
    ("on-side", "right", 7, [9.05, 10.83, 13.15]),
    ("right", "right-tint", 7, [7.46, 8.53, 13.15]),
    ("ink", "right-tint", 7, [13.11, 12.51, 21.0]),
    ("ink2", "right-tint", 7, [7.92, 9.2, 21.0]),
    ("stop", "bg", 7, [7.85, 10.63, 10.48]),
    ("stop", "surface", 7, [8.7, 9.08, 10.48]),
    ("on-stop", "stop", 7, [8.7, 10.92, 10.48]),
    ("stop", "stop-tint", 7, [7.2, 8.89, 10.48]),
    ("ink", "stop-tint", 7, [13.17, 13.27, 21.0]),
    ("caution", "caution-tint", 7, [9.0, 10.05, 16.57]),
    ("ink", "caution-tint", 7, [13.2, 11.72, 21.0]),
    ("ink", "closed", 7, [12.54, 11.7, 21.0]),
    ("ink2", "closed", 7, [7.57, 8.6, 21.0]),
    ("zone-text", "zone", 7, [10.49, 13.85, 21.0]),
    ("edge", "bg", 3, [4.27, 6.22, 21.0]),
    ("edge", "surface", 3, [4.73, 5.31, 21.0]),
    ("edge", "closed", 3, [3.73, 4.58, 21.0]),
    ("edge", "left-tint", 3, [3.86, 4.84, 21.0]),
    ("edge", "right-tint", 3, [3.9, 4.9, 21.0]),
    ("primary", "bg", 3, [9.38, 12.47, 16.57]),
    ("accent", "card", 3, [7.17, 7.43, 16.57]),
    ("focus", "bg", 3, [14.34, 15.88, 21.0]),
    ("focus", "surface", 3, [15.89, 13.55, 21.0]),
    ("stroke", "case", 3, [10.97, 12.8, 16.57]),
    ("line", "skin", 3, [10.49, 8.65, 21.0]),
    ("line", "nail", 3, [13.46, 14.05, 21.0]),
    ("case", "ball", 3, [11.43, 13.34, 16.57]),
    ("line", "cloth", 3, [4.71, 6.65, 21.0]),
    ("zone-line", "zone", 3, [10.49, 7.35, 21.0]),
    ("left", "zone", 3, [6.3, 9.3, 12.63]),
    ("right", "zone", 3, [5.97, 9.45, 13.15]),
    ("zone-line", "bg", 3, [14.34, 8.43, 21.0]),
]


def named(theme: str) -> dict[str, str]:
    """The tokens that a theme's own sheet names."""
    return dict(re.findall(r"--([a-z-]+\d?): (#[0-9a-f]{3,6});", (CSS / f"themes/{theme}.css").read_text()))


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme: those of light, and what the theme says otherwise."""
    return {
        name: colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
        for name, colour in (named("light") | named(theme)).items()
    }


def light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pen_line_reads_on_every_fill(theme: str) -> None:
    colours = tokens(theme)
    for name in FILLED:
        assert contrast(colours["line"], colours[name]) >= 3, name
    assert contrast(colours["hatch"], colours["black"]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pen_line_reads_on_every_skin(theme: str) -> None:
    base = (CSS / "base.css").read_text()
    assert tuple(re.findall(r'^\[data-skin="\d"\] \{ --skin: (#\w{6}); \}$', base, re.MULTILINE)) == SKINS[1:]
    assert named("light")["skin"] == SKINS[0]
    for skin in SKINS:
        assert contrast(tokens(theme)["line"], skin) >= 3, skin


def test_high_contrast_draws_white_on_black() -> None:
    colours = tokens("high-contrast")
    assert colours["line"] == "#ffffff"
    assert {colours[name] for name in FILLED} <= {"#000000", "#ffffff", "#ffe600"}


def test_every_theme_names_every_token_of_the_things() -> None:
    things = (set(FILLED) | {"wave", "black", "hatch"}) - {"skin", "nail", "cloth"}
    forced = DRAWING[DRAWING.index("forced-colors") :]
    for theme in THEMES:
        assert things <= named(theme).keys(), theme
    for name in things:
        assert f"--{name}: " in forced, name


@pytest.mark.parametrize(("token", "light", "dark", "high_contrast"), TOKENS)
def test_tokens_are_those_of_the_design(token: str, light: str, dark: str, high_contrast: str) -> None:
    assert [tokens(theme)[token] for theme in THEMES] == [light, dark, high_contrast]


@pytest.mark.parametrize(("ink", "paper", "needed", "measured"), CONTRASTS)
def test_contrast_is_what_the_design_measured(ink: str, paper: str, needed: float, measured: list[float]) -> None:
    for theme, expected in zip(THEMES, measured, strict=True):
        ratio = contrast(tokens(theme)[ink], tokens(theme)[paper])
        assert ratio >= needed, theme
        assert int(ratio * 100) / 100 == pytest.approx(expected, abs=0.011), theme
