"""`solemate serve` as a process of its own on one data folder and a free port; it can be stopped, killed, started again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`solemate serve` on one data folder; it can be stopped, killed and started again."""

    def __init__(self, data: Path, command: tuple[str, ...] = ("serve",)) -> None:
        self.data = data
        self.command = command
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.link = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "solemate", *self.command, "--data", str(self.data), "--port", str(self.port)]
        self.output = self.data.parent / f"{self.data.name}.log"
        environment = {**os.environ, "PYTHONWARNINGS": "error", "SOLEMATE_TIME_ZONE": "Europe/Berlin"}
        environment.pop("SOLEMATE_DATA", None)
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [*command, "--no-browser"],
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                cwd=ROOT,
                env=environment,
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
