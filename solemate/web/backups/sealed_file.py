"""A backup as a file: a zip with a manifest and a seal in; its parts, checked, out. `back_up.py` says what is in it and why.

Nothing in a backup is trusted: sizes are limited, names are compared and never used as paths, and the database is opened
for reading alone until all of it was checked.
"""

import hashlib
import io
import json
import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from solemate import __version__
from solemate.care.bad_input import BadInput, quoted
from solemate.web.backups.database_file import DATABASE, DamagedDatabase, check_database
from solemate.web.backups.disk import new_file, sha256

FORMAT = 1
MANIFEST, KEY = "manifest.json", "secret-key"
SEAL = 64  # hex digits of a SHA-256
LONGEST_MANIFEST = 1 << 20
LARGEST = 2 << 30  # unpacked; a diary grows by some 10 MB a year
NOT_A_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError)


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


def verify_backup(path: Path, *, scratch: Path | None = None) -> BackupReport:
    """Open a backup and check all of it: seal, manifest, sizes, hashes, the database, its rows. Raises nothing.

    It is unpacked for a moment into a folder of its own in `scratch` (without one: beside the file).
    """
    manifest: Manifest | None = None
    try:
        with tempfile.TemporaryDirectory(prefix=".checking-", dir=scratch or path.parent) as room:
            manifest = unpack(path, Path(room))
            check_database(Path(room) / DATABASE, manifest.counts)
    except (BadBackup, DamagedDatabase) as problem:
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


def pack(room: Path, file: Path, *, made_at: datetime, counts: dict[str, int]) -> None:
    """Write the parts that lie in `room` as a sealed backup, to the disk itself. The same parts give the same bytes.

    Raises:
        OSError: `file` is there already, or cannot be written.
    """
    parts = [room / name for name in (KEY, DATABASE) if (room / name).is_file()]
    about = {
        "format": FORMAT,
        "solemate": __version__,
        "made_at": made_at.isoformat(),
        "parts": {part.name: {"bytes": part.stat().st_size, "sha256": sha256(part)} for part in parts},
        "counts": counts,
    }
    manifest = room / MANIFEST
    manifest.write_text(json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    with new_file(file) as target:
        with zipfile.ZipFile(target, "w") as archive:
            for part in [manifest, *parts]:
                entry = zipfile.ZipInfo(part.name)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                entry.file_size = part.stat().st_size
                with part.open("rb") as source, archive.open(entry, "w") as place:
                    shutil.copyfileobj(source, place)
            archive.comment = b"0" * SEAL
        target.flush()
        target.seek(-SEAL, os.SEEK_END)
        target.write(seal_of(file).encode())
        target.flush()
        os.fsync(target.fileno())
