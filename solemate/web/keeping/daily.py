"""What runs by itself while Solemate runs: the bin is emptied, and once a day everything is backed up. A thread, no second
program: it ends with the server, and whatever it was doing is done again or tidied away by the next start.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection

from solemate.web import clock
from solemate.web.backups.back_up import CannotBackUp
from solemate.web.backups.shelf import is_due, shelve
from solemate.web.keeping.actions import empty_bin
from solemate.web.keeping.export_views import forget_old_imports
from solemate.web.keeping.sweep import sweep

FIRST_BACKUP = 30  # seconds after the start, so that the first page is not kept waiting
LOOK_AGAIN = 600  # seconds; a machine that slept does not wait another day
log = logging.getLogger("solemate")


def start_daily(data: Path, *, first: float = FIRST_BACKUP, then: float = LOOK_AGAIN) -> Callable[[], None]:
    """Begin in the background; what is handed back ends it."""
    ended = threading.Event()

    def run() -> None:
        tidy(data, at=clock.now())
        pause = first
        while not ended.wait(pause):
            tidy(data, at=clock.now())
            back_up_when_due(data, at=clock.now())
            pause = then

    threading.Thread(target=run, name="daily", daemon=True).start()
    return ended.set


def tidy(data: Path, *, at: datetime) -> None:
    """Empty the bin of what has lain there for 30 days; where the diary cannot be written now, the next time."""
    try:
        if empty_bin(at=at, by=None):
            sweep()
        forget_old_imports(data, at=at)
    except (DatabaseError, OSError) as error:
        log.error("the bin was not emptied: %s", type(error).__name__)
    finally:
        connection.close()  # this thread's own


def back_up_when_due(data: Path, *, at: datetime) -> None:
    """Make today's backup, unless there is one; what goes wrong stands on the page More until it went well."""
    if not is_due(data, at=at):
        return
    try:
        shelve(data, at=at)
    except CannotBackUp as problem:
        if problem.why != "busy":
            log.error("no backup was made today: %s", problem.why)
