"""Athlete's foot, a rash or weeping skin"""

from tests.safety.table import safety_table


@safety_table("""
    answers: skin_infection left-foot
    flags: RF-07 soon left-foot

    technique                                                          | site      | action        | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | left-foot | closed        | R-003
    marble-footbath                                                    | feet      | closed        | R-003
    standing-exercise                                                  | left-foot | ask-clinician | N-20
""")
def test_on_a_foot() -> None:
    """Bad skin on a foot closes that foot and the shared tub. Standing work needs a clinician's OK."""


@safety_table("""
    answers: skin_infection right-hand
    flags: RF-07 soon right-hand

    technique                                                     | site       | action | rules
    hand-lotion-massage, helper-hand-massage, golf-ball, knitting | right-hand | closed | R-003
""")
def test_on_a_hand() -> None:
    """Bad skin on a hand closes that hand, knitting too."""


@safety_table("""
    answers: skin_infection
    flags: RF-07 soon left-foot right-foot left-hand right-hand

    technique                                                     | site  | action        | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball         | feet  | closed        | R-003
    marble-footbath, dry-marbles                                  | feet  | closed        | R-003
    hand-lotion-massage, helper-hand-massage, golf-ball, knitting | hands | closed        | R-003
    standing-exercise                                             | feet  | ask-clinician | N-20
""")
def test_without_a_named_side() -> None:
    """Nobody said where: then it counts for hands and feet."""


@safety_table("""
    answers: skin_infection left-foot
    ok: standing-exercise, foot-lotion-massage
    flags: RF-07 soon left-foot

    technique                                                          | site      | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | left-foot | closed | R-003
    marble-footbath                                                    | feet      | closed | R-003
    standing-exercise                                                  | left-foot | adapt  | N-20
""")
def test_an_ok_opens_standing_work_only() -> None:
    """A clinician's OK opens standing work. It does not open a closed foot."""
