"""`solemate backup`: all that was acknowledged before is in the file, and an older file goes only for a good new one."""

import os
import random
import shutil
import sqlite3
import stat
import threading
import time
import uuid
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from solemate.care.bad_input import BadInput
from solemate.web.backups import back_up as backup
from solemate.web.backups import disk
from solemate.web.backups.back_up import CannotBackUp, back_up
from solemate.web.backups.sealed_file import verify_backup
from tests.moved_clock import START
from tests.server import Server
from tests.visitor import Visitor
from tests.web.backups.folders import (
    DATABASE,
    KEY,
    KILLS,
    add_row,
    contents,
    everything,
    kill_at_random_moments,
    start,
)
from tests.web.test_power_cut import begin_session
from tests.web.test_serve import solemate


def test_a_backup_from_a_running_server_holds_all_that_was_acknowledged_before(tmp_path: Path):
    server = Server(tmp_path / "data")
    server.start()
    visitor = Visitor(server.base)
    session = begin_session(visitor, server.link)
    acknowledged: list[str] = []
    stop = threading.Event()
    problems: list[BaseException] = []

    def keep_writing() -> None:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                event = {
                    "id": str(uuid.UUID(int=number, version=4)),
                    "number": number,
                    "kind": "proof" if number > 1 else "start",
                    "position_ms": number * 10,
                    "to_ms": None,
                    "reason": "",
                    "happened_at": datetime.now(UTC).isoformat(),
                }
                visitor.send(f"{session}events/", {"events": [event]})
                acknowledged.append(uuid.UUID(event["id"]).hex)
        except BaseException as problem:  # a thread's failure must fail the test
            problems.append(problem)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        file = tmp_path / "everything.solemate"
        for _ in range(3):
            time.sleep(0.3)
            before = list(acknowledged)
            result = solemate("backup", str(file), "--data", str(server.data))
            after = list(acknowledged)
            assert result.returncode == 0, result.stderr
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert verify_backup(file).problems == ()
            shutil.rmtree(tmp_path / "out", ignore_errors=True)
            with zipfile.ZipFile(file) as archive:
                archive.extractall(tmp_path / "out")
            held = [row[0] for row in everything(tmp_path / "out")["practice_sessionevent"]]
            assert before
            assert set(before) <= set(held)
            assert len(held) == len(set(held))
            assert len(after) > len(before), "it could go on writing"
    finally:
        stop.set()
        writer.join(10)
        server.stop()
    assert not problems, problems
    assert not [name for name in contents(tmp_path) if "under-way" in name or ".part" in name]


def test_the_same_data_at_the_same_time_gives_the_same_bytes(data: Path, tmp_path: Path):
    for name in ("one", "two"):
        back_up(data, tmp_path / name, made_at=START)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_report_says_when_and_how_many_and_that_nothing_is_wrong(good: Path, original: Path):
    report = verify_backup(good)
    assert (report.made_at, report.problems) == (START, ())
    assert report.counts == {table: len(rows) for table, rows in everything(original).items()}
    assert [path.name for path in good.parent.iterdir()] == [good.name], "nothing is left beside it"


def test_a_folder_without_a_key_is_backed_up_all_the_same(data: Path, tmp_path: Path):
    (data / KEY).unlink()
    report = back_up(data, tmp_path / "file", made_at=START)
    assert report.problems == ()


@pytest.mark.parametrize("case", ["no data", "a folder", "no such folder", "the diary itself", "the key itself"])
def test_a_wrong_place_is_one_line_and_2_and_changes_nothing(data: Path, tmp_path: Path, case: str):
    (tmp_path / "empty").mkdir()
    file, folder = {
        "no data": (tmp_path / "file", tmp_path / "empty"),
        "a folder": (tmp_path / "empty", data),
        "no such folder": (tmp_path / "none" / "file", data),
        "the diary itself": (data / DATABASE, data),
        "the key itself": (data / KEY, data),
    }[case]
    before = contents(tmp_path)
    result = solemate("backup", str(file), "--data", str(folder))
    assert (result.returncode, len(result.stderr.strip().splitlines()), result.stdout) == (2, 1, "")
    assert contents(tmp_path) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_bad_input(data: Path, tmp_path: Path):
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(BadInput):
        back_up(data, tmp_path / "locked" / "file", made_at=START)


def test_a_damaged_diary_does_not_replace_the_backup_of_the_whole_one(data: Path, tmp_path: Path):
    file = tmp_path / "file"
    back_up(data, file, made_at=START)
    before = file.read_bytes()
    content = bytearray((data / DATABASE).read_bytes())
    for page in range(4096 * 3, len(content), 4096):
        content[page : page + 40] = b"\xaa" * 40
    (data / DATABASE).write_bytes(content)
    with pytest.raises(CannotBackUp) as reason:
        back_up(data, file, made_at=START)
    assert "\n" not in str(reason.value)
    assert file.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"data", "file"}


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_backup(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str):
    file = tmp_path / "file"
    back_up(data, file, made_at=START)
    before = contents(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    add_row(data, "new")
    before = contents(tmp_path)
    monkeypatch.setattr(backup.os, step, full)
    with pytest.raises(CannotBackUp, match="No space left"):
        back_up(data, file, made_at=START)
    assert contents(tmp_path) == before


def test_two_backups_of_one_folder_do_not_meet(data: Path, tmp_path: Path):
    with disk.scratch(data / "backup-under-way"), pytest.raises(CannotBackUp, match="another backup"):
        back_up(data, tmp_path / "file", made_at=START)
    back_up(data, tmp_path / "file", made_at=START)


def test_killed_while_backing_up_it_leaves_the_old_backup(data: Path, tmp_path: Path):
    with closing(sqlite3.connect(data / DATABASE)) as connection, connection:
        connection.execute("CREATE TABLE much (text TEXT)")
        rows = [(random.Random(number).randbytes(50_000).hex(),) for number in range(200)]
        connection.executemany("INSERT INTO much VALUES (?)", rows)
    file = tmp_path / "file"
    began = time.monotonic()
    assert start("backup", file, "--data", data).wait(30) == 0
    seconds = time.monotonic() - began
    reports = 0
    before = everything(data)
    for _ in kill_at_random_moments(seconds, 20261122, "backup", file, "--data", data):
        report = verify_backup(file)
        assert report.problems == ()
        reports += report.made_at is not None
    assert reports == KILLS
    assert everything(data) == before
    assert start("backup", file, "--data", data).wait(30) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"data", "file"}, "and the next one tidies up"
    assert not (data / "backup-under-way").exists()
