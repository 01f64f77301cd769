"""Everything that is written into the diary. An answer is kept the moment it is given, and giving it twice keeps it once."""

import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from solemate.web.diary.models import (
    AdverseEvent,
    CheckIn,
    PastMonths,
    QuestionnaireResponse,
    Rating,
    ZoneMap,
    ZoneMark,
)
from solemate.web.diary.rounds import given
from solemate.web.diary.spots import RUNGS, Spot
from solemate.web.people.models import Account, Person

# What a stop sign has to set off elsewhere, in the same write (web/trials/apps.py hangs a trial's watch in here).
AFTER_STOP_SIGNS: list[Callable[[Person, datetime, Account], None]] = []


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
    same_as_yesterday: bool = False,
) -> Rating:
    """Keep one answer (0 to 10, or None for "skip this one"), making its check-in with the first.

    `same_as_yesterday`: it was taken over with one tap for the whole site, not given by itself.

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
        defaults={"value": value, "recorded_at": at, "by": by, "same_as_yesterday": same_as_yesterday},
    )
    forget_past_months(person.pk, since=check_in.local_date, by=by)
    return rating


@transaction.atomic
def keep_past_months(
    person: Person, of: str, add_up: Callable[[Q], dict[str, Any]], *, before: date, by: Account | None
) -> dict[str, Any]:
    """Add up everything before a day and keep it, in one write: no answer comes in between."""
    months = add_up(Q(local_date__lt=before))
    PastMonths.objects.update_or_create(person=person, of=of, defaults={"before": before, "months": months})
    return months


@transaction.atomic
def forget_past_months(person: uuid.UUID, *, since: date | None = None, by: Account | None) -> None:
    """Something changed on the day `since` (None: on some day): what was added up with it no longer holds. `person`: the id."""
    PastMonths.objects.filter(person_id=person, **({"before__gt": since} if since else {})).delete()


@transaction.atomic
def take_over_yesterday(
    person: Person, *, site: str, scales: Collection[str], local_date: date, at: datetime, by: Account
) -> int:
    """Keep for one site what the evening before said of `scales`; what this evening holds already stays.

    Returns:
        How many answers were taken over.
    """
    evening = CheckIn.Moment.EVENING
    before = given(person, moment=evening, local_date=local_date - timedelta(days=1))
    now = given(person, moment=evening, local_date=local_date)
    taken = 0
    for scale in scales:
        value = before.get((scale, site))
        if value is None or (scale, site) in now:
            continue
        record_rating(
            person,
            moment=evening,
            session=None,
            local_date=local_date,
            scale=scale,
            site=site,
            value=value,
            at=at,
            by=by,
            same_as_yesterday=True,
        )
        taken += 1
    return taken


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
    for act in AFTER_STOP_SIGNS:
        act(person, at, by)
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


@transaction.atomic
def mark_zones(
    person: Person,
    feeling: ZoneMap.Feeling,
    marks: Mapping[Spot, bool],
    *,
    local_date: date,
    at: datetime,
    by: Account,
) -> ZoneMap:
    """Mark (True) or clear (False) spots on the map of a day, making the map with the first; the others stay as they are."""
    zone_map, _ = ZoneMap.objects.get_or_create(
        person=person,
        feeling=feeling,
        local_date=local_date,
        deleted_at=None,
        defaults={"time_zone": person.time_zone, "started_at": at, "by": by},
    )
    for spot, on in marks.items():
        where = {"zone_map": zone_map, "site": spot.site, "view": spot.view, "zone": spot.zone}
        if on:
            ZoneMark.objects.get_or_create(**where, person=person, defaults={"recorded_at": at, "by": by})
        else:
            ZoneMark.objects.filter(**where).delete()
    return zone_map


@transaction.atomic
def set_reach(
    person: Person,
    feeling: ZoneMap.Feeling,
    reach: Mapping[str, str],
    *,
    local_date: date,
    at: datetime,
    by: Account,
) -> ZoneMap:
    """Keep how far up it reaches, site to rung; a site that is not named has none.

    Raises:
        ValueError: there is no such rung for that site.
    """
    for site, rung in reach.items():
        if rung not in RUNGS.get(site.rpartition("-")[2], {}):
            raise ValueError(f"no such rung: {site} {rung}")
    zone_map = mark_zones(person, feeling, {}, local_date=local_date, at=at, by=by)
    zone_map.reach = dict(reach)
    zone_map.save(update_fields=["reach"])
    return zone_map
