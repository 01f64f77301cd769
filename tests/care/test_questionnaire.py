"""Scores worked out by hand, and the files of the questionnaires. The facts are I-03, I-04, I-07 and 5.2."""

from itertools import product
from typing import get_args

import pytest

from solemate.care.catalogue import load_catalogue
from solemate.care.content_file import ContentError, parse
from solemate.care.instrument import load_instruments
from solemate.care.questionnaire import (
    PEG_ANSWERS,
    PGIC_ANSWERS,
    PHQ4_ANSWERS,
    TOES,
    Answer,
    Band,
    Item,
    Result,
    TouchOutcome,
    load_questionnaires,
    peg_score,
    pgic_is_responder,
    phq4_scores,
    read_questionnaire,
    touch_toes_result,
)
from tests.safety.reading_grade import grade, longest_sentence

SHIPPED = load_questionnaires()
HARDEST_GRADE = 5.0
LONGEST_SENTENCE = 20
NOT_OUR_WORDS = {"Over the last 2 weeks, how often have you been bothered by the following problems?"}  # of the PHQ-4


@pytest.mark.parametrize(
    ("answer", "responder"), [(1, True), (2, True), (3, False), (4, False), (5, False), (6, False), (7, False)]
)
def test_the_top_two_of_seven_are_a_responder(answer: int, responder: bool) -> None:
    assert pgic_is_responder(answer) is responder


@pytest.mark.parametrize("answer", [0, 8, -1])
def test_a_change_off_the_seven_is_refused(answer: int) -> None:
    with pytest.raises(ValueError, match="is not 1 to 7"):
        pgic_is_responder(answer)


@pytest.mark.parametrize(
    ("pain", "enjoyment", "activity", "score"),
    [(0, 0, 0, 0), (10, 10, 10, 10), (6, 5, 4, 5), (1, 0, 0, 1 / 3), (7, 7, 6, 20 / 3), (10, 0, 0, 10 / 3)],
)
def test_the_peg_is_a_mean_that_is_not_rounded(pain: int, enjoyment: int, activity: int, score: float) -> None:
    assert peg_score(pain, enjoyment, activity) == pytest.approx(score)


@pytest.mark.parametrize("answers", [(11, 0, 0), (0, -1, 0), (0, 0, 11)])
def test_a_peg_answer_off_the_scale_is_refused(answers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="is not 0 to 10"):
        peg_score(*answers)


@pytest.mark.parametrize(
    ("answers", "total", "anxiety", "depression", "band", "positive"),
    [
        ((0, 0, 0, 0), 0, 0, 0, "none", False),
        ((1, 0, 0, 1), 2, 1, 1, "none", False),
        ((1, 1, 1, 0), 3, 2, 1, "mild", False),
        ((2, 0, 1, 1), 4, 2, 2, "mild", False),
        ((3, 0, 0, 0), 3, 3, 0, "mild", True),  # a mild total can be positive
        ((0, 0, 1, 2), 3, 0, 3, "mild", True),
        ((1, 2, 1, 1), 5, 3, 2, "mild", True),
        ((2, 1, 2, 1), 6, 3, 3, "moderate", True),
        ((3, 3, 0, 0), 6, 6, 0, "moderate", True),
        ((2, 2, 2, 2), 8, 4, 4, "moderate", True),
        ((3, 2, 2, 2), 9, 5, 4, "severe", True),
        ((3, 3, 3, 3), 12, 6, 6, "severe", True),
    ],
)
def test_the_phq4_by_hand(
    answers: tuple[int, ...], total: int, anxiety: int, depression: int, band: str, positive: bool
) -> None:
    scores = phq4_scores(answers)
    assert (scores.total, scores.anxiety, scores.depression, scores.band) == (total, anxiety, depression, band)
    assert scores.is_positive is positive


