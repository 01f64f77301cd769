"""The bar that takes a deletion back. In: what was just deleted, kept with the sign-in for ten seconds; out: words for a page.

With script it lies at the bottom for ten seconds; without, it is a line of the page and stays until the next one.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from solemate.web import clock
from solemate.web.keeping.declared import deletable_models
from solemate.web.people.access import person_of, rows_and_bin

UNDO_LIVES = timedelta(seconds=10)
KEY = "undo"
BACK = "is-back"  # said once, on the page that follows


def offer_undo(request: HttpRequest, kind: str, row: Model, *, at: datetime) -> None:
    """Have the next pages offer to take this deletion back."""
    request.session[KEY] = {"kind": kind, "id": str(row.pk), "until": (at + UNDO_LIVES).isoformat()}


def say_it_is_back(request: HttpRequest) -> None:
    """Have the next page say that what was deleted is there again."""
    request.session[BACK] = True


def undo_offered(request: HttpRequest) -> dict[str, Any]:
    """For the templates: what the bar says, or nothing."""
    session = getattr(request, "session", None)
    if session is None or not request.user.is_authenticated:
        return {}
    if session.pop(BACK, False):
        return {"is_back": True}
    said = session.get(KEY)
    if not said:
        return {}
    left = datetime.fromisoformat(said["until"]) - clock.now()
    if not timedelta(0) < left <= UNDO_LIVES:
        return {}
    row = rows_and_bin(person_of(request), deletable_models()[said["kind"]]).filter(pk=said["id"]).first()
    if row is None or vars(row)["deleted_at"] is None:
        return {}
    return {"undo": {**said, "milliseconds": round(left.total_seconds() * 1000)}}
