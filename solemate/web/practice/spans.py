"""How much of a diary Progress shows: a person, a scale and a span in; a row for each day, week or month out.

Two weeks and three months are days. All of it is weeks where that is up to a year, else months, and beyond four years 3
months at a time, so that marks stay apart on a phone. Months are added up once by the database: what is read does not grow
with the years. While averages are blinded there are days only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import pairwise
from statistics import fmean
from typing import Any

from solemate.care.site import SITES
from solemate.drawing.evenings import Evening, Mean
from solemate.web.diary.past_months import AddUp, all_months
from solemate.web.diary.rounds import evenings, monthly_means
from solemate.web.people.models import Account, Person
from solemate.web.practice.minutes import Played, minutes_at, played_by_day, played_by_month

SPANS = {"2-weeks": ("2 weeks", 14), "3-months": ("3 months", 91), "all": ("All", 0)}
WEEK = 7
MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 91, 53, 48
QUARTER = 3  # months
FEWEST = 3  # answers in a week, for its average to be shown
FEWEST_SHOWN = 7  # days, so that a first evening does not fill the picture
MINUTES = "minutes"  # beside the scales, what is added up of past months
NOTHING: Played = dict.fromkeys(SITES, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table, one mark of the chart."""

    words: str
    evening: Evening
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What is shown of one site: `each` is day, week, month or 3 months."""

    each: str
    rows: tuple[Row, ...]
    means: tuple[Mean, ...]

    @property
    def evenings(self) -> list[Evening]:
        return [row.evening for row in self.rows]


def spans(
    person: Person,
    scale: str,
    sites: Sequence[str],
    *,
    span: str,
    begun: date,
    today: date,
    blinded: bool,
    by: Account | None,
) -> dict[str, Span]:
    """What to show of each site. `begun`: the first day there can be anything of."""
    length = SPANS[span][1] or (today - begun).days + 1
    if blinded:
        length = min(length, MOST_DAYS)
    first = max(begun, today - timedelta(days=length - 1))
    if length > WEEK * MOST_WEEKS:
        return _by_month(person, scale, sites, first=first, today=today, by=by)
    values = {(day, site): value for day, found, site, value in evenings(person, first=first, last=today, scale=scale)}
    played = played_by_day(person, first=first, last=today)
    days = [first + timedelta(days=number) for number in range((today - first).days + 1)]
    if length > MOST_DAYS:
        return {site: _by_week(days, site, values, played) for site in sites}
    return {site: _by_day(days, site, values, played, blinded=blinded) for site in sites}


def _by_day(
    days: Sequence[date],
    site: str,
    values: dict[tuple[date, str], int | None],
    played: dict[date, Played],
    *,
    blinded: bool,
) -> Span:
    rows = []
    for day in days:
        minutes = minutes_at(played.get(day, NOTHING), site)
        value = values.get((day, site))
        evening = Evening(day=day, value=value, done=minutes > 0, minutes=minutes)
        rows.append(Row(words=f"{day.day} {day:%b}", evening=evening, answers=int(value is not None)))
    means = []
    last = len(days) - 1
    for end in range(last, -1, -WEEK):  # weeks that end today
        start = max(0, end - WEEK + 1)
        given = [row.evening.value for row in rows[start : end + 1] if row.evening.value is not None]
        if len(given) >= FEWEST and not blinded:
            means.append(Mean(first=start, last=end, value=fmean(given)))
    to_come = [
        Row(
            words="",
            evening=Evening(day=days[-1] + timedelta(days=number), value=None, to_come=True),
            answers=0,
        )
        for number in range(1, FEWEST_SHOWN - len(days) + 1)
    ]
    return Span(each="day", rows=(*rows, *to_come), means=tuple(reversed(means)))


def _by_week(
    days: Sequence[date], site: str, values: dict[tuple[date, str], int | None], played: dict[date, Played]
) -> Span:
    rows = []
    for start in range(len(days) % WEEK or WEEK, len(days) + 1, WEEK):
        week = days[max(0, start - WEEK) : start]
        given = [value for day in week if (value := values.get((day, site))) is not None]
        minutes = sum(minutes_at(played.get(day, NOTHING), site) for day in week)
        mean = fmean(given) if len(given) >= FEWEST else None
        evening = Evening(day=week[0], value=mean, minutes=minutes)
        rows.append(Row(words=f"{week[0].day} {week[0]:%b}", evening=evening, answers=len(given)))
    return Span(each="week", rows=tuple(rows), means=())


Months = tuple[tuple[date, str, str], ...]


@lru_cache(maxsize=64)  # dates in words are slow, and the same all month
def months_named(first: date, last: date) -> Months:
    """The first day of each month, its name as it is read, and as it is kept (2026-11)."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    days = (date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count))
    return tuple((day, f"{day:%b} {day.year}", f"{day:%Y-%m}") for day in days)


def _by_month(
    person: Person, scale: str, sites: Sequence[str], *, first: date, today: date, by: Account | None
) -> dict[str, Span]:
    ways: dict[str, AddUp] = {
        scale: partial(monthly_means, person, scale=scale),
        MINUTES: partial(played_by_month, person),
    }
    added_up = all_months(person, ways, today=today, by=by)
    months = months_named(first.replace(day=1), today.replace(day=1))
    if len(months) > MOST_MONTHS:
        each, begins = "3 months", [n for n, (day, _, _) in enumerate(months) if n == 0 or day.month % QUARTER == 1]
    else:
        each, begins = "month", list(range(len(months)))
    parts = [months[begin:end] for begin, end in pairwise([*begins, len(months)])]
    return {
        site: Span(
            each=each, rows=tuple(_added_up(part, site, added_up[scale], added_up[MINUTES]) for part in parts), means=()
        )
        for site in sites
    }


def _added_up(months: Months, site: str, means: Mapping[str, Any], played: Mapping[str, Played]) -> Row:
    """One month, or some that follow each other: the average of all their evenings, all their minutes."""
    day, words, _ = months[0]
    total, answers, minutes = 0, 0, 0.0
    for _, _, month in months:
        mean, given = means.get(month, {}).get(site, (0.0, 0))
        total, answers = total + round(mean * given), answers + given  # ratings are whole numbers, so their sum is
        minutes += minutes_at(played.get(month, NOTHING), site)
    value = total / answers if answers >= FEWEST else None
    return Row(words=words, evening=Evening(day=day, value=value, minutes=minutes), answers=answers)
