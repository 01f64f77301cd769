"""Our own line icons on a grid of 24, and the Solemate mark.

Comes in: an icon's name. Goes out: an `<svg>` hidden from screen readers, because an icon always stands beside its word
(design 3). Lines take the colour of the text around them; only what is pressed to play or stop is filled.
"""

from __future__ import annotations

from solemate.drawing.outlines import Box

_LINES: dict[str, str] = {
    "again": "M5 5V10H10M5.4 10A7.8 7.8 0 1 1 5 14.6",
    "back": "M14.5 5.5L8 12L14.5 18.5",
    "bin": "M4.5 7H19.5M9 7V4.5H15V7M6.3 7L7.4 20H16.6L17.7 7M10.2 10.8V16.4M13.8 10.8V16.4",
    "calendar": "M7 4.5H17A3 3 0 0 1 20 7.5V17.5A3 3 0 0 1 17 20.5H7A3 3 0 0 1 4 17.5V7.5A3 3 0 0 1 7 4.5ZM4 10H20"
    "M8 2.5V6M16 2.5V6M9.4 10V20.5M14.6 10V20.5",
    "chair": "M7 3V21M7 13H15.5A2 2 0 0 1 17.5 15V21M7 17H17.5",
    "chart": "M4 3.5V19.5H21",
    "clock": "M12 3.5A8.5 8.5 0 1 1 12 20.5A8.5 8.5 0 1 1 12 3.5ZM12 7.5V12.3L15.2 14.2",
    "closed": "M12 3.5A8.5 8.5 0 1 1 12 20.5A8.5 8.5 0 1 1 12 3.5ZM6.2 17.8L17.8 6.2",
    "download": "M12 3.5V14.5M7.2 10L12 14.8L16.8 10M4.5 16.5V18A2.5 2.5 0 0 0 7 20.5H17A2.5 2.5 0 0 0 19.5 18V16.5",
    "helper": "M12.8 8A3.6 3.6 0 1 1 5.6 8A3.6 3.6 0 1 1 12.8 8ZM3 20V18.5A5.5 5.5 0 0 1 8.5 13H9.9A5.5 5.5 0 0 1 "
    "15.4 18.5V20M15.4 4.7A3.6 3.6 0 0 1 15.4 11.3M17.5 13.6A5.5 5.5 0 0 1 21 18.6V20",
    "lock": "M6.5 10.5H17.5A1.5 1.5 0 0 1 19 12V19A1.5 1.5 0 0 1 17.5 20.5H6.5A1.5 1.5 0 0 1 5 19V12A1.5 1.5 0 0 1 6.5 "
    "10.5ZM8 10.5V7.5A4 4 0 0 1 16 7.5V10.5M12 14.5V16.5",
    "lotion": "M8.5 10.5H15.5A2 2 0 0 1 17.5 12.5V19A2 2 0 0 1 15.5 21H8.5A2 2 0 0 1 6.5 19V12.5A2 2 0 0 1 8.5 10.5Z"
    "M12 10.5V3.5M14.5 3.5H8A2.5 2.5 0 0 0 5.5 6M9.7 7.3H14.3M10 15.7H14",
    "menu": "M4 6.5H20M4 12H20M4 17.5H20",
    "moon": "M10.5 4A8.2 8.2 0 1 0 20 13.5A1.2 1.2 0 0 0 18.4 12.6A6.6 6.6 0 0 1 10.9 5.7A1.4 1.4 0 0 0 10.5 4Z",
    "next": "M9.5 5.5L16 12L9.5 18.5",
    "pause": "M8.5 5V19M15.5 5V19",
    "person": "M15.8 8A3.8 3.8 0 1 1 8.2 8A3.8 3.8 0 1 1 15.8 8ZM5 20.5V19A6 6 0 0 1 11 13H13A6 6 0 0 1 19 19V20.5",
    "phone": "M4.4 5.6L6.6 3.7A1.5 1.5 0 0 1 8.9 4L10.7 6.9A1.5 1.5 0 0 1 10.4 8.8L9.3 9.7A12.5 12.5 0 0 0 14.3 14.7"
    "L15.2 13.6A1.5 1.5 0 0 1 17.1 13.3L20 15.1A1.5 1.5 0 0 1 20.3 17.4L18.4 19.6A2.4 2.4 0 0 1 16 20.3A16.5 16.5 0 0 1"
    " 3.7 8A2.4 2.4 0 0 1 4.4 5.6Z",
    "plus": "M12 4.5V19.5M4.5 12H19.5",
    "report": "M13.5 3.5H6.5A1 1 0 0 0 5.5 4.5V19.5A1 1 0 0 0 6.5 20.5H17.5A1 1 0 0 0 18.5 19.5V8.5ZM13.5 3.5V8.5H18.5"
    "M9 12.5H15M9 16.3H15",
    "skip": "M5.5 5V19L15 12ZM19 5V19",
    "sound": "M4 9.5H7.2L12 5.5V18.5L7.2 14.5H4ZM15.3 9A4.2 4.2 0 0 1 15.3 15M17.8 6.3A8 8 0 0 1 17.8 17.7",
    "sound-off": "M4 9.5H7.2L12 5.5V18.5L7.2 14.5H4ZM16 9.5L21 14.5M21 9.5L16 14.5",
    "sun": "M15.7 12A3.7 3.7 0 1 1 8.3 12A3.7 3.7 0 1 1 15.7 12ZM12 2.5V4.8M12 19.2V21.5M2.5 12H4.8M19.2 12H21.5"
    "M5.3 5.3L6.9 6.9M17.1 17.1L18.7 18.7M5.3 18.7L6.9 17.1M17.1 6.9L18.7 5.3",
    "tick": "M4.5 13L9.8 18L19.5 6.5",
    "towel": "M3 4.5H21M6 4.5V20.5H18V4.5M6 13.5H18M6 17H18",
    "warning": "M10.8 4.6L3 18.2A1.4 1.4 0 0 0 4.2 20.3H19.8A1.4 1.4 0 0 0 21 18.2L13.2 4.6A1.4 1.4 0 0 0 10.8 4.6Z"
    "M12 9.5V13.8M12 17V17.1",
}

