"""One file with everything: a data folder, in use or not, in; a checked zip out. It needs no Django and no settings.

In it, in this order: `manifest.json`, `secret-key`, `solemate.sqlite3`. The secret key is there on purpose: without it every
device must sign in again after a restore, and a person of 70 would stand before a locked diary. It adds no risk that the
diary beside it does not carry already: the database holds the sign-ins themselves. So a backup is as private as the diary.

The zip's comment is the SHA-256 of all bytes before it, so that one changed or missing byte anywhere is found before
anything else is looked at. The way back, and the check of a backup, are in `restore.py` and `sealed_file.py`.
"""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Literal

from solemate.care.bad_input import BadInput
from solemate.web.backups.database_file import DATABASE, LEFTOVERS, looking_at, row_counts, settle
from solemate.web.backups.disk import held, scratch, sync
from solemate.web.backups.sealed_file import KEY, BackupReport, pack, verify_backup

Why = Literal["full", "busy", "damaged", "folder", "other"]


class CannotBackUp(Exception):
    """No backup was made, and the file that was there is as it was; the message says why, in one line, `why` in a word."""

    def __init__(self, message: str, *, why: Why = "other") -> None:
        super().__init__(message)
        self.why: Why = why


def back_up(data: Path, file: Path, *, made_at: datetime) -> BackupReport:
    """Write everything in the folder `data` to `file`; an older `file` is replaced only by a new one that was checked.

    Raises:
        BadInput: there is no Solemate data, or `file` cannot be written there.
        CannotBackUp: anything else, such as a full disk or a damaged database.
    """
    file = file.resolve()
    check_places(data, file)
    part = file.with_name(f".{file.name}.part")
    try:
        with held(data, alone=False), scratch(data / "backup-under-way") as room:
            counts = take_snapshot(data, room)
            part.unlink(missing_ok=True)  # of a backup that was killed
            pack(room, part, made_at=made_at, counts=counts)
            report = verify_backup(part, scratch=room)
            problems = report.problems or (
                ("what was written is not what was read",) if report.counts != counts else ()
            )
            if problems:
                reason = f"{file}: not written, for the new backup is not sound: {'; '.join(problems)}"
                raise CannotBackUp(reason, why="damaged")
            os.replace(part, file)
            sync(file.parent)
            return report
    except BlockingIOError:
        raise CannotBackUp(
            f"{data}: another backup or a restore is under way here; try again in a moment", why="busy"
        ) from None
    except sqlite3.Error as error:
        raise CannotBackUp(f"{data / DATABASE}: the diary cannot be read: {error}", why=why_of(error)) from None
    except OSError as error:
        raise CannotBackUp(f"{error.filename or file}: {error.strerror or error}", why=why_of(error)) from None
    finally:
        if part.is_file():
            part.unlink(missing_ok=True)


def why_of(error: OSError | sqlite3.Error) -> Why:
    """What went wrong, in a word."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return "full" if code == sqlite3.SQLITE_FULL else "busy" if code == sqlite3.SQLITE_BUSY else "damaged"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "full"
    return "folder" if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else "other"


def check_places(data: Path, file: Path) -> None:
    """Refuse before anything is written.

    Raises:
        BadInput: there is no Solemate data, or `file` cannot be written there.
    """
    if not (data / DATABASE).is_file():
        raise BadInput(f"{data}: no Solemate data here")
    if file.is_dir():
        raise BadInput(f"{file}: is a folder; name a file in it")
    if file.exists() and not file.is_file():
        raise BadInput(f"{file}: is not a file")
    if not file.parent.is_dir():
        raise BadInput(f"{file.parent}: no such folder")
    if file.parent == data.resolve() and file.name in {DATABASE, KEY, *LEFTOVERS}:
        raise BadInput(f"{file}: is a part of the diary itself; name another file")
    for folder in (file.parent, data):
        if not os.access(folder, os.W_OK | os.X_OK):
            raise BadInput(f"{folder}: this folder cannot be written to")


def take_snapshot(data: Path, room: Path) -> dict[str, int]:
    """Lay the parts in `room` as they are at this instant, a running server or not; returns the rows of each table.

    Raises:
        sqlite3.Error: the database cannot be read, or is damaged.
        OSError: no space.
    """
    key = data / KEY
    if key.is_file() and key.stat().st_size:
        shutil.copyfile(key, room / KEY)
    with (
        closing(sqlite3.connect(f"{(data / DATABASE).as_uri()}?mode=rw", uri=True, timeout=20)) as source,
        closing(sqlite3.connect(room / DATABASE)) as target,
    ):
        source.backup(target)  # all pages in one read transaction: one instant, and writers need not wait
    settle(room / DATABASE)
    with looking_at(room / DATABASE) as connection:
        return row_counts(connection)
