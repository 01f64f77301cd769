"""Pages for when something went wrong. In: what Django noticed; out: a page that says what is safe and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(
        request, "error.html", {"title": "That did not work", "line": "Please go back and try again."}, status=400
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(
        request, "error.html", {"title": "This page is closed", "line": "It belongs to somebody else."}, status=403
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Almost always an old page, or an address Solemate was not told about."""
    context = {
        "title": "This page was too old",
        "line": "Nothing was lost. Go back, load the page again, and tap once more.",
        "detail": "If it stays like this: start Solemate with SOLEMATE_URL set to the address you use.",
    }
    return render(request, "error.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "error.html", {"title": "There is no such page", "line": "Your diary is safe."}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "Something broke on our side",
        "line": "What said “Saved” is safe. Please try again in a moment.",
    }
    return render(request, "error.html", context, status=500)
