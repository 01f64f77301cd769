"""Questionnaires: one item a screen, kept as it is tapped; at the end what it means, in words."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.care.questionnaire import (
    Questionnaire,
    Result,
    load_questionnaires,
    peg_score,
    phq4_scores,
    touch_toes_result,
)
from solemate.web import clock
from solemate.web.diary.actions import answer_questionnaire
from solemate.web.diary.models import QuestionnaireResponse
from solemate.web.people.access import account_of, person_of, rows
from solemate.web.people.actions import answer_safety_questions

NOT_DONE = "not-done"


def questionnaire(request: HttpRequest, instrument: str, number: int) -> HttpResponse:
    """How to do it (number 0), then item by item; the last one leads to the result."""
    found = load_questionnaires().get(instrument)
    if found is None or not 0 <= number <= len(found.items):
        raise Http404
    page = {
        "questionnaire": found,
        "number": number,
        "of": len(found.items),
        "steps": range(1, len(found.items) + 1),
        "back": reverse("questionnaire", args=[instrument, number - 1]) if number else reverse("more"),
        "keys": range(11),
    }
    if number == 0:
        if not found.prepare and not found.how:
            return redirect("questionnaire", instrument, 1)
        return render(request, "diary/questionnaire_how.html", page)
    item = found.items[number - 1]
    page["item"] = item
    if request.method == "POST":
        value = request.POST.get("value", "")
        allowed = {str(answer.value) for answer in found.answers} or {str(key) for key in range(11)}
        if found.not_done:
            allowed.add(NOT_DONE)
        if value not in allowed:
            return render(request, "diary/questionnaire.html", page | {"error": "Please tap one answer."}, status=422)
        person = person_of(request)
        at = clock.now()
        answer_questionnaire(
            person,
            instrument,
            item.id,
            value if value == NOT_DONE else int(value),
            last=number == len(found.items),
            local_date=clock.local_date(at, person.time_zone),
            at=at,
            by=account_of(request),
        )
        if number < len(found.items):
            return redirect("questionnaire", instrument, number + 1)
        return redirect("questionnaire-done", instrument)
    return render(request, "diary/questionnaire.html", page)


def questionnaire_done(request: HttpRequest, instrument: str) -> HttpResponse:
    """What the answers mean. A touch test that found too little is kept as a safety answer; a normal one opens nothing."""
    found = load_questionnaires().get(instrument)
    person = person_of(request)
    response = (
        rows(person, QuestionnaireResponse)
        .filter(instrument=instrument, finished_at__isnull=False)
        .order_by("-started_at")
        .first()
    )
    if found is None or response is None:
        raise Http404
    result, score, condition = meaning(found, response.answers)
    if condition and request.method == "POST":
        answer_safety_questions(
            person,
            [(condition, True, [])],
            at=clock.now(),
            by=account_of(request),
            content_version=load_catalogue().version,
        )
        return redirect("today")
    page = {"questionnaire": found, "result": result, "score": score, "condition": condition}
    return render(request, "diary/questionnaire_done.html", page)


def meaning(found: Questionnaire, answers: dict[str, int | str]) -> tuple[Result | None, str, str]:
    """The result in words, the score as text, and the safety answer it should set (or '')."""
    results = {result.id: result for result in found.results}
    if found.id == "touch-toes":
        felt = {
            item.id: None if answers.get(item.id, NOT_DONE) == NOT_DONE else answers[item.id] == 1
            for item in found.items
        }
        test = touch_toes_result(felt)
        return results.get(test.outcome), "", "lops" if test.condition == "lops" else ""
    numbers = [int(answers[item.id]) for item in found.items]
    if found.id == "phq4":
        scores = phq4_scores(numbers)
        return results.get("positive" if scores.is_positive else scores.band), f"{scores.total} of 12", ""
    if found.id == "peg":
        return None, f"{peg_score(*numbers):.1f} of 10", ""
    return None, next(answer.text for answer in found.answers if answer.value == numbers[0]), ""
