"""Compiles the engine's loops before anybody asks for a finding: once on a machine, in a process that stands back.

In: nothing. Out: the compiled loops in their folder (`code_folder`), for every process after. Compiling takes about half a
minute of one processor, and whoever opens a finding first would wait for it. The process is the politest the machine
knows, writes to nobody, and ends when it is done or when whoever began it is gone. Stopped halfway, the next start goes on
where it ended. Where no folder can be written, or all is there already, nothing begins.
"""

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from solemate.nof1 import code_folder

LOOK = 0.5  # seconds between looks whether the beginner is still there


def begin() -> threading.Thread | None:
    """Begin in the background, where there is anything to do. Returns at once; the thread only waits for the process."""
    place = code_folder.folder()
    if place is None or code_folder.is_ready(place):
        return None
    words = [sys.executable, "-m", "solemate.nof1.warm_up", str(os.getpid())]

    def run() -> None:
        nowhere = subprocess.DEVNULL
        with contextlib.suppress(OSError):  # no room for another process: a finding compiles what it needs
            subprocess.run(words, stdin=nowhere, stdout=nowhere, stderr=nowhere, check=False)  # noqa: S603  our own

    thread = threading.Thread(target=run, name="warm-up", daemon=True)
    thread.start()
    return thread


def main(beginner: int) -> int:
    """Compile for process `beginner`, as long as it lives."""
    if hasattr(os, "nice"):
        os.nice(19)
    threading.Thread(target=_end_with, args=(beginner,), daemon=True).start()
    place = code_folder.folder()
    if place is None or not _alone(Path(place)):
        return 0
    if not code_folder.is_ready(place):
        compile_all()
        code_folder.say_ready(place)
    return 0


def compile_all() -> None:
    """One short trial of each kind: every loop is compiled for the types it is called with."""
    from solemate import nof1

    rating = [2 + day * day % 5 for day in range(28)]
    nof1.analyse(range(28), ["a", "a", "b", "b"] * 7, rating, reference="a")
    nof1.analyse_sides(range(28), ["left", "right"] * 14, rating, rating[::-1])


def _end_with(beginner: int) -> None:
    while os.getppid() == beginner:
        time.sleep(LOOK)
    os._exit(0)  # the folder stays whole: files come into it complete, by another name first


def _alone(place: Path) -> bool:
    """Whether no other process is at it; until this one ends."""
    try:
        import fcntl
    except ImportError:  # a system without such locks: two of them do no harm
        return True
    held = os.open(place / "busy", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1])))
