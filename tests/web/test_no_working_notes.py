"""What is written for a person holds no working notes: ids of facts, studies and decisions stay in the data."""

import re

import pytest
from django.urls import reverse

from tests import cast
from tests.web.page_text import lines_of

pytestmark = pytest.mark.django_db
NOTES = re.compile(
    r"\b[A-Z]{1,2}-\d{1,2}\b|\bS\d{2,3}\b|\b00\d\d\b|sign-off|page not found|[Ll]eave out|garbled|fabricated|\btable \d"
)


@pytest.mark.parametrize("name", ["known", "article", "open-points"])
def test_no_working_notes(ada, name):
    address = {"known": "/known/", "article": "/known/article/", "open-points": reverse("open-points")}[name]
    page = cast.signed_in(ada).get(address).content.decode()
    assert [line for line in lines_of(page) if NOTES.search(line)] == []
    assert page.count('data-id="') > 3, "the ids are kept beside the words"
