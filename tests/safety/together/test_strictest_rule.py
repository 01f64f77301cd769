"""The strictest rule wins"""

from tests.safety.table import safety_table


@safety_table("""
    answers: numb_hands, smoker_or_oxygen, dvt_past

    technique                                | site  | action        | rules
    foot-lotion-massage, helper-foot-massage | feet  | ask-clinician | R-005
    hand-lotion-massage, helper-hand-massage | hands | adapt         | R-020
    marble-footbath                          | feet  | adapt         | R-041
    golf-ball                                | hands | adapt         | N-22
    knitting                                 | hands | warn          | N-22
""")
def test_warn_gives_way_to_adapt_and_adapt_to_ask() -> None:
    """Warn, adapt, ask: the strictest action stands, with the rules that gave it."""


@safety_table("""
    answers: anticoagulant, chemo_active, fragrance_allergy

    technique                                            | site | action        | rules
    every massage                                        | all  | adapt         | R-009 R-010 R-036
    tennis-ball, golf-ball, marble-footbath, dry-marbles | all  | ask-clinician | R-009
    standing-exercise                                    | feet | adapt         | N-23
    essential-oil                                        | all  | closed        | R-036
""")
def test_all_rules_that_gave_the_action_are_named() -> None:
    """Several rules of the same strictness are all named."""


@safety_table("""
    answers: wound_foot left-foot, leg_swollen_one_side right-foot
    flags: RF-07 soon left-foot, RF-09 same-day right-foot

    technique                                | site       | action | rules
    foot-lotion-massage, helper-foot-massage | left-foot  | closed | R-001
    foot-lotion-massage, helper-foot-massage | right-foot | closed | R-004 RF-09
    tennis-ball                              | left-foot  | closed | R-001
    tennis-ball, dry-marbles                 | right-foot | closed | R-004 RF-09
    dry-marbles                              | left-foot  | closed | R-001 R-002
    marble-footbath                          | feet       | closed | R-001 R-002 R-004 RF-09
    seated-exercise                          | right-foot | closed | R-004 RF-09
    standing-exercise                        | left-foot  | closed | N-2
    standing-exercise                        | right-foot | closed | N-2 RF-09
    essential-oil                            | all        | closed | R-001
""")
def test_each_side_keeps_its_own_reasons_but_for_the_tub() -> None:
    """Each foot has its own rules. The tub is shared, so it has those of both."""
