"""Diaries that nobody thought of: for every model that is exported, rows made from its own columns.

A new model needs nothing here, unless pages rely on what stands in one of its JSON columns: then `SHAPES` says it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django.db import IntegrityError, models, transaction
from hypothesis import strategies as st

from solemate.web.keeping.export_rows import exported_fields, exported_models
from solemate.web.keeping.import_rows import in_order, pointers
from solemate.web.people.models import Account, Person

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.sampled_from(
    ["", ",", '"', '"x"', "a\nb", "a\r\nb", "=1+1", "'", "🦶🏽", "ñ", " x ", "left-hand", "me", "null"]
)
SEGMENT = {"kind": "step", "id": "a", "site": "left-hand", "sites": [], "start": 0, "seconds": 60}
SHAPES: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("session", "timeline"): st.just([SEGMENT]),
    ("session", "sites"): st.lists(st.sampled_from(["left-hand", "right-foot"])),
    ("safetyanswer", "sites"): st.lists(st.sampled_from(["left-hand", "right-foot"])),
    ("questionnaireresponse", "answers"): st.dictionaries(WORDS, st.integers(0, 10) | WORDS, max_size=3),
}
ZONES = st.sampled_from(["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "UTC"])
DEEP = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | WORDS,
    lambda more: st.lists(more, max_size=2) | st.dictionaries(WORDS, more, max_size=2),
    max_leaves=4,
)


def values(model: type[models.Model], field: models.Field[Any, Any]) -> st.SearchStrategy[Any]:
    """Any value a column can hold."""
    shape = SHAPES.get((str(model._meta.model_name), field.name))
    found = by_kind(field) if shape is None else shape
    return st.none() | found if field.null else found


def by_kind(field: models.Field[Any, Any]) -> st.SearchStrategy[Any]:
    if field.name == "time_zone":
        return ZONES
    if field.choices:
        return st.sampled_from([code for code, _ in field.flatchoices])
    match field:
        case models.JSONField():
            kind = type(field.get_default()) if field.has_default() else list
            return st.lists(DEEP, max_size=3) if kind is list else st.dictionaries(WORDS, DEEP, max_size=3)
        case models.BooleanField():
            return st.booleans()
        case models.UUIDField():
            return st.uuids(version=4)
        case models.DateTimeField():
            return st.datetimes(datetime(2000, 1, 2), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
        case models.DateField():
            return st.dates(date(2000, 1, 1), date(2090, 1, 1))
        case models.TimeField():
            return st.times(time.min, time.max)
        case models.FloatField():
            return st.floats(allow_nan=False, allow_infinity=False, width=64)
        case models.DurationField():
            return st.timedeltas()
        case models.BinaryField():
            return st.binary(max_size=9)
        case models.IntegerField():
            return st.integers(0, 10)
        case models.CharField() | models.TextField():
            return (st.text(LETTERS, max_size=20) | WORDS).map(lambda text: text[: field.max_length])
    raise AssertionError(f"{field}: say here what stands in it")


@st.composite
def diaries(draw: st.DrawFn) -> list[tuple[type[models.Model], list[dict[str, Any]]]]:
    """Rows for every exported model, as column to value; what points at another row points at one that is there."""
    made: dict[type[models.Model], list[dict[str, Any]]] = {}
    for model in in_order():
        columns = exported_fields(model)
        targets = {field.name: target for field, target in pointers(model)}
        rows = []
        for _ in range(1 if model is Person else draw(st.integers(0, 3))):
            row = {}
            for field in columns:
                if field.name in targets:
                    there = [other["id"] for other in made[targets[field.name]]]
                    none = [None] if field.null or not there else []
                    row[field.attname] = draw(st.sampled_from(there + none))
                elif field.related_model is Account:
                    row[field.attname] = draw(st.sampled_from(["me", None]))
                else:
                    row[field.attname] = draw(values(model, field))
            if all(row[field.attname] is not None or field.null for field in columns):
                rows.append(row)
        made[model] = rows
    return list(made.items())


def write(person: Person, diary: list[tuple[type[models.Model], list[dict[str, Any]]]]) -> int:
    """Keep a made-up diary as `person`'s; rows that the database does not take are left out. Returns how many it took."""
    number = 0
    for model, rows in diary:
        for row in rows:
            found = {
                name: person.account_id if value == "me" and name == "by_id" else value for name, value in row.items()
            }
            if model is Person:
                for name, value in found.items():
                    setattr(person, name, value)
                person.save()
                continue
            try:
                with transaction.atomic():
                    known = all(
                        found[field.attname] is None or target.objects.filter(pk=found[field.attname]).exists()
                        for field, target in pointers(model)
                    )
                    if known:
                        model(person=person, **found).save(force_insert=True)
                        number += 1
            except IntegrityError:
                pass
    return number


def everything_of_one(person: Person) -> set[type[models.Model]]:
    """The models of which `person` has a row."""
    return {model for model in exported_models() if model is Person or model.objects.filter(person=person).exists()}
