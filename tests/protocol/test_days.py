"""Which day is which: run-in, periods, pauses; and when a block is over."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from solemate.protocol.days import Pause, baseline_days, block_of, blocks_over, lay_out, period_of
from tests.protocol.easy import MONDAY, ball

FAR = MONDAY + timedelta(days=400)


def kinds(days):
    return "".join({"run-in": "i", "period": "p", "paused": "-"}[day.kind] for day in days)


def test_the_run_in_comes_first():
    days = lay_out(ball(blocks=4), MONDAY, [], until=FAR)
    assert kinds(days) == "i" * 7 + "p" * 16
    assert [day.number for day in days if day.kind == "period"] == list(range(16))


def test_nothing_is_laid_out_after_today():
    assert len(lay_out(ball(), MONDAY, [], until=MONDAY + timedelta(days=9))) == 10


def test_a_pause_moves_the_rest_back_and_loses_nothing():
    pause = Pause(first=MONDAY + timedelta(days=9), until=MONDAY + timedelta(days=12))
    days = lay_out(ball(blocks=4), MONDAY, [pause], until=FAR)
    assert kinds(days) == "i" * 7 + "pp---" + "p" * 14


def test_an_open_pause_goes_on_until_somebody_says_so():
    days = lay_out(
        ball(), MONDAY, [Pause(first=MONDAY + timedelta(days=8), until=None)], until=MONDAY + timedelta(days=20)
    )
    assert kinds(days) == "i" * 7 + "p" + "-" * 13


def test_a_pause_in_the_run_in_and_one_after_the_end():
    pauses = [
        Pause(first=MONDAY, until=MONDAY + timedelta(days=2)),
        Pause(first=MONDAY + timedelta(days=25), until=None),
    ]
    assert kinds(lay_out(ball(blocks=4), MONDAY, pauses, until=FAR)) == "--" + "i" * 7 + "p" * 16


def test_a_block_is_over_when_its_last_evening_is_answered_or_past():
    protocol = ball(known_evenings=7)
    last_evening = MONDAY + timedelta(days=15)
    days = lay_out(protocol, MONDAY, [], until=last_evening)
    assert blocks_over(protocol, days, today=last_evening, rated_today=False) == 3
    assert blocks_over(protocol, days, today=last_evening, rated_today=True) == 4
    days = lay_out(protocol, MONDAY, [], until=last_evening + timedelta(days=1))
    assert blocks_over(protocol, days, today=last_evening + timedelta(days=1), rated_today=False) == 4


def test_blocks_and_periods_count_from_1():
    protocol = ball()
    assert [block_of(protocol, number) for number in (0, 3, 4, 47)] == [1, 1, 2, 12]
    assert [period_of(protocol, number) for number in (0, 1, 2, 47)] == [1, 1, 2, 24]


def test_what_is_usual_comes_from_the_days_before_the_first_period():
    protocol = ball(blocks=4)
    days = lay_out(protocol, MONDAY, [], until=FAR)
    first, last = baseline_days(protocol, days, MONDAY)
    assert last == MONDAY + timedelta(days=6)
    assert (last - first).days == 13


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 10)), max_size=4))
def test_whatever_pauses_there_are_every_planned_day_comes_once_and_in_order(pauses):
    protocol = ball(blocks=8)
    made = [
        Pause(first=MONDAY + timedelta(days=first), until=MONDAY + timedelta(days=first + long))
        for first, long in pauses
    ]
    days = lay_out(protocol, MONDAY, made, until=FAR)
    assert [day.number for day in days if day.kind == "period"] == list(range(32))
    assert [day.number for day in days if day.kind == "run-in"] == list(range(7))
    assert [day.date for day in days] == [MONDAY + timedelta(days=number) for number in range(len(days))]
    assert days[-1].kind == "period"
