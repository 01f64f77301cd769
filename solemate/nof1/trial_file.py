"""The CSV door: the file of one trial in, checked columns out. Every refusal is one line with file, line and reason."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from solemate.nof1.columns import BadTrial, near_miss, no_column, shown
from solemate.nof1.dataset import Dataset, SidesDataset, make_dataset, make_sides_dataset

LARGEST_FILE = 10_000_000  # bytes: 400 days need less than a hundredth of it
ARM_COLUMNS = ("day", "arm", "rating")
SIDE_COLUMNS = ("day", "side", "rating_left", "rating_right")
OPTIONAL_COLUMNS = ("block", "period", "done")
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", " ": "blanks"}  # of spreadsheets in half of Europe, of Excel, of R
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_trial(path: str | Path, *, reference: str, **terms: Any) -> Dataset:
    """The trial of a file with `day,arm,rating`; `terms` as `make_dataset` has them. Raises BadTrial."""
    columns, lines = read_columns(Path(path), ARM_COLUMNS)
    try:
        return make_dataset(**columns, reference=reference, **terms)
    except BadTrial as bad:
        raise _in_file(path, bad, lines) from None


def read_sides_trial(path: str | Path, **terms: Any) -> SidesDataset:
    """The trial of a file with `day,side,rating_left,rating_right`. Raises BadTrial."""
    columns, lines = read_columns(Path(path), SIDE_COLUMNS)
    try:
        return make_sides_dataset(**columns, **terms)
    except BadTrial as bad:
        raise _in_file(path, bad, lines) from None


def read_columns(path: Path, needed: tuple[str, ...]) -> tuple[dict[str, Any], list[int]]:
    """The columns we know as texts, and for each row the line it stands in.

    Other columns are left alone, but for one whose name is nearly that of an optional column which is not there: to leave
    that one out without a word would change the answer.
    """
    rows = _lines(path)
    first = next(rows, None)
    if first is None:
        raise BadTrial(f"{shown_path(path)}: no rows")
    line, written = first
    _check_separator(path, line, written, needed)
    header = [name.strip() for name in _values(path, line, written)]
    for name in needed:
        if name not in header:
            raise BadTrial(f"{shown_path(path)}: line {line}: {no_column(name, header)}")
    missing = [name for name in OPTIONAL_COLUMNS if name not in header]
    for other in header:
        meant = None if other in needed or other in OPTIONAL_COLUMNS else near_miss(other, missing)
        if meant:
            raise BadTrial(f"{shown_path(path)}: line {line}: column {shown(other)}: did you mean '{meant}'?")
    names = [*needed, *(name for name in OPTIONAL_COLUMNS if name in header)]
    for name in names:
        if header.count(name) > 1:
            raise BadTrial(f"{shown_path(path)}: line {line}: the column {name} is there twice")
    columns: dict[str, list[str]] = {name: [] for name in names}
    lines = []
    for line, written in rows:
        row = _values(path, line, written)
        if len(row) != len(header):
            comma = " (decimals are written with a point)" if len(row) > len(header) else ""
            raise BadTrial(
                f"{shown_path(path)}: line {line}: {len(row)} values, but the header has {len(header)}{comma}"
            )
        lines.append(line)
        for name in names:
            columns[name].append(row[header.index(name)])
    return columns, lines


def shown_path(path: str | Path) -> str:
    """A path on one line."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in str(path))


def _check_separator(path: Path, line: int, header: str, needed: tuple[str, ...]) -> None:
    """Refuse a header in which something other than commas gives more of the columns we need."""

    def known(separator: str) -> int:
        names = [name.strip(" \t\"'").casefold() for name in header.split(separator)]
        return sum(name in names for name in needed)

    if header.strip().casefold().startswith("sep="):  # Excel's own first line, before the columns
        raise BadTrial(
            f"{shown_path(path)}: line {line}: take this line out, and save the file with commas between the columns"
        )
    for separator, word in OTHER_SEPARATORS.items():
        if known(separator) > max(known(","), 1):
            raise BadTrial(
                f"{shown_path(path)}: line {line}: the columns are separated by {word}: "
                "save the file with commas between the columns, and points in numbers"
            )


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line number, text) of each line that is neither empty nor a comment."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or "not a file that can be read"
        raise BadTrial(f"{shown_path(path)}: {reason}") from None
    if len(content) > LARGEST_FILE:
        raise BadTrial(f"{shown_path(path)}: larger than {LARGEST_FILE // 1_000_000} MB")
    if content.startswith(UTF_16):
        raise BadTrial(f"{shown_path(path)}: line 1: not UTF-8 but UTF-16: save the file as 'CSV UTF-8'")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise BadTrial(f"{shown_path(path)}: line {line}: not UTF-8: save the file as 'CSV UTF-8'") from None
    if "\0" in text:
        raise BadTrial(f"{shown_path(path)}: line {text[: text.index(chr(0))].count(chr(10)) + 1}: not a text file")
    for line, written in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if written.strip() and not written.lstrip().startswith("#"):
            yield line, written


def _values(path: Path, line: int, written: str) -> list[str]:
    try:
        return next(csv.reader([written], strict=True))
    except (csv.Error, StopIteration):
        raise BadTrial(f"{shown_path(path)}: line {line}: {shown(written)} is not a row of a CSV file") from None


def _in_file(path: str | Path, bad: BadTrial, lines: list[int]) -> BadTrial:
    where = f"line {lines[bad.row]}: " if bad.row is not None else ""
    return BadTrial(f"{shown_path(path)}: {where}{bad.reason}")
