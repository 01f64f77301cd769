"""The drill: a backup in; put back into a folder of its own by the very command one would use, opened, counted, thrown away.

What it proves is kept beside the backups, so that a page can say when it was last tried.
"""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from solemate.web.backups.database_file import DATABASE, DamagedDatabase, check_rows, row_counts
from solemate.web.backups.disk import scratch, write_small_file
from solemate.web.backups.sealed_file import verify_backup
from solemate.web.backups.shelf import SHELF, Backup

LAST_DRILL = "last-drill.json"
LONGEST = 300  # seconds
GROWS = {"django_migrations"}  # a restore brings an older diary up to date

Failed = Literal["", "damaged", "not-restored", "not-opened"]


class DrillNotRun(Exception):
    """Nothing was learned about the backup: there was no room, or another drill is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """What one drill found. `failed` is empty when all went well; counts are rows of each table."""

    tried_at: datetime
    made_at: datetime | None
    seconds: float
    failed: Failed
    counts: Mapping[str, int]  # in the backup, once it was put back
    now: Mapping[str, int]  # in the diary, at the time of the drill

    @property
    def rows(self) -> int:
        """All rows that came back."""
        return sum(self.counts.values())


def try_backup(data: Path, backup: Backup, *, at: datetime) -> Drill:
    """Put a backup back into an empty folder, open it, and count. The diary itself is only looked at.

    Raises:
        DrillNotRun: no room, or another drill is under way.
    """
    began = time.monotonic()
    try:
        with scratch(data / "drill-under-way") as room:
            failed, counts = put_back_and_count(backup.file, room)
    except BlockingIOError:
        raise DrillNotRun("busy") from None
    except OSError as error:
        raise DrillNotRun(error.strerror or str(error)) from None
    drill = Drill(
        tried_at=at,
        made_at=backup.made_at,
        seconds=round(time.monotonic() - began, 1),
        failed=failed,
        counts=counts,
        now=counts_now(data),
    )
    said = asdict(drill) | {"tried_at": at.isoformat(), "made_at": backup.made_at.isoformat()}
    with suppress(OSError):  # what was proved stands, also where it cannot be written down
        write_small_file(data / SHELF / LAST_DRILL, json.dumps(said))
    return drill


def put_back_and_count(file: Path, room: Path) -> tuple[Failed, dict[str, int]]:
    """Why it failed, if it did, and the rows of each table.

    Raises:
        OSError: there is no space.
    """
    report = verify_backup(file, scratch=room)
    if report.problems:
        return "damaged", {}
    command = [sys.executable, "-m", "solemate", "restore", str(file), "--data", str(room / "data")]
    quiet = {
        name: value for name, value in os.environ.items() if name not in ("SOLEMATE_DATA", "DJANGO_SETTINGS_MODULE")
    }
    try:
        done = subprocess.run(command, capture_output=True, env=quiet, timeout=LONGEST, check=False)  # noqa: S603  our own
    except subprocess.TimeoutExpired:
        return "not-restored", {}
    if done.returncode != 0:
        return "not-restored", {}
    try:
        counts = check_rows(room / "data" / DATABASE)
    except DamagedDatabase:
        return "not-opened", {}
    same = all(counts.get(table) == rows for table, rows in report.counts.items() if table not in GROWS)
    return ("" if same else "not-opened"), counts


def counts_now(data: Path) -> dict[str, int]:
    """The rows of each table of the diary in use; empty where it cannot be looked at just now."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{(data / DATABASE).as_uri()}?mode=ro", uri=True, timeout=2)) as connection,
    ):
        return row_counts(connection)
    return {}


def last_drill(data: Path) -> Drill | None:
    """What the last drill found; None where none was ever run."""
    try:
        said: dict[str, Any] = json.loads((data / SHELF / LAST_DRILL).read_text(encoding="utf-8"))
        said["tried_at"] = datetime.fromisoformat(said["tried_at"])
        said["made_at"] = datetime.fromisoformat(said["made_at"])
        return Drill(**said)
    except (OSError, ValueError, KeyError, TypeError):
        return None
