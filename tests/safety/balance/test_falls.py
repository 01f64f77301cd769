"""Falls, and living alone"""

from tests.safety.table import safety_table


@safety_table("""
    answers: falls_risk

    technique         | site | action | rules
    standing-exercise | feet | closed | R-028
    marble-footbath   | feet | adapt  | R-029

    answers: falls_risk
    ok: standing-exercise
    have: thermometer

    technique         | site | action | rules
    standing-exercise | feet | closed | R-028
    marble-footbath   | feet | adapt  | R-029

    answers: falls_risk
    have: support

    technique         | site | action | rules
    standing-exercise | feet | adapt  | R-028
    marble-footbath   | feet | adapt  | R-029
""")
def test_close_standing_work_until_there_is_support() -> None:
    """Standing work is closed. Support opens it, a clinician's OK does not. The footbath takes more care."""


@safety_table("""
    answers: lives_alone

    technique       | site | action | rules
    marble-footbath | feet | adapt  | R-029
""")
def test_alone_the_footbath_takes_more_care() -> None:
    """Alone at home: seated, a mat, a jug."""


@safety_table("""
    answers: fall_with_injury
    flags: RF-16 soon
""")
def test_a_fall_that_hurt_is_shown_to_a_doctor_soon() -> None:
    """It is a flag. To be safe, a doctor looks at it soon."""
