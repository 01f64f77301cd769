"""Coming in by a one-time link."""

import re

import pytest
from django.test import Client

from solemate.web.people.actions import make_link
from solemate.web.people.models import Account, SignInLink
from tests import moved_clock

pytestmark = pytest.mark.django_db


def new_link() -> str:
    return f"/enter/{make_link(at=moved_clock.now(), by=None)}/"


def test_the_first_link_makes_the_owner():
    client = Client()
    assert client.post(new_link()).status_code == 302
    assert Account.objects.count() == 1
    assert client.get("/").status_code == 200
    assert not Account.objects.get().has_usable_password()


def test_a_second_link_signs_the_same_owner_in():
    Client().post(new_link())
    other_phone = Client()
    other_phone.post(new_link())
    assert Account.objects.count() == 1
    assert other_phone.get("/").status_code == 200


def test_opening_the_link_does_not_use_it_up():
    link = new_link()
    for _ in range(3):
        assert Client().get(link).status_code == 200
    assert Client().post(link).status_code == 302


def test_a_used_link_says_so_and_how_to_get_a_new_one():
    link = new_link()
    Client().post(link)
    answer = Client().post(link)
    assert answer.status_code == 403
    assert "was used before" in answer.content.decode()
    assert "solemate link" in answer.content.decode()


def test_an_old_link_says_so():
    link = new_link()
    moved_clock.move(hours=25)
    answer = Client().post(link)
    assert answer.status_code == 403
    assert "too old" in answer.content.decode()
    assert Account.objects.count() == 0


def test_an_invented_link_makes_nobody():
    assert Client().post("/enter/abcdefgh/").status_code == 403
    assert Account.objects.count() == 0


def test_the_database_holds_no_link_that_works():
    token = make_link(at=moved_clock.now(), by=None)
    assert token not in str(SignInLink.objects.values_list())


def test_a_link_can_be_pasted_where_it_cannot_be_tapped():
    client = Client()
    link = "http://127.0.0.1:8321" + new_link()
    assert client.post("/sign-in/", {"link": f"  {link} "}).status_code == 302
    assert client.get("/").status_code == 200


def test_a_signed_in_device_makes_a_link_for_another():
    client = Client()
    client.post(new_link())
    page = client.post("/more/add-device/").content.decode()
    link = re.search(r"http://testserver(/enter/[^/]+/)", page)
    assert link
    assert "<svg" in page
    phone = Client()
    assert phone.post(link[1]).status_code == 302
    assert phone.get("/more/").status_code == 200


def test_signing_out_ends_this_device_only():
    here, there = Client(), Client()
    here.post(new_link())
    there.post(new_link())
    here.post("/sign-out/")
    assert here.get("/").status_code == 302
    assert there.get("/").status_code == 200


def test_the_browser_names_the_time_zone():
    client = Client()
    client.post(new_link(), {"time_zone": "Pacific/Auckland"})
    assert Account.objects.get().person.time_zone == "Pacific/Auckland"


def test_a_time_zone_nobody_knows_is_left_alone():
    client = Client()
    client.post(new_link(), {"time_zone": "Moon/Base"})
    assert Account.objects.get().person.time_zone == "Europe/Berlin"
