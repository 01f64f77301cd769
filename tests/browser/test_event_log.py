"""The log of a session paused twice, reloaded once and ended early equals what was played, side by side, to the second."""

import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import Person
from tests.server import Server

pytestmark = pytest.mark.browser


def test_paused_twice_reloaded_once_and_ended_early(server: Server, page: Page, capsys):
    ada = Person(page)
    ada.come_to_the_player(server.link)
    ada.tap("Start")
    ada.play(60)  # 10 s count-in, 50 s on the left hand
    ada.tap("Touch anywhere to pause")
    ada.play(300)  # the clock waits
    ada.tap("Go on")
    ada.play(45)  # the left hand: 95 s
    page.reload()
    expect(page.get_by_role("heading", name="We were on the left hand")).to_be_visible()
    ada.play(20)
    ada.tap("Carry on")
    ada.play(62)  # the left hand is done: 157 s
    ada.play(12)  # the change-over
    ada.play(30)  # the right hand: 30 s
    ada.tap("Touch anywhere to pause")
    ada.play(5)
    ada.tap("Go on")
    ada.play(21)  # the right hand: 51 s
    ada.tap("Touch anywhere to pause")
    ada.play(1)
    ada.tap("Stop for today")
    expect(page.get_by_role("heading", name="You stopped early")).to_be_visible()

    played = {"left": 157, "right": 51}
    with sqlite3.connect(server.data / "solemate.sqlite3") as database:
        kinds = [kind for (kind,) in database.execute("SELECT kind FROM practice_sessionevent ORDER BY number")]
        numbers = [number for (number,) in database.execute("SELECT number FROM practice_sessionevent ORDER BY number")]
    database.close()
    assert numbers == list(range(1, len(numbers) + 1)), "an event was lost or doubled"
    assert [kind for kind in kinds if kind != "proof"] == [
        "start", "pause", "resume", "pause", "resume", "pause", "resume", "pause", "stop",
    ]  # fmt: skip
    shown = {side: page.locator(f"[data-played={side}-hand]").inner_text() for side in played}
    with capsys.disabled():
        print("\nlog against what was played:", shown, played)
    for side, seconds in played.items():
        minutes, rest = shown[side].split(":")
        assert int(minutes) * 60 + int(rest) == pytest.approx(seconds, abs=1)


def test_two_quick_taps_are_one(server: Server, page: Page):
    ada = Person(page)
    ada.come_to_the_player(server.link)
    ada.tap("Start")
    ada.play(5)
    pause = page.get_by_role("button", name="Touch anywhere to pause")
    pause.dblclick()
    ada.play(1)
    expect(page.get_by_role("heading", name="We are on the left hand")).to_be_visible()


def test_space_enter_and_page_down_pause_and_go_on(server: Server, page: Page):
    ada = Person(page)
    ada.come_to_the_player(server.link)
    page.keyboard.press("Enter")
    for key in ("Space", "Enter", "PageDown"):
        ada.play(3)
        expect(page.get_by_role("button", name="Touch anywhere to pause")).to_be_visible()
        page.keyboard.press(key)
        ada.play(1)
        expect(page.get_by_role("button", name="Go on")).to_be_visible()
        page.keyboard.press(key)
        ada.play(1)


def test_a_silent_browser_shows_every_word(server: Server, page: Page):
    page.add_init_script("delete window.speechSynthesis; delete Window.prototype.speechSynthesis;")
    ada = Person(page)
    ada.open(server.link, listen=False)
    ada.tap("Start")
    ada.say_none_to_all()
    ada.rate_all(5)
    ada.tap("Start")
    captions = set()
    for _ in range(360):
        ada.play(1)
        if "/look/" in page.url:
            break
        captions.add(page.locator("[data-part=caption]").inner_text())
    page.wait_for_url("**/look/")
    assert "Change to your right hand. Take your time." in captions
    assert "Each finger of the right hand. Slide from the base to the tip. Do not pull." in captions
    assert page.problems == []


def test_a_killed_page_is_taken_up_where_it_was_last_seen(server: Server, page: Page):
    ada = Person(page)
    ada.come_to_the_player(server.link)
    ada.tap("Start")
    ada.play(40)
    # The browser dies: no pagehide, nothing sent; only what was kept on the device survives.
    page.evaluate("() => { addEventListener('pagehide', (e) => e.stopImmediatePropagation(), true); }")
    page.goto("about:blank")
    page.goto(server.base + "/")
    expect(page.get_by_role("heading", name="You were in a session")).to_be_visible()
    ada.tap("Carry on")
    expect(page.get_by_role("heading", name="We were on the left hand")).to_be_visible()


SLOW = """
const real = performance.now.bind(performance);
let looks = 0;
performance.now = () => real() + (looks += 5);
"""


def test_a_slow_device_loses_no_first_sentence(server: Server, page: Page):
    """Time that passes between two looks at the clock must not swallow the sentence of that very moment."""
    ada = Person(page)
    ada.come_to_the_player(server.link)
    page.evaluate(f"() => {{ {SLOW} }}")
    ada.tap("Start")
    ada.play(1)
    assert ada.spoken()[0][1] == "Left hand first. Rest it on the towel."
