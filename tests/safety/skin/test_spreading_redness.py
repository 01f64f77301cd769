"""Redness that spreads, a red streak, pus or a bad smell"""

from tests.safety.table import safety_table


@safety_table("""
    answers: spreading_redness left-foot
    flags: RF-12 same-day left-foot, RF-07 soon left-foot

    technique                                                          | site      | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | left-foot | closed | R-003 RF-12
    marble-footbath                                                    | feet      | closed | R-003 RF-12
    seated-exercise, standing-exercise                                 | left-foot | closed | RF-12
""")
def test_on_a_foot() -> None:
    """It counts as bad skin, and is a call today: everything on that foot is closed."""


@safety_table("""
    answers: spreading_redness
    flags: RF-12 same-day left-foot right-foot left-hand right-hand
    flags: RF-07 soon left-foot right-foot left-hand right-hand

    technique                                                          | site  | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | feet  | closed | R-003 RF-12
    hand-lotion-massage, helper-hand-massage, golf-ball, knitting      | hands | closed | R-003 RF-12
    marble-footbath                                                    | feet  | closed | R-003 RF-12
    seated-exercise, standing-exercise, essential-oil                  | all   | closed | RF-12
""")
def test_without_a_named_side() -> None:
    """On all four limbs it is the whole body: every row is closed."""
