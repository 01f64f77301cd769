"""More: the way to everything that is not needed every day; oils, and what a clinician said yes to."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.country import open_points
from solemate.care.questionnaire import load_questionnaires
from solemate.care.screening import may_affect, screen
from solemate.web import clock
from solemate.web.people import safety
from solemate.web.people.access import account_of, person_of, rows
from solemate.web.people.actions import (
    record_clinician_ok,
    set_profile,
    take_back_clinician_ok,
)
from solemate.web.people.flag_views import with_number
from solemate.web.people.models import ClinicianOk
from solemate.web.people.safety_views import ask_safety_questions

OIL = "essential-oil"


def more(request: HttpRequest) -> HttpResponse:
    """Everything that is not needed every day, in four groups; each setting has a page of its own."""
    page = {"tab": "more", "questionnaires": load_questionnaires().values(), "version": load_catalogue().version}
    return render(request, "people/more.html", page)


def clinician_ok(request: HttpRequest) -> HttpResponse:
    """What a clinician said yes to, with name and day; each can be taken back."""
    person = person_of(request)
    catalogue = load_catalogue()
    at = clock.now()
    today = clock.local_date(at, person.time_zone)
    page: dict[str, object] = {"today": today.isoformat(), "given_on": today.isoformat(), "errors": {}}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in ("technique", "clinician", "given_on")}
        errors = ok_errors(typed, catalogue, today=today)
        if not errors:
            record_clinician_ok(
                person,
                typed["technique"],
                clinician=typed["clinician"][:120],
                given_on=date.fromisoformat(typed["given_on"]),
                conditions=safety.known(person, catalogue, at=at).answers.conditions,
                at=at,
                by=account_of(request),
            )
            return redirect("clinician-ok")
        page |= typed | {"errors": errors}
    known = safety.known(person, catalogue, at=at)
    with_all = replace(known.answers, clinician_ok=frozenset(catalogue.rows))
    before, after = screen(known.answers, catalogue).clearances, screen(with_all, catalogue).clearances
    waiting = {row.technique for row, then in zip(before, after, strict=True) if row.action != then.action}
    closed = {row.technique for row in after if row.action == "closed"} - waiting
    names = {name: technique.name for name, technique in catalogue.techniques.items()} | {
        "essential-oil": "Lavender oil"
    }
    page |= {
        "given": [
            {
                "row": row,
                "name": names.get(row.technique, row.technique),
                "counts": safety.ok_counts(row, known.answers.conditions, at=at),
            }
            for row in rows(person, ClinicianOk).order_by("-recorded_at")
        ],
        "techniques": [
            {"id": name, "name": names[name], "waiting": name in waiting, "closed": name in closed}
            for name in catalogue.rows
        ],
    }
    return render(request, "people/clinician_ok.html", page, status=422 if page["errors"] else 200)


def ok_errors(typed: dict[str, str], catalogue: Catalogue, *, today: date) -> dict[str, str]:
    """What is wrong with each field of a clinician's OK, in words."""
    errors = {}
    if typed["technique"] not in catalogue.rows:
        errors["technique"] = "Please choose what it is about."
    if not typed["clinician"].strip():
        errors["clinician"] = "Please write who said yes."
    try:
        if date.fromisoformat(typed["given_on"]) > today:
            errors["given_on"] = "That day has not come yet."
    except ValueError:
        errors["given_on"] = "Please write the day, like 2026-11-22."
    return errors


@require_POST
def clinician_ok_take_back(request: HttpRequest, technique_id: str) -> HttpResponse:
    """The OK counts no more from now on."""
    take_back_clinician_ok(person_of(request), technique_id, at=clock.now(), by=account_of(request))
    return redirect("clinician-ok")


def oils(request: HttpRequest) -> HttpResponse:
    """The add-on: off until it is turned on here; what is known, what to watch out for, how."""
    person = person_of(request)
    catalogue = load_catalogue()
    known = safety.known(person, catalogue, at=clock.now())
    unasked = known.unasked & may_affect(OIL, catalogue)
    if request.method == "POST":
        turn_on = request.POST.get("oils") == "on"
        if turn_on and unasked:
            return ask_safety_questions(request, unasked, then=request.path)
        set_profile(person, oils=turn_on, by=account_of(request))
        return redirect("oils")
    row = next(row for row in screen(known.answers, catalogue).clearances if row.technique == OIL)
    return render(
        request,
        "people/oils.html",
        {
            "oils": catalogue.oils,
            "on": person.oils and not unasked,
            "row": row,
            "reasons": [with_number(text, person) for text in row.reasons],
            "dos": [with_number(text, person) for text in row.dos],
            "closed": row.action in ("closed", "ask-clinician"),
            "watch_out": [with_number(text, person) for text in catalogue.oils.watch_out],
        },
    )


def points(request: HttpRequest) -> HttpResponse:
    """What nobody has checked yet: the list behind the banner."""
    return render(request, "people/open_points.html", {"points": open_points()})
