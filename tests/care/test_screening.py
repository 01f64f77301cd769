"""What the gate says beyond its tables: the contracts' JSON, the words for the person, what a technique depends on."""

import json

import pytest

from solemate.care.action import Action, Urgency
from solemate.care.catalogue import load_catalogue
from solemate.care.screening import Answers, Clearance, Screening, may_affect, parse_answers, screen

CATALOGUE = load_catalogue()

TECHNIQUES = {
    "foot-lotion-massage": ["left-foot", "right-foot"],
    "hand-lotion-massage": ["left-hand", "right-hand"],
    "helper-foot-massage": ["left-foot", "right-foot"],
    "helper-hand-massage": ["left-hand", "right-hand"],
    "tennis-ball": ["left-foot", "right-foot"],
    "golf-ball": ["left-hand", "right-hand"],
    "marble-footbath": ["left-foot", "right-foot"],
    "dry-marbles": ["left-foot", "right-foot"],
    "knitting": ["left-hand", "right-hand"],
    "seated-exercise": ["left-foot", "right-foot", "left-hand", "right-hand"],
    "standing-exercise": ["left-foot", "right-foot"],
    "essential-oil": [None],
}
EMERGENCIES = {
    "weakness_climbing",
    "trouble_breathing_swallowing_speaking",
    "sudden_one_sided_weakness",
    "bladder_bowel_saddle",
    "breathless_or_chest_pain",
    "black_toe",
    "cold_blue_foot",
}
EMERGENCIES_TOGETHER = {
    *("wound_foot", "skin_infection", "spreading_redness", "burn_or_blister", "fever"),
    *("cli", "chemo_active", "neutropenia"),
}
ON_ANY_LIMB = {"one_limb_weak"}  # beside these, burn_or_blister and spreading_redness, which are above


def look(*conditions: str, **today: list[str]) -> Screening:
    data = {"conditions": list(conditions), "today": [{"id": name, "sites": sites} for name, sites in today.items()]}
    return screen(parse_answers(data, CATALOGUE), CATALOGUE)


def row(screening: Screening, technique: str, site: str | None) -> Clearance:
    return next(found for found in screening.clearances if (found.technique, found.site) == (technique, site))


def test_rows_are_those_of_the_contracts_in_their_order() -> None:
    rows = [(found.technique, found.site) for found in look().clearances]
    assert rows == [(technique, site) for technique, sites in TECHNIQUES.items() for site in sites]


def test_the_example_of_the_contracts() -> None:
    data = {
        "conditions": ["diabetes", "lops"],
        "today": [{"id": "wound_foot", "sites": ["left-foot"]}],
        "clinician_ok": ["marble-footbath"],
        "have": ["thermometer"],
    }
    out = screen(parse_answers(data, CATALOGUE), CATALOGUE).to_dict()
    assert out["flags"] == [{"id": "RF-07", "urgency": "within-1-working-day", "sites": ["left-foot"]}]
    assert out["clearances"][0] == {
        "technique": "foot-lotion-massage",
        "site": "left-foot",
        "action": "closed",
        "rules": ["R-001"],
        "adaptations": [],
    }
    assert json.loads(json.dumps(out)) == out


def test_answers_may_be_empty() -> None:
    assert look() == screen(parse_answers({}, CATALOGUE), CATALOGUE)
    assert {found.action for found in look().clearances if found.technique != "essential-oil"} == {Action.OK}


def test_a_site_left_out_means_every_site_it_can_have() -> None:
    """Also for answers that were not read by `parse_answers`."""
    by_hand = Answers(
        conditions=frozenset(), today={"wound_foot": frozenset()}, clinician_ok=frozenset(), have=frozenset()
    )
    assert screen(by_hand, CATALOGUE) == look(wound_foot=["left-foot", "right-foot"])


def test_flags_come_in_the_order_of_their_numbers() -> None:
    flags = look("diabetes", fever=[], wound_foot=["left-foot"], fall_with_injury=[], one_limb_weak=["left-hand"]).flags
    assert [flag.id for flag in flags] == ["RF-05", "RF-06", "RF-07", "RF-16"]


def test_a_closed_site_is_named_in_its_reason() -> None:
    closed = row(look(wound_hand=["left-hand"]), "hand-lotion-massage", "left-hand")
    assert closed.reasons == ("Your left hand is closed today. You saw a cut or sore skin.",)
    assert closed.dos
    assert not closed.adaptations


def test_the_reason_names_the_foot_that_is_sore_and_says_why_the_tub_closes_for_both() -> None:
    other = row(look(wound_foot=["left-foot"]), "marble-footbath", "right-foot")
    assert all("left foot" in reason and "share one tub" in reason for reason in other.reasons)


