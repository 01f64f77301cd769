"""The pages of trials and findings: words that are easy to read, the right answers to tap, and nothing where it must not be."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from solemate.protocol.analyse import analyse
from solemate.web.trials.actions import end_trial, keep_finding, start_trial
from solemate.web.trials.models import StoredFinding, Trial
from tests import cast, moved_clock
from tests.protocol.easy import ball, left_right, record_of
from tests.protocol.test_explain import finding_of, numbers
from tests.web.test_reading_grades import LONGEST, OTHER, measured
from tests.web.test_trial import BALL, go_to_day, live, rate, started

pytestmark = pytest.mark.django_db
PAGES = ("finding", "finding-sure", "finding-doctor", "finding-numbers")
KINDS = ("helps", "harms", "no-difference", "keep-going", "not-enough-variation", "too-early")


def found(person, kind, *, ended=True, protocol=None) -> StoredFinding:
    """A finding of this kind, as if it had been lived."""
    protocol = protocol or ball()
    trial = start_trial(
        person,
        protocol,
        seed=3,
        expectation=1,
        known_flags=(),
        begins_on=moved_clock.now().date(),
        at=moved_clock.now(),
        by=person.account,
    )
    if ended:
        end_trial(trial, Trial.Ended.DECIDED, today=moved_clock.now().date(), at=moved_clock.now(), by=person.account)
    source = random.Random(1)
    if kind in ("not-enough-variation", "too-early"):
        made = finding_of(kind, protocol=protocol, ended=ended)
    else:
        record = record_of(protocol, 3, lambda number, technique: source.randint(3, 6))
        made = analyse(
            protocol, record, look=12, ended=ended, others=[(("pain", "left-foot"), record)],
            adherence=finding_of("helps").adherence, usual=5.0, expectation=1, seed=3 if ended else None,
        )  # fmt: skip
        made = replace(made, kind=kind)
    return keep_finding(trial, made, at=moved_clock.now(), by=person.account)


@pytest.fixture
def pages(ada) -> dict[str, str]:
    """Name to HTML of every page of a trial, as Ada comes to them."""
    client = cast.signed_in(ada)
    shown: dict[str, str] = {}

    def keep(name, address):
        answer = client.get(address)
        assert answer.status_code == 200, (name, answer.status_code, answer.get("Location"))
        shown[name] = answer.content.decode()

    cast.answers(ada)
    keep("new", reverse("trial-new"))
    for step, value in BALL.items():
        keep(f"step {step}", reverse("trial-step", args=[step]))
        client.post(reverse("trial-step", args=[step]), {"answer": value})
    keep("check", reverse("trial-step", args=["check"]))
    client.post(reverse("trial-step", args=["check"]), {"start": "1"})
    trial = Trial.objects.get()
    keep("run-in", reverse("trial", args=[trial.id]))
    live(ada, trial, range(7))
    while not {"rest", "ball"} <= shown.keys():
        day = 7 + len([name for name in shown if name.startswith("day")])
        go_to_day(trial, day)
        keep(f"day {day}", reverse("trial", args=[trial.id]))
        name = "rest" if "Rest day" in shown[f"day {day}"] else "ball"
        shown[name] = shown[f"day {day}"]
        if name == "rest":
            keep("resting", reverse("trial-rest", args=[trial.id]))
        live(ada, trial, [day], usual=9, better=9)
    keep("worse", reverse("trial", args=[trial.id]))
    assert "Your last evenings were worse" in shown["worse"]
    keep("today", reverse("today"))
    keep("week", reverse("week"))
    keep("pause", reverse("trial-pause", args=[trial.id]))
    keep("end", reverse("trial-end", args=[trial.id]))
    client.post(reverse("trial-pause", args=[trial.id]), {"reason": "illness"})
    keep("paused", reverse("trial", args=[trial.id]))
    client.post(reverse("trial-end", args=[trial.id]))
    keep("trials", reverse("trials"))
    for kind in KINDS:
        stored = found(ada, kind)
        for name in PAGES:
            keep(f"{kind}: {name}", reverse(name, args=[stored.id]))
    stored = found(ada, "keep-going", ended=False)
    keep("still open: finding", reverse("finding", args=[stored.id]))
    return shown


def test_every_page_is_easy_to_read(pages):
    hard = {}
    for name, html in pages.items():
        count, level, longest = measured(html)
        if count >= 12 and (level > OTHER or longest > LONGEST):
            hard[name] = (round(level, 1), longest)
    assert len(pages) > 40
    assert hard == {}


def test_the_page_asks_whether_to_stop_when_evenings_got_worse(ada):
    trial = started(ada)
    client = cast.signed_in(ada)
    for day in range(10):
        go_to_day(trial, day)
        rate(ada, 5 if day < 7 else 8)
        page = client.get(reverse("trial", args=[trial.id])).content.decode()
        assert ("Your last evenings were worse" in page) == (day == 9), day
    assert "Stop the trial" in page


@pytest.mark.parametrize("known", [0, 1, 3])
def test_with_few_evenings_from_before_it_asks_all_the_same_and_with_none_it_says_so(ada, known):
    trial = started(ada)
    client = cast.signed_in(ada)
    for day in range(10):
        go_to_day(trial, day)
        if day >= 7 - known:
            rate(ada, 5 if day < 7 else 8)
        page = " ".join(client.get(reverse("trial", args=[trial.id])).content.decode().split())
        assert ("Your last evenings were worse" in page) == (day == 9 and known > 0), day
        assert ("No evening from before the trial" in page) == (day >= 7 and known == 0), day
    assert (f"We know only {known} evening{'' if known == 1 else 's'} from before." in page) == (known > 0)


def test_enough_evenings_from_before_are_not_called_few(ada):
    trial = started(ada)
    for day in range(10):
        go_to_day(trial, day)
        rate(ada, 5 if day < 7 else 8)
    assert "We know only" not in cast.signed_in(ada).get(reverse("trial", args=[trial.id])).content.decode()


def test_left_against_right_says_before_the_start_what_can_blur_it(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    client.post(reverse("trial-step", args=["technique"]), {"answer": "tennis-ball"})
    assert "What lasts for days can blur it." in client.get(reverse("trial-step", args=["layout"])).content.decode()
    for step, value in {**BALL, "layout": "left-right"}.items():
        if step not in ("comparator", "site"):
            client.post(reverse("trial-step", args=[step]), {"answer": value})
    page = client.get(reverse("trial-step", args=["check"])).content.decode()
    assert "can reach into the next turn" in page
    count, level, longest = measured(page)
    assert count > 100
    assert level <= OTHER
    assert longest <= LONGEST


def test_a_p_value_stands_on_the_page_of_all_numbers_alone(ada):
    client = cast.signed_in(ada)
    stored = found(ada, "helps")
    shown = [name for name in PAGES if "p = " in client.get(reverse(name, args=[stored.id])).content.decode()]
    assert shown == ["finding-numbers"]


def test_every_finding_is_equally_well_made(ada):
    client = cast.signed_in(ada)
    for kind in KINDS:
        page = client.get(reverse("finding", args=[found(ada, kind).id])).content.decode()
        for part in (
            "Keep it",
            "Stop it",
            "Ask my doctor",
            "Hear it",
            "See all the numbers",
            "chart-dot",
            "data-aloud",
        ):
            assert part in page, (kind, part)


def test_while_it_runs_a_finding_shows_dots_and_no_averages(ada):
    stored = found(ada, "keep-going", ended=False)
    client = cast.signed_in(ada)
    page = client.get(reverse("finding", args=[stored.id])).content.decode()
    assert "Not enough evenings yet" in page
    for part in ("chart-mean", "hundred", "How sure"):
        assert part not in page
    for name in (*PAGES[1:], "finding-csv"):
        assert client.get(reverse(name, args=[stored.id]))["Location"] == reverse("finding", args=[stored.id])


def test_the_choice_is_kept(ada):
    stored = found(ada, "no-difference")
    client = cast.signed_in(ada)
    client.post(reverse("finding-choice", args=[stored.id]), {"choice": "keep"})
    assert "You said: keep it." in client.get(reverse("finding", args=[stored.id])).content.decode()
    client.post(reverse("finding-choice", args=[stored.id]), {"choice": "burn it"})
    assert StoredFinding.objects.get().choice == "keep"


def test_left_against_right_shows_both_sides(ada):
    page = cast.signed_in(ada).get(reverse("finding", args=[found(ada, "too-early", protocol=left_right()).id]))
    assert page.content.decode().index('chip left">left') < page.content.decode().index('chip right">right')


@pytest.mark.parametrize("name", [*PAGES, "finding-csv", "finding-choice"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_persons_finding_does_not_exist(name, method, ada, ben):
    address = reverse(name, args=[found(ada, "helps").id])
    assert getattr(cast.signed_in(ben), method)(address, {"choice": "stop"}).status_code in (404, 405)
    assert StoredFinding.objects.get().choice == ""


@pytest.mark.parametrize("name", ["", "-session", "-rest", "-pause", "-go-on", "-look", "-end"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_persons_trial_does_not_exist(name, method, ada, ben):
    trial = started(ada)
    address = reverse(f"trial{name}", args=[trial.id])
    assert getattr(cast.signed_in(ben), method)(address, {"reason": "illness"}).status_code in (404, 405)
    assert Trial.objects.get().ended_at is None
    assert not trial.pauses.exists()


@pytest.mark.parametrize(
    ("yes", "sites"), [("dvt_known", ()), ("lops", ()), ("wound_foot", ("left-foot", "right-foot"))]
)
def test_what_is_closed_or_waits_for_a_clinician_cannot_be_chosen(ada, yes, sites):
    cast.answers(ada, yes, sites=sites)
    client = cast.signed_in(ada)
    page = client.get(reverse("trial-step", args=["technique"])).content.decode()
    assert 'value="tennis-ball"' not in page
    assert client.post(reverse("trial-step", args=["technique"]), {"answer": "tennis-ball"}).status_code == 422


def test_what_closed_meanwhile_cannot_be_started(ada):
    cast.answers(ada)
    client = cast.signed_in(ada)
    for step, value in BALL.items():
        client.post(reverse("trial-step", args=[step]), {"answer": value})
    cast.answers(ada, "wound_foot", sites=("left-foot", "right-foot"))
    client.post(reverse("trial-step", args=["check"]), {"start": "1"})
    assert not Trial.objects.exists()


def test_unasked_questions_come_before_the_choice_counts(ada):
    client = cast.signed_in(ada)
    answer = client.post(reverse("trial-step", args=["technique"]), {"answer": "tennis-ball"})
    assert answer["Location"].startswith("/safety/")


def test_one_trial_at_a_time(ada):
    trial = started(ada)
    client = cast.signed_in(ada)
    assert client.get(reverse("trial-new"))["Location"] == reverse("trial", args=[trial.id])
    assert client.get(reverse("trial-step", args=["technique"]))["Location"] == reverse("trial-new")


def test_the_evening_asks_the_trials_question_first(ada):
    started(ada)
    page = cast.signed_in(ada).get(reverse("check-in", args=["2026-11-22", 1])).content.decode()
    assert "How much did your feet hurt this evening, both together?" in page


def test_a_pause_for_travel_may_end_on_the_same_day(ada):
    trial = started(ada)
    go_to_day(trial, 8)
    client = cast.signed_in(ada)
    client.post(reverse("trial-pause", args=[trial.id]), {"reason": "travel"})
    client.post(reverse("trial-go-on", args=[trial.id]))
    pause = trial.pauses.get()
    assert pause.until == pause.first, "no day was lost"


def test_no_session_on_a_day_without_it(ada):
    trial = started(ada)
    go_to_day(trial, 3)
    assert cast.signed_in(ada).post(reverse("trial-session", args=[trial.id]))["Location"] == reverse(
        "trial", args=[trial.id]
    )
    assert not ada.sessions.exists()


def test_a_look_before_its_time_finds_nothing(ada):
    trial = started(ada)
    live(ada, trial, range(12))
    cast.signed_in(ada).post(reverse("trial-look", args=[trial.id]))
    assert not StoredFinding.objects.exists()


@pytest.mark.parametrize("name", ["rest", "pause", "end"])
def test_a_page_left_open_of_a_trial_that_is_over_leads_to_its_finding(ada, name):
    trial = started(ada)
    live(ada, trial, range(12))
    client = cast.signed_in(ada)
    client.post(reverse("trial-end", args=[trial.id]))
    answer = client.get(reverse(f"trial-{name}", args=[trial.id]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("finding", args=[StoredFinding.objects.get().id])


def test_today_says_that_a_trial_from_another_machine_cannot_go_on(ada):
    trial = started(ada)
    Trial.objects.filter(id=trial.id).update(seal="0" * 8)
    client = cast.signed_in(ada)
    assert "Your trial cannot go on here" in client.get(reverse("today")).content.decode()
    assert "This trial cannot go on here" in client.get(reverse("trial", args=[trial.id])).content.decode()


def test_a_flag_taken_back_leaves_no_way_to_nowhere_on_the_page_of_the_trial(ada):
    trial = started(ada)
    client = cast.signed_in(ada)
    moved_clock.move(minutes=1)
    cast.answers(ada, "wound_foot", sites=("left-foot",))
    page = client.get(reverse("trial", args=[trial.id])).content.decode()
    assert "Your trial waits" in page
    assert "What to do" in page
    assert reverse("trial-pause", args=[trial.id]) not in page, "it waits already"
    moved_clock.move(minutes=1)
    cast.answers(ada)
    page = client.get(reverse("trial", args=[trial.id])).content.decode()
    assert "It can go on tomorrow" in page
    assert "What to do" not in page
    assert "It can go on tomorrow." in client.get(reverse("today")).content.decode()


def test_in_the_night_its_evening_is_the_one_before(ada):
    trial = started(ada)
    day = moved_clock.now().date()
    page = cast.signed_in(ada).get(reverse("trial", args=[trial.id])).content.decode()
    assert reverse("check-in", args=[day, 1]) in page
    moved_clock.set_to(datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC))
    page = cast.signed_in(ada).get(reverse("trial", args=[trial.id])).content.decode()
    assert reverse("check-in", args=[day, 1]) in page
    assert "For yesterday evening" in page


def test_ended_early_it_says_so(ada):
    trial = started(ada)
    live(ada, trial, range(12))
    client = cast.signed_in(ada)
    client.post(reverse("trial-end", args=[trial.id]))
    stored = StoredFinding.objects.get()
    assert (stored.kind, stored.final, stored.content["posterior"]) == ("too-early", True, None)
    assert "The trial ended before the first look" in client.get(reverse("finding", args=[stored.id])).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_comes_before_the_sentence(ada, kind):
    stored = found(ada, kind)
    page = cast.signed_in(ada).get(reverse("finding", args=[stored.id])).content.decode()
    assert "<svg" in page[page.index("<main") : page.index("finding-title")], kind


def test_where_what_was_done_does_not_agree_every_page_says_so_and_so_does_the_report(ada):
    stored = found(ada, "helps")
    arm = stored.content["protocol"]["technique"]
    planned = {**numbers(-2.0, meaningful=0.99, same=0.01)}
    done = {**numbers(-0.85, meaningful=0.35, same=0.6)}
    stored.content["posterior"] |= {"delivered": {arm: planned}, "as_done": {arm: done}}
    stored.save()
    client = cast.signed_in(ada)
    doubt = "Counted by what you really did, only 35 of 100 say better by 1 point or more."
    for name in ("finding", "finding-sure"):
        assert doubt in client.get(reverse(name, args=[stored.id])).content.decode(), name
    assert "seems to help you" in client.get(reverse("finding", args=[stored.id])).content.decode()
    doubt = doubt.replace("you really did", "was really done")  # to a clinician it is said of the person
    assert doubt in client.get(reverse("report")).content.decode()
    assert doubt in client.get(reverse("finding-doctor", args=[stored.id])).content.decode(), "read aloud to a doctor"
    assert doubt in client.get(reverse("report-fhir")).content.decode()
