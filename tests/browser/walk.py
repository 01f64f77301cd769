"""Visits every kind of page once, as a person comes to them, and hands each to a check."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.journey import Person
from tests.server import Server

Check = Callable[[str], None]


def every_page(server: Server, page: Page, check: Check) -> None:
    """Call `check(name)` with the page standing open."""
    ada = Person(page)
    page.clock.install()
    page.goto(server.base + "/sign-in/")
    check("sign-in")
    page.goto(server.link)
    check("enter")
    ada.tap("Open Solemate")
    check("today-first")
    ada.tap("Start")
    check("safety-emergency")
    ada.tap("Go on")
    check("safety-error")
    ada.tap("None of these")
    page.get_by_role("checkbox", name="A cut, blister or sore on a hand").check()
    ada.tap("Go on")
    check("safety-where")
    page.get_by_role("checkbox", name="Left hand").check()
    ada.tap("Go on")
    while "/safety/" in page.url and "/call/" not in page.url:
        check("safety-" + page.url.rstrip("/").rsplit("/", 1)[-1])
        ada.tap("None of these")
        page.wait_for_load_state()
    check("red-flag-soon")
    ada.tap("I have read this")
    check("today-one-hand-closed")
    ada.tap("Start")
    check("before-right")
    ada.rate_all(5)
    check("player-ready")
    ada.tap("Start")
    ada.play(4)
    check("player-count-in")
    ada.play(40)
    check("player-running")
    ada.tap("Touch anywhere to pause")
    ada.play(1)
    check("player-paused")
    page.goto(server.base + "/")
    check("today-unfinished")
    ada.tap("Carry on")
    ada.play(1)
    ada.tap("Go on")
    ada.play(200)
    page.wait_for_url("**/look/")
    check("look")
    ada.tap("No")
    ada.rate_all(2)
    check("session-done")
    page.goto(server.base + "/")
    ada.tap("Evening check-in", role="link")
    check("check-in-left")
    ada.rate_all(4)
    check("check-in-done")
    for name in ("progress", "more", "help", "more/add-device", "safety/not-sure", "no-such-page"):
        page.goto(f"{server.base}/{name}/")
        check(name.replace("/", "-"))
    page.goto(server.base + "/more/add-device/")
    ada.tap("Make a link")
    check("device-link")


def emergencies(server: Server, page: Page, check: Check) -> None:
    """The pages that nobody wants to see: emergency, and same day."""
    ada = Person(page)
    page.clock.install()
    page.goto(server.link)
    ada.tap("Open Solemate")
    ada.tap("Start")
    page.get_by_role("checkbox", name="Short of breath, or chest pain").check()
    ada.tap("Go on")
    check("red-flag-emergency")
    ada.tap("I have read this")
    check("today-all-closed")
    ada.tap("Something changed? Answer again")
    ada.tap("None of these")
    page.get_by_role("checkbox", name="A burn, or a blister from heat").check()
    ada.tap("Go on")
    page.get_by_role("checkbox", name="Right hand").check()
    ada.tap("Go on")
    while "/safety/" in page.url and "/call/" not in page.url:
        ada.tap("None of these")
        page.wait_for_load_state()
    check("red-flag-same-day")
