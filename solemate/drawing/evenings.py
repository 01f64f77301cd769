"""Evening ratings of one side in, a chart out: a dot for each day, a cross where there was no answer, minutes done below.

Our own few marks instead of a chart library: they follow the page's colours and sizes, need no script, and a library's
renderer would take 250 MB of the machine (docs/decisions/0004). A page draws each chart in several widths and shows the one
that fits, so that its text is never shrunk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

TOP, BOTTOM, LEFT, RIGHT = 22, 140, 34, 12
BARS_TOP, BARS_BOTTOM = BOTTOM + 66, BOTTOM + 106
LABEL_ROOM = 64  # from one day's label to the next
LONG = 300  # days, from which on a label says the year instead of the day
MOST_MINUTES = 999  # a longer number has no room beside the bars, so they are said in hours
LARGEST_DOT, SMALLEST_DOT = 5.5, 2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """One day, or one week or month: the number given (or an average), None where there was none.

    `done`: something was practised then, and for how many `minutes`. A day still to come has no mark at all.
    """

    day: date
    value: float | None
    to_come: bool = False
    done: bool = False
    minutes: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """The average over a period, from the evening numbered `first` to the one numbered `last`, both counted from 0."""

    first: int
    last: int
    value: float


def evenings_chart(
    evenings: Sequence[Evening], *, side: str, width: int, means: Sequence[Mean] = (), crosses: bool = True
) -> str:
    """An SVG `width` units wide, 0 at the bottom and 10 at the top; left is circles, right is diamonds, else both squares.

    Practised days are shaded; `means` are lines over their periods; `crosses` mark days without an answer.
    """
    step = (width - LEFT - RIGHT) / max(len(evenings), 1)
    bars = any(evening.minutes > 0 for evening in evenings)
    height = BARS_BOTTOM + 8 if bars else BOTTOM + 36
    shape = side or "both"
    parts = [f'<svg class="chart chart-{shape}" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">']
    parts += _shading(evenings, step)
    for value in (0, 5, 10):
        line = "chart-axis" if value == 0 else "chart-grid"
        parts.append(f'<path class="{line}" d="M{LEFT} {_y(value)}H{width - RIGHT}"/>')
        parts.append(f'<text class="chart-text" x="{LEFT - 8}" y="{_y(value) + 5}" text-anchor="end">{value}</text>')
    for mean in means:
        begin, end = LEFT + step * mean.first + 1, LEFT + step * (mean.last + 1) - 1
        parts.append(f'<path class="chart-mean" d="M{begin:.1f} {_y(mean.value)}H{end:.1f}"/>')
    parts += _marks(evenings, step, shape, crosses=crosses)
    if evenings:
        parts += _days(evenings, step)
    if bars:
        parts += _bars(evenings, step, width)
    parts.append("</svg>")
    return "".join(parts)


def _y(value: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / 10, 1)


def _x(number: int, step: float) -> float:
    return round(LEFT + step * (number + 0.5), 1)


def _shading(evenings: Sequence[Evening], step: float) -> list[str]:
    """One block for each run of days on which something was done."""
    parts, since = [], None
    for number, evening in enumerate([*evenings, Evening(day=date.max, value=None)]):
        if evening.done and since is None:
            since = number
        elif not evening.done and since is not None:
            x, wide = LEFT + step * since, step * (number - since)
            parts.append(f'<rect class="chart-days" x="{x:.1f}" y="{TOP}" width="{wide:.1f}" height="{BOTTOM - TOP}"/>')
            since = None
    return parts


def _marks(evenings: Sequence[Evening], step: float, shape: str, *, crosses: bool) -> list[str]:
    """All dots as one path, and all crosses as another: a chart of three months stays small."""
    r = round(max(SMALLEST_DOT, min(LARGEST_DOT, step * 0.42)), 1)
    dots, none = [], []
    d, c, low = r * 1.25, max(2.0, r * 0.75), _y(0.8)
    # A dot is where it begins and how it goes on; the second is the same for all of them.
    left = f"a{r} {r} 0 1 0 {2 * r:.1f} 0a{r} {r} 0 1 0 {-2 * r:.1f} 0z"
    right = f"l{d:.1f} {d:.1f}l{-d:.1f} {d:.1f}l{-d:.1f} {-d:.1f}z"
    square = f"h{2 * r:.1f}v{2 * r:.1f}h{-2 * r:.1f}z"
    cross = f"l{2 * c:.1f} {2 * c:.1f}m0 {-2 * c:.1f}l{-2 * c:.1f} {2 * c:.1f}"
    # how far from its middle a dot begins, to the left and upwards
    aside, above, on = {"left": (r, 0.0, left), "right": (0.0, d, right)}.get(shape, (r, r, square))
    for number, evening in enumerate(evenings):
        if (value := evening.value) is not None:
            dots.append(f"M{_x(number, step) - aside:.1f} {_y(value) - above:.1f}{on}")
        elif crosses and not evening.to_come:
            none.append(f"M{_x(number, step) - c:.1f} {low - c:.1f}{cross}")
    thin = " chart-thin" if r < 4 else ""
    parts = [f'<path class="chart-none" d="{"".join(none)}"/>'] if none else []
    return parts + ([f'<path class="chart-dot{thin}" d="{"".join(dots)}"/>'] if dots else [])


def _days(evenings: Sequence[Evening], step: float) -> list[str]:
    """The first, the middle and the last day there is; years too where they lie in more than one. None that is to come."""
    last = sum(not evening.to_come for evening in evenings) - 1
    years = evenings[0].day.year != evenings[last].day.year and (evenings[last].day - evenings[0].day).days > LONG
    parts = []
    shown = {0}
    if step * last >= LABEL_ROOM:
        shown.add(last)
    if last > 3 and step * last >= 2 * LABEL_ROOM:
        shown.add(last // 2)
    for number in sorted(shown):
        x = _x(number, step)
        anchor = "start" if number == 0 else "end" if number == len(evenings) - 1 else "middle"
        day = evenings[number].day
        label = f"{day:%b} {day.year}" if years else f"{day.day} {day:%b}"
        x = LEFT if number == 0 and len(evenings) > 1 else x
        parts.append(f'<text class="chart-text" x="{x}" y="{BOTTOM + 24}" text-anchor="{anchor}">{label}</text>')
    return parts


def _bars(evenings: Sequence[Evening], step: float, width: int) -> list[str]:
    """Minutes really done, on a scale of their own that ends at the longest, and at 1 where all were shorter."""
    most = max(1.0, *(evening.minutes for evening in evenings))
    tall = BARS_BOTTOM - BARS_TOP
    wide = max(1.5, step * 0.6)
    across = f"h{wide:.1f}v"
    bars = []
    for number, evening in enumerate(evenings):
        if evening.minutes > 0:
            high = f"{max(2.0, tall * evening.minutes / most):.1f}"
            bars.append(f"M{_x(number, step) - wide / 2:.1f} {BARS_BOTTOM}v-{high}{across}{high}z")
    unit, longest = ("Hours", most / 60) if round(most) > MOST_MINUTES else ("Minutes", most)
    return [
        f'<text class="chart-text" x="{LEFT}" y="{BARS_TOP - 10}">{unit} done</text>',
        f'<text class="chart-text" x="{LEFT - 8}" y="{BARS_TOP + 12}" text-anchor="end">{longest:.0f}</text>',
        f'<path class="chart-bar" d="{"".join(bars)}"/>',
        f'<path class="chart-axis" d="M{LEFT} {BARS_BOTTOM}H{width - RIGHT}"/>',
    ]
