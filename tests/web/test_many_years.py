"""A diary of many years opens as fast as one of a month: as many queries, and as much work for the database.

Work is counted in steps of SQLite's own machine, which are the same however busy the computer is. How long it takes, with ten
years, is measured by `make benchmark-pages` (docs/verification/pages.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from solemate.web.people.models import Person
from solemate.web.simulation import demo
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
SHORT, LONG = 33, 132  # days; pages show 28
STEPS_EACH = 50
PAGES = ["/", "/week/", "/progress/", "/check-in/2026-11-22/1/", "/more/entries/", "/more/"]
SAVE = "save"


class Steps:
    """Counts what SQLite does, in steps of its machine."""

    def __init__(self) -> None:
        self.taken = 0

    def step(self) -> int:
        self.taken += STEPS_EACH
        return 0


@contextmanager
def counting() -> Iterator[Steps]:
    steps = Steps()
    connection.connection.set_progress_handler(steps.step, STEPS_EACH)
    try:
        yield steps
    finally:
        connection.connection.set_progress_handler(None, STEPS_EACH)


def act(client: Client, page: str) -> None:
    answer = client.post("/check-in/2026-11-22/1/", {"value": "4"}) if page == SAVE else client.get(page)
    assert answer.status_code in (200, 302), page


def work_of_pages(days: int) -> dict[str, tuple[int, int]]:
    """Page to (queries, steps of the database) for a diary of so many days."""
    with transaction.atomic():
        demo.fill(days=days, with_trials=False)
        client = cast.signed_in(Person.objects.get())
        work = {}
        for page in [*PAGES, SAVE]:
            act(client, page)  # the first time makes what is made once, such as the plan of the week
            with CaptureQueriesContext(connection) as queries, counting() as steps:
                act(client, page)
            work[page] = (len(queries), steps.taken)
        transaction.set_rollback(True)
    return work


def test_pages_cost_the_same_however_long_the_diary_is():
    moved_clock.set_to(EVENING)
    short, long = work_of_pages(SHORT), work_of_pages(LONG)
    for page, (queries, steps) in long.items():
        assert queries <= short[page][0] + 1, (page, short[page], long[page])
        assert steps <= 1.35 * short[page][1] + 2000, (page, short[page], long[page])
    assert min(steps for _, steps in short.values()) > 0


def test_the_count_would_notice():
    moved_clock.set_to(EVENING)
    demo.fill(days=12, with_trials=False)
    with counting() as few:
        list(Person.objects.values_list("pk"))
    with counting() as many:
        list(Person.objects.filter(safety_answers__yes=True).values_list("safety_answers__question"))
    assert many.taken > few.taken + 1000
