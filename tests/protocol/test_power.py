"""What a trial can tell, said before it starts: from the person's own evenings, or from the whole chain's simulation."""

import re
from pathlib import Path

import pytest

from solemate.protocol.power import TYPICAL, say_power
from tests.protocol.easy import ball, left_right
from tests.safety.reading_grade import grade, longest_sentence

SUMMARY = Path(__file__).parents[2] / "docs" / "verification" / "whole-chain.md"


@pytest.mark.parametrize("points", [1, 2])
@pytest.mark.parametrize("layout", ["in-turn", "left-right"])
def test_what_is_said_of_typical_trials_is_what_the_simulation_found(layout, points):
    in_turn, sides = SUMMARY.read_text().split("## One side against the other")
    page = in_turn if layout == "in-turn" else sides
    rows = re.findall(rf"^\| {points}\.0 \| [\d.]+ \| (\d+) % \|", page, re.MULTILINE)
    assert len(rows) == 3
    assert TYPICAL[layout][points] == round(sum(map(int, rows)) / 30)


def test_without_a_week_of_evenings_it_says_so():
    for protocol, evenings in ((ball(), [5] * 6), (ball(), [None] * 14)):
        assert say_power(protocol, evenings)[0].startswith("We don’t know your evenings yet.")


def test_one_side_against_the_other_says_what_trials_of_sides_found():
    found = TYPICAL["left-right"]
    said = say_power(left_right(), [5, 6] * 7)
    assert said[0].endswith(f"a change of 2 points in {found[2]} of 10.")
    assert said[1].startswith(f"A change of 1 point we saw in {found[1]} of 10.")


def test_calm_evenings_tell_more_than_wild_ones_and_longer_trials_more_than_short_ones():
    def found(protocol, evenings):
        return int(re.search(r"(\d+) of 10", say_power(protocol, evenings)[0])[1])

    calm, wild = [5, 5, 5, 6, 5, 5, 4, 5, 5, 5], [1, 8, 3, 9, 5, 2, 7, 4, 9, 1]
    assert found(ball(smallest_change=2), calm) > found(ball(smallest_change=2), wild)
    assert found(ball(smallest_change=2), calm) >= found(ball(smallest_change=2, blocks=4), calm)


def test_a_change_that_is_taken_for_none_is_said_too():
    """2 points that matter from 2 on, in calm evenings: some trials say `no-difference`, and those are not "could not tell"."""
    calm = [5, 4, 5, 5, 6, 5, 4, 5, 5, 4, 5, 6, 5, 5]
    first, *more = say_power(ball(smallest_change=2), calm)
    found = int(re.search(r"(\d+) of 10", first)[1])
    missed = int(re.fullmatch(r"In (\d) of 10 it says by mistake: no clear difference\.", more[0])[1])
    assert missed >= 1
    assert (more[1:] == ["Else it says that it could not tell."]) is (found + missed < 10)
    wild = say_power(ball(smallest_change=1), [2, 7, 5, 9, 3, 6, 1, 8, 5, 4, 7, 2, 6, 5])
    assert wild[1:] == ("Else it says that it could not tell.",)


def test_where_more_is_better_it_says_the_same_of_the_mirror():
    evenings = [5, 6, 5, 4, 5, 6, 7, 5, 4, 5]
    mirrored = [10 - value for value in evenings]
    assert say_power(ball(scale="warmth"), mirrored) == say_power(ball(), evenings)


def test_it_is_easy_to_read():
    for sentences in (
        say_power(ball(), []),
        say_power(left_right(), []),
        say_power(ball(), [5, 6] * 5),
        say_power(ball(smallest_change=2), [5, 6] * 5),
    ):
        text = " ".join(sentences)
        assert grade(text) <= 6, text
        assert longest_sentence(text) <= 20, text
