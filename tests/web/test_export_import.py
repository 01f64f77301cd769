"""Everything can be taken along and brought back: byte for byte, whole or not at all, with a reason and with an undo."""

import csv
import io
import json
import zipfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solemate.exports.tables import BadArchive, read_archive
from solemate.web.keeping.actions import delete_rows_of, replace_diary
from solemate.web.keeping.export_rows import exported_models, write_export
from solemate.web.keeping.export_views import forget_old_imports
from solemate.web.people.access import rows_and_bin
from solemate.web.people.models import Person
from solemate.web.practice.models import Session
from tests import cast, moved_clock
from tests.web.diaries import diaries, write
from tests.web.test_delete_and_undo import evening, one_of_each

pytestmark = pytest.mark.django_db
many = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def export(person: Person) -> bytes:
    file = io.BytesIO()
    write_export(Person.objects.get(pk=person.pk), file)
    return file.getvalue()


def bring_in(person: Person, content: bytes) -> None:
    with read_archive(io.BytesIO(content)) as archive:
        replace_diary(person, archive, by=person.account)


def table(content: bytes, file: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(file).decode(), newline="")))


def changed(content: bytes, file: str, change) -> bytes:
    """The export with the text of one file changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == file else text)
    return out.getvalue()


@many
@given(diary=diaries())
def test_what_was_exported_comes_back_byte_for_byte_here_and_in_another_house(ada, ben, diary):
    delete_rows_of(ada, by=ada.account)
    delete_rows_of(ben, by=ben.account)
    write(ada, diary)
    before = export(ada)
    assert export(ada) == before
    bring_in(ada, before)
    assert export(ada) == before
    delete_rows_of(ada, by=ada.account)
    bring_in(ben, before)
    assert export(ben) == before


def test_the_made_up_diaries_hold_rows_of_every_model(ada):
    seen = set()

    @settings(max_examples=30, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(diary=diaries())
    def look(diary):
        delete_rows_of(ada, by=ada.account)
        write(ada, diary)
        seen.update(model for model in exported_models() if model is Person or rows_and_bin(ada, model).exists())

    look()
    assert seen == set(exported_models())


def test_the_page_hands_over_the_file_and_takes_it_back_in_two_taps(ada, ben, tmp_path: Path, settings):
    settings.DATA = tmp_path
    one_of_each(ada)
    answer = cast.signed_in(ada).get(reverse("export-file"))
    content = b"".join(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="solemate-2026-11-22.zip"'
    assert content == export(ada)
    delete_rows_of(ada, by=ada.account)
    evening(ben, 9, day=date(2026, 11, 20))
    before = export(ben)
    client = cast.signed_in(ben)
    page = client.post(reverse("upload"), {"file": SimpleUploadedFile("a.zip", content)}, follow=True).content.decode()
    assert "A diary from 22 November 2026 to 22 November 2026" in page
    assert export(ben) == before, "one tap changes nothing"
    done = client.post(reverse("import"), follow=True).content.decode()
    assert "What you chose is your diary now" in done
    assert export(ben) == content
    assert not (tmp_path / "import-waiting" / f"{ben.pk.hex}.zip").exists()
    assert client.get(reverse("import-what"))["Location"] == reverse("export"), "the browser's way back"
    # And back again.
    [kept] = (tmp_path / "before-import" / ben.pk.hex).iterdir()
    assert "Put back what was here on 22 November, 10:30" in done
    moved_clock.move(minutes=1)
    client.post(reverse("import-earlier"), {"name": kept.name})
    assert export(ben) == before
    moved_clock.move(days=31)
    forget_old_imports(tmp_path, at=moved_clock.now())
    assert not list((tmp_path / "before-import").glob("*/*.zip"))


def corrupt(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]


BAD = {
    "no zip": lambda content: b"Dear Ada",
    "empty": lambda content: b"",
    "cut short": lambda content: content[: len(content) // 2],
    "a byte changed": corrupt,
    "newer": lambda content: changed(content, "about.json", lambda text: text.replace('"format": 1', '"format": 2')),
    "a newer column": lambda content: changed(
        content, "tables/diary-rating.csv", lambda text: "".join(f"{line},x\r\n" for line in text.split("\r\n") if line)
    ),
    "no such number": lambda content: changed(
        content, "tables/diary-rating.csv", lambda text: text.replace(",4,", ",many,")
    ),
    "off the scale": lambda content: changed(
        content, "tables/diary-rating.csv", lambda text: text.replace(",4,", ",11,")
    ),
    "no such check-in": lambda content: changed(
        content, "tables/diary-checkin.csv", lambda text: text.split("\r\n")[0] + "\r\n"
    ),
    "no such zone": lambda content: changed(
        content, "tables/people-person.csv", lambda text: text.replace("Europe/Berlin", "Europe/Atlantis")
    ),
    "two evenings of a day": lambda content: changed(
        content,
        "tables/diary-checkin.csv",
        lambda text: text + text.split("\r\n")[1].replace(text.split("\r\n")[1][:8], "00000000", 1) + "\r\n",
    ),
    "nobody": lambda content: changed(content, "tables/people-person.csv", lambda text: text.split("\r\n")[0] + "\r\n"),
    "no such word": lambda content: changed(
        content, "tables/diary-checkin.csv", lambda text: text.replace("evening", "morning")
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_corrupt_or_foreign_file_is_refused_in_words_and_changes_nothing(ada, tmp_path: Path, settings, case):
    settings.DATA = tmp_path
    evening(ada, 4)
    before = export(ada)
    bad = BAD[case](before)
    assert bad != before, case
    client = cast.signed_in(ada)
    answer = client.post(reverse("upload"), {"file": SimpleUploadedFile("a.zip", bad)})
    if answer.status_code == 302:  # what only the database knows, such as one evening a day
        answer = client.post(reverse("import"))
    page = answer.content.decode()
    assert answer.status_code == 422, page
    assert "Nothing was changed" in page
    assert 'id="file-error"' in page
    assert export(ada) == before


def test_no_file_is_said_beside_the_field(ada, tmp_path: Path, settings):
    settings.DATA = tmp_path
    client = cast.signed_in(ada)
    for name in ("upload", "import", "import-earlier"):
        answer = client.post(reverse(name))
        assert answer.status_code == 422
        assert 'id="file-error"' in answer.content.decode()


def test_a_diary_of_somebody_else_in_the_same_house_is_refused(ada, ben):
    evening(ada)
    hers = export(ada)
    with pytest.raises(BadArchive, match="another diary here"):
        bring_in(ben, hers)
    assert export(ada) == hers


def test_an_older_export_without_a_column_or_a_table_is_taken(ada):
    evening(ada)
    content = export(ada)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "tables/diary-checkin.csv":
                rows = list(csv.DictReader(io.StringIO(text, newline="")))
                file = io.StringIO(newline="")
                writer = csv.DictWriter(
                    file, [column for column in rows[0] if column != "deleted_at"], extrasaction="ignore"
                )
                writer.writeheader()
                writer.writerows(rows)
                text = file.getvalue()
            if name != "tables/practice-waterreading.csv":
                new.writestr(name, text)
    bring_in(ada, out.getvalue())
    assert export(ada) == content


def test_the_files_for_reading_say_number_and_label(ada):
    made = one_of_each(ada)
    evening(ada, 7)
    cast.signed_in(ada).post(reverse("session-before", args=[made["session"].id, 1]), {"value": "3"})
    content = export(ada)
    ratings = [row for row in table(content, "diary.csv") if row["kind"] == "evening"]
    assert (ratings[0]["scale"], ratings[0]["value"], ratings[0]["label"]) == (
        "pain",
        "7",
        "7 of 10 (0 none, 10 worst)",
    )
    assert (ratings[0]["local_time"], ratings[0]["side"], ratings[0]["entered_by"]) == ("10:30", "left", "me")
    [asked] = [row for row in table(content, "diary.csv") if row["kind"] == "questionnaire"]
    assert (asked["value"], asked["label"]) == ("3", "Minimally improved")
    assert {row["side"] for row in table(content, "sessions.csv")} == {"left", "right"}
    codes = {(row["kind"], row["code"]): row["label"] for row in table(content, "codes.csv")}
    assert codes["scale", "pain"] == "Pain: 0 none, 10 worst"
    for row in table(content, "diary.csv"):
        if row["kind"] in ("evening", "before", "after"):
            assert ("scale", row["scale"]) in codes
        if row["kind"] == "safety":
            assert ("question", row["scale"]) in codes


def test_what_lies_in_the_bin_is_in_the_export_and_still_in_the_bin_afterwards(ada):
    row = one_of_each(ada)["session"]
    cast.signed_in(ada).post(reverse("delete", args=["session", row.pk]))
    content = export(ada)
    bring_in(ada, content)
    assert Session.objects.get(pk=row.pk).deleted_at == moved_clock.now()


def test_ids_of_this_house_are_in_no_export(ada):
    one_of_each(ada)
    content = export(ada)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, text in texts.items():
        assert str(ada.pk) not in text, name
        assert str(ada.account.pk) not in text, name
    assert json.loads(texts["about.json"])["format"] == 1


@given(st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_changed_byte_anywhere_changes_all_or_nothing(ada, data):
    if not rows_and_bin(ada, Session).exists():
        one_of_each(ada)
    before = export(ada)
    content = bytearray(before)
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(BadArchive):
        bring_in(ada, bytes(content))
    assert export(ada) == before


def test_old_uploads_that_were_never_put_in_place_go(tmp_path: Path):
    (tmp_path / "import-waiting").mkdir()
    file = tmp_path / "import-waiting" / "x.zip"
    file.write_bytes(b"x")
    (tmp_path / "tmpabc.upload.zip").write_bytes(b"x")
    from datetime import UTC, datetime

    made = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    forget_old_imports(tmp_path, at=made + timedelta(hours=23))
    assert file.exists()
    forget_old_imports(tmp_path, at=made + timedelta(hours=25))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
