"""A leg in plaster, operated on or broken"""

from tests.safety.table import safety_table


@safety_table("""
    answers: immobilised_recent

    technique                                             | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball | feet | closed | R-006
    marble-footbath, dry-marbles, standing-exercise       | feet | closed | R-006
""")
def test_closes_the_feet() -> None:
    """Closed until a clinician agrees. The hands and the seated exercise stay open."""


@safety_table("""
    answers: immobilised_recent
    ok: foot-lotion-massage, tennis-ball, standing-exercise, marble-footbath

    technique                                           | site | action | rules
    foot-lotion-massage, tennis-ball, standing-exercise | feet | adapt  | R-006
    marble-footbath                                     | feet | adapt  | R-006
    helper-foot-massage, dry-marbles                    | feet | closed | R-006
""")
def test_an_ok_opens_what_it_names() -> None:
    """A clinician's OK opens the techniques it names. This rule asks for no thermometer."""
