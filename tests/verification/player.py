"""The player under rough treatment, longer than every test run has time for. In: seeds. Out: a row for each trial."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, PHONE, browser_path
from tests.browser.rough import Roughly, come_in
from tests.browser.test_rough_sessions import (
    WITHOUT_WORKERS,
    break_off_at_random,
    judge,
    look_once_a_minute,
    open_it_twice,
    set_the_clock,
    tap_a_hundred_times,
)
from tests.server import Server

POINTS = 50
SEEDS = (1, 2)
TRIALS: dict[str, tuple[Callable[[Roughly], None], str]] = {
    **{
        f"broken off at {POINTS} random points, seed {seed}": (
            lambda session, seed=seed: break_off_at_random(session, points=POINTS, seed=seed),
            "",
        )
        for seed in SEEDS
    },
    "one look a minute, no worker": (look_once_a_minute, WITHOUT_WORKERS),
    "clock +1 h, then −5 min, then 3 h frozen": (set_the_clock, ""),
    "100 taps in 2 s": (tap_a_hundred_times, ""),
    "two tabs": (open_it_twice, ""),
}


def run_all() -> tuple[list[str], bool]:
    """Each trial in a fresh household; the lines of its table, and whether all held."""
    lines = [
        "| trial | held | points | least, most not proven at a point | credited left, right | really left, right | took |",
        "|---|---|---|---|---|---|---|",
    ]
    good = True
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for name, (trial, script) in TRIALS.items():
            with tempfile.TemporaryDirectory() as folder:
                server = Server(Path(folder) / "data")
                server.start()
                context = chromium.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/Berlin")
                try:
                    row, held = _row(name, trial, script, Roughly(server, context, context.new_page()))
                finally:
                    context.close()
                    server.stop()
            lines.append(row)
            good = good and held
            print(row, flush=True)
        chromium.close()
    return lines, good


def _row(name: str, trial: Callable[[Roughly], None], script: str, session: Roughly) -> tuple[str, bool]:
    come_in(session.server, session.context)
    if script:
        session.page.add_init_script(script)
    session.come()
    began = time.monotonic()
    held = "yes"
    try:
        trial(session)
        judge(session)
    except AssertionError as wrong:
        held = "no: " + str(wrong).strip().splitlines()[0][:120]
    credited, really = session.credited(), session.really()
    lost = f"{min(session.lost) / 1000:.2f} s, {max(session.lost) / 1000:.2f} s" if session.lost else "none"
    sides = [
        ", ".join(f"{done[hand] / 1000:.1f} s" for hand in ("left-hand", "right-hand")) for done in (credited, really)
    ]
    cells = [name, held, str(len(session.lost)), lost, *sides, f"{time.monotonic() - began:.0f} s"]
    return "| " + " | ".join(cells) + " |", held == "yes"
