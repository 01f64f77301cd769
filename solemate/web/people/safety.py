"""A person's safety answers, read for one moment. Rows in; what is known now, and what has still to be asked, out.

Yes, no and not asked are three things. An answer can also be too old to count (facts R-042 and 1.1):
a starred one after 24 hours at the latest, the others after a month.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from solemate.care.catalogue import Catalogue
from solemate.care.question import Question, QuestionGroup
from solemate.care.screening import Answers
from solemate.web.people import access
from solemate.web.people.models import ClinicianOk, Person, SafetyAnswer

SITE_WORDS = {
    "left-hand": "Left hand",
    "right-hand": "Right hand",
    "left-foot": "Left foot",
    "right-foot": "Right foot",
}
STARRED_LIVES = timedelta(hours=24)
OTHERS_LIVE = timedelta(days=31)  # 1.1: "the rest monthly"
BEFORE_A_SESSION = timedelta(minutes=30)  # 1.1: starred questions before every session; this is "before"
TEST_LIVES = timedelta(days=366)  # 5.2: it does not replace the yearly check, and is no older than that
CHEMO = "chemo_active"
EACH_TIME_ON_CHEMO = ("low_platelets", "neutropenia", "line_or_port")
COUNTS_CHANGE = {CHEMO, "low_platelets", "neutropenia"}
CLOCK_SLACK = timedelta(minutes=5)  # an answer from the future is one whose time we do not know


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a person at one moment: the answers that count, and the ids that have none."""

    answers: Answers
    unasked: frozenset[str]
    newest: datetime | None  # when the newest answer that counts was given


def known(
    person: Person,
    catalogue: Catalogue,
    *,
    at: datetime,
    starred_since: datetime | None = None,
    others_since: datetime | None = None,
    doubted: Mapping[str, datetime] | None = None,
) -> Known:
    """Read the newest answer to every question.

    `starred_since` drops starred answers given before it; `others_since` the others, when the diary hints at a change;
    `doubted` a no to its questions given before its moment.
    """
    counting = {
        row.question: row
        for row in access.rows(person, SafetyAnswer).filter(superseded_at=None)
        if row.question in catalogue.questions
        and _counts(
            catalogue.questions[row.question],
            row.answered_at,
            at=at,
            starred_since=starred_since,
            others_since=others_since,
        )
    }
    for name, since in (doubted or {}).items():
        if name in counting and not counting[name].yes and counting[name].answered_at < since:
            del counting[name]
    if counting.get(CHEMO) and counting[CHEMO].yes and starred_since is not None:
        for name in EACH_TIME_ON_CHEMO:  # on chemo these are asked again before every session
            if name in counting and counting[name].answered_at <= starred_since:
                del counting[name]
    yes = [row for row in counting.values() if row.yes]
    tested = access.rows(person, SafetyAnswer).filter(by_test=True, yes=True, answered_at__gt=at - TEST_LIVES)
    conditions = frozenset(
        row.question for row in [*yes, *tested] if catalogue.questions[row.question].kind == "condition"
    )
    return Known(
        answers=Answers(
            conditions=conditions,
            today={
                row.question: frozenset(row.sites) for row in yes if catalogue.questions[row.question].kind == "today"
            },
            clinician_ok=frozenset(
                ok.technique
                for ok in access.rows(person, ClinicianOk).filter(taken_back_at=None, technique__in=catalogue.rows)
                if ok_counts(ok, conditions, at=at)
            ),
            have=frozenset(person.things) & frozenset(catalogue.things),
        ),
        unasked=frozenset(catalogue.questions.keys() - counting.keys()),
        newest=max((row.answered_at for row in counting.values()), default=None),
    )


def last_yes(person: Person, questions: Collection[Question], *, at: datetime) -> list[str]:
    """Which of these were answered with yes the last time: a condition however long ago, a starred one in 24 hours."""
    current = access.rows(person, SafetyAnswer).filter(superseded_at=None, yes=True)
    said = dict(current.values_list("question", "answered_at"))
    return [
        question.id
        for question in questions
        if question.id in said and (question.kind == "condition" or said[question.id] > at - STARRED_LIVES)
    ]


def last_sites(person: Person, questions: Collection[str], *, at: datetime) -> dict[str, list[str]]:
    """Where these were, when they were last answered with yes in the last 24 hours."""
    current = access.rows(person, SafetyAnswer).filter(
        superseded_at=None, yes=True, question__in=questions, answered_at__gt=at - STARRED_LIVES
    )
    return {row.question: list(row.sites) for row in current}


def ok_counts(ok: ClinicianOk, conditions: Collection[str], *, at: datetime) -> bool:
    """Whether a clinician's OK still covers this person: nothing new since, and not too old where blood counts change."""
    if not set(conditions) <= set(ok.conditions):
        return False
    return not set(conditions) & COUNTS_CHANGE or ok.recorded_at > at - OTHERS_LIVE


def groups_about(catalogue: Catalogue, ids: Collection[str]) -> list[tuple[QuestionGroup, list[Question]]]:
    """The screens that ask about `ids`, in their order, each with only those of its questions."""
    screens = []
    for group in catalogue.groups:
        asked = [question for question in group.questions if question.id in ids]
        if asked:
            screens.append((group, asked))
    return screens


def _counts(
    question: Question,
    answered_at: datetime,
    *,
    at: datetime,
    starred_since: datetime | None,
    others_since: datetime | None,
) -> bool:
    age = at - answered_at
    if age < -CLOCK_SLACK:
        return False
    if question.kind != "today":
        return age <= OTHERS_LIVE and (others_since is None or answered_at >= others_since)
    return age <= STARRED_LIVES and (starred_since is None or answered_at > starred_since)
