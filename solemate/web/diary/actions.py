"""Everything that is written into the diary. An answer is kept the moment it is given, and giving it twice keeps it once."""

import uuid
from datetime import date, datetime

from django.db import transaction

from solemate.web.diary.models import AdverseEvent, CheckIn, QuestionnaireResponse, Rating
from solemate.web.people.models import Account, Person


@transaction.atomic
def record_rating(
    person: Person,
    *,
    moment: CheckIn.Moment,
    session: uuid.UUID | None,
    local_date: date,
    scale: str,
    site: str,
    value: int | None,
    at: datetime,
    by: Account,
) -> Rating:
    """Keep one answer (0 to 10, or None for "skip this one"), making its check-in with the first.

    Raises:
        ValueError: the value is off the scale.
    """
    if value is not None and not 0 <= value <= 10:
        raise ValueError(f"{value} is not between 0 and 10")
    when = {"local_date": local_date} if session is None else {"session": session}
    check_in, _ = CheckIn.objects.get_or_create(
        person=person,
        moment=moment,
        deleted_at=None,
        **when,
        defaults={"local_date": local_date, "time_zone": person.time_zone, "started_at": at, "by": by},
    )
    rating, _ = Rating.objects.update_or_create(
        check_in=check_in,
        person=person,
        scale=scale,
        site=site,
        defaults={"value": value, "recorded_at": at, "by": by},
    )
    return rating


@transaction.atomic
def record_adverse_event(
    person: Person, sign: str, *, technique: str, session: uuid.UUID | None, local_date: date, at: datetime, by: Account
) -> AdverseEvent:
    """Keep that something went wrong. The same sign of the same session is kept once."""
    event, _ = AdverseEvent.objects.get_or_create(
        person=person,
        sign=sign,
        session=session,
        technique=technique,
        defaults={"happened_at": at, "local_date": local_date, "by": by},
    )
    return event


@transaction.atomic
def answer_questionnaire(
    person: Person,
    instrument: str,
    item: str,
    value: int | str,
    *,
    last: bool,
    local_date: date,
    at: datetime,
    by: Account,
) -> QuestionnaireResponse:
    """Keep one answer of the instrument begun today, making it with the first; `last` completes it."""
    response = (
        QuestionnaireResponse.objects.filter(
            person=person, instrument=instrument, local_date=local_date, deleted_at=None
        )
        .order_by("-started_at")
        .first()
    )
    if response is None:
        response = QuestionnaireResponse(
            person=person, instrument=instrument, local_date=local_date, started_at=at, by=by
        )
    response.answers = {**response.answers, item: value}
    if last:
        response.finished_at = at
    response.save()
    return response
