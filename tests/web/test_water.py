"""The footbath's thermometer: typed, checked in °C or °F, and no session without a good reading."""

import pytest

from solemate.care.catalogue import load_catalogue
from solemate.care.water import NoReading, celsius, judge
from solemate.web.people.actions import set_profile
from solemate.web.practice.models import Session, WaterReading
from tests import cast, moved_clock

WATER = load_catalogue().water


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [("35", "C", 35), ("35,5", "C", 35.5), (" 36.0 ", "C", 36), ("95", "F", 35), ("98.6°", "F", 37), ("0", "C", 0)],
)
def test_a_reading_as_people_type_it(text, unit, expected):
    assert celsius(text, unit) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", "C"),
        ("warm", "C"),
        ("95", "C"),
        ("35", "F"),
        ("36,5", "F"),
        ("-1", "C"),
        ("101", "C"),
        ("300", "F"),
        ("nan", "C"),
        ("inf", "C"),
        ("3 5", "C"),
    ],
)
def test_what_is_no_reading_is_refused(text, unit):
    with pytest.raises(NoReading):
        celsius(text, unit)


@pytest.mark.parametrize(
    ("degrees", "verdict"),
    [
        (20, "cool"),
        (33.9, "cool"),
        (34, "good"),
        (36, "good"),
        (36.1, "warm"),
        (37, "warm"),
        (37.01, "too-hot"),
        (40, "too-hot"),
    ],
)
def test_the_limits_are_those_of_the_content(degrees, verdict):
    assert (WATER.max_c, WATER.target_c) == (37, (34, 36))  # facts 1.3, proposed constants (D); W-01 (V)
    assert judge(degrees, WATER) == verdict


@pytest.fixture
def session(ada) -> Session:
    set_profile(ada, things=["thermometer"], by=ada.account)
    cast.answers(ada)
    cast.signed_in(ada).post("/sessions/new/marble-footbath/")
    return Session.objects.get()


@pytest.mark.django_db
def test_no_footbath_without_a_reading(ada, session):
    assert cast.signed_in(ada).get(f"/sessions/{session.id}/")["Location"] == f"/sessions/{session.id}/water/"


@pytest.mark.django_db
def test_too_hot_keeps_the_feet_out(ada, session):
    client = cast.signed_in(ada)
    answer = client.post(f"/sessions/{session.id}/water/", {"reading": "38", "unit": "C"})
    assert answer.status_code == 422
    assert "Too hot. Keep your feet out." in answer.content.decode()
    assert client.get(f"/sessions/{session.id}/")["Location"].endswith("/water/")
    assert WaterReading.objects.get().celsius == 38


@pytest.mark.django_db
def test_a_good_reading_opens_the_player_for_ten_minutes(ada, session):
    client = cast.signed_in(ada)
    client.post(f"/sessions/{session.id}/water/", {"reading": "95", "unit": "F"})
    assert client.get(f"/sessions/{session.id}/").status_code == 200
    reading = WaterReading.objects.get()
    assert (reading.entered, reading.unit) == ("95", "F")
    moved_clock.move(minutes=11)
    assert client.get(f"/sessions/{session.id}/")["Location"].endswith("/water/")


@pytest.mark.django_db
@pytest.mark.parametrize(("reading", "unit", "other"), [("95", "C", "F"), ("35", "F", "C")])
def test_the_wrong_unit_is_noticed(ada, session, reading, unit, other):
    answer = cast.signed_in(ada).post(f"/sessions/{session.id}/water/", {"reading": reading, "unit": unit})
    assert f"Did you mean °{other}?" in answer.content.decode()
    assert not WaterReading.objects.exists()


@pytest.mark.django_db
def test_numb_feet_are_in_for_2_minutes_at_most(ada):
    set_profile(ada, things=["thermometer"], by=ada.account)
    technique = load_catalogue().techniques["marble-footbath"]
    assert technique.most_minutes(["lops"]) == 4
    assert technique.most_minutes([]) == 7
