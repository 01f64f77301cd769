"""A level from 0 to 10 in, a ladder of ten pieces out, filled from below. The piece that makes the difference is dashed.

Less full is less pain; the same fact always stands beside it as a number (design 3, "Ladder of ten").
"""

WIDTH, PIECE, GAP, ROUND = 104, 20, 5, 7
PIECES = 10


def ladder(level: float, *, beside: float | None = None) -> str:
    """An SVG of the level; `beside` is the other ladder's level, and what lies between the two is dashed."""
    low, high = (level, level) if beside is None else sorted((level, beside))
    height = PIECES * (PIECE + GAP) + 3
    parts = [f'<svg class="ladder" viewBox="0 0 {WIDTH} {height}" aria-hidden="true" focusable="false">']
    for number in range(PIECES):
        y = height - (number + 1) * (PIECE + GAP) + 1
        shape = f'x="3" y="{y}" width="{WIDTH - 6}" height="{PIECE}" rx="{ROUND}"'
        differs = number < high and number + 1 > low and high > low
        parts.append(f'<rect class="ladder-{"between" if differs else "piece"}" {shape}/>')
        full = min(max(low - number, 0.0), 1.0)
        if full == 1.0:
            parts.append(f'<rect class="ladder-full" {shape}/>')
        elif full > 0:
            tall = PIECE * full
            part = f'x="3" y="{y + PIECE - tall:g}" width="{WIDTH - 6}" height="{tall:g}" rx="{ROUND - 2}"'
            parts.append(f'<rect class="ladder-full" {part}/>')
    parts.append("</svg>")
    return "".join(parts)
