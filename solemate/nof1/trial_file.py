"""The CSV door: the file of one trial in, checked columns out. Every refusal is one line with file, line and reason."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from solemate.nof1.columns import BadTrial, shown
from solemate.nof1.dataset import Dataset, SidesDataset, make_dataset, make_sides_dataset

LARGEST_FILE = 10_000_000  # bytes: 400 days need less than a hundredth of it
ARM_COLUMNS = ("day", "arm", "rating")
SIDE_COLUMNS = ("day", "side", "rating_left", "rating_right")
OPTIONAL_COLUMNS = ("block", "period", "done")


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
    """The columns we know as texts, and for each row the line it stands in. Other columns are left alone."""
    rows = _rows(path)
    first = next(rows, None)
    if first is None:
        raise BadTrial(f"{shown_path(path)}: no rows")
    line, header = first
    header = [name.strip() for name in header]
    if len(header) == 1 and all(name in header[0].split(";") for name in needed):
        raise BadTrial(f"{shown_path(path)}: line {line}: semicolons between the columns; commas are needed")
    for name in needed:
        if name not in header:
            raise BadTrial(f"{shown_path(path)}: line {line}: no column {name}")
    names = [*needed, *(name for name in OPTIONAL_COLUMNS if name in header)]
    for name in names:
        if header.count(name) > 1:
            raise BadTrial(f"{shown_path(path)}: line {line}: the column {name} is there twice")
    columns: dict[str, list[str]] = {name: [] for name in names}
    lines = []
    for line, row in rows:
        if len(row) != len(header):
            raise BadTrial(f"{shown_path(path)}: line {line}: {len(row)} values, but the header has {len(header)}")
        lines.append(line)
        for name in names:
            columns[name].append(row[header.index(name)])
    return columns, lines


def shown_path(path: str | Path) -> str:
    """A path on one line."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in str(path))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line number, values) of each row that is neither empty nor a comment."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or "not a file that can be read"
        raise BadTrial(f"{shown_path(path)}: {reason}") from None
    if len(content) > LARGEST_FILE:
        raise BadTrial(f"{shown_path(path)}: larger than {LARGEST_FILE // 1_000_000} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise BadTrial(f"{shown_path(path)}: line {line}: not UTF-8") from None
    if "\0" in text:
        raise BadTrial(f"{shown_path(path)}: line {text[: text.index(chr(0))].count(chr(10)) + 1}: not a text file")
    for line, written in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if not written.strip() or written.lstrip().startswith("#"):
            continue
        try:
            values = next(csv.reader([written], strict=True))
        except (csv.Error, StopIteration):
            raise BadTrial(f"{shown_path(path)}: line {line}: {shown(written)} is not a row of a CSV file") from None
        yield line, values


def _in_file(path: str | Path, bad: BadTrial, lines: list[int]) -> BadTrial:
    where = f"line {lines[bad.row]}: " if bad.row is not None else ""
    return BadTrial(f"{shown_path(path)}: {where}{bad.reason}")
