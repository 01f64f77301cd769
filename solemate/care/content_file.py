"""A TOML file of content, read key by key: every wrong key raises an error that names file, key and reason."""

import tomllib
from collections.abc import Iterator
from typing import cast


class ContentError(Exception):
    """Content we ship is wrong: a mistake of ours, never of the person."""


class Table:
    """One table of a content file. It knows where it is, and that every key it holds must have been asked for."""

    def __init__(self, values: dict[str, object], where: str) -> None:
        self.where = where
        self._values = values
        self._asked: set[str] = set()

    def error(self, key: str, reason: str) -> ContentError:
        return ContentError(f"{self.where}: {key}: {reason}")

    def text(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, "missing" if value is None else "must be a text that is not empty")
        return value

    def text_or_none(self, key: str) -> str | None:
        return self.text(key) if key in self._values else None

    def text_or_empty(self, key: str) -> str:
        """A text that may be empty, but must be there."""
        return "" if self._get(key) == "" else self.text(key)

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise self.error(key, f"{value!r} is not one of {', '.join(allowed)}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is not written."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return value or False

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of different texts; empty where it is not written."""
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(key, "must be a list of texts")
        if len(set(value)) < len(value):
            raise self.error(key, "says the same twice")
        return tuple(value)

    def choices(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        values = self.texts(key)
        for value in values:
            if value not in allowed:
                raise self.error(key, f"{value!r} is not one of {', '.join(allowed)}")
        return values

    def whole(self, key: str) -> int:
        """A whole number, 0 or more."""
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.error(key, "missing" if value is None else "must be a whole number, 0 or more")
        return value

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers, at least one."""
        value = self._get(key)
        if not isinstance(value, list) or not value or not all(type(item) is int and item >= 0 for item in value):
            raise self.error(key, "must be a list of whole numbers")
        return tuple(value)

    def table(self, key: str) -> "Table":
        value = self._get(key)
        if not isinstance(value, dict):
            raise self.error(key, "missing" if value is None else "must be a table")
        return Table(cast(dict[str, object], value), f"{self.where}: {key}")

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of a list, each called by its id where it has one; none where it is not written."""
        value = self._get(key)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, "must be a list of tables")
        for number, item in enumerate(cast(list[dict[str, object]], value), start=1):
            yield Table(item, f"{self.where}: {item.get('id', f'{key} {number}')}")

    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def done(self) -> None:
        """Call last: a key that nobody asked for is a spelling mistake."""
        for key in self._values:
            if key not in self._asked:
                raise self.error(key, "no such key")

    def _get(self, key: str) -> object:
        self._asked.add(key)
        return self._values.get(key)


def parse(content: bytes, name: str) -> Table:
    """The top table of a content file."""
    try:
        return Table(tomllib.loads(content.decode()), name)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise ContentError(f"{name}: {wrong}") from wrong
