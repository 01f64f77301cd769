"""Light touch hurts"""

from tests.safety.table import safety_table


@safety_table("""
    answers: allodynia

    technique                    | site | action | rules
    every massage                | all  | adapt  | R-021
    tennis-ball, golf-ball       | all  | adapt  | R-021
    marble-footbath, dry-marbles | feet | adapt  | N-25
""")
def test_starts_where_it_does_not_hurt() -> None:
    """All touch starts where it does not hurt, and stops at 4 of 10."""
