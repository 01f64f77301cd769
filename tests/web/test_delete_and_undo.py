"""What a person deletes is gone from every page, can be undone at once, and lies in the bin for 30 days."""

import re
from datetime import date

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web.diary.actions import answer_questionnaire, record_rating
from solemate.web.diary.models import CheckIn, QuestionnaireResponse, Rating
from solemate.web.keeping.actions import empty_bin
from solemate.web.keeping.declared import deletable_models, persons_models, taken_along
from solemate.web.people.access import rows, rows_and_bin
from solemate.web.people.actions import record_clinician_ok
from solemate.web.people.models import ClinicianOk
from solemate.web.practice import gate
from solemate.web.practice.actions import note_done_without_timing
from solemate.web.practice.models import Session, SessionEvent
from tests import cast, moved_clock
from tests.web.test_every_address import make_session

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def evening(person, value: int = 4, day: date = DAY) -> CheckIn:
    return record_rating(
        person,
        moment=CheckIn.Moment.EVENING,
        session=None,
        local_date=day,
        scale="pain",
        site="left-hand",
        value=value,
        at=moved_clock.now(),
        by=person.account,
    ).check_in


def delete(client, kind: str, row, **fields):
    return client.post(reverse("delete", args=[kind, row.pk]), fields, follow=True)


def a_yes(person) -> ClinicianOk:
    at = moved_clock.now()
    return record_clinician_ok(
        person, "tennis-ball", clinician="Dr Chen", given_on=DAY, conditions=[], at=at, by=person.account
    )


def one_of_each(person) -> dict[str, object]:
    """A row of everything that can be deleted; a kind that is new must be added here."""
    session = make_session(person)
    response = answer_questionnaire(
        person, "pgic", "pgic", 3, last=True, local_date=DAY, at=moved_clock.now(), by=person.account
    )
    return {
        "checkin": evening(person),
        "session": session,
        "clinicianok": a_yes(person),
        "questionnaireresponse": response,
    }


KINDS = ["checkin", "session", "clinicianok", "questionnaireresponse"]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_gone_comes_back_by_undo_and_is_the_same(kind, ada):
    row = one_of_each(ada)[kind]
    before = vars(type(row).objects.get(pk=row.pk)) | {"_state": None}
    client = cast.signed_in(ada)
    page = delete(client, kind, row).content.decode()
    assert not rows(ada, type(row)).filter(pk=row.pk).exists()
    assert rows_and_bin(ada, type(row)).filter(pk=row.pk).exists()
    address = re.search(r'action="([^"]+)" class="undo-bar"', page)[1]
    client.post(address)
    assert rows(ada, type(row)).filter(pk=row.pk).exists()
    assert vars(type(row).objects.get(pk=row.pk)) | {"_state": None} == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_bin_puts_it_back_weeks_later(kind, ada):
    row = one_of_each(ada)[kind]
    client = cast.signed_in(ada)
    delete(client, kind, row)
    moved_clock.move(days=29)
    page = client.get(reverse("bin")).content.decode()
    assert row.in_words() in page.replace("&#x27;", "'")
    client.post(reverse("put-back", args=[kind, row.pk]))
    assert rows(ada, type(row)).filter(pk=row.pk).exists()
    page = client.get(reverse("bin")).content.decode()
    assert "The bin is empty" in page
    assert "It is back." in page
    assert "It is back." not in client.get(reverse("bin")).content.decode(), "said once"


@pytest.mark.parametrize("kind", KINDS)
def test_it_stands_among_my_entries_and_not_once_deleted(kind, ada):
    row = one_of_each(ada)[kind]
    client = cast.signed_in(ada)
    address = reverse("delete", args=[kind, row.pk])
    assert address in client.get(reverse("entries")).content.decode()
    delete(client, kind, row)
    assert address not in client.get(reverse("entries")).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_another_person_can_neither_delete_nor_put_back(kind, ada, ben):
    row = one_of_each(ada)[kind]
    client = cast.signed_in(ben)
    for name in ("delete", "put-back", "delete-for-good"):
        assert client.post(reverse(name, args=[kind, row.pk])).status_code == 404
    delete(cast.signed_in(ada), kind, row)
    for name in ("put-back", "delete-for-good"):
        assert client.post(reverse(name, args=[kind, row.pk])).status_code == 404
    assert row.in_words() not in client.get(reverse("bin")).content.decode()
    assert type(row).objects.get(pk=row.pk).deleted_at


def test_every_kind_is_tested_here():
    missing = set(deletable_models()) - set(KINDS)
    for kind in missing:
        assert (deletable_models()[kind]).in_words, "a row that can be deleted says what it is"
    assert set(KINDS) <= set(deletable_models())


def test_every_model_that_declares_something_about_the_bin_declares_it_rightly():
    for model in persons_models():
        if model in deletable_models().values():
            assert callable(getattr(model, "in_words", None)), model
        within = getattr(model, "WITHIN", "")
        if within:
            assert model._meta.get_field(within).related_model in deletable_models().values(), model
        for taken, column in taken_along(model):
            assert taken in deletable_models().values(), model
            assert taken._meta.get_field(column), model


def test_the_bar_goes_after_ten_seconds(ada):
    client = cast.signed_in(ada)
    assert "undo-bar" in delete(client, "checkin", evening(ada)).content.decode()
    moved_clock.move(seconds=9)
    assert "undo-bar" in client.get("/").content.decode()
    moved_clock.move(seconds=2)
    assert "undo-bar" not in client.get("/").content.decode()


