"""Feet that cannot tell hot from cold"""

from tests.safety.table import safety_table


@safety_table("""
    answers: no_hot_cold

    technique                    | site | action | rules
    marble-footbath, dry-marbles | feet | closed | R-018
""")
def test_close_tub_and_marbles() -> None:
    """Such feet can burn unnoticed. R-018 closes the footbath, and the marbles with it."""


@safety_table("""
    answers: no_hot_cold
    ok: marble-footbath, dry-marbles

    technique       | site | action | rules
    marble-footbath | feet | closed | R-018
    dry-marbles     | feet | adapt  | R-018

    answers: no_hot_cold
    ok: marble-footbath, dry-marbles
    have: thermometer

    technique                    | site | action | rules
    marble-footbath, dry-marbles | feet | adapt  | R-018

    answers: no_hot_cold
    have: thermometer

    technique                    | site | action | rules
    marble-footbath, dry-marbles | feet | closed | R-018
""")
def test_the_footbath_opens_with_an_ok_and_a_thermometer() -> None:
    """An OK opens the dry marbles; the footbath needs the thermometer too."""
