"""A round of 0-10 questions: which ones, in which order, and what was answered before. Used by every kind of check-in."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Avg, CharField, Count, Q
from django.db.models.functions import Cast, Substr

from solemate.care.catalogue import Catalogue
from solemate.care.scale import Scale
from solemate.care.session import SIDE
from solemate.web import clock
from solemate.web.diary.models import CheckIn
from solemate.web.people import access
from solemate.web.people.models import Person

SHORT_ROUND_SCALE = "pain"
# What stands above the diary may ask more in the evening: (scale, site) for a person. A running trial asks its outcome.
MORE_QUESTIONS: list[Callable[[Person], Sequence[tuple[str, str]]]] = []
KEEP_MOVING_SCALE = "stiffness"
NIGHT_ENDS = 4  # o'clock: who is still up then, or up again, means the evening before by "this evening"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingQuestion:
    """One screen: one scale at one site, in words."""

    scale: Scale
    site: str
    text: str

    @property
    def side(self) -> str:
        return SIDE.get(self.site, "")

    @property
    def text_of_yesterday(self) -> str:
        """The question as it is asked a day late."""
        return self.text.replace("this evening", "yesterday evening").replace("last night", "the night before")


def evening_questions(catalogue: Catalogue, person: Person) -> list[RatingQuestion]:
    """What the evening asks this person: the core scales at the sites they follow, then what else they chose."""
    keep_moving = person.mode == Person.Mode.KEEP_MOVING
    core = [] if keep_moving else [scale for scale in _in_order(catalogue) if scale.core]
    chosen = [scale for scale in _in_order(catalogue) if scale.id in person.scales]
    if keep_moving and not chosen:
        chosen = [scale for scale in _in_order(catalogue) if scale.id == KEEP_MOVING_SCALE]
    by_site = [scale for scale in [*core, *chosen] if scale.of_a_part]
    whole = [scale for scale in chosen if not scale.of_a_part]
    asked = [_question(scale, site, evening=True) for site in person.follows for scale in by_site]
    asked += [_question(scale, "", evening=True) for scale in whole]
    there = {(question.scale.id, question.site) for question in asked}
    wanted = [pair for more in MORE_QUESTIONS for pair in more(person) if pair not in there]
    first = [_question(catalogue.scales[scale], site, evening=True) for scale, site in dict.fromkeys(wanted)]
    return first + asked


def session_questions(catalogue: Catalogue, person: Person, sites: Sequence[str]) -> list[RatingQuestion]:
    """What is asked before and after a session: every core scale; of four sites only pain, so that it stays short."""
    if person.mode == Person.Mode.KEEP_MOVING:
        return []
    core = [scale for scale in _in_order(catalogue) if scale.core]
    scales = core if len(sites) <= 2 else [scale for scale in core if scale.id == SHORT_ROUND_SCALE]
    return [_question(scale, site, evening=False) for site in sites for scale in scales]


def _in_order(catalogue: Catalogue) -> list[Scale]:
    return sorted(catalogue.scales.values(), key=lambda scale: scale.order)


def _question(scale: Scale, site: str, *, evening: bool) -> RatingQuestion:
    text = scale.evening if evening else scale.now
    if site.startswith("both-"):
        text, site_words = scale.evening_pair, site.removeprefix("both-")
        return RatingQuestion(scale=scale, site=site, text=text.replace("{part}", site_words))
    return RatingQuestion(scale=scale, site=site, text=text.replace("{part}", site.replace("-", " ")))


def evening_takes(catalogue: Catalogue, taps: int) -> str:
    """About how long an evening of so many taps takes, to the nearest half minute: 6 are half a minute, 14 are a minute.

    The seconds of one tap are in the content. They are from an ordinary evening by a browser (test_check_in_20_seconds.py):
    6 taps took 9 s of tapping, and 25 s with every line read anew.
    """
    halves = max(1, round(taps * catalogue.trials.seconds_a_tap / 30))
    if halves == 1:
        return "about half a minute"
    whole = f"{halves // 2} and a half" if halves % 2 else f"{halves // 2}"
    return f"about {whole} minute{'' if halves == 2 else 's'}"


def extra_questions(catalogue: Catalogue, person: Person, scale_id: str) -> list[RatingQuestion]:
    """One further scale for this evening only, at the sites the person follows; none if it is asked anyway, or unknown."""
    return [
        _question(scale, site, evening=True)
        for scale in extra_scales(catalogue, person)
        if scale.id == scale_id
        for site in (person.follows if scale.of_a_part else [""])
    ]


def extra_scales(catalogue: Catalogue, person: Person) -> list[Scale]:
    """What the evening does not ask this person by itself, and may be said all the same."""
    asked = {question.scale.id for question in evening_questions(catalogue, person)}
    return [scale for scale in _in_order(catalogue) if scale.id not in asked]


def given(
    person: Person, *, moment: CheckIn.Moment, session: uuid.UUID | None = None, local_date: date | None = None
) -> dict[tuple[str, str], int | None]:
    """What this round holds so far: (scale, site) to value, None where it was skipped."""
    when = {"session": session} if session else {"local_date": local_date}
    check_ins = access.rows(person, CheckIn).filter(moment=moment, ratings__isnull=False, **when)
    return {
        (scale, site): value
        for scale, site, value in check_ins.values_list("ratings__scale", "ratings__site", "ratings__value")
    }


def evenings(
    person: Person, *, first: date, last: date, scale: str | None = None
) -> list[tuple[date, str, str, int | None]]:
    """(day, scale, site, value) of the evenings from `first` to `last`, skipped answers too; of one scale if it is named.

    It begins at the check-ins, by day: however long the diary is, only these days are read.
    """
    check_ins = access.rows(person, CheckIn).filter(
        moment=CheckIn.Moment.EVENING, local_date__range=(first, last), ratings__isnull=False
    )
    if scale is not None:
        check_ins = check_ins.filter(ratings__scale=scale)
    return list(check_ins.values_list("local_date", "ratings__scale", "ratings__site", "ratings__value"))


def monthly_means(person: Person, days: Q, *, scale: str) -> dict[str, dict[str, tuple[float, int]]]:
    """Month, named 2026-11, to site to the average and the number of answers of its evenings; by the database."""
    months = (
        access.rows(person, CheckIn)
        .filter(days, moment=CheckIn.Moment.EVENING, ratings__scale=scale, ratings__value__isnull=False)
        .annotate(month=Substr(Cast("local_date", CharField(max_length=10)), 1, 7))
        .values("month", "ratings__site")
        .annotate(mean=Avg("ratings__value"), answers=Count("ratings__value"))
        .order_by()
    )
    found: dict[str, dict[str, tuple[float, int]]] = {}
    for row in months:
        found.setdefault(row["month"], {})[row["ratings__site"]] = (row["mean"], row["answers"])
    return found


def evening_meant(person: Person, *, at: datetime) -> date:
    """The evening that is asked about now: in the night it is yesterday's, of a diary that had begun by then."""
    today = clock.local_date(at, person.time_zone)
    yesterday = today - timedelta(days=1)
    had_begun = clock.local_date(person.created_at, person.time_zone) <= yesterday
    return yesterday if had_begun and at.astimezone(ZoneInfo(person.time_zone)).hour < NIGHT_ENDS else today


def first_evening(person: Person) -> date | None:
    """The day of the oldest evening there is."""
    found = access.rows(person, CheckIn).filter(moment=CheckIn.Moment.EVENING).order_by("local_date")
    return found.values_list("local_date", flat=True).first()
