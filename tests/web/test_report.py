"""The report: what stands on it, its files, and what the person wants on it. Each test finishes “it …”."""

import json
import re
import subprocess
from datetime import timedelta

import fhirkit
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from solemate.web.diary.actions import record_adverse_event, record_rating
from solemate.web.diary.models import CheckIn
from solemate.web.people.actions import mark_as_simulated
from solemate.web.practice.models import PlannedSession, Session, SessionExposure
from solemate.web.reports.fill import fill_report, said_once, wishes_of
from solemate.web.reports.models import ReportWishes
from tests import cast, moved_clock
from tests.exports.bundle_rules import problems
from tests.web.test_trial import started

pytestmark = pytest.mark.django_db
SAID = {"first_question": "May I go on with the ball?", "second_question": "", "name": "Ada L.", "span": "month"}


def report_of(person):
    return fill_report(person, wishes_of(person), at=moved_clock.now())


def page(client) -> str:
    answer = client.get(reverse("report"))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def printed(client) -> str:
    content = client.get(reverse("report-pdf")).content
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def evening(person, value: int | None, *, scale: str = "pain", site: str = "left-foot") -> None:
    record_rating(
        person,
        moment=CheckIn.Moment.EVENING,
        session=None,
        local_date=moved_clock.now().date(),
        scale=scale,
        site=site,
        value=value,
        at=moved_clock.now(),
        by=person.account,
    )


def test_it_can_be_made_of_an_empty_diary(ada):
    client = cast.signed_in(ada)
    assert "One page for your visit" in page(client)
    text = " ".join(printed(client).split())
    for words in ("None found.", "No safety question was answered", "The PHQ-4 was not filled in", "Not checked here"):
        assert words in text
    assert client.get(reverse("report-png")).content.startswith(b"\x89PNG")
    assert problems(json.loads(client.get(reverse("report-fhir")).content)) == []


def test_it_keeps_what_the_person_wants_to_ask(ada):
    client = cast.signed_in(ada)
    assert client.post(reverse("report"), SAID).status_code == 302
    kept = ReportWishes.objects.get(person=ada)
    assert (kept.first_question, kept.name, kept.span, kept.by) == (
        SAID["first_question"],
        "Ada L.",
        "month",
        ada.account,
    )
    assert "May I go on with the ball?" in page(client)
    assert "May I go on with the ball?" in printed(client)


def test_it_loses_nothing_that_is_too_long(ada):
    client = cast.signed_in(ada)
    answer = client.post(reverse("report"), SAID | {"second_question": "y" * 161})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "y" * 161 in text
    assert "160 letters at most" in text
    assert not ReportWishes.objects.exists()


def test_an_evening_that_is_still_to_come_is_not_missing(ada):
    evening(ada, 3)
    assert report_of(ada).figures[0].value == "1 of 1"
    moved_clock.move(days=1)
    assert report_of(ada).figures[0].value == "1 of 1"
    moved_clock.move(days=1)
    assert report_of(ada).figures[0].value == "1 of 2"
    evening(ada, 3)
    assert report_of(ada).figures[0].value == "2 of 3"


def test_it_tells_a_red_flag_on_top_and_whether_it_still_holds(ada):
    cast.answers(ada, "burn_or_blister", sites=("left-foot",))
    first = report_of(ada).flags
    assert [line.told for line in first] == [
        "See somebody the same day.",
        "Tell the doctor soon.",
    ]  # the urgent one on top
    assert "a burn, or a blister" in first[0].what
    assert "left foot" in first[0].what
    assert first[0].now == "Still so."
    moved_clock.move(hours=3)
    cast.answers(ada)
    assert report_of(ada).flags[0].now == "Not said since."
    assert report_of(ada).flags[0].what.startswith("“")  # the words of the page; nobody has examined anything
    assert printed(cast.signed_in(ada)).index("left foot") < printed(cast.signed_in(ada)).index("evenings filled in")


def test_it_tells_a_flag_that_was_answered_no_at_once_after_those_that_stood(ada):
    cast.answers(ada, "breathless_or_chest_pain")
    moved_clock.move(minutes=2)
    cast.answers(ada)
    moved_clock.move(hours=1)
    cast.answers(ada, "burn_or_blister", sites=("left-foot",))
    moved_clock.move(hours=1)
    cast.answers(ada)
    *stood, slip = report_of(ada).flags
    assert "breath" in slip.what, "it is told all the same: a true one may be answered no to get on"
    assert slip.now == "Answered no 2 minutes later."
    assert [line.now for line in stood] == ["Not said since."] * len(stood)
    assert len(stood) >= 1
    moved_clock.move(hours=1)
    cast.answers(ada, "breathless_or_chest_pain")
    moved_clock.move(minutes=11)
    cast.answers(ada)
    assert "breath" in report_of(ada).flags[0].what, "twice, and once for longer than a slip"


