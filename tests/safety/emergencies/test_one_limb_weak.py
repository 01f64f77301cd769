"""One arm or leg getting weak"""

from tests.safety.table import safety_table


@safety_table("""
    answers: one_limb_weak left-hand
    flags: RF-05 same-day left-hand

    technique                                                                      | site      | action | rules
    hand-lotion-massage, helper-hand-massage, golf-ball, knitting, seated-exercise | left-hand | closed | RF-05

    answers: one_limb_weak right-foot
    ok: foot-lotion-massage
    flags: RF-05 same-day right-foot

    technique                                                          | site       | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | right-foot | closed | RF-05
    seated-exercise, standing-exercise                                 | right-foot | closed | RF-05
    marble-footbath                                                    | feet       | closed | RF-05
""")
def test_closes_that_limb() -> None:
    """A call today, and everything on that limb is closed."""


@safety_table("""
    answers: one_limb_weak
    flags: RF-05 same-day left-foot right-foot left-hand right-hand

    technique       | site | action | rules
    everything else | all  | closed | RF-05
""")
def test_without_a_named_limb_closes_everything() -> None:
    """Nobody said which limb: every row is closed."""