def test_every_total_of_the_phq4_has_the_band_of_the_facts() -> None:
    bands = {
        0: "none",
        1: "none",
        2: "none",
        3: "mild",
        4: "mild",
        5: "mild",
        6: "moderate",
        7: "moderate",
        8: "moderate",
    }
    for answers in product(range(4), repeat=4):
        scores = phq4_scores(answers)
        assert scores.band == bands.get(sum(answers), "severe")
        assert scores.is_positive or scores.band in ("none", "mild")  # a moderate total is positive in one of the two


@pytest.mark.parametrize("answers", [(), (0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 4), (-1, 0, 0, 0)])
def test_a_phq4_that_is_not_whole_has_no_score(answers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"answers are needed|is not 0 to 3"):
        phq4_scores(answers)


def touched(not_felt: int, missing: int = 0) -> dict[str, bool | None]:
    """Six toes: some not felt, then some missing, the rest felt."""
    felt = [False] * not_felt + [None] * missing + [True] * (len(TOES) - not_felt - missing)
    return dict(zip(TOES, felt, strict=True))


def test_the_order_is_that_of_the_official_picture() -> None:
    assert TOES == ("right-big", "right-little", "left-big", "left-little", "right-middle", "left-middle")


@pytest.mark.parametrize(
    ("not_felt", "outcome", "condition"),
    [
        (0, "all-felt", "touch_test_normal"),
        (1, "one-not-felt", ""),
        (2, "reduced", "lops"),
        (3, "reduced", "lops"),
        (6, "reduced", "lops"),
    ],
)
def test_two_of_six_not_felt_is_reduced_feeling(not_felt: int, outcome: str, condition: str) -> None:
    result = touch_toes_result(touched(not_felt))
    assert (result.outcome, result.condition) == (outcome, condition)
    assert result.not_felt == TOES[:not_felt]


def test_it_does_not_matter_which_toes() -> None:
    for felt in product((True, False), repeat=6):
        result = touch_toes_result(dict(zip(TOES, felt, strict=True)))
        assert result.outcome == ["all-felt", "one-not-felt", "reduced"][min(felt.count(False), 2)]


@pytest.mark.parametrize(("not_felt", "condition"), [(0, ""), (1, ""), (2, "lops"), (5, "lops")])
def test_with_a_toe_missing_it_is_not_valid_but_what_was_not_felt_counts(not_felt: int, condition: str) -> None:
    result = touch_toes_result(touched(not_felt, missing=1))
    assert (result.outcome, result.condition) == ("not-valid", condition)


def test_a_toe_that_nobody_spoke_of_is_missing() -> None:
    assert touch_toes_result({}).outcome == "not-valid"
    five = touched(0)
    del five["left-middle"]
    assert touch_toes_result(five).outcome == "not-valid"


def test_a_toe_that_is_not_of_the_test_is_refused() -> None:
    with pytest.raises(ValueError, match="not a toe of the test: left-second"):
        touch_toes_result(touched(0) | {"left-second": True})


def test_the_four_are_there_and_may_be_used() -> None:
    assert {name: questionnaire.instrument for name, questionnaire in SHIPPED.items()} == {
        "peg": "I-04",
        "pgic": "I-03",
        "phq4": "I-07",
        "touch-toes": "I-06",
    }
    for questionnaire in SHIPPED.values():
        assert load_instruments().instruments[questionnaire.instrument].is_built_in


def test_the_answers_are_those_that_are_scored() -> None:
    values = {name: [answer.value for answer in questionnaire.answers] for name, questionnaire in SHIPPED.items()}
    assert values == {"peg": [], "pgic": list(PGIC_ANSWERS), "phq4": list(PHQ4_ANSWERS), "touch-toes": [1, 0]}
    assert len(PEG_ANSWERS) == 11
    assert [answer.text for answer in SHIPPED["pgic"].answers[::6]] == ["Very much improved", "Very much worse"]


