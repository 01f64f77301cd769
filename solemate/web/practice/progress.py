"""Progress: the evenings as a picture, the numbers behind it, and what was practised."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from solemate.care.catalogue import load_catalogue
from solemate.care.session import SIDE
from solemate.drawing.evenings import Evening, evenings_chart
from solemate.web import clock
from solemate.web.diary.models import CheckIn, Rating
from solemate.web.diary.rounds import evening_questions
from solemate.web.people.access import person_of, rows
from solemate.web.people.models import Person
from solemate.web.practice.log import exposure_of
from solemate.web.practice.models import Session

DAYS = 28
FEWEST_SHOWN = 7
SESSIONS_SHOWN = 10
NARROW, WIDE = 300, 560


def progress(request: HttpRequest) -> HttpResponse:
    """Dots by day, left first, for the symptom chosen; tables behind it."""
    person = person_of(request)
    catalogue = load_catalogue()
    asked = evening_questions(catalogue, person)
    scales = list(dict.fromkeys(question.scale for question in asked))
    shown = next((scale for scale in scales if scale.id == request.GET.get("show")), scales[0])
    sites = [question.site for question in asked if question.scale == shown]
    last = clock.local_date(clock.now(), person.time_zone)
    first = max(last - timedelta(days=DAYS - 1), clock.local_date(person.created_at, person.time_zone))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    to_come = [last + timedelta(days=number) for number in range(1, FEWEST_SHOWN - len(days) + 1)]
    values = evening_values(person, shown.id, days)
    charts = []
    for site in sites:
        side = SIDE.get(site, "left")
        evenings = [Evening(day=day, value=values.get((day, site))) for day in days]
        evenings += [Evening(day=day, value=None, to_come=True) for day in to_come]
        charts.append(
            {
                "site": site,
                "narrow": mark_safe(evenings_chart(evenings, side=side, width=NARROW)),  # noqa: S308  our own markup
                "wide": mark_safe(evenings_chart(evenings, side=side, width=WIDE)),  # noqa: S308
            }
        )
    return render(
        request,
        "practice/progress.html",
        {
            "tab": "progress",
            "scales": scales,
            "shown": shown,
            "charts": charts,
            "sites": sites,
            "filled": len({day for day, _ in values}),
            "days": len(days),
            "table": [{"day": day, "values": [values.get((day, site)) for site in sites]} for day in reversed(days)],
            "sessions": practised(person),
        },
    )


def evening_values(person: Person, scale: str, days: list[date]) -> dict[tuple[date, str], int]:
    """(day, site) to the number given, for the evenings among `days`."""
    ratings = rows(person, Rating).filter(
        scale=scale,
        check_in__moment=CheckIn.Moment.EVENING,
        check_in__local_date__range=(days[0], days[-1]),
        value__isnull=False,
    )
    rated = ratings.values_list("check_in__local_date", "site", "value")
    return {(day, site): value for day, site, value in rated if value is not None}


def practised(person: Person) -> list[dict[str, object]]:
    """The newest sessions with the minutes really played on each side."""
    techniques = load_catalogue().techniques
    lines = []
    for session in rows(person, Session).prefetch_related("events").order_by("-made_at")[:SESSIONS_SHOWN]:
        events = list(session.events.all())
        if not events:
            continue
        exposure = exposure_of(session, events)
        technique = techniques.get(session.technique)
        lines.append(
            {
                "day": session.local_date,
                "name": technique.short_name if technique else session.technique,
                "left": longest(exposure.played_ms, "left"),
                "right": longest(exposure.played_ms, "right"),
                "timed": bool(exposure.stretches),
            }
        )
    return lines


def longest(played_ms: Mapping[str, int], side: str) -> int:
    """Whole seconds on a side; where hand and foot were done, the longer of the two."""
    return max((time for site, time in played_ms.items() if SIDE[site] == side), default=0) // 1000
