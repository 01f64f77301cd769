"""A 16-day trial in a real browser: run-in, sessions, rests, a missed evening, an illness, a red flag, finding, report."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.trial import Trial, check_against_the_command, check_the_report, served

pytestmark = pytest.mark.browser


def test_a_trial_of_16_days(page: Page, tmp_path: Path):
    with served(tmp_path) as (link, days):
        ada = Trial(page, days, link)
        ada.choose(length="16 days")
        for day in range(7):
            assert ada.live(day, with_it=2, without=7) == "First, your usual evenings"
        told = [ada.live(day, with_it=2, without=7, missed=day == 9) for day in range(7, 11)]
        assert sorted(told) == ["Ball day", "Ball day", "Rest day", "Rest day"], "the first block holds each twice"

        # Ill for two days: the trial waits, and the days it misses come later.
        ada.go_to(11)
        ada.today()
        ada.ada.tap("Pause", role="link", exact=True)
        ada.ada.tap("I am not well")
        expect(page.get_by_role("heading", name="Your trial waits")).to_be_visible()
        ada.go_to(13)
        ada.today()
        ada.ada.tap("Go on with the trial")
        told += [ada.live(day, with_it=2, without=7) for day in range(13, 20)]

        # A red flag before a session: the trial is paused at once, and goes on another day.
        ada.go_to(20)
        ada.report_a_blister()
        assert ada.today() == "Your trial waits"
        expect(page.get_by_role("button", name="Go on with the trial")).to_have_count(0)
        ada.go_to(21)
        ada.today()
        ada.ada.tap("Go on with the trial")
        ada.ada.say_none_to_all()
        told += [ada.live(day, with_it=2, without=7) for day in range(21, 26)]
        assert told.count("Ball day") == told.count("Rest day") == 8

        assert ada.look().startswith("The ball helps you: about"), page.inner_text("main")
        page.get_by_role("link", name="How sure is this?").click()
        expect(page.get_by_role("heading", name="How sure is this?")).to_be_visible()
        page.go_back()
        ada.ada.tap("Keep it")
        expect(page.get_by_text("You said: keep it.")).to_be_visible()
        answer = check_against_the_command(page, tmp_path)
        assert answer["decision"] == "helps"
        assert sum(row["block"] == "" for row in answer["rows"]) == 3, "paused days carry no block"
        assert sum(row["rating"] == "" for row in answer["rows"]) == 4, "and one evening was missed"
        assert {row["done"] for row in answer["rows"] if row["arm"] == "tennis-ball"} == {"1.0"}
        check_the_report(page, answer)
    assert page.problems == []
