"""The way back: a backup in; checked, and put in place of what a data folder holds. `backup.py` says how it is made.

Nothing in a backup is trusted: sizes are limited, names are compared and never used as paths, and the database is opened
for reading alone until all of it was checked. SQL about the database as a file stands here.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from solemate import __version__
from solemate.care.bad_input import BadInput, one_line, quoted
from solemate.web.server import hold

FORMAT = 1
MANIFEST, KEY, DATABASE = "manifest.json", "secret-key", "solemate.sqlite3"
LEFTOVERS = [f"{DATABASE}-{end}" for end in ("wal", "shm", "journal")]
OUR_TABLES = {"django_migrations", "people_person"}
SEAL = 64  # hex digits of a SHA-256
LONGEST_MANIFEST = 1 << 20
LARGEST = 2 << 30  # unpacked; a diary grows by some 10 MB a year
NOT_A_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError)


class CannotRestore(Exception):
    """Nothing was replaced; the message says why, in one line."""


class BadBackup(BadInput):
    """The file is no whole backup of Solemate; the message says why, without naming the file."""


@dataclass(frozen=True)
class BackupReport:
    """What a look into a backup found. It is good when `problems` is empty; `counts` are the rows of each table."""

    made_at: datetime | None
    counts: dict[str, int]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    made_at: datetime
    parts: dict[str, tuple[int, str]]  # name to size and SHA-256
    counts: dict[str, int]


@dataclass(frozen=True)
class Restored:
    """What was put in place, and where that lies which was there before (None: nothing was)."""

    made_at: datetime
    counts: dict[str, int]
    kept: Path | None


def restore(file: Path, data: Path, *, at: datetime) -> Restored:
    """Put a backup in place of what the folder `data` holds, which moves to a folder `replaced-…` in it.

    The file is unpacked, checked and brought up to date in a folder of its own first, so that whatever is wrong with it is
    wrong before anything is touched. Then one rename puts the database in place: killed at any moment, there is a whole
    diary, the old one or the new. It sets Django up on the unpacked copy, so it needs a process of its own.

    Raises:
        BadInput: `file` is no whole backup, or comes from a newer Solemate, or `data` cannot be written.
        CannotRestore: a server is using the folder, or anything else, such as a full disk.
    """
    missing = [folder for folder in (data, *data.parents) if not folder.exists()]
    try:
        if not file.is_file():
            raise BadInput(f"{file}: {'is a folder' if file.is_dir() else 'no such file'}")
        if not os.access(file, os.R_OK):
            raise BadInput(f"{file}: cannot be read")
        check_seal(file)  # said first, also while a server is running
        make_folder(data)
        with held(data, alone=True), scratch(data / "restore-under-way") as room:
            manifest = unpack(file, room)
            check_database(room / DATABASE, manifest.counts)
            bring_up_to_date(room)
            kept = keep(data, at)
            put_in_place(room, data, [name for name in (DATABASE, KEY) if name in manifest.parts])
            return Restored(manifest.made_at, manifest.counts, kept)
    except BadBackup as problem:
        raise BadInput(f"{file}: {problem}") from None
    except BlockingIOError:
        raise CannotRestore(f"{data}: Solemate is running on this folder, or a backup is; stop it first") from None
    except OSError as error:
        raise CannotRestore(f"{error.filename or data}: {error.strerror or error}") from None
    finally:
        for folder in missing:  # only those made in vain are empty
            with suppress(OSError):
                folder.rmdir()


def make_folder(data: Path) -> None:
    """Make the data folder where there is none.

    Raises:
        BadInput: it cannot be made, or not be written to.
    """
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{data}: cannot be used as the data folder: {error.strerror}") from None
    if not os.access(data, os.W_OK | os.X_OK):
        raise BadInput(f"{data}: the data folder cannot be written to")


def bring_up_to_date(room: Path) -> None:
    """Run the migrations on the unpacked database.

    Raises:
        BadBackup: it has seen a migration that this Solemate does not know.
        CannotRestore: a migration failed.
    """
    os.environ["SOLEMATE_DATA"] = str(room)
    os.environ["DJANGO_SETTINGS_MODULE"] = "solemate.web.settings"
    import django
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader

    try:
        django.setup()
        if applied_migrations(room / DATABASE) - set(MigrationLoader(None).disk_migrations):
            raise BadBackup(f"it was made by a newer Solemate than this one ({__version__}): upgrade first")
        call_command("migrate", verbosity=0, interactive=False)
    except BadInput:
        raise
    except Exception as error:  # whatever a migration can meet; its text may quote a row
        raise CannotRestore(f"the diary in it cannot be brought up to date ({type(error).__name__})") from None
    finally:
        connections.close_all()
    settle(room / DATABASE)


def keep(data: Path, at: datetime) -> Path | None:
    """Lay what the folder holds in a folder `replaced-…` too, and leave the database there without its logs.

    Raises:
        BlockingIOError: some program has the database open, a server or not.
        OSError: the folder cannot be made.
    """
    logs = [data / name for name in LEFTOVERS if (data / name).exists()]
    found = [data / name for name in (DATABASE, KEY) if (data / name).exists()] + logs
    if not found:
        return None
    kept = first = data / f"replaced-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    while kept.exists():  # a second restore within a second, or one that was killed
        number += 1
        kept = first.with_name(f"{first.name}-{number}")
    kept.mkdir(mode=0o700)
    try:
        for path in found:
            keep_file(path, kept / path.name, as_it_is=bool(logs))
        sync(kept)
        sync(data)
        if (data / DATABASE).exists():
            settle(data / DATABASE)
    except OSError:
        shutil.rmtree(kept, ignore_errors=True)
        raise
    for log in logs:  # else a log of the old database would be read into the new one
        log.unlink(missing_ok=True)
    return kept


def keep_file(path: Path, kept: Path, *, as_it_is: bool) -> None:
    """A second name for a file that is about to be replaced, or a copy `as_it_is` where it may still change.

    Raises:
        OSError: there is no space.
    """
    if not as_it_is:
        with suppress(OSError):  # a disk without links
            os.link(path, kept)
            return
    shutil.copy2(path, kept)
    sync(kept)


def put_in_place(room: Path, data: Path, names: list[str]) -> None:
    """Have each part on the disk, then rename it over the one in the data folder.

    Raises:
        OSError: it cannot be written or renamed.
    """
    for name in names:
        sync(room / name)
    for name in names:
        os.replace(room / name, data / name)
    sync(data)


def verify_backup(path: Path, *, scratch: Path | None = None) -> BackupReport:
    """Open a backup and check all of it: seal, manifest, sizes, hashes, the database, its rows. Raises nothing.

    It is unpacked for a moment into a folder of its own in `scratch` (without one: beside the file).
    """
    manifest: Manifest | None = None
    try:
        with tempfile.TemporaryDirectory(prefix=".checking-", dir=scratch or path.parent) as room:
            manifest = unpack(path, Path(room))
            check_database(Path(room) / DATABASE, manifest.counts)
    except BadBackup as problem:
        if manifest is None:
            return BackupReport(None, {}, (str(problem),))
        return BackupReport(manifest.made_at, manifest.counts, (str(problem),))
    except OSError as error:
        return BackupReport(None, {}, (f"cannot be read or unpacked: {error.strerror or error}",))
    return BackupReport(manifest.made_at, manifest.counts, ())


def unpack(file: Path, room: Path) -> Manifest:
    """Check a backup as a file and lay its parts in the folder `room`; the database has not been opened yet then.

    Raises:
        BadBackup: it is not a backup, or not whole.
        OSError: it cannot be read, or there is no space.
    """
    check_seal(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            if MANIFEST not in entries or entries[MANIFEST].file_size > LONGEST_MANIFEST:
                raise BadBackup("it has no manifest")
            manifest = read_manifest(archive.read(MANIFEST))
            names = [MANIFEST, *(name for name in (KEY, DATABASE) if name in manifest.parts)]
            if archive.namelist() != names or names[1:] != list(manifest.parts) or DATABASE not in names:
                raise BadBackup("what it holds is not what its manifest names")
            if sum(size for size, _ in manifest.parts.values()) > LARGEST:
                raise BadBackup(f"unpacked, it would be larger than {LARGEST >> 30} GB")
            for name, (size, digest) in manifest.parts.items():
                if entries[name].file_size != size:
                    raise BadBackup(f"{name} has another size than its manifest says")
                with archive.open(name) as source, new_file(room / name) as target:
                    shutil.copyfileobj(source, target)  # never more than the size in the entry
                if (room / name).stat().st_size != size or sha256(room / name) != digest:
                    raise BadBackup(f"{name} is not what was saved")
    except BadInput:
        raise
    except NOT_A_ZIP as error:
        raise BadBackup(f"its parts cannot be read ({type(error).__name__})") from None
    return manifest


def check_seal(file: Path) -> None:
    """Find a byte that changed, or is missing, without unpacking anything.

    Raises:
        BadBackup: the last bytes are not the hash of those before.
        OSError: it cannot be read.
    """
    with file.open("rb") as source:
        if source.seek(0, os.SEEK_END) <= SEAL:
            raise BadBackup("it is empty or cut short")
        source.seek(-SEAL, os.SEEK_END)
        sealed = source.read()
    if sealed != seal_of(file).encode():
        raise BadBackup("it is damaged or cut short, or not a backup of Solemate")


def seal_of(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(Head(source, file.stat().st_size - SEAL), "sha256").hexdigest()


class Head(io.RawIOBase):
    """The first bytes of a file."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self.file, self.left = file, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self.file.read(min(len(buffer), self.left))
        buffer[: len(piece)] = piece
        self.left -= len(piece)
        return len(piece)


