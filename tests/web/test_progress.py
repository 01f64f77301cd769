"""Progress: days as dots, weeks and months as averages worked out by hand, minutes from the log, nothing while it is blinded."""

import random
from datetime import date, timedelta

import pytest
from django.db.models import Q

from solemate.care.site import SITES
from solemate.web.diary import blinding
from solemate.web.diary.actions import answer_questionnaire, record_rating
from solemate.web.diary.models import CheckIn
from solemate.web.people.models import Person
from solemate.web.practice.minutes import minutes_at, played_by_day, played_by_month
from solemate.web.practice.models import SessionExposure
from solemate.web.practice.spans import spans
from tests import cast, moved_clock
from tests.web.test_session_exposures import new_session
from tests.web.test_trial import started

pytestmark = pytest.mark.django_db
TODAY = moved_clock.START.date()


def evening(person, day, value, scale="numbness", site="left-hand"):
    record_rating(
        person,
        moment=CheckIn.Moment.EVENING,
        session=None,
        local_date=day,
        scale=scale,
        site=site,
        value=value,
        at=moved_clock.now(),
        by=person.account,
    )


def done(person, day, *, technique="hand-lotion-massage", timed=True, **milliseconds):
    """A session of that day with these sums, without a log behind it: only the adding up is tested here."""
    session = new_session(person)
    SessionExposure.objects.create(
        session=session, person=person, local_date=day, technique=technique, timed=timed, **milliseconds
    )
    return session


def known_for(person, days):
    Person.objects.filter(id=person.id).update(created_at=moved_clock.now() - timedelta(days=days))
    return Person.objects.get(id=person.id)


