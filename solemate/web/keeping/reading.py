"""The part of an export that is made for reading: a person in; diary.csv, sessions.csv and codes.csv out, number and label both.

All of it follows from the tables that are read back, so none of it is read back.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from solemate.care.catalogue import load_catalogue
from solemate.care.exposure import planned_seconds
from solemate.care.questionnaire import load_questionnaires
from solemate.care.session import SIDE
from solemate.care.stop_sign import NOTHING_WRONG
from solemate.exports.tables import Column, Table, guarded
from solemate.web.diary.models import AdverseEvent, CheckIn, QuestionnaireResponse, Rating
from solemate.web.people.access import rows_and_bin
from solemate.web.people.models import Person, SafetyAnswer
from solemate.web.people.safety import SITE_WORDS
from solemate.web.practice.log import exposure_of, segments_of
from solemate.web.practice.models import Session, WaterReading
from solemate.web.practice.stops import taken_back

BATCH = 500
PAIN = "pain"

DIARY = {
    "id": "the id of the row it comes from",
    "recorded_at_utc": "when it was said",
    "local_date": "the day where the person was",
    "local_time": "the time of day there",
    "tz": "the time zone there",
    "kind": "evening, before, after: a rating; questionnaire; safety; stop-sign; water",
    "body_site": "where; several with a space between; empty: the whole person",
    "side": "left or right",
    "scale": "what was asked, see codes.csv",
    "value": "the number; for safety 1 is yes and 0 is no; empty: seen and skipped",
    "label": "the same in words",
    "entered_by": "'me' is the one whose diary this is",
    "deleted_at": "when it was put in the bin; empty: it was not",
}
SESSIONS = {
    "id": "the id of the session; one line for each side",
    "technique": "see codes.csv",
    "label": "the same in words",
    "body_site": "where",
    "side": "left or right",
    "made_at_utc": "when it was made",
    "local_date": "the day where the person was",
    "tz": "the time zone there",
    "planned_s": "seconds planned for this side",
    "done_s": "seconds proven to have been played on this side",
    "pauses": "how often the session was paused",
    "ended": "finish, stop, or empty where it was left",
    "stop_reason": "why it was stopped: wrong; slip where nothing was wrong after all; or empty",
    "pain_before": "0 to 10",
    "pain_after": "0 to 10",
    "deleted_at": "when it was put in the bin; empty: it was not",
}
CODES = {"kind": "what the code is of", "code": "as it stands in the other files", "label": "in words"}


def reading_tables(person: Person) -> list[Table]:
    """The three files for reading."""
    return [
        table("diary.csv", "What was said, line by line.", DIARY, diary_rows(person)),
        table("sessions.csv", "What was done, side by side.", SESSIONS, session_rows(person)),
        table("codes.csv", "Every code and its words.", CODES, code_rows()),
    ]


def table(file: str, meaning: str, columns: dict[str, str], rows: Iterator[Sequence[str]]) -> Table:
    return Table(
        file=file,
        meaning=meaning,
        columns=tuple(Column(name=name, meaning=said) for name, said in columns.items()),
        rows=([guarded(text) for text in row] for row in rows),
    )


def diary_rows(person: Person) -> Iterator[list[str]]:
    """Ratings, then questionnaires, stop signs, water and safety answers, each oldest first."""
    yield from rating_rows(person)
    yield from questionnaire_rows(person)
    yield from stop_sign_rows(person)
    for reading in rows_and_bin(person, WaterReading).order_by("read_at", "pk").select_related("session"):
        session = reading.session
        feet = tuple(session.sites)
        label = f"{reading.entered} °{reading.unit}"
        yield line(
            person,
            reading.pk,
            reading.read_at,
            session.local_date,
            session.time_zone,
            "water",
            feet,
            "celsius",
            repr(reading.celsius),
            label,
            reading.by_id,
            session.deleted_at,
        )
    questions = load_catalogue().questions
    for row in rows_and_bin(person, SafetyAnswer).order_by("answered_at", "pk").iterator(BATCH):
        known = questions.get(row.question)
        label = f"{'yes' if row.yes else 'no'}: {known.label if known else row.question}"
        yield line(
            person,
            row.pk,
            row.answered_at,
            None,
            "",
            "safety",
            row.sites,
            row.question,
            "1" if row.yes else "0",
            label,
            row.by_id,
            None,
        )


def rating_rows(person: Person) -> Iterator[list[str]]:
    scales = load_catalogue().scales
    found = rows_and_bin(person, Rating).order_by("recorded_at", "pk").select_related("check_in")
    for row in found.iterator(BATCH):
        scale, check_in = scales.get(row.scale), row.check_in
        words = f"0 {scale.low}, 10 {scale.high}" if scale else ""
        label = "skipped" if row.value is None else f"{row.value} of 10 ({words})"
        yield line(
            person,
            row.pk,
            row.recorded_at,
            check_in.local_date,
            check_in.time_zone,
            check_in.moment,
            [row.site] if row.site else [],
            row.scale,
            "" if row.value is None else str(row.value),
            label,
            row.by_id,
            check_in.deleted_at,
        )


def questionnaire_rows(person: Person) -> Iterator[list[str]]:
    """One line for each item that was answered."""
    known = load_questionnaires()
    for row in rows_and_bin(person, QuestionnaireResponse).order_by("started_at", "pk"):
        found = known.get(row.instrument)
        words = {str(answer.value): answer.text for answer in found.answers} if found else {}
        for item, value in row.answers.items():
            yield line(
                person,
                row.pk,
                row.started_at,
                row.local_date,
                "",
                "questionnaire",
                [],
                f"{row.instrument}.{item}",
                str(value),
                words.get(str(value), f"{value} of 10" if isinstance(value, int) else str(value)),
                row.by_id,
                row.deleted_at,
            )


def stop_sign_rows(person: Person) -> Iterator[list[str]]:
    """What went wrong; the answer "Nothing is wrong" is in the whole tables only."""
    signs = load_catalogue().stop_signs
    for row in rows_and_bin(person, AdverseEvent).exclude(sign=NOTHING_WRONG).order_by("happened_at", "pk"):
        label = signs[row.sign].label if row.sign in signs else row.sign
        yield line(
            person,
            row.pk,
            row.happened_at,
            row.local_date,
            "",
            "stop-sign",
            [],
            row.sign,
            "",
            label,
            row.by_id,
            None,
        )


def line(
    person: Person,
    row_id: object,
    at: datetime,
    day: date | None,
    zone: str,
    kind: str,
    sites: Sequence[str],
    scale: str,
    value: str,
    label: str,
    by: object,
    deleted_at: datetime | None,
) -> list[str]:
    """One line of diary.csv; where a row did not keep its zone or day, the person's of today."""
    zone = zone or person.time_zone
    there = at.astimezone(ZoneInfo(zone))
    sides = {SIDE[site] for site in sites if site in SIDE}
    return [
        str(row_id),
        utc(at),
        (day or there.date()).isoformat(),
        f"{there:%H:%M}",
        zone,
        kind,
        " ".join(sites),
        sides.pop() if len(sides) == 1 else "",
        scale,
        value,
        label,
        "me" if by == person.account_id else "",
        utc(deleted_at),
    ]


