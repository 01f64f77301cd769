"""What a person answered, as a file or a form hands it in: checked to the last key before anything follows from it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from solemate.care.bad_input import BadInput, one_line, quoted
from solemate.care.catalogue import Catalogue
from solemate.care.question import Kind
from solemate.care.site import Site

LARGEST_FILE = 1_000_000  # bytes; every question answered at every site is far below a tenth of this

KEYS = ("conditions", "today", "clinician_ok", "have")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Complete answers: what is not in them was answered "no"."""

    conditions: frozenset[str]
    today: Mapping[str, frozenset[Site]]  # no site: the whole body, or all sites that it can have
    clinician_ok: frozenset[str]  # techniques
    have: frozenset[str]


def read_answers(path: Path | str, catalogue: Catalogue) -> Answers:
    """A file of answers.

    Raises:
        BadInput: `FILE: key: reason`, in one line, whatever is wrong with the file.
    """
    try:
        return parse_answers(_read_json(Path(path)), catalogue)
    except BadInput as wrong:
        raise BadInput(f"{one_line(str(path))}: {wrong}") from None


def parse_answers(data: object, catalogue: Catalogue) -> Answers:
    """Answers as they come out of JSON.

    Raises:
        BadInput: an unknown key, id, site, technique or thing, or a value of the wrong shape.
    """
    if not isinstance(data, dict):
        raise BadInput(f"answers: must be an object with the keys {', '.join(KEYS)}")
    _refuse_other_keys(data, KEYS, "")
    return Answers(
        conditions=_known(data, "conditions", _ids(catalogue, "condition"), "condition"),
        today=_read_today(data.get("today", []), catalogue),
        clinician_ok=_known(data, "clinician_ok", catalogue.rows, "technique"),
        have=_known(data, "have", catalogue.things, "thing"),
    )


def _read_today(items: object, catalogue: Catalogue) -> dict[str, frozenset[Site]]:
    if not isinstance(items, list):
        raise BadInput("today: must be a list")
    today: dict[str, frozenset[Site]] = {}
    for number, item in enumerate(items):
        key = f"today[{number}]"
        if not isinstance(item, dict):
            raise BadInput(f"{key}: must be an object with the keys id and sites")
        _refuse_other_keys(item, ("id", "sites"), f"{key}.")
        asked = item.get("id")
        if not isinstance(asked, str):
            raise BadInput(f"{key}.id: {'missing' if 'id' not in item else 'must be a text'}")
        if asked not in _ids(catalogue, "today"):
            raise BadInput(f"{key}.id: there is no question of today {quoted(asked)}")
        possible = catalogue.questions[asked].sites
        sites = _known(item, "sites", possible, f"site of {asked}", f"{key}.") or frozenset(possible)
        today[asked] = today.get(asked, frozenset()) | cast(frozenset[Site], sites)
    return today


def _known(data: Mapping[str, object], key: str, known: Collection[str], noun: str, where: str = "") -> frozenset[str]:
    """The texts of a list, all of them known; empty where the key is absent."""
    values = data.get(key, [])
    if not isinstance(values, list):
        raise BadInput(f"{where}{key}: must be a list")
    for number, value in enumerate(values):
        if not isinstance(value, str):
            raise BadInput(f"{where}{key}[{number}]: must be a text")
        if value not in known:
            raise BadInput(f"{where}{key}[{number}]: there is no {noun} {quoted(value)}")
    return frozenset(values)


def _refuse_other_keys(data: Mapping[str, object], keys: Collection[str], where: str) -> None:
    for key in data:
        if key not in keys:
            raise BadInput(f"{where}{quoted(key)}: no such key; there are {', '.join(keys)}")


def _ids(catalogue: Catalogue, kind: Kind) -> frozenset[str]:
    return frozenset(question.id for question in catalogue.questions.values() if question.kind == kind)


def _read_json(path: Path) -> object:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as wrong:  # ValueError: a path that holds a zero byte
        raise BadInput(f"file: cannot be read ({getattr(wrong, 'strerror', None) or 'not a path'})") from None
    if len(content) > LARGEST_FILE:
        raise BadInput(f"file: larger than {LARGEST_FILE} bytes")
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once_each)
    except UnicodeDecodeError as wrong:
        raise BadInput(f"file: not UTF-8 (byte {wrong.start})") from None
    except json.JSONDecodeError as wrong:
        raise BadInput(f"file: not JSON (line {wrong.lineno}, column {wrong.colno}: {wrong.msg})") from None
    except RecursionError:
        raise BadInput("file: not JSON that holds answers (nested too deeply)") from None
    except BadInput:
        raise
    except ValueError:  # a whole number of thousands of digits
        raise BadInput("file: not JSON that holds answers (a number is too long)") from None


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys differ: of two `conditions`, JSON would quietly drop the first."""
    values = dict(pairs)
    if len(values) < len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if key in dict(pairs[:n]))
        raise BadInput(f"{quoted(twice)}: stands twice in one object")
    return values
