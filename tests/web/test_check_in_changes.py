"""At the end of a check-in: what changed since last week, in numbers worked out by hand; and nothing where little is known."""

from datetime import timedelta

import pytest

from solemate.web.diary import blinding
from solemate.web.diary.actions import record_rating
from solemate.web.diary.models import CheckIn
from tests import cast, moved_clock

pytestmark = pytest.mark.django_db
LAST = moved_clock.START.date()


def evening(person, days_ago, value, scale="pain", site="left-hand"):
    record_rating(
        person,
        moment=CheckIn.Moment.EVENING,
        session=None,
        local_date=LAST - timedelta(days=days_ago),
        scale=scale,
        site=site,
        value=value,
        at=moved_clock.now(),
        by=person.account,
    )


def done(person):
    return " ".join(cast.signed_in(person).get(f"/check-in/{LAST}/done/").content.decode().split())


def test_the_averages_of_two_weeks_and_their_difference(ada):
    for days_ago, value in enumerate([4, 4, 5, 4, 3, 4, 4, 6, 5, 5, 4, 6, 5, 5]):
        evening(ada, days_ago, value)  # 28 / 7 = 4.0 and 36 / 7 = 5.14
    page = done(ada)
    assert "hand, pain: <strong>1.1 lower</strong>." in page
    assert "4.0 this week, 5.1 last week." in page
    assert page.count("this week,") == 1, "only for what both weeks can speak about"


def test_what_is_shown_adds_up(ada):
    for days_ago, value in [(0, 3), (1, 4), (2, 4), (7, 4), (8, 4), (9, 4)]:
        evening(ada, days_ago, value)  # 3.67 against 4: shown as 3.7 and 4.0, so 0.3 and not 0.33
    assert "<strong>0.3 lower</strong>" in done(ada)


def test_no_change_is_said_as_such(ada):
    for days_ago in (0, 1, 2, 7, 8, 9):
        evening(ada, days_ago, 5)
    assert "<strong>the same</strong>" in done(ada)


def test_two_evenings_a_week_are_not_enough(ada):
    for days_ago in (0, 1, 7, 8, 9, 10):
        evening(ada, days_ago, 5)
    page = done(ada)
    assert "Not enough evenings yet." in page
    assert "this week," not in page


def test_skipped_evenings_do_not_count(ada):
    for days_ago, value in [(0, 5), (1, 5), (2, None), (7, 5), (8, 5), (9, 5)]:
        evening(ada, days_ago, value)
    assert "Not enough evenings yet." in done(ada)


def test_the_fourteenth_day_belongs_to_it_and_the_fifteenth_does_not(ada):
    for days_ago, value in [(0, 1), (1, 1), (6, 1), (7, 2), (8, 2), (13, 2), (14, 10)]:
        evening(ada, days_ago, value)
    assert "1.0 this week, 2.0 last week." in done(ada)


def test_while_a_trial_runs_no_average_is_shown(ada, monkeypatch):
    monkeypatch.setattr(blinding, "_blinds", [lambda person, day: person == ada and day == LAST])
    for days_ago in (0, 1, 2, 7, 8, 9):
        evening(ada, days_ago, 5)
    page = done(ada)
    assert "While your trial runs, we show no averages." in page
    assert "this week," not in page


def test_who_blinds_is_asked_once_however_often_it_says_so(ada, monkeypatch):
    monkeypatch.setattr(blinding, "_blinds", [])
    assert not blinding.averages_are_blinded(ada, LAST)

    def always(person, day):
        return True

    blinding.blind_averages_when(always)
    blinding.blind_averages_when(always)
    assert blinding._blinds == [always]
    assert blinding.averages_are_blinded(ada, LAST)
