"""The evening check-in: one question a screen, kept as soon as it is tapped."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web import clock
from solemate.web.diary.actions import record_rating
from solemate.web.diary.models import CheckIn
from solemate.web.diary.rounds import RatingQuestion, evening_questions, given
from solemate.web.people.access import account_of, person_of, row_or_404

EVENING = CheckIn.Moment.EVENING


def check_in(request: HttpRequest, day: date, number: int) -> HttpResponse:
    """Question `number` (from 1) of the evening of `day`; only today's and yesterday's evening can be filled in."""
    person = person_of(request)
    at = clock.now()
    today = clock.local_date(at, person.time_zone)
    if not today - timedelta(days=1) <= day <= today:
        raise Http404
    asked = evening_questions(load_catalogue(), person)
    if not 1 <= number <= len(asked):
        raise Http404
    question = asked[number - 1]
    if request.method == "POST":
        try:
            value = posted_value(request)
        except ValueError as wrong:
            return rating_page(
                request, question, number=number, of=len(asked), back=back_to(day, number), error=str(wrong)
            )
        record_rating(
            person,
            moment=EVENING,
            session=None,
            local_date=day,
            scale=question.scale.id,
            site=question.site,
            value=value,
            at=at,
            by=account_of(request),
        )
        if number < len(asked):
            return redirect("check-in", day, number + 1)
        return redirect("check-in-done", day)
    before = given(person, moment=EVENING, local_date=day - timedelta(days=1))
    now = given(person, moment=EVENING, local_date=day)
    return rating_page(
        request,
        question,
        number=number,
        of=len(asked),
        back=back_to(day, number),
        yesterday=before.get((question.scale.id, question.site)),
        chosen=now.get((question.scale.id, question.site)),
    )


def check_in_done(request: HttpRequest, day: date) -> HttpResponse:
    """What was said this evening, said back."""
    person = person_of(request)
    answers = given(person, moment=EVENING, local_date=day)
    lines = [
        {"question": question, "value": answers.get((question.scale.id, question.site))}
        for question in evening_questions(load_catalogue(), person)
    ]
    if not answers:
        return redirect("check-in", day, 1)
    check_in = row_or_404(person, CheckIn, moment=EVENING, local_date=day)
    return render(request, "diary/check_in_done.html", {"day": day, "lines": lines, "check_in_id": check_in.id})


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
    error: str = "",
    note: str = "",
) -> HttpResponse:
    """Eleven keys and a question; answers with 422 when `error` says what was wrong with the last tap."""
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
            "error": error,
            "note": note,
        },
        status=422 if error else 200,
    )
