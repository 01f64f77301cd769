"""A session that is reloaded, killed, throttled, put to sleep, tapped and opened twice still ends on time, with equal sides.

Each trial is a function, so that `make verify` can run it longer; a few points of the long one are run here.
"""

import random

import pytest
from playwright.sync_api import expect

from tests.browser.journey import LISTEN
from tests.browser.rough import Roughly, end_on_time, in_state

pytestmark = pytest.mark.browser
SEED = 20261128
POINTS = 6
MAY_BE_LOST_MS = 5000

# What a browser does to the timers of a page in the background.
THROTTLED = """
const often = window.setInterval;
window.setInterval = (act, ms, ...more) => often(act, Math.max(ms, 60_000), ...more);
"""
WITHOUT_WORKERS = "delete window.Worker;"


def break_off_at_random(session: Roughly, *, points: int, seed: int) -> None:
    """Reloaded, left without a word, or its process killed, in turn; then carried on to the end."""
    chance = random.Random(seed)
    session.start()
    for number, point in enumerate(sorted(chance.sample(range(1000, session.end - 3000), points))):
        session.play(max(0, point - session.position))
        [session.reload, session.crash, session.kill][number % 3]()
        session.carry_on()
    end_on_time(session)


def look_once_a_minute(session: Roughly) -> None:
    """Every timer fires once a minute at most, and no worker helps."""
    session.start()
    for _ in range(0, session.end, 60_000):
        session.context.clock.fast_forward(60_000)
        session.note(60_000)
    session.page.wait_for_url("**/look/")


def set_the_clock(session: Roughly) -> None:
    """An hour forward, 5 minutes back, and then three hours in which nobody looked at the page."""
    page, clock = session.page, session.context.clock
    slept = "This phone slept, or its clock was changed."
    session.start()
    for seconds, words in ((3600, slept), (-300, "The clock of this phone was changed."), (None, slept)):
        session.play(25_000)
        if seconds is None:
            clock.fast_forward(3 * 3600_000)
        else:
            clock.set_system_time(page.evaluate("() => Date.now()") / 1000 + seconds)
        session.move(1000)  # until it is noticed, and a finger's time
        in_state(page, "recovering")
        expect(page.get_by_text(words)).to_be_visible()
        assert session.spoken()[-1] == f"We wait. {words} We waited for you."
        session.saved()
        session.take_up()
        session.carry_on()
    end_on_time(session)


def tap_a_hundred_times(session: Roughly) -> None:
    """In 2 seconds, in the middle of the screen; what stands there afterwards must not be pressed."""
    session.start()
    session.play(20_000)
    session.page.mouse.click(195, 500)
    for _ in range(99):
        session.move(20)
        session.page.mouse.click(195, 500)
    in_state(session.page, "paused")
    session.move(1000)
    session.saved()
    session.page.get_by_role("button", name="Go on").click()
    end_on_time(session)


def open_it_twice(session: Roughly) -> None:
    """A second tab is quiet, takes over, and gives back."""
    first, second = session.page, session.context.new_page()
    session.start()
    session.play(20_000)
    second.add_init_script(LISTEN)
    second.goto(session.address)
    in_state(second, "elsewhere")
    session.play(5000)
    assert second.evaluate("() => window.spoken") == []
    in_state(first, "running")
    for before, now in ((first, second), (second, first)):
        now.get_by_role("button", name="Use this tab").click()
        session.move(1400)  # the time in which the other one answers, and a finger's
        in_state(now, "recovering")
        in_state(before, "elsewhere")
        session.page = now
        said = len(before.evaluate("() => window.spoken"))
        session.carry_on()
        session.play(60_000)
        assert len(before.evaluate("() => window.spoken")) == said, "two voices"
        assert session.spoken()
    end_on_time(session)


def judge(session: Roughly) -> None:
    """What must hold however a session was treated."""
    credited = session.credited()
    assert credited == pytest.approx(session.really(), abs=300)
    assert credited["left-hand"] == credited["right-hand"] == session.planned("left-hand")
    assert all(-300 <= lost <= MAY_BE_LOST_MS for lost in session.lost), session.lost
    numbers = [event.number for event in session.events()]
    assert numbers == list(range(1, len(numbers) + 1)), "an event was lost or doubled"
    assert session.events()[-1].kind == "finish"
    assert session.events()[-1].position_ms == session.end


@pytest.fixture
def session(rough: Roughly) -> Roughly:
    rough.come()
    return rough


def test_broken_off_at_random_points(session: Roughly):
    break_off_at_random(session, points=POINTS, seed=SEED)
    judge(session)


def test_one_look_a_minute_and_nothing_is_said_late(rough: Roughly):
    session, page = rough, rough.page
    page.add_init_script(WITHOUT_WORKERS)
    session.come()
    said: list[tuple[int, str]] = []
    page.expose_function("heard", lambda text: said.append((len(session.stretches), text)))
    page.evaluate("() => { speechSynthesis.speak = (utterance) => window.heard(utterance.text); }")
    look_once_a_minute(session)
    judge(session)
    for minute, text in said[1:]:
        at = (minute + 1) * 60_000
        assert any(0 <= at - cue["at"] <= 1500 and cue["say"] == text for cue in session.cues) or text.startswith(
            "We are on"
        ), text


def test_a_throttled_page_is_looked_at_by_its_worker(session: Roughly):
    page = session.page
    page.add_init_script(THROTTLED)
    page.reload()
    session.start()
    session.play(10_200)
    page.wait_for_timeout(600)
    assert session.spoken()[-1].startswith("Hold your left hand.")
    end_on_time(session)


def test_sleep_and_a_clock_that_is_set_pause_and_say_so(session: Roughly):
    set_the_clock(session)
    judge(session)


def test_a_hundred_taps_in_two_seconds_are_one(session: Roughly):
    tap_a_hundred_times(session)
    judge(session)
    kinds = [event.kind for event in session.events() if event.kind != "proof"]
    assert kinds == ["start", "pause", "resume", "finish"]


def test_two_tabs_have_one_voice(session: Roughly):
    open_it_twice(session)
    judge(session)
