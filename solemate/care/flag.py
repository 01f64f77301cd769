"""The red flags as data: which answers raise one, how soon somebody must look, and what the page then says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from solemate.care.action import Urgency
from solemate.care.content_file import Table
from solemate.care.question import Question

Origin = Literal["screening", "diary"]

MOST_STEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Raises its flag where one of `when` is, as long as one of `together_with` (if any is named) is there too."""

    when: tuple[str, ...]
    together_with: tuple[str, ...]
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    id: str
    origin: Origin  # which part of Solemate raises it
    urgency: Urgency  # the highest it can have
    triggers: tuple[Trigger, ...]  # none for a flag of the diary
    title: str  # what we saw
    may_be: str
    do_now: tuple[str, ...]
    calls: Mapping[Urgency, str]  # whom to call, for each urgency it can have
    say: str  # what to tell them
    cancer_team: bool  # their line comes before any other number
    status: str
    sources: tuple[str, ...]


def read_flags(file: Table, questions: Mapping[str, Question]) -> dict[str, RedFlag]:
    call_table = file.table("calls")
    calls = {name: call_table.text(name) for name in call_table.keys()}
    usual_table = file.table("usual_call")
    usual = {urgency: usual_table.choice(urgency, tuple(calls)) for urgency in Urgency}
    usual_table.done()
    flags: dict[str, RedFlag] = {}
    for table in file.tables("flags"):
        flag = _read_flag(table, questions, calls, usual)
        if flag.id in flags:
            raise table.error("id", "used twice")
        flags[flag.id] = flag
    file.done()
    return flags


def _read_flag(
    table: Table, questions: Mapping[str, Question], calls: Mapping[str, str], usual: Mapping[Urgency, str]
) -> RedFlag:
    triggers = tuple(_read_trigger(trigger, questions) for trigger in table.tables("triggers"))
    origin = cast(Origin, table.choice("origin", ("screening", "diary")))
    if (origin == "screening") != bool(triggers):
        raise table.error("triggers", "the answers raise a flag of the screening, and no other")
    urgencies = sorted({trigger.urgency for trigger in triggers}, key=lambda urgency: urgency.patience)
    if origin == "diary":
        urgencies = [Urgency(table.choice("urgency", tuple(Urgency)))]
    own_call = table.choice("call", tuple(calls)) if "call" in table.keys() else None
    flag = RedFlag(
        id=table.text("id"),
        origin=origin,
        urgency=urgencies[0],
        triggers=triggers,
        title=table.text("title"),
        may_be=table.text("may_be"),
        do_now=table.texts("do_now"),
        calls={urgency: calls[own_call or usual[urgency]] for urgency in urgencies},
        say=table.text("say"),
        cancer_team=own_call is not None and own_call.startswith("oncology"),
        status=table.text("status"),
        sources=table.texts("sources"),
    )
    table.done()
    if not 1 <= len(flag.do_now) <= MOST_STEPS:
        raise table.error("do_now", f"must have 1 to {MOST_STEPS} steps")
    return flag


def _read_trigger(table: Table, questions: Mapping[str, Question]) -> Trigger:
    trigger = Trigger(
        when=table.choices("when", tuple(questions)),
        together_with=table.choices("together_with", tuple(questions)),
        urgency=Urgency(table.choice("urgency", tuple(Urgency))),
    )
    table.done()
    if not trigger.when:
        raise table.error("when", "missing")
    return trigger