def page_of(person, **query):
    answer = cast.signed_in(person).get("/progress/", query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def span_of(person, span, site="left-hand", *, days, blinded=False):
    begun = TODAY - timedelta(days=days - 1)
    shown = {"span": span, "begun": begun, "today": TODAY, "blinded": blinded, "by": person.account}
    return spans(person, "numbness", [site], **shown)[site]


def test_two_weeks_are_fourteen_days_with_two_averages(ada):
    for ago in range(20):
        evening(ada, TODAY - timedelta(days=ago), 2 if ago < 7 else 6)
    found = span_of(ada, "2-weeks", days=20)
    assert (found.each, len(found.rows)) == ("day", 14)
    assert [(mean.first, mean.last, mean.value) for mean in found.means] == [(0, 6, 6), (7, 13, 2)]


def test_a_week_of_two_answers_has_no_average(ada):
    for ago in (0, 3, 8, 9, 10):
        evening(ada, TODAY - timedelta(days=ago), 4)
    assert [mean.first for mean in span_of(ada, "2-weeks", days=14).means] == [0]


def test_skipped_and_missing_evenings_have_no_dot(ada):
    evening(ada, TODAY, None)
    evening(ada, TODAY - timedelta(days=2), 3)
    assert [row.evening.value for row in span_of(ada, "2-weeks", days=3).rows][:3] == [3, None, None]
    page = page_of(ada)
    assert page.count("no answer") == 5, "of 3 days: 2 on the left, 3 on the right"


def test_a_year_is_weeks_that_end_today(ada):
    for ago in range(200):
        evening(ada, TODAY - timedelta(days=ago), ago // 7 % 11)
    found = span_of(ada, "all", days=200)
    assert (found.each, len(found.rows)) == ("week", 29)
    assert [row.evening.value for row in found.rows] == [week % 11 for week in range(28, -1, -1)]
    assert found.rows[0].answers == 200 - 28 * 7


def test_more_than_a_year_is_months_added_up_by_the_database(ada):
    chance = random.Random(3)
    given: dict[str, list[int]] = {}
    for ago in range(0, 500, 3):
        day, value = TODAY - timedelta(days=ago), chance.randint(0, 10)
        evening(ada, day, value)
        given.setdefault(f"{day:%Y-%m}", []).append(value)
    done(ada, date(2026, 1, 5), left_hand_ms=120_000, right_hand_ms=60_000)
    done(ada, date(2026, 1, 31), left_hand_ms=30_000)
    found = span_of(ada, "all", days=500)
    assert found.each == "month"
    for row in found.rows:
        values = given.get(f"{row.evening.day:%Y-%m}", [])
        assert row.answers == len(values)
        assert row.evening.value == (pytest.approx(sum(values) / len(values)) if len(values) >= 3 else None)
    assert {row.words: row.evening.minutes for row in found.rows if row.evening.minutes} == {"Jan 2026": 2.5}


def test_more_than_four_years_are_3_months_at_a_time(ada):
    """Otherwise a phone would show 120 marks, one over the other."""
    ada = known_for(ada, 5 * 365)
    chance = random.Random(5)
    given: dict[tuple[int, int], list[int]] = {}
    for ago in range(0, 5 * 365, 9):
        day, value = TODAY - timedelta(days=ago), chance.randint(0, 10)
        evening(ada, day, value)
        given.setdefault((day.year, (day.month - 1) // 3), []).append(value)
    done(ada, date(2026, 1, 5), left_hand_ms=120_000)
    done(ada, date(2026, 3, 31), left_hand_ms=30_000)
    found = span_of(ada, "all", days=5 * 365)
    assert found.each == "3 months"
    assert 20 <= len(found.rows) <= 22
    for row in found.rows:
        values = given[row.evening.day.year, (row.evening.day.month - 1) // 3]
        assert row.answers == len(values)
        assert row.evening.value == pytest.approx(sum(values) / len(values))
    assert {row.words: row.evening.minutes for row in found.rows if row.evening.minutes} == {"Jan 2026": 2.5}
    page = cast.signed_in(ada).get("/progress/", {"span": "all"}).content.decode()
    assert "Each mark is 3 months." in page
    assert "Average of 3 months: left, right" in page
    assert '<th scope="col">3 months from</th>' in page


@pytest.mark.parametrize("span", ["3-months", "all"])
def test_what_is_read_does_not_grow_with_the_years(ada, span, django_assert_max_num_queries):
    ada = known_for(ada, 3650)
    evening(ada, TODAY - timedelta(days=3649), 5)
    client = cast.signed_in(ada)
    client.get("/progress/", {"span": span})  # the first look adds up the months that are over
    with django_assert_max_num_queries(20):
        page = client.get("/progress/", {"span": span}).content.decode()
    assert page.count("<tr>") < 2 * 125 + 30
    assert len(page) < 150_000


def test_days_and_months_of_minutes_agree_with_the_sums_row_by_row(ada, ben):
    chance = random.Random(5)
    expected_days: dict[date, dict[str, int]] = {}
    for _ in range(40):
        day = TODAY - timedelta(days=chance.randint(0, 60))
        times = {f"{site.replace('-', '_')}_ms": chance.randint(0, 400_000) for site in SITES}
        done(ada, day, **times)
        sums = expected_days.setdefault(day, dict.fromkeys(SITES, 0))
        for site in SITES:
            sums[site] += times[f"{site.replace('-', '_')}_ms"]
    done(ada, TODAY, timed=False)
    done(ben, TODAY, left_hand_ms=99)
    in_bin = done(ada, TODAY, left_hand_ms=77)
    in_bin.deleted_at = moved_clock.now()
    in_bin.save()
    first = TODAY - timedelta(days=60)
    assert played_by_day(ada, first=first, last=TODAY) == expected_days
    months = played_by_month(ada, Q())
    for month, sums in months.items():
        days = [row for day, row in expected_days.items() if f"{day:%Y-%m}" == month]
        assert sums == {site: sum(row[site] for row in days) for site in SITES}
    assert set(months) == {f"{day:%Y-%m}" for day in expected_days}


def test_minutes_of_a_pair_are_counted_once():
    played = {"left-hand": 120_000, "right-hand": 60_000, "left-foot": 0, "right-foot": 30_000}
    assert minutes_at(played, "right-hand") == 1
    assert minutes_at(played, "both-hands") == 2
    assert minutes_at(played, "") == 2.5


def test_the_page_shades_the_days_and_says_the_minutes(ada):
    ada = known_for(ada, 10)
    evening(ada, TODAY, 4)
    done(ada, TODAY, left_hand_ms=157_000, right_hand_ms=157_000)
    page = page_of(ada)
    assert "You did a session that day" in page
    assert "Minutes done" in page
    assert '<td class="number">2.6</td>' in page
    assert page.count("2:37") == 2
    assert page.count("A pattern is not proof.") == 2, "beside every chart"
    assert page.count('href="/trials/new/"') == 2, "and how to test it"


def test_each_hand_has_its_own_shape_and_three_widths(ada):
    evening(ada, TODAY, 4)
    page = page_of(ada)
    assert (page.count("chart chart-left"), page.count("chart chart-right")) == (3, 3)
    assert [page.count(f'viewBox="0 0 {width} ') for width in (240, 300, 420)] == [2, 2, 2]


def test_while_a_trial_runs_there_are_dots_only(ada, monkeypatch):
    monkeypatch.setattr(blinding, "_blinds", [lambda person, day: person == ada])
    ada = known_for(ada, 500)
    for ago in range(0, 400, 2):
        evening(ada, TODAY - timedelta(days=ago), 5)
    for span in ("2-weeks", "3-months", "all", "no-such"):
        page = page_of(ada, span=span)
        assert "While your trial runs, we show no averages." in page
        assert "chart-mean" not in page
        assert "Average" not in page
        assert "span=all" not in page
    assert span_of(ada, "all", days=500, blinded=True).each == "day"


def test_a_scale_said_once_can_be_looked_at(ada):
    evening(ada, TODAY, 7, scale="sleep", site="")
    page = page_of(ada, show="sleep")
    assert "evening trouble with sleep" in page
    assert page.count('<td class="number">7</td>') == 1


def test_an_evening_saved_before_a_trial_of_something_else_is_not_called_none(ada):
    assert "No evening yet" in page_of(ada)
    evening(ada, TODAY, 4)
    started(ada, scale="warmth")
    page = page_of(ada)
    assert "evening warmth" in page
    assert "No evening yet" not in page
    assert "No answer to this question in this time" in page


def test_what_is_chosen_by_a_made_up_word_falls_back(ada):
    assert "evening numbness" in page_of(ada, show="<script>", span="7-years")


def test_an_evening_older_than_the_account_is_shown(ada):
    evening(ada, TODAY - timedelta(days=5), 8)
    assert '<td class="number">8</td>' in page_of(ada)


def test_monthly_questions_are_offered_once_a_month_with_what_was_said(ada):
    assert "/questions/peg/0/" in page_of(ada)
    assert "We will ask after your first month." in page_of(ada), "how one has changed, nobody can say on the first day"
    for number, item in enumerate(("pain", "enjoyment", "activity")):
        answer_questionnaire(
            ada, "peg", item, 4 + number, last=number == 2, local_date=TODAY, at=moved_clock.now(), by=ada.account
        )
    page = page_of(ada)
    assert "/questions/peg/0/" not in page
    assert "5.0 of 10" in page
    moved_clock.move(days=30)
    page = page_of(ada)
    assert "/questions/peg/0/" in page
    assert "/questions/pgic/0/" in page
    assert "5.0 of 10" in page
