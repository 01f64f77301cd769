"""Everything a person has here, as tables of text. A person in; one table for each model that holds their rows out.

Which columns, and in which order, follows from the models: a new column or model is in the export by itself. What it means
stands in the model's `EXPORT`; `CALLED` names the table. A model whose rows are nobody's says so: `EXPORT = "not exported: …"`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from django.db import models

from solemate import __version__
from solemate.exports.tables import Column, Table, write_archive
from solemate.web.keeping.declared import moment_of, persons_models
from solemate.web.keeping.fields import MYSELF, to_text
from solemate.web.keeping.reading import reading_tables
from solemate.web.people.access import rows_and_bin
from solemate.web.people.models import Account, Person

FORMAT = 1
FOLDER = "tables"
BATCH = 2000
COMMON = {
    "id": "the id of this row",
    "by": f"who wrote it: '{MYSELF}' is the one whose diary this is",
    "deleted_at": "when it was put in the bin; empty: it was not",
    "local_date": "the day where the person was",
    "time_zone": "the time zone the person was in",
    "content_version": "the version of the safety rules and techniques at that time",
}
INTRODUCTION = """Your Solemate diary
===================

diary.csv and sessions.csv are for reading: open them with any spreadsheet.
codes.csv gives the words for every code.
The folder tables holds everything, in the form that Solemate reads back.
To put it back: More, Export and import. It reads the folder tables only.

All files are UTF-8, with commas between the cells. Moments are in UTC.
A text that begins with = + - @ or ' has one more ' in front of it here, so
that no spreadsheet takes it for a formula. Lists are written as JSON.
An empty cell: nothing was said."""


def exported_models() -> list[type[models.Model]]:
    """The models in an export, the person first; those whose rows are nobody's are left out."""
    found: list[type[models.Model]] = [Person, *(model for model in persons_models() if model is not Person)]
    return [model for model in found if not isinstance(getattr(model, "EXPORT", None), str)]


def exported_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a model: all but those that tie a row to this person and this installation."""
    fields = [field for field in model._meta.concrete_fields if field.related_model is not Person]
    if model is Person:
        fields = [field for field in fields if not field.primary_key and field.related_model is not Account]
    return fields


def file_of(model: type[models.Model]) -> str:
    """Where its rows stand in the archive."""
    return f"{FOLDER}/{model._meta.app_label}-{model._meta.model_name}.csv"


def table_of(model: type[models.Model], person: Person) -> Table:
    """The rows of one model, oldest first, those in the bin among them."""
    meanings = COMMON | getattr(model, "EXPORT", {})
    fields = exported_fields(model)
    called = getattr(model, "CALLED", "")
    about = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    return Table(
        file=file_of(model),
        meaning=f"{called}. {about}" if called else about,
        columns=tuple(Column(name=field.name, meaning=meanings.get(field.name, "")) for field in fields),
        rows=texts(model, fields, person),
    )


def texts(model: type[models.Model], fields: list[models.Field[Any, Any]], person: Person) -> Iterator[list[str]]:
    """Each row as a text for each column, in an order that is the same on every machine."""
    me = person.account_id
    if model is Person:
        yield [to_text(field, getattr(person, field.attname), me=me) for field in fields]
        return
    found = rows_and_bin(person, model).order_by(moment_of(model), "pk")
    for row in found.values_list(*(field.attname for field in fields)).iterator(BATCH):
        yield [to_text(field, value, me=me) for field, value in zip(fields, row, strict=True)]


def write_export(person: Person, target: BinaryIO) -> int:
    """Write everything into one zip; returns the number of rows in it.

    Raises:
        OSError: there is no space.
    """
    tables = [*reading_tables(person), *(table_of(model, person) for model in exported_models())]
    about: dict[str, object] = {"format": FORMAT, "solemate": __version__}
    return write_archive(target, tables, about=about, introduction=INTRODUCTION)
