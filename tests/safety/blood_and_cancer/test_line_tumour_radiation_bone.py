"""A line, a tumour, radiation or cancer in a bone"""

from tests.safety.table import safety_table


@safety_table("""
    answers: line_or_port

    technique     | site | action | rules
    every massage | all  | adapt  | R-012

    answers: tumour_local

    technique     | site | action | rules
    every massage | all  | adapt  | R-012

    answers: radiotherapy_area

    technique     | site | action | rules
    every massage | all  | adapt  | R-012

    answers: cancer_bone

    technique     | site | action | rules
    every massage | all  | adapt  | R-012
""")
def test_massage_keeps_well_away() -> None:
    """Where it is, is not asked: massage keeps well away from it, on hands and feet."""
