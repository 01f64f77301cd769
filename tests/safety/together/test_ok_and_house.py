"""A clinician's OK, and what is in the house"""

from tests.safety.table import safety_table


@safety_table("""
    answers: wound_foot left-foot, diabetes, lops
    ok: marble-footbath, foot-lotion-massage, tennis-ball, dry-marbles
    have: thermometer
    flags: RF-07 within-1-working-day left-foot

    technique                                | site       | action | rules
    foot-lotion-massage, helper-foot-massage | left-foot  | closed | R-001
    foot-lotion-massage, helper-foot-massage | right-foot | adapt  | R-020
    hand-lotion-massage, helper-hand-massage | hands      | adapt  | R-020
    tennis-ball                              | left-foot  | closed | R-001
    tennis-ball                              | right-foot | adapt  | R-019 N-17
    marble-footbath                          | feet       | closed | R-001 R-002
    dry-marbles                              | left-foot  | closed | R-001 R-002
    dry-marbles                              | right-foot | adapt  | R-019 N-10
    standing-exercise                        | left-foot  | closed | N-2
    standing-exercise                        | right-foot | adapt  | N-18
    essential-oil                            | all        | closed | R-001
""")
def test_an_ok_never_opens_a_wound() -> None:
    """The OK opens what asked for it. The wound stays closed, and with it the tub for both feet."""


@safety_table("""
    answers: immobilised_recent, diabetes
    ok: marble-footbath, standing-exercise

    technique                                | site | action | rules
    marble-footbath                          | feet | closed | R-017
    standing-exercise                        | feet | adapt  | R-006
    foot-lotion-massage, helper-foot-massage | feet | closed | R-006
    tennis-ball, dry-marbles                 | feet | closed | R-006

    answers: immobilised_recent, diabetes
    ok: marble-footbath
    have: thermometer

    technique                                | site | action | rules
    marble-footbath                          | feet | adapt  | R-006 R-017
    standing-exercise                        | feet | closed | R-006
    foot-lotion-massage, helper-foot-massage | feet | closed | R-006
    tennis-ball, dry-marbles                 | feet | closed | R-006
""")
def test_the_thermometer_is_asked_for_where_feeling_or_diabetes_closed_the_tub() -> None:
    """Each rule is opened by what it asks for itself: one by an OK, the other by an OK and a thermometer."""


@safety_table("""
    answers: falls_risk, ulcer_history
    have: support

    technique                                 | site | action        | rules
    standing-exercise                         | feet | ask-clinician | R-032
    tennis-ball, marble-footbath, dry-marbles | feet | ask-clinician | R-032

    answers: falls_risk, ulcer_history
    ok: standing-exercise
    have: support

    technique                                 | site | action        | rules
    standing-exercise                         | feet | adapt         | R-028 R-032
    tennis-ball, marble-footbath, dry-marbles | feet | ask-clinician | R-032
""")
def test_support_and_an_ok_each_open_their_own_rule() -> None:
    """Support opens the rule about falls, the OK the rule about the foot's history."""
