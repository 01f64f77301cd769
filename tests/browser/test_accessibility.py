"""axe on every page in every theme; big targets; nothing sideways at 320 px or 400 %. The pages are seen once for all tests."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.survey import LEADS_ON, THEMES, Survey, survey
from tests.web.test_every_address import ALL

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def seen(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Survey:
    return survey(chromium, tmp_path_factory.mktemp("survey"), every_rule=False)


def test_every_address_was_seen(seen: Survey):
    """Walk to a page that only something else opens (walk.py), or say in survey.py why it shows none."""
    assert seen.lost == []
    assert seen.broken == []
    assert len(seen.pages) > 90
    assert seen.checks == len(seen.pages) * len(THEMES)


def test_every_excuse_is_still_needed(seen: Survey):
    assert LEADS_ON.keys() <= {name for name, _ in ALL} - seen.by_table


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_any_page(seen: Survey, theme: str):
    assert [fault for fault in seen.axe if fault[1] == theme] == []


def test_nothing_runs_sideways(seen: Survey):
    """Not on a small phone, not at 400 % zoom, not with letters at twice their size."""
    assert seen.sideways == []


def test_targets_are_big(seen: Survey):
    assert seen.small == []


def test_main_answers_are_at_least_96_high(seen: Survey):
    assert seen.main_answers > 40
    assert seen.low == []


def test_axe_would_find_something(page: Page):
    """The run itself: a page with a fault has one in the theme where it is."""
    from tests.browser import survey as surveys

    page.set_content(
        "<html lang=en><title>x</title><main><h1 style='color:#777;background:#888'>Grey</h1><img src=x></main>"
    )
    found = Survey()
    surveys.look_at(page, "made up", found, every_rule=False)
    faults = {(theme, fault.split(":")[0]) for _, theme, fault in found.axe}
    assert ("light", "image-alt") in faults
    assert {theme for theme, fault in faults if fault == "color-contrast"} == set(THEMES)
