"""Ratings: kept at once, replaced when answered again, a clear reason for what is off the scale, the right day."""

import re
from datetime import UTC, datetime

import pytest

from solemate.web.diary import blinding
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
    moved_clock.set_to(datetime(2026, 11, 22, 15, 1, tzinfo=UTC))  # 1 minute past 4 in the morning of the 23rd there
    assert "/check-in/2026-11-23/1/" in cast.signed_in(ada).get("/").content.decode()


def test_in_the_night_the_evening_before_is_meant(ada):
    client = cast.signed_in(ada)
    moved_clock.set_to(datetime(2026, 11, 23, 2, 59, tzinfo=UTC))  # 1 minute to 4 in Berlin
    page = client.get("/").content.decode()
    assert f"{EVENING}1/" in page
    assert "For yesterday evening, Sunday." in page
    for number in range(1, 7):
        client.post(f"{EVENING}{number}/", {"value": str(number)})
    assert "Saved for yesterday evening." in client.get("/").content.decode()
    moved_clock.move(minutes=1)
    assert "/check-in/2026-11-23/1/" in client.get("/").content.decode()


def test_a_diary_begun_in_the_night_has_no_evening_before(ada):
    moved_clock.set_to(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    ada.created_at = moved_clock.now()
    ada.save()
    assert "/check-in/2026-11-23/1/" in cast.signed_in(ada).get("/").content.decode()


def test_an_evening_begun_before_midnight_stays_one_evening(ada):
    client = cast.signed_in(ada)
    moved_clock.set_to(datetime(2026, 11, 22, 22, 59, tzinfo=UTC))
    client.post(f"{EVENING}1/", {"value": "4"})
    moved_clock.move(minutes=3)
    client.post(f"{EVENING}2/", {"value": "5"})
    assert CheckIn.objects.get().ratings.count() == 2


def test_a_page_left_open_since_yesterday_says_whose_evening_it_is(ada):
    client = cast.signed_in(ada)
    assert "yesterday evening" not in client.get(f"{EVENING}1/").content.decode()
    moved_clock.move(days=1)
    for page in (client.get(f"{EVENING}1/"), client.get(f"{EVENING}more/sleep/1/")):
        text = page.content.decode()
        assert "This is for yesterday evening, Sunday 22 November." in text
        assert "this evening?" not in text
        assert "last night" not in text
        assert "Go to this evening" in text


def shown_on(page):
    return re.search(r'name="shown_on" value="([^"]+)"', page.content.decode())[1]


@pytest.mark.parametrize("page", [f"{EVENING}1/", f"{EVENING}more/sleep/1/"])
def test_a_tap_on_a_page_of_before_midnight_asks_which_evening_it_is_for(ada, page):
    client = cast.signed_in(ada)
    before = shown_on(client.get(page))
    moved_clock.move(days=1)
    asked = client.post(page, {"value": "4", "shown_on": before})
    text = asked.content.decode()
    assert asked.status_code == 409
    assert not Rating.objects.exists(), "nobody knows yet which evening it is for"
    assert "You tapped 4. It is not saved yet." in text
    assert "Yesterday evening, Sunday 22 November" in text
    assert "This evening, Monday 23 November" in text
    addresses = re.findall(r'<form method="post" action="(/check-in/[^"]+)"', text)
    assert addresses == [page, page.replace("11-22", "11-23")]
    client.post(addresses[1], {"value": "4", "shown_on": shown_on(asked)})
    assert [(row.local_date.day, row.ratings.get().value) for row in CheckIn.objects.all()] == [(23, 4)]
    client.post(addresses[0], {"value": "4", "shown_on": shown_on(asked)})
    assert sorted(row.local_date.day for row in CheckIn.objects.all()) == [22, 23]


def test_a_page_of_two_days_ago_can_only_be_for_this_evening(ada):
    client = cast.signed_in(ada)
    before = shown_on(client.get(f"{EVENING}1/"))
    moved_clock.move(days=2)
    text = client.post(f"{EVENING}1/", {"value": "4", "shown_on": before}).content.decode()
    assert re.findall(r'<form method="post" action="(/check-in/[^"]+)"', text) == ["/check-in/2026-11-24/1/"]


def test_a_tap_on_a_page_of_today_is_kept_at_once(ada):
    client = cast.signed_in(ada)
    answer = client.post(f"{EVENING}1/", {"value": "4", "shown_on": shown_on(client.get(f"{EVENING}1/"))})
    assert answer.status_code == 302
    assert Rating.objects.get().value == 4


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


def fill_in(client, day, *values):
    for number, value in enumerate(values, start=1):
        client.post(f"/check-in/{day}/{number}/", {"value": value})


def test_one_tap_takes_over_a_whole_site_and_leads_to_the_next(ada):
    client = cast.signed_in(ada)
    fill_in(client, "2026-11-22", 4, 3, 5, 2, 1, 0)
    moved_clock.move(days=1)
    page = client.get("/check-in/2026-11-23/1/").content.decode()
    assert "Same as yesterday for your left hand" in page
    assert "Numbness 4, Tingling 3, Pain 5" in page
    assert client.post("/check-in/2026-11-23/1/", {"same": "1"})["Location"] == "/check-in/2026-11-23/4/"
    assert client.post("/check-in/2026-11-23/4/", {"same": "1"})["Location"] == "/check-in/2026-11-23/done/"
    kept = Rating.objects.filter(check_in__local_date="2026-11-23")
    assert {(rating.scale, rating.site): rating.value for rating in kept} == {
        ("numbness", "left-hand"): 4,
        ("tingling", "left-hand"): 3,
        ("pain", "left-hand"): 5,
        ("numbness", "right-hand"): 2,
        ("tingling", "right-hand"): 1,
        ("pain", "right-hand"): 0,
    }
    assert all(rating.same_as_yesterday for rating in kept)


def test_while_a_trial_runs_each_evening_is_asked_afresh(ada, monkeypatch):
    client = cast.signed_in(ada)
    fill_in(client, "2026-11-22", 4, 3, 5, 2, 1, 0)
    moved_clock.move(days=1)
    monkeypatch.setattr(blinding, "_blinds", [lambda person, day: person == ada])
    page = client.get("/check-in/2026-11-23/1/").content.decode()
    assert "asked afresh" in page
    assert "esterday" not in page
    assert client.post("/check-in/2026-11-23/1/", {"same": "1"}).status_code == 422
    assert not Rating.objects.filter(check_in__local_date="2026-11-23").exists()


def test_an_answer_of_today_is_not_taken_over_by_yesterday(ada):
    client = cast.signed_in(ada)
    fill_in(client, "2026-11-22", 4, 3, 5)
    moved_clock.move(days=1)
    fill_in(client, "2026-11-23", 8)
    page = client.get("/check-in/2026-11-23/2/").content.decode()
    assert "Tingling 3, Pain 5" in page
    client.post("/check-in/2026-11-23/2/", {"same": "1"})
    today = Rating.objects.filter(check_in__local_date="2026-11-23")
    assert dict(today.values_list("scale", "value")) == {"numbness": 8, "tingling": 3, "pain": 5}
    client.post("/check-in/2026-11-23/3/", {"value": "6"})
    assert not today.get(scale="pain").same_as_yesterday, "answered by itself, it is a new answer"


def test_what_was_skipped_yesterday_is_asked_again(ada):
    client = cast.signed_in(ada)
    fill_in(client, "2026-11-22", 4, "skip", 5)
    moved_clock.move(days=1)
    assert client.post("/check-in/2026-11-23/1/", {"same": "1"})["Location"] == "/check-in/2026-11-23/2/"


def test_two_days_ago_is_not_yesterday(ada):
    client = cast.signed_in(ada)
    fill_in(client, "2026-11-22", 4, 3, 5)
    moved_clock.move(days=2)
    assert "Same as yesterday" not in client.get("/check-in/2026-11-24/1/").content.decode()
    assert client.post("/check-in/2026-11-24/1/", {"same": "1"})["Location"] == "/check-in/2026-11-24/2/"
    assert not Rating.objects.filter(check_in__local_date="2026-11-24").exists()


def test_another_persons_evening_is_not_taken_over(ada, ben):
    fill_in(cast.signed_in(ada), "2026-11-22", 4, 3, 5)
    moved_clock.move(days=1)
    cast.signed_in(ben).post("/check-in/2026-11-23/1/", {"same": "1"})
    assert not Rating.objects.filter(person=ben).exists()


def test_a_further_scale_is_asked_once_it_is_wanted(ada):
    client = cast.signed_in(ada)
    fill_in(client, "2026-11-22", 4, 3, 5, 2, 1, 0)
    assert 'href="/check-in/2026-11-22/more/sleep/1/"' in client.get(f"{EVENING}done/").content.decode()
    assert client.post(f"{EVENING}more/sleep/1/", {"value": "6"})["Location"] == f"{EVENING}done/"
    assert client.post(f"{EVENING}more/warmth/1/", {"value": "3"})["Location"] == f"{EVENING}more/warmth/2/"
    assert Rating.objects.get(scale="sleep").value == 6
    assert "Trouble with sleep" in client.get(f"{EVENING}done/").content.decode()
    moved_clock.move(days=1)
    assert "/check-in/2026-11-23/1/" in client.get("/").content.decode(), "and not by itself the next evening"
    assert "of 6" in client.get("/check-in/2026-11-23/1/").content.decode()


@pytest.mark.parametrize("address", ["more/pain/1/", "more/no-such/1/", "more/sleep/2/", "more/sleep/0/"])
def test_what_is_asked_anyway_is_no_further_scale(ada, address):
    assert cast.signed_in(ada).get(f"{EVENING}{address}").status_code == 404


def test_a_further_scale_off_the_keys_is_refused(ada):
    assert cast.signed_in(ada).post(f"{EVENING}more/sleep/1/", {"value": "11"}).status_code == 422
