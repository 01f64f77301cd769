"""`solemate restore`: what was saved comes back, what was there is kept, and cut off at any moment there is a whole diary."""

import os
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from solemate.web.backups import restore
from solemate.web.backups.disk import hold
from solemate.web.backups.restore import CannotRestore
from solemate.web.backups.sealed_file import verify_backup
from tests.moved_clock import START
from tests.server import Server
from tests.visitor import Visitor
from tests.web.backups.folders import (
    DATABASE,
    KEY,
    add_row,
    contents,
    everything,
    kill_at_random_moments,
    repack,
    start,
    with_database,
)
from tests.web.test_serve import solemate


def test_a_round_trip_gives_the_same_rows_and_the_same_key(good: Path, original: Path, tmp_path: Path):
    result = solemate("restore", str(good), "--data", str(tmp_path / "new" / "data"))
    assert result.returncode == 0, result.stderr
    assert everything(tmp_path / "new" / "data") == everything(original)
    assert {path.name for path in (tmp_path / "new" / "data").iterdir()} == {DATABASE, KEY}, "nothing was replaced"
    assert (tmp_path / "new" / "data" / KEY).read_bytes() == (original / KEY).read_bytes()
    for path in (tmp_path / "new" / "data").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new" / "data").stat().st_mode) == 0o700


def test_what_was_there_is_kept_with_what_only_its_log_held(good: Path, original: Path, data: Path):
    (data / KEY).write_text("another key")
    writer = (
        "import sqlite3, os, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode=WAL');"
        "c.execute(\"INSERT INTO people_signinlink (digest, created_at, expires_at) VALUES ('late', '', '')\");"
        "c.commit(); os._exit(0)"  # the power goes: the row is in the log alone
    )
    subprocess.run([sys.executable, "-c", writer, str(data / DATABASE)], check=True)
    assert (data / f"{DATABASE}-wal").stat().st_size
    result = solemate("restore", str(good), "--data", str(data))
    assert result.returncode == 0, result.stderr
    assert everything(data) == everything(original)
    [kept] = data.glob("replaced-*")
    assert str(kept) in result.stdout
    assert "late" in [row[1] for row in everything(kept)["people_signinlink"]]
    assert (kept / KEY).read_text() == "another key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700


def test_a_broken_diary_is_replaced_and_its_log_moves_along(good: Path, original: Path, data: Path):
    (data / DATABASE).write_bytes(b"not a database at all" * 500)
    for end in ("wal", "shm"):
        (data / f"{DATABASE}-{end}").write_bytes(end.encode())
    result = solemate("restore", str(good), "--data", str(data))
    assert result.returncode == 0, result.stderr
    assert everything(data) == everything(original)
    [kept] = data.glob("replaced-*")
    assert (kept / DATABASE).read_bytes() == b"not a database at all" * 500
    assert [(kept / f"{DATABASE}-{end}").read_bytes() for end in ("wal", "shm")] == [b"wal", b"shm"]


def test_a_log_without_its_diary_does_not_spoil_the_new_one(good: Path, original: Path, data: Path):
    (data / f"{DATABASE}-wal").write_bytes(b"stray")
    (data / DATABASE).unlink()
    assert solemate("restore", str(good), "--data", str(data)).returncode == 0
    assert everything(data) == everything(original)


def test_the_restored_folder_serves_and_the_old_sign_in_still_holds(tmp_path: Path):
    first = Server(tmp_path / "first")
    first.start()
    visitor = Visitor(first.base)
    visitor.post(first.link.removeprefix(first.base))
    file = tmp_path / "file"
    assert solemate("backup", str(file), "--data", str(first.data)).returncode == 0
    first.stop()
    assert solemate("restore", str(file), "--data", str(tmp_path / "second")).returncode == 0
    second = Server(tmp_path / "second")
    second.start()
    try:
        visitor.base = second.base  # cookies know no port
        assert "Today" in visitor.get("/")
        another = Visitor(second.base)
        another.post(second.link.removeprefix(second.base))
        assert "Today" in another.get("/")
    finally:
        second.stop()


