"""The sentences of a finding: numbers that agree, 100 that is 100, and words that are easy to read."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solemate.protocol.analyse import Adherence, Finding, Secondary
from solemate.protocol.explain import explain
from solemate.protocol.in_points import half_points, hundred_of, largest_remainder, points
from tests.protocol.easy import CATALOGUE, ball, left_right, record_of
from tests.safety.reading_grade import grade, longest_sentence

KINDS = ("helps", "harms", "no-difference", "keep-going", "not-enough-variation", "too-early")


def numbers(mean, *, better=0.99, meaningful=0.6, same=0.4):
    return {
        "mean": mean, "sd": 0.4, "q2_5": mean - 0.8, "q50": mean, "q97_5": mean + 0.8,
        "p_better": better, "p_meaningful": meaningful, "p_same": same, "p_worse": 1 - meaningful - same,
    }  # fmt: skip


def finding_of(kind, *, protocol=None, ended=True, mean=-1.2, **other) -> Finding:
    protocol = protocol or ball()
    source = random.Random(1)
    record = record_of(protocol, 3, lambda number, technique: source.randint(3, 6))
    arm = "technique" if record.left_right else protocol.technique
    delivered = numbers(mean, **{key: other.pop(key) for key in ("better", "meaningful", "same") if key in other})
    done = other.pop("as_done", None)
    as_done = {arm: done} if done else None
    posterior = None if kind == "too-early" else {"delivered": {arm: delivered}, "as_done": as_done, "sustained": None}
    if kind == "not-enough-variation":
        posterior = {"delivered": None}
    adherence = Adherence(technique_days=24, days_with_some=22, share=0.9, comparator_days=24, crossed=1, rested=None)
    return Finding(
        protocol=protocol, look=12, ended=ended, kind=kind, record=record, posterior=posterior,
        secondary=(Secondary(scale="pain", site="left-foot", rated=40, delivered=None),),
        **{"adherence": adherence, "usual": 5.0, "expectation": 1, "seed": None, **other},
    )  # fmt: skip


def said(kind, **other):
    to_go = other.pop("to_go", 0)
    return explain(finding_of(kind, **other), CATALOGUE.trials, to_go=to_go)


@pytest.mark.parametrize(
    ("kind", "terms", "title"),
    [
        ("helps", {"mean": -1.1}, "The ball helps you: about 1 point less pain."),
        ("helps", {"mean": -1.4}, "The ball helps you: about 1.5 points less pain."),
        ("helps", {"mean": -0.4}, "The ball helps you: about half a point less pain."),
        ("helps", {"mean": -0.2}, "The ball helps you: less than half a point less pain."),
        ("harms", {"mean": 2.1}, "The ball makes it worse: about 2 points more pain."),
        ("no-difference", {"mean": -0.1}, "We saw no clear difference."),
        ("too-early", {"ended": False}, "Not enough evenings yet."),
        ("too-early", {}, "Not enough evenings to tell."),
        ("keep-going", {"ended": False, "to_go": 9}, "Not enough evenings yet."),
        ("keep-going", {}, "We could not tell."),
        ("not-enough-variation", {}, "Your evenings were too much alike to tell."),
    ],
)
def test_the_one_sentence(kind, terms, title):
    assert said(kind, **terms).title == title


def test_more_warmth_is_better():
    warm = finding_of("helps", protocol=ball(scale="warmth"), mean=1.2)
    assert explain(warm, CATALOGUE.trials).title == "The ball helps you: about 1 point more warmth."
    assert "more warmth" in explain(warm, CATALOGUE.trials).how_sure


def test_9_more_evenings_would_help():
    text = said("keep-going", ended=False, to_go=9)
    assert text.meaning == "9 more evenings would help. Till then we can’t tell, so we won’t guess."
    assert said("keep-going", ended=False, to_go=1).meaning.startswith("1 more evening would help.")


def test_of_100():
    text = said("helps", meaningful=0.504, same=0.490)
    assert text.of_100 == (
        "Of 100 ways to read your evenings: 50 say better by 1 point or more. 49 say about the same. 1 says worse."
    )
    assert "better by 2 points or more" in said("helps", protocol=ball(smallest_change=2)).of_100


@pytest.mark.parametrize(
    ("meaningful", "same", "fits"),
    [
        (0.6, 0.38, "help, with no change, and with harm"),
        (0.6, 0.398, "help and with no change"),
        (0.001, 0.8, "no change and with harm"),
    ],
)
def test_what_the_evenings_fit_with_is_what_the_picture_counts(meaningful, same, fits):
    text = said("keep-going", meaningful=meaningful, same=same)
    assert text.meaning == f"What you felt fits with {fits}. So we won’t guess."
    counts = (text.hundred.better, text.hundred.same, text.hundred.worse)
    assert [name in text.meaning for name in ("help", "no change", "harm")] == [number > 0 for number in counts]


def test_while_the_trial_runs_nothing_is_counted_out():
    text = said("keep-going", ended=False, to_go=4)
    assert (text.unfinished, text.hundred, text.of_100, text.how_sure, text.ladders) == (True, None, "", "", None)


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3).filter(lambda shares: sum(shares) > 1e-6))
def test_the_three_numbers_always_add_up_to_100(shares):
    total = sum(shares)
    three = {"p_meaningful": shares[0] / total, "p_same": shares[1] / total, "p_worse": shares[2] / total}
    for good_side in (three["p_meaningful"], 1 - three["p_worse"]):  # as low and as high as it can be
        hundred = hundred_of({**three, "p_better": good_side})
        assert hundred.better <= hundred.on_the_good_side <= 100 - hundred.worse
    parts = (hundred.better, hundred.same, hundred.worse)
    assert sum(parts) == 100
    assert all(abs(part - 100 * share) < 1 for part, share in zip(parts, three.values(), strict=True))


def test_what_is_left_goes_to_the_largest_fractions():
    assert largest_remainder((0.504, 0.490, 0.006), total=100) == (50, 49, 1)
    assert largest_remainder((1 / 3, 1 / 3, 1 / 3), total=100) == (34, 33, 33)


@pytest.mark.parametrize(("better", "side"), [(1.0, 99), (0.9999, 99), (0.0, 1), (0.978, 98)])
def test_evenings_are_never_100_of_100_sure(better, side):
    assert hundred_of(numbers(-1, better=better, meaningful=0.0, same=1.0)).on_the_good_side == side


@pytest.mark.parametrize(("value", "half"), [(0.24, 0.0), (0.25, 0.5), (-0.75, -1.0), (1.2, 1.0), (-1.26, -1.5)])
def test_half_points(value, half):
    assert half_points(value) == half


def test_points_in_words():
    assert [points(value) for value in (0.1, 0.5, -1, 1.5, 3)] == [
        "less than half a point", "about half a point", "about 1 point", "about 1.5 points", "about 3 points",
    ]  # fmt: skip


@given(st.floats(-9, 9), st.sampled_from(["helps", "harms", "no-difference"]))
def test_ladders_stay_on_the_scale_and_differ_by_what_is_said(mean, kind):
    first, second = said(kind, mean=mean).ladders
    assert min(first.level, second.level) >= 0
    assert max(first.level, second.level) <= 10
    assert second.level - first.level == (0 if kind == "no-difference" else half_points(mean))


def test_what_was_done_and_what_was_expected_is_said():
    text = said("helps")
    assert text.doing == "You did the ball on 22 of 24 ball days. You also did it on 1 day without it."
    assert text.expected == "Before the start you thought it would help a little."
    assert text.evenings == "You filled in 48 of 48 evenings."


def test_where_the_days_as_done_do_not_agree_the_finding_says_so():
    weak = numbers(-0.85, meaningful=0.35, same=0.6)
    text = said("helps", mean=-2.0, meaningful=0.99, same=0.005, as_done=weak)
    assert text.title == "The ball seems to help you: about 2 points less pain."
    assert text.doubt == "Counted by what you really did, only 35 of 100 say better by 1 point or more."
    assert text.doubt in text.aloud
    other_way = numbers(0.7, meaningful=0.5, same=0.4)
    assert said("helps", mean=-1.2, meaningful=0.6, as_done=other_way).doubt
    assert "about the same" in said("no-difference", mean=0.1, same=0.96, meaningful=0.02, as_done=weak).doubt


def test_where_nothing_was_counted_as_done_the_finding_says_that_nobody_can_check():
    nothing = {**numbers(0.0, better=0.5, meaningful=0.0, same=1.0), "sd": 0.0}
    text = said("helps", mean=-2.0, meaningful=0.99, same=0.005, as_done=nothing)
    assert text.doubt == "The player counted none of the ball. So we can’t check this by what you did."
    assert text.title.startswith("The ball seems to help you")


def test_where_the_days_as_done_agree_nothing_is_added():
    for mean, meaningful, same in ((-1.1, 0.55, 0.44), (-1.6, 0.8, 0.19)):
        text = said("helps", mean=-1.2, as_done=numbers(mean, meaningful=meaningful, same=same))
        assert text.doubt == ""
        assert "helps you" in text.title
    assert said("helps").doubt == "", "nothing was counted by what was done"
    assert said("keep-going", ended=False, as_done=numbers(0.0, meaningful=0.0, same=1.0)).doubt == ""


def test_half_hearted_doing_is_what_would_make_it_surer():
    less = Adherence(technique_days=24, days_with_some=12, share=0.4, comparator_days=24, crossed=0, rested=None)
    assert "all of its time" in said("keep-going", adherence=less).surer


def every_text():
    for technique in CATALOGUE.techniques:
        sites = CATALOGUE.techniques[technique].sites
        limb = "both-feet" if "left-foot" in sites else "both-hands"
        for scale in ("pain", "numbness", "warmth"):
            protocol = ball(technique=technique, open_sites=sites, scale=scale, site=limb)
            for kind in KINDS:
                for terms in ({}, {"ended": False, "to_go": 9}):
                    yield said(kind, protocol=protocol, **terms)
    for kind in KINDS:
        yield said(kind, protocol=left_right())
        yield said(kind, as_done=numbers(0.0, meaningful=0.01, same=0.01))
        yield said(kind, as_done={**numbers(0.0, meaningful=0.0, same=1.0), "sd": 0.0})


def test_every_sentence_is_easy_to_read():
    for text in every_text():
        assert grade(text.aloud) <= 6, text.aloud
        assert longest_sentence(text.aloud) <= 18, text.aloud


def test_no_word_promises_or_frightens():
    for text in every_text():
        for word in ("proven", "proof", "cure", "relief", "signific", "p =", "!", "guarantee", "likely"):
            assert word not in text.aloud.lower(), (word, text.aloud)


def test_left_against_right_says_what_it_cannot_see():
    assert "both sides at once" in said("helps", protocol=left_right()).cannot
    assert said("helps", protocol=left_right()).about == "Evening pain, left foot against right, from 0 to 10."


def test_a_pause_is_said():
    finding = finding_of("helps")
    rows = list(finding.record.rows)
    rows[10] = replace(rows[10], block=None, period=None, rating=None, arm="rest")
    paused = replace(finding, record=replace(finding.record, rows=tuple(rows)))
    assert "The trial paused for 1 day." in explain(paused, CATALOGUE.trials).evenings


def test_left_against_right_says_when_the_other_side_had_it_too():
    adherence = Adherence(technique_days=48, days_with_some=40, share=0.9, comparator_days=0, crossed=3, rested=None)
    text = said("no-difference", protocol=left_right(), adherence=adherence)
    assert text.doing.endswith("On 3 days the other side had it too. That can hide a difference.")
    assert grade(text.aloud) <= 6


def test_no_difference_is_said_with_its_number_and_not_as_a_certainty():
    text = said("no-difference", mean=-0.1, better=0.6, meaningful=0.02, same=0.97)
    assert text.meaning == (
        "97 of 100 ways to read your evenings say: less than 1 point. You said that 1 point or more would matter to you."
    )
    assert text.hundred.same == 97


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("protocol", [ball(), left_right()])
def test_to_a_clinician_it_is_said_of_the_person_with_the_same_numbers(kind, protocol):
    done = {**numbers(-0.85, meaningful=0.1, same=0.6), "sd": 0.3}
    found = finding_of(kind, protocol=protocol, as_done=done)
    for rated in (found, without_evenings(found, range(0, 40, 3))):
        to_the_person, of_the_person = (explain(rated, CATALOGUE.trials, who=who) for who in ("you", "the person"))
        for name in to_the_person.__slots__:
            one, other = (str(getattr(said, name)) for said in (to_the_person, of_the_person))
            assert re.findall(r"[0-9.]*[0-9]", one) == re.findall(r"[0-9.]*[0-9]", other), name
            assert not re.search(r"\byou", other, re.IGNORECASE), other
        assert grade(of_the_person.aloud) <= 6


def without_evenings(found: Finding, numbers_of_days) -> Finding:
    rows = tuple(
        replace(row, rating=None, rating_left=None, rating_right=None) if number in numbers_of_days else row
        for number, row in enumerate(found.record.rows)
    )
    return replace(found, record=replace(found.record, rows=rows))


def test_it_is_said_on_whose_days_evenings_are_missing():
    found = finding_of("helps")
    assert explain(found, CATALOGUE.trials).missing == ""
    own = [number for number, row in enumerate(found.record.rows) if row.arm == "tennis-ball"]
    rest = [number for number, row in enumerate(found.record.rows) if row.arm == "rest"]
    assert explain(without_evenings(found, own[:4]), CATALOGUE.trials).missing == "4 on ball days, 0 on rest days"
    assert (
        explain(without_evenings(found, own[:1] + rest[:2]), CATALOGUE.trials).missing
        == "1 on ball days, 2 on rest days"
    )
    usual = without_evenings(finding_of("helps", protocol=ball(comparator="usual")), own[:1])
    assert explain(usual, CATALOGUE.trials).missing.endswith("other days")
    sides = finding_of("helps", protocol=left_right())
    left = [number for number, row in enumerate(sides.record.rows) if row.side == "left"]
    assert (
        explain(without_evenings(sides, left[:3]), CATALOGUE.trials).missing
        == "3 on left ball days, 0 on right ball days"
    )
