"""What a frightened person of 70 reads: short, plain, calm, and with no number that the facts do not carry."""

import re
from collections.abc import Iterator

import pytest

from solemate.care.catalogue import load_catalogue
from tests.safety.reading_grade import grade, longest_sentence, sentences, syllables, words

CATALOGUE = load_catalogue()

HARDEST_GRADE = 5.0
LONGEST_SENTENCE = 20
LONGEST_LABEL = 11
MOST_PER_SCREEN = 7

# Every number that a person reads, and the fact that carries it.
NUMBERS = {
    "1": "O-04 and eo_max_pct (1.4): 1 drop in 5 ml is about 1 percent; R-026: 1 metre; RF-07: 1 working day",
    "2": "R-019: 2 minutes a foot; R-031: sit 2 minutes; 5.2 step 7: 2 of 6; RF-15: 2 days; RF-17: 2 weeks",
    "2.2": "RF-15",
    "4": "R-021: stop at 4 of 10; RF-01: 4 weeks",
    "5": "soak_max_min (1.3); O-04: 5 ml",
    "6": "dvt_known: 6 months; R-006: 6 months; 5.2 step 7: of 6",
    "10": "R-021: 4 of 10",
    "12": "falls_risk: 12 months; RF-18: B12",
    "34": "water_target_c (1.3)",
    "36": "water_target_c (1.3)",
    "37": "water_max_c (1.3), W-01; W-02 is unsure",
}
UNSURE = {"R-030", "RF-16"}  # status U; N-14: worded "to be safe"
NEVER = re.compile(
    r"!|forbidden|\b(112|911|999|110|144|000)\b|\b(cure|cures|relief|prevents?|heals you)\b", re.IGNORECASE
)


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the safety content, and what it belongs to."""
    for group in CATALOGUE.groups:
        yield group.id, group.title
    for question in CATALOGUE.questions.values():
        yield question.id, question.text
        if question.help:
            yield question.id, question.help
    for rule in CATALOGUE.rules.values():
        for effect in rule.effects:
            for text in filter(None, (effect.reason, effect.do, effect.adaptation)):
                yield rule.id, text.replace("{site}", "left foot")
    for text in (*CATALOGUE.unlocked.values(), *CATALOGUE.one_tub.values()):
        yield "unlocked", text
    for flag in CATALOGUE.flags.values():
        for text in (flag.title, flag.may_be, *flag.do_now, *flag.calls.values(), flag.say):
            yield flag.id, text.replace("{emergency_number}", "this number")


TEXTS = list(dict.fromkeys(texts()))


def test_every_text_is_plain() -> None:
    hard = [(owner, f"{grade(text):.1f}", text) for owner, text in TEXTS if grade(text) > HARDEST_GRADE]
    assert not hard
    assert not [text for _, text in TEXTS if longest_sentence(text) > LONGEST_SENTENCE]


def test_every_text_is_a_sentence_in_our_tone() -> None:
    for owner, text in TEXTS:
        assert not NEVER.search(text), owner
        assert "{" not in text, owner
        assert text[0].isupper() or text[0].isdigit(), owner
        assert text[-1] in ".?", owner


def test_every_number_comes_from_the_facts() -> None:
    used = {number for _, text in TEXTS for number in re.findall(r"\d+(?:\.\d+)?", text)}
    assert used == set(NUMBERS)


def test_a_question_is_one_short_question() -> None:
    for question in CATALOGUE.questions.values():
        assert question.text.endswith("?"), question.id
        assert len(words(question.text)) <= LONGEST_SENTENCE, question.id
        assert len(question.label.split()) <= LONGEST_LABEL, question.id
        assert "\n" not in question.text + question.label + (question.help or "")


def test_the_wording_of_overlapping_questions_is_that_of_the_facts() -> None:
    """N-32."""
    asked = {
        name: CATALOGUE.questions[name].text for name in ("skin_infection", "spreading_redness", "burn_or_blister")
    }
    assert asked == {
        "skin_infection": "Athlete's foot, a rash, or weeping skin?",
        "spreading_redness": "Redness that spreads, a red streak, pus or a bad smell?",
        "burn_or_blister": "A burn, or a blister after heat or hot water?",
    }


def test_a_screen_is_short_and_the_emergencies_come_first() -> None:
    assert all(len(group.questions) <= MOST_PER_SCREEN for group in CATALOGUE.groups)
    assert CATALOGUE.groups[0].id == "emergency"
    kinds = [group.kind for group in CATALOGUE.groups]
    assert kinds == sorted(kinds, key=["today", "condition"].index)


def test_no_two_questions_read_alike() -> None:
    for field in ("text", "label"):
        read = [getattr(question, field) for question in CATALOGUE.questions.values()]
        assert len(read) == len(set(read))


def test_what_is_unsure_is_worded_to_be_safe() -> None:
    """N-14: R-030, RF-16, and the 37 degrees of W-02."""
    for owner in UNSURE:
        assert any("to be safe" in text.lower() for name, text in TEXTS if name == owner), owner
    for _, text in TEXTS:
        assert "37" not in text or "to be safe" in text.lower()


def test_a_flag_is_hedged_and_says_whom_to_call() -> None:
    for flag in CATALOGUE.flags.values():
        hedged = re.search(r"\b(may|can|to be safe)\b", flag.may_be.lower())
        assert hedged, flag.id
        assert 1 <= len(flag.do_now) <= 3
        for urgency, call in flag.calls.items():
            assert ("{emergency_number}" in call) == (urgency == "emergency"), flag.id


def test_a_closed_row_says_what_is_closed_or_open_and_never_commands_without_a_reason() -> None:
    for rule in CATALOGUE.rules.values():
        for effect in rule.effects:
            assert len(sentences(effect.reason)) <= 2, rule.id
            if effect.action == "closed":
                assert re.search(r"\bclosed\b|^No (oils|standing)", effect.reason, re.IGNORECASE), rule.id


@pytest.mark.parametrize(
    ("word", "count"), [("skin", 1), ("toe", 1), ("stroke", 1), ("blister", 2), ("diabetes", 3), ("34", 1)]
)
def test_syllables_are_groups_of_vowels(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_flesch_and_kincaids() -> None:
    """By hand: 10 words, 1 sentence, 12 syllables (an-y, blis-ter)."""
    assert grade("Any cut, blister or sore skin on your left foot?") == pytest.approx(
        0.39 * 10 + 11.8 * 12 / 10 - 15.59
    )
