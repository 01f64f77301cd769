"""What changed since last week: fourteen evenings in, one line for each question out, in numbers and without a judgement.

This week is the seven days that end with the evening asked about; last week the seven before. A week with fewer than
three answers says nothing: then there is no line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from solemate.web.diary.rounds import RatingQuestion, evenings
from solemate.web.people.models import Person

WEEK = timedelta(days=7)
FEWEST = 3  # answers a week


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The averages of two weeks for one question, to one decimal, so that what is shown adds up."""

    question: RatingQuestion
    this_week: Decimal
    last_week: Decimal

    @property
    def words(self) -> str:
        """ "0.9 lower", "1.2 higher" or "the same"."""
        by = self.this_week - self.last_week
        if by == 0:
            return "the same"
        return f"{abs(by)} {'higher' if by > 0 else 'lower'}"


def changes(person: Person, questions: Sequence[RatingQuestion], *, day: date) -> list[Change]:
    """A line for each question that both weeks can speak about, in the order of `questions`."""
    weeks: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for on, scale, site, value in evenings(person, first=day - 2 * WEEK + timedelta(days=1), last=day):
        if value is not None:
            weeks.setdefault((scale, site), ([], []))[on > day - WEEK].append(value)
    lines = []
    for question in questions:
        before, now = weeks.get((question.scale.id, question.site), ([], []))
        if min(len(before), len(now)) >= FEWEST:
            lines.append(Change(question=question, this_week=mean(now), last_week=mean(before)))
    return lines


def mean(values: Sequence[int]) -> Decimal:
    """To one decimal, a half upwards, as people round."""
    return (Decimal(sum(values)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)
