"""Red flags and stop events of a span: stored answers and events in, one line for each out.

A red flag is kept nowhere: it follows from the answers. So it is read off them again, at each moment at which somebody
answered something that could raise one, with the answers that counted then (facts 1.1 and R-042 say how long).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from solemate.care.action import Urgency
from solemate.care.catalogue import Catalogue
from solemate.care.screening import Answers, RaisedFlag, screen
from solemate.web import clock
from solemate.web.diary.models import AdverseEvent
from solemate.web.people import access, safety
from solemate.web.people.models import Person, SafetyAnswer

MOST_MOMENTS = 400  # of which something could be raised; more than a year of evenings with a yes


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSeen:
    """A red flag at its sites: the first and the last moment at which answers raised it, and whether they still do."""

    flag: RaisedFlag
    first: datetime
    last: datetime
    first_day: date
    last_day: date
    still: bool


def flags_seen(person: Person, catalogue: Catalogue, *, first: date, last: date, at: datetime) -> list[FlagSeen]:
    """The red flags that the answers of the span raised, the most urgent first, then the newest."""
    asked = {name for flag in catalogue.flags.values() for trigger in flag.triggers for name in trigger.when}
    rows = list(access.rows(person, SafetyAnswer).filter(yes=True).order_by("answered_at"))
    rows = [row for row in rows if row.question in catalogue.questions]
    zone = person.time_zone
    moments = sorted(
        {
            row.answered_at
            for row in rows
            if row.question in asked and first <= clock.local_date(row.answered_at, zone) <= last
        }
    )[-MOST_MOMENTS:]
    known = safety.known(person, catalogue, at=at).answers
    now = {(flag.id, flag.sites) for flag in screen(known, catalogue).flags}
    found: dict[tuple[str, tuple[str, ...]], list[tuple[datetime, RaisedFlag]]] = {}
    seen: dict[tuple[object, ...], Iterable[RaisedFlag]] = {}
    for moment in moments:
        answers = _answers_at(rows, moment, catalogue)
        key = (answers.conditions, frozenset(answers.today.items()))
        if key not in seen:
            seen[key] = screen(answers, catalogue).flags
        for flag in seen[key]:
            found.setdefault((flag.id, flag.sites), []).append((moment, flag))
    lines = [
        FlagSeen(
            flag=min((flag for _, flag in raised), key=lambda flag: flag.urgency.patience),
            first=raised[0][0],
            last=raised[-1][0],
            first_day=clock.local_date(raised[0][0], zone),
            last_day=clock.local_date(raised[-1][0], zone),
            still=key in now,
        )
        for key, raised in found.items()
    ]
    return sorted(lines, key=lambda line: (line.flag.urgency.patience, -line.last.timestamp()))


def events_of(person: Person, *, first: date, last: date) -> list[AdverseEvent]:
    """The stop signs that were reported, the newest first."""
    return list(
        access.rows(person, AdverseEvent).filter(local_date__range=(first, last)).order_by("-happened_at", "id")
    )


def told(urgency: Urgency) -> str:
    """What the page told the person to do, in a few words for a clinician."""
    return {
        Urgency.EMERGENCY: "Call for an ambulance.",
        Urgency.SAME_DAY: "See somebody the same day.",
        Urgency.WITHIN_1_WORKING_DAY: "Call within 1 working day.",
        Urgency.SOON: "Tell the doctor soon.",
    }[urgency]


def _answers_at(rows: list[SafetyAnswer], moment: datetime, catalogue: Catalogue) -> Answers:
    """The answers with yes that counted at a moment."""
    conditions, today = set(), {}
    for row in rows:
        if row.answered_at > moment or (row.superseded_at is not None and row.superseded_at <= moment):
            continue
        is_condition = catalogue.questions[row.question].kind == "condition"
        lives: timedelta = safety.OTHERS_LIVE if is_condition else safety.STARRED_LIVES
        if moment - row.answered_at > lives:
            continue
        if is_condition:
            conditions.add(row.question)
        else:
            today[row.question] = frozenset(row.sites)
    return Answers(
        conditions=frozenset(conditions), today=today, clinician_ok=frozenset(), have=frozenset(catalogue.things)
    )
