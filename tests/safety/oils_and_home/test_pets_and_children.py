"""Pets and small children"""

from tests.safety.table import safety_table


@safety_table("""
    answers: pets_in_home

    technique     | site | action | rules
    essential-oil | all  | adapt  | N-8
""")
def test_pets_stay_out_of_the_room() -> None:
    """R-037 warns. It is shown, and N-8 is stricter already."""


@safety_table("""
    answers: small_children_in_home

    technique                    | site | action | rules
    marble-footbath, dry-marbles | feet | warn   | R-038
    essential-oil                | all  | adapt  | N-8
""")
def test_marbles_and_oils_are_kept_from_children() -> None:
    """A child can choke on a marble, and oils can poison."""
