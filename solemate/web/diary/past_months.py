"""Months added up: this month anew, those that are over from what was kept when somebody looked first. Ways to add up in,
months named 2026-11 out.

So a diary of ten years is read as fast as one of a month. Every write that changes a past month deletes what was kept
(`forget_past_months`), and `before` says of itself when another month is over.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import DatabaseError
from django.db.models import Q

from solemate.web.diary.actions import keep_past_months
from solemate.web.diary.models import PastMonths
from solemate.web.faults import fault_of
from solemate.web.people.access import rows
from solemate.web.people.models import Account, Person

AddUp = Callable[[Q], dict[str, Any]]


def all_months(
    person: Person, ways: Mapping[str, AddUp], *, today: date, by: Account | None
) -> dict[str, dict[str, Any]]:
    """For each name, month to what its way of adding up makes of the month's days, a condition on `local_date`."""
    this_month = today.replace(day=1)
    kept = rows(person, PastMonths).filter(of__in=ways, before=this_month).values_list("of", "months")
    past: dict[str, dict[str, Any]] = dict(kept)
    for of, add_up in ways.items():
        if of not in past:
            past[of] = _past(person, of, add_up, before=this_month, by=by)
    return {of: past[of] | add_up(Q(local_date__gte=this_month)) for of, add_up in ways.items()}


def _past(person: Person, of: str, add_up: AddUp, *, before: date, by: Account | None) -> dict[str, Any]:
    try:
        return keep_past_months(person, of, add_up, before=before, by=by)
    except DatabaseError as error:
        if fault_of(error) is None:
            raise  # else the disk is full, or the diary busy: it is shown all the same, and kept another time
        return add_up(Q(local_date__lt=before))
