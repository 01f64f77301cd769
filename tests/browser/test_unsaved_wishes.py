"""What was ticked on the plan's long page is not lost when somebody leaves it without Save."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import Person
from tests.server import Server

pytestmark = pytest.mark.browser
NOT_SAVED = "What you chose here is not saved yet."


def test_what_was_ticked_is_there_again_until_it_is_saved(server: Server, page: Page):
    ada = Person(page)
    ada.open(server.link)
    wishes = f"{server.base}/week/wishes/"
    page.goto(wishes)
    page.wait_for_load_state()
    expect(page.get_by_text(NOT_SAVED)).to_be_hidden()
    page.locator("input[value='rice']").check(force=True)
    page.locator("select[name='helper_2']").first.select_option("1080")
    page.goto(f"{server.base}/week/")
    page.goto(wishes)
    expect(page.get_by_text(NOT_SAVED)).to_be_visible()
    expect(page.locator("input[value='rice']")).to_be_checked()
    expect(page.locator("select[name='helper_2']").first).to_have_value("1080")
    page.locator("select[name='helper_2']").last.select_option("1200")
    ada.tap("Save the plan")
    expect(page.get_by_role("heading", name="This week")).to_be_visible()
    page.goto(wishes)
    expect(page.locator("input[value='rice']")).to_be_checked()
    expect(page.get_by_text(NOT_SAVED)).to_be_hidden()
