"""How soon a new wound or bad skin must be seen"""

from tests.safety.table import safety_table


@safety_table("""
    answers: wound_foot left-foot, diabetes
    flags: RF-07 within-1-working-day left-foot

    technique                                | site       | action | rules
    foot-lotion-massage, helper-foot-massage | left-foot  | closed | R-001
    foot-lotion-massage, helper-foot-massage | right-foot | warn   | N-24
    tennis-ball                              | left-foot  | closed | R-001
    dry-marbles                              | left-foot  | closed | R-001 R-002
    dry-marbles                              | right-foot | adapt  | N-10
    marble-footbath                          | feet       | closed | R-001 R-002 R-017
    standing-exercise                        | left-foot  | closed | N-2
    essential-oil                            | all        | closed | R-001
""")
def test_with_diabetes_within_1_working_day() -> None:
    """With diabetes the foot team or a doctor sees it within 1 working day."""


@safety_table("""
    answers: wound_foot left-foot, lops
    flags: RF-07 within-1-working-day left-foot
    rows: elsewhere

    answers: wound_foot left-foot, ulcer_history
    flags: RF-07 within-1-working-day left-foot
    rows: elsewhere

    answers: wound_foot left-foot, pad
    flags: RF-07 within-1-working-day left-foot
    rows: elsewhere

    answers: wound_foot left-foot, immunosuppressed
    flags: RF-07 within-1-working-day left-foot
    rows: elsewhere

    answers: skin_infection right-hand, diabetes
    flags: RF-07 within-1-working-day right-hand
    rows: elsewhere

    answers: skin_infection left-foot, pad
    flags: RF-07 within-1-working-day left-foot
    rows: elsewhere

    answers: wound_hand left-hand, immunosuppressed
    flags: RF-07 within-1-working-day left-hand
    rows: elsewhere
""")
def test_with_other_risks_within_1_working_day() -> None:
    """The same with less feeling, an ulcer before, poor blood flow, or weak against germs."""


@safety_table("""
    answers: wound_hand left-hand, diabetes
    flags: RF-07 soon left-hand
    rows: elsewhere

    answers: wound_hand left-hand, lops, ulcer_history, pad
    flags: RF-07 soon left-hand
    rows: elsewhere

    answers: wound_foot left-foot, neutropenia
    flags: RF-07 soon left-foot
    rows: elsewhere

    answers: skin_infection left-foot, cli
    flags: RF-07 soon left-foot, RF-13 same-day
    rows: elsewhere
""")
def test_otherwise_soon() -> None:
    """Otherwise soon. A wound of the hand is more urgent only in somebody weak against germs."""


@safety_table("""
    answers: wound_foot left-foot, wound_hand right-hand, diabetes
    flags: RF-07 within-1-working-day left-foot right-hand
    rows: elsewhere

    answers: burn_or_blister left-hand, wound_foot right-foot
    flags: RF-07 soon right-foot left-hand, RF-11 same-day left-hand
    rows: elsewhere
""")
def test_several_sites_raise_one_flag() -> None:
    """One flag, with the highest urgency and all sites."""
