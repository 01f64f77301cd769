"""The evening check-in: one question a screen, kept as soon as it is tapped; one tap takes over a whole site of yesterday."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web import clock
from solemate.web.diary.actions import record_rating, take_over_yesterday
from solemate.web.diary.blinding import averages_are_blinded
from solemate.web.diary.changes import changes
from solemate.web.diary.models import CheckIn
from solemate.web.diary.monthly import monthly
from solemate.web.diary.rounds import RatingQuestion, evening_questions, extra_questions, extra_scales, given
from solemate.web.people.access import account_of, person_of, row_or_404
from solemate.web.people.models import Person

Given = Mapping[tuple[str, str], int | None]

EVENING = CheckIn.Moment.EVENING


def check_in(request: HttpRequest, day: date, number: int) -> HttpResponse:
    """Question `number` (from 1) of the evening of `day`; only today's and yesterday's evening can be filled in."""
    person = person_of(request)
    at = clock.now()
    asked = evening_questions(load_catalogue(), person)
    if shown_before_today(request, person) and 1 <= number <= len(asked):
        return which_evening(request, day, lambda evening: reverse("check-in", args=[evening, number]))
    if not can_be_filled_in(person, day) or not 1 <= number <= len(asked):
        raise Http404
    question = asked[number - 1]
    # Yesterday's number beside the keys pulls today's towards it. A fair trial needs each evening for itself.
    afresh = averages_are_blinded(person, day)
    if request.method == "POST" and request.POST.get("same") and not afresh:
        scales = [other.scale.id for other in asked if other.site == question.site]
        take_over_yesterday(person, site=question.site, scales=scales, local_date=day, at=at, by=account_of(request))
        return redirect_to_next(person, asked, day, number)
    before = {} if afresh else given(person, moment=EVENING, local_date=day - timedelta(days=1))
    now = given(person, moment=EVENING, local_date=day)
    page: dict[str, Any] = {
        "number": number,
        "of": len(asked),
        "back": back_to(day, number),
        "gone_day": gone_day(person, day),
        "shown_on": clock.local_date(at, person.time_zone),
        "yesterday": before.get((question.scale.id, question.site)),
        "chosen": now.get((question.scale.id, question.site)),
        "same": same_as_yesterday(asked, question, before, now),
        "afresh": afresh,
    }
    if request.method == "POST":
        try:
            keep(request, question, day)
        except ValueError as wrong:
            return rating_page(request, question, error=str(wrong), **page)
        if number < len(asked):
            return redirect("check-in", day, number + 1)
        return redirect("check-in-done", day)
    return rating_page(request, question, **page)


def check_in_more(request: HttpRequest, day: date, scale_id: str, number: int) -> HttpResponse:
    """A further scale, for this evening only, because somebody wanted to say it."""
    person = person_of(request)
    asked = extra_questions(load_catalogue(), person, scale_id)
    if shown_before_today(request, person) and 1 <= number <= len(asked):
        return which_evening(request, day, lambda evening: reverse("check-in-more", args=[evening, scale_id, number]))
    if not can_be_filled_in(person, day) or not 1 <= number <= len(asked):
        raise Http404
    question = asked[number - 1]
    back = reverse("check-in-more", args=[day, scale_id, number - 1]) if number > 1 else None
    page: dict[str, Any] = {
        "number": number,
        "of": len(asked),
        "back": back or reverse("check-in-done", args=[day]),
        "gone_day": gone_day(person, day),
        "shown_on": clock.local_date(clock.now(), person.time_zone),
    }
    if request.method == "POST":
        try:
            keep(request, question, day)
        except ValueError as wrong:
            return rating_page(request, question, error=str(wrong), **page)
        if number < len(asked):
            return redirect("check-in-more", day, scale_id, number + 1)
        return redirect("check-in-done", day)
    now = given(person, moment=EVENING, local_date=day)
    return rating_page(request, question, chosen=now.get((question.scale.id, question.site)), **page)


def check_in_done(request: HttpRequest, day: date) -> HttpResponse:
    """What was said this evening, said back; what changed since last week; and what more could be said."""
    person = person_of(request)
    catalogue = load_catalogue()
    answers = given(person, moment=EVENING, local_date=day)
    if not answers:
        return redirect("check-in", day, 1)
    asked = evening_questions(catalogue, person)
    more = extra_scales(catalogue, person)
    extra = [question for scale in more for question in extra_questions(catalogue, person, scale.id)]
    said = [*asked, *(question for question in extra if (question.scale.id, question.site) in answers)]
    blinded = averages_are_blinded(person, day)
    return render(
        request,
        "diary/check_in_done.html",
        {
            "day": day,
            "check_in_id": row_or_404(person, CheckIn, moment=EVENING, local_date=day).id,
            "lines": [
                {"question": question, "value": answers.get((question.scale.id, question.site))} for question in said
            ],
            "blinded": blinded,
            "changes": [] if blinded else changes(person, said, day=day),
            "more": more if can_be_filled_in(person, day) else [],
            "due": [each.questionnaire for each in monthly(person, today=day) if each.due],
        },
    )


def can_be_filled_in(person: Person, day: date) -> bool:
    """Today's evening, and until midnight yesterday's."""
    today = clock.local_date(clock.now(), person.time_zone)
    return today - timedelta(days=1) <= day <= today


def gone_day(person: Person, day: date) -> date | None:
    """The day, if it is over: a page left open since yesterday must not pass for this evening's."""
    return day if day < clock.local_date(clock.now(), person.time_zone) else None


