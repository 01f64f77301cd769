"""axe with every rule on every page in every theme, and every page at every size; the summary goes to docs/verification/."""

import os
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

SUMMARY = Path(__file__).parents[2] / "docs" / "verification" / "accessibility.md"


def accessibility() -> bool:
    """See every page, write what was found, and say whether that was nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, browser_path
    from tests.browser.survey import LEADS_ON, RULES, SIZES, THEMES, survey

    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        seen = survey(browser, Path(folder), every_rule=True)
        version = browser.version
        browser.close()
    by_theme = Counter(theme for _, theme, _ in seen.axe)
    by_size = Counter(size for _, size, _ in [*seen.sideways, *seen.small])
    lines = [
        "# Every page in every theme",
        "",
        f"axe-core with the rules {', '.join(RULES)} in Chromium {version}, on {len(seen.pages)} pages in {len(THEMES)} themes: "
        f"{seen.checks} runs.",
        "The pages are those a person comes through one after another, on a fresh diary, and every address that answers with a",
        "page when the diary of a simulated person is full. An address that neither way shows fails `make test`.",
        "",
        f"Run on {datetime.now(UTC):%Y-%m-%d}, {time.monotonic() - began:.0f} s.",
        "",
        "| theme | pages | violations |",
        "|---|---|---|",
        *[f"| {theme} | {len(seen.pages)} | {by_theme[theme]} |" for theme in THEMES],
        "",
        "| size | sideways, or a target under 48 px |",
        "|---|---|",
        *[
            f"| {size}: {width} × {height}{f', letters {letters}' if letters else ''} | {by_size[size]} |"
            for size, (width, height, letters) in SIZES.items()
        ],
        "",
        f"Main answers lower than 96 px: {len(seen.low)} of {seen.main_answers}. Errors: {len(seen.broken)}. Not seen: "
        f"{', '.join(seen.lost) or 'none'}.",
        "",
        *[f"* {page}, {where}: {what}" for page, where, what in [*seen.axe, *seen.sideways, *seen.small, *seen.low]],
        "## Pages",
        "",
        ", ".join(dict.fromkeys(page.removeprefix("table: ") for page in seen.pages)) + ".",
        "",
        "Addresses that show no page of their own in a full diary, and why:",
        "",
        *[f"* {name}: {why}" for name, why in LEADS_ON.items()],
        "",
    ]
    SUMMARY.write_text("\n".join(lines))
    print("\n".join(lines))
    return not [*seen.axe, *seen.sideways, *seen.small, *seen.low, *seen.broken, *seen.lost]


if __name__ == "__main__":
    raise SystemExit(0 if accessibility() else 1)
