"""Three whole numbers that add up to 100 in, a hundred people out: better filled, about the same tinted, worse only outlined.

The three can be told apart without colour, and each stands beside it as a number (design 3, "100 people").
"""

ACROSS, CELL_WIDTH, CELL_HEIGHT = 10, 32, 33
_BODY = "M-9.5 24V21A8.5 8 0 0 1 -1 13H1A8.5 8 0 0 1 9.5 21V24Z"


def hundred(better: int, same: int, worse: int) -> str:
    """An SVG, 10 across and 10 down, read from the top left.

    Raises:
        ValueError: the three do not add up to 100.
    """
    if better + same + worse != ACROSS * ACROSS or min(better, same, worse) < 0:
        raise ValueError(f"{better}, {same} and {worse} are not a hundred")
    kinds = ["better"] * better + ["same"] * same + ["worse"] * worse
    width, height = ACROSS * CELL_WIDTH, ACROSS * CELL_HEIGHT
    parts = [f'<svg class="hundred" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">']
    for number, kind in enumerate(kinds):
        x, y = number % ACROSS * CELL_WIDTH + CELL_WIDTH // 2, number // ACROSS * CELL_HEIGHT + 3
        parts.append(
            f'<g class="person-{kind}" transform="translate({x} {y})"><circle cx="0" cy="6" r="5.4"/><path d="{_BODY}"/></g>'
        )
    parts.append("</svg>")
    return "".join(parts)


def one_of_hundred(kind: str) -> str:
    """One of them, for the legend."""
    return (
        f'<svg class="hundred-one" viewBox="-14 0 28 28" aria-hidden="true" focusable="false">'
        f'<g class="person-{kind}"><circle cx="0" cy="6" r="5.4"/><path d="{_BODY}"/></g></svg>'
    )
