"""What cannot be taken is said beside its field, all of it at once, and everything that was typed is still there."""

import re

import pytest
from django.urls import reverse

from solemate.web.people.models import ClinicianOk
from tests import cast

pytestmark = pytest.mark.django_db
GOOD = {"technique": "tennis-ball", "clinician": "Dr O’Neil & Sons", "given_on": "2026-11-20"}
REASONS = {
    "technique": ("nothing", "Please choose what it is about."),
    "clinician": ("  ", "Please write who said yes."),
    "given_on": ("soon", "Please write the day, like 2026-11-22."),
}


def reason_at(page: str, field: str) -> str:
    """The words that the field points at."""
    found = re.search(rf'id="{field}-error"><svg.*?</svg><span>(.*?)</span>', page, re.DOTALL)
    assert f'aria-describedby="{field}-error"' in page
    assert found
    return found[1]


@pytest.mark.parametrize("field", REASONS)
def test_a_clinicians_yes_keeps_what_was_typed_and_says_what_is_wrong(ada, field):
    typed, reason = REASONS[field]
    answer = cast.signed_in(ada).post(reverse("clinician-ok"), GOOD | {field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason_at(page, field) == reason
    assert page.count('class="error" id="') == 1
    kept = {"technique": 'value="tennis-ball" checked', "clinician": "Dr O’Neil &amp; Sons", "given_on": "2026-11-20"}
    for other in set(GOOD) - {field}:
        assert kept[other] in page
    assert not ClinicianOk.objects.exists()


def test_everything_that_is_wrong_is_said_at_once(ada):
    page = cast.signed_in(ada).post(reverse("clinician-ok")).content.decode()
    assert {field: reason_at(page, field) for field in REASONS} == {
        field: reason for field, (_, reason) in REASONS.items()
    }


def test_a_day_that_has_not_come_stays_to_be_mended(ada):
    answer = cast.signed_in(ada).post(reverse("clinician-ok"), GOOD | {"given_on": "2026-11-23"})
    page = answer.content.decode()
    assert reason_at(page, "given_on") == "That day has not come yet."
    assert 'value="2026-11-23"' in page


@pytest.mark.parametrize(
    ("sent", "field"), [({"mode": "", "country": "DE"}, "mode"), ({"mode": "neuropathy", "country": "XX"}, "country")]
)
def test_the_first_question_says_what_is_missing(ada, sent, field):
    answer = cast.signed_in(ada).post(reverse("who-for"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    ada.refresh_from_db()
    assert ada.country == ""
