"""An export in; its rows, checked, out. Nothing is written here: `actions.replace_diary` does that, all of it or nothing.

A column that is missing gets the model's default: an older Solemate did not know it. A column or a table that we do not know
comes from a newer one, and is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.db import models

from solemate.exports.tables import Archive, BadArchive, read_archive
from solemate.web.keeping.declared import day_of, deletable_models
from solemate.web.keeping.export_rows import FOLDER, FORMAT, exported_fields, exported_models, file_of
from solemate.web.keeping.fields import BadCell, to_value
from solemate.web.people.models import Account, Person

NEWER = "It was made by a newer Solemate. Bring this one up to date first."


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an export holds, as a page says it before anything is touched."""

    counts: dict[str, int]  # what a table is called to its rows
    first: date | None
    last: date | None

    @property
    def rows(self) -> int:
        """All rows that would be put in place."""
        return sum(self.counts.values())


def check_export(file: Path, *, me: UUID) -> Contents:
    """Read an export from end to end as it would be put in place.

    Raises:
        BadArchive: it cannot be; the message says why, in words for a page.
        OSError: it cannot be read.
    """
    counts: dict[str, int] = {}
    days: list[date] = []
    with file.open("rb") as content, read_archive(content) as archive:
        for model, rows in checked_rows(archive, me=me):
            number = 0
            day = day_of(model) if model in deletable_models().values() else ""
            for row in rows:
                number += 1
                if day:
                    days = [min([*days, row[day]]), max([*days, row[day]])]
            counts[getattr(model, "CALLED", model.__name__)] = number
    return Contents(counts=counts, first=days[0] if days else None, last=days[-1] if days else None)


def checked_rows(archive: Archive, *, me: UUID) -> Iterator[tuple[type[models.Model], Iterator[dict[str, Any]]]]:
    """Each model and its rows as column to value, what is pointed at before what points at it. Go through each to its end.

    Raises:
        BadArchive: it is from another Solemate, or a row cannot be what it should.
    """
    if archive.about["format"] != FORMAT:
        raise BadArchive(NEWER)
    files = {file_of(model) for model in exported_models()}
    if any(file.startswith(f"{FOLDER}/") and file not in files for file in archive.files):
        raise BadArchive(NEWER)
    ids: dict[type[models.Model], set[Any]] = {}
    ordered = in_order()
    targets = {target for model in ordered for _, target in pointers(model)}
    for model in ordered:
        if file_of(model) not in archive.files and model is not Person:
            continue  # a model that an older Solemate did not have
        held = ids.setdefault(model, set()) if model in targets else None
        yield model, values(archive, model, ids, held, me=me)


def values(
    archive: Archive,
    model: type[models.Model],
    ids: dict[type[models.Model], set[Any]],
    held: set[Any] | None,
    *,
    me: UUID,
) -> Iterator[dict[str, Any]]:
    """The rows of one table; their ids are put into `held`, where others point at them."""
    file = file_of(model)
    fields = {field.name: field for field in exported_fields(model)}
    header = archive.header(file)
    if set(header) - set(fields):
        raise BadArchive(NEWER)
    missing = [field for name, field in fields.items() if name not in header]
    if any(not (field.has_default() or field.null) or field.primary_key for field in missing):
        raise BadArchive(f"{file}: a column is missing.")
    pointing = [(field, ids.get(target, set())) for field, target in pointers(model)]
    number = 0
    for number, row in enumerate(archive.rows(file), start=1):
        place = f"{file}, row {number}"
        found = {name: value(fields[name], text, f"{place}, {name}", me=me) for name, text in row.items()}
        found |= {field.name: field.get_default() for field in missing}
        for field, known in pointing:
            if found[field.name] is not None and found[field.name] not in known:
                raise BadArchive(f"{place}, {field.name}: there is no such row.")
        check_zone(found, place, may_be_empty="time_zone" in fields and fields["time_zone"].blank)
        if held is not None:
            held.add(found[model._meta.pk.name])
        yield found
    if model is Person and number != 1:
        raise BadArchive(f"{file}: there must be one row.")


def value(field: models.Field[Any, Any], text: str, place: str, *, me: UUID) -> Any:
    try:
        return to_value(field, text, me=me)
    except BadCell as wrong:
        raise BadArchive(f"{place}: {wrong}.") from None


def check_zone(row: dict[str, Any], place: str, *, may_be_empty: bool) -> None:
    """A zone that nobody knows would break every page."""
    if "time_zone" in row and row["time_zone"] not in (zones() | {""} if may_be_empty else zones()):
        raise BadArchive(f"{place}, time_zone: this is no time zone.")


@cache
def zones() -> frozenset[str]:
    """Every time zone there is; asking for them reads a whole folder."""
    return frozenset(available_timezones())


def pointers(model: type[models.Model]) -> list[tuple[models.Field[Any, Any], type[models.Model]]]:
    """The columns of a model that hold the id of another exported row."""
    found = [(field, field.related_model) for field in exported_fields(model)]
    return [(field, target) for field, target in found if isinstance(target, type) and target is not Account]


def in_order() -> list[type[models.Model]]:
    """The exported models, each after those that it points at."""
    left, ordered = exported_models(), list[type[models.Model]]()
    while left:
        free = [model for model in left if not {target for _, target in pointers(model)} & set(left) - {model}]
        assert free, "models point at each other in a circle"
        ordered += free
        left = [model for model in left if model not in free]
    return ordered