def session_rows(person: Person) -> Iterator[list[str]]:
    """One line for each session and site, the seconds derived from its log."""
    techniques = load_catalogue().techniques
    pain = {
        (session, moment, site): "" if value is None else str(value)
        for session, moment, site, value in rows_and_bin(person, Rating)
        .filter(scale=PAIN, check_in__session__isnull=False)
        .order_by("check_in__deleted_at", "recorded_at", "pk")
        .values_list("check_in__session", "check_in__moment", "site", "value")
    }
    found = rows_and_bin(person, Session).order_by("made_at", "pk").prefetch_related("events")
    slips = taken_back(person)
    for row in found.iterator(BATCH):
        events = list(row.events.all())
        exposure = exposure_of(row, events)
        technique = techniques.get(row.technique)
        stops = [
            "slip" if row.pk in slips and event.reason else event.reason for event in events if event.kind == "stop"
        ]
        for site, planned in planned_seconds(segments_of(row)).items():
            yield [
                str(row.pk),
                row.technique,
                technique.short_name if technique else row.technique,
                site,
                SIDE.get(site, ""),
                utc(row.made_at),
                row.local_date.isoformat(),
                row.time_zone,
                str(planned),
                str(exposure.played_ms.get(site, 0) // 1000),
                str(sum(event.kind == "pause" for event in events)),
                exposure.ended,
                " ".join(stops),
                pain.get((row.pk, CheckIn.Moment.BEFORE.value, site), ""),
                pain.get((row.pk, CheckIn.Moment.AFTER.value, site), ""),
                utc(row.deleted_at),
            ]


def code_rows() -> Iterator[list[str]]:
    """Every code of the content, in its order."""
    catalogue = load_catalogue()
    yield from (["site", site, words] for site, words in SITE_WORDS.items())
    for scale in sorted(catalogue.scales.values(), key=lambda scale: scale.order):
        yield ["scale", scale.id, f"{scale.name}: 0 {scale.low}, 10 {scale.high}"]
    yield from (["technique", technique.id, technique.name] for technique in catalogue.techniques.values())
    yield from (["question", question.id, question.label] for question in catalogue.questions.values())
    yield from (["stop-sign", sign.id, sign.label] for sign in catalogue.stop_signs.values())
    for found in load_questionnaires().values():
        yield ["questionnaire", found.id, found.name]
        for item in found.items:
            yield [f"questionnaire {found.id}", f"{found.id}.{item.id}", item.text]
        yield from ([f"answer {found.id}", str(answer.value), answer.text] for answer in found.answers)


def utc(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else ""
