"""The plan as it is shown: a look at it in, days with their sessions out.

Done, stopped early, begun, concealed and over are told apart here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from solemate.care.household import clock_words
from solemate.care.technique import Technique
from solemate.care.wall_time import instant_of, wall_time
from solemate.care.week import Placed
from solemate.web.people.access import rows
from solemate.web.practice.models import PlannedSession
from solemate.web.practice.plan import DAYS_AFTER, DAYS_BEFORE
from solemate.web.practice.plan_look import Look
from solemate.web.practice.plan_task import done_in, match
from solemate.web.practice.stops import FINISHED, STOPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a day. `row` is None for what was done without having been planned; `at` is the time where the person is."""

    row: PlannedSession | None
    technique: Technique | None
    title: str
    at: str
    home: str  # the time at home, where that is another
    kit: tuple[str, ...]
    done: bool
    begun: bool  # of what is `done`: it was neither finished nor stopped
    stopped: bool  # of what is `done`: it was stopped early
    not_today: bool
    over: bool  # of a day that is gone, and not done

    @property
    def finished(self) -> bool:
        """Whether it was played to its end: only that is called done."""
        return self.done and not self.begun and not self.stopped

    @property
    def to_come(self) -> bool:
        """Whether it is still waiting to be done."""
        return not (self.done or self.not_today or self.over)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    day: date
    items: tuple[Item, ...]
    is_today: bool


def days_of(look: Look, first: date, last: date) -> list[Day]:
    """Every day from first to last, with what was done and what is planned, in order of time."""
    stored = rows(look.person, PlannedSession).filter(day__range=(first, last)).select_related("given")
    planned = list(stored.order_by("day", "minute", "id"))
    matched, extra = match(planned, done_in(look, first, last))
    ends = {mark_of(session): end for end in ("", STOPPED) for session in done_in(look, first, last, ended=end)}
    items: list[tuple[date, int, Item]] = []
    for row in planned:
        done = matched.get(row.id)
        minute = done.minute if done else row.minute
        ended = ends.get(mark_of(done), FINISHED) if done else None
        item = item_of(row, look, ended=ended, minute=minute)
        items.append((row.day, minute, item))
    for session in extra:
        technique = look.catalogue.techniques.get(session.techniques[0])
        if technique is not None:
            items.append(
                (
                    session.day,
                    session.minute,
                    _own(technique, session, look, ended=ends.get(mark_of(session), FINISHED)),
                )
            )
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [
        Day(
            day=day,
            items=tuple(item for when, _, item in sorted(items, key=lambda one: one[:2]) if when == day),
            is_today=day == look.today,
        )
        for day in days
    ]


def mark_of(session: Placed) -> tuple[str, date, int]:
    """By which a session that was done is known again."""
    return session.techniques[0], session.day, session.minute


def week_days(look: Look) -> list[Day]:
    """The days of the Week page: two that were, today, and four to come."""
    return days_of(look, look.today - timedelta(days=DAYS_BEFORE), look.today + timedelta(days=DAYS_AFTER))


def item_of(row: PlannedSession, look: Look, *, minute: int, ended: str | None = None) -> Item:
    """A planned session as a line; `ended` None: it was not done.

    A concealed one shows the kit of all it could be, so that nothing can be read off it.
    """
    given, known = row.given, look.catalogue.techniques
    done = ended is not None
    name = row.technique or (given.technique if given else "")
    concealed = given is not None and given.concealed
    names = [name] if not concealed else [*given.may_be] or [name] if given else []
    kit = dict.fromkeys(need for one in names if one in known for need in known[one].kit)
    technique = known.get(name)
    hidden = concealed and row.day > look.today
    title = given.label if given is not None else title_of(technique, look) if technique else ""
    return Item(
        row=row,
        technique=None if hidden else technique,
        title=title,
        at=shown_at(row.day, minute, look),
        home=clock_words(minute) if look.zone != look.person.time_zone else "",
        kit=tuple(kit),
        done=done,
        begun=ended == "",
        stopped=ended == STOPPED,
        not_today=row.state == PlannedSession.State.NOT_TODAY and not done,
        over=row.day < look.today and not done,
    )


def _own(technique: Technique, session: Placed, look: Look, *, ended: str) -> Item:
    return Item(
        row=None,
        technique=technique,
        title=technique.short_name,
        at=shown_at(session.day, session.minute, look),
        home="",
        kit=(),
        done=True,
        begun=not ended,
        stopped=ended == STOPPED,
        not_today=False,
        over=False,
    )


def title_of(technique: Technique, look: Look) -> str:
    """What it is, and where, if some of it is closed."""
    gate = look.gates[technique.id]
    sites = gate.open_sites
    if not sites or len(sites) == len(technique.sites):
        return technique.short_name
    return f"{technique.short_name}: {' and '.join(site.replace('-', ' ') for site in sites)}"


def shown_at(day: date, minute: int, look: Look) -> str:
    """The time on a clock where the person is; a time that the clocks skip is the next one."""
    here, local = wall_time(instant_of(day, minute, look.zone), look.person.time_zone)
    if here == day:
        return clock_words(local)
    return f"{here:%a} {clock_words(local)}"


def to_come(days: Iterable[Day]) -> list[Item]:
    """What is still to be done, in order of time."""
    return [item for day in days for item in day.items if item.to_come]
