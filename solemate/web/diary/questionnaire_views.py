"""Questionnaires: one item a screen, kept as it is tapped; at the end what it means, in words."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.care.questionnaire import (
    Questionnaire,
    Result,
    TouchToes,
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
from solemate.web.people.flag_views import dial, with_number
from solemate.web.people.models import Account, Person

NOT_DONE = "not-done"
TOUCH_TEST = "touch-toes"


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
        response = answer_questionnaire(
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
        if instrument == TOUCH_TEST:
            keep_touch_test(person, found, response.answers, at=at, by=account_of(request))
        return redirect("questionnaire-done", instrument)
    return render(request, "diary/questionnaire.html", page)


def keep_touch_test(
    person: Person, found: Questionnaire, answers: dict[str, int | str], *, at: datetime, by: Account
) -> None:
    """What the toe test found counts at once for the safety rules; a normal one opens nothing (R-043)."""
    condition = touch_test(found, answers).condition
    if condition:
        version = load_catalogue().version
        answer_safety_questions(person, [(condition, True, [])], at=at, by=by, content_version=version, by_test=True)


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
    result, score, flag = meaning(found, response.answers)
    page = {
        "questionnaire": found,
        "response": response,
        "result": result,
        "score": score,
        "says": [with_number(line, person) for line in result.say] if result else [],
        "always": [with_number(line, person) for line in found.always],
        "crisis": person.crisis_number if found.always else "",
        "crisis_dial": dial(person.crisis_number),
        "doctor": person.doctor_number if flag else "",
        "doctor_dial": dial(person.doctor_number),
    }
    return render(request, "diary/questionnaire_done.html", page)


def meaning(found: Questionnaire, answers: dict[str, int | str]) -> tuple[Result | None, str, bool]:
    """The result in words, the score as text, and whether a doctor should hear of it soon (RF-17)."""
    results = {result.id: result for result in found.results}
    if found.id == TOUCH_TEST:
        return results.get(touch_test(found, answers).outcome), "", False
    numbers = [int(answers[item.id]) for item in found.items]
    if found.id == "phq4":
        scores = phq4_scores(numbers)
        return (
            results.get("positive" if scores.is_positive else scores.band),
            f"{scores.total} of 12",
            scores.is_positive,
        )
    if found.id == "peg":
        return None, f"{peg_score(*numbers):.1f} of 10", False
    return None, next(answer.text for answer in found.answers if answer.value == numbers[0]), False


def touch_test(found: Questionnaire, answers: dict[str, int | str]) -> TouchToes:
    """The toe test's outcome from its answers; a toe that was not touched counts as missing."""
    felt = {
        item.id: None if answers.get(item.id, NOT_DONE) == NOT_DONE else answers[item.id] == 1 for item in found.items
    }
    return touch_toes_result(felt)
