"""Stop signs, the look after a session, and the question after a safety page: content files in, frozen nouns out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from solemate.care.action import Urgency
from solemate.care.content_file import Table
from solemate.care.question import Question

Closes = Literal["everything", "technique", "oils", "nothing"]
NOTHING_WRONG = "none"  # the sign of "Nothing is wrong. Just stop": an answer, and no event


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPage:
    """What a stop sign's own page says, where no red flag says it."""

    urgency: Urgency
    title: str
    may_be: str
    do_now: tuple[str, ...]
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopSign:
    """Something that went wrong in a session (facts 1.5): what it sets, what it closes until tomorrow, what is shown."""

    id: str
    label: str
    status: str
    fact: str
    raises: tuple[str, ...]  # safety answers that are yes from now on
    at_session: bool  # those answers are about the sites of the session
    closes: Closes
    listed: bool  # a button of its own after "Something is wrong"
    page: StopPage | None  # none: the red flag that the answers raise has the page


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterCheck:
    """One line of the look afterwards (facts 1.6)."""

    id: str
    say: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachBack:
    """One question that shows whether a safety page was understood; `right` counts from 0."""

    question: str
    answers: tuple[str, ...]
    right: int
    why: str


def read_stop_signs(file: Table, questions: Mapping[str, Question]) -> dict[str, StopSign]:
    """Check the stop signs.

    Raises:
        ContentError: a key is missing or wrong, or a sign raises an answer that nobody asks.
    """
    signs: dict[str, StopSign] = {}
    for table in file.tables("signs"):
        own = table.choice("show", ("flag", "own")) == "own"
        sign = StopSign(
            id=table.text("id"),
            label=table.text("label"),
            status=table.choice("status", ("V", "V2", "D", "U")),
            fact=table.text("fact"),
            raises=table.choices("raises", tuple(questions)),
            at_session="where" in table.keys() and table.choice("where", ("session",)) == "session",
            closes=cast(Closes, table.choice("closes", ("everything", "technique", "oils", "nothing"))),
            listed="listed" not in table.keys() or table.flag("listed"),
            page=_page(table) if own else None,
        )
        if sign.id in signs:
            raise table.error("id", "used twice")
        if not own and not sign.raises:
            raise table.error("raises", "no answer, so no red flag to show")
        table.done()
        signs[sign.id] = sign
    file.done()
    return signs


def _page(table: Table) -> StopPage:
    return StopPage(
        urgency=Urgency(table.choice("urgency", tuple(Urgency))),
        title=table.text("title"),
        may_be=table.text("may_be"),
        do_now=table.texts("do_now"),
        say=table.text("say"),
    )


def read_after_checks(file: Table) -> dict[str, AfterCheck]:
    """Check the lines of the look afterwards."""
    checks = {}
    for table in file.tables("checks"):
        check = AfterCheck(
            id=table.text("id"), say=table.text("say"), status=table.choice("status", ("V", "V2", "D", "U"))
        )
        table.text("fact")
        table.done()
        checks[check.id] = check
    file.done()
    return checks


def read_teach_back(file: Table) -> dict[Urgency, TeachBack]:
    """Check the questions; every urgency has one."""
    asked = {}
    for urgency in Urgency:
        table = file.table(urgency)
        question = TeachBack(
            question=table.text("question"),
            answers=table.texts("answers"),
            right=table.whole("right"),
            why=table.text("why"),
        )
        table.done()
        if question.right >= len(question.answers):
            raise table.error("right", "there is no such answer")
        asked[urgency] = question
    file.done()
    return asked
