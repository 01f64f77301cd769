"""Without script everything works but the player's timing; with keys alone everything works."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.journey import Person
from tests.server import Server

pytestmark = pytest.mark.browser


def test_the_whole_chain_without_script(server: Server, chromium: Browser):
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    ada = Person(page)
    ada.clock = False
    page.goto(server.link)
    ada.tap("Open Solemate")
    ada.tap("For me My hands or feet")
    ada.tap("Hands", exact=True)
    ada.tap("Start")
    ada.say_none_to_all()
    assert ada.rate_all(5) == 6
    expect(page.get_by_text("This page cannot keep the time here.")).to_be_visible()
    expect(page.get_by_role("img", name="Left hand, palm up")).to_have_count(4)
    expect(page.get_by_role("button", name="Start")).not_to_be_visible()
    ada.tap("Longer")
    expect(page.get_by_text("7 minutes")).to_be_visible()
    ada.tap("I have done it")
    ada.tap("No")
    assert ada.rate_all(4) == 6
    expect(page.get_by_text("You kept the time yourself. No minutes are counted.")).to_be_visible()
    ada.tap("Done", role="link")
    ada.tap("Evening check-in", role="link")
    assert ada.rate_all(3) == 6
    page.goto(server.base + "/progress/")
    expect(page.get_by_text("not timed")).to_be_visible()
    context.close()


def press_until(page: Page, name: str, *, most: int = 40) -> None:
    """Tab to what is called `name`, then Enter: what a person without a pointer does."""
    expect(page.get_by_text(name).filter(visible=True).first).to_be_visible(
        timeout=20_000
    )  # the page asked for has come
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate("() => document.activeElement.textContent.trim() || document.activeElement.value || ''")
        if here.startswith(name):
            before = page.url
            if "/sessions/" not in page.url or "/before/" in page.url:
                page.clock.fast_forward(700)
            page.keyboard.press("Enter")
            for _ in range(20):  # until the next page has come; some keys lead to none
                if page.url != before:
                    break
                page.wait_for_timeout(50)
            page.wait_for_load_state()
            return
    raise AssertionError(f"{name!r} cannot be reached by keys on {page.url}")


def test_the_whole_chain_by_keyboard_alone(server: Server, page: Page):
    page.clock.install()
    page.goto(server.link)
    press_until(page, "Open Solemate")
    press_until(page, "For me")
    press_until(page, "Hands")
    press_until(page, "Start")
    while "/safety/" in page.url:
        press_until(page, "None of these")
    while "/before/" in page.url:
        press_until(page, "0")
    expect(page.get_by_role("heading", name="Lotion massage for your hands")).to_be_visible()
    press_until(page, "Start")
    page.clock.run_for(20_000)
    page.keyboard.press("Space")
    page.clock.run_for(1000)
    press_until(page, "Stop for today")
    expect(page.get_by_role("heading", name="You stopped early")).to_be_visible()
    press_until(page, "Done")
    press_until(page, "Evening check-in")
    for _ in range(6):
        page.keyboard.press("Tab")
        press_until(page, "0")
    expect(page.get_by_role("heading", name="This evening is saved")).to_be_visible()


def test_arrow_keys_move_between_the_numbers(server: Server, page: Page):
    ada = Person(page)
    ada.open(server.link)
    page.get_by_role("link", name="Evening check-in").click()
    page.wait_for_load_state()  # until keys.js listens
    page.locator("button.key[value='5']").focus()
    for key, expected in (("ArrowRight", "6"), ("ArrowUp", "3"), ("ArrowDown", "6"), ("ArrowLeft", "5")):
        page.keyboard.press(key)
        assert page.evaluate("() => document.activeElement.value") == expected
