"""Writes a made-up person's days into an empty diary, in bulk and in the shape the product itself would have given them."""

import random
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.web.diary.models import AdverseEvent, CheckIn, QuestionnaireResponse, Rating
from solemate.web.people.actions import mark_as_simulated, record_clinician_ok, set_profile
from solemate.web.people.models import Account, Person, SafetyAnswer
from solemate.web.practice.actions import pass_lesson, sums_of, timeline
from solemate.web.practice.gate import asked_for
from solemate.web.practice.log import exposure_of
from solemate.web.practice.models import Session, SessionEvent, SessionExposure, WaterReading
from solemate.web.simulation import life
from solemate.web.simulation.life import LivedDay, LivedSession

BATCH_DAYS = 30
MONTHLY = timedelta(days=30)
TO_SERVER = timedelta(seconds=1)  # from the player's hand to the server's


@transaction.atomic
def make_simulated(person: Person, *, first: date, at: datetime, by: Account) -> None:
    """Turn a new person into the made-up one: labelled, with what they follow, have, were allowed and learned."""
    mark_as_simulated(person, by=by)
    set_profile(
        person,
        follows=list(life.FOLLOWS),
        scales=[life.ALSO_ASKED],
        things=list(life.THINGS),
        country="GB",
        by=by,
    )
    for technique in life.OK_FOR:
        record_clinician_ok(
            person,
            technique,
            clinician="Dr Example (made up)",
            given_on=first - timedelta(days=1),  # before `at` in every zone, also within an hour after midnight
            conditions=[life.CONDITION],
            at=at,
            by=by,
        )
    for technique in life.LEARNED:
        pass_lesson(person, technique, at=at, by=by)


@transaction.atomic
def keep_days(person: Person, days: Iterable[LivedDay], answers: "AnswerBook", *, by: Account) -> None:
    """Add some days: all of them or none."""
    book = Rows(person, by)
    for day in days:
        for session in day.sessions:
            answers.before_session(session)
            book.add_session(day.day, session)
        book.add_evening(day)
    for rows in (book.rows, {SafetyAnswer: answers.take()}):
        for model, made in rows.items():
            model._default_manager.bulk_create(made)


@transaction.atomic
def keep_newest_answers(answers: "AnswerBook", *, by: Account) -> None:
    """Add the answers that nothing has superseded."""
    SafetyAnswer.objects.bulk_create(answers.newest.values())


def in_batches(days: Iterator[LivedDay]) -> Iterator[list[LivedDay]]:
    """The days in groups, so that ten years never stand in memory at once."""
    batch: list[LivedDay] = []
    for day in days:
        batch.append(day)
        if len(batch) == BATCH_DAYS:
            yield batch
            batch = []
    if batch:
        yield batch


class AnswerBook:
    """Safety answers as they are asked for: starred ones before every session, the others once a month."""

    def __init__(self, person: Person, catalogue: Catalogue, *, seed: int, by: Account) -> None:
        self.person, self.catalogue, self.by = person, catalogue, by
        self.newest: dict[str, SafetyAnswer] = {}
        self._superseded: list[SafetyAnswer] = []
        self._rng = random.Random(seed)  # noqa: S311  ids of made-up rows, no secret
        self._asked = {
            name: sorted(asked_for(technique, catalogue)) for name, technique in catalogue.techniques.items()
        }
        self._monthly_at: datetime | None = None

    def before_session(self, session: LivedSession) -> None:
        """Answer what this session needs, a moment before it is made."""
        at = session.made_at - timedelta(seconds=1)
        if self._monthly_at is None or at - self._monthly_at > MONTHLY:
            self._monthly_at = at
            self.answer(sorted(self.catalogue.questions), at=at)
        else:
            starred = [name for name in self._asked[session.script.technique] if self.is_starred(name)]
            self.answer(starred, at=at)

    def is_starred(self, name: str) -> bool:
        return self.catalogue.questions[name].kind == "today"

    def answer(self, names: Iterable[str], *, at: datetime) -> None:
        """A new row for each; the row before it is superseded, as an action would do it."""
        for name in names:
            if name in self.newest:
                old = self.newest.pop(name)
                old.superseded_at = at
                self._superseded.append(old)
            self.newest[name] = SafetyAnswer(
                id=uuid.UUID(int=self._rng.getrandbits(128), version=4),
                person=self.person,
                question=name,
                yes=name == life.CONDITION,
                sites=[],
                answered_at=at,
                by=self.by,
                content_version=self.catalogue.version,
            )

    def take(self) -> list[SafetyAnswer]:
        """The superseded rows since the last call."""
        made, self._superseded = self._superseded, []
        return made


