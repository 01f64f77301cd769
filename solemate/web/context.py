"""What every page needs: whether the banner stands on it. In: a request; out: words for the template."""

from django.http import HttpRequest

from solemate.care.country import open_points


def not_checked(request: HttpRequest) -> dict[str, object]:
    """The banner stays on every page until a clinician has signed the rules off."""
    return {"open_points": open_points()}
