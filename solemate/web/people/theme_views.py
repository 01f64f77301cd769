"""More, colours and size: which theme, how large the letters, and the skin of the drawings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from solemate.web.people.access import account_of, person_of
from solemate.web.people.actions import SKINS, set_theme
from solemate.web.people.models import Person

THEME_WORDS = {
    Person.Theme.SYSTEM: ("As my device says", "Light or dark, as your phone or computer is set."),
    Person.Theme.LIGHT: ("Light", "Dark letters on a light page."),
    Person.Theme.DARK: ("Dark", "Light letters on a dark page."),
    Person.Theme.HIGH_CONTRAST: ("High contrast", "White and yellow on black. Drawings are white lines."),
}
SKIN_WORDS = {1: "Light", 2: "Light brown", 3: "Brown", 4: "Dark brown"}


def colours(request: HttpRequest) -> HttpResponse:
    """One form, one Save; the page that follows is the example."""
    person = person_of(request)
    if request.method == "POST":
        try:
            set_theme(
                person,
                theme=request.POST.get("theme", ""),
                extra_large=request.POST.get("letters") == "extra-large",
                skin=int(request.POST.get("skin", "1")),
                by=account_of(request),
            )
        except ValueError:
            return colours_page(request, person, error="Please choose one of these.")
        return redirect(reverse("colours") + "?saved")
    return colours_page(request, person, saved="saved" in request.GET)


def colours_page(request: HttpRequest, person: Person, *, saved: bool = False, error: str = "") -> HttpResponse:
    """The page, with what is chosen now."""
    return render(
        request,
        "people/colours.html",
        {
            "tab": "more",
            "saved": saved,
            "error": error,
            "themes": [
                {"id": theme.value, "name": name, "line": line, "on": theme == person.theme}
                for theme, (name, line) in THEME_WORDS.items()
            ],
            "extra_large": person.extra_large,
            "skins": [{"id": skin, "name": SKIN_WORDS[skin], "on": skin == person.skin} for skin in SKINS],
        },
        status=422 if error else 200,
    )
