"""`solemate demo`: one simulated person, in the shape of a real diary, labelled, and never in the place of a real one."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from solemate.care.catalogue import load_catalogue
from solemate.web.diary.models import AdverseEvent, CheckIn, QuestionnaireResponse, Rating, ZoneMap
from solemate.web.people.models import ClinicianOk, Person, SafetyAnswer
from solemate.web.practice.actions import derive_exposure, derive_missing_exposures
from solemate.web.practice.gate import look_at_all
from solemate.web.practice.log import exposure_of
from solemate.web.practice.models import Session, SessionEvent, SessionExposure
from solemate.web.simulation import demo
from solemate.web.simulation.life import live
from solemate.web.simulation.tried import trials_of
from solemate.web.trials.models import StoredFinding, Trial
from solemate.web.trials.running import stand
from tests import cast, moved_clock
from tests.server import ROOT, Server
from tests.visitor import Visitor

BERLIN = "Europe/Berlin"
LATE = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)


def a_life(seed: int, *, first: date = date(2026, 10, 20), until: datetime = LATE) -> list:
    return list(live(seed=seed, first=first, until=until, zone=BERLIN, catalogue=load_catalogue()))


def test_the_same_seed_is_the_same_life():
    assert a_life(3) == a_life(3)
    assert a_life(3) != a_life(4)


def test_ten_years_hold_about_as_much_as_they_are_meant_to():
    year = a_life(7, first=date(2025, 11, 23))
    sessions = [session for day in year for session in day.sessions]
    check_ins = sum(bool(day.evening) for day in year)
    check_ins += sum(bool(session.before) + bool(session.after) for session in sessions)
    assert 10 * len(sessions) == pytest.approx(15_000, rel=0.03)
    assert 10 * check_ins == pytest.approx(11_500, rel=0.05)


def test_days_are_those_of_the_clock_on_the_wall_also_when_it_changes():
    for day in a_life(1, first=date(2026, 10, 1)):
        for session in day.sessions:
            assert session.made_at.astimezone(ZoneInfo(BERLIN)).date() == day.day
            assert session.made_at < session.events[0].happened_at <= session.ended_at
        assert day.evening_at.astimezone(ZoneInfo(BERLIN)).hour == 20
    assert all(session.ended_at < LATE for day in a_life(1) for session in day.sessions)


def test_days_of_a_trial_are_lived_as_the_trial_says():
    first, catalogue = date(2026, 8, 1), load_catalogue()
    trials = trials_of(seed=7, first=first, last=LATE.date(), catalogue=catalogue)
    assert [trial.technique for trial in trials] == ["tennis-ball", "foot-lotion-massage"]
    assert trials[0].last < trials[1].begins
    days = live(seed=7, first=first, until=LATE, zone=BERLIN, catalogue=catalogue, trials=trials)
    done = {day.day: {session.script.technique for session in day.sessions} for day in days}
    for trial in trials:
        so_far = [day for day in trial.arms if day < LATE.date()]
        off = [day for day in so_far if trial.is_off(day)]
        on = [day for day in so_far if trial.is_on(day)]
        assert len(off) >= 4
        assert all(trial.technique not in done[day] for day in off)
        assert sum(trial.technique in done[day] for day in on) > len(on) / 2


def test_what_a_trial_finds_hangs_on_what_was_played():
    """The same life with and without what the trial draws in: only evenings of days that were played are better."""
    first, catalogue = date(2026, 8, 1), load_catalogue()
    trials = trials_of(seed=7, first=first, last=LATE.date(), catalogue=catalogue)
    told = {"seed": 7, "first": first, "until": LATE, "zone": BERLIN, "catalogue": catalogue}
    plain = [replace(trial, relief=0) for trial in trials]
    ball, compared, unplayed = trials[0], 0, 0
    for day, usual in zip(live(**told, trials=trials), live(**told, trials=plain), strict=True):
        if not day.evening or not ball.is_on(day.day):
            assert day.evening == usual.evening
            continue
        played = [session for session in day.sessions if session.script.technique == ball.technique]
        for site in ("left-foot", "right-foot"):
            before, after = usual.evening["pain", site], day.evening["pain", site]
            if not played:
                assert before == after, day.day
                unplayed += 1
            elif played[0].events[-1].kind == "finish" and None not in (before, after) and before >= ball.relief:
                assert before - after >= ball.relief - 1
                compared += before - after == ball.relief
    assert unplayed >= 2
    assert compared > 10


def test_a_short_diary_has_no_room_for_a_trial():
    assert trials_of(seed=7, first=date(2026, 11, 10), last=LATE.date(), catalogue=load_catalogue()) == ()


@pytest.mark.django_db
def test_one_trial_is_over_and_one_runs_and_their_pages_say_who_it_is():
    moved_clock.set_to(LATE)
    demo.fill(days=77)
    person = Person.objects.get()
    over, running = Trial.objects.order_by("started_at")
    assert (over.ended_on, over.rests.count() > 8) == (date(2026, 10, 23), True)
    [found] = StoredFinding.objects.all()
    assert (found.trial, found.final, found.look) == (over, True, 8)
    assert found.content["posterior"]["days"] == 32
    standing = stand(running, at=LATE)
    assert (running.ended_at, standing.pause) == (None, None)
    assert len(standing.days) == 10
    client = cast.signed_in(person)
    for address in (f"/findings/{found.id}/", f"/trials/{running.id}/", "/trials/", "/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Simulated person" in answer.content.decode(), address
    assert "trial-today" in answer.content.decode(), "Today has the card of the trial"
    assert Trial.objects.filter(ended_at=None).count() == 1, "and looking at it does not pause it"
    assert not running.pauses.exists()


@pytest.mark.django_db
def test_it_is_made_in_the_first_hour_of_a_day_too():
    moved_clock.set_to(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))  # half an hour past midnight in Berlin
    assert demo.fill(days=3, with_trials=False).days == 3


@pytest.mark.django_db
def test_it_has_drawn_where_it_is_first_and_now():
    moved_clock.set_to(LATE)
    demo.fill(days=20, with_trials=False)
    days = ZoneMap.objects.filter(feeling="numb").order_by("local_date").values_list("local_date", flat=True)
    assert list(days) == [date(2026, 11, 5), date(2026, 11, 20)]
    page = cast.signed_in(Person.objects.get()).get("/where/").content.decode()
    assert "Left sole, toes" in page


@pytest.mark.django_db
def test_the_diary_has_the_shape_of_a_real_one():
    moved_clock.set_to(LATE)
    filled = demo.fill(days=30, with_trials=False)
    person = Person.objects.get()
    assert person.simulated
    assert filled.days == 30
    assert (filled.sessions, filled.events) == (Session.objects.count(), SessionEvent.objects.count())
    assert filled.check_ins == CheckIn.objects.count()
    assert filled.sessions > 90
    assert QuestionnaireResponse.objects.count() == 2
    assert ClinicianOk.objects.count() == 2
    for session in Session.objects.prefetch_related("events"):
        exposure = exposure_of(session)
        assert exposure.ended
        assert list(session.events.order_by("number").values_list("number", flat=True)) == list(
            range(1, session.events.count() + 1)
        )
        asked = SafetyAnswer.objects.filter(
            answered_at__range=(session.made_at - timedelta(seconds=2), session.made_at)
        )
        assert asked.exists(), "today's questions come before every session"
    assert Rating.objects.exclude(person=person).count() == 0
    assert not SafetyAnswer.objects.filter(answered_at__gt=LATE).exists()
    current = SafetyAnswer.objects.filter(superseded_at=None)
    assert current.count() == len(load_catalogue().questions)
    assert derive_missing_exposures(by=None) == 0
    for kept in list(SessionExposure.objects.select_related("session"))[:20]:
        assert derive_exposure(kept.session, by=None) == kept
        again = SessionExposure.objects.get(pk=kept.pk)
        assert [getattr(again, field.attname) for field in again._meta.concrete_fields] == [
            getattr(kept, field.attname) for field in kept._meta.concrete_fields
        ]
    wrong = SessionEvent.objects.filter(kind="stop", reason="wrong").count()
    assert AdverseEvent.objects.count() == wrong


@pytest.mark.django_db
def test_what_the_product_makes_itself_looks_the_same(ada):
    """A session by the product beside one by the simulation: the same fields filled, the same keys."""
    cast.answers(ada)
    cast.signed_in(ada).post("/sessions/new/hand-lotion-massage/")
    real = Session.objects.get(person=ada)
    Person.objects.all().delete()
    demo.fill(days=3, with_trials=False)
    made = Session.objects.filter(technique="hand-lotion-massage").first()
    assert made is not None
    assert (made.timeline, made.sites, made.minutes) == (real.timeline, real.sites, real.minutes)
    for field in Session._meta.concrete_fields:
        assert (getattr(made, field.attname) is None) == (getattr(real, field.attname) is None), field.name


@pytest.mark.django_db
def test_its_pages_are_there_and_labelled():
    moved_clock.set_to(LATE)
    demo.fill(days=30, with_trials=False)
    person = Person.objects.get()
    assert any(gate.open_sites for gate in look_at_all(person, load_catalogue(), at=LATE).values())
    client = cast.signed_in(person)
    for address in ("/", "/progress/", "/techniques/", "/more/"):
        page = client.get(address).content.decode()
        assert "Simulated person" in page, address
    assert 'name="theme"' in client.get("/more/colours/").content.decode()


@pytest.mark.django_db
def test_nobody_is_filled_over(ada):
    assert demo.fill(days=3) == demo.Filled()
    assert not Session.objects.exists()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "solemate", "demo", *arguments], capture_output=True, text=True, cwd=ROOT, timeout=60
    )


def a_database(folder: Path, *statements: str) -> bytes:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "solemate.sqlite3")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    return (folder / "solemate.sqlite3").read_bytes()


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE people_person (simulated bool)", "INSERT INTO people_person VALUES (0)"),
        ("CREATE TABLE people_person (id text)", "INSERT INTO people_person VALUES ('an older diary')"),
        ("CREATE TABLE something_else (id text)",),
    ],
    ids=["a real person", "a diary from before there were simulated persons", "no diary of ours"],
)
def test_a_real_diary_is_refused_and_left_as_it_was(tmp_path, statements):
    data = tmp_path / "data"
    before = a_database(data, *statements)
    refused = run("--data", str(data))
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr.startswith("solemate: ")
    assert "not simulated" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert {path.name for path in data.iterdir()} == {"solemate.sqlite3"}
    assert (data / "solemate.sqlite3").read_bytes() == before


@pytest.mark.parametrize("length", ["0", "-1", "21", "long", "nan"])
def test_a_length_that_cannot_be_is_refused(tmp_path, length):
    refused = run("--data", str(tmp_path / "data"), "--years", length)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_the_command_serves_one_simulated_person_and_fills_once(tmp_path):
    server = Server(tmp_path / "data", ("demo", "--years", "0.05"))
    server.start()
    try:
        visitor = Visitor(server.base)
        assert "Simulated person" in visitor.get("/sign-in/")
        assert visitor.post(server.link.removeprefix(server.base)) == f"{server.base}/"
        assert "Simulated person" in visitor.get("/progress/")
        assert "Filled with one simulated person: 18 days" in server.output.read_text()
    finally:
        server.stop()
    server.start()
    try:
        assert "Filled" not in server.output.read_text()
        visitor = Visitor(server.base)
        visitor.post(server.link.removeprefix(server.base))
        assert "Simulated person" in visitor.get("/")
        # Cookies do not tell ports apart: with names of its own it signs nobody out of the diary next door.
        assert {cookie.name for cookie in visitor.cookies} == {"demo-sessionid", "demo-csrftoken"}
    finally:
        server.stop()
