"""What was really done, by day or by month: the sums beside each session in, milliseconds a site out.

Only sums are read, never a log: a day costs the same whether the diary holds a month or ten years.
"""

from collections import defaultdict
from datetime import date

from django.db.models import CharField, Q, Sum
from django.db.models.functions import Cast, Substr

from solemate.care.site import SITES
from solemate.web.people.access import rows
from solemate.web.people.models import Person
from solemate.web.practice.models import SessionExposure

COLUMNS: dict[str, str] = {site: f"{site.replace('-', '_')}_ms" for site in SITES}
Played = dict[str, int]  # site to milliseconds


def played_by_day(person: Person, *, first: date, last: date) -> dict[date, Played]:
    """Milliseconds on each site, for each day on which something was timed."""
    sums: dict[date, Played] = defaultdict(lambda: dict.fromkeys(SITES, 0))
    sessions = rows(person, SessionExposure).filter(local_date__range=(first, last), timed=True)
    for day, *times in sessions.values_list("local_date", *COLUMNS.values()):
        for site, time in zip(COLUMNS, times, strict=True):
            sums[day][site] += time
    return dict(sums)


def played_by_month(person: Person, days: Q) -> dict[str, Played]:
    """The same for each month of these days, named 2026-11; added up by the database."""
    sums = {f"sum_{column}": Sum(column) for column in COLUMNS.values()}
    months = (
        rows(person, SessionExposure)
        .filter(days, timed=True)
        .annotate(month=Substr(Cast("local_date", CharField(max_length=10)), 1, 7))
        .values("month")
        .annotate(**sums)
        .order_by()
    )
    return {month: dict(zip(COLUMNS, times, strict=True)) for month, *times in months.values_list("month", *sums)}


def minutes_at(played: Played, site: str) -> float:
    """Minutes at one site; for a pair the longer of the two; for the whole person all that was done, a pair counted once."""
    if site in played:
        return played[site] / 60_000
    pairs = {"hands": ("left-hand", "right-hand"), "feet": ("left-foot", "right-foot")}
    wanted = [pairs[site.removeprefix("both-")]] if site else list(pairs.values())
    return sum(max(played.get(one, 0) for one in pair) for pair in wanted) / 60_000
