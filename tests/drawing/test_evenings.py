"""The chart of evenings: its bars say how many minutes, never more."""

import re
from datetime import date, timedelta

import pytest

from solemate.drawing.evenings import BARS_BOTTOM, BARS_TOP, Evening, evenings_chart

FIRST = date(2026, 11, 22)


def bars_and_scale(*minutes):
    days = [Evening(day=FIRST + timedelta(days=n), value=4, done=m > 0, minutes=m) for n, m in enumerate(minutes)]
    svg = evenings_chart(days, side="left", width=320)
    heights = [float(high) for high in re.findall(r"v-([\d.]+)h", svg.split('class="chart-bar"')[1])]
    scale = re.search(rf'y="{BARS_TOP + 12}" text-anchor="end">(\d+)<', svg)
    assert scale
    return heights, int(scale[1])


def test_twenty_seconds_are_a_third_of_a_minute_and_not_a_full_bar():
    (high,), scale = bars_and_scale(1 / 3)
    assert scale == 1
    assert abs(high - (BARS_BOTTOM - BARS_TOP) / 3) < 0.1


def test_the_longest_day_fills_the_scale():
    heights, scale = bars_and_scale(6, 12)
    assert scale == 12
    assert [round(high / (BARS_BOTTOM - BARS_TOP), 2) for high in heights] == [0.5, 1.0]


@pytest.mark.parametrize(
    ("there", "labels"), [(1, ["1 Mar"]), (2, ["1 Mar"]), (4, ["1 Mar", "4 Mar"]), (7, ["1 Mar", "4 Mar", "7 Mar"])]
)
def test_no_day_to_come_stands_below_the_picture(there, labels):
    days = [Evening(day=date(2026, 3, number), value=None, to_come=number > there) for number in range(1, 8)]
    svg = evenings_chart(days, side="left", width=240)
    assert re.findall(r">(\d+ Mar)<", svg) == labels


def test_more_minutes_than_fit_beside_the_bars_are_hours():
    def drawn(minutes: float) -> str:
        return evenings_chart([Evening(day=date(2026, 1, 1), value=5, minutes=minutes)], side="left", width=300)

    assert "Minutes done" in drawn(999.4)
    assert ">999<" in drawn(999.4)
    assert "Hours done" in drawn(1089)
    assert ">18<" in drawn(1089)


def test_labels_say_the_year_where_few_marks_are_many_years():
    days = [date(2016 + number // 4, 1 + 3 * (number % 4), 1) for number in range(40)]
    chart = evenings_chart([Evening(day=day, value=5) for day in days], side="left", width=300)
    assert ">Jan 2016<" in chart
    assert ">Oct 2025<" in chart
    week = [Evening(day=date(2025, 12, 28) + timedelta(days=number), value=5) for number in range(14)]
    assert ">28 Dec<" in evenings_chart(week, side="left", width=300), "a new year alone is no reason"
