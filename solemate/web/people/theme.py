"""How pages look to one person. A request in; the theme, the size of the letters and the skin of the drawings out.

What was chosen is kept on the person, and beside it in a cookie, so that the sign-in page and the pages for when something
broke look the same. Nothing chosen: the theme that the system asks for. No script takes part, so nothing flashes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from solemate.web.people.access import person_of
from solemate.web.people.actions import SKINS
from solemate.web.people.models import Person

COOKIE = f"{settings.COOKIES}solemate-theme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A choice. `theme` is empty where the system decides."""

    theme: str = ""
    extra_large: bool = False
    skin: int = 1

    def to_cookie(self) -> str:
        return f"{self.theme}.{'extra-large' if self.extra_large else ''}.{self.skin}"

    @classmethod
    def from_cookie(cls, text: str) -> "Look":
        """Read it back; anything that is none of ours is nothing chosen."""
        theme, _, rest = text.partition(".")
        letters, _, skin = rest.partition(".")
        if theme not in Person.Theme.values or skin not in {str(number) for number in SKINS}:
            return cls()
        return cls(theme=theme, extra_large=letters == "extra-large", skin=int(skin))


def look_of(request: HttpRequest) -> Look:
    """What was chosen: by the person, else on this device."""
    return persons_look(request) or Look.from_cookie(request.COOKIES.get(COOKIE, ""))


def persons_look(request: HttpRequest) -> Look | None:
    """What the signed-in person chose; none where nobody is signed in, or where nobody can tell just now."""
    try:
        if not hasattr(request, "user") or not request.user.is_authenticated:
            return None
        person = person_of(request)
    except DatabaseError:  # the page that says so must still come, and in the right colours
        return None
    return Look(theme=person.theme, extra_large=person.extra_large, skin=person.skin)


def keep_theme(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a device learns what its person chose, also when that was on another device."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        chosen = persons_look(request)
        if chosen is not None and Look.from_cookie(request.COOKIES.get(COOKIE, "")) != chosen:
            response.set_cookie(
                COOKIE,
                chosen.to_cookie(),
                max_age=settings.SESSION_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware
