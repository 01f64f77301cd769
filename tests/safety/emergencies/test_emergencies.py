"""Call the emergency number"""

from tests.safety.table import safety_table


@safety_table("""
    answers: weakness_climbing
    flags: RF-01 emergency

    technique       | site | action | rules
    everything else | all  | closed | RF-01

    answers: trouble_breathing_swallowing_speaking
    flags: RF-02 emergency

    technique       | site | action | rules
    everything else | all  | closed | RF-02

    answers: sudden_one_sided_weakness
    flags: RF-03 emergency

    technique       | site | action | rules
    everything else | all  | closed | RF-03

    answers: bladder_bowel_saddle
    flags: RF-04 emergency

    technique       | site | action | rules
    everything else | all  | closed | RF-04

    answers: breathless_or_chest_pain
    flags: RF-10 emergency

    technique       | site | action | rules
    everything else | all  | closed | RF-10
""")
def test_an_emergency_closes_everything() -> None:
    """Each of these closes every row today."""


@safety_table("""
    answers: breathless_or_chest_pain
    ok: hand-lotion-massage, knitting, seated-exercise, essential-oil
    have: thermometer, support
    flags: RF-10 emergency

    technique       | site | action | rules
    everything else | all  | closed | RF-10
""")
def test_nothing_opens_it() -> None:
    """No OK and nothing in the house opens a row in an emergency."""


@safety_table("""
    answers: black_toe left-foot
    flags: RF-06 emergency left-foot, RF-07 soon left-foot

    technique                                             | site      | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball | left-foot | closed | R-001 RF-06
    dry-marbles                                           | left-foot | closed | R-001 R-002 RF-06
    marble-footbath                                       | feet      | closed | R-001 R-002 RF-06
    standing-exercise                                     | left-foot | closed | N-2 RF-06
    essential-oil                                         | all       | closed | R-001 RF-06
    everything else                                       | all       | closed | RF-06
""")
def test_a_black_toe() -> None:
    """A black toe is an emergency, and a wound of that foot."""


@safety_table("""
    answers: fever, wound_foot left-foot
    flags: RF-06 emergency left-foot, RF-07 soon left-foot

    technique                                | site       | action | rules
    foot-lotion-massage, helper-foot-massage | left-foot  | closed | R-001 R-007 RF-06
    foot-lotion-massage, helper-foot-massage | right-foot | closed | R-007 RF-06
    hand-lotion-massage, helper-hand-massage | hands      | closed | R-007 RF-06
    tennis-ball                              | left-foot  | closed | R-001 N-1 RF-06
    dry-marbles                              | left-foot  | closed | R-001 R-002 N-1 RF-06
    marble-footbath                          | feet       | closed | R-001 R-002 R-007 N-1 RF-06
    standing-exercise                        | left-foot  | closed | N-1 N-2 RF-06
    tennis-ball, dry-marbles                 | right-foot | closed | N-1 RF-06
    standing-exercise                        | right-foot | closed | N-1 RF-06
    golf-ball, seated-exercise               | all        | closed | N-1 RF-06
    knitting                                 | hands      | closed | RF-06
    essential-oil                            | all        | closed | R-001 RF-06
""")
def test_a_foot_wound_with_fever() -> None:
    """A wound of the foot with a fever is an emergency."""


@safety_table("""
    answers: fever, skin_infection right-hand
    flags: RF-06 emergency right-hand, RF-07 soon right-hand
    rows: elsewhere

    answers: fever, spreading_redness left-foot
    flags: RF-06 emergency left-foot, RF-07 soon left-foot, RF-12 same-day left-foot
    rows: elsewhere

    answers: fever, burn_or_blister left-foot right-hand
    flags: RF-06 emergency left-foot
    flags: RF-07 soon left-foot right-hand
    flags: RF-11 same-day left-foot right-hand
    rows: elsewhere

    answers: wound_foot right-foot, cli
    flags: RF-06 emergency right-foot, RF-07 soon right-foot, RF-13 same-day
    rows: elsewhere

    answers: wound_foot right-foot, cold_blue_foot left-foot
    flags: RF-06 emergency right-foot, RF-07 soon right-foot, RF-13 emergency left-foot
    rows: elsewhere

    answers: fever, wound_hand left-hand
    flags: RF-07 soon left-hand
    rows: elsewhere
""")
def test_bad_skin_with_fever_and_a_wound_with_too_little_blood() -> None:
    """Bad skin with fever, or a foot wound with too little blood, is an emergency. A hand wound with fever is not."""
