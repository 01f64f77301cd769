"""A hot, red or swollen foot"""

from tests.safety.table import safety_table


@safety_table("""
    answers: foot_hot_swollen left-foot
    flags: RF-08 within-1-working-day left-foot

    technique                                                          | site       | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | left-foot  | closed | R-014
    marble-footbath                                                    | feet       | closed | R-014
    seated-exercise                                                    | left-foot  | closed | N-19
    standing-exercise                                                  | left-foot  | closed | R-014 N-19
    standing-exercise                                                  | right-foot | closed | N-19
""")
def test_closes_that_foot_and_all_standing() -> None:
    """No weight on that foot: it is closed, and standing work on both."""


@safety_table("""
    answers: charcot_active
    flags: RF-08 within-1-working-day

    technique                                                                           | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, marble-footbath, dry-marbles | feet | closed | R-014
    seated-exercise                                                                     | feet | closed | N-19
    standing-exercise                                                                   | feet | closed | R-014 N-19

    answers: charcot_active
    ok: foot-lotion-massage, standing-exercise
    have: support
    flags: RF-08 within-1-working-day

    technique                                                                           | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, marble-footbath, dry-marbles | feet | closed | R-014
    seated-exercise                                                                     | feet | closed | N-19
    standing-exercise                                                                   | feet | closed | R-014 N-19
""")
def test_a_charcot_foot_closes_both_feet() -> None:
    """A Charcot foot now: its side is not asked, so both feet rest. No OK opens them."""


@safety_table("""
    answers: charcot_active, foot_hot_swollen left-foot
    flags: RF-08 within-1-working-day

    technique                                                                           | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, marble-footbath, dry-marbles | feet | closed | R-014
    seated-exercise                                                                     | feet | closed | N-19
    standing-exercise                                                                   | feet | closed | R-014 N-19
""")
def test_both_raise_one_flag() -> None:
    """One flag, and what has no side takes in what has one."""
