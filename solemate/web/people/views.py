"""Coming in and going out: the one-time link, the page that says how to get a new one, devices, settings, help."""

import segno
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.catalogue import load_catalogue
from solemate.web import clock
from solemate.web.people.access import account_of, person_of
from solemate.web.people.actions import (
    LinkRefused,
    make_link,
    set_numbers,
    set_session_choices,
    set_time_zone,
    use_link,
)


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The address printed at the start. Opening it shows a button; only the button uses it up.

    A plain GET must not: mail scanners and link previews would eat the link before the person gets to it.
    """
    if request.user.is_authenticated:
        return redirect("today")
    if request.method != "POST":
        return render(request, "people/enter.html", {"token": token})
    try:
        account = use_link(token, at=clock.now())
    except LinkRefused as reason:
        return render(request, "people/sign_in.html", {"reason": str(reason)}, status=403)
    login(request, account)
    set_time_zone(account.person, request.POST.get("time_zone", ""), by=account)
    return redirect("today")


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


def more(request: HttpRequest) -> HttpResponse:
    """Settings and everything that is not needed every day."""
    person = person_of(request)
    page = {"tab": "more", "person": person, "version": load_catalogue().version}
    if request.method != "POST":
        return render(request, "people/more.html", page | {"saved": request.GET.get("saved", "")})
    what = request.POST.get("what", "")
    if what == "voice":
        voice = request.POST.get("voice") == "on"
        set_session_choices(person, minutes=person.session_minutes, voice=voice, by=account_of(request))
    elif what == "numbers":
        emergency, doctor = (request.POST.get(name, "").strip() for name in ("emergency", "doctor"))
        try:
            set_numbers(person, emergency=emergency, doctor=doctor, by=account_of(request))
        except ValueError as wrong:
            page |= {"error": str(wrong), "emergency": emergency, "doctor": doctor}
            return render(request, "people/more.html", page, status=422)
    return redirect(reverse("more") + f"?saved={what}")


def add_device(request: HttpRequest) -> HttpResponse:
    """A fresh one-time link for a second device, as an address and as a QR code."""
    address = ""
    code = ""
    if request.method == "POST":
        token = make_link(at=clock.now(), by=account_of(request))
        address = request.build_absolute_uri(reverse("enter", args=[token]))
        code = segno.make(address, error="m").svg_inline(
            scale=6, border=4, svgclass="qr", lineclass="qr-dots", omitsize=True, light="#fff", dark="#000"
        )
    here_only = request.get_host().split(":")[0] in ("127.0.0.1", "localhost")
    return render(request, "people/add_device.html", {"address": address, "code": code, "here_only": here_only})


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "people/help.html", {})
