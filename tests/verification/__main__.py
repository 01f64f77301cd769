"""The long runs of `make verify`: what takes too long for every test run. Each writes its summary to docs/verification/."""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.verification import accuracy, engine, pdf
from tests.verification.accessibility import accessibility
from tests.verification.fhir import fhir
from tests.verification.planner import planned_weeks
from tests.verification.player import run_all
from tests.verification.trial_of_48_days import trial_of_48_days
from tests.verification.whole_chain import whole_chain
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
        f"`kill -9` of the server at random moments (seed {SEED}) while ratings and session events are being saved,",
        "an entry is deleted and put back in turn, and now and then all is exported and imported again.",
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
        "process killed. With one look a minute and no worker, the end is noticed at the look that falls on it; a worker, which",
        "browsers do not slow, is what finds it within a second (`tests/browser/test_rough_sessions.py`).",
        "",
        f"Run on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {time.monotonic() - began:.0f} s.",
        "",
        *rows,
        "",
    ]
    (SUMMARIES / "player.md").write_text("\n".join(lines))
    return good


def faults() -> bool:
    """A full disk, a diary that somebody holds, a folder that can only be read: each for real, on a small disk of its own."""
    began = time.monotonic()
    who = [] if os.getuid() == 0 else ["--map-root-user"]
    command = ["unshare", "--mount", *who, sys.executable, "-m", "tests.verification.faults"]
    done = subprocess.run(command, cwd=SUMMARIES.parents[1], capture_output=True, text=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    lines = [
        "# Faults of the machine",
        "",
        "A server on a disk of 12 MB of its own. *Full disk*: events are saved until there is no room, 150 more are tried, then",
        "room is made. *Locked*: another program holds the diary for longer than Solemate waits. *Read-only*: the folder and its",
        "files lose the right to be written while it runs; files that are open already can still be written, so what is",
        "acknowledged then is counted too; then a start is tried. Every refusal must be a page in words with status 503.",
        "",
        f"Run on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {time.monotonic() - began:.0f} s.",
        "",
    ]
    for row in rows:
        lines += [f"## {row.pop('run')}", "", "| what | found |", "|---|---|"]
        lines += [f"| {name} | {plain(found)} |" for name, found in row.items()]
        lines.append("")
    (SUMMARIES / "faults.md").write_text("\n".join(lines))
    print("\n".join(lines), done.stderr)
    return done.returncode == 0 and len(rows) == 3


def plain(found: object) -> str:
    """A value of a run in a cell of a table."""
    if isinstance(found, dict):
        return ", ".join(f"{name}: {number}" for name, number in found.items())
    if isinstance(found, list):
        return "; ".join(f"`{line}`" for line in found)
    return str(found)


def planner() -> bool:
    """500 random households: every hard rule judged, and how long it took."""
    held, lines = planned_weeks()
    (SUMMARIES / "planner.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines[:14]))
    return held


def reports() -> bool:
    """Eight simulated trials lived through the pages, and their PDFs before an independent check (needs Poppler)."""
    if not shutil.which("pdftoppm"):
        print("reports: not run, for Poppler (pdftoppm, pdfinfo) is not here")
        return False
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.verification.reports", folder]
        lived = subprocess.run(command, cwd=SUMMARIES.parents[1], check=False)
        return lived.returncode == 0 and pdf.main(sorted(Path(folder).glob("*.pdf")))


if __name__ == "__main__":
    runs = [
        power_cut(),
        faults(),
        player(),
        planner(),
        accessibility(),
        fhir(),
        accuracy.main([]),
        engine.main([]),
        whole_chain(),
        trial_of_48_days(),
        reports(),
    ]
    raise SystemExit(0 if all(runs) else 1)