def read_manifest(text: bytes) -> Manifest:
    """Read what a backup says of itself.

    Raises:
        BadBackup: it says it in another way than this Solemate knows.
    """
    try:
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise BadBackup(
                f"it was made by Solemate {quoted(str(said['solemate']))}, and this is {__version__}: upgrade"
            )
        parts = {str(name): (int(part["bytes"]), str(part["sha256"])) for name, part in said["parts"].items()}
        counts = {str(table): int(rows) for table, rows in said["counts"].items()}
        made_at = datetime.fromisoformat(said["made_at"])
        if made_at.utcoffset() is None:
            raise ValueError
    except BadInput:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
        raise BadBackup("its manifest cannot be read") from None
    return Manifest(made_at, dict(sorted(parts.items())), counts)


def check_database(database: Path, counts: dict[str, int]) -> None:
    """Open an unpacked database and check it from end to end; nothing is written, and nothing in it is run.

    Raises:
        BadBackup: it is damaged, not Solemate's, or has other rows than `counts`.
    """
    try:
        with looking_at(database) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(1)")]
            held = row_counts(connection)
    except sqlite3.Error as error:
        raise BadBackup(f"its database cannot be read: {one_line(str(error))}") from None
    if found != ["ok"]:
        raise BadBackup(f"its database is damaged: {one_line(' '.join(found))}")
    if not set(held) >= OUR_TABLES:
        raise BadBackup("its database is not one of Solemate")
    if held != counts:
        raise BadBackup("its database has other rows than its manifest says")


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    quotes = {table: '"' + table.replace('"', '""') + '"' for table in tables}
    return {table: connection.execute(f"SELECT count(*) FROM {quotes[table]}").fetchone()[0] for table in tables}  # noqa: S608


