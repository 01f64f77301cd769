"""`solemate backup` and `solemate restore`: what was saved comes back, whatever else happens; a bad file changes nothing."""

import json
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import zipfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solemate.care.bad_input import BadInput
from solemate.web import backup, restore
from solemate.web.backup import CannotBackUp, back_up, verify_backup
from solemate.web.restore import CannotRestore
from solemate.web.server import hold
from tests.moved_clock import START
from tests.server import ROOT, Server
from tests.visitor import Visitor
from tests.web.test_power_cut import begin_session
from tests.web.test_serve import solemate

DATABASE, KEY = "solemate.sqlite3", "secret-key"
KILLS = 6


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a person, answers and a session in it; nobody is using it. Only to be copied."""
    server = Server(tmp_path_factory.mktemp("original") / "data")
    server.start()
    try:
        begin_session(Visitor(server.base), server.link)
    finally:
        server.stop()
    return server.data


@pytest.fixture
def data(original: Path, tmp_path: Path) -> Path:
    shutil.copytree(original, tmp_path / "data", ignore=shutil.ignore_patterns("static"))
    return tmp_path / "data"


@pytest.fixture(scope="module")
def good(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of `original`. Only to be read."""
    file = tmp_path_factory.mktemp("good") / "good.solemate"
    back_up(original, file, made_at=START)
    return file


def everything(data: Path) -> dict[str, list[tuple]]:
    """Every row of every table of the folder's database."""
    with closing(sqlite3.connect(f"{(data / DATABASE).as_uri()}?mode=rw", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in sorted(tables)}


def add_row(data: Path, digest: str) -> None:
    with closing(sqlite3.connect(data / DATABASE)) as connection, connection:
        values = (digest, "2026-11-22", "2026-11-22")
        connection.execute("INSERT INTO people_signinlink (digest, created_at, expires_at) VALUES (?, ?, ?)", values)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and every empty folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if path.is_file() or not any(path.iterdir())
    }


def start(*words: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "solemate", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_at_random_moments(seconds: float, seed: int, *words: str | Path):
    """Run a command again and again, and kill it at a moment within `seconds`; yields after each."""
    chance = random.Random(seed)
    for _ in range(KILLS):
        process = start(*words)
        time.sleep(seconds * chance.uniform(0.2, 1))
        process.kill()
        process.wait(10)
        yield


def reseal(file: Path) -> Path:
    """Give a zip the comment that makes it whole in the eyes of Solemate: only who means harm does that."""
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"0" * restore.SEAL
    with file.open("r+b") as target:
        digest = restore.seal_of(file)
        target.seek(-restore.SEAL, os.SEEK_END)
        target.write(digest.encode())
    return file


def repack(good: Path, file: Path, change) -> Path:
    """Take a backup apart, let `change(parts, manifest)` spoil it, and seal it again. Hashes and sizes follow the parts."""
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    later = change(parts, manifest)
    for name, content in parts.items():
        manifest["parts"][name] = {"bytes": len(content), "sha256": restore.hashlib.sha256(content).hexdigest()}
    if later:
        later(manifest)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, content in parts.items():
            archive.writestr(name, content)
    return reseal(file)


def with_database(parts: dict[str, bytes], *statements: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        path.write_bytes(parts[DATABASE])
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)
        parts[DATABASE] = path.read_bytes()


# Backing up


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
    with restore.scratch(data / "backup-under-way"), pytest.raises(CannotBackUp, match="another backup"):
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


# Putting it back


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


# Bad files


def refuse_to_restore(file: Path, data: Path) -> str:
    before = contents(data)
    with pytest.raises(BadInput) as reason:
        restore.restore(file, data, at=START)
    assert contents(data) == before
    line = str(reason.value)
    assert "\n" not in line
    assert str(file) in line
    assert verify_backup(file).problems
    return line


harm = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@harm
@given(content=st.binary(max_size=2000))
def test_random_bytes_are_refused(data: Path, tmp_path: Path, content: bytes):
    (tmp_path / "file").write_bytes(content)
    refuse_to_restore(tmp_path / "file", data)


@harm
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_short_is_refused(good: Path, data: Path, tmp_path: Path, share: float):
    content = good.read_bytes()
    (tmp_path / "file").write_bytes(content[: int(len(content) * share)])
    refuse_to_restore(tmp_path / "file", data)


@harm
@given(share=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
def test_a_changed_byte_anywhere_is_refused(good: Path, data: Path, tmp_path: Path, share: float, mask: int):
    content = bytearray(good.read_bytes())
    content[int(len(content) * share)] ^= mask
    (tmp_path / "file").write_bytes(content)
    refuse_to_restore(tmp_path / "file", data)


@harm
@given(changes=st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 255)), min_size=1, max_size=4), where=st.data())
def test_changed_bytes_under_a_new_seal_are_refused_or_do_no_harm(good: Path, tmp_path: Path, changes, where):
    """Past the seal, the zip and the manifest hold by themselves: one line, or the very same parts."""
    content = bytearray(good.read_bytes()[: -restore.SEAL])
    near = where.draw(st.sampled_from([400, len(content)]))  # the zip's own table is at the end
    for place, mask in changes:
        content[-1 - place % near] ^= mask
    file = tmp_path / "file"
    file.write_bytes(bytes(content) + b"0" * restore.SEAL)
    file.write_bytes(bytes(content) + restore.seal_of(file).encode())
    report = verify_backup(file)
    assert report.problems or report.counts == verify_backup(good).counts


