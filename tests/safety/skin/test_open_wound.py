"""An open wound"""

from tests.safety.table import safety_table


@safety_table("""
    answers: wound_foot left-foot
    flags: RF-07 soon left-foot

    technique                                             | site      | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball | left-foot | closed | R-001
    dry-marbles                                           | left-foot | closed | R-001 R-002
    marble-footbath                                       | feet      | closed | R-001 R-002
    standing-exercise                                     | left-foot | closed | N-2
    essential-oil                                         | all       | closed | R-001
""")
def test_on_a_foot_closes_that_foot_and_the_tub_for_both() -> None:
    """A wound on one foot closes what rubs, presses or wets that foot, and the shared tub for both feet."""


@safety_table("""
    answers: wound_hand right-hand
    flags: RF-07 soon right-hand

    technique                                           | site       | action | rules
    hand-lotion-massage, helper-hand-massage, golf-ball | right-hand | closed | R-001
    hand-lotion-massage                                 | left-hand  | adapt  | N-5
    foot-lotion-massage                                 | feet       | adapt  | N-5
    essential-oil                                       | all        | closed | R-001
""")
def test_on_a_hand_closes_that_hand_and_asks_for_a_glove() -> None:
    """A wound on one hand closes that hand. Where it would do the rubbing: a glove, or the other hand."""


@safety_table("""
    answers: wound_foot
    flags: RF-07 soon left-foot right-foot

    technique                                             | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball | feet | closed | R-001
    marble-footbath, dry-marbles                          | feet | closed | R-001 R-002
    standing-exercise                                     | feet | closed | N-2
    essential-oil                                         | all  | closed | R-001

    answers: wound_hand
    flags: RF-07 soon left-hand right-hand

    technique                                           | site  | action | rules
    hand-lotion-massage, helper-hand-massage, golf-ball | hands | closed | R-001
    foot-lotion-massage                                 | feet  | adapt  | N-5
    essential-oil                                       | all   | closed | R-001
""")
def test_without_a_named_side_closes_both() -> None:
    """Nobody said which side: then it counts for both."""
