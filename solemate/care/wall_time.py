"""Wall-clock times: a day, a minute of that day and a zone in; the instant out. Right where clocks change.

A time that the clocks skip is the next one there is; one that they show twice happens once, the first time.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def instant_of(day: date, minute: int, zone: str) -> datetime:
    """The instant, in UTC, at which a clock in `zone` shows this day and minute, or the next minute that it does show."""
    place = ZoneInfo(zone)
    shown = datetime.combine(day, time(minute // 60, minute % 60))
    while True:
        instant = shown.replace(tzinfo=place, fold=0).astimezone(UTC)
        if instant.astimezone(place).replace(tzinfo=None) == shown:
            return instant
        shown += timedelta(minutes=1)  # inside the hour that is skipped


def wall_time(instant: datetime, zone: str) -> tuple[date, int]:
    """What a clock and a calendar in `zone` show at an instant: the day, and the minute of the day."""
    shown = instant.astimezone(ZoneInfo(zone))
    return shown.date(), shown.hour * 60 + shown.minute
