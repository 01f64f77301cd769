"""The evenings of a trial in, a row of dots out: a tick where one was filled in, empty where not, dashed while to come.

A dot tells nothing but this: neither what was done on that day nor what was answered (design 3, "Evening dots").
"""

from collections.abc import Sequence
from typing import Literal

Evening = Literal["done", "missed", "today", "to-come"]

ACROSS, CELL, RADIUS = 8, 40, 17


def evening_dots(evenings: Sequence[Evening]) -> str:
    """An SVG, 8 across, in order."""
    rows = -(-max(len(evenings), 1) // ACROSS)
    parts = [f'<svg class="dots" viewBox="0 0 {ACROSS * CELL} {rows * CELL}" aria-hidden="true" focusable="false">']
    for number, evening in enumerate(evenings):
        x, y = number % ACROSS * CELL + CELL // 2, number // ACROSS * CELL + CELL // 2
        parts.append(f'<circle class="dot-{evening}" cx="{x}" cy="{y}" r="{RADIUS}"/>')
        if evening == "done":
            parts.append(f'<path class="dot-tick" d="M{x - 7} {y}l5 5.5l9.5 -11"/>')
    parts.append("</svg>")
    return "".join(parts)
