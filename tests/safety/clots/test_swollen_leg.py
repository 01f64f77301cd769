"""One leg more swollen, warm, red or sore"""

from tests.safety.table import safety_table


@safety_table("""
    answers: leg_swollen_one_side left-foot
    flags: RF-09 same-day left-foot

    technique                                                          | site      | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | left-foot | closed | R-004 RF-09
    marble-footbath                                                    | feet      | closed | R-004 RF-09
    seated-exercise                                                    | left-foot | closed | R-004 RF-09
    standing-exercise                                                  | left-foot | closed | N-2 RF-09
""")
def test_closes_that_leg() -> None:
    """It may be a clot: nothing on that leg, and a call today. The hands and the other leg stay open."""


@safety_table("""
    answers: leg_swollen_one_side
    ok: foot-lotion-massage, seated-exercise
    flags: RF-09 same-day left-foot right-foot

    technique                                                          | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | feet | closed | R-004 RF-09
    marble-footbath, seated-exercise                                   | feet | closed | R-004 RF-09
    standing-exercise                                                  | feet | closed | N-2 RF-09
""")
def test_without_a_side_closes_both_and_no_ok_opens_it() -> None:
    """Nobody said which leg: both are closed. A clinician's OK opens neither."""
