"""On chemo"""

from tests.safety.table import safety_table


@safety_table("""
    answers: chemo_active

    technique                          | site | action | rules
    every massage                      | all  | adapt  | R-010
    marble-footbath, standing-exercise | feet | adapt  | N-23
""")
def test_light_pressure() -> None:
    """Light pressure, and care with water and standing."""


@safety_table("""
    answers: worse_numbness_on_chemo
    flags: RF-14 within-1-working-day

    technique       | site | action        | rules
    marble-footbath | feet | ask-clinician | N-23

    answers: worse_numbness_on_chemo
    ok: marble-footbath
    flags: RF-14 within-1-working-day

    technique       | site | action | rules
    marble-footbath | feet | adapt  | N-23
""")
def test_new_or_worse_numbness_is_told_to_the_team() -> None:
    """New or worse numbness: tell the cancer team before the next dose, and ask before a footbath."""
