"""Poor blood flow in the legs"""

from tests.safety.table import safety_table


@safety_table("""
    answers: pad

    technique                                 | site | action        | rules
    foot-lotion-massage, helper-foot-massage  | feet | adapt         | R-016
    tennis-ball, marble-footbath, dry-marbles | feet | ask-clinician | R-016

    answers: pad
    ok: tennis-ball, marble-footbath, dry-marbles

    technique                                 | site | action | rules
    foot-lotion-massage, helper-foot-massage  | feet | adapt  | R-016
    tennis-ball, marble-footbath, dry-marbles | feet | adapt  | R-016
""")
def test_light_and_short_and_ask_before_pressure() -> None:
    """Light and short. Ball, marbles and footbath need a clinician's OK."""
