"""A treated clot, more than 6 months ago"""

from tests.safety.table import safety_table


@safety_table("""
    answers: dvt_past

    technique                                | site | action        | rules
    foot-lotion-massage, helper-foot-massage | feet | ask-clinician | R-005

    answers: dvt_past
    ok: foot-lotion-massage

    technique           | site | action        | rules
    foot-lotion-massage | feet | adapt         | R-005
    helper-foot-massage | feet | ask-clinician | R-005
""")
def test_asks_before_massage_of_the_feet() -> None:
    """Massage of the feet needs a clinician's OK, for each technique by name."""
