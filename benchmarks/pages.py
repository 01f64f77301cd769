"""How fast the pages are with 10 years of diary against one month: both served side by side, signed in, in one run.

    python -m benchmarks.pages                    # some minutes; writes docs/verification/pages.md
    python -m benchmarks.pages --folders DIR      # keeps the two folders there, and uses them again
    python -m benchmarks.pages --try              # a minute: does the command work? 60 days for the 10 years, writes nothing

Requests to the two servers take turns, so that whatever else the machine does falls on both alike.
"""

import argparse
import csv
import http.client
import io
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from solemate.web.simulation import demo
from tests.server import Server
from tests.visitor import Visitor

SUMMARY = Path(__file__).parents[1] / "docs" / "verification" / "pages.md"
MONTH, YEARS = 30, 10
TURNS, WARM_UP = 100, 10
CLIENTS, SECONDS = 4, 6.0
EXPORTS, EXPORT_PATIENCE = 3, 1800  # how often everything is exported; seconds until we stop waiting for it
RATIO_MOST, P95_MOST_MS = 1.5, 100.0
PAGES = {
    "Today": "/",
    "Week": "/week/",
    "Progress": "/progress/",
    "Progress, everything": "/progress/?span=all",
    "Evening question": "/check-in/{today}/1/",
    "List of entries": "/more/entries/",
}
EXPORT = "/more/export/file/"
# stack.md, measured there: signed in, gunicorn 2 processes of 2 threads, SQLite. Not run again here.
PEERS = [("Baby Buddy 2", 21, 54, 186), ("healthchecks", 37, 50, 209), ("wger (API)", 48, 30, 333)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Milliseconds of one request, many times over."""

    name: str
    month: list[float] = field(default_factory=list)
    years: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)  # of the two servers, for one request

    @property
    def ratio(self) -> float:
        return statistics.median(self.years) / statistics.median(self.month)

    @property
    def good(self) -> bool:
        return self.ratio <= RATIO_MOST and p95(self.years) < P95_MOST_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much is measured: days of the longer diary, requests for each page, seconds of each rate."""

    days: int = round(YEARS * demo.DAYS_OF_A_YEAR)
    turns: int = TURNS
    seconds: float = SECONDS
    exports: int = EXPORTS


A_TRY = Extent(days=60, turns=3, seconds=0.5, exports=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The export of everything: rows of all its tables, bytes of the file, and seconds of each time."""

    name: str
    rows: int
    size: int
    seconds: list[float]

    @property
    def rows_per_second(self) -> float:
        return self.rows / statistics.median(self.seconds)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


class Client:
    """One signed-in connection that stays open, as a browser keeps it."""

    def __init__(self, server: Server, cookies: str, token: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.headers = {"Cookie": cookies, "X-CSRFToken": token, "Accept": "text/html"}

    def get(self, path: str) -> int:
        self.connection.request("GET", path, headers=self.headers)
        return self.finish()

    def save(self, path: str, value: int) -> int:
        body = urlencode({"value": value})
        headers = self.headers | {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", path, body, headers)
        return self.finish()

    def take_everything(self) -> tuple[bytes, float]:
        """The export as a file, and the seconds from asking to its last byte."""
        self.connection.timeout = EXPORT_PATIENCE
        self.connection.close()  # the next request connects anew, with this patience
        began = time.perf_counter()
        self.connection.request("GET", EXPORT, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, answer.status
        return body, time.perf_counter() - began

    def finish(self) -> int:
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


def signed_in(server: Server) -> tuple[str, str]:
    """The cookies of a device, and its form token."""
    visitor = Visitor(server.base)
    visitor.post(server.link.removeprefix(server.base))
    visitor.get("/")
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies), visitor.token()


def fill(folder: Path, days: int) -> None:
    """Make a folder with a simulated person, in a process of its own; one that is there already is used as it is."""
    if (folder / "solemate.sqlite3").exists():
        return
    code = (
        "import sys; from pathlib import Path; from solemate.web.server import set_up; set_up(Path(sys.argv[1]));"
        "from solemate.web.simulation import demo; print(demo.fill(days=int(sys.argv[2]), with_trials=False))"
    )
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(folder), str(days)], check=True)  # noqa: S603  our own words
    print(f"{folder.name}: filled in {time.perf_counter() - began:.0f} s", flush=True)


def take_turns(
    name: str, servers: list[Server], month: Callable[[int], int], years: Callable[[int], int], *, turns: int
) -> Timing | None:
    """Time the same request on both; None where the page is not there."""
    timing = Timing(name=name)
    used = [cpu_ms(server) for server in servers]
    for turn in range(WARM_UP + turns):
        for act, kept in ((month, timing.month), (years, timing.years)):
            began = time.perf_counter()
            status = act(turn)
            took = (time.perf_counter() - began) * 1000
            if status == 404:
                return None
            assert status in (200, 302), (name, status)
            if turn >= WARM_UP:
                kept.append(took)
    timing.cpu_ms.extend(
        (cpu_ms(server) - before) / (WARM_UP + turns) for server, before in zip(servers, used, strict=True)
    )
    return timing


def rows_in(archive: bytes) -> int:
    """Rows of all tables of an export, without their heads."""
    rows = 0
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for name in opened.namelist():
            if name.endswith(".csv"):
                with opened.open(name) as table:
                    rows += sum(1 for _ in csv.reader(io.TextIOWrapper(table, "utf-8", newline=""))) - 1
    return rows


def export(name: str, client: Client, times: int) -> Exported:
    """Export everything some times over."""
    taken = [client.take_everything() for _ in range(times)]
    last = taken[-1][0]
    return Exported(name=name, rows=rows_in(last), size=len(last), seconds=[seconds for _, seconds in taken])


def per_second(server: Server, device: tuple[str, str], act: Callable[[Client, int], int], *, seconds: float) -> float:
    """Requests a second that several connections of one device get through together."""
    counts = [0] * CLIENTS
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        client = Client(server, *device)
        while time.perf_counter() < until:
            assert act(client, counts[number]) in (200, 302)
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def cpu_ms(server: Server) -> float:
    """What the server's process has used of the processor so far, which does not depend on who else is busy."""
    assert server.process
    ticks = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(ticks[11]) + int(ticks[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def memory_mb(server: Server) -> int:
    assert server.process
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def machine() -> str:
    names = [
        line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores"


Rates = list[tuple[str, float, float, int]]


def measure(folders: Path, extent: Extent) -> tuple[list[Timing], Rates, list[Exported], list[str]]:
    """(timings, requests a second and memory of each server, exports, what was not there)."""
    young, old = folders / "month", folders / "years"
    fill(young, MONTH)
    fill(old, extent.days)
    servers = [Server(young), Server(old)]
    for server in servers:
        server.start()
    try:
        devices = [signed_in(server) for server in servers]
        month, years = (Client(server, *device) for server, device in zip(servers, devices, strict=True))
        today = datetime.now(UTC).astimezone().date().isoformat()
        timings: list[Timing] = []
        missing: list[str] = []
        for name, path in PAGES.items():
            path = path.format(today=today)
            timing = take_turns(
                name,
                servers,
                lambda _, at=path: month.get(at),  # type: ignore[misc]
                lambda _, at=path: years.get(at),  # type: ignore[misc]
                turns=extent.turns,
            )
            timings += [timing] if timing else []
            missing += [] if timing else [name]
        entry = f"/check-in/{today}/1/"
        saved = take_turns(
            "Saving a check-in",
            servers,
            lambda n: month.save(entry, n % 11),
            lambda n: years.save(entry, n % 11),
            turns=extent.turns,
        )
        assert saved
        timings.append(saved)
        listed = PAGES["List of entries"] if "List of entries" not in missing else PAGES["Progress"]
        rates = []
        for name, server, device in zip((f"{MONTH} days", f"{YEARS} years"), servers, devices, strict=True):
            gets = per_second(server, device, lambda client, _: client.get(listed), seconds=extent.seconds)
            saves = per_second(
                server, device, lambda client, number: client.save(entry, number % 11), seconds=extent.seconds
            )
            rates.append((name, gets, saves, memory_mb(server)))
        names = (f"{MONTH} days", f"{YEARS} years")
        exports = [export(name, client, extent.exports) for name, client in zip(names, (month, years), strict=True)]
        return timings, rates, exports, missing
    finally:
        for server in servers:
            server.stop()


def summary(timings: list[Timing], rates: Rates, exports: list[Exported], missing: list[str]) -> str:
    lines = [
        "# Pages with 10 years of diary",
        "",
        f"A simulated person with {YEARS} years beside one with {MONTH} days, each in a `solemate serve` of its own, signed in.",
        f"The two took turns, {TURNS} requests each after {WARM_UP} to warm up. Milliseconds, as a client on the same machine",
        "waits for them.",
        "",
        f"Load of the machine before it began: {os.getloadavg()[0]:.1f} (on an idle one 0).",
        f"Run on {datetime.now(UTC):%Y-%m-%d} by `make benchmark-pages`: {machine()}, Python {platform.python_version()}.",
        f"What must hold: a ratio of medians of {RATIO_MOST} at the most, and 95 of 100 within {P95_MOST_MS:.0f} ms.",
        "",
        "The last two columns are the processor time of the server for one request.",
        "",
        f"| page | {MONTH} days: median | p95 | {YEARS} years: median | p95 | ratio | ok | CPU: {MONTH} days | {YEARS} years |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {timing.name} | {statistics.median(timing.month):.1f} | {p95(timing.month):.1f} "
        f"| {statistics.median(timing.years):.1f} | {p95(timing.years):.1f} | {timing.ratio:.2f} "
        f"| {'yes' if timing.good else 'no'} | {timing.cpu_ms[0]:.1f} | {timing.cpu_ms[1]:.1f} |"
        for timing in timings
    ]
    lines += [f"| {name} | not there | | | | | | | |" for name in missing]
    lines += [
        "",
        "## Requests a second",
        "",
        f"{CLIENTS} connections at once for {SECONDS:.0f} s, the clients on the same cores. “Saved” is one rating kept on the",
        "disk (`synchronous=FULL`), counted by its answer. The peers were measured earlier on such a machine, signed in, by",
        "gunicorn with 2 processes of 2 threads and SQLite; they were not run again here, and other pages do other work: read",
        "the order, not the ratio.",
        "",
        "| | list page / s | saved entry / s | memory, MB |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| Solemate, {name}, one process of 8 threads | {gets:.0f} | {saves:.0f} | {mb} |"
        for name, gets, saves, mb in rates
    ]
    lines += [f"| {name} | {gets} | {saves} | {mb} |" for name, gets, saves, mb in PEERS]
    lines += [
        "",
        "## The export of everything",
        "",
        f"The zip of tables under More, from asking to its last byte, {len(exports[0].seconds)} times one after another. The",
        "rows of all its tables are counted in the file that came.",
        "",
        "| | rows | file, MB | median, s | longest, s | rows / s |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.name} | {one.rows:,} | {one.size / 1e6:.1f} | {statistics.median(one.seconds):.2f} "
        f"| {max(one.seconds):.2f} | {one.rows_per_second:,.0f} |"
        for one in exports
    ]
    return "\n".join([*lines, ""])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folders", type=Path, help="keep the folders here, or use what is here")
    parser.add_argument("--print-only", action="store_true", help="do not write the summary")
    parser.add_argument("--try", dest="a_try", action="store_true", help="a small run that writes nothing")
    arguments = parser.parse_args()
    extent = A_TRY if arguments.a_try else Extent()
    with tempfile.TemporaryDirectory() as scratch:
        timings, rates, exports, missing = measure(arguments.folders or Path(scratch), extent)
    text = summary(timings, rates, exports, missing)
    if arguments.a_try:
        print(f"A TRY: {extent}. The words below are those of the whole run, the numbers are not.\n")
    print(text)
    if not (arguments.print_only or arguments.a_try):
        SUMMARY.write_text(text)
    return 0 if arguments.a_try or all(timing.good for timing in timings) else 1


if __name__ == "__main__":
    raise SystemExit(main())