class Rows:
    """Unsaved rows of some days, by model, in an order in which they can be saved."""

    def __init__(self, person: Person, by: Account) -> None:
        self.person, self.by = person, by
        self.version = load_catalogue().version
        self.rows: dict[type[models.Model], list[Any]] = {
            model: []
            for model in (
                Session,
                SessionEvent,
                SessionExposure,
                WaterReading,
                CheckIn,
                Rating,
                AdverseEvent,
                QuestionnaireResponse,
            )
        }

    def add_session(self, day: date, lived: LivedSession) -> None:
        session = Session(
            id=lived.id,
            person=self.person,
            technique=lived.script.technique,
            sites=list(lived.script.sites),
            minutes=lived.minutes,
            content_version=self.version,
            timeline=timeline(lived.script),
            made_at=lived.made_at,
            local_date=day,
            time_zone=self.person.time_zone,
            by=self.by,
        )
        self.rows[Session].append(session)
        self.rows[SessionEvent] += [
            SessionEvent(
                id=event.id,
                session=session,
                person=self.person,
                number=number,
                kind=event.kind,
                position_ms=event.position_ms,
                to_ms=event.to_ms,
                reason=event.reason,
                happened_at=event.happened_at,
                received_at=event.happened_at + TO_SERVER,
            )
            for number, event in enumerate(lived.events, start=1)
        ]
        log = self.rows[SessionEvent][-len(lived.events) :]
        self.rows[SessionExposure].append(
            SessionExposure(session=session, **sums_of(session, exposure_of(session, log)))
        )
        if lived.celsius is not None:
            self.rows[WaterReading].append(
                WaterReading(
                    id=uuid.uuid5(lived.id, "water"),
                    person=self.person,
                    session=session,
                    celsius=lived.celsius,
                    entered=str(lived.celsius),
                    unit="C",
                    read_at=lived.made_at,
                    by=self.by,
                )
            )
        if lived.sign:
            self.rows[AdverseEvent].append(
                AdverseEvent(
                    id=uuid.uuid5(lived.id, lived.sign),
                    person=self.person,
                    sign=lived.sign,
                    technique=lived.script.technique,
                    session=lived.id,
                    happened_at=lived.ended_at + TO_SERVER,
                    local_date=day,
                    by=self.by,
                )
            )
        for moment, ratings, at in (
            (CheckIn.Moment.BEFORE, lived.before, lived.made_at),
            (CheckIn.Moment.AFTER, lived.after, lived.ended_at),
        ):
            if ratings:
                self._add_check_in(uuid.uuid5(lived.id, moment), moment, day, ratings, at=at, session=lived.id)

    def add_evening(self, lived: LivedDay) -> None:
        own = uuid.uuid5(self.person.id, lived.day.isoformat())
        if lived.evening:
            self._add_check_in(own, CheckIn.Moment.EVENING, lived.day, lived.evening, at=lived.evening_at, session=None)
        for instrument, answers in lived.questionnaires.items():
            self.rows[QuestionnaireResponse].append(
                QuestionnaireResponse(
                    id=uuid.uuid5(own, instrument),
                    person=self.person,
                    instrument=instrument,
                    answers=dict(answers),
                    local_date=lived.day,
                    started_at=lived.evening_at,
                    finished_at=lived.evening_at + timedelta(minutes=1),
                    by=self.by,
                )
            )

    def _add_check_in(
        self,
        own: uuid.UUID,
        moment: CheckIn.Moment,
        day: date,
        ratings: Any,
        *,
        at: datetime,
        session: uuid.UUID | None,
    ) -> None:
        check_in = CheckIn(
            id=own,
            person=self.person,
            moment=moment,
            session=session,
            local_date=day,
            time_zone=self.person.time_zone,
            started_at=at,
            by=self.by,
        )
        self.rows[CheckIn].append(check_in)
        self.rows[Rating] += [
            Rating(
                id=uuid.uuid5(own, f"{scale} {site}"),
                check_in=check_in,
                person=self.person,
                scale=scale,
                site=site,
                value=value,
                recorded_at=at + timedelta(seconds=3 * number),
                by=self.by,
            )
            for number, ((scale, site), value) in enumerate(ratings.items(), start=1)
        ]
