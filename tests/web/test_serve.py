"""`solemate serve` from outside: folder, health, hosts, the end, a taken port, no health data in what it prints."""

import json
import os
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.server import ROOT, Server
from tests.visitor import Visitor, refused
from tests.web.test_power_cut import begin_session


@pytest.fixture
def server(tmp_path: Path):
    running = Server(tmp_path / "data")
    running.start()
    yield running
    running.stop()


def solemate(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "solemate", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=60,
    )


def test_it_is_healthy_private_and_ends_within_5_seconds(server: Server):
    with urllib.request.urlopen(server.base + "/healthz") as answer:
        assert json.load(answer) == {"status": "ok"}
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
    for name in ("secret-key", "solemate.sqlite3"):
        assert stat.S_IMODE((server.data / name).stat().st_mode) == 0o600, name
    assert server.stop() < 5


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="what a process has loaded is looked up in /proc")
def test_the_solver_is_there_before_anybody_looks_at_a_plan(server: Server):
    assert server.process
    loaded = Path(f"/proc/{server.process.pid}/maps")
    deadline = time.monotonic() + 30
    while "highs" not in loaded.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "highs" in loaded.read_text()
    assert server.stop() < 5


def test_a_server_stopped_while_it_loads_the_solver_ends_well(server: Server):
    time.sleep(0.7)
    server.stop()


def test_a_foreign_host_gets_400_on_every_address(server: Server):
    for path in ("/", "/healthz", "/static/css/base.css", "/sign-in/"):
        request = urllib.request.Request(server.base + path, headers={"Host": "evil.example"})
        error = refused(lambda request=request: urllib.request.urlopen(request))
        assert error.code == 400, path
        error.close()


def test_the_database_is_careful_with_the_power(server: Server):
    import sqlite3

    connection = sqlite3.connect(server.data / "solemate.sqlite3")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_taken_port_is_said_in_one_line(server: Server, tmp_path: Path):
    second = solemate("serve", "--data", str(tmp_path / "other"), "--port", str(server.port), "--no-browser")
    assert second.returncode == 1
    assert len(second.stderr.strip().splitlines()) == 1
    assert "running already" in second.stderr


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path):
    (tmp_path / "file").write_text("")
    result = solemate("serve", "--data", str(tmp_path / "file" / "data"), "--no-browser")
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_new_link_can_be_printed_while_it_runs(server: Server):
    result = solemate("link", "--data", str(server.data), "--port", str(server.port))
    assert result.returncode == 0, result.stderr
    visitor = Visitor(server.base)
    visitor.post(result.stdout.strip().removeprefix(server.base))
    assert "Today" in visitor.get("/")


def test_a_link_for_an_empty_folder_is_bad_input(tmp_path: Path):
    result = solemate("link", "--data", str(tmp_path))
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (2, 1)


@pytest.mark.parametrize("words", [(), ("juggle",), ("serve", "--port", "many")])
def test_a_wrong_command_is_one_line_and_2(words):
    result = solemate(*words)
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (2, 1)


@pytest.mark.parametrize("url", ["", "https://solemate.example.org"])
def test_the_deployment_check_is_clean(tmp_path: Path, url: str):
    result = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={
            **os.environ,
            "SOLEMATE_DATA": str(tmp_path / "data"),
            "SOLEMATE_URL": url,
            "DJANGO_SETTINGS_MODULE": "solemate.web.settings",
        },
    )
    assert result.returncode == 0, result.stderr


def test_what_it_prints_holds_no_health_data(server: Server):
    """A finding, ratings, a bad request and a page that is not there: none of it is in the log."""
    visitor = Visitor(server.base)
    session = begin_session(visitor, server.link)
    visitor.post("/sessions/new/hand-lotion-massage/")
    visitor.post("/safety/hands/", yes=["wound_hand", "burn_or_blister"])
    for act in (
        lambda: visitor.send(f"{session}events/", {"events": [{"kind": "pain", "reason": "wound"}]}),
        lambda: visitor.post(f"{session}before/1/", value="77"),
        lambda: visitor.get("/no-such-page/?wound_hand=left"),
    ):
        error = refused(act)
        assert 400 <= error.code < 500
        error.close()
    server.stop()
    printed = server.output.read_text().lower()
    for word in ("wound", "burn", "numb", "pain", "massage", "left-hand", "sessions/"):
        assert word not in printed, printed
