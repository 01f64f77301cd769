"""The script of a session: equal sides, a change-over of its own, no sentence over another, at every length."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solemate.care.catalogue import load_catalogue
from solemate.care.evidence import load_evidence
from solemate.care.exposure import planned_seconds
from solemate.care.session import SIDE, at, write_script
from solemate.drawing import STROKES

EVIDENCE = load_evidence()
TECHNIQUE = load_catalogue().techniques["hand-lotion-massage"]
LENGTHS = range(TECHNIQUE.minutes.least, TECHNIQUE.minutes.most + 1)
HANDS = ("left-hand", "right-hand")


def seconds_of(script, side):
    return [s.seconds for s in script.segments if s.kind == "step" and SIDE[s.site] == side]


def test_it_may_last_3_to_8_minutes():
    assert list(LENGTHS) == [3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("minutes", LENGTHS)
def test_both_sides_get_the_same_steps_for_as_long(minutes):
    script = write_script(TECHNIQUE, sites=HANDS, minutes=minutes)
    assert seconds_of(script, "left") == seconds_of(script, "right")
    assert abs(script.seconds - minutes * 60) <= 1


@pytest.mark.parametrize("minutes", LENGTHS)
def test_the_change_over_is_a_step_of_its_own(minutes):
    script = write_script(TECHNIQUE, sites=HANDS, minutes=minutes)
    switches = [s for s in script.segments if s.kind == "switch"]
    assert [s.seconds for s in switches] == [12]
    assert (script.segments[0].kind, script.segments[0].seconds) == ("count-in", 10)
    assert script.segments[-1].kind == "after"


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("sites", [HANDS, HANDS[:1], HANDS[1:]])
def test_no_sentence_is_said_over_another(minutes, sites):
    cues = write_script(TECHNIQUE, sites=sites, minutes=minutes).cues
    for cue, following in itertools.pairwise(cues):
        assert cue.end <= following.at, f"{minutes} minutes: {cue.say!r} runs into {following.say!r}"


@pytest.mark.parametrize("minutes", LENGTHS)
def test_every_sentence_fits_its_segment(minutes):
    script = write_script(TECHNIQUE, sites=HANDS, minutes=minutes)
    for segment in script.segments:
        said = [cue for cue in script.cues if segment.start <= cue.at < segment.end]
        assert said[0].at == segment.start
        assert all(cue.end <= segment.end for cue in said), segment


def test_at_the_usual_length_there_are_half_way_and_next_step_cues():
    script = write_script(TECHNIQUE, sites=HANDS, minutes=TECHNIQUE.minutes.default)
    for segment in script.segments:
        kinds = [cue.kind for cue in script.cues if segment.start <= cue.at < segment.end]
        if segment.kind == "step":
            assert "next" in kinds, segment
            assert "half" in kinds or segment.seconds < 25, segment  # a short step has no room for both
    assert "ready" in [cue.kind for cue in script.cues]


def test_every_sentence_names_the_right_side():
    script = write_script(TECHNIQUE, sites=HANDS, minutes=6)
    for segment in script.segments:
        if segment.site is None:
            continue
        other = {"left": "right", "right": "left"}[SIDE[segment.site]]
        said = [cue.say.lower() for cue in script.cues if segment.start <= cue.at < segment.end and cue.kind == "start"]
        assert SIDE[segment.site] in said[0]
        assert all(other not in sentence for sentence in said)


def test_a_session_with_one_hand_has_no_change_over_and_the_same_time_on_that_hand():
    both = write_script(TECHNIQUE, sites=HANDS, minutes=6)
    right = write_script(TECHNIQUE, sites=("right-hand",), minutes=6)
    assert all(s.kind != "switch" for s in right.segments)
    assert seconds_of(right, "right") == seconds_of(both, "right")
    assert seconds_of(right, "left") == []


@pytest.mark.parametrize(("sites", "minutes"), [((), 6), (HANDS, 2), (HANDS, 9)])
def test_it_refuses_what_is_no_session(sites, minutes):
    with pytest.raises(ValueError, match="session|minutes"):
        write_script(TECHNIQUE, sites=sites, minutes=minutes)


@given(position=st.integers(-1000, 600_000), minutes=st.sampled_from(LENGTHS))
def test_where_a_session_is_depends_on_the_elapsed_time_alone(position, minutes):
    script = write_script(TECHNIQUE, sites=HANDS, minutes=minutes)
    place = at(script, position)
    segment = script.segments[place.segment]
    here = min(max(position, 0), script.seconds * 1000)
    assert segment.start * 1000 + place.into_ms == here
    assert place.into_ms + place.left_ms == segment.seconds * 1000
    assert place.left_ms > 0 or here == script.seconds * 1000


ALL = load_catalogue().techniques


@pytest.mark.parametrize("technique", ALL.values(), ids=list(ALL))
def test_every_technique_lays_out_at_every_length_and_for_any_open_sites(technique):
    """Nothing spoken over another, every start said, both sides alike, whatever is closed."""
    for minutes in range(technique.minutes.least, technique.minutes.most + 1):
        for count in range(1, len(technique.sites) + 1):
            for sites in itertools.combinations(technique.sites, count):
                script = write_script(technique, sites=sites, minutes=minutes)
                for cue, following in itertools.pairwise(script.cues):
                    assert cue.end <= following.at, (minutes, sites, cue.say, following.say)
                planned = planned_seconds(script.segments)
                for part in ("hand", "foot"):
                    times = {seconds for site, seconds in planned.items() if site.endswith(part)}
                    assert len(times) <= 1, (minutes, sites, planned)
                assert set(planned) == set(sites)


@pytest.mark.parametrize("technique", ALL.values(), ids=list(ALL))
def test_every_technique_has_its_pictures_and_its_evidence(technique):
    assert {step.stroke for step in technique.steps} | {technique.picture} <= set(STROKES)
    assert all(name in EVIDENCE.studies or name in EVIDENCE.claims for name in technique.evidence)
    assert technique.known
