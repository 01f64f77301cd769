"""Too little blood in a foot"""

from tests.safety.table import safety_table


@safety_table("""
    answers: cli
    flags: RF-13 same-day

    technique                                             | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball | feet | closed | R-015
    marble-footbath, dry-marbles, standing-exercise       | feet | closed | R-015

    answers: cli
    ok: foot-lotion-massage, marble-footbath
    have: thermometer, support
    flags: RF-13 same-day

    technique                                             | site | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball | feet | closed | R-015
    marble-footbath, dry-marbles, standing-exercise       | feet | closed | R-015
""")
def test_closes_both_feet() -> None:
    """Its side is not asked: both feet are closed, no OK opens them, and a doctor is called today."""


@safety_table("""
    answers: cold_blue_foot left-foot
    flags: RF-13 emergency left-foot

    technique                                                          | site      | action | rules
    foot-lotion-massage, helper-foot-massage, tennis-ball, dry-marbles | left-foot | closed | R-015 RF-13
    marble-footbath                                                    | feet      | closed | R-015 RF-13
    standing-exercise                                                  | left-foot | closed | R-015 RF-13
    everything else                                                    | all       | closed | RF-13
""")
def test_a_cold_pale_or_blue_foot_is_an_emergency() -> None:
    """A foot that is cold, and pale or blue today: call the emergency number. All is closed."""


@safety_table("""
    answers: cli, cold_blue_foot left-foot
    flags: RF-13 emergency
    rows: elsewhere
""")
def test_both_raise_one_flag() -> None:
    """One flag with the higher urgency, and what has no side takes in what has one."""
