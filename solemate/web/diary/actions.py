"""Everything that is written into the diary. An answer is kept the moment it is given, and giving it twice keeps it once."""

import uuid
from datetime import date, datetime

from django.db import transaction

from solemate.web.diary.models import CheckIn, Rating
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
