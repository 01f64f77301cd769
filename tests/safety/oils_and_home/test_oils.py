"""Essential oils"""

from tests.safety.table import safety_table


@safety_table("""
    answers:

    technique     | site | action | rules
    essential-oil | all  | adapt  | N-8
""")
def test_are_never_better_than_adapt() -> None:
    """Oils take care from everybody. With no answers, all else is open."""


@safety_table("""
    answers: epilepsy
    ok: essential-oil

    technique     | site | action | rules
    essential-oil | all  | closed | R-034

    answers: asthma
    ok: essential-oil

    technique     | site | action | rules
    essential-oil | all  | closed | R-035
""")
def test_close_with_epilepsy_and_asthma() -> None:
    """Epilepsy and asthma close them, and no OK opens them."""


@safety_table("""
    answers: hormone_sensitive_cancer

    technique     | site | action        | rules
    essential-oil | all  | ask-clinician | R-039

    answers: hormone_sensitive_cancer
    ok: essential-oil

    technique     | site | action | rules
    essential-oil | all  | adapt  | R-039 N-8
""")
def test_are_asked_about_with_a_cancer_that_grows_with_hormones() -> None:
    """A cancer that grows with hormones: oils need a clinician's OK."""


@safety_table("""
    answers: pregnant

    technique                                | site | action        | rules
    essential-oil                            | all  | closed        | R-033
    foot-lotion-massage, helper-foot-massage | feet | ask-clinician | R-033
    marble-footbath                          | feet | warn          | N-25

    answers: pregnant
    ok: essential-oil, foot-lotion-massage

    technique           | site | action        | rules
    essential-oil       | all  | closed        | R-033
    foot-lotion-massage | feet | adapt         | R-033
    helper-foot-massage | feet | ask-clinician | R-033
    marble-footbath     | feet | warn          | N-25
""")
def test_close_in_pregnancy_and_massage_of_the_feet_is_asked_about() -> None:
    """No oils in pregnancy. Massage of the feet needs an OK: a clot is more likely."""
