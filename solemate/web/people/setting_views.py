"""Settings, each on a page of its own: whom to call, what the evening asks, the voice.

In: one form. Out: what was chosen, kept by itself, and the page again; or the reasons beside the fields, with all that was typed.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.care.country import country_names, emergency_numbers
from solemate.care.site import SITES
from solemate.web.people.access import account_of, person_of
from solemate.web.people.actions import number_problem, set_numbers, set_profile, set_voice
from solemate.web.people.models import Person
from solemate.web.people.safety import SITE_WORDS

NUMBERS = {
    "emergency": "Your own emergency number, if it is another",
    "doctor": "Your doctor or foot team",
    "cancer_team": "Your cancer team’s line, day and night",
    "crisis": "A crisis line you trust",
}
NO_SITE = "Please choose at least one hand or foot for the evening."


def whom_to_call(request: HttpRequest) -> HttpResponse:
    """The country, whose emergency number is shown, and the person's own numbers."""
    person = person_of(request)
    numbers = {name: getattr(person, f"{name}_number") for name in NUMBERS}
    errors: dict[str, str] = {}
    if request.method == "POST":
        numbers = {name: request.POST.get(name, "").strip() for name in NUMBERS}
        country = request.POST.get("country", "")
        errors = {name: reason for name, number in numbers.items() if (reason := number_problem(number))}
        if country not in ("", *country_names()):
            errors["country"] = "Please choose a country from the list."
        if not errors:
            set_numbers(person, by=account_of(request), **numbers)
            set_profile(person, country=country, by=account_of(request))
            return saved("whom-to-call")
        person.country = country  # shown again as chosen; not saved
    page: dict[str, object] = {
        "countries": country_names().items(),
        "of_country": emergency_numbers().get(person.country, ""),
        "numbers": [
            {"id": name, "label": label, "value": numbers[name], "error": errors.get(name, "")}
            for name, label in NUMBERS.items()
        ],
    }
    return setting_page(request, "people/whom_to_call.html", person, page, errors)


def what_the_evening_asks(request: HttpRequest) -> HttpResponse:
    """Which hands and feet, and what beside the questions that everybody is asked."""
    person = person_of(request)
    catalogue = load_catalogue()
    errors: dict[str, str] = {}
    if request.method == "POST":
        follows = [site for site in SITES if site in request.POST.getlist("follows")]
        scales = [scale for scale in catalogue.scales if scale in request.POST.getlist("scales")]
        if follows:
            set_profile(person, follows=follows, scales=scales, by=account_of(request))
            return saved("what-the-evening-asks")
        errors["follows"] = NO_SITE
        person.follows, person.scales = follows, scales  # shown again as chosen; not saved
    page: dict[str, object] = {
        "sites": [{"id": site, "name": SITE_WORDS[site], "on": site in person.follows} for site in SITES],
        "scales": [
            {"id": scale.id, "name": scale.name, "on": scale.id in person.scales}
            for scale in sorted(catalogue.scales.values(), key=lambda scale: scale.order)
            if not scale.core
        ],
    }
    return setting_page(request, "people/what_the_evening_asks.html", person, page, errors)


def voice(request: HttpRequest) -> HttpResponse:
    """Whether the steps are spoken, and for whom Solemate is."""
    person = person_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        speaks, mode = "voice" in request.POST, request.POST.get("mode", "")
        if mode in Person.Mode.values:
            set_voice(person, voice=speaks, by=account_of(request))
            set_profile(person, mode=mode, by=account_of(request))
            return saved("voice")
        errors["mode"] = "Please choose one of these two."
        person.voice = speaks  # shown again as chosen; not saved
    return setting_page(request, "people/voice.html", person, {}, errors)


def saved(name: str) -> HttpResponse:
    """The page again, which says so: a reload keeps nothing twice."""
    return redirect(reverse(name) + "?saved")


def setting_page(
    request: HttpRequest, template: str, person: Person, page: dict[str, object], errors: dict[str, str] | None = None
) -> HttpResponse:
    """One page of settings; 422 where something could not be taken."""
    page |= {"tab": "more", "person": person, "saved": "saved" in request.GET and not errors, "errors": errors or {}}
    return render(request, template, page, status=422 if errors else 200)
