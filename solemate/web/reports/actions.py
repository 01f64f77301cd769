"""Writes of the report: what a person wants of it. The report itself is made anew each time and kept nowhere."""

from datetime import datetime

from django.db import transaction

from solemate.exports.report import LONGEST_NAME, LONGEST_QUESTION
from solemate.web.people.models import Account, Person
from solemate.web.reports.models import ReportWishes


@transaction.atomic
def set_report_wishes(
    person: Person, *, name: str, questions: tuple[str, str], span: str, at: datetime, by: Account
) -> None:
    """Keep the name, the two questions and the span.

    Raises:
        ValueError: a text is too long, or there is no such span.
    """
    if len(name) > LONGEST_NAME or any(len(text) > LONGEST_QUESTION for text in questions):
        raise ValueError("too long")
    if span not in ReportWishes.Span.values:
        raise ValueError(f"no such span: {span!r}")
    first, second = questions
    kept = {"name": name, "first_question": first, "second_question": second, "span": span, "set_at": at, "by": by}
    ReportWishes.objects.update_or_create(person=person, defaults=kept)
