"""The questions of the safety gate: what we ask in plain words, where it can be, and on which screen it stands."""

from dataclasses import dataclass
from typing import Literal, cast

from solemate.care.content_file import Table
from solemate.care.site import SITES, Site

Kind = Literal["today", "condition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: str
    kind: Kind
    group: str | None  # none: it is not asked on a screen, a test answers it
    text: str
    label: str  # the same as a short line beside a check-box
    help: str | None
    sites: tuple[Site, ...]  # where it can be; none: it is about the whole person
    acts_as: tuple[str, ...]  # counts as these too, wherever it is
    source: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    """One screen: check-boxes and a big "None of these"."""

    id: str
    kind: Kind
    title: str
    questions: tuple[Question, ...]


def read_questions(file: Table) -> tuple[dict[str, Question], tuple[QuestionGroup, ...]]:
    questions: dict[str, Question] = {}
    group_tables = {table.text("id"): table for table in file.tables("groups")}
    for table in file.tables("questions"):
        question = _read_question(table)
        if question.id in questions:
            raise table.error("id", "used twice")
        if question.group is not None and question.group not in group_tables:
            raise table.error("group", f"there is no group {question.group!r}")
        questions[question.id] = question
    for question in questions.values():
        for other in question.acts_as:
            if other not in questions:
                raise file.error(question.id, f"acts_as: there is no question {other!r}")
            if questions[other].acts_as:
                raise file.error(question.id, f"acts_as: {other!r} acts as another itself")
    groups = tuple(_read_group(table, questions) for table in group_tables.values())
    file.done()
    return questions, groups


def _read_question(table: Table) -> Question:
    question = Question(
        id=table.text("id"),
        kind=cast(Kind, table.choice("kind", ("today", "condition"))),
        group=table.text_or_none("group"),
        text=table.text("text"),
        label=table.text("label"),
        help=table.text_or_none("help"),
        sites=cast(tuple[Site, ...], table.choices("sites", SITES)),
        acts_as=table.texts("acts_as"),
        source=table.text("source"),
        status=table.choice("status", ("V", "V2", "D", "U")),
    )
    table.done()
    if question.kind == "condition" and (question.sites or question.acts_as):
        raise table.error("sites", "a condition has no sites and acts as nothing else")
    return question


def _read_group(table: Table, questions: dict[str, Question]) -> QuestionGroup:
    group_id = table.text("id")
    group = QuestionGroup(
        id=group_id,
        kind=cast(Kind, table.choice("kind", ("today", "condition"))),
        title=table.text("title"),
        questions=tuple(question for question in questions.values() if question.group == group_id),
    )
    table.done()
    if not group.questions:
        raise table.error("id", "no question is in this group")
    for question in group.questions:
        if question.kind != group.kind:
            raise table.error("kind", f"{question.id} is of the other kind")
    return group
