"""The long runs of `make verify`: what takes too long for every test run. Each writes its summary to docs/verification/."""

import platform
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.verification.player import run_all
from tests.web.test_power_cut import run

SUMMARIES = Path(__file__).parents[2] / "docs" / "verification"
KILLS, WRITES, SEED = 100, 1000, 7


def power_cut() -> bool:
    """1,000 acknowledged writes over 100 kills at random moments: nothing lost, nothing doubled."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        result = run(Path(folder), kills=KILLS, writes=WRITES, seed=SEED)
    seconds = time.monotonic() - began
    lines = [
        "# Power cuts",
        "",
        f"`kill -9` of the server at random moments (seed {SEED}) while ratings and session events are being saved.",
        f"Run on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {seconds:.0f} s.",
        "",
        "| " + " | ".join(result) + " |",
        "|" + "---|" * len(result),
        "| " + " | ".join(str(number) for number in result.values()) + " |",
        "",
    ]
    (SUMMARIES / "power-cut.md").write_text("\n".join(lines))
    print("\n".join(lines))
    return result["lost"] == result["doubled"] == result["wrong"] == 0 and result["acknowledged"] >= WRITES


def player() -> bool:
    """The player reloaded, killed, throttled, its clock set, tapped and opened twice: on time, sides equal, time proven."""
    began = time.monotonic()
    rows, good = run_all()
    lines = [
        "# The player under rough treatment",
        "",
        "Each trial is one session of 6 minutes in Chromium, on a clock that the test moves. A ledger of the test's own says",
        "what was really played. It holds when the session still runs half a second before its end and is over half a second",
        "after it, both sides got exactly what was planned, no event is lost or doubled, and nothing at any break was credited",
        "that was not played, or lost beyond 5 s. A break is, in turn: the page reloaded; left without a word to it; its",
        "process killed.",
        "",
        f"Run on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {time.monotonic() - began:.0f} s.",
        "",
        *rows,
        "",
    ]
    (SUMMARIES / "player.md").write_text("\n".join(lines))
    return good


if __name__ == "__main__":
    raise SystemExit(0 if all([power_cut(), player()]) else 1)
