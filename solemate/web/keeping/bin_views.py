"""Deleting, and taking it back: everything that can be deleted, newest first; the bin; the way in and out of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, Model, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from solemate.web import clock
from solemate.web.keeping.actions import BIN_KEEPS, InTheWay, delete_now, put_back, put_in_bin
from solemate.web.keeping.declared import day_of, deletable_models, moment_of, takers_of
from solemate.web.keeping.sweep import sweep
from solemate.web.keeping.undo import offer_undo, say_it_is_back
from solemate.web.people.access import account_of, person_of, row_or_404, rows, rows_and_bin
from solemate.web.people.models import Person

SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row a person can delete or put back, in words."""

    kind: str
    id: UUID
    words: str
    day: date
    moment: datetime
    time: str  # by the person's clock, as in 20:31: two sessions of one day are told apart by it
    gone_on: date | None = None


def entries(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Everything that can be deleted, newest first, page by page."""
    person = person_of(request)
    until = number * SHOWN
    lines = []
    for kind, model in deletable_models().items():
        found = rows(person, model).order_by(f"-{moment_of(model)}")
        for taker, column in takers_of(model):  # a session's ratings go with the session
            found = found.exclude(Exists(rows(person, taker).filter(pk=OuterRef(column))))
        lines += [line_of(kind, row, person) for row in found[: until + 1]]
    lines.sort(key=lambda line: line.moment, reverse=True)
    return render(
        request,
        "keeping/entries.html",
        {"lines": lines[until - SHOWN : until], "number": number, "more": len(lines) > until},
    )


def bin_page(request: HttpRequest, *, error: str = "", of: UUID | None = None) -> HttpResponse:
    """What was deleted in the last 30 days, the newest first."""
    person = person_of(request)
    lines = []
    for kind, model in deletable_models().items():
        found = rows_and_bin(person, model).filter(deleted_at__isnull=False)
        for taker, column in takers_of(model):
            gone = rows_and_bin(person, taker).filter(deleted_at__isnull=False)
            found = found.exclude(**{f"{column}__in": gone.values("pk")})
        lines += [(vars(row)["deleted_at"], line_of(kind, row, person)) for row in found]
    lines.sort(key=lambda pair: pair[0], reverse=True)
    page = {"lines": [line for _, line in lines], "error": error, "of": of}
    return render(request, "keeping/bin.html", page, status=409 if error else 200)


def line_of(kind: str, row: Model, person: Person) -> Line:
    """A row in words, with its day where the person was."""
    moment = getattr(row, moment_of(type(row)))
    day = getattr(row, day_of(type(row)) or "pk") if day_of(type(row)) else clock.local_date(moment, person.time_zone)
    deleted_at = vars(row)["deleted_at"]
    return Line(
        kind=kind,
        id=row.pk,
        words=row.in_words(),  # type: ignore[attr-defined]  # every model with `deleted_at` has it; a test holds that
        day=day,
        moment=moment,
        time=f"{moment.astimezone(ZoneInfo(person.time_zone)):%H:%M}",
        gone_on=clock.local_date(deleted_at + BIN_KEEPS, person.time_zone) if deleted_at else None,
    )


def model_or_404(kind: str) -> type[Model]:
    model = deletable_models().get(kind)
    if model is None:
        raise Http404
    return model


@require_POST
def delete(request: HttpRequest, kind: str, row_id: UUID) -> HttpResponse:
    """Into the bin, at once and without a question; the next page offers to undo it."""
    row = row_or_404(person_of(request), model_or_404(kind), in_bin_too=True, pk=row_id)
    at = clock.now()
    put_in_bin(row, at=at, by=account_of(request))
    offer_undo(request, kind, row, at=at)
    return redirect(after(request, "entries"))


@require_POST
def undelete(request: HttpRequest, kind: str, row_id: UUID) -> HttpResponse:
    """Out of the bin again: by the bar, or on the bin's page."""
    row = row_or_404(person_of(request), model_or_404(kind), in_bin_too=True, pk=row_id)
    try:
        put_back(row, by=account_of(request))
    except InTheWay:
        reason = "There is a newer one in its place. Delete the newer one first. Then put this one back."
        return bin_page(request, error=reason, of=row_id)
    say_it_is_back(request)
    return redirect(after(request, "bin"))


@require_POST
def delete_for_good(request: HttpRequest, kind: str, row_id: UUID) -> HttpResponse:
    """One row of the bin, now and for good. What is not in the bin must go there first."""
    row = row_or_404(person_of(request), model_or_404(kind), in_bin_too=True, pk=row_id, deleted_at__isnull=False)
    delete_now(row, by=account_of(request))
    sweep()
    return redirect("bin")


def after(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that the form named to go on to."""
    address = request.POST.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, None) and address.startswith("/") else otherwise