_SOLIDS: dict[str, str] = {
    "chart": "M10.4 9A1.9 1.9 0 1 1 6.6 9A1.9 1.9 0 1 1 10.4 9ZM14.4 13.2A1.9 1.9 0 1 1 10.6 13.2A1.9 1.9 0 1 1 14.4"
    " 13.2ZM17.3 9.9A1.9 1.9 0 1 1 13.5 9.9A1.9 1.9 0 1 1 17.3 9.9ZM20.9 14.8A1.9 1.9 0 1 1 17.1 14.8A1.9 1.9 0 1 1"
    " 20.9 14.8Z",
    "play": "M7 4.6A1.2 1.2 0 0 1 8.8 3.6L20 11A1.2 1.2 0 0 1 20 13L8.8 20.4A1.2 1.2 0 0 1 7 19.4Z",
    "stop": "M7.5 4.5H16.5A3 3 0 0 1 19.5 7.5V16.5A3 3 0 0 1 16.5 19.5H7.5A3 3 0 0 1 4.5 16.5V7.5A3 3 0 0 1 7.5 4.5Z",
}

ICONS: tuple[str, ...] = tuple(sorted(_LINES.keys() | _SOLIDS.keys()))

_GRID = Box(left=0, top=0, right=24, bottom=24)

# The mark: a sole with a ball in its arch. The sole leaves a gap round the ball, whatever it stands on.
_MARK_BOX = Box(left=0, top=0, right=23, bottom=33)
_MARK_SOLE = (
    "M2.9 14.1C2.2 12.8 1.7 11.4 1.7 9.9C1.7 4.5 6.2.8 11.7.8C17.6.8 21.7 5.5 21.7 11.8C21.7 15.6 20.6 17.9 19.6 20.7"
    "C18.7 23.3 18.9 25.4 17.9 27.7C16.8 30.3 14.6 31.8 12 31.8C8.2 31.8 5.4 29.2 5.2 25.4A5.8 5.8 0 0 0 2.9 14.1Z"
)
_MARK_BALL = "M8.2 19.7A3.9 3.9 0 1 1 .4 19.7A3.9 3.9 0 1 1 8.2 19.7Z"


def icon(name: str) -> str:
    """One of `ICONS`, for beside a word."""
    if name not in ICONS:
        raise KeyError(name)
    line, solid = _LINES.get(name), _SOLIDS.get(name)
    inside = (f'<path class="i-line" d="{line}"/>' if line else "") + (
        f'<path class="i-solid" d="{solid}"/>' if solid else ""
    )
    return _hidden("icon", _GRID, inside)


def mark() -> str:
    """The Solemate mark, for beside the name."""
    inside = f'<path class="m-sole" d="{_MARK_SOLE}"/><path class="m-ball" d="{_MARK_BALL}"/>'
    return _hidden("mark", _MARK_BOX, inside)


def _hidden(kind: str, box: Box, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" viewBox="0 0 {box.right} {box.bottom}" '
        f'aria-hidden="true" focusable="false">{inside}</svg>'
    )
