"""The whole chain once: link, questions, session, check-in, restart, and everything is still there."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import Person
from tests.server import Server

pytestmark = pytest.mark.browser

READING_WORDS_PER_SECOND = (
    220 / 60
)  # somebody who reads every new line of every page once, a little below the average adult
SECONDS_A_TAP = 1.5
TAPS_ALLOWED = 25
SECONDS_ALLOWED = 180


def test_from_the_link_to_a_session_a_check_in_and_back_after_a_restart(server: Server, page: Page, record_property):
    ada = Person(page)
    opened = time.monotonic()
    ada.come_to_the_player(server.link)
    ada.tap("Start")
    ada.play(11)
    first_stroke = [text for _, text in ada.spoken() if "hold" in text.lower()]
    assert first_stroke, ada.spoken()
    page_seconds = time.monotonic() - opened
    person_seconds = ada.taps * SECONDS_A_TAP + ada.words / READING_WORDS_PER_SECOND + 11
    print(
        f"\nto the first spoken stroke: {ada.taps} taps, {ada.words} words on the way; "
        f"the pages took {page_seconds:.1f} s, a person reading every word about {person_seconds:.0f} s"
    )
    assert ada.taps <= TAPS_ALLOWED
    assert person_seconds < SECONDS_ALLOWED
    assert page_seconds < SECONDS_ALLOWED

    # The rest of the 6 minutes: both hands, the change-over, the look.
    ada.play(340)
    said = " ".join(text for _, text in ada.spoken())
    ada.play(20)
    page.wait_for_url("**/look/")
    assert "Change to your right hand" in said
    assert "Half way" in said
    assert said.index("left palm") < said.index("Change to your right hand") < said.index("right palm")
    ada.tap("No")
    ada.rate_all(3)
    expect(page.get_by_role("heading", name="That was the whole session")).to_be_visible()
    assert {page.locator(f"[data-played={hand}]").inner_text() for hand in ("left-hand", "right-hand")} == {"2:37"}
    ada.tap("Done", role="link")

    # The evening.
    ada.tap("Evening check-in", role="link")
    assert ada.rate_all(4) == 6
    expect(page.get_by_role("heading", name="This evening is saved")).to_be_visible()

    # The machine is switched off and on again.
    assert server.stop() < 5
    server.start()
    page.goto(server.base + "/")
    expect(page.get_by_text("Saved for today.")).to_be_visible()
    page.goto(server.base + "/progress/")
    for hand, summary in zip(("left hand", "right hand"), page.get_by_text("Show the numbers").all(), strict=True):
        summary.click()
        rows = page.get_by_role("table", name=f"Numbness in the evening, {hand}").get_by_role("row")
        expect(rows.nth(1)).to_contain_text(re.compile(r"4\s*2\.6"))
    expect(page.get_by_role("table", name="Your last sessions")).to_contain_text("2:37")
    assert page.problems == []


def test_the_next_session_asks_the_starred_questions_again_and_the_others_not(server: Server, page: Page):
    ada = Person(page)
    ada.open(server.link)
    ada.tap("Start")
    first = ada.say_none_to_all()
    ada.rate_all(5)
    page.goto(server.base + "/")
    ada.tap("Start")
    again = ada.say_none_to_all()
    assert 0 < again < first
    assert "/before/" in page.url
