"""Faults of the machine, for real: a full disk, a diary that somebody else holds, a folder that can only be read.

A server of its own on a small disk of its own; writes that were acknowledged are counted afterwards in the database's file. Needs
`unshare` (util-linux) for the small disk, and either to be root or user namespaces. Prints one JSON line for each run.
"""

import http.client
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.server import ROOT, Server
from tests.visitor import Visitor
from tests.web.test_power_cut import begin_session

DISK_MB = 12
AFTER_FULL = 150  # writes tried on the full disk
MOMENT = "2026-11-22T09:30:00+00:00"


def main(names: list[str]) -> bool:
    """Do the runs named, or all; True where nothing acknowledged was lost and every refusal was a page in words."""
    runs = {"full-disk": full_disk, "locked": locked, "read-only": read_only}
    if names[:1] == ["in"]:  # a child of this program, which is not root
        print(json.dumps(runs[names[1]](Path(names[2]))))
        return True
    good = True
    for name, run in runs.items():
        if names and name not in names:
            continue
        with small_disk() as folder:
            found = unprivileged(name, folder) if name == "read-only" else run(folder)
        print(json.dumps({"run": name, **found}), flush=True)
        good = good and found["lost"] == found["doubled"] == found["tracebacks"] == found["without words"] == 0
    return good


@contextmanager
def small_disk() -> Iterator[Path]:
    """A folder on a disk of 12 MB, which ends with this process."""
    folder = Path(tempfile.mkdtemp(prefix="solemate-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=755", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


class Writer:
    """Sends events one by one; remembers which were acknowledged, and what was said of the others."""

    def __init__(self, visitor: Visitor, session: str) -> None:
        self.visitor, self.session = visitor, session
        self.acknowledged: list[str] = []
        self.answers: Counter[str] = Counter()
        self.number = 0

    def write(self) -> bool:
        """One event; True when it was acknowledged."""
        self.number += 1
        event = {
            "id": str(uuid.UUID(int=self.number, version=4)),
            "number": self.number,
            "kind": "proof" if self.number > 1 else "start",
            "position_ms": self.number * 10,
            "to_ms": None,
            "reason": "",
            "happened_at": MOMENT,
        }
        return self.answered(lambda: self.visitor.send(f"{self.session}events/", {"events": [event]}), event["id"])

    def answered(self, act: Callable[[], Any], name: str = "") -> bool:
        """What came of it: acknowledged, or a status with or without words."""
        try:
            act()
        except urllib.error.HTTPError as error:
            body = error.read().decode()
            words = (
                "The disk is full" in body or "busy" in body or "cannot be written" in body or "does not answer" in body
            )
            self.answers[f"{error.code}{'' if words else ' without words'}"] += 1
            return False
        except (OSError, http.client.HTTPException) as error:
            self.answers[type(error).__name__ + " without words"] += 1
            return False
        self.answers["acknowledged"] += 1
        if name:
            self.acknowledged.append(name)
        return True


def begun(folder: Path) -> tuple[Server, Writer]:
    server = Server(folder / "data")
    server.start()
    visitor = Visitor(server.base)
    visitor.patience = 60
    return server, Writer(visitor, begin_session(visitor, server.link))


def counted(server: Server, writer: Writer, *, printed: str = "") -> dict[str, Any]:
    """What the database's file holds, beside what was acknowledged; and what the log says."""
    printed = printed or server.output.read_text()  # before the end, which is not what is looked at
    server.stop()
    with closing(sqlite3.connect(server.data / "solemate.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored = [str(uuid.UUID(row[0])) for row in connection.execute("SELECT id FROM practice_sessionevent")]
    return {
        "answers": dict(sorted(writer.answers.items())),
        "lost": len(set(writer.acknowledged) - set(stored)),
        "doubled": len(stored) - len(set(stored)),
        "without words": sum(number for answer, number in writer.answers.items() if "without words" in answer),
        "tracebacks": printed.count("Traceback"),
        "log": sorted({line.split(" ", 3)[-1] for line in printed.splitlines() if " ERROR " in line and ": " in line}),
    }


def full_disk(folder: Path) -> dict[str, Any]:
    """Write until the disk is full, and 150 times more; make room; write again."""
    server, writer = begun(folder)
    for _ in range(50):
        writer.write()
    free = os.statvfs(folder)
    ballast = folder / "ballast"
    ballast.write_bytes(b"x" * (free.f_bavail * free.f_frsize - 400_000))
    while writer.write():
        pass
    for _ in range(AFTER_FULL):
        writer.write()
    day = writer.visitor.get("/").find("Today") >= 0
    writer.answered(lambda: writer.visitor.post("/more/backups/make/"))
    ballast.unlink()
    again = sum(writer.write() for _ in range(20))
    return counted(server, writer) | {"pages still open": day, "of 20 after room was made": again}


def locked(folder: Path) -> dict[str, Any]:
    """Somebody else holds the diary for longer than Solemate waits; then lets it go."""
    server, writer = begun(folder)
    for _ in range(20):
        writer.write()
    with closing(sqlite3.connect(server.data / "solemate.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        holding = threading.Thread(target=at_once, args=(writer,), kwargs={"tries": 4, "writes": 1})
        holding.start()
        time.sleep(1)
        reading = "Today" in writer.visitor.get("/")
        holding.join()
        waited = time.monotonic() - began
        other.execute("ROLLBACK")
    again = sum(writer.write() for _ in range(20))
    return counted(server, writer) | {
        "pages open meanwhile": reading,
        "waited s": round(waited, 1),
        "of 20 afterwards": again,
    }


def read_only(folder: Path) -> dict[str, Any]:
    """The folder and what is in it can only be read, by a server that is not root: in mid-run, and at the start."""
    server, writer = begun(folder)
    for _ in range(20):
        writer.write()
    for path in [*server.data.iterdir(), server.data]:
        if not path.is_dir() or path == server.data:
            os.chmod(path, 0o500 if path.is_dir() else 0o400)
    at_once(writer, tries=8, writes=10)
    writer.answered(lambda: writer.visitor.post("/more/backups/make/"))
    printed = server.output.read_text()
    server.stop()
    command = [sys.executable, "-m", "solemate", "serve", "--data", str(server.data), "--no-browser", "--port", "0"]
    start = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    os.chmod(server.data, 0o700)
    os.chmod(server.data / "solemate.sqlite3", 0o600)
    return counted(server, writer, printed=printed) | {
        "start refused with": start.returncode,
        "in lines": len(start.stderr.strip().splitlines()),
    }


def at_once(writer: Writer, *, tries: int, writes: int) -> None:
    """Several who write at the same time, so that threads come in that have not opened the diary yet."""
    others = [Writer(writer.visitor, writer.session) for _ in range(tries)]
    for number, one in enumerate(others, start=1):
        one.number = 1000 * number
    threads = [threading.Thread(target=lambda one=one: [one.write() for _ in range(writes)]) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in others:
        writer.answers += one.answers
        writer.acknowledged += one.acknowledged


def unprivileged(name: str, folder: Path) -> dict[str, Any]:
    """The run in a child for which permissions hold: root may write everywhere, unless it lacks this one right."""
    command = [sys.executable, "-m", "tests.verification.faults", "in", name, str(folder)]
    command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    raise SystemExit(0 if main(sys.argv[1:]) else 1)
