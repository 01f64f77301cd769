"""axe on every page; big targets; nothing sideways at 320 px; contrast in both themes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.walk import emergencies, every_page
from tests.server import Server

pytestmark = pytest.mark.browser
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "wcag2aaa"]}
SMALLEST_TARGET = 48

TARGETS = """() => [...document.querySelectorAll('button, a, input:not([type=hidden]), summary')]
  .filter((e) => e.checkVisibility() && !e.closest('.skip-to-main') && !e.disabled)
  .map((e) => [(e.textContent.trim() || e.name || e.id).slice(0, 40), e.getBoundingClientRect()])
  .map(([name, box]) => [name, Math.round(box.width), Math.round(box.height)])"""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults_of(page: Page) -> list[str]:
    results = Axe().run(page, options=OPTIONS)
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(
    ("look", "size"),
    [("light", PHONE), ("dark", PHONE), ("light", DESKTOP), ("more-contrast", PHONE)],
    ids=["light phone", "dark phone", "light desktop", "high contrast"],
)
def test_axe_finds_nothing_on_any_page(server: Server, chromium: Browser, look, size):
    context = chromium.new_context(
        viewport=size,
        color_scheme="dark" if look == "dark" else "light",
        contrast="more" if look == "more-contrast" else "no-preference",
    )
    page = context.new_page()
    found: dict[str, list[str]] = {}
    seen: list[str] = []

    def check(name: str) -> None:
        seen.append(name)
        faults = faults_of(page)
        if faults:
            found[name] = faults

    every_page(server, page, check)
    context.close()
    assert len(seen) > 30
    assert found == {}


def test_axe_finds_nothing_on_the_red_flag_pages(server: Server, page: Page):
    found = {}

    def check(name: str) -> None:
        if faults := faults_of(page):
            found[name] = faults

    emergencies(server, page, check)
    assert found == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_targets_are_big_and_nothing_runs_sideways(server: Server, chromium: Browser, width):
    context = chromium.new_context(viewport={"width": width, "height": 640 if width == 320 else 844})
    page = context.new_page()
    small: list[tuple[str, list[object]]] = []
    sideways: list[tuple[str, int]] = []

    def check(name: str) -> None:
        for target in page.evaluate(TARGETS):
            if target[1] < SMALLEST_TARGET or target[2] < SMALLEST_TARGET:
                small.append((name, target))
        over = page.evaluate(SIDEWAYS)
        if over > 0:
            sideways.append((name, over))

    every_page(server, page, check)
    context.close()
    assert small == []
    assert sideways == []


def test_main_answers_are_at_least_96_high(server: Server, page: Page):
    low: list[tuple[str, str, int]] = []
    looked = 0

    def check(name: str) -> None:
        nonlocal looked
        for button in page.locator("button.key, button.accent, button.primary, a.primary, .corner-stop").all():
            if button.is_visible():
                looked += 1
                box = button.bounding_box()
                if box and box["height"] < 96:
                    low.append((name, button.inner_text(), round(box["height"])))

    every_page(server, page, check)
    assert looked > 40
    assert low == []


def test_text_at_twice_the_size_still_runs_down_not_sideways(server: Server, chromium: Browser):
    """400 % zoom of a 1280 px window is a 320 px page; here letters are doubled on top of a phone's width."""
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.add_init_script("addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '40px')")
    sideways = {}

    def check(name: str) -> None:
        if (over := page.evaluate(SIDEWAYS)) > 0:
            sideways[name] = over

    every_page(server, page, check)
    context.close()
    assert sideways == {}
