"""What is in the house is one list: ticked on either page, it is ticked on both, and the plan goes by it."""

import re

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web.practice.models import PlannedSession
from solemate.web.practice.plan_look import household_of
from tests import cast

pytestmark = pytest.mark.django_db


def ticked(person, page: str) -> set[str]:
    field = {"in-my-house": "things", "plan-wishes": "kit"}[page]
    text = cast.signed_in(person).get(reverse(page)).content.decode()
    return set(re.findall(rf'name="{field}" value="([a-z-]+)" checked', text))


def test_both_pages_list_the_same_things(ada):
    def listed(page: str) -> list[str]:
        return re.findall(
            r'name="(?:things|kit)" value="([a-z-]+)"', cast.signed_in(ada).get(reverse(page)).content.decode()
        )

    assert listed("in-my-house") == listed("plan-wishes") == [kit.id for kit in load_catalogue().plan_rules.kit]


def test_what_is_ticked_under_more_is_in_the_plan(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    client.get(reverse("week"))
    assert not PlannedSession.objects.filter(person=ada, technique="hand-lotion-massage").exists()
    client.post(reverse("in-my-house"), {"things": ["lotion", "rice"]})
    client.get(reverse("week"))
    assert PlannedSession.objects.filter(person=ada, technique="hand-lotion-massage").exists()
    assert ticked(ada, "plan-wishes") == ticked(ada, "in-my-house") == {"lotion", "rice"}


def test_what_is_ticked_in_the_plan_is_ticked_under_more_and_can_be_taken_away_there(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    sent = {
        "techniques": ["tennis-ball"],
        "sessions_a_day": "2",
        "awake": ["540", "1200"],
        "kit": ["soft-ball", "support"],
    }
    assert client.post(reverse("plan-wishes"), sent).status_code == 302
    assert ticked(ada, "in-my-house") == {"soft-ball", "support"}
    client.post(reverse("in-my-house"), {"things": ["support"]})
    assert ticked(ada, "plan-wishes") == {"support"}
    ada.refresh_from_db()
    assert household_of(ada, ada.plan_wishes, load_catalogue()).kit == {"support"}