@harm
@given(said=st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda more: st.lists(more) | st.dictionaries(
    st.sampled_from(["format", "made_at", "parts", "counts", "solemate", DATABASE, "bytes"]), more), max_leaves=8))  # fmt: skip
def test_any_other_manifest_is_refused(said):
    with pytest.raises(restore.BadBackup):
        restore.read_manifest(json.dumps(said).encode())


def foreign(parts, manifest):
    with tempfile.TemporaryDirectory() as folder:
        with closing(sqlite3.connect(Path(folder) / "db")) as connection, connection:
            connection.execute("CREATE TABLE songs (name)")
        parts[DATABASE] = (Path(folder) / "db").read_bytes()
    manifest["counts"] = {"songs": 0}


def damaged(parts, manifest):
    content = bytearray(parts[DATABASE])
    for page in range(4096 * 3, len(content), 4096):
        content[page : page + 40] = b"\xaa" * 40
    parts[DATABASE] = bytes(content)


def path_traversing(parts, manifest):
    parts["../escaped"] = b"escaped"


def absolute_path(parts, manifest):
    parts["/tmp/escaped"] = b"escaped"


def unnamed(parts, manifest):
    parts["more"] = b"more"
    return lambda manifest: manifest["parts"].pop("more")


def without_database(parts, manifest):
    del parts[DATABASE], manifest["parts"][DATABASE]


def one_row_less(parts, manifest):
    manifest["counts"]["people_person"] -= 1


def one_table_less(parts, manifest):
    del manifest["counts"]["people_person"]


def other_hash(parts, manifest):
    return lambda manifest: manifest["parts"][DATABASE].__setitem__("sha256", "0" * 64)


def other_size(parts, manifest):
    return lambda manifest: manifest["parts"][DATABASE].__setitem__("bytes", 5)


def other_format(parts, manifest):
    manifest["format"] = 2


def no_day(parts, manifest):
    manifest["made_at"] = "2026-11-22T09:30:00"


SPOILED = [foreign, damaged, path_traversing, absolute_path, unnamed, without_database, one_row_less, one_table_less]
SPOILED += [other_hash, other_size, other_format, no_day]


@pytest.mark.parametrize("change", SPOILED, ids=lambda change: change.__name__)
def test_a_spoiled_backup_under_a_good_seal_is_refused(good: Path, data: Path, tmp_path: Path, change):
    (tmp_path / "in").mkdir()
    refuse_to_restore(repack(good, tmp_path / "in" / "file", change), data)
    assert {path.name for path in tmp_path.iterdir()} == {"data", "in"}


def test_a_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    good: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(restore, "LARGEST", 1000)
    assert "larger" in refuse_to_restore(repack(good, tmp_path / "file", lambda parts, manifest: None), data)


def test_a_zip_that_unpacks_to_more_than_it_says_is_refused(good: Path, data: Path, tmp_path: Path):
    """A bomb: the table of the zip and the manifest say 64 bytes, the stream holds ten million."""

    def bomb(parts, manifest):
        parts[DATABASE] = b"\0" * 10_000_000
        return lambda manifest: manifest["parts"][DATABASE].__setitem__("bytes", 64)

    file = repack(good, tmp_path / "file", bomb)
    content = file.read_bytes().replace((10_000_000).to_bytes(4, "little"), (64).to_bytes(4, "little"))
    file.write_bytes(content)
    refuse_to_restore(reseal(file), data)


@pytest.mark.parametrize("case", ["empty", "junk", "a folder", "none", "a zip of something else"])
def test_a_bad_file_is_one_line_and_2_and_makes_no_folder(tmp_path: Path, case: str):
    file = tmp_path / "file"
    if case == "a folder":
        file.mkdir()
    elif case == "a zip of something else":
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("letter.txt", "Dear Ada")
    elif case != "none":
        file.write_bytes(b"" if case == "empty" else b"junk\n" * 100)
    before = contents(tmp_path)
    result = solemate("restore", str(file), "--data", str(tmp_path / "new" / "data"))
    assert (result.returncode, len(result.stderr.strip().splitlines()), result.stdout) == (2, 1, "")
    assert str(file) in result.stderr
    assert contents(tmp_path) == before


def test_looking_into_what_is_not_there_is_a_problem_and_no_error(tmp_path: Path):
    assert verify_backup(tmp_path / "none").problems
    assert verify_backup(tmp_path).problems
