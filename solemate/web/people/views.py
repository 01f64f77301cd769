"""Coming in and going out: the one-time link, the page that says how to get a new one, devices, settings, help."""

import segno
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.country import country_names
from solemate.care.site import SITES, Site
from solemate.web import clock
from solemate.web.people.access import account_of, person_of, rows
from solemate.web.people.actions import LinkRefused, make_link, set_profile, set_time_zone, use_link
from solemate.web.people.flag_views import dial, emergency_number
from solemate.web.people.models import Account, Person, SafetyAnswer
from solemate.web.people.safety import SITE_WORDS

# One tap for what is on both sides, which neuropathy mostly is.
PARTS: dict[str, tuple[Site, ...]] = {
    "feet": ("left-foot", "right-foot"),
    "hands": ("left-hand", "right-hand"),
    "both": SITES,
}


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The address printed at the start. Opening it shows a button; only the button uses it up.

    A plain GET must not: mail scanners and link previews would eat the link before the person gets to it.
    """
    if request.user.is_authenticated:
        return redirect("today")
    if request.method != "POST":
        return render(request, "people/enter.html", {"token": token})
    try:
        account = use_link(token, at=clock.now(), country=country_of(request))
    except LinkRefused as reason:
        return render(request, "people/sign_in.html", {"reason": str(reason)}, status=403)
    login(request, account)
    set_time_zone(account.person, request.POST.get("time_zone", ""), by=account)
    return redirect("today" if has_been_here(account.person) else "who-for")


def has_been_here(person: Person) -> bool:
    """Whether the first questions were already answered."""
    return rows(person, SafetyAnswer).exists()


def country_of(request: HttpRequest) -> str:
    """The region the browser names first, `GB` in `en-GB`; empty where it names none."""
    first = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0]
    region = first.rpartition("-")[2].upper()
    return region if region in country_names() else ""


def who_for(request: HttpRequest) -> HttpResponse:
    """The one question before all others: numb, tingling or sore hands and feet, or just to keep moving."""
    person = person_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        mode, country = request.POST.get("mode", ""), request.POST.get("country", "")
        if mode not in Person.Mode.values:
            errors["mode"] = "Please choose one of these two."
        if country not in ("", *country_names()):
            errors["country"] = "Please choose a country from the list."
        person.country = country  # shown again as chosen
        if not errors:
            set_profile(person, mode=mode, country=country, by=account_of(request))
            return redirect("where-is-it")
    page = {"person": person, "countries": country_names().items(), "errors": errors}
    return render(request, "people/who_for.html", page, status=422 if errors else 200)


def where_is_it(request: HttpRequest) -> HttpResponse:
    """Feet, hands or both, asked once: the evening asks there, and the first card and the plan begin there.

    It says nothing of safety: what is closed, and which safety questions are asked, does not hang on it.
    """
    person = person_of(request)
    error = ""
    chosen: list[str] = []
    if request.method == "POST":
        parts = PARTS.get(request.POST.get("part", ""))
        chosen = [site for site in SITES if site in request.POST.getlist("site")]
        if follows := parts or chosen:
            set_profile(person, follows=list(follows), by=account_of(request))
            return redirect("today")
        error = "Please tap your feet, your hands, or both."
    page = {
        "keep_moving": person.mode == Person.Mode.KEEP_MOVING,
        "sites": [{"id": site, "name": SITE_WORDS[site], "on": site in chosen} for site in SITES],
        "error": error,
    }
    return render(request, "people/where_is_it.html", page, status=422 if error else 200)


def sign_in(request: HttpRequest) -> HttpResponse:
    """How one gets in, and a field for a link that cannot be tapped."""
    if request.user.is_authenticated:
        return redirect("today")
    pasted = request.POST.get("link", "").strip()
    if request.method == "POST" and pasted:
        return enter(request, pasted.rstrip("/").rsplit("/", 1)[-1])
    return render(request, "people/sign_in.html", {"reason": ""})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")


def add_device(request: HttpRequest) -> HttpResponse:
    """A fresh one-time link for a second device, as an address and as a QR code."""
    address = ""
    code = ""
    here_only = set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}
    if request.method == "POST":
        token = make_link(at=clock.now(), by=account_of(request))
        address = request.build_absolute_uri(reverse("enter", args=[token]))
        code = (
            ""
            if here_only
            else segno.make(address, error="m").svg_inline(
                scale=6, border=4, svgclass="qr", lineclass="qr-dots", omitsize=True, light="#fff", dark="#000"
            )
        )
    return render(request, "people/add_device.html", {"address": address, "code": code, "here_only": here_only})


def help_page(request: HttpRequest) -> HttpResponse:
    """Help for whoever comes, signed in or not; who is, finds their own emergency number."""
    account = request.user
    number = emergency_number(account.person) if isinstance(account, Account) else ""
    return render(request, "people/help.html", {"number": number, "dial": dial(number)})
