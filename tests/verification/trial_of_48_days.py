"""A 48-day trial in a real browser, day by day: `python -m tests.verification.trial_of_48_days`.

Out: docs/verification/trial-of-48-days.md. Everybody in it is invented. Nothing helps here, and evenings swing widely, so
that the trial runs to its last day and every look is had.
"""

import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import FLAGS, PHONE, browser_path
from tests.browser.trial import Trial, check_against_the_command, check_the_report, served

SUMMARY = Path(__file__).parents[2] / "docs" / "verification" / "trial-of-48-days.md"
ILL, WELL, FLAG, AFTER_FLAG = 12, 15, 20, 21  # days from the start
MISSED = {9, 17, 26, 27, 40, 51}
LAST = 62
LEVEL, SWING = 5, 2.2


def run(folder: Path) -> tuple[dict[str, object], list[str]]:
    """Live it. Returns what the command says of the file, and a line for each thing that happened."""
    lines = []
    with sync_playwright() as playwright, served(folder) as (link, days):
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/Berlin").new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        ada = Trial(page, days, link, seed=5)
        ada.choose(length="48 days")
        told: list[str] = []
        for day in range(LAST):
            if day == ILL:
                ada.go_to(day)
                ada.today()
                ada.ada.tap("Pause", role="link", exact=True)
                ada.ada.tap("I am not well")
                lines.append(f"day {day}: ill, paused")
            if day == FLAG:
                ada.go_to(day)
                ada.report_a_blister()
                assert ada.today() == "Your trial waits"
                expect(page.get_by_role("button", name="Go on with the trial")).to_have_count(0)
                lines.append(
                    f"day {day}: a red flag before the session; paused at once, and not to be resumed that day"
                )
            if day in (WELL, AFTER_FLAG):
                ada.go_to(day)
                ada.today()
                ada.ada.tap("Go on with the trial")
                ada.ada.say_none_to_all()
                lines.append(f"day {day}: it goes on")
            if ILL <= day < WELL or day == FLAG:
                continue
            told.append(ada.live(day, with_it=LEVEL, without=LEVEL, swing=SWING, missed=day in MISSED))
            title = ada.look()
            if title:
                lines.append(f"day {day}: look: {title}")
            if "/findings/" in page.url and not page.get_by_role("link", name="Carry on").count():
                break
        lines.append(
            f"{told.count('Ball day')} ball days, {told.count('Rest day')} rest days, {len(MISSED)} evenings missed"
        )
        answer = check_against_the_command(page, folder)
        check_the_report(page, answer)
        assert problems == [], problems
        browser.close()
    return answer, lines


def trial_of_48_days() -> bool:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        answer, lines = run(Path(folder))
    rows = answer["rows"]
    assert isinstance(rows, list)
    page = [
        "# A trial of 48 days in a real browser",
        "",
        "Wizard, 7 days of run-in, sessions through the player, rests, missed evenings, an illness, a red flag on day 20, a look",
        "after each block from the 4th, the finding, the report. An invented person whom nothing helps. At the end",
        "`solemate trial analyse` on the file from the page “All the numbers” gave the stored finding, every digit of it, and",
        "the report says it.",
        "",
        f"Run on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {time.monotonic() - began:.0f} s.",
        "",
        *(f"* {line}" for line in lines),
        f"* the file: {len(rows)} rows, {sum(row['block'] == '' for row in rows)} of them paused; decision: {answer['decision']}",
        "",
    ]
    SUMMARY.write_text("\n".join(page))
    print("\n".join(page))
    return True


if __name__ == "__main__":
    sys.exit(0 if trial_of_48_days() else 1)
