"""A real server and a real browser: `solemate serve` as a process of its own on a free port, Chromium as people have it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`solemate serve` on one data folder; it can be stopped, killed and started again."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.link = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "solemate", "serve", "--data", str(self.data), "--port", str(self.port)]
        self.output = self.data.parent / f"{self.data.name}.log"
        environment = {**os.environ, "PYTHONWARNINGS": "error", "SOLEMATE_TIME_ZONE": "Europe/Berlin"}
        environment.pop("SOLEMATE_DATA", None)
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [*command, "--no-browser"], stdout=output, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=environment
            )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended:\n{self.output.read_text()}")
            try:
                with urllib.request.urlopen(self.base + "/healthz", timeout=2):
                    break
            except OSError:
                time.sleep(0.05)
        else:
            raise AssertionError(f"no answer from the server:\n{self.output.read_text()}")
        self.link = re.findall(r"http\S+/enter/\S+", self.output.read_text())[-1]

    def stop(self) -> float:
        """End it as an operating system does; returns the seconds it took."""
        began = time.monotonic()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            assert self.process.wait(10) == 0, self.output.read_text()
        return time.monotonic() - began

    def kill(self) -> None:
        """The power goes."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "data")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    found = subprocess.run(["sh", "scripts/find-browser.sh"], cwd=ROOT, capture_output=True, text=True)
    if found.returncode:
        if os.environ.get("SOLEMATE_NO_BROWSER") == "1" and os.environ.get("CI") != "true":
            pytest.skip("no Chromium, and SOLEMATE_NO_BROWSER=1 says that this is known")
        pytest.fail(found.stderr)
    browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/Berlin")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A phone's page; anything that goes wrong in its console fails the test."""
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    opened.problems = problems  # type: ignore[attr-defined]
    return opened
