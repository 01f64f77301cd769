"""Dialysis, or a fistula in an arm"""

from tests.safety.table import safety_table


@safety_table("""
    answers: dialysis_or_fistula

    technique                                           | site  | action        | rules
    hand-lotion-massage, helper-hand-massage, golf-ball | hands | ask-clinician | N-3

    answers: dialysis_or_fistula
    ok: hand-lotion-massage

    technique                      | site  | action        | rules
    hand-lotion-massage            | hands | adapt         | N-3
    helper-hand-massage, golf-ball | hands | ask-clinician | N-3
""")
def test_asks_before_pressure_on_the_hands() -> None:
    """The side is not known: pressure on either hand needs a clinician's OK."""
