"""A person's rows of a span in, a DiaryRecord for the FHIR bundle out. It reads and writes nothing."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from solemate import __version__
from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.codes import codes_of_scales
from solemate.care.questionnaire import load_questionnaires
from solemate.care.site import SITES
from solemate.exports.record import (
    Asked,
    DiaryRecord,
    FilledIn,
    FlagRaised,
    FoundOut,
    Item,
    PlannedLine,
    RatingSaid,
    SessionDone,
)
from solemate.protocol.explain import explain
from solemate.web.diary.models import CheckIn, QuestionnaireResponse, Rating
from solemate.web.people.access import rows
from solemate.web.people.models import Person
from solemate.web.practice.minutes import COLUMNS
from solemate.web.practice.models import PlannedSession, SessionExposure
from solemate.web.practice.stops import FINISHED, STOPPED
from solemate.web.reports.fill import Stretch, stretch_of
from solemate.web.reports.finding_part import Kept, findings_since
from solemate.web.reports.flags import events_of, flags_seen
from solemate.web.reports.models import ReportWishes

NUMBERS = ("mean", "q2_5", "q97_5", "p_better", "p_meaningful", "p_worse")
WEEK = timedelta(days=7)


def diary_record(person: Person, wishes: ReportWishes, *, at: datetime) -> DiaryRecord:
    """All of the span that goes into the bundle."""
    catalogue = load_catalogue()
    stretch = stretch_of(person, wishes.span, at=at)
    zone = ZoneInfo(person.time_zone)
    filled_in = filled_in_of(person, stretch, zone)
    return DiaryRecord(
        person_id=str(person.pk),
        name=wishes.name,
        simulated=person.simulated,
        first=stretch.first,
        last=stretch.last,
        made_at=at.astimezone(zone),
        version=__version__,
        names=names_of(catalogue),
        codes={scale: (code.system, code.code, code.display) for scale, code in codes_of_scales().items()},
        ratings=ratings_of(person, stretch, zone),
        asked=asked_of({filled.questionnaire for filled in filled_in}),
        filled_in=filled_in,
        sessions=sessions_of(person, catalogue, stretch, zone),
        plan=plan_of(person, catalogue, stretch.last),
        flags=raised_of(person, catalogue, stretch, zone, at=at),
        findings=findings_of(person, catalogue, stretch, zone),
    )


def names_of(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Our own codes with their words."""
    pairs = {f"both-{limb}": f"both {limb}" for limb in ("hands", "feet")}
    return {
        "scale": {name: scale.name for name, scale in catalogue.scales.items()},
        "site": {site: site.replace("-", " ") for site in SITES} | pairs,
        "technique": {name: technique.name for name, technique in catalogue.techniques.items()},
        "flag": {name: flag.title for name, flag in catalogue.flags.items()},
        "sign": {name: sign.label for name, sign in catalogue.stop_signs.items()},
    }


def ratings_of(person: Person, stretch: Stretch, zone: ZoneInfo) -> tuple[RatingSaid, ...]:
    """The evenings' answers, skipped ones too."""
    found = rows(person, Rating).filter(
        check_in__moment=CheckIn.Moment.EVENING, check_in__local_date__range=(stretch.first, stretch.last)
    )
    return tuple(
        RatingSaid(
            id=str(row.id),
            at=row.recorded_at.astimezone(zone),
            scale=row.scale,
            site=row.site,
            value=row.value,
            by_helper=by_helper(person, row.by_id),
        )
        for row in found.order_by("check_in__local_date", "scale", "site", "id")
    )


def filled_in_of(person: Person, stretch: Stretch, zone: ZoneInfo) -> tuple[FilledIn, ...]:
    known = load_questionnaires()
    found = rows(person, QuestionnaireResponse).filter(
        local_date__range=(stretch.first, stretch.last), finished_at__isnull=False
    )
    return tuple(
        FilledIn(
            id=str(row.id),
            questionnaire=row.instrument,
            at=row.finished_at.astimezone(zone),
            answers=row.answers,
            by_helper=by_helper(person, row.by_id) or known[row.instrument].giver == "helper",
        )
        for row in found.order_by("finished_at", "id")
        if row.instrument in known and row.finished_at is not None
    )


def asked_of(names: set[str]) -> tuple[Asked, ...]:
    known = load_questionnaires()
    return tuple(
        Asked(
            id=name,
            name=known[name].name,
            items=tuple(Item(id=item.id, text=item.text) for item in known[name].items),
            answers={answer.value: answer.text for answer in known[name].answers},
            cite=known[name].cite,
        )
        for name in sorted(names)
    )


