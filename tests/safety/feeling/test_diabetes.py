"""Diabetes"""

from tests.safety.table import safety_table


@safety_table("""
    answers: diabetes

    technique                                | site | action | rules
    marble-footbath                          | feet | closed | R-017
    dry-marbles                              | feet | adapt  | N-10
    foot-lotion-massage, helper-foot-massage | feet | warn   | N-24
""")
def test_closes_the_footbath() -> None:
    """No soaking. Dry marbles with care. Look at the feet before massage."""


@safety_table("""
    answers: diabetes
    ok: marble-footbath
    have: support

    technique                                | site | action | rules
    marble-footbath                          | feet | closed | R-017
    dry-marbles                              | feet | adapt  | N-10
    foot-lotion-massage, helper-foot-massage | feet | warn   | N-24

    answers: diabetes
    have: thermometer

    technique                                | site | action | rules
    marble-footbath                          | feet | closed | R-017
    dry-marbles                              | feet | adapt  | N-10
    foot-lotion-massage, helper-foot-massage | feet | warn   | N-24

    answers: diabetes
    ok: marble-footbath
    have: thermometer

    technique                                | site | action | rules
    marble-footbath                          | feet | adapt  | R-017
    dry-marbles                              | feet | adapt  | N-10
    foot-lotion-massage, helper-foot-massage | feet | warn   | N-24
""")
def test_an_ok_and_a_thermometer_together_open_it() -> None:
    """Only a clinician's OK and a thermometer together open the footbath."""


@safety_table("""
    answers: diabetes, touch_test_normal
    have: thermometer

    technique                                | site | action | rules
    marble-footbath                          | feet | closed | R-017
    dry-marbles                              | feet | adapt  | N-10
    foot-lotion-massage, helper-foot-massage | feet | warn   | N-24

    answers: touch_test_normal
""")
def test_a_normal_toe_test_opens_nothing() -> None:
    """A normal toe test misses some people with less feeling. It changes no action. (R-043, N-27)"""
