"""A blood clot now, or in the last 6 months"""

from tests.safety.table import safety_table


@safety_table("""
    answers: dvt_known

    technique                                                          | site  | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | feet  | closed | R-004
    marble-footbath, seated-exercise                                   | feet  | closed | R-004
    standing-exercise                                                  | feet  | closed | N-2
    hand-lotion-massage, helper-hand-massage, golf-ball                | hands | closed | R-004

    answers: dvt_known
    ok: foot-lotion-massage, hand-lotion-massage, seated-exercise, standing-exercise, tennis-ball

    technique                                                          | site  | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | feet  | closed | R-004
    marble-footbath, seated-exercise                                   | feet  | closed | R-004
    standing-exercise                                                  | feet  | closed | N-2
    hand-lotion-massage, helper-hand-massage, golf-ball                | hands | closed | R-004
""")
def test_closes_both_legs_and_rubbing_of_the_hands() -> None:
    """A known clot has no side and may be in an arm. It raises no flag, and no OK opens it."""
