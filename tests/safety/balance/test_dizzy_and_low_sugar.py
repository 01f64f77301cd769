"""Dizzy on standing, and low sugar"""

from tests.safety.table import safety_table


@safety_table("""
    answers: dizzy_on_standing

    technique                          | site | action | rules
    standing-exercise, marble-footbath | feet | adapt  | R-031
""")
def test_dizzy_on_standing_gets_up_slowly() -> None:
    """Change position slowly, sit first."""


@safety_table("""
    answers: hypo_risk

    technique                          | site | action | rules
    seated-exercise, standing-exercise | all  | warn   | R-030
""")
def test_insulin_warns_before_exercise() -> None:
    """To be safe, check the sugar first. (R-030 is unsure, and only makes things stricter.)"""
