"""Everything that is written to keep a diary in order: into the bin, out of it, gone for good."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session as SignIn
from django.db import IntegrityError, transaction
from django.db.models import Model

from solemate.exports.tables import Archive, BadArchive
from solemate.web.diary.actions import forget_past_months
from solemate.web.keeping.declared import deletable_models, taken_along
from solemate.web.keeping.import_rows import checked_rows, in_order
from solemate.web.people.models import Account, Person, SignInLink

BIN_KEEPS = timedelta(days=30)
BATCH = 1000
Item = TypeVar("Item")


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of up to `size`, in order."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


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
    forget_past_months(vars(row)["person_id"], by=by)


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
    forget_past_months(vars(row)["person_id"], by=by)


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


@transaction.atomic
def replace_diary(person: Person, archive: Archive, *, by: Account) -> int:
    """Put an export in the place of all that a person has; returns its rows. All of it or, with a reason, nothing.

    Raises:
        BadArchive: something in it cannot be; the message says what, in words for a page.
    """
    delete_rows_of(person, by=by)
    number = 0
    try:
        for model, rows in checked_rows(archive, me=by.pk):
            for batch in batched(rows, BATCH):
                number += len(batch)
                if model is Person:
                    settle_person(person, batch[0], by=by)
                else:
                    model._default_manager.bulk_create([row_of(model, person, values) for values in batch])
    except IntegrityError:
        raise BadArchive("Two rows in it do not go together, or it belongs to another diary here.") from None
    return number


def row_of(model: type[Model], person: Person, values: dict[str, Any]) -> Model:
    """A new row; what points at another row holds its id."""
    columns = {field.name: field.attname for field in model._meta.concrete_fields}
    return model(person=person, **{columns[name]: value for name, value in values.items()})


@transaction.atomic
def settle_person(person: Person, values: dict[str, Any], *, by: Account) -> None:
    """The settings of the one row about the person."""
    for name, value in values.items():
        setattr(person, name, value)
    person.save(update_fields=list(values))


@transaction.atomic
def delete_rows_of(person: Person, *, by: Account | None) -> None:
    """Delete every row a person has, but for the person and the account."""
    for model in reversed(in_order()):
        if model is not Person:
            model._default_manager.filter(person=person).delete()
    forget_past_months(person.pk, by=by)


@transaction.atomic
def erase_person(person: Person, *, by: Account | None) -> None:
    """Delete a person, their account, every row they have, and every device's sign-in. For good."""
    account = person.account
    delete_rows_of(person, by=by)
    SignInLink.objects.filter(account=account).delete()
    for sign_in in SignIn.objects.all():
        if sign_in.get_decoded().get(SESSION_KEY) == str(account.pk):
            sign_in.delete()
    person.delete()
    account.delete()
