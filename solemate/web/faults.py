"""When the machine is at fault and not the code: an error in; which fault it is, and words that say what is safe, out.

A full disk, a busy diary, a folder that cannot be written: each is a page with status 503, one line in the log, and no traceback.
"""

import errno
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

log = logging.getLogger("solemate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault of the machine: for the log, for the head of a page, and what to do."""

    id: str
    title: str
    to_do: str
    wait: int  # seconds until trying again may help


FULL: Final = Fault(
    id="full", title="The disk is full", to_do="Make some room on the disk. Then go back and tap again.", wait=60
)
BUSY: Final = Fault(id="busy", title="Solemate is busy", to_do="Wait a moment. Then go back and tap again.", wait=5)
READ_ONLY: Final = Fault(
    id="read-only",
    title="The diary cannot be written",
    to_do="The folder it is in can only be read. Ask who set Solemate up.",
    wait=60,
)
DISK: Final = Fault(
    id="disk",
    title="The disk does not answer",
    to_do="Go back and tap again. If it stays so, ask who set Solemate up.",
    wait=60,
)
DAMAGED: Final = Fault(
    id="damaged",
    title="The diary file is damaged",
    to_do="Ask who set Solemate up to put the last backup back. There is one of each day.",
    wait=600,
)

OF_SQLITE: Final = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: READ_ONLY,
    sqlite3.SQLITE_IOERR: DISK,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
OF_THE_SYSTEM: Final = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EIO: DISK,
}


def fault_of(error: BaseException | None) -> Fault | None:
    """The fault behind an error, or None where it is one of the code."""
    for one in chain(error):
        if isinstance(one, sqlite3.Error):
            return OF_SQLITE.get(getattr(one, "sqlite_errorcode", 0) & 0xFF)
        if isinstance(one, OSError) and one.errno in OF_THE_SYSTEM:
            return OF_THE_SYSTEM[one.errno]
    return None


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


class NotAFault(logging.Filter):
    """Keeps tracebacks of faults out of the log: they say nothing of the code, and the one line of `say` is there already."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and fault_of(record.exc_info[1]))


def say(fault: Fault, *, writing: bool) -> None:
    """One line for whoever runs the machine; no address, no person, no data."""
    log.error("%s: %s", fault.title, "something was not saved" if writing else "a page was not shown")
