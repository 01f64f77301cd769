"""Months that are over are added up once, and are always what adding them up anew would give: after an answer, a deletion,
an undo, an import, a late log. The second look at ten years reads hardly more than a look at one month.
"""

import io
import sqlite3
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.db.utils import OperationalError
from django.test.utils import CaptureQueriesContext

from solemate.exports.tables import read_archive
from solemate.web.diary import past_months
from solemate.web.diary.models import CheckIn, PastMonths, Rating
from solemate.web.diary.rounds import monthly_means
from solemate.web.keeping.actions import delete_now, delete_rows_of, put_back, put_in_bin, replace_diary
from solemate.web.keeping.export_rows import write_export
from solemate.web.practice.actions import keep_events
from solemate.web.practice.minutes import played_by_month
from solemate.web.practice.spans import MINUTES, spans
from tests import cast, moved_clock
from tests.web.test_progress import TODAY, evening, known_for
from tests.web.test_session_exposures import new_session, sent

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - timedelta(days=400)


def look(person, days=500):
    begun = TODAY - timedelta(days=days - 1)
    shown = {"span": "all", "begun": begun, "today": TODAY, "blinded": False, "by": person.account}
    return spans(person, "numbness", ["left-hand", "right-hand"], **shown)


def holds(person):
    """Whether what is kept is what adding up gives, by a way that knows nothing of keeping."""
    before = Q(local_date__lt=TODAY.replace(day=1))
    said = {
        "numbness": monthly_means(person, before, scale="numbness"),
        MINUTES: played_by_month(person, before),
    }
    kept = dict(PastMonths.objects.filter(person=person).values_list("of", "months"))
    as_lists = {month: {site: list(pair) for site, pair in sites.items()} for month, sites in said["numbness"].items()}
    return kept == {"numbness": as_lists, MINUTES: said[MINUTES]}


def answers(person, site="left-hand"):
    return {row.words: row.answers for row in look(person)[site].rows if row.answers}


def played(person):
    return {row.words: row.evening.minutes for row in look(person)["left-hand"].rows if row.evening.minutes}


def practised(person, day, number=1):
    """A session of that day whose log comes now."""
    session = new_session(person)
    session.local_date = day
    session.save()
    first = next(each for each in session.timeline if each["kind"] == "step")["start"] * 1000
    log = [sent(number, "start", first), sent(number + 1, "proof", first + 15_000)]
    keep_events(session, log, at=moved_clock.now(), by=person.account)
    return session


def test_an_evening_of_long_ago_that_is_answered_changed_deleted_and_put_back_counts_at_once(ada):
    for ago in range(3):
        evening(ada, LONG_AGO - timedelta(days=ago), 6)
    assert answers(ada) == {"Oct 2025": 3}
    assert holds(ada)
    evening(ada, LONG_AGO - timedelta(days=3), 2)
    assert answers(ada) == {"Oct 2025": 4}
    evening(ada, LONG_AGO, 1)
    assert [row.evening.value for row in look(ada)["left-hand"].rows if row.answers] == [(1 + 6 + 6 + 2) / 4]
    check_in = CheckIn.objects.get(local_date=LONG_AGO)
    put_in_bin(check_in, at=moved_clock.now(), by=ada.account)
    assert answers(ada) == {"Oct 2025": 3}
    put_back(CheckIn.objects.get(pk=check_in.pk), by=ada.account)
    assert answers(ada) == {"Oct 2025": 4}
    put_in_bin(CheckIn.objects.get(pk=check_in.pk), at=moved_clock.now(), by=ada.account)
    assert answers(ada) == {"Oct 2025": 3}
    delete_now(CheckIn.objects.get(pk=check_in.pk), by=ada.account)
    assert answers(ada) == {"Oct 2025": 3}
    assert holds(ada)


def test_a_log_of_long_ago_that_comes_late_and_a_session_deleted_and_put_back_count_at_once(ada):
    assert played(ada) == {}
    session = practised(ada, LONG_AGO)
    assert played(ada) == {"Oct 2025": 0.25}
    put_in_bin(session, at=moved_clock.now(), by=ada.account)
    assert played(ada) == {}
    session.refresh_from_db()
    put_back(session, by=ada.account)
    assert played(ada) == {"Oct 2025": 0.25}
    assert holds(ada)


