"""Red flags and stop events of a span: stored answers and events in, one line for each out.

A red flag is kept nowhere: it follows from the answers. So it is read off them again, at each moment at which somebody
answered something that could raise one, with the answers that counted then (facts 1.1 and R-042 say how long). Low mood and
much worry (RF-17) follow from the PHQ-4. Nothing here can raise RF-15 or RF-18, and `looked_at` says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from solemate.care.action import Urgency
from solemate.care.catalogue import Catalogue
from solemate.care.questionnaire import load_questionnaires
from solemate.care.screening import Answers, RaisedFlag, screen
from solemate.care.stop_sign import NOTHING_WRONG
from solemate.web import clock
from solemate.web.diary.models import AdverseEvent, QuestionnaireResponse
from solemate.web.diary.questionnaire_views import meaning
from solemate.web.people import access, safety
from solemate.web.people.models import Person, SafetyAnswer

MOOD = "phq4"
MOOD_FLAG = "RF-17"
MOST_MOMENTS = 400  # of which something could be raised; more than a year of evenings with a yes
AT_ONCE = timedelta(minutes=10)  # a yes that is a no so soon may have been a slip of the finger, and may not (D)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSeen:
    """A red flag at its sites: the first and the last moment at which answers raised it, and whether they still do.

    `answered_no` is set where a flag was raised for a few minutes once, and the same questions were answered no then. Whether
    it was a slip is not ours to say: both stand on the page, after what was not taken back.
    """

    flag: RaisedFlag
    first: datetime
    last: datetime
    first_day: date
    last_day: date
    still: bool
    answered_no: datetime | None = None


def flags_seen(
    person: Person, catalogue: Catalogue, *, first: date, last: date, at: datetime, older: bool = True
) -> list[FlagSeen]:
    """The red flags that the answers of the span raised, the most urgent first, then the newest.

    Args:
        older: also those that an answer from before the span still raises at `at`.
    """
    asked = {name for flag in catalogue.flags.values() for trigger in flag.triggers for name in trigger.when}
    rows = list(access.rows(person, SafetyAnswer).filter(yes=True).order_by("answered_at"))
    rows = [row for row in rows if row.question in catalogue.questions]
    zone = person.time_zone
    since = first - safety.OTHERS_LIVE  # an answer from before the span may still count in it
    moments = sorted(
        {
            row.answered_at
            for row in rows
            if row.question in asked and since <= clock.local_date(row.answered_at, zone) <= last
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
    for which, raised in found.items():
        within = [one for one in raised if clock.local_date(one[0], zone) >= first]
        if within or not older or which not in now:
            found[which] = within
    lines = [
        FlagSeen(
            flag=min((flag for _, flag in raised), key=lambda flag: flag.urgency.patience),
            first=raised[0][0],
            last=raised[-1][0],
            first_day=clock.local_date(raised[0][0], zone),
            last_day=clock.local_date(raised[-1][0], zone),
            still=which in now,
            answered_no=None if which in now else _answered_no(person, raised, rows, catalogue),
        )
        for which, raised in found.items()
        if raised
    ]
    lines += _mood(person, catalogue, first=first, last=last)
    return sorted(
        lines, key=lambda line: (line.answered_no is not None, line.flag.urgency.patience, -line.last.timestamp())
    )


def looked_at(person: Person, *, first: date, last: date) -> str:
    """What the flags of a span were read off, and what they were not: so that “none” says no more than is known."""
    zone = person.time_zone
    answered = any(
        first <= clock.local_date(moment, zone) <= last
        for moment in access.rows(person, SafetyAnswer).values_list("answered_at", flat=True)
    )
    filled = [day for day, _, _ in _moods(person) if first <= day <= last]
    return " ".join(
        (
            "From the safety questions, the mood questions (PHQ-4) and stop signs.",
            "" if answered else "No safety question was answered in this time.",
            "" if filled else "The PHQ-4 was not filled in.",
            "Not checked here: warm spots on a foot, and numbness with no known cause.",
        )
    ).replace("  ", " ")


def events_of(person: Person, *, first: date, last: date) -> list[AdverseEvent]:
    """The stop signs that were reported, the newest first; "Nothing is wrong" is none."""
    found = access.rows(person, AdverseEvent).filter(local_date__range=(first, last)).exclude(sign=NOTHING_WRONG)
    return list(found.order_by("-happened_at", "id"))


def told(urgency: Urgency) -> str:
    """What the page told the person to do, in a few words for a clinician."""
    return {
        Urgency.EMERGENCY: "Call for an ambulance.",
        Urgency.SAME_DAY: "See somebody the same day.",
        Urgency.WITHIN_1_WORKING_DAY: "Call within 1 working day.",
        Urgency.SOON: "Tell the doctor soon.",
    }[urgency]


def _answered_no(
    person: Person, raised: list[tuple[datetime, RaisedFlag]], rows: list[SafetyAnswer], catalogue: Catalogue
) -> datetime | None:
    """When a flag that was raised for `AT_ONCE` at most ended, by a no to one of its own questions; else nothing."""
    (begun, flag), (latest, _) = raised[0], raised[-1]
    asked = {name for trigger in catalogue.flags[flag.id].triggers for name in trigger.when}
    ends = sorted(
        (row.superseded_at, row.question)
        for row in rows
        if row.question in asked and row.superseded_at is not None and latest < row.superseded_at <= begun + AT_ONCE
    )
    for ended, question in ends:
        holds = {(one.id, one.sites) for one in screen(_answers_at(rows, ended, catalogue), catalogue).flags}
        no = access.rows(person, SafetyAnswer).filter(yes=False, question=question, answered_at=ended)
        if (flag.id, flag.sites) not in holds and no.exists():
            return ended
    return None


def _moods(person: Person) -> list[tuple[date, datetime, bool]]:
    """(day, moment, whether it raises RF-17) of each PHQ-4 that was finished, the oldest first."""
    found = load_questionnaires()[MOOD]
    filled = access.rows(person, QuestionnaireResponse).filter(instrument=MOOD, finished_at__isnull=False)
    return [
        (clock.local_date(row.finished_at, person.time_zone), row.finished_at, meaning(found, row.answers)[2])
        for row in filled.order_by("finished_at")
        if row.finished_at is not None
    ]


def _mood(person: Person, catalogue: Catalogue, *, first: date, last: date) -> list[FlagSeen]:
    """RF-17, where a PHQ-4 of the span raised it; it holds until another one does not."""
    moods = [one for one in _moods(person) if one[0] <= last]
    raised = [(day, moment) for day, moment, low in moods if low and day >= first]
    if not raised:
        return []
    flag = RaisedFlag(id=MOOD_FLAG, urgency=catalogue.flags[MOOD_FLAG].urgency, sites=())
    (first_day, begun), (last_day, ended) = raised[0], raised[-1]
    return [FlagSeen(flag=flag, first=begun, last=ended, first_day=first_day, last_day=last_day, still=moods[-1][2])]


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
