"""What a person wants of the report: a name, what to ask, how far back it goes. The report itself is made anew each time."""

from django.db import models

from solemate.exports.report import LONGEST_NAME, LONGEST_QUESTION
from solemate.web.people.models import Account, Person


class ReportWishes(models.Model):
    """What should stand on the report beside what the diary says. No row: what is usual."""

    class Span(models.TextChoices):
        MONTH = "month"
        QUARTER = "quarter"
        YEAR = "year"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="report_wishes", primary_key=True)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)  # or a pseudonym, or nothing
    first_question = models.CharField(max_length=LONGEST_QUESTION, blank=True)
    second_question = models.CharField(max_length=LONGEST_QUESTION, blank=True)
    span = models.CharField(max_length=8, choices=Span.choices, default=Span.QUARTER)
    set_at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    CALLED = "What you want on the doctor’s page"
    ERASE = "deleted with its person"
    EXPORT = {
        "name": "the name that stands on the report",
        "first_question": "what you want to ask",
        "second_question": "what else you want to ask",
        "span": "how far back the report goes",
        "set_at": "when this was last changed",
    }
