"""The daily backups, in a folder of the data folder: when one is due, which are kept, what to say of them.

They guard against a slip, a fault, a diary that broke. Against a broken disk only a copy on another one does.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from solemate.care.bad_input import BadInput
from solemate.web.backups.back_up import CannotBackUp, Why, back_up
from solemate.web.backups.disk import write_small_file
from solemate.web.backups.sealed_file import BackupReport

SHELF = "backups"
EVERY = timedelta(hours=24)
LATE = timedelta(hours=36)  # a machine that sleeps at night may miss one
KEPT = timedelta(days=30)  # what was deleted is in no backup longer than this
DAILY = timedelta(days=7)  # after this, one a week
LAST_TRY = "last-try.json"
NAME = "solemate-%Y%m%dT%H%M%SZ.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup on the shelf; its moment is in its name, in UTC."""

    file: Path
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfState:
    """How the daily backups are. `why` is set when the last try failed; `late` when none is fresh enough."""

    newest: Backup | None
    number: int
    late: bool
    why: Why | None


def backups_of(data: Path) -> list[Backup]:
    """The backups on the shelf of a data folder, the newest first."""
    found = []
    for file in (data / SHELF).glob("solemate-*.zip"):
        with suppress(ValueError):
            found.append(Backup(file=file, made_at=datetime.strptime(file.name, NAME).replace(tzinfo=UTC)))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def is_due(data: Path, *, at: datetime) -> bool:
    """Whether the newest backup is a day old, or there is none. One from the future counts as one of the past."""
    newest = next(iter(backups_of(data)), None)
    return newest is None or abs(at - newest.made_at) >= EVERY


def shelve(data: Path, *, at: datetime) -> BackupReport:
    """Make a backup of today, checked like every other, and let go of those that are no longer kept.

    Raises:
        CannotBackUp: it was not made. The older ones stay, and the reason is remembered for `state_of`.
    """
    shelf = data / SHELF
    try:
        shelf.mkdir(mode=0o700, exist_ok=True)
        report = back_up(data, shelf / at.astimezone(UTC).strftime(NAME), made_at=at)
    except CannotBackUp as problem:
        if problem.why != "busy":
            remember(data, problem.why, at=at)
        raise
    except (BadInput, OSError) as problem:
        remember(data, "folder", at=at)
        raise CannotBackUp(str(problem), why="folder") from None
    remember(data, None, at=at)
    for backup in no_longer_kept(backups_of(data), at=at):
        backup.file.unlink(missing_ok=True)
    return report


def no_longer_kept(backups: Sequence[Backup], *, at: datetime) -> list[Backup]:
    """Which of `backups` (newest first) may go: all older than 30 days, all but one a week after 7 days and one a day before.

    The newest always stays.
    """
    gone, held = [], set[tuple[str, date]]()
    for backup in backups:
        age = at - backup.made_at
        day = backup.made_at.date()
        place = ("day", day) if age <= DAILY else ("week", day - timedelta(days=day.weekday()))
        if held and (age > KEPT or place in held):
            gone.append(backup)
        held.add(place)
    return gone


def remember(data: Path, why: Why | None, *, at: datetime) -> None:
    """Note how the last try went; on a full disk there may be no room even for that."""
    with suppress(OSError):
        write_small_file(data / SHELF / LAST_TRY, json.dumps({"tried_at": at.isoformat(), "why": why}))


def state_of(data: Path, *, at: datetime, since: datetime) -> ShelfState:
    """How the backups of a data folder are; nobody misses one before the diary, begun at `since`, is old enough."""
    backups = backups_of(data)
    newest = next(iter(backups), None)
    fresh = newest.made_at if newest else since
    why: Why | None = None
    with suppress(OSError, ValueError, KeyError, TypeError):
        why = json.loads((data / SHELF / LAST_TRY).read_text(encoding="utf-8"))["why"]
    return ShelfState(newest=newest, number=len(backups), late=at - fresh > LATE, why=why)
