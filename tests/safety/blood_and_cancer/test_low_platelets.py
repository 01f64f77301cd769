"""Low platelets"""

from tests.safety.table import safety_table


@safety_table("""
    answers: low_platelets

    technique                                            | site | action        | rules
    tennis-ball, golf-ball, marble-footbath, dry-marbles | all  | closed        | R-008
    every massage                                        | all  | ask-clinician | N-3
    standing-exercise                                    | feet | adapt         | N-23
""")
def test_close_balls_and_marbles() -> None:
    """Balls and marbles are closed. Massage needs a clinician's OK. A fall would bleed."""


@safety_table("""
    answers: low_platelets
    ok: tennis-ball, golf-ball, marble-footbath, dry-marbles, hand-lotion-massage
    have: thermometer

    technique                                                     | site | action        | rules
    tennis-ball, golf-ball, marble-footbath, dry-marbles          | all  | closed        | R-008
    hand-lotion-massage                                           | all  | adapt         | N-3
    foot-lotion-massage, helper-foot-massage, helper-hand-massage | all  | ask-clinician | N-3
    standing-exercise                                             | feet | adapt         | N-23
""")
def test_no_ok_opens_balls_and_marbles() -> None:
    """A clinician's OK opens the massage it names, never balls and marbles."""