def test_it_refuses_while_a_server_is_using_the_folder_and_not_once_that_is_killed(good: Path, tmp_path: Path):
    server = Server(tmp_path / "data")
    server.start()
    visitor = Visitor(server.base)
    visitor.post(server.link.removeprefix(server.base))
    before = everything(server.data)
    result = solemate("restore", str(good), "--data", str(server.data))
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (1, 1)
    assert "running" in result.stderr
    assert everything(server.data) == before
    (tmp_path / "bad").write_bytes(b"bad")
    assert solemate("restore", str(tmp_path / "bad"), "--data", str(server.data)).returncode == 2
    server.kill()
    assert solemate("restore", str(good), "--data", str(server.data)).returncode == 0


def test_it_refuses_while_any_other_program_has_the_diary_open(good: Path, data: Path):
    # In a process of its own: reading the file here would let go of the locks that this process holds on it.
    shell = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode=WAL');"
        "print(c.execute('SELECT count(*) FROM people_person').fetchone(), flush=True); input()"
    )
    command = [sys.executable, "-c", shell, str(data / DATABASE)]
    before = everything(data)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        result = solemate("restore", str(good), "--data", str(data))
        assert (result.returncode, len(result.stderr.strip().splitlines())) == (1, 1)
        process.communicate(b"\n")
    assert everything(data) == before
    assert not list(data.glob("replaced-*"))


def test_no_server_starts_and_no_backup_begins_during_a_restore(data: Path, tmp_path: Path):
    handle = hold(data, alone=True)
    try:
        for words in (("serve", "--no-browser"), ("link",), ("backup", str(tmp_path / "file"))):
            result = solemate(*words, "--data", str(data))
            assert (result.returncode, len(result.stderr.strip().splitlines())) == (1, 1), words
    finally:
        os.close(handle)


def test_an_older_diary_is_brought_up_to_date(good: Path, tmp_path: Path):
    undone = "DELETE FROM django_migrations WHERE app = 'auth' AND name LIKE '0012%'"  # it changes no table

    def older(parts, manifest):
        with_database(parts, undone)
        manifest["counts"]["django_migrations"] -= 1

    file = repack(good, tmp_path / "older", older)
    assert solemate("restore", str(file), "--data", str(tmp_path / "data")).returncode == 0
    rows = everything(tmp_path / "data")["django_migrations"]
    assert len(rows) == verify_backup(good).counts["django_migrations"]


def test_a_newer_diary_is_refused(good: Path, data: Path, tmp_path: Path):
    def newer(parts, manifest):
        with_database(parts, "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_later', '')")
        manifest["counts"]["django_migrations"] += 1

    file = repack(good, tmp_path / "newer", newer)
    before = contents(data)
    result = solemate("restore", str(file), "--data", str(data))
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (2, 1)
    assert "newer Solemate" in result.stderr
    assert contents(data) == before


def test_killed_while_restoring_there_is_a_whole_diary_the_old_or_the_new(good: Path, data: Path, original: Path):
    add_row(data, "old")
    old, new = everything(data), everything(original)
    began = time.monotonic()
    assert start("restore", good, "--data", data.with_name("measured")).wait(30) == 0
    seconds = time.monotonic() - began
    for _ in kill_at_random_moments(seconds, 7, "restore", good, "--data", data):
        assert everything(data) in (old, new)
    assert solemate("restore", str(good), "--data", str(data)).returncode == 0
    assert everything(data) == new
    assert old in [everything(kept) for kept in data.glob("replaced-*") if (kept / DATABASE).exists()]
    assert not (data / "restore-under-way").exists()


@pytest.mark.parametrize("step", range(8))
def test_cut_off_at_any_rename_or_sync_there_is_a_whole_diary(
    good: Path, data: Path, original: Path, monkeypatch: pytest.MonkeyPatch, step: int
):
    """The last part, which takes no time: each call that reaches the disk fails in turn."""
    add_row(data, "old")
    old, new = everything(data), everything(original)
    done = []
    real = {name: getattr(os, name) for name in ("replace", "link", "fsync")}

    def counted(name: str):
        def call(*words):
            done.append(name)
            if len(done) == step + 1:
                raise OSError(5, "Input/output error")
            return real[name](*words)

        return call

    monkeypatch.setattr(restore, "bring_up_to_date", lambda room: None)  # it sets Django up, which the tests did
    for name in real:
        monkeypatch.setattr(restore.os, name, counted(name))
    with suppress(CannotRestore):
        restore.restore(good, data, at=START)
    monkeypatch.undo()
    assert everything(data) in (old, new)
    if everything(data) == new:
        assert everything(data / "replaced-20261122T093000Z") == old
