"""The only door to a person's rows. A signed-in request in, that person and their rows out; nobody else's, ever."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from solemate.web.people.models import Account, Person

Row = TypeVar("Row", bound=Model)

# Every address needs a sign-in but these; a test walks the whole table of addresses.
OPEN_TO_ALL = frozenset({"sign-in", "enter", "health", "help"})


def account_of(request: HttpRequest) -> Account:
    """The account that signed in."""
    assert isinstance(request.user, Account), "sign_in_first lets nobody else through"
    return request.user


def person_of(request: HttpRequest) -> Person:
    """The person this request may read and write."""
    return account_of(request).person


def rows(person: Person, model: type[Row]) -> QuerySet[Row]:
    """All rows of `model` that belong to `person`, but for those in the bin and what hangs on them."""
    found = rows_and_bin(person, model)
    within = getattr(model, "WITHIN", "")
    if within:
        # The person again: so the rows are found through theirs of the days asked for, not one by one through the years.
        found = found.filter(**{f"{within}__deleted_at": None, f"{within}__person": person})
    return found.filter(deleted_at=None) if can_be_deleted(model) else found


def rows_and_bin(person: Person, model: type[Row]) -> QuerySet[Row]:
    """All rows of `model` that belong to `person`, whether they lie in the bin or not.

    For the bin itself, and for safety: putting a session in the bin must not open what it closed.
    """
    return model._default_manager.filter(person=person)


def can_be_deleted(model: type[Model]) -> bool:
    """Whether a person can put rows of `model` in the bin."""
    return any(field.name == "deleted_at" for field in model._meta.concrete_fields)


def row_or_404(person: Person, model: type[Row], *, in_bin_too: bool = False, **lookup: Any) -> Row:
    """One row of `person`; another person's row does not exist, as far as anybody can tell.

    Raises:
        Http404: there is no such row of this person.
    """
    row = (rows_and_bin if in_bin_too else rows)(person, model).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def sign_in_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Middleware: whoever is not signed in gets the sign-in page, except on the few open addresses."""

    class Gate:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
            match = request.resolver_match
            if request.user.is_authenticated or (match and match.url_name in OPEN_TO_ALL):
                return None
            if request.headers.get("Accept") == "application/json":
                return JsonResponse({"error": "not signed in"}, status=401)
            return redirect("sign-in")

    return Gate()


def is_simulated(request: HttpRequest) -> bool:
    """Whether what this request shows is about a made-up person; before the sign-in, whether one lives here."""
    if request.user.is_authenticated:
        return person_of(request).simulated
    return Person._default_manager.filter(simulated=True).exists()


def anybody_here() -> bool:
    """Whether this diary belongs to somebody already."""
    return Person._default_manager.exists()
