"""Progress: the evenings as pictures with the numbers behind them, what was done underneath, and the monthly questions."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.scale import Scale
from solemate.care.session import SIDE
from solemate.drawing.evenings import evenings_chart
from solemate.web import clock
from solemate.web.diary.blinding import averages_are_blinded
from solemate.web.diary.monthly import monthly
from solemate.web.diary.rounds import (
    RatingQuestion,
    evening_questions,
    extra_questions,
    extra_scales,
    first_evening,
)
from solemate.web.people.access import account_of, person_of, rows
from solemate.web.people.models import Person
from solemate.web.practice.minutes import COLUMNS
from solemate.web.practice.models import Session
from solemate.web.practice.numbers import numbers
from solemate.web.practice.spans import SPANS, Span, spans

SESSIONS_SHOWN = 10
WIDTHS = {"slim": 240, "narrow": 300, "wide": 420}
FIRST_SPAN = "2-weeks"


def progress(request: HttpRequest) -> HttpResponse:
    """A chart for each site, left first, of the symptom and the span chosen; a table behind each."""
    person = person_of(request)
    catalogue = load_catalogue()
    today = clock.local_date(clock.now(), person.time_zone)
    oldest = first_evening(person)
    begun = min(clock.local_date(person.created_at, person.time_zone), oldest or today)
    blinded = averages_are_blinded(person, today)
    asked = shown_questions(catalogue, person)
    scales = list(dict.fromkeys(question.scale for question in asked))
    shown = next((scale for scale in scales if scale.id == request.GET.get("show")), scales[0])
    sites = [question.site for question in asked if question.scale == shown]
    offered = {name: words for name, (words, _) in SPANS.items() if not (blinded and name == "all")}
    span = request.GET.get("span", "")
    span = span if span in offered else FIRST_SPAN
    found = spans(person, shown.id, sites, span=span, begun=begun, today=today, blinded=blinded, by=account_of(request))
    days = {row.words: row.answers for site in sites for row in found[site].rows if row.answers}
    first_site = found[sites[0]]
    return render(
        request,
        "practice/progress.html",
        {
            "tab": "progress",
            "scales": scales,
            "shown": shown,
            "spans": offered,
            "span": span,
            "each": first_site.each,
            "blinded": blinded,
            "charts": [chart(site, found[site]) for site in sites],
            "filled": len(days),
            "any_evening": oldest is not None,
            "of": sum(not row.evening.to_come for row in first_site.rows),
            "any_means": any(found[site].means for site in sites),
            "any_done": any(row.evening.done for site in sites for row in found[site].rows),
            "any_missing": any(
                row.evening.value is None and not row.evening.to_come for site in sites for row in found[site].rows
            ),
            "sessions": practised(person),
            "monthly": monthly(person, today=today),
        },
    )


def shown_questions(catalogue: Catalogue, person: Person) -> list[RatingQuestion]:
    """What the evening asks, and after it the further scales, which may have been said on any evening."""
    extra: list[Scale] = extra_scales(catalogue, person)
    return evening_questions(catalogue, person) + [
        question for scale in extra for question in extra_questions(catalogue, person, scale.id)
    ]


def chart(site: str, found: Span) -> dict[str, object]:
    """One site's chart in each width, and its numbers, newest first."""
    side = SIDE.get(site, "")

    def drawn(width: int) -> SafeString:
        markup = evenings_chart(found.evenings, side=side, width=width, means=found.means, crosses=found.each == "day")
        return mark_safe(markup)  # noqa: S308  our own markup

    return {
        "site": site,
        "side": side,
        "pictures": [(name, drawn(width)) for name, width in WIDTHS.items()],
        "numbers": numbers(found.rows, each=found.each),
        "timed": any(row.evening.minutes for row in found.rows),
    }


def practised(person: Person) -> list[dict[str, object]]:
    """The newest sessions with the minutes really played on each side."""
    techniques = load_catalogue().techniques
    lines = []
    begun = rows(person, Session).filter(exposure__isnull=False).select_related("exposure").order_by("-made_at")
    for session in begun[:SESSIONS_SHOWN]:
        technique = techniques.get(session.technique)
        played = {site: getattr(session.exposure, column) for site, column in COLUMNS.items()}
        day: date = session.local_date
        lines.append(
            {
                "day": day,
                "name": technique.short_name if technique else session.technique,
                "left": longest(played, "left"),
                "right": longest(played, "right"),
                "timed": session.exposure.timed,
            }
        )
    return lines


def longest(played_ms: dict[str, int], side: str) -> int:
    """Whole seconds on a side; where hand and foot were done, the longer of the two."""
    return max((time for site, time in played_ms.items() if SIDE[site] == side), default=0) // 1000
