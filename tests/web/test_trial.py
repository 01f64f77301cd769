"""A fair trial as a person goes through it: choose, evenings, sessions, a pause, a look, what it found."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from solemate.web import clock
from solemate.web.diary.actions import record_rating
from solemate.web.diary.models import CheckIn
from solemate.web.practice.actions import SentEvent, keep_events
from solemate.web.trials.models import StoredFinding, Trial, TrialPause
from solemate.web.trials.running import find, stand
from solemate.web.trials.shown import card_of
from tests import cast, moved_clock
from tests.web.test_session_exposures import sent

pytestmark = pytest.mark.django_db

BALL = {
    "technique": "tennis-ball",
    "layout": "in-turn",
    "comparator": "rest",
    "scale": "pain",
    "site": "both-feet",
    "change": "1",
    "length": "4",
    "expect": "1",
}


def choose(client, **other):
    """Tap through the wizard up to its last page."""
    for step, value in {**BALL, **other}.items():
        answer = client.post(reverse("trial-step", args=[step]), {"answer": value})
        assert answer.status_code == 302, (step, answer.content.decode())
    return client.get(reverse("trial-step", args=["check"]))


@pytest.fixture(autouse=True)
def one_order(monkeypatch):
    """The same order of days in every run: what a look says of 16 days hangs on it."""
    monkeypatch.setattr("solemate.web.trials.wizard_views.secrets.randbelow", lambda _: 3)


def started(person, **other) -> Trial:
    """A trial of the ball that begins today."""
    cast.answers(person)
    client = cast.signed_in(person)
    assert choose(client, **other).status_code == 200
    client.post(reverse("trial-step", args=["check"]), {"start": "1"})
    return Trial.objects.get(person=person)


def rate(person, value, *, site="both-feet", scale="pain"):
    record_rating(
        person,
        moment=CheckIn.Moment.EVENING,
        session=None,
        local_date=clock.local_date(moved_clock.now(), person.time_zone),
        scale=scale,
        site=site,
        value=value,
        at=moved_clock.now(),
        by=person.account,
    )


def test_the_wizard_leads_to_a_trial(ada):
    trial = started(ada)
    assert trial.protocol["technique"] == "tennis-ball"
    assert trial.protocol["blocks"] == 4
    page = cast.signed_in(ada).get(reverse("trial", args=[trial.id])).content.decode()
    assert "First, your usual evenings" in page


def go_to_day(trial, days):
    """The evening of day `days` (from 0) of the trial."""
    moved_clock.set_to(moved_clock.START + timedelta(days=days, hours=9))


def do_session(person, trial) -> None:
    """Today's session, asked and played to its end."""
    cast.answers(person)
    client = cast.signed_in(person)
    answer = client.post(reverse("trial-session", args=[trial.id]))
    assert "/before/" in answer["Location"], answer["Location"]
    play(person.sessions.order_by("-made_at").first())