def mood(person, *values: int) -> None:
    client = cast.signed_in(person)
    moved_clock.move(hours=1)
    for number, value in enumerate(values, start=1):
        assert client.post(f"/questions/phq4/{number}/", {"value": str(value)}).status_code == 302


def test_it_tells_low_mood_as_the_page_told_it_to_the_person(ada):
    cast.answers(ada)
    mood(ada, 0, 0, 2, 2)
    line = report_of(ada).flags[0]
    assert "your mood is low" in line.what
    assert (line.told, line.now) == ("Tell the doctor soon.", "Still so.")
    bundle = json.loads(cast.signed_in(ada).get(reverse("report-fhir")).content)
    flags = [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "Flag"]
    assert [one["status"] for one in flags] == ["active"]
    assert "RF-17" in json.dumps(flags)
    assert "not filled in" not in report_of(ada).flags_from
    moved_clock.move(days=28)
    mood(ada, 0, 0, 0, 0)
    assert [line.now for line in report_of(ada).flags] == ["Not said since."]


def test_it_tells_a_flag_from_before_the_span_that_still_holds(ada):
    cast.answers(ada, "charcot_active", sites=("left-foot",))
    ada.created_at = moved_clock.now()
    ada.save()
    moved_clock.move(days=30)  # an answer counts for 31 days, the month of the report is 28
    cast.signed_in(ada).post(reverse("report"), SAID)
    assert [line.now for line in report_of(ada).flags] == ["Still so."]


def test_it_tells_what_went_wrong_in_a_session(ada):
    now = moved_clock.now()
    record_adverse_event(
        ada, "ST-01", technique="tennis-ball", session=None, local_date=now.date(), at=now, by=ada.account
    )
    line = report_of(ada).flags[-1]
    assert "during ball under your foot" in line.what
    assert (line.told, line.now) == ("Stop the session.", "Session stopped.")
    bundle = json.loads(cast.signed_in(ada).get(reverse("report-fhir")).content)
    assert [one["resource"]["status"] for one in bundle["entry"] if one["resource"]["resourceType"] == "Flag"]


def test_it_compares_the_last_days_with_the_first(ada):
    for day in range(28):
        evening(ada, 6 if day < 14 else 4)
        moved_clock.move(days=1)
    evening(ada, None)
    line = report_of(ada).trends[0]
    assert (line.what, line.first, line.last, line.change) == ("Pain, left foot", "6.0 (14)", "4.0 (13)", "−2.0")


def test_its_charts_say_how_many_evenings_have_no_answer(ada):
    for day in range(4):
        if day != 2:
            evening(ada, 5)
        moved_clock.move(days=1)
    evening(ada, 6)
    assert report_of(ada).charts[0].alt.endswith("4 marks between 5 and 6; 1 without answer.")


def test_it_hides_averages_while_a_trial_runs(ada, monkeypatch):
    monkeypatch.setattr("solemate.web.reports.fill.averages_are_blinded", lambda person, day: True)
    for _ in range(10):
        evening(ada, 6)
        moved_clock.move(days=1)
    blinded = report_of(ada)
    assert blinded.trends == ()
    assert "A trial is under way" in blinded.trends_hidden
    assert not [figure for figure in blinded.figures if " to " in figure.value]


def test_it_says_which_places_were_rated_and_are_not_drawn(ada):
    evening(ada, 5, site="left-foot")
    evening(ada, 4, site="right-foot")
    evening(ada, 3, site="left-hand")
    report = report_of(ada)
    assert [chart.title for chart in report.charts] == ["foot", "foot"]
    assert "Rated too, not drawn here: left hand." in report.charts_key
    assert report.charts[0].alt.endswith("1 mark at 5; 0 without answer.")


def test_it_says_that_a_trial_waits(ada):
    trial = started(ada)
    client = cast.signed_in(ada)
    assert "A trial runs since" in report_of(ada).trial_runs
    client.post(reverse("trial-pause", args=[trial.id]), {"reason": "travel"})
    assert report_of(ada).trial_runs.startswith("A trial waits since")
    shown = client.get(reverse("trials")).content.decode()
    assert "It waits now." in shown
    assert "It runs now." not in shown