def shown_before_today(request: HttpRequest, person: Person) -> bool:
    """Whether the page that was tapped was shown on another day: then nobody knows which evening was meant."""
    shown_on = request.POST.get("shown_on", "")
    return bool(shown_on) and shown_on != clock.local_date(clock.now(), person.time_zone).isoformat()


def which_evening(request: HttpRequest, day: date, address: Callable[[date], str]) -> HttpResponse:
    """The tap was not kept: it is asked whether it is for the evening the page was about, or for this one."""
    person = person_of(request)
    today = clock.local_date(clock.now(), person.time_zone)
    evenings = [
        {"day": one, "address": address(one)} for one in dict.fromkeys((day, today)) if can_be_filled_in(person, one)
    ]
    page = {
        "evenings": evenings,
        "today": today,
        "tapped": [(name, request.POST[name]) for name in ("value", "same") if name in request.POST],
        "number": request.POST.get("value", "") if request.POST.get("value", "").isdecimal() else "",
    }
    return render(request, "diary/which_evening.html", page, status=409)


def keep(request: HttpRequest, question: RatingQuestion, day: date) -> None:
    """Keep the key that was tapped.

    Raises:
        ValueError: it is none of the keys; the message is for the page.
    """
    record_rating(
        person_of(request),
        moment=EVENING,
        session=None,
        local_date=day,
        scale=question.scale.id,
        site=question.site,
        value=posted_value(request),
        at=clock.now(),
        by=account_of(request),
    )


def same_as_yesterday(
    asked: Sequence[RatingQuestion], question: RatingQuestion, before: Given, now: Given
) -> list[dict[str, object]]:
    """What one tap would take over for this question's site: names and numbers, none where it would save no tap."""
    if (question.scale.id, question.site) in now or before.get((question.scale.id, question.site)) is None:
        return []
    open_ones: list[dict[str, object]] = [
        {"name": other.scale.name, "value": before[other.scale.id, other.site]}
        for other in asked
        if other.site == question.site
        and (other.scale.id, other.site) not in now
        and before.get((other.scale.id, other.site)) is not None
    ]
    return open_ones if len(open_ones) > 1 else []


def redirect_to_next(person: Person, asked: Sequence[RatingQuestion], day: date, number: int) -> HttpResponse:
    """On to the next question without an answer, or to the end."""
    now = given(person, moment=EVENING, local_date=day)
    for later, question in enumerate(asked[number:], start=number + 1):
        if (question.scale.id, question.site) not in now:
            return redirect("check-in", day, later)
    return redirect("check-in-done", day)


def back_to(day: date, number: int) -> str:
    return reverse("check-in", args=[day, number - 1]) if number > 1 else reverse("today")


def posted_value(request: HttpRequest) -> int | None:
    """The tapped key: 0 to 10, or None for "skip this one".

    Raises:
        ValueError: none of the keys; the message is for the page.
    """
    text = request.POST.get("value", "")
    if text == "skip":
        return None
    if text not in {str(number) for number in range(11)}:
        raise ValueError("Please tap one of the numbers, from 0 to 10.")
    return int(text)


def rating_page(
    request: HttpRequest,
    question: RatingQuestion,
    *,
    number: int,
    of: int,
    back: str,
    yesterday: int | None = None,
    chosen: int | None = None,
    same: Sequence[dict[str, object]] = (),
    afresh: bool = False,
    gone_day: date | None = None,
    shown_on: date | None = None,
    error: str = "",
) -> HttpResponse:
    """Eleven keys and a question; answers with 422 when `error` says what was wrong with the last tap.

    `gone_day`: the evening asked about, where it is not today's. `shown_on`: today, posted along with the tap.
    """
    keys = [
        {"value": value, "yesterday": value == yesterday, "chosen": value == chosen, "error": False}
        for value in range(11)
    ]
    return render(
        request,
        "diary/rating.html",
        {
            "question": question,
            "keys": keys,
            "number": number,
            "steps": range(1, of + 1),
            "of": of,
            "back": back,
            "yesterday": yesterday,
            "chosen": chosen,
            "same": same,
            "afresh": afresh,
            "gone_day": gone_day,
            "shown_on": shown_on,
            "error": error,
        },
        status=422 if error else 200,
    )
