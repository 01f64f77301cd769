"""What a trial promises before a tap, and whether it is so: taps and minutes, evenings to the look, what its end shows."""

import re

import pytest
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.web.diary.rounds import evening_takes
from solemate.web.reports.fill import fill_report, wishes_of
from solemate.web.reports.record_rows import diary_record
from solemate.web.trials.models import StoredFinding
from tests import cast, moved_clock
from tests.web.test_trial import BALL, choose, live, started

pytestmark = pytest.mark.django_db


def page(client, name, *args) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", client.get(reverse(name, args=args)).content.decode()))


@pytest.mark.parametrize(
    ("taps", "words"),
    [
        (1, "about half a minute"),
        (6, "about half a minute"),
        (14, "about 1 minute"),
        (23, "about 1 and a half minutes"),
        (28, "about 2 minutes"),
    ],
)
def test_an_evening_takes_as_long_as_its_taps(taps, words):
    assert evening_takes(load_catalogue(), taps) == words


def test_today_and_the_wizard_count_the_questions_that_are_asked(ada):
    client = cast.signed_in(ada)
    cast.answers(ada)
    assert "6 taps, about half a minute" in page(client, "today")
    assert "6 taps, about half a minute" in page(client, "trial-new")
    assert choose(client).status_code == 200
    assert "7 taps each: about half a minute" in page(client, "trial-step", "check")
    ada.follows = ["left-hand", "right-hand", "left-foot", "right-foot"]
    ada.save()
    assert "12 taps, about 1 minute" in page(client, "today")


def test_one_side_against_the_other_promises_the_minutes_of_one_side(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    for step, value in {**BALL, "layout": "left-right"}.items():
        if step not in ("comparator", "site"):
            client.post(reverse("trial-step", args=[step]), {"answer": value})
    assert "16 sessions of 3 minutes" in page(client, "trial-step", "check"), "172 s, where both feet take 5 minutes"


def test_the_first_days_count_on_the_way_to_the_look(ada):
    trial = started(ada)
    client = cast.signed_in(ada)
    text = page(client, "trial", trial.id)
    assert "23 more evenings, then we can look. The first 7 are as usual." in text
    assert "23 more evenings would tell more" in page(client, "trial-end", trial.id)
    live(ada, trial, range(7))
    assert "16 more evenings, then we can look." in page(client, "trial", trial.id)


def test_the_end_says_before_the_tap_what_it_will_show(ada):
    trial = started(ada)
    client = cast.signed_in(ada)
    text = page(client, "trial-end", trial.id)
    assert "there is nothing to see" in text
    assert "You see what is known so far" not in text
    assert "It can’t be taken back" in text
    live(ada, trial, range(12))
    assert "It is too early to tell. You see your 5 evenings, but not if it helps." in page(
        client, "trial-end", trial.id
    )


def test_a_trial_that_ended_without_an_evening_asks_nothing_and_is_not_on_the_report(ada):
    trial = started(ada)
    client = cast.signed_in(ada)
    client.post(reverse("trial-end", args=[trial.id]))
    stored = StoredFinding.objects.get()
    text = client.get(reverse("finding", args=[stored.id])).content.decode()
    assert "Not enough evenings to tell" in text
    assert "Keep it" not in text
    assert "Ask my doctor" not in text
    assert 'class="chart' not in text
    assert fill_report(ada, wishes_of(ada), at=moved_clock.now()).finding is None
    assert "No trial has ended in this time" in page(client, "report")
    assert not diary_record(ada, wishes_of(ada), at=moved_clock.now()).findings
