"""A fair trial lived day by day in a real browser, on a clock that the test moves. Used for 16 days and for 48."""

import csv
import io
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.journey import Person
from tests.server import ROOT, free_port

BEGINS = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # a Monday, six in the evening in Berlin
DEADLINE = 60


class Days:
    """The server's clock, and the page's with it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.visits = 0
        self.set(BEGINS)

    def set(self, instant: datetime) -> None:
        self.now = instant
        self.file.write_text(instant.isoformat())

    def go_to(self, day: int) -> None:
        """The evening of a day; a minute later each time, for no clock goes back."""
        self.visits += 1
        self.set(BEGINS + timedelta(days=day, minutes=self.visits))


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Days]]:
    """The one-time link of a Solemate whose days are ours to move."""
    days, port = Days(folder / "clock"), free_port()
    environment = {**os.environ, "PYTHONWARNINGS": "error", "SOLEMATE_TIME_ZONE": "Europe/Berlin"}
    log = (folder / "log").open("w")
    command = [sys.executable, "-m", "tests.clock_in_a_file", str(folder / "data"), str(port), str(days.file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env=environment)
    try:
        assert process.stdout is not None
        link = process.stdout.readline().strip()
        assert link, (folder / "log").read_text()
        deadline = time.monotonic() + DEADLINE
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                    break
            except OSError:
                assert time.monotonic() < deadline, (folder / "log").read_text()
                time.sleep(0.05)
        yield link, days
    finally:
        process.terminate()
        process.communicate(timeout=10)
        log.close()


class Trial:
    """Ada and her trial."""

    def __init__(self, page: Page, days: Days, link: str, *, seed: int = 3) -> None:
        self.page, self.days = page, days
        self.base = re.match(r"http://[^/]+", link)[0]  # type: ignore[index]
        self.source = random.Random(seed)
        page.clock.install(time=days.now)
        page.goto(link)
        self.ada = Person(page)
        self.ada.tap("Open Solemate")
        page.wait_for_url("**/who-for/")
        self.ada.tap("For me My hands or feet")
        self.ada.tap("Hands", exact=True)
        self.address = ""

    def go_to(self, day: int) -> None:
        self.days.go_to(day)
        self.page.clock.set_system_time(self.days.now)

    def choose(self, *, length: str, comparator: str = "5 minutes of rest") -> None:
        """Through the wizard: the ball, evening pain of both feet."""
        page, ada = self.page, self.ada
        page.goto(self.base + "/trials/new/")
        ada.tap("Choose what to try", role="link")
        ada.tap("Tennis ball under your foot")
        ada.say_none_to_all()
        page.wait_for_url("**/trials/new/layout/")
        for answer in ("Some days with it", comparator, "Pain", "Both feet together", "A little", length):
            ada.tap(answer)
        ada.tap("It will help a little")
        expect(page.get_by_role("heading", name="What it costs")).to_be_visible()
        ada.tap("Start the trial")
        page.wait_for_url(re.compile(r"/trials/[0-9a-f-]{36}/$"))
        self.address = page.url

    def today(self) -> str:
        """What the trial's page says of today."""
        self.page.goto(self.address)
        card = self.page.locator("#today-card")  # above it may stand a look, or the question whether to stop
        return card.inner_text() if card.count() else self.page.locator("h1").first.inner_text()

    def session(self) -> None:
        """Today's session, through the questions, the ratings, the player and the look."""
        page, ada = self.page, self.ada
        ada.tap("Start")
        ada.say_none_to_all()
        ada.rate_all(5)
        ada.tap("Start")
        length = json.loads(page.locator("script[type='application/json']").first.text_content() or "{}")
        end = length["segments"][-1]["end"] / 1000
        ada.play(end + 3)
        page.wait_for_url("**/look/")
        ada.tap("No")

    def report_a_blister(self) -> None:
        """On the way into a session of today: a blister from heat on the left foot. A red flag, read and understood."""
        page, ada = self.page, self.ada
        page.goto(self.base + "/techniques/tennis-ball/")
        ada.tap("Start")
        box = page.get_by_role("checkbox", name="A burn, or a blister from heat")
        for _ in range(20):
            if box.count():
                break
            ada.tap("None of these")
        box.check()
        ada.tap("Go on")
        page.get_by_role("checkbox", name="Left foot").check()
        ada.tap("Go on")
        while "/safety/" in page.url and "/call/" not in page.url:
            ada.tap("None of these")
        ada.understand_the_flag()

    def evening(self, value: int) -> None:
        """The trial's question, and only that: the others may be left."""
        page = self.page
        page.goto(f"{self.base}/check-in/{self.days.now:%Y-%m-%d}/1/")
        expect(page.get_by_role("heading", name="both together")).to_be_visible()
        self.ada.take_time()
        page.locator(f"button.key[value='{value}']").click()
        page.wait_for_load_state()

    def live(self, day: int, *, with_it: float, without: float, swing: float = 0.8, missed: bool = False) -> str:
        """One day as it comes. Returns what it was."""
        self.go_to(day)
        told = self.today()
        is_ball = told == "Ball day"
        if is_ball and self.page.get_by_role("button", name="Start").count():
            self.session()
        elif told == "Rest day":
            self.ada.tap("Rest now")
            self.ada.tap("I have rested")
        if not missed:
            level = self.source.gauss(with_it if is_ball else without, swing)
            self.evening(max(0, min(10, round(level))))
        return told

    def look(self) -> str:
        """Look, if a look is due; returns the title of what was found, or nothing."""
        self.today()
        button = self.page.get_by_role("button", name="Look", exact=True)
        if not button.count():
            return ""
        self.ada.take_time()
        button.click()
        self.page.wait_for_url(re.compile(r"/findings/[0-9a-f-]{36}/$"))
        return self.page.locator("h1").first.inner_text()


