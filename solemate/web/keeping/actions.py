"""Everything that is written to keep a diary in order: into the bin, out of it, gone for good."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Model

from solemate.web.keeping.declared import deletable_models, taken_along
from solemate.web.people.models import Account

BIN_KEEPS = timedelta(days=30)


class InTheWay(Exception):
    """It cannot be put back: something newer has its place."""


@transaction.atomic
def put_in_bin(row: Model, *, at: datetime, by: Account) -> None:
    """Hide a row, and those that it takes along; what lies in the bin already stays as it is."""
    if vars(row)["deleted_at"] is not None:
        return
    type(row)._default_manager.filter(pk=row.pk, deleted_at=None).update(deleted_at=at)
    for model, column in taken_along(type(row)):
        model._default_manager.filter(**{column: row.pk}, deleted_at=None).update(deleted_at=at)


@transaction.atomic
def put_back(row: Model, *, by: Account) -> None:
    """Take a row out of the bin, with what went into it at the same moment. All of it or nothing.

    Raises:
        InTheWay: something newer has its place, such as another evening of the same day.
    """
    deleted_at = vars(row)["deleted_at"]
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(deleted_at=None)
            for model, column in taken_along(type(row)):
                model._default_manager.filter(**{column: row.pk}, deleted_at=deleted_at).update(deleted_at=None)
    except IntegrityError:
        raise InTheWay from None


@transaction.atomic
def empty_bin(*, at: datetime, by: Account | None) -> int:
    """Delete for good what has lain in the bin for 30 days, of everybody; returns how many rows a person had put there."""
    number = 0
    for model in deletable_models().values():
        found = model._default_manager.filter(deleted_at__lte=at - BIN_KEEPS)
        number += found.count()
        found.delete()
    return number


@transaction.atomic
def delete_now(row: Model, *, by: Account) -> None:
    """Delete one row of the bin for good, with what it took along."""
    for model, column in taken_along(type(row)):
        model._default_manager.filter(**{column: row.pk}, deleted_at__isnull=False).delete()
    row.delete()
