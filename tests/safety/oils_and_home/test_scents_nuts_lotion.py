"""Scents, nuts and lotion"""

from tests.safety.table import safety_table


@safety_table("""
    answers: fragrance_allergy
    ok: essential-oil

    technique     | site | action | rules
    essential-oil | all  | closed | R-036
    every massage | all  | adapt  | R-036

    answers: eczema

    technique     | site | action | rules
    essential-oil | all  | closed | R-036
    every massage | all  | adapt  | R-036
""")
def test_scents_are_left_out() -> None:
    """An allergy to scents, or eczema: no oils, and lotion without scent."""


@safety_table("""
    answers: nut_or_lanolin_allergy

    technique     | site | action | rules
    every massage | all  | adapt  | N-12
""")
def test_nut_oil_and_wool_fat_are_left_out() -> None:
    """Plain lotion without nut oil and wool fat."""


@safety_table("""
    answers: smoker_or_oxygen

    technique     | site | action | rules
    every massage | all  | warn   | R-026
""")
def test_lotion_in_cloth_burns() -> None:
    """Smoking or oxygen nearby: lotion that dried into cloth burns faster."""