def play(session) -> None:
    """A session to its end, as the player tells it."""
    end = sum(segment["seconds"] for segment in session.timeline) * 1000
    events = [("start", 0), ("proof", end // 2), ("finish", end)]
    keep_events(
        session,
        [
            SentEvent(
                id=uuid.uuid4(),
                number=number,
                kind=kind,
                position_ms=position,
                to_ms=None,
                reason="",
                happened_at=moved_clock.now(),
            )
            for number, (kind, position) in enumerate(events, start=1)
        ],
        at=moved_clock.now(),
        by=session.person.account,
    )


def test_a_trial_session_stopped_after_seconds_is_not_done_for_today(ada):
    trial = started(ada)
    day = next(day for day in range(7, 12) if card_on(trial, day).kind == "technique")
    go_to_day(trial, day)
    cast.answers(ada)
    client = cast.signed_in(ada)
    client.post(reverse("trial-session", args=[trial.id]))
    session = ada.sessions.latest("made_at")
    first = next(segment for segment in session.timeline if segment["kind"] == "step")["start"] * 1000
    events = [sent(1, "start", 0), sent(2, "stop", first + 8_000)]
    keep_events(session, events, at=moved_clock.now(), by=ada.account)
    card = card_on(trial, day)
    assert (card.done, card.stopped) == (False, True)
    page = client.get(reverse("trial", args=[trial.id])).content.decode()
    assert "Done for today" not in page
    assert "Stopped early" in page
    moved_clock.move(minutes=20)
    do_session(ada, trial)
    card = card_on(trial, day, later=30)
    assert (card.done, card.stopped) == (True, False)


def card_on(trial, day, *, later=0):
    """Today's card on day `day` of the trial."""
    go_to_day(trial, day)
    moved_clock.move(minutes=later)
    return card_of(stand(Trial.objects.get(id=trial.id), at=moved_clock.now()))


def live(person, trial, days, *, usual=6, better=3, missed=()) -> None:
    """Days as they come: the session on a technique day, a rest on a rest day, one number in the evening."""
    for number in days:
        go_to_day(trial, number)
        standing = stand(Trial.objects.get(id=trial.id), at=moved_clock.now())
        if standing.arm == "tennis-ball":
            do_session(person, trial)
        elif standing.arm == "rest":
            cast.signed_in(person).post(reverse("trial-rest", args=[trial.id]))
        wobble = (0, 1, -1, 0, 1)[number % 5]
        if number not in missed:
            rate(person, (better if standing.arm == "tennis-ball" else usual) + wobble)


def test_a_16_day_trial_ends_with_a_finding(ada):
    trial = started(ada)
    live(ada, trial, range(23), usual=7, better=2, missed=(11, 17))
    client = cast.signed_in(ada)
    page = client.get(reverse("trial", args=[trial.id])).content.decode()
    assert "Now we can look" in page
    assert client.post(reverse("trial-look", args=[trial.id])).status_code == 302
    stored = StoredFinding.objects.get()
    assert stored.kind == "helps"
    assert stored.content["adherence"]["technique_days"] == 8
    assert stored.content["adherence"]["share"] == 1.0
    assert stored.content["adherence"]["rested"] == 8
    for name in ("finding", "finding-sure", "finding-doctor", "finding-numbers"):
        assert client.get(reverse(name, args=[stored.id])).status_code == 200
    assert Trial.objects.get().ended_by == "decided"


def test_a_red_flag_pauses_at_once_and_the_trial_goes_on_another_day(ada):
    trial = started(ada)
    live(ada, trial, range(9))
    go_to_day(trial, 9)
    cast.answers(ada, "burn_or_blister", sites=("left-foot",))
    pause = TrialPause.objects.get()
    assert (pause.reason, pause.flags, pause.until) == ("flag", ["RF-07", "RF-11"], None)
    client = cast.signed_in(ada)
    client.post(reverse("trial-go-on", args=[trial.id]))
    assert TrialPause.objects.get().until is None, "not on the same day"
    go_to_day(trial, 11)
    cast.answers(ada)
    client.post(reverse("trial-go-on", args=[trial.id]))
    assert TrialPause.objects.get().until == pause.first + timedelta(days=2)


@pytest.mark.parametrize(("sign", "reason"), [("ST-01", "sign"), ("A-06", "sign"), ("ST-03", "flag")])
def test_a_stop_sign_pauses_at_once_and_nothing_goes_on_before_it_is_over(ada, sign, reason):
    trial = started(ada)
    day = live_until_a_session(ada, trial)
    client = cast.signed_in(ada)
    session = ada.sessions.latest("made_at")
    client.post(reverse("session-found" if sign == "A-06" else "session-stop", args=[session.id]), {"sign": sign})
    assert (TrialPause.objects.get().reason, TrialPause.objects.get().until) == (reason, None)
    moved_clock.move(hours=12)  # the next morning: another day, but the sign still closes it
    cast.answers(ada)
    client.post(reverse("trial-go-on", args=[trial.id]))
    assert TrialPause.objects.get().until is None
    go_to_day(trial, day + 2)
    cast.answers(ada)
    client.post(reverse("trial-go-on", args=[trial.id]))
    days = stand(Trial.objects.get(), at=moved_clock.now()).days
    assert [one.kind for one in days[day:]] == ["period", "paused", "period"], "what was answered that evening counts"


def test_a_stop_sign_of_something_else_or_none_at_all_pauses_nothing(ada):
    trial = started(ada)
    live_until_a_session(ada, trial)
    client = cast.signed_in(ada)
    client.post(reverse("session-stop", args=[ada.sessions.latest("made_at").id]), {"sign": "none"})
    moved_clock.move(minutes=1)
    cast.answers(ada)
    client.post("/sessions/new/hand-lotion-massage/")
    other = ada.sessions.get(technique="hand-lotion-massage")
    client.post(reverse("session-stop", args=[other.id]), {"sign": "ST-01"})
    assert not TrialPause.objects.exists()


def live_until_a_session(person, trial) -> int:
    """The first day with the technique, its session done."""
    for day in range(7, 12):
        live(person, trial, [day])
        if person.sessions.exists():
            return day
    raise AssertionError("each round has both arms")


def test_left_against_right_notices_that_the_other_side_had_it_too(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    for step, value in {**BALL, "layout": "left-right", "comparator": None, "site": None}.items():
        if value is not None:
            client.post(reverse("trial-step", args=[step]), {"answer": value})
    client.post(reverse("trial-step", args=["check"]), {"start": "1"})
    trial = Trial.objects.get()
    for day in (7, 8, 9):
        go_to_day(trial, day)
        do_session(ada, trial)
        if day == 8:  # and once more, by itself: on both feet
            moved_clock.move(minutes=20)
            cast.answers(ada)
            client.post("/sessions/new/tennis-ball/")
            play(ada.sessions.order_by("-made_at").first())
    adherence = find(trial, ended=False, at=moved_clock.now()).adherence
    assert (adherence.days_with_some, adherence.crossed) == (3, 1)


def test_a_look_while_the_trial_runs_keeps_no_number_not_even_in_the_export(ada):
    trial = started(ada, length="8")
    live(ada, trial, range(23), usual=5, better=5)
    client = cast.signed_in(ada)
    client.post(reverse("trial-look", args=[trial.id]))
    stored = StoredFinding.objects.get()
    assert (stored.kind, stored.final) == ("keep-going", False)
    assert "p_better" not in json.dumps(stored.content)
    assert "We won’t guess" in client.get(reverse("finding", args=[stored.id])).content.decode().replace("so we", "We")
    client.post(reverse("trial-end", args=[trial.id]))
    assert "p_better" in json.dumps(StoredFinding.objects.get(final=True).content)


def test_a_pause_takes_no_evening_back_that_was_answered(ada):
    trial = started(ada)
    live(ada, trial, range(9))
    client = cast.signed_in(ada)
    client.post(reverse("trial-pause", args=[trial.id]), {"reason": "other"})
    standing = stand(Trial.objects.get(), at=moved_clock.now())
    assert standing.pause is not None
    assert standing.day.kind == "period", "the evening counts: it was answered before"
    assert "Your trial waits" in client.get(reverse("trial", args=[trial.id])).content.decode()
    go_to_day(trial, 9)
    client.post(reverse("trial-go-on", args=[trial.id]))
    standing = stand(Trial.objects.get(), at=moved_clock.now())
    assert [day.kind for day in standing.days].count("paused") == 0
    assert standing.pause is None


def test_where_the_last_word_cannot_be_kept_the_trial_is_not_over_either(ada, monkeypatch):
    trial = started(ada)
    live(ada, trial, range(23), usual=7, better=2)

    def fail(*_, **__):
        raise OSError("the disk is full")

    monkeypatch.setattr("solemate.web.trials.actions.keep_finding", fail)
    with pytest.raises(OSError, match="full"):
        cast.signed_in(ada).post(reverse("trial-look", args=[trial.id]))
    assert Trial.objects.get().ended_at is None
    monkeypatch.undo()
    cast.signed_in(ada).post(reverse("trial-look", args=[trial.id]))
    assert StoredFinding.objects.get(final=True).content["seed"] is not None
