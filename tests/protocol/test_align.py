"""A record, row by row: arms as assigned, evenings as given, the share really done, pauses without a block."""

import csv
import io
from datetime import timedelta

from solemate.nof1.trial_file import read_sides_trial, read_trial
from solemate.protocol.align import Record, align, draw_schedule, sites_today
from solemate.protocol.days import Day, Pause, lay_out
from tests.protocol.easy import MONDAY, ball, left_right, period_days, record_of


def day(number):
    return MONDAY + timedelta(days=number)


def test_arms_are_the_schedules_and_ratings_the_diarys():
    protocol = ball(blocks=4)
    schedule = draw_schedule(protocol, 5)
    ratings = {(day(0), "both-feet"): 6, (day(1), "left-foot"): 9}
    rows = align(protocol, schedule, period_days(protocol), ratings, {}, blocks=4).rows
    assert tuple(row.arm for row in rows) == schedule.arm
    assert [row.rating for row in rows[:2]] == [6, None], "another site is another question"
    assert (rows[4].block, rows[4].period) == (2, 3)


def test_done_counts_on_technique_days_and_in_three_digits():
    protocol = ball(blocks=4)
    done = {day(number): 0.33333 for number in range(16)}
    for row in align(protocol, draw_schedule(protocol, 5), period_days(protocol), {}, done, blocks=4).rows:
        assert row.done == (0.333 if row.arm == "tennis-ball" else None)


def test_more_than_planned_is_all_of_it():
    protocol = ball(blocks=4)
    rows = align(
        protocol, draw_schedule(protocol, 5), period_days(protocol), {}, {day(n): 1.7 for n in range(16)}, blocks=4
    )
    assert {row.done for row in rows.rows} == {1.0, None}


def test_a_paused_day_is_the_reference_without_rating_and_block():
    protocol = ball(blocks=4, known_evenings=7)
    days = lay_out(protocol, MONDAY, [Pause(first=day(3), until=day(5))], until=day(60))
    ratings = {(day(number), "both-feet"): 5 for number in range(60)}
    rows = align(protocol, draw_schedule(protocol, 5), days, ratings, {}, blocks=4).rows
    assert [row.paused for row in rows[:6]] == [False, False, False, True, True, False]
    assert (rows[3].arm, rows[3].rating, rows[3].block, rows[3].period) == ("rest", None, None, None)
    assert len(rows) == 18


def test_the_run_in_and_what_was_paused_before_the_first_period_are_not_in_it():
    protocol = ball(blocks=4)
    days = lay_out(protocol, MONDAY, [Pause(first=day(7), until=day(9))], until=day(60))
    rows = align(protocol, draw_schedule(protocol, 5), days, {}, {}, blocks=4).rows
    assert (rows[0].day, len(rows)) == (day(9), 16)


def test_a_look_reads_whole_blocks_and_nothing_after_them():
    protocol = ball()
    days = [*period_days(protocol, 18), Day(date=day(18), kind="paused")]
    rows = align(protocol, draw_schedule(protocol, 5), days, {}, {}, blocks=4).rows
    assert (len(rows), rows[-1].block) == (16, 4)


def test_left_against_right_says_the_side():
    protocol = left_right(blocks=4)
    schedule = draw_schedule(protocol, 5)
    ratings = {(day(0), "left-foot"): 3, (day(0), "right-foot"): 6, (day(1), "left-foot"): 4}
    rows = align(protocol, schedule, period_days(protocol), ratings, {day(0): 0.5}, blocks=4).rows
    assert tuple(row.side for row in rows) == schedule.side
    assert (rows[0].rating_left, rows[0].rating_right, rows[0].done, rows[0].rated) == (3, 6, 0.5, True)
    assert not rows[1].rated
    assert sites_today(protocol, "left") == ("left-foot",)
    assert sites_today(ball(), "") == ("left-foot", "right-foot")


def test_the_file_is_one_that_the_command_reads(tmp_path):
    record = record_of(ball(blocks=4), 3, lambda number, technique: None if number == 5 else 4 if technique else 6)
    (tmp_path / "trial.csv").write_text(record.write_csv(comment="how\nseed 3"))
    dataset = read_trial(tmp_path / "trial.csv", reference="rest")
    assert dataset.arms == ("rest", "tennis-ball")
    assert len(dataset.rating) == 16
    sides = record_of(left_right(blocks=4), 3, lambda number, _: number % 7)
    (tmp_path / "sides.csv").write_text(sides.write_csv())
    assert set(read_sides_trial(tmp_path / "sides.csv").side) == {-1, 1}


def test_columns_and_file_hold_the_same():
    record = record_of(ball(blocks=4), 3, lambda number, technique: None if number == 5 else 4)
    table = list(csv.DictReader(io.StringIO(record.write_csv())))
    columns = record.columns()
    for name in record.header:
        assert [row[name] or None for row in table] == [
            None if value is None else str(value) for value in columns[name]
        ]


def test_a_record_comes_back_as_it_was():
    for protocol in (ball(blocks=4), left_right(blocks=4)):
        record = record_of(protocol, 3, lambda number, technique: None if number == 5 else 4)
        again = Record.from_list(record.to_list(), left_right=record.left_right)
        assert again == record


def test_a_longer_trial_of_the_same_seed_begins_as_the_shorter_one():
    assert draw_schedule(ball(), 9).arm[:16] == draw_schedule(ball(blocks=4), 9).arm
