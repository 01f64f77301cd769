"""Files and folders, held and written so that nothing is lost: locks in, bytes on the disk out."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def hold(folder: Path, *, alone: bool) -> int:
    """Lock a folder, until the handle is closed or the process ends, however it ends; `alone`, or with others who are not.

    Raises:
        BlockingIOError: somebody holds it in a way that does not go together with this.
        OSError: it cannot be opened, or its disk knows no locks.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


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


def write_small_file(path: Path, text: str) -> None:
    """Write a file so that there is the old one or the new one, never half of one.

    Raises:
        OSError: it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with new_file(part) as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    sync(path.parent)
