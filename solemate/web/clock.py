"""The one place the time comes from: an aware UTC instant out. `settings.CLOCK` names where from, so tests can pass their own."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string


def system_time() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def now() -> datetime:
    """The current instant, in UTC."""
    source = import_string(settings.CLOCK) if isinstance(settings.CLOCK, str) else settings.CLOCK
    instant: datetime = source()
    return instant


def local_date(instant: datetime, zone: str) -> date:
    """The calendar day of `instant` where the person is; a diary day is this day, frozen when the entry is made."""
    return instant.astimezone(ZoneInfo(zone)).date()
