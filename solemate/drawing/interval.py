"""A difference with its interval in, its picture out: a line from less to more, 0 solid, the smallest change that matters dashed.

For the report and for whoever reads numbers; the pages for the person count in people of 100 instead (design 5, screen 15).
"""

WIDTH, MIDDLE, TALL = 460, 44, 100
LEFT, RIGHT = 24, 436
LEAST, MOST = 2, 10  # points to each side


def interval(mean: float, low: float, high: float, *, change: float, less: str, more: str) -> str:
    """An SVG, all numbers in points of the scale; `less` and `more` stand above its two ends. Nothing of anybody's is in it.

    Where the interval is wider than the line, it runs to the line's end.
    """
    reach = min(MOST, max(LEAST, int(max(abs(low), abs(high), change)) + 1))
    each = 1 if reach <= 4 else 2 if reach <= 7 else 5

    def at(value: float) -> float:
        held = min(max(value, -reach), reach)
        return round(LEFT + (RIGHT - LEFT) * (held + reach) / (2 * reach), 1)

    parts = [
        f'<svg class="interval" viewBox="0 0 {WIDTH} {TALL}" aria-hidden="true" focusable="false">',
        f'<text class="chart-text" x="{LEFT}" y="16">{less}</text>',
        f'<text class="chart-text" x="{RIGHT}" y="16" text-anchor="end">{more}</text>',
        f'<path class="interval-line" d="M{LEFT} {MIDDLE}H{RIGHT}"/>',
        f'<path class="interval-zero" d="M{at(0)} {MIDDLE - 20}V{MIDDLE + 20}"/>',
    ]
    parts += [f'<path class="interval-change" d="M{at(by)} {MIDDLE - 18}V{MIDDLE + 18}"/>' for by in (-change, change)]
    parts.append(f'<path class="interval-span" d="M{at(low)} {MIDDLE}H{at(high)}"/>')
    parts.append(f'<circle class="interval-mean" cx="{at(mean)}" cy="{MIDDLE}" r="9"/>')
    for value in range(-reach + reach % each, reach + 1, each):
        text = "0" if value == 0 else f"{'−' if value < 0 else '+'}{abs(value)}"
        parts.append(f'<text class="chart-text" x="{at(value)}" y="{TALL - 12}" text-anchor="middle">{text}</text>')
    parts.append("</svg>")
    return "".join(parts)
