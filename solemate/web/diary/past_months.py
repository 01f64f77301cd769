"""Months added up: this month anew, those that are over from what was kept when somebody looked first. A way to add up in,
months named 2026-11 out.

So a diary of ten years is read as fast as one of a month. Every write that changes a past month deletes what was kept
(`forget_past_months`), and `before` says of itself when another month is over.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import DatabaseError
from django.db.models import Q

from solemate.web.diary.actions import keep_past_months
from solemate.web.diary.models import PastMonths
from solemate.web.faults import fault_of
from solemate.web.people.access import rows
from solemate.web.people.models import Account, Person


def all_months(
    person: Person, of: str, add_up: Callable[[Q], dict[str, Any]], *, today: date, by: Account | None
) -> dict[str, Any]:
    """Month to what `add_up` makes of its days. `of` names it; `add_up` takes the days as a condition on `local_date`."""
    this_month = today.replace(day=1)
    past = rows(person, PastMonths).filter(of=of, before=this_month).values_list("months", flat=True).first()
    if past is None:
        try:
            past = keep_past_months(person, of, add_up, before=this_month, by=by)
        except DatabaseError as error:
            if fault_of(error) is None:
                raise  # else the disk is full, or the diary busy: it is shown all the same, and kept another time
            past = add_up(Q(local_date__lt=this_month))
    return past | add_up(Q(local_date__gte=this_month))
