"""Numb fingers"""

from tests.safety.table import safety_table


@safety_table("""
    answers: numb_hands

    technique       | site  | action | rules
    every massage   | all   | adapt  | R-020
    marble-footbath | feet  | adapt  | R-041
    golf-ball       | hands | adapt  | N-22
    knitting        | hands | warn   | N-22
""")
def test_the_eyes_judge_and_never_a_numb_hand() -> None:
    """The eyes judge the pressure, a thermometer the water, and the ball is larger and softer."""
