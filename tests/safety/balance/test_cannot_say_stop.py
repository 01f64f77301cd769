"""A child, or someone who cannot say stop"""

from tests.safety.table import safety_table


@safety_table("""
    answers: cannot_consent

    technique       | site | action | rules
    essential-oil   | all  | closed | R-045
    everything else | all  | adapt  | R-045
""")
def test_somebody_stays_all_the_time() -> None:
    """Somebody who cares for the person stays all the time. No oils."""
