"""Blood thinners, or easy bleeding"""

from tests.safety.table import safety_table


@safety_table("""
    answers: anticoagulant

    technique                                            | site | action        | rules
    every massage                                        | all  | adapt         | R-009
    tennis-ball, golf-ball, marble-footbath, dry-marbles | all  | ask-clinician | R-009

    answers: bleeding_disorder

    technique                                            | site | action        | rules
    every massage                                        | all  | adapt         | R-009
    tennis-ball, golf-ball, marble-footbath, dry-marbles | all  | ask-clinician | R-009
""")
def test_light_strokes_and_ask_before_balls_and_marbles() -> None:
    """Light strokes only. Balls, the golf ball among them, and marbles need a clinician's OK."""


@safety_table("""
    answers: anticoagulant, bleeding_disorder
    ok: golf-ball, marble-footbath

    technique                  | site | action        | rules
    every massage              | all  | adapt         | R-009
    golf-ball, marble-footbath | all  | adapt         | R-009
    tennis-ball, dry-marbles   | all  | ask-clinician | R-009
""")
def test_an_ok_opens_what_it_names() -> None:
    """A clinician's OK opens what it names, the footbath without a thermometer."""
