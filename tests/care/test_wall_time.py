"""Wall-clock times where clocks change, and abroad."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solemate.care.wall_time import instant_of, wall_time

BERLIN = "Europe/Berlin"
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


def at(day: date, hour: int, minute: int = 0, zone: str = BERLIN) -> datetime:
    return instant_of(day, hour * 60 + minute, zone)


def test_a_time_is_the_same_on_the_clock_before_and_after_the_change():
    assert at(date(2027, 3, 27), 10, 30) == datetime(2027, 3, 27, 9, 30, tzinfo=UTC)
    assert at(SPRING, 10, 30) == datetime(2027, 3, 28, 8, 30, tzinfo=UTC)
    assert at(AUTUMN, 10, 30) == datetime(2027, 10, 31, 9, 30, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_the_next_there_is():
    three = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert at(SPRING, 2) == at(SPRING, 2, 30) == at(SPRING, 3) == three
    assert wall_time(three, BERLIN) == (SPRING, 3 * 60)
    assert at(SPRING, 1, 59) < three < at(SPRING, 3, 1)


def test_a_time_that_clocks_show_twice_happens_once_the_first_time():
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert at(AUTUMN, 2, 30) == first
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert wall_time(second, BERLIN) == wall_time(first, BERLIN) == (AUTUMN, 150)


def test_the_order_of_a_days_times_is_kept():
    for day in (SPRING, AUTUMN):
        times = [instant_of(day, minute, BERLIN) for minute in range(0, 1440, 15)]
        assert times == sorted(times)


def test_the_last_minute_of_a_day_can_be_skipped_too():
    """Where a whole day is left out, as Samoa left out 30 December 2011, its times come when the clocks go on."""
    assert instant_of(date(2011, 12, 30), 600, "Pacific/Apia") == datetime(2011, 12, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("America/New_York", (date(2026, 11, 23), 4 * 60 + 30)), ("Asia/Tokyo", (date(2026, 11, 23), 1110))],
)
def test_home_times_abroad(zone, shown):
    assert wall_time(at(date(2026, 11, 23), 10, 30), zone) == shown


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.integers(0, 1439),
    st.sampled_from([BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
)
def test_there_and_back_is_the_same_or_the_next_time_there_is(day, minute, zone):
    shown_day, shown = wall_time(instant_of(day, minute, zone), zone)
    assert shown_day == day
    assert minute <= shown <= minute + 60
