"""Visits every kind of page once, as a person comes to them, and hands each to a check."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from solemate.care.catalogue import load_catalogue
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
    page.wait_for_url("**/who-for/")
    check("who-for")
    ada.tap("For me My hands or feet")
    check("where-is-it")
    ada.tap("Hands", exact=True)
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
    check("teach-back")
    page.go_back()
    ada.understand_the_flag()
    check("today-one-hand-closed")
    page.goto(server.base + "/techniques/hand-lotion-massage/")
    check("technique-one-side")
    ada.tap("Start with one side")
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
    check("player-recovering")
    ada.tap("Carry on")
    ada.play(200)
    page.wait_for_url("**/look/")
    check("look")
    ada.tap("No")
    ada.rate_all(2)
    check("session-done")
    page.goto(server.base + "/")
    ada.tap("Evening check-in", role="link")
    check("check-in-left")
    # As if it had been left open for years.
    page.evaluate("() => { document.querySelector('[name=shown_on]').value = '2020-01-01'; }")
    page.locator("button.key[value='4']").click()
    check("which-evening")
    page.get_by_role("button", name="This evening").click()
    ada.rate_all(4)
    check("check-in-done")
    names = ["progress", "more", "help", "more/add-device", "safety/not-sure", "no-such-page", "techniques", "known"]
    names += [
        "known/article",
        "more/whom-to-call",
        "more/evening",
        "more/house",
        "more/voice",
        "more/keys",
        "more/clinician-ok",
        "more/oils",
        "more/open-points",
        "techniques/helper-foot-massage",
    ]
    names += ["techniques/helper-foot-massage/lesson/0", "techniques/helper-foot-massage/lesson/1"]
    names += [
        "questions/pgic/1",
        "questions/peg/1",
        "questions/phq4/1",
        "questions/touch-toes/0",
        "questions/touch-toes/1",
    ]
    names += ["more/entries", "more/bin", "more/backups", "more/export", "more/erase"]
    for name in names:
        page.goto(f"{server.base}/{name}/")
        check(name.replace("/", "-"))
    page.goto(server.base + "/more/export/")
    content = page.request.get(server.base + "/more/export/file/").body()
    page.locator("#file").set_input_files({"name": "diary.zip", "mimeType": "application/zip", "buffer": content})
    ada.tap("Look into it")
    page.wait_for_url("**/what/")
    check("import-what")
    page.goto(server.base + "/more/add-device/")
    ada.tap("Make a link")
    check("device-link")


def a_trial(server: Server, page: Page, check: Check) -> tuple[str, str]:
    """From "Does it help me?" to a trial, ended at once; returns the ids of the trial and of its finding."""
    page.goto(server.base + "/trials/new/")
    check("trial-new")
    page.get_by_role("link", name="Choose what to try").click()
    while "/trials/new/check/" not in page.url:
        check("trial-" + page.url.rstrip("/").rsplit("/", 1)[-1])
        asked = "/safety/" in page.url
        page.locator("button[name=none]" if asked else "button[name=answer]").first.click()
        page.wait_for_load_state()
    check("trial-check")
    page.get_by_role("button", name="Start the trial").click()
    page.wait_for_url(re.compile(r"/trials/[0-9a-f-]{36}/$"))
    check("trial-begun")
    trial = page.url.rstrip("/").rsplit("/", 1)[-1]
    for name in ("pause", "rest", "end"):
        page.goto(f"{server.base}/trials/{trial}/{name}/")
        check(f"trial-{name}")
    page.get_by_role("button", name="End this trial").click()
    page.wait_for_url("**/findings/**")
    check("finding")
    finding = page.url.rstrip("/").rsplit("/", 1)[-1]
    return trial, finding


def a_stop_sign(server: Server, page: Page, check: Check, session_id: str) -> None:
    """What the page says about a sign that is no red flag."""
    page.goto(f"{server.base}/sessions/{session_id}/stop/")
    page.get_by_role("button", name="New sharp pain, or much more pain").click()
    page.wait_for_url("**/stop/ST-01/")
    check("stop-sign")


def technique_pages(server: Server, page: Page, check: Check) -> None:
    """The page of every technique; somebody is signed in already."""
    for name in load_catalogue().techniques:
        page.goto(f"{server.base}/techniques/{name}/")
        check(f"technique-{name}")


def emergencies(server: Server, page: Page, check: Check) -> None:
    """The pages that nobody wants to see: emergency, and same day."""
    ada = Person(page)
    page.clock.install()
    page.goto(server.link)
    ada.tap("Open Solemate")
    page.wait_for_url("**/who-for/")
    ada.tap("For me My hands or feet")
    ada.tap("Hands", exact=True)
    ada.tap("Start")
    page.get_by_role("checkbox", name="Short of breath, or chest pain").check()
    ada.tap("Go on")
    check("red-flag-emergency")
    ada.understand_the_flag()
    check("today-all-closed")
    ada.tap("Something changed? Answer again")
    check("safety-said-before")
    page.get_by_role("checkbox", name="Short of breath, or chest pain").uncheck()
    ada.tap("None of these")
    page.get_by_role("checkbox", name="A burn, or a blister from heat").check()
    ada.tap("Go on")
    page.get_by_role("checkbox", name="Right hand").check()
    ada.tap("Go on")
    while "/safety/" in page.url and "/call/" not in page.url:
        ada.tap("None of these")
        page.wait_for_load_state()
    check("red-flag-same-day")
