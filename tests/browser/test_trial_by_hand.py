"""The whole way of a trial with keys alone, and with script off: from the first question to the file for the clinic."""

import html
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.journey import Person
from tests.browser.test_without_script import press_until
from tests.browser.trial import BEGINS, Days, served

pytestmark = pytest.mark.browser
RUN_IN, DAYS = 7, 16


def live(request: APIRequestContext, days: Days, trial: str, first: int, last: int) -> None:
    """The evenings from one day to another, as a form sends them. What the pages do with them is for other tests."""
    source = random.Random(5)
    base = re.match(r"https?://[^/]+", trial)[0]  # type: ignore[index]
    for day in range(first, last):
        days.go_to(day)
        told = html.unescape(request.get(trial).text())
        level = source.gauss(2 if "Ball day" in told else 7, 0.8)
        page = f"{base}/check-in/{days.now:%Y-%m-%d}/1/"
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', request.get(page).text())[1]  # type: ignore[index]
        sent = {"csrfmiddlewaretoken": token, "value": str(max(0, min(10, round(level))))}
        assert request.post(page, form=sent, headers={"Referer": page}).ok


def whole_way(page: Page, days: Days, go: Callable[[str], None], *, none_of_these: Callable[[], None]) -> None:
    """`go` does what a person does with what is called so. Every page of a trial is met, and every answer works."""
    base = re.match(r"https?://[^/]+", page.url)[0]  # type: ignore[index]
    page.goto(base + "/trials/new/")
    go("Choose what to try")
    go("Tennis ball under your foot")
    none_of_these()
    ways = ("Some days with it", "5 minutes of rest", "Pain", "Both feet together", "A little", "16 days")
    for answer in (*ways, "It will help a little"):
        go(answer)
    expect(page.get_by_role("heading", name="What it costs")).to_be_visible()
    go("Start the trial")
    expect(page.get_by_role("heading", name="First, your usual evenings")).to_be_visible()
    trial = page.url
    live(page.context.request, days, trial, 0, RUN_IN)

    days.go_to(RUN_IN)
    page.goto(trial)
    go("Pause")
    go("I am away")
    expect(page.get_by_role("heading", name="Your trial waits")).to_be_visible()
    go("Go on with the trial")
    day = RUN_IN
    while page.locator("#today-card").inner_text() != "Rest day":
        live(page.context.request, days, trial, day, day + 1)
        day += 1
        days.go_to(day)
        page.goto(trial)
    go("Rest now")
    go("I have rested")
    expect(page.get_by_text("Rest done for today.")).to_be_visible()
    live(page.context.request, days, trial, day, RUN_IN + DAYS)
    page.goto(trial)
    go("End this trial")
    go("Carry on")
    go("Look")
    expect(page.get_by_role("heading", name="The ball seems to help you")).to_be_visible(
        timeout=120_000  # the engine's loops may have to be compiled first
    )  # no ball was played
    finding = page.url

    go("How sure is this?")
    expect(page.get_by_role("heading", name="How sure is this?")).to_be_visible()
    go("Keep it")
    expect(page.get_by_text("You said: keep it.")).to_be_visible()
    go("Stop it")
    expect(page.get_by_text("You said: stop it.")).to_be_visible()
    go("See all the numbers")
    go("Day by day")
    expect(page.get_by_role("columnheader", name="period", exact=True)).to_be_visible()
    with page.expect_download() as file:
        go("The file of this trial")
    assert Path(file.value.path()).read_text().startswith("# solemate trial analyse")
    page.goto(finding)
    go("Ask my doctor")
    go("Make the page for my visit")
    expect(page.get_by_role("heading", name="One page for your visit")).to_be_visible()
    expect(page.get_by_text("The ball seems to help", exact=False).first).to_be_attached()
    with page.expect_download() as bundle:
        go("File for the clinic")
    assert json.loads(Path(bundle.value.path()).read_text())["resourceType"] == "Bundle"


def test_by_keys_alone(page: Page, tmp_path: Path):
    with served(tmp_path) as (link, days):
        page.clock.install(time=BEGINS)
        page.goto(link)
        press_until(page, "Open Solemate")
        press_until(page, "For me")
        press_until(page, "Hands")
        page.add_init_script("window.spoken = []; window.speechSynthesis.speak = (u) => window.spoken.push(u.text);")

        def none_of_these() -> None:
            while "/safety/" in page.url:
                press_until(page, "None of these")

        whole_way(page, days, lambda name: press_until(page, name), none_of_these=none_of_these)
        page.goto(page.url.split("/report/")[0] + "/trials/")
        press_until(page, "Does the ball help you?")
        press_until(page, "Hear it")
        assert page.evaluate("() => window.spoken")[0].startswith("The ball seems to help you: about")
    assert page.problems == []


def test_with_script_off(chromium: Browser, tmp_path: Path):
    with served(tmp_path) as (link, days):
        context = chromium.new_context(viewport=PHONE, java_script_enabled=False, accept_downloads=True)
        page = context.new_page()
        ada = Person(page)
        ada.clock = False
        page.goto(link)
        ada.tap("Open Solemate")
        ada.tap("For me My hands or feet")
        ada.tap("Hands", exact=True)

        def tap(name: str) -> None:
            found = (
                page.locator("main, header, nav")
                .locator("a, button, summary")
                .filter(has_text=re.compile(rf"^\s*{name}"))
            )
            found.first.click()
            page.wait_for_load_state()

        whole_way(page, days, tap, none_of_these=lambda: ada.say_none_to_all() and None)
        page.goto(page.url.split("/report/")[0] + "/trials/")
        tap("Does the ball help you")
        expect(page.locator("noscript p", has_text="needs script")).to_be_visible()
        expect(page.get_by_role("button", name="Hear it")).to_be_hidden()
        context.close()
