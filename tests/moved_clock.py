"""The clock of the tests: it stands where a test puts it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
_now = START


def now() -> datetime:
    return _now


def set_to(instant: datetime) -> None:
    global _now
    _now = instant


def move(**by: float) -> None:
    set_to(_now + timedelta(**by))
