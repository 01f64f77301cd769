"""Poor sight, feet out of reach, shaking hands"""

from tests.safety.table import safety_table


@safety_table("""
    answers: low_vision

    technique                                                                           | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, marble-footbath, dry-marbles | feet | adapt  | R-040

    answers: cannot_reach_feet

    technique                                                                           | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, marble-footbath, dry-marbles | feet | adapt  | R-040
""")
def test_somebody_or_a_mirror_looks_at_the_feet() -> None:
    """A helper, a mirror or a phone looks at the feet afterwards."""


@safety_table("""
    answers: tremor

    technique                            | site | action | rules
    golf-ball, knitting, marble-footbath | all  | adapt  | N-12
""")
def test_shaking_hands_take_their_time() -> None:
    """Ball, knitting and filling the tub take more care."""