def numbers_of_the_page(page: Page) -> dict[str, str]:
    """The first column of "The difference", as the page shows it."""
    rows = page.locator("table").first.locator("tbody tr")
    return {
        rows.nth(number).locator("th").inner_text(): rows.nth(number).locator("td").first.inner_text()
        for number in range(rows.count())
    }


def stored_posterior(folder: Path) -> dict[str, object]:
    """What the trial's last finding keeps of the engine's answer."""
    with closing(sqlite3.connect(folder / "data" / "solemate.sqlite3")) as database:
        (content,) = database.execute("SELECT content FROM trials_storedfinding WHERE final").fetchone()
    posterior: dict[str, object] = json.loads(content)["posterior"]
    return posterior


def check_against_the_command(page: Page, folder: Path) -> dict[str, object]:
    """The page's numbers and the stored file: `solemate trial analyse` on the file says the same, number for number."""
    page.get_by_role("link", name="See all the numbers").click()
    page.wait_for_url("**/numbers/")
    shown = numbers_of_the_page(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="The file of this trial").click()
    text = Path(waiting.value.path()).read_text()
    file = folder / "trial.csv"
    file.write_text(text)
    line = text.splitlines()[0].removeprefix("# solemate ").replace("FILE", str(file))
    ran = subprocess.run(
        [sys.executable, "-m", "solemate", *line.split()], capture_output=True, text=True, cwd=ROOT, check=True
    )
    answer = json.loads(ran.stdout)
    delivered = answer["delivered"]["tennis-ball"]
    keys = ("mean", "sd", "q2_5", "q50", "q97_5", "p_better", "p_meaningful", "p_same", "p_worse")
    assert list(shown.values()) == [f"{delivered[key]:.3f}" for key in keys]
    assert answer == stored_posterior(folder), "every digit of it"
    answer["rows"] = list(csv.DictReader(io.StringIO("\n".join(x for x in text.splitlines() if not x.startswith("#")))))
    return answer


def check_the_report(page: Page, answer: dict[str, object]) -> None:
    """The doctor's page carries the finding with the engine's numbers, and its files open."""
    base = re.sub(r"^(https?://[^/]+)/.*$", r"\1", page.url)
    page.goto(base + "/report/")
    found = page.locator("section[aria-labelledby=r-finding]").inner_text()
    delivered = answer["delivered"]["tennis-ball"]  # type: ignore[index]
    mean, low, high = (points(delivered[key]) for key in ("mean", "q2_5", "q97_5"))
    assert f"Difference {mean} points, 95 % interval {low} to {high}." in found, found
    pdf = page.context.request.get(base + "/report/report.pdf")
    assert pdf.ok
    assert pdf.body().startswith(b"%PDF-")
    bundle = page.context.request.get(base + "/report/report.fhir.json").json()
    assert bundle["resourceType"] == "Bundle"
    assert bundle["entry"]


def points(value: float) -> str:
    """As the report writes it: signed, one decimal, a true minus."""
    return "0.0" if round(value, 1) == 0 else f"{value:+.1f}".replace("-", "−")
