"""Lymphoedema, swollen legs, varicose veins"""

from tests.safety.table import safety_table


@safety_table("""
    answers: lymphoedema

    technique                                | site | action        | rules
    marble-footbath                          | feet | closed        | R-022
    foot-lotion-massage, helper-foot-massage | feet | ask-clinician | R-022

    answers: lymphoedema
    ok: marble-footbath, foot-lotion-massage
    have: thermometer

    technique           | site | action        | rules
    marble-footbath     | feet | closed        | R-022
    foot-lotion-massage | feet | adapt         | R-022
    helper-foot-massage | feet | ask-clinician | R-022
""")
def test_lymphoedema_closes_the_footbath() -> None:
    """Lymphoedema closes the footbath, warm or cold, and no OK opens it. Massage of the feet needs an OK."""


@safety_table("""
    answers: oedema_heart_kidney

    technique                                                 | site | action        | rules
    foot-lotion-massage, helper-foot-massage, marble-footbath | feet | ask-clinician | N-12

    answers: oedema_heart_kidney
    ok: marble-footbath

    technique                                | site | action        | rules
    foot-lotion-massage, helper-foot-massage | feet | ask-clinician | N-12
    marble-footbath                          | feet | adapt         | N-12
""")
def test_swelling_from_heart_or_kidneys_is_asked_about() -> None:
    """Legs that swell from heart or kidneys: massage of the feet and footbath need a clinician's OK."""


@safety_table("""
    answers: varicose_severe

    technique                                | site | action | rules
    foot-lotion-massage, helper-foot-massage | feet | adapt  | R-023
""")
def test_bad_varicose_veins_keep_massage_below_the_calf() -> None:
    """Massage stays on the foot, below the calf."""
