"""Ratings: kept at once, replaced when answered again, a clear reason for what is off the scale, the right day."""

from datetime import UTC, datetime

import pytest

from solemate.web.diary.models import CheckIn, Rating
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db
EVENING = "/check-in/2026-11-22/"


def test_a_tap_is_kept_and_leads_on(ada):
    answer = cast.signed_in(ada).post(f"{EVENING}1/", {"value": "4"})
    assert answer["Location"] == f"{EVENING}2/"
    rating = Rating.objects.get()
    assert (rating.scale, rating.site, rating.value, rating.by) == ("numbness", "left-hand", 4, ada.account)


def test_six_answers_make_one_check_in(ada):
    client = cast.signed_in(ada)
    for number in range(1, 7):
        answer = client.post(f"{EVENING}{number}/", {"value": str(number)})
    assert answer["Location"] == f"{EVENING}done/"
    assert CheckIn.objects.count() == 1
    assert Rating.objects.count() == 6
    assert "Saved for today" in client.get("/").content.decode()


def test_answering_again_replaces(ada):
    client = cast.signed_in(ada)
    for value in ("4", "4", "7"):
        client.post(f"{EVENING}1/", {"value": value})
    assert Rating.objects.get().value == 7


def test_skipping_is_an_answer(ada):
    client = cast.signed_in(ada)
    assert client.post(f"{EVENING}1/", {"value": "skip"})["Location"] == f"{EVENING}2/"
    assert Rating.objects.get().value is None


@pytest.mark.parametrize("value", ["", "11", "-1", "4.5", "four", " 4", "٤", "1e1"])
def test_what_is_no_key_is_refused_with_a_reason(ada, value):
    answer = cast.signed_in(ada).post(f"{EVENING}1/", {"value": value})
    assert answer.status_code == 422
    assert "from 0 to 10" in answer.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-23", "2026-13-01", "2026-02-30"])
def test_only_today_and_yesterday_can_be_filled_in(ada, day):
    assert cast.signed_in(ada).post(f"/check-in/{day}/1/", {"value": "4"}).status_code == 404
    assert not Rating.objects.exists()


def test_the_day_is_the_persons_own(ada):
    ada.time_zone = "Pacific/Auckland"
    ada.save()
    moved_clock.set_to(datetime(2026, 11, 22, 12, 0, tzinfo=UTC))  # 1 o'clock in the night of the 23rd there
    assert "/check-in/2026-11-23/1/" in cast.signed_in(ada).get("/").content.decode()


def test_an_evening_begun_before_midnight_stays_one_evening(ada):
    client = cast.signed_in(ada)
    moved_clock.set_to(datetime(2026, 11, 22, 22, 59, tzinfo=UTC))
    client.post(f"{EVENING}1/", {"value": "4"})
    moved_clock.move(minutes=3)
    client.post(f"{EVENING}2/", {"value": "5"})
    assert CheckIn.objects.get().ratings.count() == 2


def test_yesterdays_answer_is_outlined_and_said(ada):
    client = cast.signed_in(ada)
    client.post(f"{EVENING}1/", {"value": "4"})
    moved_clock.move(days=1)
    page = client.get("/check-in/2026-11-23/1/").content.decode()
    assert "Yesterday you said 4." in page
    assert page.count("key-4 yesterday") == 1


def test_a_check_in_half_done_is_carried_on(ada):
    client = cast.signed_in(ada)
    client.post(f"{EVENING}1/", {"value": "4"})
    page = client.get("/").content.decode()
    assert "Carry on where you were." in page
    assert f"{EVENING}2/" in page