def test_a_hand_that_is_sore_is_named_where_the_other_must_rub() -> None:
    foot = row(look(wound_hand=["left-hand", "right-hand"]), "foot-lotion-massage", "left-foot")
    assert "left hand and right hand" in foot.reasons[0]


def test_the_red_flag_comes_first_of_the_reasons() -> None:
    closed = row(look(burn_or_blister=["left-foot"]), "foot-lotion-massage", "left-foot")
    assert closed.reasons[0] == CATALOGUE.flags["RF-11"].title
    assert closed.dos[0] == CATALOGUE.flags["RF-11"].calls[Urgency.SAME_DAY]


def test_adaptations_hold_the_milder_words_too() -> None:
    """The strictest rule gives the action; what the others ask for is said all the same."""
    foot = row(look("numb_hands", "diabetes", "smoker_or_oxygen"), "foot-lotion-massage", "left-foot")
    assert foot.action == "adapt"
    assert foot.rules == ("R-020",)
    assert len(foot.adaptations) == 3


def test_what_must_be_asked_says_already_how_it_would_be_done() -> None:
    foot = row(look("dvt_past", "numb_hands"), "foot-lotion-massage", "left-foot")
    assert foot.action == "ask-clinician"
    assert foot.rules == ("R-005",)
    assert len(foot.adaptations) == 1  # of R-020; that of R-005 comes with the OK


def test_an_ok_is_given_as_the_reason_of_what_it_opened() -> None:
    data = {"conditions": ["diabetes"], "clinician_ok": ["marble-footbath"], "have": ["thermometer"]}
    tub = row(screen(parse_answers(data, CATALOGUE), CATALOGUE), "marble-footbath", "left-foot")
    assert tub.reasons == (CATALOGUE.unlocked["clinician-and-thermometer"],)
    assert any("34 to 36" in adaptation for adaptation in tub.adaptations)


@pytest.mark.parametrize(("condition", "word"), [("pets_in_home", "Pets"), ("small_children_in_home", "children")])
def test_a_warning_about_oils_is_said_although_oils_adapt_already(condition: str, word: str) -> None:
    oil = row(look(condition), "essential-oil", None)
    assert oil.rules == ("N-8",)
    assert any(word in adaptation for adaptation in oil.adaptations)


def test_whom_to_call_depends_on_how_urgent_it_is() -> None:
    calls = CATALOGUE.flags["RF-13"].calls
    assert "{emergency_number}" in calls[Urgency.EMERGENCY]
    assert "today" in calls[Urgency.SAME_DAY]
    assert "cancer team" in CATALOGUE.flags["RF-19"].calls[Urgency.EMERGENCY]


# --- may_affect -------------------------------------------------------------------------------------------------------
# Worked out by hand: each id that the tables show on a row of the technique, and all that can close every row.


def test_knitting_depends_on_emergencies_the_hands_and_little_else() -> None:
    assert may_affect("knitting", CATALOGUE) == {
        *EMERGENCIES,
        *EMERGENCIES_TOGETHER,
        *ON_ANY_LIMB,
        *("numb_hands", "tremor", "cannot_consent"),
    }


def test_hand_massage_depends_on_what_touches_hands() -> None:
    assert may_affect("hand-lotion-massage", CATALOGUE) == {
        *EMERGENCIES,
        *EMERGENCIES_TOGETHER,
        *ON_ANY_LIMB,
        *("wound_hand", "dvt_known", "low_platelets", "dialysis_or_fistula"),
        *("anticoagulant", "bleeding_disorder", "line_or_port", "tumour_local", "radiotherapy_area", "cancer_bone"),
        *("lops", "numb_hands", "allodynia", "fragrance_allergy", "eczema", "nut_or_lanolin_allergy"),
        *("smoker_or_oxygen", "cannot_consent"),
    }


def test_oils_depend_on_no_feeling_and_no_balance() -> None:
    assert may_affect("essential-oil", CATALOGUE) == {
        *EMERGENCIES,
        *EMERGENCIES_TOGETHER,
        *ON_ANY_LIMB,
        *("wound_hand", "pregnant", "epilepsy", "asthma", "fragrance_allergy", "eczema"),
        *("pets_in_home", "small_children_in_home", "hormone_sensitive_cancer", "cannot_consent"),
    }


def test_nothing_depends_on_a_normal_toe_test() -> None:
    assert not any("touch_test_normal" in may_affect(technique, CATALOGUE) for technique in TECHNIQUES)
