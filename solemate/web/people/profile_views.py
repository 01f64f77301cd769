"""More: whom to call, what the evening asks, what is in the house, oils, and what a clinician said yes to."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.country import country_names, open_points
from solemate.care.questionnaire import load_questionnaires
from solemate.care.screening import may_affect, screen
from solemate.care.site import SITES
from solemate.web import clock
from solemate.web.people import safety
from solemate.web.people.access import account_of, person_of, rows
from solemate.web.people.actions import (
    number_problem,
    record_clinician_ok,
    set_numbers,
    set_profile,
    set_voice,
    take_back_clinician_ok,
)
from solemate.web.people.flag_views import with_number
from solemate.web.people.models import ClinicianOk, Person
from solemate.web.people.safety import SITE_WORDS
from solemate.web.people.safety_views import ask_safety_questions

OIL = "essential-oil"
THING_WORDS = {
    "thermometer": "A water thermometer",
    "support": "Firm support: a kitchen counter, a chair behind me, or a person",
}
NUMBERS = {
    "emergency": "Your own emergency number, if it is another",
    "doctor": "Your doctor or foot team",
    "cancer_team": "Your cancer team’s line, day and night",
    "crisis": "A crisis line you trust",
}


def more(request: HttpRequest) -> HttpResponse:
    """Settings and everything that is not needed every day. One form, one Save; what is wrong keeps all that was typed."""
    person = person_of(request)
    if request.method != "POST":
        return more_page(request, person, saved="saved" in request.GET)
    by = account_of(request)
    chosen = request.POST.getlist
    numbers = {name: request.POST.get(name, "").strip() for name in NUMBERS}
    follows = [site for site in SITES if site in chosen("follows")]
    settings = {
        "country": request.POST.get("country", ""),
        "follows": follows,
        "scales": [scale for scale in load_catalogue().scales if scale in chosen("scales")],
        "things": [thing for thing in load_catalogue().things if thing in chosen("things")],
        "mode": request.POST["mode"] if request.POST.get("mode") in Person.Mode.values else person.mode,
    }
    voice = "voice" in request.POST
    errors = {name: reason for name, number in numbers.items() if (reason := number_problem(number))}
    if not follows:
        errors["follows"] = "Please choose at least one hand or foot for the evening."
    if settings["country"] not in ("", *country_names()):
        errors["country"] = "Please choose a country from the list."
    if errors:
        for name, value in settings.items():
            setattr(person, name, value)  # shown again as typed; not saved
        person.voice = voice
        return more_page(request, person, errors=errors, typed=numbers)
    set_numbers(person, by=by, **numbers)
    set_profile(person, by=by, **settings)
    set_voice(person, voice=voice, by=by)
    return redirect(reverse("more") + "?saved")


def more_page(
    request: HttpRequest,
    person: Person,
    *,
    saved: bool = False,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    """The page, with what was typed kept where it was wrong, and each reason beside its field."""
    errors = errors or {}
    catalogue = load_catalogue()
    return render(
        request,
        "people/more.html",
        {
            "tab": "more",
            "person": person,
            "saved": saved,
            "errors": errors,
            "numbers": [
                {
                    "id": name,
                    "label": label,
                    "value": (typed or {}).get(name, getattr(person, f"{name}_number")),
                    "error": errors.get(name, ""),
                }
                for name, label in NUMBERS.items()
            ],
            "countries": country_names().items(),
            "sites": [{"id": site, "name": SITE_WORDS[site], "on": site in person.follows} for site in SITES],
            "scales": [
                {"id": scale.id, "name": scale.name, "on": scale.id in person.scales}
                for scale in sorted(catalogue.scales.values(), key=lambda scale: scale.order)
                if not scale.core
            ],
            "things": [
                {"id": thing, "name": THING_WORDS[thing], "on": thing in person.things} for thing in catalogue.things
            ],
            "questionnaires": load_questionnaires().values(),
            "version": catalogue.version,
        },
        status=422 if errors else 200,
    )


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
