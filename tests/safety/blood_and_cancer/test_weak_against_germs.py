"""Low white cells, or weak against germs"""

from tests.safety.table import safety_table


@safety_table("""
    answers: neutropenia

    technique                    | site | action        | rules
    marble-footbath, dry-marbles | feet | ask-clinician | R-011

    answers: immunosuppressed

    technique                    | site | action        | rules
    marble-footbath, dry-marbles | feet | ask-clinician | R-011

    answers: neutropenia, immunosuppressed
    ok: dry-marbles

    technique       | site | action        | rules
    marble-footbath | feet | ask-clinician | R-011
    dry-marbles     | feet | adapt         | R-011
""")
def test_asks_before_tub_and_marbles() -> None:
    """Tub and marbles need a clinician's OK."""