def applied_migrations(database: Path) -> set[tuple[str, str]]:
    """The changes of the database's shape that it has seen, as (app, name)."""
    with looking_at(database) as connection:
        return set(connection.execute("SELECT app, name FROM django_migrations"))


@contextmanager
def looking_at(database: Path) -> Iterator[sqlite3.Connection]:
    """A database in one file that nobody else uses, to be read; what others may have written into it is not trusted."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        yield connection


def settle(database: Path) -> None:
    """Write what the log beside a database still holds into the file itself, if it can be read at all.

    Raises:
        BlockingIOError: some program has it open, a server or not.
    """
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BlockingIOError from None


@contextmanager
def held(folder: Path, *, alone: bool) -> Iterator[None]:
    """Hold a folder for a while: `alone`, or with others who do not ask to be.

    Raises:
        BlockingIOError: somebody else holds it in a way that does not go together with this.
        OSError: it cannot be opened, or its disk knows no locks.
    """
    handle = hold(folder, alone=alone)
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def scratch(room: Path) -> Iterator[Path]:
    """An empty folder for one job at a time; what a killed job left in it goes first, and it goes itself in the end.

    Raises:
        BlockingIOError: the job is under way already.
        OSError: it cannot be made.
    """
    room.mkdir(mode=0o700, exist_ok=True)
    with held(room, alone=True):
        for left in room.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)


def new_file(path: Path) -> BinaryIO:
    """A file that was not there before, for its owner's eyes only."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
