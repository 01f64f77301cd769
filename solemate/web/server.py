"""Starts Solemate. A data folder, a host and a port in; a running server out, until SIGTERM or Ctrl-C.

One process: threads answer, SQLite keeps, nothing is left behind when it is killed (docs/decisions/0003).
"""

import os
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path
from types import FrameType

from solemate.care.programme import load_solver
from solemate.nof1 import warm_up
from solemate.web.backups.disk import hold

THREADS = 8
LOAD_SOLVER_AFTER = 0.5  # seconds: the first page goes first, the first look at a plan comes later


class CannotStart(Exception):
    """The server cannot start here; the message says why, in one line."""


def set_up(data: Path) -> None:
    """Make the data folder and bring the database up to date.

    Raises:
        CannotStart: the folder cannot be written, or a backup is being put back into it.
    """
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"{data}: cannot be used as the data folder: {error.strerror}") from None
    if not os.access(data, os.W_OK | os.X_OK):
        raise CannotStart(f"{data}: the data folder cannot be written to")
    try:
        hold(data, alone=False)  # until this process ends: a restore waits for that
    except BlockingIOError:
        raise CannotStart(f"{data}: a backup is being put back here just now; try again in a moment") from None
    except OSError:  # a disk without locks; there, a restore refuses
        pass
    os.environ["SOLEMATE_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "solemate.web.settings"

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from solemate.web.practice.actions import derive_missing_exposures

    derive_missing_exposures(by=None)
    os.chmod(data / "solemate.sqlite3", 0o600)


def last_address(data: Path) -> str:
    """Where the Solemate of this folder last said it can be reached."""
    try:
        return (data / "address").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def new_address(base: str) -> str:
    """Return an address with a fresh one-time link; `set_up` comes first."""
    from django.urls import reverse

    from solemate.web import clock
    from solemate.web.people.actions import make_link

    return base.rstrip("/") + reverse("enter", args=[make_link(at=clock.now(), by=None)])


def serve(*, host: str, port: int, data: Path, browser: bool) -> None:
    """Serve until told to stop.

    Raises:
        CannotStart: the folder cannot be written, or the port is taken.
    """
    allow_own_names(host)
    set_up(data)
    listening = listen(host, port)  # before the static files are laid anew: another Solemate may be using them

    from django.core.management import call_command
    from waitress.server import create_server

    call_command("collectstatic", verbosity=0, interactive=False, clear=True)

    from solemate.web.wsgi import application

    # Behind a proxy that ends TLS, the addresses people use are https ones.
    scheme = "https" if os.environ.get("SOLEMATE_URL", "").startswith("https:") else "http"
    server = create_server(application, sockets=[listening], threads=THREADS, ident=None, url_scheme=scheme)

    tempfile.tempdir = str(data)  # what a large upload needs for a moment stays in the folder too
    from solemate.web.keeping.daily import start_daily

    start_daily(data)
    warm_up.begin()  # the first finding on a new machine would wait half a minute

    def stop(signum: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    # The zone and host people see: what they were told to open, not 0.0.0.0.
    base = os.environ.get("SOLEMATE_URL") or f"http://{own_name(host)}:{listening.getsockname()[1]}"
    address = new_address(base)
    print(f"Solemate is running at {base}", flush=True)
    print(f"Open this once to sign in (it works for 24 hours): {address}", flush=True)
    (data / "address").write_text(base, encoding="utf-8")
    print(f"For a new link later: {sys.argv[0]} link --data {data}", flush=True)
    print(f"Everything is kept in {data}. Stop with Ctrl-C.", flush=True)
    if browser and sys.stdout.isatty():
        webbrowser.open(address)
    first_look = threading.Timer(LOAD_SOLVER_AFTER, load_solver)  # a thread that the end of this process waits for
    first_look.start()
    try:
        server.run()  # ends on SystemExit and KeyboardInterrupt, after the answers under way
    finally:
        first_look.cancel()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket.

    Raises:
        CannotStart: the port is taken, or the host is not one of this machine's.
    """
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotStart(f"{host}:{port}: {reason}. Is Solemate running already? --port names another port") from None
    return listening


def allow_own_names(host: str) -> None:
    """Where the server listens beyond this machine, let it answer to the machine's own names and addresses."""
    names = [os.environ.get("SOLEMATE_HOSTS", "")]
    if host in ("0.0.0.0", "::"):  # noqa: S104  the person asked for it
        hostname = socket.gethostname()
        names += [hostname, f"{hostname}.local", *own_addresses()]
    elif host not in ("127.0.0.1", "localhost", "::1"):
        names.append(host)
    os.environ["SOLEMATE_HOSTS"] = ",".join(name for name in names if name)


def own_addresses() -> list[str]:
    """This machine's address in the home network, found without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address; a datagram socket only picks a route
            address: str = probe.getsockname()[0]
        except OSError:
            return []
    return [address]


def own_name(host: str) -> str:
    """The host to print: one that can be opened."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        return next(iter(own_addresses()), "127.0.0.1")
    return f"[{host}]" if ":" in host else host
