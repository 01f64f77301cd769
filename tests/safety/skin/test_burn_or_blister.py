"""A burn, or a blister after heat"""

from tests.safety.table import safety_table


@safety_table("""
    answers: burn_or_blister right-foot
    flags: RF-11 same-day right-foot, RF-07 soon right-foot

    technique                                             | site       | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball | right-foot | closed | R-001 RF-11
    dry-marbles                                           | right-foot | closed | R-001 R-002 RF-11
    marble-footbath                                       | feet       | closed | R-001 R-002 RF-11
    seated-exercise                                       | right-foot | closed | RF-11
    standing-exercise                                     | right-foot | closed | N-2 RF-11
    essential-oil                                         | all        | closed | R-001
""")
def test_on_a_foot() -> None:
    """A burn is a wound, and a call today: everything on that foot is closed."""


@safety_table("""
    answers: burn_or_blister left-hand
    flags: RF-11 same-day left-hand, RF-07 soon left-hand

    technique                                           | site       | action | rules
    hand-lotion-massage, helper-hand-massage, golf-ball | left-hand  | closed | R-001 RF-11
    knitting, seated-exercise                           | left-hand  | closed | RF-11
    hand-lotion-massage                                 | right-hand | adapt  | N-5
    foot-lotion-massage                                 | feet       | adapt  | N-5
    essential-oil                                       | all        | closed | R-001
""")
def test_on_a_hand() -> None:
    """A burn on a hand closes everything on that hand."""
