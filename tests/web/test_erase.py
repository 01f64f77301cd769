"""Deleting everything deletes: the rows, the files, and the very letters in the database's file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session as SignIn
from django.urls import reverse

from solemate.web.keeping.declared import our_models, persons_models
from solemate.web.people.access import rows_and_bin
from solemate.web.people.models import Account, Person
from tests import cast
from tests.server import Server
from tests.visitor import Visitor
from tests.web.test_delete_and_undo import one_of_each
from tests.web.test_power_cut import begin_session

SECRET = "Quuxworthy"


@pytest.mark.django_db
def test_two_taps_delete_every_row_and_nobody_elses(ada, ben, tmp_path: Path, settings):
    settings.DATA = tmp_path
    one_of_each(ada)
    one_of_each(ben)
    theirs = {model: rows_and_bin(ben, model).count() for model in persons_models()}
    client = cast.signed_in(ada)
    keep_signed_in = cast.signed_in(ben)
    page = client.get(reverse("erase")).content.decode()
    assert reverse("export-file") in page
    assert "Nothing is deleted yet" in client.post(reverse("erase")).content.decode()
    assert Person.objects.filter(pk=ada.pk).exists()
    answer = client.post(reverse("erase"), {"sure": "yes"})
    assert "It is gone" in answer.content.decode()
    for model in persons_models():
        assert not rows_and_bin(ada, model).exists(), model
    assert not Person.objects.filter(pk=ada.pk).exists()
    assert not Account.objects.filter(pk=ada.account_id).exists()
    assert {model: rows_and_bin(ben, model).count() for model in persons_models()} == theirs
    assert client.get("/")["Location"] == "/sign-in/"
    assert keep_signed_in.get("/").status_code == 200
    left = {sign_in.get_decoded().get("_auth_user_id") for sign_in in SignIn.objects.all()}
    assert left == {str(ben.account_id)}, "no sign-in of hers is left on any device"


def test_every_model_says_what_deletion_does_and_it_is_true():
    for model in our_models():
        said = vars(model)["ERASE"]
        if model in persons_models():
            assert said == "deleted with its person", model


def traces(folder: Path, *words: str) -> list[str]:
    """The files below a folder that hold one of `words`, as letters."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "static" not in path.parts:
            content = path.read_bytes()
            found += [f"{path.name}: {word}" for word in words if word.encode() in content]
    return found


def test_the_letters_are_no_longer_in_any_file(tmp_path: Path):
    """On a real folder with a real server: while it runs, and after it ended."""
    server = Server(tmp_path / "data")
    server.start()
    try:
        visitor = Visitor(server.base)
        begin_session(visitor, server.link)
        visitor.post("/more/clinician-ok/", technique="tennis-ball", clinician=f"Dr {SECRET}", given_on="2026-11-20")
        visitor.post("/more/backups/make/")
        with closing(sqlite3.connect(server.data / "solemate.sqlite3")) as connection:
            [person], [account] = (
                connection.execute("SELECT id FROM people_person").fetchone(),
                connection.execute("SELECT id FROM people_account").fetchone(),
            )
        words = (SECRET, "hand-lotion-massage", person, account)
        assert traces(server.data, *words), "they were there"
        visitor.post("/more/erase/", sure="yes")
        assert traces(server.data, *words) == []
        assert list((server.data / "backups").glob("*.zip")), "backups stay unless they were to go"
    finally:
        server.stop()
    assert traces(server.data, *words) == []


def test_the_backups_go_too_where_that_was_ticked(tmp_path: Path):
    server = Server(tmp_path / "data")
    server.start()
    try:
        visitor = Visitor(server.base)
        visitor.post(server.link.removeprefix(server.base))
        visitor.post("/more/backups/make/")
        (server.data / "replaced-20260101T000000Z").mkdir()
        visitor.post("/more/erase/", sure="yes", backups="on")
        assert not (server.data / "backups").exists()
        assert not list(server.data.glob("replaced-*"))
        assert "ask for a new link" not in visitor.get("/sign-in/")
    finally:
        server.stop()


def test_what_leaves_the_bin_leaves_the_file_too(tmp_path: Path):
    server = Server(tmp_path / "data")
    server.start()
    try:
        visitor = Visitor(server.base)
        visitor.post(server.link.removeprefix(server.base))
        visitor.post("/more/clinician-ok/", technique="tennis-ball", clinician=SECRET, given_on="2026-11-20")
        with closing(sqlite3.connect(server.data / "solemate.sqlite3")) as connection:
            [row] = connection.execute("SELECT id FROM people_clinicianok").fetchone()
        row = f"{row[:8]}-{row[8:12]}-{row[12:16]}-{row[16:20]}-{row[20:]}"
        visitor.post(f"/more/bin/clinicianok/{row}/delete/")
        assert traces(server.data, SECRET)
        visitor.post(f"/more/bin/clinicianok/{row}/for-good/")
        assert traces(server.data, SECRET) == []
    finally:
        server.stop()
