"""A trial's days in, its picture out: every evening a dot, days with the technique shaded, and what they were on average.

Shown when a trial has been looked at, never while it runs: averages seen on the way would colour the evenings to come.
Periods of 3 evenings or more have a line each; shorter ones would be all lines, so there are two long ones instead, dashed
without the technique and solid with it (design 5, screen 9). Where a trial could not tell, two lines apart would say what
its words do not: then there are dots only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

TOP, BOTTOM, LEFT, RIGHT = 34, 154, 34, 12
BELOW = 38  # for the days, in extra large letters too
LETTER = 11  # the widest a letter is
ROOM_FOR_A_DAY = 115  # from the middle of one label to the edge of the next
SHORT = 3  # evenings


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDay:
    """One day of one series: `period` 0 where the trial was paused; `value` None where there was no answer."""

    day: date
    value: int | None
    period: int
    technique: bool


def trial_chart(
    days: Sequence[TrialDay], *, side: str, width: int, names: tuple[str, str], averages: bool = True
) -> str:
    """An SVG `width` wide; `names` are those of the days without and with the technique; side is left, right or ''."""
    height = BOTTOM + BELOW
    kind = f" chart-{side}" if side else ""
    parts = [f'<svg class="chart{kind}" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">']
    step = (width - LEFT - RIGHT) / max(len(days), 1)
    periods = _periods(days)
    for period in periods:
        first, last = period[0], period[-1]
        if days[first].technique:
            x, wide = LEFT + step * first, step * (last - first + 1)
            parts.append(f'<rect class="chart-days" x="{x:.1f}" y="{TOP}" width="{wide:.1f}" height="{BOTTOM - TOP}"/>')
    for value in (0, 5, 10):
        line = "chart-axis" if value == 0 else "chart-grid"
        parts.append(f'<path class="{line}" d="M{LEFT} {_y(value)}H{width - RIGHT}"/>')
        parts.append(f'<text class="chart-text" x="{LEFT - 8}" y="{_y(value) + 5}" text-anchor="end">{value}</text>')
    parts += _names(days, periods, step, names)
    parts += _averages(days, periods, step) if averages else []
    radius = max(2.6, min(5.5, step * 0.42))
    for number, day in enumerate(days):
        if day.period:
            parts.append(_mark(LEFT + step * (number + 0.5), day.value, side, radius))
    parts += _days(days, step)
    parts.append("</svg>")
    return "".join(parts)


def _days(days: Sequence[TrialDay], step: float) -> list[str]:
    """The first, the middle and the last day; the middle one where there is room."""
    last = len(days) - 1
    end = LEFT + step * len(days)
    found: list[tuple[int, float, str]] = [(0, LEFT, "start")] if days else []
    if last > 0:
        found.append((last, end, "end"))
    middle = LEFT + step * (last // 2 + 0.5)
    if last > 1 and min(middle - LEFT, end - middle) >= ROOM_FOR_A_DAY:
        found.insert(1, (last // 2, middle, "middle"))
    return [
        f'<text class="chart-text" x="{x:.1f}" y="{BOTTOM + 26}" text-anchor="{anchor}">'
        f"{days[number].day.day} {days[number].day:%b}</text>"
        for number, x, anchor in found
    ]


def _periods(days: Sequence[TrialDay]) -> list[list[int]]:
    """The places of each period's days; a pause parts it."""
    found: list[list[int]] = []
    for number, day in enumerate(days):
        if not day.period:
            continue
        before = days[number - 1].period if number else 0
        if day.period == before:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _names(days: Sequence[TrialDay], periods: list[list[int]], step: float, names: tuple[str, str]) -> list[str]:
    if not periods or min(len(period) for period in periods) * step < LETTER * max(map(len, names)):
        return []
    return [
        f'<text class="chart-text" x="{LEFT + step * (period[0] + period[-1] + 1) / 2:.1f}" y="{TOP - 8}" '
        f'text-anchor="middle">{names[days[period[0]].technique]}</text>'
        for period in periods
    ]


def _averages(days: Sequence[TrialDay], periods: list[list[int]], step: float) -> list[str]:
    lines = []
    if periods and max(len(period) for period in periods) >= SHORT:
        for period in periods:
            values = [value for number in period if (value := days[number].value) is not None]
            if values:
                x, end = LEFT + step * period[0], LEFT + step * (period[-1] + 1)
                y = _y(sum(values) / len(values))
                lines.append(f'<path class="chart-mean" d="M{x + 2:.1f} {y}H{end - 2:.1f}"/>')
        return lines
    for technique, name in ((False, "chart-mean-without"), (True, "chart-mean")):
        values = [day.value for day in days if day.period and day.technique == technique and day.value is not None]
        if values:
            y = _y(sum(values) / len(values))
            lines.append(f'<path class="{name}" d="M{LEFT} {y}H{LEFT + step * len(days):.1f}"/>')
    return lines


def _y(value: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / 10, 1)


def _mark(x: float, value: int | None, side: str, radius: float) -> str:
    """A circle, on the right a diamond; a small cross where there was no answer."""
    if value is None:
        y, arm = _y(0.8), radius * 0.75
        left, right, top, low = (f"{place:.1f}" for place in (x - arm, x + arm, y - arm, y + arm))
        cross = f"M{left} {top}L{right} {low}M{right} {top}L{left} {low}"
        return f'<path class="chart-none" d="{cross}"/>'
    y = _y(value)
    if side == "right":
        far = radius * 1.3
        corners = f"M{x:.1f} {y - far:.1f}L{x + far:.1f} {y}L{x:.1f} {y + far:.1f}L{x - far:.1f} {y}Z"
        return f'<path class="chart-dot" d="{corners}"/>'
    return f'<circle class="chart-dot" cx="{x:.1f}" cy="{y}" r="{radius:.1f}"/>'
