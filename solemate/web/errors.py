"""Pages for when something went wrong. In: what Django noticed; out: a page that says what is safe and what to do."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from solemate.care.country import open_points
from solemate.web.faults import Fault, fault_of, say


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
    """A fault of the machine has a page of its own; all else is ours. Django is handling the error while it asks for this."""
    fault = fault_of(sys.exc_info()[1])
    if fault is not None:
        return fault_page(request, fault)
    context = {
        "title": "Something broke on our side",
        "line": "What said “Saved” is safe. Please try again in a moment.",
    }
    return render(request, "error.html", context, status=500)


def fault_page(request: HttpRequest, fault: Fault) -> HttpResponse:
    """What is wrong with the machine and what is safe. It asks the diary for nothing: that is what does not answer."""
    writing = request.method not in ("GET", "HEAD")
    say(fault, writing=writing)
    response: HttpResponse
    if request.headers.get("Accept") == "application/json":
        response = JsonResponse({"error": fault.title}, status=503)
    else:
        line = (
            "This was not saved. What said “Saved” before is safe."
            if writing
            else "This page cannot be shown just now."
        )
        page = {"title": fault.title, "line": line, "detail": fault.to_do, "open_points": open_points()}
        response = HttpResponse(render_to_string("error.html", page), status=503)
    response["Retry-After"] = str(fault.wait)
    return response
