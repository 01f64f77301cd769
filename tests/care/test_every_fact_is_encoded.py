"""Nothing of the facts' safety chapter is forgotten: each rule and flag is in content, or it is said why it is not.

The tables are written down from the facts (1.1, 1.2, 1.7, 1.8) and the contracts, not from the content.
"""

import re

import pytest

from solemate.care.catalogue import load_catalogue

CATALOGUE = load_catalogue()

# Facts 1.2, the column "status".
STATUS_OF_RULES = """
    R-001 V   R-002 V   R-003 V D  R-004 V V2  R-005 V2   R-006 V   R-007 V    R-008 V   R-009 V2   R-010 V
    R-011 V   R-012 V   R-013 V    R-014 V     R-015 V D  R-016 D   R-017 V V2 R-018 V   R-019 V D  R-020 V
    R-021 V   R-022 V   R-023 V    R-024 V     R-025 D    R-026 V2  R-027 V2   R-028 D   R-029 V D  R-030 U
    R-031 V D R-032 V2  R-033 V    R-034 V V2  R-035 V    R-036 V   R-037 V    R-038 D   R-039 V2   R-040 V
    R-041 V   R-042 D   R-043 V D  R-044 V     R-045 D
"""
# Facts 1.7; RF-19 is of N-1.
STATUS_OF_FLAGS = """
    RF-01 V2 RF-02 V RF-03 V2 RF-04 V2 RF-05 V2 RF-06 V2 RF-07 V2 RF-08 V2 RF-09 V2 RF-10 V
    RF-11 V D RF-12 V RF-13 V RF-14 V RF-15 V RF-16 U RF-17 V RF-18 V2 RF-19 D
"""
OF_THE_DIARY = {"RF-15", "RF-17", "RF-18"}  # N-30

# Rules that change no action by themselves, and why (N-14 to N-16, N-30, and those that only say how another is read).
CHANGE_NOTHING = {
    *("R-024", "R-025", "R-027", "R-042", "R-044"),  # N-30: precautions of the script
    "R-043",  # N-27: a normal toe test changes nothing
    *("N-4", "N-6", "N-7", "N-9", "N-11", "N-13", "N-26", "N-28", "N-29", "N-31"),  # how another rule is read
    *("N-14", "N-15", "N-16", "N-27", "N-30", "N-32"),  # wording, other chapters, what changes nothing
    *("N-21", "N-33"),  # flags
}

# Facts 1.1 without a star, and what the contracts add.
CONDITIONS = """
    dvt_known immobilised_recent anticoagulant bleeding_disorder low_platelets chemo_active neutropenia
    cancer_bone tumour_local radiotherapy_area line_or_port osteoporosis_severe diabetes lops no_hot_cold numb_hands
    ulcer_history amputation foot_deformity charcot_active charcot_past pad cli varicose_severe lymphoedema
    oedema_heart_kidney allodynia pregnant epilepsy asthma fragrance_allergy nut_or_lanolin_allergy pets_in_home
    small_children_in_home hormone_sensitive_cancer falls_risk low_vision cannot_reach_feet lives_alone tremor hypo_risk
    smoker_or_oxygen
    dvt_past touch_test_normal eczema dizzy_on_standing cannot_consent immunosuppressed dialysis_or_fistula
"""
# Facts 1.1 with a star, and the contracts' table of flags.
TODAY = """
    wound_foot wound_hand skin_infection fever leg_swollen_one_side foot_hot_swollen
    weakness_climbing trouble_breathing_swallowing_speaking sudden_one_sided_weakness bladder_bowel_saddle one_limb_weak
    black_toe breathless_or_chest_pain burn_or_blister spreading_redness cold_blue_foot worse_numbness_on_chemo
    fall_with_injury
"""


def statuses(table: str) -> dict[str, set[str]]:
    """`R-001 V D R-002 V` as a dictionary."""
    found: dict[str, set[str]] = {}
    for word in table.split():
        if "-" in word:
            name = word
            found[name] = set()
        else:
            found[name].add(word)
    return found


def codes(status: str) -> set[str]:
    return set(re.findall(r"\b(V2|V|D|U)\b", status))


RULES = statuses(STATUS_OF_RULES) | {f"N-{number}": {"D"} for number in range(1, 34)}
FLAGS = statuses(STATUS_OF_FLAGS)


def test_every_rule_is_there_and_no_other() -> None:
    assert list(RULES)[:45] == [f"R-{number:03}" for number in range(1, 46)]
    assert list(CATALOGUE.rules) == list(RULES)


def test_every_flag_is_there_and_no_other() -> None:
    assert list(FLAGS) == [f"RF-{number:02}" for number in range(1, 20)]
    assert list(CATALOGUE.flags) == list(FLAGS)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_the_status_of_the_facts_and_changes_an_action_or_says_why_not(rule: str) -> None:
    found = CATALOGUE.rules[rule]
    assert codes(found.status) == RULES[rule]
    assert bool(found.no_effect) == (rule in CHANGE_NOTHING)
    assert bool(found.effects) == (rule not in CHANGE_NOTHING)
    assert found.sources or rule.startswith("N-") or codes(found.status) <= {"D", "U"}


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_has_the_status_of_the_facts_and_is_raised_where_they_say(flag: str) -> None:
    found = CATALOGUE.flags[flag]
    assert codes(found.status) == FLAGS[flag]
    assert found.origin == ("diary" if flag in OF_THE_DIARY else "screening")
    assert bool(found.triggers) == (flag not in OF_THE_DIARY)
    assert found.sources or codes(found.status) <= {"D", "U"}


@pytest.mark.parametrize(("kind", "table"), [("condition", CONDITIONS), ("today", TODAY)])
def test_every_question_is_there_and_no_other(kind: str, table: str) -> None:
    assert {question.id for question in CATALOGUE.questions.values() if question.kind == kind} == set(table.split())


def test_every_question_but_the_toe_test_is_asked_on_one_screen() -> None:
    asked = [question.id for group in CATALOGUE.groups for question in group.questions]
    assert len(asked) == len(set(asked))
    assert set(CATALOGUE.questions) - set(asked) == {"touch_test_normal"}


def test_every_question_names_a_fact_that_is_there() -> None:
    known = {"1.1", *CATALOGUE.rules, *CATALOGUE.flags}
    for question in CATALOGUE.questions.values():
        assert question.source in known, question.id


def test_every_question_but_the_toe_test_changes_an_action_or_raises_a_flag() -> None:
    used = {name for rule in CATALOGUE.rules.values() for effect in rule.effects for name in effect.when}
    for flag in CATALOGUE.flags.values():
        for trigger in flag.triggers:
            used.update(trigger.when, trigger.together_with)
    assert set(CATALOGUE.questions) - used == {"touch_test_normal"}
