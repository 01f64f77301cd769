"""What every page needs: the banner, how it looks, and whose it is. In: a request; out: words for the template."""

from django.db import DatabaseError
from django.http import HttpRequest

from solemate.care.country import open_points
from solemate.web.people.access import is_simulated
from solemate.web.people.theme import look_of


def not_checked(request: HttpRequest) -> dict[str, object]:
    """The banner stays on every page until a clinician has signed the rules off."""
    return {"open_points": open_points()}


def person_shown(request: HttpRequest) -> dict[str, object]:
    """The theme, and whether the person is made up: every page says so then."""
    try:
        simulated = hasattr(request, "user") and is_simulated(request)
    except DatabaseError:  # the page that says that the database does not answer must still come
        simulated = False
    return {"look": look_of(request), "simulated": simulated}
