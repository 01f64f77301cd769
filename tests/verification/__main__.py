"""The long runs of `make verify`: what takes too long for every test run. Each writes its summary to docs/verification/."""

import platform
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

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


if __name__ == "__main__":
    raise SystemExit(0 if power_cut() else 1)
