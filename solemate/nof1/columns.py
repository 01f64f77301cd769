"""Columns as callers bring them (lists, NumPy, pandas, polars, Arrow, text of a CSV) to plain Python values, one by one."""

import datetime
import difflib
import math
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
LONGEST_QUOTE = 40
LONGEST_LISTED = 20  # of a name among others
MOST_LISTED = 8
LONGEST_NEAR = 30  # a longer name is nobody's slip of the finger
NEAR = 0.85  # share of letters in common: blok is near block, clock and dose are not near block and done
LARGEST_WRITTEN_OUT = 1e15  # beyond, a float's own digits are shorter


class BadTrial(ValueError):
    """What was handed in cannot be analysed: one line, fit to be shown. `row` counts the rows from 0, where it is one row."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        self.reason = reason
        self.row = row
        super().__init__(reason if row is None else f"row {row + 1}: {reason}")


def shown(value: object, longest: int = LONGEST_QUOTE) -> str:
    """What was handed in, on one line, in quotes, and cut to a readable length; 11.0 of a table as 11, as it was typed."""
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_WRITTEN_OUT:
        value = int(value)
    text = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in str(value)[: longest + 1])
    return f"'{text if len(text) <= longest else text[:longest] + '…'}'"


def listed(names: Sequence[object]) -> str:
    """The first names, each short and in quotes, and how many more there are."""
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return ", ".join(shown(name, LONGEST_LISTED) for name in names[:MOST_LISTED]) + more


def near_miss(word: str, known: Iterable[str]) -> str | None:
    """The known name that `word` was probably meant to be: other capitals, a letter too many or too few, two letters swapped."""
    plain = word.strip().casefold()
    if not 1 < len(plain) <= LONGEST_NEAR:
        return None
    names = {name.casefold(): name for name in known if abs(len(name.strip()) - len(plain)) <= 2}
    swapped = {plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :] for i in range(len(plain) - 1)}
    close = difflib.get_close_matches(plain, names, n=1, cutoff=NEAR)
    close += islice((name for name in names if name in swapped), 1)
    return names[close[0]] if close else None


def no_column(name: str, there: Sequence[object]) -> str:
    """That a column is missing, with what is there instead."""
    meant = near_miss(name, [str(other) for other in there])
    return (
        f"no column {name}{f': did you mean {shown(meant)}?' if meant else ''} (there are: {listed(there) or 'none'})"
    )


def cells(column: Any, name: str) -> list[Any]:
    """The values of a column, `None` for what is missing (None, NaN, NA, NaT, an empty text)."""
    if isinstance(column, str | bytes | dict):
        raise BadTrial(f"{name}: must be a column of values")
    if isinstance(column, np.ndarray) and column.dtype.kind == "M":
        column = column.astype("datetime64[D]")  # `tolist` would turn nanoseconds into bare numbers
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            values = getattr(column, method)()
            break
    else:
        try:
            values = list(column)
        except TypeError:
            raise BadTrial(f"{name}: must be a column of values") from None
    if not isinstance(values, list):
        raise BadTrial(f"{name}: must be a column of values")
    return [None if _missing(value) else value for value in values]


def same_length(columns: dict[str, Sequence[Any] | None]) -> int:
    """How many rows all of them have."""
    lengths = {name: len(column) for name, column in columns.items() if column is not None}
    name, rows = next(iter(lengths.items()))
    for other, length in lengths.items():
        if length != rows:
            raise BadTrial(f"{other}: {length} rows, but {name} has {rows}")
    return rows


def number(value: Any, name: str, row: int) -> float:
    """A finite number; a text is read as one."""
    if isinstance(value, str):
        value = value.strip()
        if not NUMBER.fullmatch(value):
            comma = "; decimals are written with a point" if NUMBER.fullmatch(value.replace(",", ".", 1)) else ""
            raise BadTrial(f"{name} {shown(value)} is not a number{comma}", row)
    if isinstance(value, bool):
        raise BadTrial(f"{name} {shown(value)} is not a number", row)
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        raise BadTrial(f"{name} {shown(value)} is not a number", row) from None
    if not math.isfinite(result):
        raise BadTrial(f"{name} {shown(value)} is not a finite number", row)
    return result


def whole(value: Any, name: str, row: int) -> int:
    """A whole number of at most 18 digits; 3.0 is one."""
    if isinstance(value, str):
        if not WHOLE.fullmatch(value.strip()):
            raise BadTrial(f"{name} {shown(value)} is not a whole number", row)
        return int(value)
    result = number(value, name, row)
    if result != math.floor(result) or abs(result) >= 1e18:
        raise BadTrial(f"{name} {shown(value)} is not a whole number", row)
    return int(value)


def day_number(value: Any, row: int) -> tuple[int, bool]:
    """A day as a number, and whether it was written as a date (then days since 1 January of the year 1)."""
    if isinstance(value, str) and DATE.fullmatch(value.strip()):
        try:
            return datetime.date.fromisoformat(value.strip()).toordinal(), True
        except ValueError:
            raise BadTrial(f"day {shown(value)} is not a date of the calendar", row) from None
    if isinstance(value, datetime.date):
        return value.toordinal(), True
    if isinstance(value, str) and not WHOLE.fullmatch(value.strip()):
        raise BadTrial(f"day {shown(value)} is neither a whole number nor a date like 2026-11-28", row)
    return whole(value, "day", row), False


def _missing(value: Any) -> bool:
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return isinstance(value, str) and not value.strip()
