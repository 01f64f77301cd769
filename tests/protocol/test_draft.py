"""What is fixed before a trial starts, and what cannot be drafted at all."""

import json
from dataclasses import replace

import pytest

from solemate.protocol.draft import NotPossible, Protocol, layouts, outcome_sites, period_days
from tests.protocol.easy import CATALOGUE, FEET, ball, left_right


def test_what_is_closed_or_waits_for_a_clinician_cannot_be_drafted():
    with pytest.raises(NotPossible, match="not open"):
        ball(open_sites=())


@pytest.mark.parametrize(
    "choice",
    [
        {"site": "left-hand"},
        {"site": "both-hands"},
        {"site": ""},
        {"smallest_change": 7},
        {"smallest_change": 0},
        {"blocks": 3},
        {"comparator": "sugar"},
        {"open_sites": ("right-foot",), "site": "left-foot"},
        {"open_sites": ("right-foot",), "site": "both-feet"},
        {"layout": "left-right", "open_sites": ("right-foot",)},
        {"layout": "left-right", "technique": "dry-marbles"},
        {"layout": "left-right", "scale": "sleep", "site": ""},
        {"layout": "upside-down"},
    ],
)
def test_choices_that_do_not_go_together_are_refused(choice):
    with pytest.raises(NotPossible):
        ball(**choice)


def test_the_comparator_is_the_reference():
    assert ball().arms == ("rest", "tennis-ball")
    assert ball(comparator="usual").arms == ("usual", "tennis-ball")
    assert left_right(comparator="rest").comparator == "usual", "the other side is simply left alone"


def test_48_days_are_12_blocks_of_2_periods_of_2_days():
    protocol = ball()
    assert (protocol.days, protocol.block_days, protocol.period_days) == (48, 4, 2)


@pytest.mark.parametrize(("onset", "offset", "days"), [(0, 0, 2), (1, 1, 2), (3, 1, 4), (1, 5, 6)])
def test_a_period_is_longer_than_it_takes_to_show_and_to_wear_off(onset, offset, days):
    technique = replace(CATALOGUE.techniques["tennis-ball"], onset_days=onset, offset_days=offset)
    assert period_days(technique, CATALOGUE.trials) == days


def test_a_known_diary_needs_no_run_in():
    assert ball(known_evenings=6).run_in_days == 7
    assert ball(known_evenings=7).run_in_days == 0


def test_left_against_right_only_where_the_other_side_stays_out_of_it():
    pain = CATALOGUE.scales["pain"]
    allowed = [
        technique.id
        for technique in CATALOGUE.techniques.values()
        if "left-right" in layouts(technique, technique.sites, pain, CATALOGUE.trials)
    ]
    assert allowed == ["foot-lotion-massage", "helper-foot-massage", "helper-hand-massage", "tennis-ball"]


def test_an_outcome_is_at_one_open_place_or_at_both_together():
    technique, pain = CATALOGUE.techniques["tennis-ball"], CATALOGUE.scales["pain"]
    assert outcome_sites(technique, FEET, pain) == ("both-feet", *FEET)
    assert outcome_sites(technique, ("right-foot",), pain) == ("right-foot",)
    assert outcome_sites(technique, FEET, CATALOGUE.scales["sleep"]) == ("",)


def test_two_other_outcomes_are_named_before_the_start():
    assert ball().secondary == (("pain", "left-foot"), ("pain", "right-foot"))
    asked = [("pain", "left-foot"), ("numbness", "left-foot"), ("tingling", "left-foot"), ("warmth", "left-foot")]
    assert ball(site="left-foot", asked=asked).secondary == (("numbness", "left-foot"), ("tingling", "left-foot"))
    both = [(scale, foot) for scale in ("pain", "numbness") for foot in FEET] + [("tingling", "left-foot")]
    assert left_right(asked=both).secondary == (("numbness", "feet"),)


def test_planned_seconds_are_those_of_the_session():
    assert ball().planned_seconds == 2 * 118
    assert left_right().planned_seconds == 118


@pytest.mark.parametrize("protocol", [ball(), left_right(), ball(scale="sleep", site="", known_evenings=9)])
def test_it_comes_back_from_json_as_it_was(protocol):
    assert Protocol.from_dict(json.loads(json.dumps(protocol.to_dict()))) == protocol
