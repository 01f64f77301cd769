"""A backup is made each day by itself, checked, and kept for 30 days at most; the drill proves that the last one works."""

import itertools
import os
import re
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from solemate.web.backups import drill, shelf
from solemate.web.backups.back_up import CannotBackUp
from solemate.web.backups.sealed_file import verify_backup
from solemate.web.backups.shelf import Backup, backups_of, is_due, no_longer_kept, shelve, state_of
from solemate.web.keeping import daily
from tests import cast, moved_clock
from tests.moved_clock import START
from tests.web.backups.folders import DATABASE, add_row, everything


def on_shelf(ages: list[timedelta]) -> list[Backup]:
    return [Backup(file=Path(str(number)), made_at=START - age) for number, age in enumerate(sorted(ages))]


@given(ages=st.lists(st.timedeltas(timedelta(0), timedelta(days=90)), min_size=1, max_size=60))
def test_the_newest_stays_nothing_is_kept_over_30_days_and_never_more_than_13(ages):
    backups = on_shelf(ages)
    gone = no_longer_kept(backups, at=START)
    stay = [backup for backup in backups if backup not in gone]
    assert stay[0] == backups[0]
    assert all(START - backup.made_at <= timedelta(days=30) for backup in stay[1:])
    assert len(stay) <= 13
    for backup in backups:  # whoever looks back a week finds a backup of each day that had one
        if START - backup.made_at <= timedelta(days=7):
            assert any(other.made_at.date() == backup.made_at.date() for other in stay)


def test_run_day_by_day_there_is_one_of_each_of_the_last_days_and_of_each_week():
    backups: list[Backup] = []
    for day in range(100):
        at = START + timedelta(days=day)
        backups = [Backup(file=Path(str(day)), made_at=at), *backups]
        gone = no_longer_kept(backups, at=at)
        backups = [backup for backup in backups if backup not in gone]
    ages = [(at - backup.made_at).days for backup in backups]
    assert ages[:8] == list(range(8))
    assert all(after - before <= 7 for before, after in itertools.pairwise(ages))
    assert 20 < ages[-1] <= 30


def test_one_is_made_when_it_is_due_checked_and_not_again_the_same_day(data: Path):
    daily.back_up_when_due(data, at=START)
    daily.back_up_when_due(data, at=START + timedelta(hours=23))
    [made] = backups_of(data)
    assert made.made_at == START
    assert verify_backup(made.file).problems == ()
    assert not is_due(data, at=START - timedelta(hours=3)), "a clock put back a little makes no second one"
    daily.back_up_when_due(data, at=START + timedelta(hours=24))
    assert len(backups_of(data)) == 2


def test_a_failure_is_remembered_until_one_went_well(data: Path, monkeypatch: pytest.MonkeyPatch, caplog):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    shelve(data, at=START)
    monkeypatch.setattr(os, "replace", full)
    daily.back_up_when_due(data, at=START + timedelta(days=1))
    monkeypatch.undo()
    assert [backup.made_at for backup in backups_of(data)] == [START], "the older one stays"
    assert caplog.messages == ["no backup was made today: full"]
    # Even the note could not be written; then the age of the newest one says it.
    assert state_of(data, at=START + timedelta(days=2), since=START).late
    shelve(data, at=START + timedelta(days=2))
    state = state_of(data, at=START + timedelta(days=2), since=START)
    assert (state.late, state.why, state.number) == (False, None, 2)


def test_a_damaged_diary_is_said_and_the_older_backups_stay(data: Path):
    shelve(data, at=START)
    content = bytearray((data / DATABASE).read_bytes())
    for page in range(4096 * 3, len(content), 4096):
        content[page : page + 40] = b"\xaa" * 40
    (data / DATABASE).write_bytes(content)
    with pytest.raises(CannotBackUp):
        shelve(data, at=START + timedelta(days=40))
    assert state_of(data, at=START, since=START).why == "damaged"
    assert len(backups_of(data)) == 1


def test_nobody_misses_a_backup_on_the_first_day(data: Path):
    assert not state_of(data, at=START + timedelta(hours=2), since=START).late
    assert state_of(data, at=START + timedelta(hours=40), since=START).late


