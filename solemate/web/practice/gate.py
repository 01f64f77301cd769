"""The safety gate as the app applies it. A person and a moment in; what each technique may do today, and why, out.

Two strictnesses. For showing, starred answers count for 24 hours. For starting, they must have been given for this very
session: in the last half hour, and after the last session began. On top of the rules come what the app itself knows: stop
signs of the last 24 hours, things that are not in the house, a footbath that was had today, moves that need both sides.
A session that lies in the bin still counts here: it was done, whatever becomes of its row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from solemate.care.action import Action
from solemate.care.catalogue import Catalogue
from solemate.care.screening import Answers, Clearance, Screening, may_affect, screen
from solemate.care.session import Script, write_script
from solemate.care.technique import Technique
from solemate.web import clock
from solemate.web.diary.hints import doubted, worse_since
from solemate.web.diary.models import AdverseEvent
from solemate.web.people import access, safety
from solemate.web.people.models import Person
from solemate.web.practice.models import LessonPassed, Session, SessionEvent

OPEN_ACTIONS = ("ok", "warn", "adapt")
HANDS = {"left-hand", "right-hand"}
UNTIL_TOMORROW = timedelta(hours=24)
NEEDED = {"thermometer": "You need a water thermometer for this.", "support": "You need firm support for this."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One technique at one moment. `unasked`: ids that must be answered before it may start."""

    technique: Technique
    clearances: Mapping[str, Clearance]
    screening: Screening
    unasked: frozenset[str]
    newest: datetime | None  # when the newest of the answers was given
    also_closed: tuple[str, ...]  # sentences that close all of it, beside the rules
    stop_signs: tuple[str, ...]  # those of the last 24 hours that close it, among them
    lesson_first: bool
    oils_unasked: bool  # something that could close the oils has not been asked
    conditions: frozenset[str]

    @property
    def open_sites(self) -> tuple[str, ...]:
        """Sites where nothing known stands against it, left first."""
        if self.also_closed:
            return ()
        found = tuple(site for site, clearance in self.clearances.items() if clearance.action in OPEN_ACTIONS)
        return found if len(found) == len(self.clearances) or not self.technique.needs_every_site else ()

    @property
    def closed_sites(self) -> tuple[str, ...]:
        """Sites that the rules close, or that wait for a clinician."""
        return tuple(site for site, clearance in self.clearances.items() if clearance.action not in OPEN_ACTIONS)

    @property
    def waits_for_clinician(self) -> bool:
        """Whether nothing but a clinician's word stands in the way of some site."""
        return not self.open_sites and any(row.action == "ask-clinician" for row in self.clearances.values())

    @property
    def may_start(self) -> bool:
        """Whether a session may be made now: everything asked, something open, the lesson learned."""
        return not self.unasked and bool(self.open_sites) and not self.lesson_first

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is closed, each sentence once."""
        rules = [text for site in self.closed_sites for text in self.clearances[site].reasons]
        every = [self.technique.needs_every_site] if self.closed_sites and self.technique.needs_every_site else []
        return tuple(dict.fromkeys([*self.also_closed, *rules, *every]))


def look(
    person: Person,
    technique_id: str,
    catalogue: Catalogue,
    *,
    at: datetime,
    to_start: bool = False,
    starred_since: datetime | None = None,
) -> Gate:
    """Apply the gate to one technique; `to_start` asks for starred answers given for this very session."""
    return look_at_all(person, catalogue, at=at, to_start=to_start, starred_since=starred_since, only=technique_id)[
        technique_id
    ]


def look_at_all(
    person: Person,
    catalogue: Catalogue,
    *,
    at: datetime,
    to_start: bool = False,
    starred_since: datetime | None = None,
    only: str | None = None,
) -> dict[str, Gate]:
    """Apply the gate to every technique (or `only` one), reading what is known once."""
    since = starred_since
    if to_start:
        last = access.rows_and_bin(person, Session).order_by("-made_at").first()
        since = at - safety.BEFORE_A_SESSION
        if last is not None:
            since = max(since, last.made_at)
    today = clock.local_date(at, person.time_zone)
    known = safety.known(
        person,
        catalogue,
        at=at,
        starred_since=since,
        others_since=worse_since(person, catalogue, today=today),
        doubted=doubted(person, at=at),
    )
    screening = screen(known.answers, catalogue)
    events = list(access.rows(person, AdverseEvent).filter(happened_at__gt=at - UNTIL_TOMORROW))
    unsaid = unsaid_wrong(person, at=at) is not None
    learned = set(access.rows(person, LessonPassed).values_list("technique", flat=True))
    return {
        technique.id: Gate(
            technique=technique,
            clearances={
                row.site: rested(row, technique, known.answers)
                for row in screening.clearances
                if row.technique == technique.id and row.site is not None
            },
            screening=screening,
            unasked=known.unasked & asked_for(technique, catalogue),
            newest=known.newest,
            also_closed=_also_closed(person, technique, catalogue, events, unsaid=unsaid, at=at),
            stop_signs=tuple(event.sign for event in events if _closed_by(event, technique, catalogue)),
            lesson_first=technique.lesson is not None and technique.id not in learned,
            oils_unasked=bool(known.unasked & may_affect("essential-oil", catalogue)),
            conditions=known.answers.conditions,
        )
        for technique in catalogue.techniques.values()
        if only in (None, technique.id)
    }


def minutes_for(person: Person, gate: Gate) -> int:
    """How long this technique's next session is: the person's choice where there is one, within what is safe for them."""
    chosen: int = person.minutes.get(gate.technique.id, gate.technique.minutes.default)
    return max(min(chosen, gate.technique.most_minutes(gate.conditions)), gate.technique.minutes.least)


def minutes_to_play(gate: Gate, minutes: int) -> int:
    """How long a session of so many minutes really is at the sites that are open: one side alone is about half of both."""
    if not gate.open_sites or len(gate.open_sites) == len(gate.technique.sites):
        return minutes
    return minutes_of(write_script(gate.technique, sites=gate.open_sites, minutes=minutes))


def minutes_of(script: Script) -> int:
    """A script's whole minutes, to the nearest."""
    return max(1, (script.seconds + 30) // 60)


def asked_for(technique: Technique, catalogue: Catalogue) -> frozenset[str]:
    """Every question that could close or change it: by the rules, by its own rests, by its limits."""
    own = {name for rest in technique.rests for name in rest.when} | {
        name for limit in technique.limits for name in limit.when
    }
    return may_affect(technique.id, catalogue) | own


def rested(row: Clearance, technique: Technique, answers: Answers) -> Clearance:
    """The row, or the row closed, where the technique rests for something the rules leave open."""
    if row.action not in OPEN_ACTIONS or row.site is None:
        return row
    for rest in technique.rests:
        if not row.site.endswith(rest.part):
            continue
        for name in rest.when:
            sites = answers.today.get(name)
            if rest.both_hands and sites is not None and not {"left-hand", "right-hand"} <= (sites or HANDS):
                continue
            everywhere = rest.every_site or sites == frozenset()
            if name in answers.conditions or (sites is not None and (everywhere or row.site in sites)):
                return replace(row, action=Action.CLOSED, reasons=(rest.say,), dos=(), adaptations=())
    return row


def _also_closed(
    person: Person,
    technique: Technique,
    catalogue: Catalogue,
    events: list[AdverseEvent],
    *,
    unsaid: bool,
    at: datetime,
) -> tuple[str, ...]:
    reasons = []
    if unsaid:
        reasons.append("You said that something was wrong. Please tell us what it was.")
    reasons += [sentence for event in events if (sentence := _closed_by(event, technique, catalogue))]
    reasons += [NEEDED[thing] for thing in technique.needs if thing not in person.things]
    if technique.real_time and _done_today(person, technique, at=at) >= catalogue.water.footbaths_per_day:
        reasons.append(catalogue.water.why["footbaths_per_day"])
    return tuple(dict.fromkeys(reasons))


def _closed_by(event: AdverseEvent, technique: Technique, catalogue: Catalogue) -> str:
    """The sentence with which a stop sign closes this technique until tomorrow; '' where it does not."""
    sign = catalogue.stop_signs.get(event.sign)
    if sign is None or sign.closes == "everything":  # a sign that content no longer knows stays strict
        return "You told us of a warning sign. To be safe, we wait until tomorrow."
    if sign.closes in ("technique", "oils") and event.technique == technique.id:
        return f"Closed until tomorrow. You said: {sign.label[0].lower()}{sign.label[1:]}."
    return ""


def unsaid_wrong(person: Person, *, at: datetime) -> Session | None:
    """A session of the last 24 hours that ended with "Something is wrong", of which we do not know yet what it was."""
    stops = access.rows_and_bin(person, SessionEvent).filter(
        kind=SessionEvent.Kind.STOP, reason="wrong", received_at__gt=at - UNTIL_TOMORROW
    )
    told = (
        access.rows(person, AdverseEvent).filter(happened_at__gt=at - UNTIL_TOMORROW).values_list("session", flat=True)
    )
    newest = stops.exclude(session__in=[session for session in told if session]).order_by("-received_at").first()
    return newest.session if newest else None


def _done_today(person: Person, technique: Technique, *, at: datetime) -> int:
    """How many sessions of it ended, or were left, today; one that is under way does not close itself."""
    sessions = access.rows_and_bin(person, Session).filter(
        technique=technique.id, local_date=clock.local_date(at, person.time_zone)
    )
    ended = SessionEvent.Kind.STOP, SessionEvent.Kind.FINISH
    return sessions.filter(events__kind__in=ended).distinct().count()