def sessions_of(person: Person, catalogue: Catalogue, stretch: Stretch, zone: ZoneInfo) -> tuple[SessionDone, ...]:
    """The sessions that have a log, by its sums."""
    found = rows(person, SessionExposure).filter(local_date__range=(stretch.first, stretch.last))
    lines = []
    for row in found.select_related("session").order_by("session__made_at", "session_id"):
        technique = catalogue.techniques.get(row.technique)
        lines.append(
            SessionDone(
                id=str(row.session_id),
                technique=row.technique,
                begun=row.session.made_at.astimezone(zone),
                seconds={site: getattr(row, column) // 1000 for site, column in COLUMNS.items()},
                timed=row.timed,
                ended=row.ended,
                given_by_helper=technique is not None and technique.giver == "helper",
                by_helper=by_helper(person, row.session.by_id),
            )
        )
    return tuple(lines)


def plan_of(person: Person, catalogue: Catalogue, today: date) -> tuple[PlannedLine, ...]:
    """The week of the last day, as the Week page tells it: what is concealed before its day has its label only."""
    monday = today - timedelta(days=today.weekday())
    week = (monday, monday + WEEK - timedelta(days=1))
    found = rows(person, SessionExposure).filter(local_date__range=week)
    done = Counter(found.filter(ended=FINISHED).values_list("local_date", "technique"))
    stopped = Counter(found.filter(ended=STOPPED).values_list("local_date", "technique"))
    lines = []
    for row in rows(person, PlannedSession).filter(day__range=week).select_related("given").order_by("day", "minute"):
        concealed = row.given is not None and (row.given.concealed or row.day > today)
        technique = "" if concealed else row.technique or (row.given.technique if row.given else "")
        known = catalogue.techniques.get(technique)
        if done[row.day, technique] and technique:
            done[row.day, technique] -= 1
            state = "done"
        elif stopped[row.day, technique] and technique:
            stopped[row.day, technique] -= 1
            state = "stopped"
        elif row.state == PlannedSession.State.NOT_TODAY:
            state = "not-today"
        else:
            state = "over" if row.day < today else "planned"
        title = row.given.label if row.given else known.short_name if known else technique
        lines.append(
            PlannedLine(day=row.day, title=title or "Session", technique=technique, minutes=row.minutes, state=state)
        )
    return tuple(lines)


def raised_of(
    person: Person, catalogue: Catalogue, stretch: Stretch, zone: ZoneInfo, *, at: datetime
) -> tuple[FlagRaised, ...]:
    """Red flags and stop events. A stop event is over the day after: it closed what it closed until then (facts 1.5)."""
    flags = [
        FlagRaised(
            id=f"{person.pk} {seen.flag.id} {' '.join(seen.flag.sites)} {seen.first_day}",
            code=seen.flag.id,
            words=catalogue.flags[seen.flag.id].title,
            sites=seen.flag.sites,
            since=seen.first.astimezone(zone),
            until=None if seen.still else seen.last.astimezone(zone),
            is_stop=False,
            by_helper=False,
        )
        for seen in flags_seen(person, catalogue, first=stretch.first, last=stretch.last, at=at)
    ]
    events = [
        FlagRaised(
            id=str(event.id),
            code=event.sign,
            words=catalogue.stop_signs[event.sign].label if event.sign in catalogue.stop_signs else event.sign,
            sites=(),
            since=event.happened_at.astimezone(zone),
            until=(event.happened_at + timedelta(days=1)).astimezone(zone),
            is_stop=True,
            by_helper=by_helper(person, event.by_id),
        )
        for event in events_of(person, first=stretch.first, last=stretch.last)
    ]
    return (*flags, *events)


def findings_of(person: Person, catalogue: Catalogue, stretch: Stretch, zone: ZoneInfo) -> tuple[FoundOut, ...]:
    """Every trial that ended in the span, in the order of the page."""
    return tuple(found_out(kept, catalogue, zone) for kept in findings_since(person, stretch.first))


def found_out(kept: Kept, catalogue: Catalogue, zone: ZoneInfo) -> FoundOut:
    found = kept.finding
    said = explain(found, catalogue.trials, who="the person")
    return FoundOut(
        id=str(kept.stored.id),
        at=kept.stored.made_at.astimezone(zone),
        sentence=f"{said.title} {said.doubt}".strip(),
        scale=found.protocol.scale,
        site=found.protocol.site if not found.record.left_right else "",
        rated=found.rated,
        days=found.days,
        numbers={name: found.delivered[name] for name in NUMBERS} if found.delivered else {},
    )


def by_helper(person: Person, account_id: object) -> bool:
    """Whether somebody else than the person put it in."""
    return account_id is not None and account_id != person.account_id
