"""A finding is the engine's answer on the record's own file, number for number; before the first look it is none."""

import json
import random

import pytest

from solemate import nof1
from solemate.nof1.posterior import fit
from solemate.nof1.sides import fit_sides
from solemate.nof1.trial_file import read_sides_trial, read_trial
from solemate.protocol.align import Record, align, draw_schedule
from solemate.protocol.analyse import Finding, adherence_of, analyse, posterior_of
from tests.protocol.easy import ball, left_right, period_days, record_of


def noisy(seed, without, with_it, swing):
    source = random.Random(seed)
    return lambda number, technique: (
        None
        if source.random() < 0.1
        else max(0, min(10, round(source.gauss(with_it if technique else without, swing))))
    )


def found(protocol, record, *, look=None, ended=True) -> Finding:
    return analyse(
        protocol,
        record,
        look=protocol.blocks if look is None else look,
        ended=ended,
        others=[(pair, record) for pair in protocol.secondary[:1]],
        adherence=adherence_of(record, protocol, {}, rested=3),
        usual=5.0,
        expectation=1,
        seed=7 if ended else None,
    )


def test_it_is_what_the_command_says_of_the_file(tmp_path):
    protocol = ball()
    record = record_of(protocol, 3, noisy(1, 5.5, 4, 1))
    (tmp_path / "trial.csv").write_text(record.write_csv(comment="seed 7"))
    command = fit(read_trial(tmp_path / "trial.csv", reference="rest")).to_dict()
    assert found(protocol, record).posterior == command


def test_left_against_right_too(tmp_path):
    protocol = left_right()
    source = random.Random(2)
    record = record_of(protocol, 3, lambda number, _: source.randint(3, 7))
    rows = tuple(row if row.rating_left is None else _lower(row, source.randint(0, 2)) for row in record.rows)
    record = Record(left_right=True, rows=rows)
    (tmp_path / "trial.csv").write_text(record.write_csv())
    command = fit_sides(read_sides_trial(tmp_path / "trial.csv")).to_dict()
    finding = found(protocol, record)
    assert finding.posterior == command
    assert finding.arm == "technique"
    assert finding.delivered == command["delivered"]["technique"]


def _lower(row, by):
    from dataclasses import replace

    if row.side == "left":
        return replace(row, rating_left=max(0, row.rating_left - 1 - by))
    return replace(row, rating_right=max(0, row.rating_right - 1 - by))


@pytest.mark.parametrize(("with_it", "kind"), [(3, "helps"), (8, "harms")], ids=["it helps", "it makes it worse"])
def test_a_large_difference_is_seen(with_it, kind):
    protocol = ball()
    assert found(protocol, record_of(protocol, 3, noisy(4, 5.5, with_it, 1))).kind == kind


def test_more_is_better_where_the_scale_says_so():
    protocol = ball(scale="warmth")
    assert found(protocol, record_of(protocol, 3, noisy(4, 5.5, 8, 1))).kind == "helps"


def test_the_smallest_change_is_the_persons_own():
    record = record_of(ball(), 3, noisy(5, 5, 5, 0.7))
    assert found(ball(smallest_change=3), record).kind == "no-difference"


def test_evenings_that_never_vary_say_nothing():
    protocol = ball(blocks=4)
    finding = found(protocol, record_of(protocol, 3, lambda number, technique: 4))
    assert (finding.kind, finding.delivered) == ("not-enough-variation", None)


def test_an_arm_without_two_rated_evenings_is_no_fault():
    protocol = ball(blocks=4)
    finding = found(protocol, record_of(protocol, 3, lambda number, technique: None if technique else number % 7))
    assert finding.kind == "not-enough-variation"
    assert json.loads(json.dumps(finding.to_dict()))["posterior"]["delivered"] is None


def test_before_the_first_look_nothing_is_computed(monkeypatch):
    monkeypatch.setattr(nof1, "analyse", None)
    protocol = ball()
    finding = found(protocol, record_of(protocol, 3, noisy(1, 5, 3, 1), blocks=3), look=3)
    assert (finding.kind, finding.posterior, finding.secondary) == ("too-early", None, ())


def test_other_outcomes_are_shown_and_decide_nothing():
    protocol = ball()
    finding = found(protocol, record_of(protocol, 3, noisy(1, 5.5, 4, 1)))
    assert [other.scale for other in finding.secondary] == ["pain"]
    assert finding.secondary[0].delivered == finding.delivered


def test_adherence_counts_technique_days_and_days_it_was_done_on_all_the_same():
    protocol = ball(blocks=4)
    record = record_of(protocol, 3, noisy(1, 5, 4, 1))
    without = [row.day for row in record.rows if row.arm == "rest"]
    adherence = adherence_of(record, protocol, {without[0]: 1.0}, rested=None)
    assert (adherence.technique_days, adherence.comparator_days, adherence.crossed) == (8, 8, 1)
    assert (adherence.share, adherence.days_with_some) == (1.0, 8)


@pytest.mark.parametrize("protocol", [ball(), left_right(), ball(blocks=4)])
def test_it_comes_back_from_json_as_it_was(protocol):
    finding = found(protocol, record_of(protocol, 3, noisy(1, 5.5, 4, 1)))
    assert Finding.from_dict(json.loads(json.dumps(finding.to_dict()))) == finding


def test_the_seed_is_told_only_when_it_is_over():
    protocol = ball()
    record = record_of(protocol, 3, noisy(1, 5.5, 4, 1))
    assert found(protocol, record, ended=False).seed is None
    assert found(protocol, record).seed == 7


def test_left_against_right_counts_the_days_on_which_the_other_side_had_it_too():
    protocol = left_right(blocks=4)
    record = record_of(protocol, 3, noisy(1, 5, 4, 1))
    days = [row.day for row in record.rows]
    assert adherence_of(record, protocol, {}, None, elsewhere={days[1]: 0.5, days[2]: 0.0, days[5]: 1.0}).crossed == 2


def test_a_look_while_it_runs_keeps_its_word_and_no_number():
    protocol = ball()
    finding = found(protocol, record_of(protocol, 3, noisy(1, 5.5, 4, 1)), ended=False)
    kept = finding.without_numbers()
    assert (kept.kind, kept.record, kept.posterior) == (finding.kind, finding.record, None)
    assert [other.delivered for other in kept.secondary] == [None]


def test_a_trial_of_which_nothing_was_played_has_finite_numbers_and_can_be_kept():
    """Somebody kept the time by hand: the log credits no second, and the effect as done is 0 without any spread."""
    protocol = ball(blocks=4)
    schedule, source = draw_schedule(protocol, 3), random.Random(5)
    days = period_days(protocol)
    ratings = {
        (day.date, site): max(
            0, min(10, round(source.gauss(2 if schedule.arm[day.number] == "tennis-ball" else 7, 0.8)))
        )
        for day in days
        for site in protocol.rated_sites
    }
    record = align(protocol, schedule, days, ratings, {}, blocks=4)
    posterior = posterior_of(protocol, record)
    assert posterior["as_done"]["tennis-ball"]["q50"] == 0.0
    json.dumps(posterior, allow_nan=False)
