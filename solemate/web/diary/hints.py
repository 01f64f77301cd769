"""The diary's own watch: ratings in, whether safety questions should be asked again, out.

A rise of 2 points or more is what people call an important change (facts I-01, I-02); then what was true last month may
not be true today. And who rates a foot numb, but has said that no foot is numb, has slipped in one of the two: it is asked again.
"""

from datetime import date, datetime, timedelta
from statistics import median

from solemate.care.catalogue import Catalogue
from solemate.web.diary.models import CheckIn, Rating
from solemate.web.people import access
from solemate.web.people.models import Person
from solemate.web.people.safety import OTHERS_LIVE

RISE = 2  # points: I-01, I-02
WEEK = timedelta(days=7)
EVENINGS_AT_LEAST = 3
NUMB_FEET, NUMBNESS = "lops", "numbness"  # the question, and the scale whose every number above 0 speaks against a no


def worse_since(person: Person, catalogue: Catalogue, *, today: date) -> datetime | None:
    """When a rating of the last two evenings was first 2 points worse than the usual of the week before, if one was."""
    check_ins = access.rows(person, CheckIn).filter(
        moment=CheckIn.Moment.EVENING,
        local_date__range=(today - WEEK - timedelta(days=1), today),
        ratings__value__isnull=False,
    )
    ratings = check_ins.values_list(
        "ratings__scale", "ratings__site", "local_date", "ratings__value", "ratings__recorded_at"
    )
    usual: dict[tuple[str, str], list[int]] = {}
    newest: list[tuple[tuple[str, str], int, datetime]] = []
    for scale, site, day, value, recorded_at in ratings:
        assert value is not None
        if day >= today - timedelta(days=1):
            newest.append(((scale, site), value, recorded_at))
        else:
            usual.setdefault((scale, site), []).append(value)
    worse = []
    for key, value, recorded_at in newest:
        known = catalogue.scales.get(key[0])
        if known is None or len(usual.get(key, ())) < EVENINGS_AT_LEAST:
            continue
        rise = value - median(usual[key])
        if (-rise if known.higher_is_better else rise) >= RISE:
            worse.append(recorded_at)
    return min(worse, default=None)


def doubted(person: Person, *, at: datetime) -> dict[str, datetime]:
    """Questions whose no is contradicted by a rating, and when last; only a no that was given after it counts again.

    The newest rating: with an older one, a tick that was taken away by mistake once would never be asked about again.
    """
    newest = (
        access.rows(person, Rating)
        .filter(recorded_at__gt=at - OTHERS_LIVE, scale=NUMBNESS, site__endswith="-foot", value__gt=0)
        .order_by("-recorded_at")
        .values_list("recorded_at", flat=True)
        .first()
    )
    return {NUMB_FEET: newest} if newest else {}