def test_an_import_and_the_end_of_everything_leave_nothing_behind(ada, ben):
    for ago in range(3):
        evening(ada, LONG_AGO - timedelta(days=ago), 6)
    file = io.BytesIO()
    write_export(ada, file)
    delete_rows_of(ada, by=ada.account)
    assert answers(ben) == {}
    with read_archive(file) as archive:
        replace_diary(ben, archive, by=ben.account)
    assert answers(ben) == {"Oct 2025": 3}
    delete_rows_of(ben, by=ben.account)
    assert not PastMonths.objects.filter(person=ben).exists()
    assert answers(ben) == {}


def test_what_is_answered_today_neither_deletes_nor_misses_anything(ada):
    for ago in (0, 1, 2, 400, 401, 402):
        evening(ada, TODAY - timedelta(days=ago), 5)
    assert answers(ada) == {"Oct 2025": 3, "Nov 2026": 3}
    kept = PastMonths.objects.get(of="numbness").pk
    evening(ada, TODAY - timedelta(days=3), 5)
    assert PastMonths.objects.get(of="numbness").pk == kept
    assert answers(ada) == {"Oct 2025": 3, "Nov 2026": 4}


def test_when_a_month_is_over_it_is_added_up_with_the_others(ada):
    for ago in range(3):
        evening(ada, TODAY - timedelta(days=ago), 5)
    answers(ada)
    next_month = TODAY + timedelta(days=30)
    shown = {"span": "all", "begun": LONG_AGO, "today": next_month, "blinded": False, "by": ada.account}
    rows = spans(ada, "numbness", ["left-hand"], **shown)["left-hand"].rows
    assert {row.words: row.answers for row in rows if row.answers} == {"Nov 2026": 3}
    assert PastMonths.objects.get(of="numbness").before == next_month.replace(day=1)


def test_a_full_disk_keeps_nobody_from_looking(ada, monkeypatch):
    evening(ada, LONG_AGO, 5)

    def full(*_args, **_words):
        cause = sqlite3.OperationalError("database or disk is full")
        cause.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise OperationalError from cause

    monkeypatch.setattr(past_months, "keep_past_months", full)
    assert answers(ada) == {"Oct 2025": 1}
    assert not PastMonths.objects.exists()


def many_evenings(person, days):
    """An evening of two answers on each day, all at once."""
    when = [TODAY - timedelta(days=ago) for ago in range(days)]
    same = {"person": person, "by": person.account}
    check_ins = [
        CheckIn(moment="evening", local_date=day, time_zone="UTC", started_at=moved_clock.now(), **same) for day in when
    ]
    CheckIn.objects.bulk_create(check_ins)
    Rating.objects.bulk_create(
        Rating(check_in=one, scale="numbness", site=site, value=5, recorded_at=moved_clock.now(), **same)
        for one in check_ins
        for site in ("left-hand", "right-hand")
    )


def work_of_all(person, days, monkeypatch):
    """(queries, rows fetched) of the page with everything, when it is opened again."""
    person = known_for(person, days)
    many_evenings(person, days)
    client = cast.signed_in(person)
    assert client.get("/progress/?span=all").status_code == 200
    fetched = []
    cursors = type(connection.cursor().cursor)
    fetchmany = cursors.fetchmany

    def counted(self, *size):
        rows = fetchmany(self, *size)
        fetched.extend(rows)
        return rows

    monkeypatch.setattr(cursors, "fetchmany", counted)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/progress/?span=all").status_code == 200
    monkeypatch.undo()
    return len(queries), len(fetched)


def test_the_page_with_everything_reads_no_more_rows_of_ten_years_than_of_one_and_a_half(ada, ben, monkeypatch):
    short = work_of_all(ada, 540, monkeypatch)
    long = work_of_all(ben, 3652, monkeypatch)
    assert long == short
    assert long[0] <= 20
    assert long[1] < 60
