"""Feet that lack feeling"""

from tests.safety.table import safety_table


@safety_table("""
    answers: lops

    technique         | site | action        | rules
    marble-footbath   | feet | closed        | R-018
    tennis-ball       | feet | ask-clinician | N-17
    dry-marbles       | feet | ask-clinician | R-019
    every massage     | all  | adapt         | R-020
    standing-exercise | feet | adapt         | N-18
""")
def test_closes_the_footbath_and_asks_before_pressure() -> None:
    """No footbath. Ball and marbles need a clinician's OK. Massage is light, and the eyes judge."""


@safety_table("""
    answers: lops
    ok: marble-footbath, tennis-ball, dry-marbles

    technique         | site | action | rules
    marble-footbath   | feet | closed | R-018
    tennis-ball       | feet | adapt  | R-019 N-17
    dry-marbles       | feet | adapt  | R-019
    every massage     | all  | adapt  | R-020
    standing-exercise | feet | adapt  | N-18

    answers: lops
    ok: marble-footbath
    have: thermometer

    technique         | site | action        | rules
    marble-footbath   | feet | adapt         | R-018 R-019
    tennis-ball       | feet | ask-clinician | N-17
    dry-marbles       | feet | ask-clinician | R-019
    every massage     | all  | adapt         | R-020
    standing-exercise | feet | adapt         | N-18
""")
def test_an_ok_opens_what_it_names_the_footbath_with_a_thermometer() -> None:
    """A clinician's OK opens ball and marbles; the footbath only together with a thermometer."""


@safety_table("""
    answers: diabetes, lops

    technique         | site | action        | rules
    marble-footbath   | feet | closed        | R-017 R-018
    tennis-ball       | feet | ask-clinician | N-17
    dry-marbles       | feet | ask-clinician | R-019
    every massage     | all  | adapt         | R-020
    standing-exercise | feet | adapt         | N-18
""")
def test_with_diabetes_both_close_the_footbath() -> None:
    """With diabetes as well, both rules close the footbath, and the dry marbles follow R-019."""
