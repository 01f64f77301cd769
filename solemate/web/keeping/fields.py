"""One value of a row as text, and back: what stands in the cells of an export. Any column of a model in; its text out.

Nothing is an empty cell. A text that may be nothing, and is empty or begins with a quotation mark, stands in quotation marks.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from solemate.exports.tables import guarded, unguarded
from solemate.web.people.models import Account

MYSELF = "me"


class BadCell(ValueError):
    """A cell that cannot be what its column holds; the message says what was expected."""


def to_text(field: models.Field[Any, Any], value: Any, *, me: UUID) -> str:
    """The text of one value. Who wrote it is `me` or nobody: other accounts have no meaning elsewhere."""
    if field.related_model is Account:
        return MYSELF if value == me else ""
    if value is None:
        return ""
    if isinstance(field, models.JSONField):
        return guarded(json_text(value))
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value // timedelta(microseconds=1))
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case float():
            return repr(value)
        case int() | Decimal() | UUID():
            return str(value)
        case str():
            quoted = field.null and (not value or value.startswith('"'))
            return guarded(json.dumps(value, ensure_ascii=False) if quoted else value)
    raise TypeError(f"{field}: no way to write {type(value).__name__} as text")


def json_text(value: Any) -> str:
    """JSON in the letters it was written in, but for halves of letters, which no file can hold."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def to_value(field: models.Field[Any, Any], text: str, *, me: UUID) -> Any:
    """The value a cell holds, checked as the model would.

    Raises:
        BadCell: it cannot stand in this column.
    """
    if field.related_model is Account:
        return choice(text, {"": None, MYSELF: me})
    if text == "" and (field.null or not isinstance(field, models.CharField | models.TextField)):
        if not field.null:
            raise BadCell("something must stand here")
        return None
    try:
        value = parsed(field, text)
        field.run_validators(value)
    except BadCell:
        raise
    except ValidationError as wrong:
        raise BadCell(" ".join(wrong.messages)) from None
    except (ValueError, TypeError, OverflowError, InvalidOperation, RecursionError):
        raise BadCell(f"this is no {KINDS.get(field.get_internal_type(), 'such value')}") from None
    if field.choices and not (field.blank and value == "") and value not in {code for code, _ in field.flatchoices}:
        raise BadCell("this is none of the words that can stand here")
    return value


KINDS = {
    "BooleanField": "yes or no",
    "DateTimeField": "moment with its zone",
    "DateField": "day",
    "TimeField": "time of day",
    "UUIDField": "id",
    "ForeignKey": "id",
    "FloatField": "number",
    "JSONField": "list of the kind that Solemate writes",
    "IntegerField": "whole number",
    "PositiveIntegerField": "whole number",
    "PositiveSmallIntegerField": "whole number",
}


def parsed(field: models.Field[Any, Any], text: str) -> Any:
    """The value behind a text that is not empty, or may be."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    match target:
        case models.JSONField():
            return shaped(target, json.loads(unguarded(text)))
        case models.BooleanField():
            return choice(text, {"yes": True, "no": False})
        case models.DateTimeField():
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                raise ValueError
            return moment.astimezone(UTC)
        case models.DateField():
            return date.fromisoformat(text)
        case models.TimeField():
            return time.fromisoformat(text)
        case models.DurationField():
            return timedelta(microseconds=int(text))
        case models.UUIDField():
            return UUID(text)
        case models.BinaryField():
            return base64.b64decode(text, validate=True)
        case models.FloatField():
            number = float(text)
            if not math.isfinite(number):
                raise ValueError
            return number
        case models.DecimalField():
            return Decimal(text)
        case models.IntegerField():
            return int(text)
        case models.CharField() | models.TextField():
            text = unguarded(text)
            if "\0" in text:
                raise ValueError
            return json.loads(text) if field.null and text.startswith('"') else text
    raise TypeError(f"{field}: no way to read it from text")


def shaped(field: models.JSONField[Any, Any], value: Any) -> Any:
    """A list where the column begins with one, a dictionary where it begins with that; one of the two elsewhere."""
    kind: Any = type(field.get_default()) if field.has_default() else (list, dict)
    if not isinstance(value, kind):
        raise ValueError
    return value


def choice(text: str, allowed: dict[str, Any]) -> Any:
    if text not in allowed:
        raise BadCell(f"expected {words(allowed)}")
    return allowed[text]


def words(allowed: Collection[str]) -> str:
    return " or ".join(repr(text) for text in allowed)
