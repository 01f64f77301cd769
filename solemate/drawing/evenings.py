"""Evening ratings of one side in, a chart of dots out: every day a dot, a cross where there was no answer.

Our own few marks instead of a chart library: they follow the page's colours and sizes, need no script, and a library's
renderer would take 250 MB of the machine (docs/decisions/0004).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

TOP, BOTTOM, LEFT, RIGHT = 22, 140, 34, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """One day: its date and the number given, None where there was none; a day still to come has no mark at all."""

    day: date
    value: int | None
    to_come: bool = False


def evenings_chart(evenings: Sequence[Evening], *, side: str, width: int) -> str:
    """An SVG `width` units wide, 0 at the bottom and 10 at the top; left is circles, right is diamonds.

    A page draws it narrow and wide and shows the one that fits, so that its text is never shrunk.
    """
    height = BOTTOM + 30
    parts = [f'<svg class="chart chart-{side}" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">']
    for value in (0, 5, 10):
        line = "chart-axis" if value == 0 else "chart-grid"
        parts.append(f'<path class="{line}" d="M{LEFT} {_y(value)}H{width - RIGHT}"/>')
        parts.append(f'<text class="chart-text" x="{LEFT - 8}" y="{_y(value) + 5}" text-anchor="end">{value}</text>')
    step = (width - LEFT - RIGHT) / max(len(evenings), 1)
    for number, evening in enumerate(evenings):
        x = round(LEFT + step * (number + 0.5), 1)
        if not evening.to_come:
            parts.append(_mark(x, evening.value, side))
    for number in sorted({0, len(evenings) // 2, len(evenings) - 1}) if evenings else []:
        x = round(LEFT + step * (number + 0.5), 1)
        anchor = "start" if number == 0 else "end" if number == len(evenings) - 1 else "middle"
        day = evenings[number].day
        label = f"{day.day} {day:%b}"
        parts.append(f'<text class="chart-text" x="{x}" y="{BOTTOM + 24}" text-anchor="{anchor}">{label}</text>')
    parts.append("</svg>")
    return "".join(parts)


def _y(value: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / 10, 1)


def _mark(x: float, value: int | None, side: str) -> str:
    if value is None:
        y = _y(0.8)
        return f'<path class="chart-none" d="M{x - 4} {y - 4}l8 8m0 -8l-8 8"/>'
    y = _y(value)
    if side == "left":
        return f'<circle class="chart-dot" cx="{x}" cy="{y}" r="5.5"/>'
    return f'<path class="chart-dot" d="M{x} {y - 7}l7 7l-7 7l-7 -7z"/>'
