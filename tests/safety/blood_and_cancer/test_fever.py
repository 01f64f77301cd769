"""Fever, or feeling ill"""

from tests.safety.table import safety_table


@safety_table("""
    answers: fever

    technique                                                               | site | action | rules
    every massage                                                           | all  | closed | R-007
    marble-footbath                                                         | feet | closed | R-007 N-1
    tennis-ball, golf-ball, dry-marbles, seated-exercise, standing-exercise | all  | closed | N-1
""")
def test_closes_all_but_knitting() -> None:
    """Massage, balls, marbles and exercise wait. Knitting stays open."""


@safety_table("""
    answers: fever
    ok: foot-lotion-massage, seated-exercise, golf-ball
    have: thermometer, support

    technique                                                               | site | action | rules
    every massage                                                           | all  | closed | R-007
    marble-footbath                                                         | feet | closed | R-007 N-1
    tennis-ball, golf-ball, dry-marbles, seated-exercise, standing-exercise | all  | closed | N-1
""")
def test_no_ok_opens_it() -> None:
    """A clinician's OK does not open what a fever closes."""


@safety_table("""
    answers: fever, chemo_active
    flags: RF-19 emergency

    technique                                                               | site | action | rules
    every massage                                                           | all  | closed | R-007 RF-19
    marble-footbath                                                         | feet | closed | R-007 N-1 RF-19
    tennis-ball, golf-ball, dry-marbles, seated-exercise, standing-exercise | all  | closed | N-1 RF-19
    knitting, essential-oil                                                 | all  | closed | RF-19

    answers: fever, neutropenia
    flags: RF-19 emergency

    technique                                                               | site | action | rules
    every massage                                                           | all  | closed | R-007 RF-19
    marble-footbath                                                         | feet | closed | R-007 N-1 RF-19
    tennis-ball, golf-ball, dry-marbles, seated-exercise, standing-exercise | all  | closed | N-1 RF-19
    knitting, essential-oil                                                 | all  | closed | RF-19
""")
def test_on_chemo_or_with_low_white_cells_is_an_emergency() -> None:
    """On chemo, or with low white cells: call the oncology line now."""
