"""A file that is no whole backup changes nothing, and one line says why."""

import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solemate.care.bad_input import BadInput
from solemate.web.backups import restore, sealed_file
from solemate.web.backups.sealed_file import verify_backup
from tests.moved_clock import START
from tests.web.backups.folders import (
    DATABASE,
    contents,
    repack,
    reseal,
)
from tests.web.test_serve import solemate


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
    content = bytearray(good.read_bytes()[: -sealed_file.SEAL])
    near = where.draw(st.sampled_from([400, len(content)]))  # the zip's own table is at the end
    for place, mask in changes:
        content[-1 - place % near] ^= mask
    file = tmp_path / "file"
    file.write_bytes(bytes(content) + b"0" * sealed_file.SEAL)
    file.write_bytes(bytes(content) + sealed_file.seal_of(file).encode())
    report = verify_backup(file)
    assert report.problems or report.counts == verify_backup(good).counts


@harm
@given(said=st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda more: st.lists(more) | st.dictionaries(
    st.sampled_from(["format", "made_at", "parts", "counts", "solemate", DATABASE, "bytes"]), more), max_leaves=8))  # fmt: skip
def test_any_other_manifest_is_refused(said):
    with pytest.raises(sealed_file.BadBackup):
        sealed_file.read_manifest(json.dumps(said).encode())


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
    monkeypatch.setattr(sealed_file, "LARGEST", 1000)
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
