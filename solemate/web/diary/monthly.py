"""Questionnaires that come round once a month: a person and a day in; which are due, and what was said before, out."""

from dataclasses import dataclass
from datetime import date, timedelta

from solemate.care.questionnaire import Questionnaire, load_questionnaires, peg_score
from solemate.web import clock
from solemate.web.diary.models import QuestionnaireResponse
from solemate.web.people import access
from solemate.web.people.models import Person

MONTH = timedelta(days=30)
MONTHLY = ("pgic", "peg")
FROM_THE_START = frozenset({"peg"})  # the other asks how one has changed, which nobody can say on the first day
SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """One questionnaire, whether it is due, and its newest answers, newest first: (day, words)."""

    questionnaire: Questionnaire
    due: bool
    history: tuple[tuple[date, str], ...]


def monthly(person: Person, *, today: date) -> list[Monthly]:
    """PGIC and PEG for this person, today."""
    started = clock.local_date(person.created_at, person.time_zone)
    found = []
    for name in MONTHLY:
        questionnaire = load_questionnaires()[name]
        responses = (
            access.rows(person, QuestionnaireResponse)
            .filter(instrument=name, finished_at__isnull=False)
            .order_by("-started_at")[:SHOWN]
        )
        history = tuple((response.local_date, said(questionnaire, response.answers)) for response in responses)
        since = history[0][0] if history else started
        due = today - since >= MONTH or (not history and name in FROM_THE_START)
        found.append(Monthly(questionnaire=questionnaire, due=due, history=history))
    return found


def said(questionnaire: Questionnaire, answers: dict[str, int | str]) -> str:
    """The answer in words, or the mean of the items out of 10."""
    if questionnaire.answers:
        first = answers[questionnaire.items[0].id]
        return next(answer.text for answer in questionnaire.answers if answer.value == first)
    return f"{peg_score(*(int(answers[item.id]) for item in questionnaire.items)):.1f} of 10"