def test_the_evening_can_be_answered_anew_and_the_old_one_does_not_come_back_into_its_place(ada):
    old = evening(ada, 4)
    client = cast.signed_in(ada)
    delete(client, "checkin", old)
    new = evening(ada, 7)
    assert new.pk != old.pk
    assert [rating.value for rating in rows(ada, Rating)] == [7]
    answer = client.post(reverse("put-back", args=["checkin", old.pk]))
    assert answer.status_code == 409
    assert "newer one in its place" in answer.content.decode()
    assert [rating.value for rating in rows(ada, Rating)] == [7]
    delete(client, "checkin", new)
    client.post(reverse("put-back", args=["checkin", old.pk]))
    assert [rating.value for rating in rows(ada, Rating)] == [4]


def test_a_session_takes_its_ratings_and_its_log_along_and_brings_them_back(ada):
    session = make_session(ada)
    note_done_without_timing(session, at=moved_clock.now(), by=ada.account)
    client = cast.signed_in(ada)
    client.post(reverse("session-before", args=[session.id, 1]), {"value": "3"})
    for model in (CheckIn, Rating, SessionEvent):
        assert rows(ada, model).count() == 1
    delete(client, "session", session)
    for model in (CheckIn, Rating, SessionEvent):
        assert not rows(ada, model).exists()
    assert client.get(reverse("bin")).content.decode().count("put-back") == 2, "one line of the bin, and the bar"
    assert client.get(reverse("session-done", args=[session.id])).status_code == 404
    client.post(reverse("put-back", args=["session", session.pk]))
    for model in (CheckIn, Rating, SessionEvent):
        assert rows(ada, model).count() == 1


def test_putting_a_session_in_the_bin_opens_nothing(ada):
    """What was wrong in it must still be said, a footbath stays counted, and today's answers are asked anew."""
    session = make_session(ada)
    client = cast.signed_in(ada)
    catalogue = load_catalogue()
    SessionEvent.objects.create(
        id=session.id,
        session=session,
        person=ada,
        number=1,
        kind="stop",
        position_ms=5,
        reason="wrong",
        happened_at=moved_clock.now(),
        received_at=moved_clock.now(),
    )
    before = gate.look(ada, "hand-lotion-massage", catalogue, at=moved_clock.now(), to_start=True)
    delete(client, "session", session)
    after = gate.look(ada, "hand-lotion-massage", catalogue, at=moved_clock.now(), to_start=True)
    assert before == after
    assert not after.may_start
    assert client.get(reverse("session-stop", args=[session.id])).status_code == 200
    assert client.post(reverse("session-stop", args=[session.id]), {"sign": ""})["Location"] == "/"


def test_a_deleted_yes_of_the_clinician_counts_no_more_and_a_new_one_can_be_written(ada):
    ok = a_yes(ada)
    delete(cast.signed_in(ada), "clinicianok", ok)
    assert not rows(ada, ClinicianOk).exists()
    assert a_yes(ada).pk != ok.pk


def test_events_that_come_for_a_deleted_session_are_kept_with_it(ada):
    session = make_session(ada)
    client = cast.signed_in(ada)
    delete(client, "session", session)
    event = {
        "id": str(session.id),
        "number": 1,
        "kind": "start",
        "position_ms": 0,
        "to_ms": None,
        "reason": "",
        "happened_at": moved_clock.now().isoformat(),
    }
    answer = client.post(
        reverse("session-events", args=[session.id]), {"events": [event]}, content_type="application/json"
    )
    assert answer.json() == {"kept": [event["id"]]}
    client.post(reverse("put-back", args=["session", session.pk]))
    assert rows(ada, SessionEvent).count() == 1


def test_the_bin_is_emptied_after_30_days_and_not_before(ada):
    made = one_of_each(ada)
    client = cast.signed_in(ada)
    for kind, row in made.items():
        delete(client, kind, row)
    moved_clock.move(days=30, seconds=-1)
    assert empty_bin(at=moved_clock.now(), by=None) == 0
    moved_clock.move(seconds=1)
    assert empty_bin(at=moved_clock.now(), by=None) == 4
    for model in (CheckIn, Rating, Session, SessionEvent, ClinicianOk, QuestionnaireResponse):
        assert not rows_and_bin(ada, model).exists(), model


def test_for_good_is_for_good_and_only_from_the_bin(ada):
    check_in = evening(ada)
    client = cast.signed_in(ada)
    address = reverse("delete-for-good", args=["checkin", check_in.pk])
    assert client.post(address).status_code == 404
    delete(client, "checkin", check_in)
    client.post(address)
    assert not rows_and_bin(ada, CheckIn).exists()
    assert not rows_and_bin(ada, Rating).exists()


def test_older_entries_are_a_page_further(ada):
    for day in range(1, 22):
        evening(ada, day=date(2026, 10, day))
        evening(ada, day=date(2026, 11, day))
        moved_clock.move(minutes=1)
    client = cast.signed_in(ada)
    assert client.get(reverse("entries")).content.decode().count("/delete/") == 30
    assert client.get(reverse("entries-page", args=[2])).content.decode().count("/delete/") == 12


def test_it_leads_to_no_foreign_page(ada):
    client = cast.signed_in(ada)
    answer = client.post(reverse("delete", args=["checkin", evening(ada).pk]), {"next": "https://evil.example/"})
    assert answer["Location"] == reverse("entries")
