"""Walks the table of addresses: no page without a sign-in, nobody else's rows, every page with its security headers."""

import uuid

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from solemate.web.people.access import OPEN_TO_ALL
from solemate.web.practice.models import Session
from tests import cast

pytestmark = pytest.mark.django_db

ARGUMENTS = {
    "day": "2026-11-22",
    "number": 1,
    "token": "x" * 32,
    "group_id": "hands",
    "technique_id": "hand-lotion-massage",
    "instrument": "peg",
    "sign_id": "ST-01",
    "kind": "session",
    "row_id": str(uuid.UUID(int=1)),
    "scale_id": "sleep",
    "step": "technique",
    "trial_id": str(uuid.UUID(int=2)),
    "finding_id": str(uuid.UUID(int=3)),
    "planned_id": uuid.UUID(int=1),
    "feeling": "numb",
}


def addresses():
    for pattern in get_resolver().reverse_dict.items():
        name, rows = pattern
        if isinstance(name, str):
            yield name, rows[0][0][1]


def address(name, keys, session_id):
    return reverse(name, kwargs={key: session_id if key == "session_id" else ARGUMENTS[key] for key in keys})


ALL = sorted(addresses())


def test_the_table_is_not_empty():
    assert len(ALL) > 15


@pytest.mark.parametrize(("name", "keys"), ALL)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_in_without_signing_in(name, keys, method):
    answer = getattr(Client(), method)(address(name, keys, uuid.uuid4()))
    if name in OPEN_TO_ALL:
        assert answer.status_code in (200, 403)
    else:
        assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")


@pytest.mark.parametrize(("name", "keys"), [row for row in ALL if "session_id" in row[1]])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_persons_session_does_not_exist(name, keys, method, ada, ben):
    hers = make_session(ada)
    cast.answers(ben)
    answer = getattr(cast.signed_in(ben), method)(address(name, keys, hers.id), {"value": "3"})
    assert answer.status_code in (404, 405)
    assert not hers.events.exists()


@pytest.mark.parametrize(("name", "keys"), ALL)
def test_every_page_carries_the_policy_and_is_not_kept_by_caches(name, keys, ada):
    session = make_session(ada)
    answer = cast.signed_in(ada).get(address(name, keys, session.id))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["Cache-Control"] == "no-store"
    answer.close()  # a file it hands over
    if answer.status_code == 200 and "html" in answer["Content-Type"]:
        page = answer.content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert "://" not in page.replace("http://www.w3.org", "").replace("http://testserver", ""), "a third party"


def make_session(person) -> Session:
    cast.answers(person)
    answer = cast.signed_in(person).post(reverse("start", args=["hand-lotion-massage"]))
    assert "/before/" in answer["Location"], answer["Location"]
    return Session.objects.get(person=person)
