"""The week's plan as somebody lives with it: seen, not today, moved, swapped, done now; closed at once; given by others."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web.people.actions import set_profile
from solemate.web.practice.actions import (
    ForPlan,
    SentEvent,
    keep_events,
    put_in_plan,
    set_plan_wishes,
    take_out_of_plan,
)
from solemate.web.practice.models import GivenSession, Plan, PlannedSession, PlanWishes, Session
from solemate.web.reports.fill import fill_report, wishes_of
from solemate.web.reports.record_rows import plan_of
from tests import cast, moved_clock
from tests.web.page_text import lines_of
from tests.web.test_session_exposures import sent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)  # a Sunday
MONDAY = TODAY + timedelta(days=1)
ZONE = "Europe/Berlin"
EVERYTHING = ["lotion", "soft-ball", "hand-ball", "marbles", "tub", "needles", "rice"]
LOTION = ["hand-lotion-massage", "foot-lotion-massage"]


@pytest.fixture
def planner(ada):
    """Ada on Monday at 8 in the morning in Berlin, with a week of lotion massages."""
    ada.time_zone = ZONE
    ada.save()
    moved_clock.move(hours=21, minutes=30)
    cast.answers(ada)
    wish(ada)
    return ada


def wish(person, **other):
    wishes = {
        "techniques": LOTION,
        "sessions_a_day": 3,
        "awake": [9 * 60, 20 * 60],
        "rests": [],
        "rest_days": [],
        "favourites": [630, 840, 1050],
        "helper": {},
        "tired_hands": False,
        "twice": True,
        "kit": EVERYTHING,
        "time_zone": ZONE,
    }
    set_plan_wishes(person, {**wishes, **other}, at=moved_clock.now(), by=person.account)


def page(person, name="week", *args):
    answer = cast.signed_in(person).get(reverse(name, args=args))
    assert answer.status_code == 200, answer.get("Location")
    return "\n".join(lines_of(answer.content.decode()))


def rows(person, **by):
    return list(PlannedSession.objects.filter(person=person, **by).order_by("day", "minute"))


def where(person, **by):
    return [(row.day, row.minute, row.technique) for row in rows(person, **by)]


def post(person, name, *args, **fields):
    return cast.signed_in(person).post(reverse(name, args=args), fields)


def do(person, technique):
    """A session that was begun and finished."""
    cast.answers(person)
    assert "/before/" in post(person, "start", technique)["Location"]
    session = Session.objects.filter(person=person).latest("made_at")
    at = moved_clock.now()
    events = [
        SentEvent(id=uuid.uuid4(), number=number, kind=kind, position_ms=0, to_ms=None, reason="", happened_at=at)
        for number, kind in enumerate(("start", "finish"), start=1)
    ]
    keep_events(session, events, at=at, by=person.account)


def begin(person, technique):
    """A session of which 20 seconds were played, and no more."""
    cast.answers(person)
    post(person, "start", technique)
    session = Session.objects.filter(person=person).latest("made_at")
    at = moved_clock.now()
    keep_events(session, [sent(1, "start", 0), sent(2, "proof", 20_000)], at=at, by=person.account)
    return session


def test_a_session_that_was_only_begun_is_not_called_done(planner):
    text = page(planner)
    assert "Done" not in text
    session = begin(planner, "hand-lotion-massage")
    text = page(planner)
    assert "Begun: Lotion on your hands" in text
    assert "Done" not in text
    keep_events(session, [sent(3, "finish", 300_000)], at=moved_clock.now(), by=planner.account)
    text = page(planner)
    assert "Begun" not in text
    assert "Lotion on your hands" in text
    assert "Done" in text


def test_a_session_stopped_after_seconds_is_stopped_early_and_not_done(planner):
    page(planner)
    planned = rows(planner, day=MONDAY)[0].technique
    session = begin(planner, planned)
    keep_events(session, [sent(3, "stop", 20_000)], at=moved_clock.now(), by=planner.account)
    week = page(planner)
    assert f"Stopped early: {load_catalogue().techniques[planned].short_name}" in week
    assert "Done" not in week
    PlannedSession.objects.filter(day=MONDAY).exclude(technique=planned).delete()
    today = page(planner, "today")
    assert "That was all for today" not in today
    assert "Start all the same" not in today, "who stopped is not asked to go on"
    report = fill_report(planner, wishes_of(planner), at=moved_clock.now())
    assert report.figures[1].value.startswith("0"), report.figures[1]
    assert report.figures[1].words.endswith(", and 1 stopped early")
    assert [(line.times, "1 stopped early" in line.what) for line in report.done] == [(0, True)]
    states = {line.state for line in plan_of(planner, load_catalogue(), MONDAY) if line.day == MONDAY}
    assert "stopped" in states
    assert "done" not in states


def test_it_plans_the_week(planner):
    text = page(planner)
    assert "This week" in text
    assert "10:30 Lotion on your hands" in text or "10:30 Lotion on your feet" in text
    found = rows(planner)
    assert {row.technique for row in found} == set(LOTION)
    assert all(row.day >= MONDAY for row in found)
    for technique in LOTION:
        assert len({row.day for row in found if row.technique == technique}) >= 3


def test_looking_again_changes_nothing(planner):
    page(planner)
    before, made = where(planner), Plan.objects.get(person=planner).made_at
    moved_clock.move(hours=1)
    page(planner)
    assert (where(planner), Plan.objects.get(person=planner).made_at) == (before, made)


def test_not_today_is_one_tap_and_the_rest_stays(planner):
    page(planner)
    first = rows(planner)[0]
    others = set(where(planner)) - {(first.day, first.minute, first.technique)}
    assert post(planner, "planned-not-today", first.id)["Location"] == reverse("week")
    text = page(planner)
    assert f"Not today: {'Lotion on your hands' if 'hand' in first.technique else 'Lotion on your feet'}" in text
    first.refresh_from_db()
    assert first.state == "not-today"
    assert others <= set(where(planner))


def test_not_today_puts_nothing_else_into_the_gap(planner):
    wish(planner, techniques=[*LOTION, "seated-exercise", "knitting"])
    page(planner)
    for day in sorted({row.day for row in rows(planner)})[:3]:
        before = where(planner, day=day)
        post(planner, "planned-not-today", rows(planner, day=day)[0].id)
        page(planner)
        assert where(planner, day=day) == before, "the day got something new, or lost something else"


def test_a_lighter_day_can_still_be_changed_by_hand(planner):
    wish(planner, techniques=[*LOTION, "seated-exercise", "knitting"])
    page(planner)
    first, other = rows(planner, day=MONDAY)[:2]
    post(planner, "planned-not-today", first.id)
    assert "Something else at this time" in page(planner, "planned", other.id)


def test_a_slip_on_not_today_is_taken_back_on_today(planner):
    do(planner, "hand-lotion-massage")
    page(planner, "today")
    first = next(row for row in rows(planner, day=MONDAY) if row.technique != "hand-lotion-massage")
    assert "Put back:" not in page(planner, "today")
    post(planner, "planned-not-today", first.id, **{"from": "today"})
    assert "Put back: lotion on your feet" in page(planner, "today")
    assert post(planner, "planned-put-back", first.id, **{"from": "today"})["Location"] == reverse("today")
    assert "Put back:" not in page(planner, "today")


def test_not_today_can_be_put_back(planner):
    page(planner)
    first = rows(planner)[0]
    post(planner, "planned-not-today", first.id)
    assert "Put it back" in page(planner, "planned", first.id)
    post(planner, "planned-put-back", first.id)
    page(planner)
    first.refresh_from_db()
    assert first.state == "planned"


def test_a_session_moves_to_a_time_that_is_offered_and_stays_there(planner):
    page(planner)
    row = next(row for row in rows(planner) if row.day == MONDAY + timedelta(days=1))
    assert "Another time" in page(planner, "planned", row.id)
    post(planner, "planned-move", row.id, day=str(MONDAY + timedelta(days=3)), minute="1050")
    page(planner)
    row.refresh_from_db()
    assert (row.day, row.minute, row.chosen) == (MONDAY + timedelta(days=3), 1050, True)
    wish(planner, favourites=[9 * 60 + 30])
    page(planner)
    row.refresh_from_db()
    assert (row.day, row.minute) == (MONDAY + timedelta(days=3), 1050)


@pytest.mark.parametrize(("day", "minute"), [("2026-11-24", "120"), ("2026-12-24", "630"), ("soon", "630")])
def test_a_session_does_not_move_to_what_is_not_offered(planner, day, minute):
    page(planner)
    row = rows(planner)[0]
    post(planner, "planned-move", row.id, day=day, minute=minute)
    row.refresh_from_db()
    assert not row.chosen


def test_a_session_is_swapped_for_another(planner):
    wish(planner, techniques=[*LOTION, "tennis-ball"])
    page(planner)
    row = next(row for row in rows(planner) if row.technique == "hand-lotion-massage" and row.day > MONDAY)
    assert "Something else at this time" in page(planner, "planned", row.id)
    post(planner, "planned-swap", row.id, technique="golf-ball")
    page(planner)
    row.refresh_from_db()
    assert row.technique == "golf-ball"
    post(planner, "planned-swap", row.id, technique="juggling")
    row.refresh_from_db()
    assert row.technique == "golf-ball"


def test_a_session_of_another_day_can_be_done_now(planner):
    page(planner)
    row = rows(planner)[-1]
    assert "/before/" in post(planner, "planned-now", row.id)["Location"]
    row.refresh_from_db()
    assert (row.day, row.minute) == (MONDAY, 8 * 60)
    assert Session.objects.get(person=planner).technique == row.technique


def test_what_is_done_is_ticked_and_stays(planner):
    page(planner)
    moved_clock.move(hours=2, minutes=30)
    first = rows(planner)[0]
    do(planner, first.technique)
    page(planner)
    assert f"{'Lotion on your hands' if 'hand' in first.technique else 'Lotion on your feet'}. Done" in page(planner)
    wish(planner, sessions_a_day=1)
    page(planner)
    assert (first.day, first.minute, first.technique) in where(planner)
    assert len(rows(planner, day=MONDAY)) == 1, "what is done is the one session of the day"


def test_a_closed_foot_leaves_the_plan_at_once(planner):
    page(planner)
    assert any(row.technique == "foot-lotion-massage" for row in rows(planner))
    cast.answers(planner, "wound_foot", sites=("left-foot", "right-foot"))
    text = page(planner)
    assert "Lotion on your feet: not in the plan. It is closed for now." in text
    assert "Left foot: closed today." in text
    assert not any(row.technique == "foot-lotion-massage" for row in rows(planner))
    cast.answers(planner)
    page(planner)
    assert any(row.technique == "foot-lotion-massage" for row in rows(planner))


def test_one_closed_foot_leaves_the_other_in_the_plan(planner):
    cast.answers(planner, "wound_foot", sites=("left-foot",))
    assert "Lotion on your feet: right foot" in page(planner)


def test_today_offers_the_next_session_and_what_comes_later(planner):
    do(planner, "hand-lotion-massage")
    moved_clock.move(hours=1)
    text = page(planner, "today")
    assert "Next, at" in text
    assert "Not today" in text
    found = [row for row in rows(planner, day=MONDAY) if row.technique != "hand-lotion-massage"]
    assert found
    page(planner, "today")
    post(planner, "planned-not-today", found[0].id, **{"from": "today"})
    assert "Next, at" not in page(planner, "today") or len(found) > 1


def test_a_rest_day_says_so(planner):
    do(planner, "hand-lotion-massage")
    wish(planner, rest_days=[1])
    assert "Rest day. Check-in only." in page(planner)
    moved_clock.move(days=1)
    assert "A rest day" in page(planner, "today")
    assert "Nothing planned. Check-in only." in page(planner)


def test_what_could_not_be_placed_is_said(planner):
    wish(planner, techniques=["helper-foot-massage"], helper={"0": [1080, 1200], "2": [1080, 1200]})
    planner.lessons.create(technique="helper-foot-massage", passed_at=moved_clock.now())
    text = page(planner)
    assert "Feet, with a helper: 2 times instead of 3." in text
    assert "Your helper is there on Monday and Wednesday only." in text


def test_kit_that_is_not_there_is_said(planner):
    wish(planner, techniques=["tennis-ball"], kit=["lotion"])
    assert "Ball under your foot: not in the plan. There is no tennis ball in the house." in page(planner)


def test_the_wishes_are_kept_and_planned_by(planner):
    answer = cast.signed_in(planner).post(
        reverse("plan-wishes"),
        {
            "techniques": ["knitting", "standing-exercise"],
            "sessions_a_day": "1",
            "kit": ["needles", "support"],
            "awake": ["600", "900"],
            "rest": ["720", "780"],
            "favourites": ["660", "", ""],
            "rest_days": ["6"],
            "helper_0": ["1080", "1200"],
            "helper_1": ["", ""],
            "tired_hands": "on",
        },
    )
    assert (answer.status_code, answer["Location"]) == (302, reverse("week"))
    wishes = PlanWishes.objects.get(person=planner)
    assert wishes.helper == {"0": [1080, 1200]}
    planner.refresh_from_db()
    assert planner.things == ["needles", "support"]
    page(planner)
    found = rows(planner)
    assert {row.technique for row in found} == {"knitting", "standing-exercise"}
    assert {row.minute for row in found} == {660}
    assert 'value="660" selected' in cast.signed_in(planner).get(reverse("plan-wishes")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"awake": ["900", "600"]}, "must end later"),
        ({"techniques": []}, "at least one thing"),
        ({"rest": ["780", "720"]}, "must end later"),
        ({"helper_3": ["1080", ""]}, "time on Thursday must end later"),
        ({"rest_days": [str(day) for day in range(7)]}, "leave one day"),
        ({"sessions_a_day": "9"}, "how many sessions"),
    ],
)
def test_wishes_that_make_no_week_are_told_and_nothing_is_lost(planner, wrong, why):
    fields = {"techniques": LOTION, "sessions_a_day": "2", "awake": ["600", "900"], "kit": ["lotion"]}
    answer = cast.signed_in(planner).post(reverse("plan-wishes"), {**fields, **wrong})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert PlanWishes.objects.get(person=planner).sessions_a_day == 3


def test_a_given_session_is_on_its_day_and_moves_only_in_time(planner):
    source = uuid.uuid4()
    days = [MONDAY + timedelta(days=number) for number in range(6)]
    given = [
        ForPlan(day=day, technique=None, label="Trial session", may_be=("tennis-ball",), concealed=True) for day in days
    ]
    put_in_plan(planner, given, source=source, since=MONDAY, at=moved_clock.now(), by=planner.account)
    wish(planner, techniques=[*LOTION, "tennis-ball"])
    text = page(planner)
    assert "Trial session" in text
    assert "Ball under your foot" not in text, "what somebody else decides about is left to them"
    found = {row.day: row for row in rows(planner) if row.given_id}
    assert sorted(found) == days
    minute = found[MONDAY].minute
    given[0] = ForPlan(
        day=MONDAY, technique="tennis-ball", label="Trial session", may_be=("tennis-ball",), concealed=True
    )
    put_in_plan(planner, given, source=source, since=MONDAY, at=moved_clock.now(), by=planner.account)
    page(planner)
    told = PlannedSession.objects.get(id=found[MONDAY].id)
    assert (told.minute, told.given.technique) == (minute, "tennis-ball")
    assert "Begin it from Today" in page(planner, "planned", told.id)
    assert "a tennis ball" in page(planner, "planned", found[days[2]].id)
    assert "Begin it" not in page(planner, "planned", found[days[2]].id)
    assert "About it" not in page(planner, "planned", found[days[2]].id)


def test_given_sessions_are_put_once_and_taken_out_again(planner):
    source = uuid.uuid4()
    one = [ForPlan(day=MONDAY, technique="tennis-ball", label="Trial session")]
    for _ in range(2):
        put_in_plan(planner, one, source=source, since=MONDAY, at=moved_clock.now(), by=planner.account)
        page(planner)
    assert len([row for row in rows(planner) if row.given_id]) == 1
    take_out_of_plan(planner, source=source, since=MONDAY, at=moved_clock.now(), by=planner.account)
    assert not GivenSession.objects.exists()
    page(planner)
    assert not [row for row in rows(planner) if row.given_id]


def test_a_given_session_of_a_closed_technique_waits(planner):
    source = uuid.uuid4()
    one = [ForPlan(day=MONDAY, technique="tennis-ball", label="Trial session")]
    put_in_plan(planner, one, source=source, since=MONDAY, at=moved_clock.now(), by=planner.account)
    page(planner)
    cast.answers(planner, "wound_foot", sites=("left-foot", "right-foot"))
    assert "Trial session" not in page(planner)


def test_the_first_week_takes_nothing_to_be_in_the_house_and_asks(ada):
    cast.answers(ada)
    text = page(ada)
    assert "This is a first plan" in text
    assert "It is empty. We do not know yet what is in your house." in text
    assert "Rest day" not in text
    assert not rows(ada)
    assert re.search(r"Seated moves: not in the plan. We do not know if you have what it needs.", text)


def test_a_first_plan_goes_by_what_was_used_and_said(ada):
    cast.answers(ada)
    do(ada, "hand-lotion-massage")
    assert "It uses only what we know you have: plain lotion with no scent." in page(ada)
    assert {row.technique for row in rows(ada)} <= {*LOTION, "helper-hand-massage", "helper-foot-massage"}
    assert rows(ada)
    set_profile(ada, things=["support"], by=ada.account)
    page(ada)
    assert "standing-exercise" in {row.technique for row in rows(ada)}


def test_another_persons_planned_session_does_not_exist(planner, ben):
    page(planner)
    row = rows(planner)[0]
    cast.answers(ben)
    for name in ("planned-not-today", "planned-put-back", "planned-now", "planned-move", "planned-swap"):
        assert post(ben, name, row.id, day=str(MONDAY), minute="630", technique="golf-ball").status_code == 404
    assert cast.signed_in(ben).get(reverse("planned", args=[row.id])).status_code == 404


def test_abroad_the_plan_asks_which_times(planner):
    page(planner)
    assert cast.signed_in(planner).get(reverse("week")).content.decode().count("hidden data-plan-zone") == 1
    post(planner, "plan-zone", zone="America/New_York", times="home")
    planner.refresh_from_db()
    assert planner.time_zone == "America/New_York"
    text = page(planner)
    assert "Keep home times or local times?" not in text
    row = rows(planner)[0]
    assert row.minute == 630
    assert "04:30 " in text
    assert "(10:30 at home)" in text
    post(planner, "plan-zone", zone="America/New_York", times="local")
    moved_clock.move(hours=6)
    text = page(planner)
    assert "at home" not in text
    assert "10:30 " in text


def test_a_person_with_a_thermometer_has_it_in_the_plan_too(planner):
    set_profile(planner, things=["thermometer"], by=planner.account)
    wish(planner, techniques=["marble-footbath"])
    page(planner)
    days = [row.day for row in rows(planner)]
    assert len(days) == len(set(days)) == 3


def test_today_says_that_the_evening_is_left_only_while_it_is(planner):
    wish(planner, rest_days=[0])
    do(planner, "hand-lotion-massage")
    assert "Nothing more is planned. Your evening check-in is left." in page(planner, "today")
    for number in range(1, 7):
        cast.signed_in(planner).post(f"/check-in/{MONDAY}/{number}/", {"value": "3"})
    today = page(planner, "today")
    assert "Saved for today." in today
    assert "check-in is left" not in today


def test_a_red_flag_stands_first_on_the_week_too(planner):
    cast.answers(planner, "breathless_or_chest_pain")
    shown = cast.signed_in(planner).get("/week/").content.decode()
    assert f'href="{reverse("red-flag")}"' in shown
    assert "Something else to do now" not in shown


def test_without_a_red_flag_the_week_offers_more(planner):
    shown = cast.signed_in(planner).get("/week/").content.decode()
    assert f'href="{reverse("red-flag")}"' not in shown
    assert "Something else to do now" in shown
