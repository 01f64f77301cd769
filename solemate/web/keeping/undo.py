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


def offer_undo(request: HttpRequest, kind: str, row: Model, *, at: datetime) -> None:
    """Have the next pages offer to take this deletion back."""
    request.session[KEY] = {"kind": kind, "id": str(row.pk), "until": (at + UNDO_LIVES).isoformat()}


def undo_offered(request: HttpRequest) -> dict[str, Any]:
    """For the templates: what the bar says, or nothing."""
    session = getattr(request, "session", None)
    said = session.get(KEY) if session is not None and request.user.is_authenticated else None
    if not said:
        return {}
    left = datetime.fromisoformat(said["until"]) - clock.now()
    if not timedelta(0) < left <= UNDO_LIVES:
        return {}
    row = rows_and_bin(person_of(request), deletable_models()[said["kind"]]).filter(pk=said["id"]).first()
    if row is None or vars(row)["deleted_at"] is None:
        return {}
    return {"undo": {**said, "milliseconds": round(left.total_seconds() * 1000)}}