def test_the_drill_puts_it_back_and_counts_as_it_was_and_leaves_nothing_behind(data: Path):
    shelve(data, at=START)
    counts = {table: len(rows) for table, rows in everything(data).items()}
    add_row(data, "later")
    before = everything(data)
    found = drill.try_backup(data, backups_of(data)[0], at=START + timedelta(hours=1))
    assert found.failed == ""
    assert dict(found.counts) == counts
    assert found.now["people_signinlink"] == counts["people_signinlink"] + 1
    assert drill.last_drill(data) == found
    assert everything(data) == before
    assert not (data / "drill-under-way").exists()


@pytest.mark.parametrize("harm", ["one byte", "empty", "gone"])
def test_the_drill_says_no_to_a_bad_backup(data: Path, harm: str):
    shelve(data, at=START)
    [backup] = backups_of(data)
    content = bytearray(backup.file.read_bytes())
    content[len(content) // 2] ^= 1
    if harm == "gone":
        backup.file.unlink()
    else:
        backup.file.write_bytes(content if harm == "one byte" else b"")
    assert drill.try_backup(data, backup, at=START).failed == "damaged"


def test_a_backup_that_cannot_be_put_back_is_said(data: Path, monkeypatch: pytest.MonkeyPatch):
    shelve(data, at=START)
    monkeypatch.setattr(drill.sys, "executable", "/bin/false")
    assert drill.try_backup(data, backups_of(data)[0], at=START).failed == "not-restored"


@pytest.mark.django_db
def test_the_page_says_when_makes_one_and_proves_it(ada, data: Path, settings):
    settings.DATA = data
    client = cast.signed_in(ada)
    assert "There is no backup yet" in client.get(reverse("backups")).content.decode()
    assert client.post(reverse("test-backup")).status_code == 503
    client.post(reverse("make-backup"))
    assert "22 November, 10:30" in client.get(reverse("more")).content.decode(), "on the clock of Berlin"
    moved_clock.move(hours=1)
    assert client.post(reverse("test-backup"))["Location"].endswith("#tested")
    page = client.get(reverse("backups")).content.decode()
    rows = sum(len(held) for held in everything(data).values())
    assert f"All {rows} rows came back" in page
    assert sum(map(int, re.findall(r'</th><td class="number">(\d+)</td>', page))) == rows, "the lines add up to it"
    assert "Tested on 22 November, 11:30" in page
    assert "Yes. It works" in page
    moved_clock.move(minutes=1)
    client.post(reverse("make-backup"))
    page = client.get(reverse("backups")).content.decode()
    assert "Yes. It works" not in page, "of the newest nobody knows yet"
    assert "There is a newer one. Test that too." in page
    moved_clock.move(hours=40)
    assert "There is no fresh backup" in client.get(reverse("more")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["full", "damaged", "folder", "other"])
def test_a_failed_backup_stands_on_more_in_words(ada, data: Path, settings, why: str):
    settings.DATA = data
    (data / shelf.SHELF).mkdir()
    shelf.remember(data, why, at=START)
    page = cast.signed_in(ada).get(reverse("more")).content.decode()
    assert "The last backup did not work" in page
    assert ("The disk is full" in page) == (why == "full")


@pytest.mark.django_db
def test_a_backup_that_cannot_be_made_is_a_page_in_words(ada, data: Path, settings):
    settings.DATA = data
    (data / shelf.SHELF).write_text("a file stands in the place of the folder")
    answer = cast.signed_in(ada).post(reverse("make-backup"))
    assert answer.status_code == 503
    assert "No backup was made" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_thread_does_it_and_ends(data: Path, monkeypatch: pytest.MonkeyPatch):
    emptied = []
    monkeypatch.setattr(daily, "empty_bin", lambda *, at, by: emptied.append(at))
    end = daily.start_daily(data, first=0.01, then=0.01)
    deadline = time.monotonic() + 10
    while not backups_of(data) and time.monotonic() < deadline:
        time.sleep(0.02)
    end()
    assert len(backups_of(data)) == 1
    assert emptied


def test_a_backup_of_the_shelf_does_not_hold_the_shelf(data: Path):
    shelve(data, at=START)
    size = backups_of(data)[0].file.stat().st_size
    shelve(data, at=START + timedelta(days=1))
    assert abs(backups_of(data)[0].file.stat().st_size - size) < 200
    with closing(sqlite3.connect(data / DATABASE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
