"""A calendar day in an address: text in, date out."""

from datetime import date


class DayConverter:
    """`2026-11-22`; anything that is no day of the calendar is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()