def test_the_items_stand_in_the_order_in_which_they_are_scored() -> None:
    items = {name: tuple(item.id for item in questionnaire.items) for name, questionnaire in SHIPPED.items()}
    assert items["touch-toes"] == TOES
    assert items["peg"] == ("pain", "enjoyment", "activity")
    assert items["phq4"] == ("nervous", "worry", "interest", "down")  # first 2 anxiety, last 2 depression
    for toe, item in zip(TOES, SHIPPED["touch-toes"].items, strict=True):
        side, name = toe.split("-")
        assert item.text == f"{side.capitalize()} foot, {name} toe"


def test_every_outcome_has_its_words() -> None:
    results = {name: {result.id for result in questionnaire.results} for name, questionnaire in SHIPPED.items()}
    assert results["phq4"] == {*get_args(Band), "positive"}
    assert results["touch-toes"] == set(get_args(TouchOutcome))


def test_a_positive_phq4_raises_the_flag_and_names_the_crisis_line() -> None:
    flagged = [result for result in SHIPPED["phq4"].results if result.flag]
    assert [(result.id, result.flag) for result in flagged] == [("positive", "RF-17")]
    assert "crisis line now" in SHIPPED["phq4"].always[0]  # said with every result, not only with a high one
    for questionnaire in SHIPPED.values():
        assert {result.flag for result in questionnaire.results if result.flag} <= set(load_catalogue().flags)


def test_the_toe_test_is_done_by_the_helper_and_can_be_left_out_for_a_toe() -> None:
    assert [name for name, questionnaire in SHIPPED.items() if questionnaire.giver == "helper"] == ["touch-toes"]
    assert [name for name, questionnaire in SHIPPED.items() if questionnaire.not_done] == ["touch-toes"]
    how = " ".join(SHIPPED["touch-toes"].how)
    assert "1 to 2 seconds" in how
    assert "Never touch it again" in how


def test_our_own_words_are_plain() -> None:
    for questionnaire in SHIPPED.values():
        own = [*questionnaire.prepare, *questionnaire.how, questionnaire.text]
        own += [text for result in questionnaire.results for text in result.say]
        for text in own:
            assert grade(text) <= HARDEST_GRADE or text in NOT_OUR_WORDS, text
            assert longest_sentence(text) <= LONGEST_SENTENCE, text


CALM = """
name = "Calm"
fact = "I-07"
status = "V2"
giver = "helper"
prepare = ["Sit down."]
text = "In the last 2 weeks:"
items = [{ id = "calm", text = "Feeling calm" }]
answers = [{ value = 0, text = "No" }, { value = 1, text = "Yes" }]
results = [{ id = "not", say = ["Tell your doctor."], flag = "RF-17" }]
"""


def test_a_file_becomes_a_questionnaire() -> None:
    calm = read_questionnaire(parse(CALM.encode(), "calm.toml"), "calm")
    assert (calm.id, calm.instrument, calm.giver, calm.prepare) == ("calm", "I-07", "helper", ("Sit down.",))
    assert calm.items == (Item(id="calm", text="Feeling calm", low="", high=""),)
    assert calm.answers == (Answer(value=0, text="No"), Answer(value=1, text="Yes"))
    assert calm.results == (Result(id="not", say=("Tell your doctor.",), flag="RF-17"),)
    assert (calm.how, calm.not_done, calm.cite) == ((), "", "")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("value = 1", "value = 0", "calm.toml: answers: says the same twice"),
        ('text = "Feeling calm" }', 'text = "Calm", low = "no", high = "yes" }', "calm.toml: items: each has words"),
        ('[{ id = "calm", text = "Feeling calm" }]', "[]", "calm.toml: items: missing"),
        ('"helper"', '"doctor"', "calm.toml: giver: 'doctor' is not one of self, helper"),
        ("giver", "order = 1\ngiver", "calm.toml: order: no such key"),
        ('say = ["Tell your doctor."]', 'sey = ["Tell your doctor."]', "calm.toml: not: sey: no such key"),
    ],
)
def test_a_wrong_file_is_refused_with_its_key(old: str, new: str, message: str) -> None:
    assert CALM.count(old) == 1
    with pytest.raises(ContentError, match=message):
        read_questionnaire(parse(CALM.replace(old, new).encode(), "calm.toml"), "calm")
