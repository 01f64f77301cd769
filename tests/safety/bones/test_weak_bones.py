"""Bones that break easily"""

from tests.safety.table import safety_table


@safety_table("""
    answers: osteoporosis_severe

    technique                                           | site | action        | rules
    helper-foot-massage, helper-hand-massage, golf-ball | all  | adapt         | R-013
    standing-exercise                                   | feet | adapt         | R-013
    tennis-ball, marble-footbath, dry-marbles           | feet | ask-clinician | R-013
""")
def test_touch_is_light_and_pressure_is_asked_for() -> None:
    """Light as a feather. Balls and marbles under the foot need a clinician's OK."""
