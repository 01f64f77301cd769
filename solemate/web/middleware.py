"""What every answer carries. In: a request; out: the response with its security headers, or an early refusal."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

Next = Callable[[HttpRequest], HttpResponse]

# No 'unsafe-*' anywhere: styles, scripts, drawings and sound come from this server as files, or not at all.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "media-src 'self' blob:",  # the silence that gives us the keys of a headset is made in the page
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)


def health(get_response: Next) -> Next:
    """`/healthz` says whether the database answers; it needs no sign-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM django_migrations")
                cursor.fetchone()
        except DatabaseError:
            return JsonResponse({"status": "database does not answer"}, status=503)
        return JsonResponse({"status": "ok"})

    return middleware


def content_security_policy(get_response: Next) -> Next:
    """Every response, errors included, carries the policy. Django 6 brings its own; until then, this."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        return response

    return middleware


def check_host(get_response: Next) -> Next:
    """A foreign Host gets 400, on every address: Django itself only looks when a view asks for the host."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return HttpResponse(
                "This is not the address Solemate was started for. Set SOLEMATE_URL to the address you use.\n",
                status=400,
                content_type="text/plain; charset=utf-8",
            )
        return get_response(request)

    return middleware


def never_cache_pages(get_response: Next) -> Next:
    """Pages hold a person's health; no cache on the way, and none on a shared computer, may keep them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    return middleware
