"""How the engine grows: trials a second on all cores, with people, with days; the cohort command's memory; a cold start.

    .venv-benchmark/bin/python -m benchmarks.growth [--quick]      (some minutes; writes its tables of README.md)

Wall time, for that is what waits. Every number is of this one run.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from solemate import nof1
from solemate.nof1.simulate import simulate_people
from solemate.nof1.simulated_file import rating_rows

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- made by benchmarks.growth -->", "<!-- end of growth -->"
DAYS, ARMS, BATCH, SEED = 56, 3, 1000, 78
REPEATS = 5
PEOPLE, LENGTHS, COHORTS = (250, 1000, 4000, 16000), (14, 28, 56, 112, 224, 400), (5_000, 20_000, 80_000)
COLD = (
    "from solemate import nof1; "
    "nof1.analyse(range(56), ['ab'[t // 2 % 2] for t in range(56)], [3, 4, 5, 6] * 14, reference='a')"
)


def table_of(people, days=DAYS):
    rng = np.random.default_rng(SEED)
    return rating_rows(0, simulate_people(people, days=days, arms=ARMS, rng=rng))


def seconds(table, likelihood, threads=None):
    """The fastest of some runs, which is the one that was disturbed least."""
    taken = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        nof1.analyse_many(table, reference="rest", likelihood=likelihood, threads=threads)
        taken.append(time.perf_counter() - began)
    return min(taken)


def rates(batch):
    lines = ["| likelihood | one core, trials / s | all cores, trials / s |", "|---|---|---|"]
    table = table_of(batch)
    for likelihood in ("gaussian", "rounded"):
        one, every = (batch / seconds(table, likelihood, threads) for threads in (1, None))
        lines.append(f"| {likelihood} | {one:,.0f} | {every:,.0f} |")
    return lines


def with_people(counts):
    lines = ["| people | seconds | a person, ms |", "|---|---|---|"]
    for count in counts:
        took = seconds(table_of(count), "rounded")
        lines.append(f"| {count:,} | {took:.2f} | {1000 * took / count:.3f} |")
    return lines


def with_days(lengths, batch):
    lines = ["| days | a trial, ms | a trial and day, µs |", "|---|---|---|"]
    for days in lengths:
        took = seconds(table_of(batch, days), "rounded") / batch
        lines.append(f"| {days} | {1000 * took:.2f} | {1e6 * took / days:.1f} |")
    return lines


def resident_mb(root):
    """Memory of a process and all that it started, in MB; what they share is counted once for each."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                pages = int((entry / "statm").read_text().split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(int(fields[1]), []).append((int(entry.name), pages))
    total, waiting = 0, [root]
    while waiting:
        for child, pages in children.get(waiting.pop(), []):
            total += pages
            waiting.append(child)
    return total * os.sysconf("SC_PAGE_SIZE") / 1e6


def cohort(counts):
    lines = ["| people | seconds | most memory of all its processes together, MB |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            people, out = Path(folder) / "people.parquet", Path(folder) / "answers.parquet"
            solemate = [sys.executable, "-m", "solemate"]
            simulate = [
                "trial",
                "simulate",
                "--people",
                str(count),
                "--days",
                str(DAYS),
                "--arms",
                str(ARMS),
                "--seed",
                "1",
            ]
            subprocess.run([*solemate, *simulate, "--out", str(people)], check=True, capture_output=True)  # noqa: S603  our own words
            most, done = [0.0], threading.Event()

            def watch(most=most, done=done):
                while not done.wait(0.2):
                    most[0] = max(most[0], resident_mb(os.getpid()))

            watcher = threading.Thread(target=watch)
            began = time.perf_counter()
            watcher.start()
            analyse = ["cohort", "analyse", str(people), "--reference", "rest", "--out", str(out)]
            subprocess.run([*solemate, *analyse], check=True, capture_output=True)  # noqa: S603  our own words
            took = time.perf_counter() - began
            done.set()
            watcher.join()
            lines.append(f"| {count:,} | {took:.1f} | {most[0]:,.0f} |")
    return lines


def cold():
    taken = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", COLD], check=True)  # noqa: S603  our own words
        taken.append(time.perf_counter() - began)
    return (
        f"A new process that imports `solemate.nof1` and answers one trial of 56 days, the loops compiled before:"
        f" {min(taken):.2f} s at best, {max(taken):.2f} s at worst of {REPEATS}."
    )


def write(lines):
    page = README.read_text()
    before, rest = page.split(BEGIN)
    README.write_text(before + BEGIN + "\n\n" + "\n".join(lines) + "\n\n" + END + rest.split(END)[1])
    print("\n".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small numbers, to see that it works; writes nothing")
    quick = parser.parse_args().quick
    nof1.analyse_many(table_of(20), reference="rest")  # compiled before any clock starts
    lines = [
        f"Run on {datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()};"
        f" load before it began {os.getloadavg()[0]:.1f}. People from the priors of the model, {DAYS} days, {ARMS} arms where"
        " nothing else is said.",
        "",
        f"One batch of {BATCH:,} through `analyse_many`, table in and table out, the fastest of {REPEATS}:",
        "",
        *rates(100 if quick else BATCH),
        "",
        "Rounded, all cores:",
        "",
        *with_people((50, 100) if quick else PEOPLE),
        "",
        *with_days((14, 28) if quick else LENGTHS, 50 if quick else 500),
        "",
        "`solemate cohort analyse`, one worker for each core, started from nothing:",
        "",
        *cohort((500, 1000) if quick else COHORTS),
        "",
        cold(),
    ]
    print("\n".join(lines)) if quick else write(lines)


if __name__ == "__main__":
    main()
