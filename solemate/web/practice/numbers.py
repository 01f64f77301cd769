"""The numbers behind a chart of Progress: rows in, the body of its table out, newest first.

Written here and not in the template: for ten years of months the template's language takes longer than all the rest.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from solemate.web.practice.spans import Row

TENTH = Decimal("0.1")


def numbers(rows: Sequence[Row], *, each: str) -> SafeString:
    """One `<tr>` for each day, week or month that is not still to come; averages say of how many evenings."""
    line = '<tr><th scope="row">{}</th><td class="number">{}</td>{}<td class="number">{}</td></tr>'
    return format_html_join("", line, (cells(row, each) for row in reversed(rows) if not row.evening.to_come))


def cells(row: Row, each: str) -> tuple[str, object, str, object]:
    """When, the number or average, of how many evenings (not for a day), minutes."""
    value, minutes = row.evening.value, row.evening.minutes
    said: object = tenths(value) if value is not None else "too few"
    if each == "day":
        said = value if value is not None else "no answer"
    evenings = "" if each == "day" else format_html('<td class="number">{}</td>', row.answers)
    return row.words, said, evenings, tenths(minutes) if minutes else "–"


def tenths(value: float) -> Decimal:
    """Rounded half up, as one does by hand."""
    return Decimal(repr(float(value))).quantize(TENTH, ROUND_HALF_UP)
