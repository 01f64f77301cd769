"""The way back: a backup in; checked, and put in place of what a data folder holds. `back_up.py` says how it is made."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from solemate import __version__
from solemate.care.bad_input import BadInput
from solemate.web.backups.database_file import (
    DATABASE,
    LEFTOVERS,
    DamagedDatabase,
    applied_migrations,
    check_database,
    settle,
)
from solemate.web.backups.disk import held, scratch, sync
from solemate.web.backups.sealed_file import KEY, BadBackup, check_seal, unpack


class CannotRestore(Exception):
    """Nothing was replaced; the message says why, in one line."""


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
    except (BadBackup, DamagedDatabase) as problem:
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
