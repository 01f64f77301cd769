"""Loops compiled ahead: once, by a process that stands back, and nowhere that cannot be written."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from solemate.nof1 import code_folder, compiled, warm_up


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for compiled loops."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    code_folder.folder.cache_clear()
    found = code_folder.folder()
    assert found
    assert Path(found).parent == tmp_path
    yield Path(found)
    monkeypatch.undo()
    code_folder.folder.cache_clear()


def test_what_is_ready_is_not_begun(place: Path):
    assert not code_folder.is_ready(str(place))
    code_folder.say_ready(str(place))
    assert code_folder.is_ready(str(place))
    assert warm_up.begin() is None


def test_another_numba_is_not_ready(place: Path, monkeypatch: pytest.MonkeyPatch):
    code_folder.say_ready(str(place))
    monkeypatch.setattr(code_folder, "version", lambda name: "999")
    assert not code_folder.is_ready(str(place))


def test_it_compiles_once_and_says_so(place: Path, monkeypatch: pytest.MonkeyPatch):
    done = []
    monkeypatch.setattr(warm_up, "compile_all", lambda: done.append(1))
    monkeypatch.setattr(os, "nice", lambda _: 0)
    assert warm_up.main(os.getppid()) == warm_up.main(os.getppid()) == 0
    assert done == [1]
    assert code_folder.is_ready(str(place))


def test_it_ends_with_whoever_began_it(place: Path):
    """The beginner is killed while it compiles: half a minute of work, and it is gone within a few seconds."""
    script = "import os, time; from solemate.nof1 import warm_up; warm_up.begin(); print(os.getpid(), flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as beginner:
        beginner.stdout.readline()
        busy = place / "busy"
        until = time.monotonic() + 30
        while not busy.exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert busy.exists(), "it began"
        beginner.kill()
    while not warm_up._alone(place) and time.monotonic() < until:
        time.sleep(0.05)
    assert time.monotonic() < until, "nobody is at it any more"
    assert not code_folder.is_ready(str(place))


def test_where_nothing_can_be_written_everything_works(monkeypatch: pytest.MonkeyPatch):
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    code_folder.folder.cache_clear()
    monkeypatch.setattr(tempfile, "TemporaryFile", read_only)
    try:
        assert code_folder.folder() is None
        assert warm_up.begin() is None
        assert compiled.compiled(lambda x: x + 1.5)(2) == 3.5
    finally:
        monkeypatch.undo()
        code_folder.folder.cache_clear()
