"""The machine is at fault: a page says so and what is safe, nothing saved is lost, the log holds no traceback and no data."""

import errno
import logging
import sqlite3
import uuid
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from solemate.web.diary.models import Rating
from solemate.web.faults import BUSY, DAMAGED, DISK, FULL, READ_ONLY, NotAFault, fault_of
from tests import cast
from tests.web.test_delete_and_undo import evening
from tests.web.test_every_address import make_session

RATE = "/check-in/2026-11-22/1/"


def client_of(person) -> Client:
    client = cast.signed_in(person)
    client.raise_request_exception = False
    return client


@contextmanager
def full():
    """No page more for the database: what SQLite itself says of a full disk."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=1073741823")


@contextmanager
def read_only():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=OFF")


@contextmanager
def locked():
    """Somebody else is writing and does not come to an end."""
    name = connection.get_connection_params()["database"]
    other = sqlite3.connect(name, uri=True, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM people_signinlink")
    yield
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("fault", "title"),
    [(full, "The disk is full"), (read_only, "The diary cannot be written"), (locked, "Solemate is busy")],
    ids=["full", "read only", "locked"],
)
def test_a_real_fault_is_a_page_in_words_and_nothing_saved_is_lost(ada, caplog, fault, title):
    client = client_of(ada)
    session = make_session(ada)
    evening(ada, 4)
    with fault():
        many = {"events": [event(number) for number in range(1, 400)]}  # more than the pages that are there can hold
        address = reverse("session-events", args=[session.id])
        answer = client.post(address, many, content_type="application/json")
        sent = client.post(address, many, content_type="application/json", headers={"Accept": "application/json"})
        rated = client.post(RATE, {"value": "9"}).status_code
        shown = client.get("/")
    assert shown.status_code == 200, "what is only shown is still shown"
    page = answer.content.decode()
    assert (answer.status_code, sent.status_code) == (503, 503), page
    assert title in page
    assert "This was not saved" in page
    assert "safe" in page
    assert int(answer["Retry-After"]) > 0
    assert "not yet been checked" in page, "the banner stands here too"
    assert sent.json() == {"error": title}
    # On a full disk there may still be room for a small row; what is acknowledged is kept, what is refused is not.
    values = sorted(rating.value for rating in Rating.objects.filter(person=ada))
    assert values == ([4, 9] if rated == 302 else [4])
    assert rated == 503 or fault is full
    assert not session.events.exists()
    printed = caplog.text
    assert "Traceback" not in printed
    for word in ("check-in", "sessions", "rating", "pain", str(ada.pk)):
        assert word not in printed, printed
    # And once it is over, all goes on.
    assert client.post(RATE, {"value": "9"}).status_code == 302


def event(number: int) -> dict[str, object]:
    return {
        "id": str(uuid.UUID(int=number, version=4)),
        "number": number,
        "kind": "proof",
        "position_ms": 0,
        "to_ms": None,
        "reason": "",
        "happened_at": "2026-11-22T09:30:00+00:00",
    }


@pytest.mark.django_db
def test_a_page_that_only_shows_says_that_nothing_is_lost(ada, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("solemate.web.practice.views.gates.look_at_all", broken)
    answer = client_of(ada).get("/")
    assert answer.status_code == 503
    assert "This was not saved" not in answer.content.decode()
    assert "cannot be shown" in answer.content.decode()


@pytest.mark.django_db
def test_a_full_disk_while_a_file_is_sent_is_the_same_page(ada, tmp_path, settings, monkeypatch):
    settings.DATA = tmp_path

    def no_room(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("solemate.web.keeping.export_views.new_file", no_room)
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client_of(ada).post(reverse("upload"), {"file": SimpleUploadedFile("a.zip", b"x")})
    assert answer.status_code == 503
    assert "The disk is full" in answer.content.decode()


@pytest.mark.django_db
def test_a_fault_of_the_code_keeps_its_own_page_and_its_traceback(ada, monkeypatch, caplog):
    def broken(*_: object, **__: object) -> None:
        raise KeyError("a mistake")

    monkeypatch.setattr("solemate.web.practice.views.gates.look_at_all", broken)
    answer = client_of(ada).get("/")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
    assert "Traceback" in caplog.text


def sqlite_error(statement: str, *, uri: str = ":memory:") -> sqlite3.Error:
    connection = sqlite3.connect(uri, uri=True)
    try:
        with pytest.raises(sqlite3.Error) as found:
            connection.executescript(statement)
        return found.value
    finally:
        connection.close()


def test_each_fault_is_told_by_what_sqlite_says(tmp_path):
    (tmp_path / "junk").write_bytes(b"no database at all" * 100)
    assert fault_of(sqlite_error("CREATE TABLE a (b)", uri=f"file:{tmp_path}/junk")) == DAMAGED
    assert fault_of(sqlite_error("SELECT 1 FROM a", uri="file:/no/such/folder/db?mode=memory")) is None
    assert fault_of(sqlite_error("PRAGMA query_only=ON; CREATE TABLE a (b)")) == READ_ONLY
    sqlite3.connect(tmp_path / "db").close()
    with pytest.raises(sqlite3.Error) as no_folder:
        sqlite3.connect(tmp_path / "none" / "db").execute("SELECT 1")
    assert fault_of(no_folder.value) == READ_ONLY


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, FULL),
        (errno.EROFS, READ_ONLY),
        (errno.EACCES, READ_ONLY),
        (errno.EIO, DISK),
        (errno.ENOENT, None),
    ],
)
def test_each_fault_is_told_by_what_the_system_says(number, fault):
    assert fault_of(OSError(number, "words")) == fault


def test_a_fault_is_found_behind_another_error():
    behind = OperationalError("attempt to write")
    behind.__cause__ = sqlite_error("PRAGMA query_only=ON; CREATE TABLE a (b)")
    assert fault_of(behind) == READ_ONLY
    assert fault_of(None) is None
    assert BUSY.wait < FULL.wait


def test_the_filter_lets_everything_else_through():
    def record(error: Exception | None) -> logging.LogRecord:
        info = (type(error), error, None) if error else None
        return logging.LogRecord("django.request", logging.ERROR, "", 1, "words", None, info)

    assert not NotAFault().filter(record(OSError(errno.ENOSPC, "full")))
    assert NotAFault().filter(record(KeyError("mistake")))
    assert NotAFault().filter(record(None))
