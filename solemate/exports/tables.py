"""Tables as a zip of CSV files. Named tables of text in, one file out; and that file in, the same tables out.

It knows no diary: what stands in the tables is text already. The same tables give the same bytes. Every file is UTF-8 with a
header, commas between cells, CRLF at the end of a line (RFC 4180). A text that a spreadsheet would run as a formula gets an
apostrophe in front (`guarded`), and loses it on the way back.
"""

import csv
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from solemate.care.bad_input import BadInput, quoted

ABOUT, README = "about.json", "README.txt"
LONGEST_CELL = 1 << 24
LARGEST = 2 << 30  # bytes, unpacked
MOST_FILES = 200
LONGEST_ABOUT = 1 << 20
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest a zip knows: the day of the export must not change its bytes
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OverflowError)


class BadArchive(BadInput):
    """The file is none that `write_archive` made; the message says why, in words for a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name in the header, and what stands in it."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One file of the archive. `rows` is gone through once; every row has a text for each column."""

    file: str  # such as "tables/check-ins.csv"
    meaning: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[str]]


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith("'") else text


def write_archive(target: BinaryIO, tables: Sequence[Table], *, about: dict[str, object], introduction: str) -> int:
    """Write all tables, the description of every column, and what the archive says of itself; returns the number of rows.

    Raises:
        OSError: there is no space.
    """
    number = 0
    with zipfile.ZipFile(target, "w") as archive:
        add(archive, README, dictionary(introduction, tables).encode())
        add(archive, ABOUT, (json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
        for table in tables:
            with archive.open(entry(table.file), "w") as place, io.TextIOWrapper(place, "utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\r\n")
                writer.writerow([column.name for column in table.columns])
                for row in table.rows:
                    writer.writerow(row)
                    number += 1
    return number


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    with archive.open(entry(name), "w") as place:
        place.write(content)


def entry(name: str) -> zipfile.ZipInfo:
    """A place in the zip that is the same whenever it is written."""
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return info


def dictionary(introduction: str, tables: Sequence[Table]) -> str:
    """The README: what each file and each column holds."""
    lines = [introduction.rstrip(), ""]
    for table in tables:
        lines += ["", table.file, "=" * len(table.file), table.meaning, ""]
        lines += [f"  {column.name}: {column.meaning}" for column in table.columns]
    return "\r\n".join("\n".join(lines).split("\n")) + "\r\n"


class Archive:
    """An opened archive: what it says of itself, and its tables, row by row."""

    def __init__(self, archive: zipfile.ZipFile, about: dict[str, object]) -> None:
        self.about = about
        self._archive = archive
        self.files = frozenset(archive.namelist())

    def rows(self, file: str) -> Iterator[dict[str, str]]:
        """The rows of one table, each as column to text; every one has a text for every column.

        Raises:
            BadArchive: the file is missing or broken; the message names it, and the line where there is one.
        """
        if file not in self.files:
            raise BadArchive(f"{file} is missing.")
        try:
            with self._archive.open(file) as place, io.TextIOWrapper(place, "utf-8", newline="") as text:
                yield from self._rows(file, text)
        except (*BROKEN, UnicodeDecodeError, csv.Error):
            raise BadArchive(f"{file} is damaged.") from None

    def _rows(self, file: str, text: io.TextIOWrapper) -> Iterator[dict[str, str]]:
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(text, strict=True)
        header = next(reader, [])
        if not header or len(set(header)) != len(header):
            raise BadArchive(f"{file} has no header.")
        for row in reader:
            if len(row) != len(header):
                raise BadArchive(f"{file}, line {reader.line_num}: there are {len(row)} cells, not {len(header)}.")
            yield dict(zip(header, row, strict=True))

    def header(self, file: str) -> tuple[str, ...]:
        """The names of a table's columns, whether it has rows or not.

        Raises:
            BadArchive: the file is missing or broken.
        """
        if file not in self.files:
            raise BadArchive(f"{file} is missing.")
        try:
            with self._archive.open(file) as place, io.TextIOWrapper(place, "utf-8", newline="") as text:
                return tuple(next(csv.reader(text, strict=True), []))
        except (*BROKEN, UnicodeDecodeError, csv.Error):
            raise BadArchive(f"{file} is damaged.") from None


@contextmanager
def read_archive(file: BinaryIO) -> Iterator[Archive]:
    """Open an archive; nothing of it is written anywhere, and no name in it is used as a path.

    Raises:
        BadArchive: it is no zip, not one of ours, or would be too large.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (*BROKEN, ValueError, LookupError):
        raise BadArchive("This is not a zip file, or it is cut short.") from None
    with archive:
        entries = archive.infolist()
        if len(entries) > MOST_FILES or len({entry.filename for entry in entries}) != len(entries):
            raise BadArchive("This file was not made by Solemate.")
        if sum(entry.file_size for entry in entries) > LARGEST:
            raise BadArchive("Unpacked, it would be too large.")
        check_every_byte(archive)
        yield Archive(archive, read_about(archive))


def check_every_byte(archive: zipfile.ZipFile) -> None:
    """Read it all once, also what is only for people: a file that was damaged anywhere is not trusted.

    Raises:
        BadArchive: a checksum is wrong.
    """
    try:
        wrong = archive.testzip()
    except (*BROKEN, ValueError, LookupError):
        wrong = "something"
    if wrong is not None:
        raise BadArchive("The file is damaged.")


def read_about(archive: zipfile.ZipFile) -> dict[str, object]:
    """What the archive says of itself.

    Raises:
        BadArchive: nothing that can be read.
    """
    try:
        if archive.getinfo(ABOUT).file_size > LONGEST_ABOUT:
            raise BadArchive("This file was not made by Solemate.")
        about = json.loads(archive.read(ABOUT))
    except BadArchive:
        raise
    except KeyError:
        raise BadArchive("This file was not made by Solemate.") from None
    except (*BROKEN, ValueError, LookupError):
        raise BadArchive("The file is damaged.") from None
    if not isinstance(about, dict) or "format" not in about:
        raise BadArchive(f"This file was not made by Solemate: {quoted(ABOUT)} says something else.")
    return about
