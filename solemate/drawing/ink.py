"""Paths in, SVG elements out. The only place that writes markup, and colours only ever come as a class.

Our pages forbid inline style (a strict content security policy), so an element carries a class and `drawing.css` gives
it colour and width. Nothing carries an id, so any number of drawings can stand on one page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from solemate.drawing.geometry import Path, number
from solemate.drawing.outlines import Box


def many(name: str, paths: Iterable[Path]) -> str:
    """Paths that share one class, each an element of its own so that overlaps never cancel out; '' for none."""
    inside = "".join(f'<path d="{path.d()}"/>' for path in paths)
    return f'<g class="{name}">{inside}</g>' if inside else ""


def strokes(name: str, paths: Iterable[Path]) -> str:
    """Open lines that share one class, as one element; '' for none."""
    data = "".join(path.d() for path in paths)
    return f'<path class="{name}" d="{data}"/>' if data else ""


def sheet(box: Box, inside: str, *, kind: str = "drawing", title: str | None = None, desc: str | None = None) -> str:
    """The whole `<svg>`: named for a screen reader when it has a title, hidden from it when it has none."""
    view_box = f"{number(box.left)} {number(box.top)} {number(box.width)} {number(box.height)}"
    words = " ".join(text for text in (title, desc) if text)
    told = f'role="img" aria-label="{escape(words)}"' if words else 'aria-hidden="true"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" viewBox="{view_box}"'
    return f'{head} {told} focusable="false">{inside}</svg>'