def test_it_says_no_reason_twice_and_nothing_false_of_questions_not_asked(ada):
    cast.answers(ada, "wound_foot", "foot_hot_swollen", sites=("left-foot",))
    report = report_of(ada)
    tubs = [line.why for line in report.closed if "one tub" in line.why]
    assert tubs
    assert all(why.count("Both feet share one tub.") == 1 for why in tubs), tubs
    assert said_once(["One. Both.", "Two. Both."]) == "One. Both. Two."
    moved_clock.move(days=40)
    assert "Nothing starts before" not in report_of(ada).closed_note
    assert report_of(ada).closed_note.endswith("A session starts only when its own are answered.")


def test_it_counts_1_time_in_the_singular_and_calls_no_finished_session_stopped(ada):
    session = Session.objects.create(
        person=ada, technique="tennis-ball", sites=["left-foot"], minutes=5, timeline=[],
        local_date=moved_clock.now().date(), made_at=moved_clock.now(), by=ada.account,
    )  # fmt: skip
    SessionExposure.objects.create(
        session=session, person=ada, technique="tennis-ball", local_date=session.local_date, timed=True, ended="finish",
        left_foot_ms=60_000, right_foot_ms=120_000,
    )  # fmt: skip
    assert "1 time. 1 minute left, 2 minutes right." in page(cast.signed_in(ada))
    record_adverse_event(
        ada, "A-06", technique="tennis-ball", session=session.id, local_date=session.local_date,
        at=moved_clock.now(), by=ada.account,
    )  # fmt: skip
    line = report_of(ada).flags[-1]
    assert (line.told, line.now) == ("", "Said after the session."), "what was finished is not called stopped"


def test_it_says_that_a_person_is_made_up(ada):
    mark_as_simulated(ada, by=ada.account)
    client = cast.signed_in(ada)
    assert "Simulated person. This diary is made up." in printed(client)
    assert "HTEST" in client.get(reverse("report-fhir")).content.decode()


def test_it_gives_the_same_bytes_twice(ada):
    client = cast.signed_in(ada)
    for name in ("report-pdf", "report-fhir"):
        assert client.get(reverse(name)).content == client.get(reverse(name)).content


def test_its_bundle_passes_somebody_elses_check(ada):
    for site in ("left-foot", "right-foot"):
        evening(ada, 3, site=site)
        evening(ada, None, scale="numbness", site=site)
    cast.answers(ada, "burn_or_blister", sites=("left-foot",))
    bundle = json.loads(cast.signed_in(ada).get(reverse("report-fhir")).content)
    assert [issue.message for issue in fhirkit.validate(bundle) if issue.severity == "error"] == []
    assert problems(bundle) == []
    assert sum(one["resource"]["resourceType"] == "Observation" for one in bundle["entry"]) == 4


def test_it_writes_nothing_when_it_is_looked_at(ada):
    client = cast.signed_in(ada)
    page(client)
    with CaptureQueriesContext(connection) as seen:
        for name in ("report", "report-pdf", "report-png", "report-fhir"):
            client.get(reverse(name))
    assert not [query["sql"] for query in seen if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_it_has_nothing_of_another_person(ada, ben):
    evening(ben, 9)
    cast.signed_in(ben).post(reverse("report"), SAID | {"name": "Ben"})
    assert "Ben" not in page(cast.signed_in(ada))
    assert report_of(ada).figures[0].value == "0"


def test_it_counts_planned_sessions_done_of_planned(ada):
    assert report_of(ada).figures[1].words == "sessions done"
    today = moved_clock.now().date()
    ada.created_at = moved_clock.now()
    ada.save()
    for day in range(3):
        PlannedSession.objects.create(
            person=ada, technique="tennis-ball", day=today + timedelta(days=day), minute=600, minutes=5,
            made_at=moved_clock.now(), by=ada.account,
        )  # fmt: skip
    for technique in ("tennis-ball", "hand-lotion-massage"):
        session = Session.objects.create(
            person=ada, technique=technique, sites=["left-foot"], minutes=5, timeline=[], local_date=today,
            made_at=moved_clock.now(), by=ada.account,
        )  # fmt: skip
        SessionExposure.objects.create(
            session=session, person=ada, technique=technique, local_date=today, timed=True, ended="finish"
        )
    moved_clock.move(days=2)  # today's is still to come
    figure = report_of(ada).figures[1]
    assert (figure.value, figure.words) == ("1 of 2", "planned sessions done, and 1 more")
