"""The numbers behind a chart of Progress: rows in, the body of its table out, newest first.

Written here and not in the template: for ten years of months the template's language takes longer than all the rest.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from solemate.web.practice.spans import Row

TENTH = Decimal("0.1")


def numbers(rows: Sequence[Row], *, each: str) -> SafeString:
    """One `<tr>` for each day, week or month that is not still to come; averages say of how many evenings."""
    lines = (line(row, each) for row in reversed(rows) if not row.evening.to_come)
    return mark_safe("".join(lines))  # noqa: S308  numbers, and days in our own words


def line(row: Row, each: str) -> str:
    """When, the number or average, of how many evenings (not for a day), minutes."""
    value, minutes = row.evening.value, row.evening.minutes
    if each == "day":
        said, evenings = "no answer" if value is None else f"{value}", ""
    else:
        said = "too few" if value is None else tenths(value)
        evenings = f'<td class="number">{row.answers}</td>'
    return (
        f'<tr><th scope="row">{row.words}</th><td class="number">{said}</td>{evenings}'
        f'<td class="number">{tenths(minutes) if minutes else "–"}</td></tr>'
    )


@lru_cache(maxsize=4096)  # a month that is over is shown again and again
def tenths(value: float) -> str:
    """Rounded half up, as one does by hand."""
    return str(Decimal(repr(float(value))).quantize(TENTH, ROUND_HALF_UP))
