"""A real server and a real browser: Chromium as people have it, on the size of a phone."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, StorageState, sync_playwright

from tests.browser.rough import Roughly, come_in
from tests.server import ROOT, Server

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "data")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


def browser_path() -> str:
    """Where Chromium is; what is missing is an error, never a silent skip."""
    found = subprocess.run(["sh", "scripts/find-browser.sh"], cwd=ROOT, capture_output=True, text=True)
    if found.returncode:
        raise LookupError(found.stderr)
    return found.stdout.strip()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    try:
        path = browser_path()
    except LookupError as missing:
        if os.environ.get("SOLEMATE_NO_BROWSER") == "1" and os.environ.get("CI") != "true":
            pytest.skip("no Chromium, and SOLEMATE_NO_BROWSER=1 says that this is known")
        pytest.fail(str(missing))
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[tuple[Server, StorageState]]:
    """A server for a whole file of tests, and what a browser that is signed in there holds."""
    running = Server(tmp_path_factory.mktemp("household") / "data")
    running.start()
    opened = chromium.new_context(locale="en-GB")
    come_in(running, opened)
    state = opened.storage_state()
    opened.close()
    yield running, state
    running.stop()


@pytest.fixture
def rough(household: tuple[Server, StorageState], chromium: Browser) -> Iterator[Roughly]:
    """A session to be treated roughly, on a phone that is signed in; it has not come to the player yet."""
    server, state = household
    opened = chromium.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/Berlin", storage_state=state)
    yield Roughly(server, opened, watched(opened.new_page()))
    opened.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/Berlin")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A phone's page; anything that goes wrong in its console fails the test."""
    return watched(context.new_page())


def watched(opened: Page) -> Page:
    """The page, with everything that goes wrong in its console kept in `problems`."""
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    opened.problems = problems  # type: ignore[attr-defined]
    return opened
