"""An ordinary evening in 20 seconds: taps and seconds counted; by keys alone; and what a screen reader is told."""

import time
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.journey import Person
from tests.browser.test_first_session import READING_WORDS_PER_SECOND, SECONDS_A_TAP
from tests.server import Server

pytestmark = pytest.mark.browser
SECONDS_ALLOWED = 20


def days() -> tuple[str, str]:
    """Yesterday and today where the server's person lives."""
    today = datetime.now(ZoneInfo("Europe/Berlin")).date()
    return (today - timedelta(days=1)).isoformat(), today.isoformat()


def with_an_evening_of_yesterday(server: Server, page: Page) -> Person:
    ada = Person(page)
    ada.open(server.link)
    page.goto(f"{server.base}/check-in/{days()[0]}/1/")
    ada.rate_all(4)
    page.goto(server.base + "/")
    return ada


def told(page: Page, *roles: str) -> list[tuple[str, str, Any]]:
    """(role, name, checked) of the accessibility tree as the browser hands it to a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    found = []
    for node in nodes:
        role = node.get("role", {}).get("value")
        if role in roles and not node.get("ignored"):
            states = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
            found.append((role, node.get("name", {}).get("value", ""), states.get("checked")))
    return found


def test_an_ordinary_evening_takes_20_seconds(server: Server, page: Page):
    """The first evening, every answer a new one; then one that was like it."""
    ada = Person(page)
    ada.open(server.link)
    yesterday, _ = days()
    for name, address in (("every answer given", f"/check-in/{yesterday}/1/"), ("same as yesterday", "/")):
        page.goto(server.base + address)
        taps, words, began = ada.taps, ada.words, time.monotonic()
        if address == "/":
            ada.tap("Evening check-in", role="link")
            while "/done/" not in page.url:
                ada.read()
                ada.tap("Same as yesterday")
        else:
            ada.rate_all(4)
        pages, taps = time.monotonic() - began, ada.taps - taps
        seconds = taps * SECONDS_A_TAP + (ada.words - words) / READING_WORDS_PER_SECOND
        print(
            f"\n{name}, both hands: {taps} taps, {taps * SECONDS_A_TAP:.1f} s of tapping, {seconds:.0f} s with every new "
            f"line read; the pages took {pages:.1f} s"
        )
        expect(page.get_by_role("heading", name="This evening is saved")).to_be_visible()
        expect(page.get_by_role("row")).to_have_count(7)
        assert taps == (3 if address == "/" else 6)
        assert taps * SECONDS_A_TAP < SECONDS_ALLOWED / 2
        assert seconds < SECONDS_ALLOWED or address != "/", "a second evening, words read and all"
    page.goto(server.base + "/")
    expect(page.get_by_text("Saved for today.")).to_be_visible()
    assert page.problems == []


def press_until(page: Page, name: str, key: str = "Enter") -> int:
    """Tab to it and press; returns the keys it took."""
    for number in range(1, 40):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => document.activeElement.innerText || document.activeElement.labels?.[0]?.textContent || ''"
        )
        if here.strip().startswith(name):
            page.keyboard.press(key)
            page.wait_for_load_state()
            return number + 1
    raise AssertionError(f"{name!r} cannot be reached by keys")


def test_by_keys_alone_and_as_a_screen_reader_hears_it(server: Server, page: Page):
    ada = with_an_evening_of_yesterday(server, page)
    press_until(page, "Evening check-in")
    expect(page.get_by_text("Question 1 of 6")).to_be_visible()
    names = [name for _, name, _ in told(page, "button")]
    assert names[:5] == ["0 none", "1", "2", "3", "4 yesterday"]
    assert names[-2:] == ["Same as yesterday for your left hand Numbness 4, Tingling 4, Pain 4", "Skip this one"]
    assert ("group", "How numb was your left hand this evening?") in [row[:2] for row in told(page, "group")]
    ada.take_time()
    keys = press_until(page, "Same as yesterday")
    expect(page.get_by_text("Question 4 of 6")).to_be_visible()
    ada.take_time()
    keys += press_until(page, "0")
    expect(page.get_by_text("Question 5 of 6")).to_be_visible()
    ada.take_time()
    keys += press_until(page, "Same as yesterday")
    expect(page.get_by_role("heading", name="This evening is saved")).to_be_visible()
    print(f"\nby keys alone: {keys} keys")
    assert page.problems == []


TOUCHED = """() => [...document.querySelectorAll('.zone-sheet')].flatMap((sheet, side) =>
  [...sheet.querySelectorAll('.z-name')].map((name) => {
    const box = name.getBoundingClientRect();
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return [['left', 'right'][side], name.textContent.toLowerCase(), there?.value ?? ''];
  }))"""


def test_each_of_the_22_zones_answers_to_a_touch_on_its_name(server: Server, page: Page):
    Person(page).open(server.link)
    touched = []
    for width, view in product((320, 390), ("sole", "top", "palm", "back")):
        page.set_viewport_size({"width": width, "height": 1200})
        page.goto(f"{server.base}/where/numb/{days()[1]}/?view={view}")
        for side, zone, value in page.evaluate(TOUCHED):
            assert value == f"{side}-{view}-{zone}"
            touched.append(value)
        for box in page.locator(".touch").all():
            size = box.bounding_box()
            assert size
            assert min(size["width"], size["height"]) >= 48
    assert len(touched) == 2 * len(set(touched)) == 44


def test_a_tap_marks_a_second_clears_and_a_double_tap_marks(server: Server, page: Page):
    ada = Person(page)
    ada.open(server.link)
    page.goto(f"{server.base}/where/numb/{days()[1]}/")
    name = page.locator(".zone-sheet").first.locator(".z-name").first
    spot = name.bounding_box()
    assert spot
    middle = (spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    toes = page.locator("#left-sole-toes")
    page.mouse.dblclick(*middle)
    expect(toes).to_be_checked()
    expect(page.get_by_role("button", name="Done (1 place)")).to_be_visible()
    page.clock.fast_forward(700)
    page.mouse.click(*middle)
    expect(toes).not_to_be_checked()
    expect(page.get_by_role("button", name="Done (0 places)")).to_be_visible()
    page.clock.fast_forward(700)
    page.mouse.click(*middle)
    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.reload()
    expect(toes).to_be_checked()
    server.stop()  # the machine at home is off
    page.clock.fast_forward(700)
    page.mouse.click(*middle)
    expect(page.get_by_role("status")).to_have_text("Not saved. Tap Done to try again.")


def test_the_map_works_without_script(server: Server, chromium: Browser):
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    ada = Person(page)
    ada.clock = False
    page.goto(server.link)
    ada.tap("Open Solemate")
    ada.tap("For me My hands or feet")
    ada.tap("Hands", exact=True)
    page.goto(f"{server.base}/where/numb/{days()[1]}/")
    name = page.locator(".zone-sheet").first.locator(".z-name").nth(1)
    spot = name.bounding_box()
    assert spot
    page.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    ada.tap("Palms")
    page.locator("#right-palm-palm").check(force=True)
    ada.tap("Use a list instead")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    expect(page.get_by_role("checkbox", name="Left sole, ball, numb, on")).to_be_checked()
    ada.tap("Done")
    expect(page.get_by_role("heading", name="How far up does it go?")).to_be_visible()
    context.close()
