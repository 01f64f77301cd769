"""An ulcer, a lost toe, a changed foot"""

from tests.safety.table import safety_table


@safety_table("""
    answers: ulcer_history

    technique                                                    | site | action        | rules
    tennis-ball, marble-footbath, dry-marbles, standing-exercise | feet | ask-clinician | R-032

    answers: amputation

    technique                                                    | site | action        | rules
    tennis-ball, marble-footbath, dry-marbles, standing-exercise | feet | ask-clinician | R-032

    answers: foot_deformity

    technique                                                    | site | action        | rules
    tennis-ball, marble-footbath, dry-marbles, standing-exercise | feet | ask-clinician | R-032

    answers: charcot_past

    technique                                                    | site | action        | rules
    tennis-ball, marble-footbath, dry-marbles, standing-exercise | feet | ask-clinician | R-032

    answers: charcot_past, amputation
    ok: standing-exercise, marble-footbath

    technique                          | site | action        | rules
    tennis-ball, dry-marbles           | feet | ask-clinician | R-032
    marble-footbath, standing-exercise | feet | adapt         | R-032
""")
def test_asks_before_pressure_and_standing() -> None:
    """Ball, marbles, footbath and standing work need a clinician's OK. A past Charcot foot counts too."""
