"""The `solemate` command: words in, one function called, an exit code out (0 done, 2 bad input, 1 anything else)."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import NoReturn

from solemate import __version__
from solemate.nof1.commands import add_trial_commands

DEFAULT_PORT = 8321


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with a command in one line, as every other refusal does."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(argv: list[str] | None = None) -> int:
    """Run one command; bad input ends with one line on stderr and exit code 2, never with a traceback."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        return 1


def parser() -> argparse.ArgumentParser:
    top = OneLineParser(prog="solemate", description="A companion for numb, tingling or sore hands and feet.")
    top.add_argument("--version", action="version", version=f"solemate {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="start Solemate")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    serve.add_argument("--port", type=int, default=DEFAULT_PORT)
    add_data(serve)
    serve.add_argument("--no-browser", action="store_true", help="do not open the page")
    serve.set_defaults(run=run_serve)

    demo = commands.add_parser("demo", help="start Solemate with a simulated person, in a folder of its own")
    demo.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    demo.add_argument("--port", type=int, default=DEFAULT_PORT)
    add_data(demo, name="solemate-demo")
    demo.add_argument("--no-browser", action="store_true", help="do not open the page")
    demo.add_argument("--years", type=years, help="how long the diary is (default: 4 months; up to 20 years)")
    demo.add_argument("--seed", type=int, default=7, help="another seed, another life")
    demo.set_defaults(run=run_demo)

    link = commands.add_parser("link", help="print a new one-time sign-in link")
    link.add_argument("--port", type=int, help="default: the one it was last started on")
    add_data(link)
    link.set_defaults(run=run_link)

    backup = commands.add_parser("backup", help="keep everything in one file, also while Solemate runs")
    backup.add_argument("file", metavar="FILE", type=Path)
    add_data(backup)
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser("restore", help="put a backup back; what was there is kept")
    restore.add_argument("file", metavar="FILE", type=Path)
    add_data(restore)
    restore.set_defaults(run=run_restore)

    screen = commands.add_parser("screen", help="what is open and closed for a file of answers")
    screen.add_argument("answers", metavar="ANSWERS.json")
    screen.add_argument("--json", action="store_true", help="print JSON instead of lines")
    screen.set_defaults(run=run_screen)

    add_trial_commands(commands)
    return top


def add_data(command: argparse.ArgumentParser, *, name: str = "solemate") -> None:
    default = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / name
    command.add_argument("--data", type=Path, default=default, help=f"the data folder (default: {default})")


def years(text: str) -> float:
    """A length of a simulated diary."""
    number = float(text)
    if not 0 < number <= 20:
        raise ValueError(text)
    return number


def run_serve(arguments: argparse.Namespace) -> int:
    from solemate.web.server import CannotStart, serve

    try:
        serve(
            host=arguments.host,
            port=arguments.port,
            data=arguments.data.resolve(),
            browser=not arguments.no_browser,
        )
    except CannotStart as reason:
        return refuse(str(reason), code=1)
    return 0


def run_demo(arguments: argparse.Namespace) -> int:
    from solemate.web.server import CannotStart, set_up
    from solemate.web.simulation import demo

    data = arguments.data.resolve()
    is_new = not (data / "solemate.sqlite3").exists()
    try:
        demo.keep_off_real_diaries(data)
        os.environ["SOLEMATE_COOKIES"] = "demo-"  # else signing in here would sign one out of one's own diary next door
        set_up(data)
    except demo.RealDiary as reason:
        return refuse(str(reason), code=2)
    except CannotStart as reason:
        return refuse(str(reason), code=1)
    days = max(1, round(arguments.years * demo.DAYS_OF_A_YEAR)) if arguments.years else demo.DAYS
    if is_new:
        print("Making a simulated person. The first time this can take a minute.", flush=True)
    filled = demo.fill(seed=arguments.seed, days=days)
    if filled.days:
        print(
            f"Filled with one simulated person: {filled.days} days, {filled.check_ins} check-ins, "
            f"{filled.sessions} sessions, {filled.events} events",
            flush=True,
        )
    return run_serve(arguments)


def run_link(arguments: argparse.Namespace) -> int:
    from solemate.web.server import CannotStart, last_address, new_address, set_up

    data = arguments.data.resolve()
    if not (data / "solemate.sqlite3").exists():
        return refuse(f"{data}: no Solemate data here; start it first with: solemate serve", code=2)
    try:
        set_up(data)
    except CannotStart as reason:
        return refuse(str(reason), code=1)
    here = f"http://127.0.0.1:{arguments.port or DEFAULT_PORT}"
    base = os.environ.get("SOLEMATE_URL") or ("" if arguments.port else last_address(data)) or here
    print(new_address(base))
    return 0


def run_backup(arguments: argparse.Namespace) -> int:
    from solemate.care.bad_input import BadInput
    from solemate.web.backups.back_up import CannotBackUp, back_up
    from solemate.web.clock import system_time

    try:
        report = back_up(arguments.data.resolve(), arguments.file, made_at=system_time())
    except BadInput as reason:
        return refuse(str(reason), code=2)
    except CannotBackUp as reason:
        return refuse(str(reason), code=1)
    except KeyboardInterrupt:
        return refuse("stopped; no backup was made", code=1)
    print(f"Everything saved and checked: {sum(report.counts.values())} rows in {arguments.file}")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    from solemate.care.bad_input import BadInput
    from solemate.web.backups.restore import CannotRestore, restore
    from solemate.web.clock import system_time

    data = arguments.data.resolve()
    try:
        restored = restore(arguments.file, data, at=system_time())
    except BadInput as reason:
        return refuse(str(reason), code=2)
    except CannotRestore as reason:
        return refuse(str(reason), code=1)
    except KeyboardInterrupt:
        return refuse(f"stopped before it was done; {data} holds the diary from before, or the new one", code=1)
    print(f"Put back: {sum(restored.counts.values())} rows, as they were at {restored.made_at:%Y-%m-%d %H:%M %Z}")
    if restored.kept:
        print(f"What was there before is kept in {restored.kept}")
    return 0


def run_screen(arguments: argparse.Namespace) -> int:
    from solemate.care.bad_input import BadInput
    from solemate.care.catalogue import load_catalogue
    from solemate.care.screening import read_answers, screen

    catalogue = load_catalogue()
    try:
        screening = screen(read_answers(arguments.answers, catalogue), catalogue)
    except BadInput as reason:
        return refuse(str(reason), code=2)
    if arguments.json:
        print(json.dumps(screening.to_dict(), ensure_ascii=False, indent=1))
        return 0
    for flag in screening.flags:
        print(f"{flag.id}  {flag.urgency}  {' '.join(flag.sites) or 'whole body'}")
    for clearance in screening.clearances:
        print(f"{clearance.technique:22} {clearance.site or '-':11} {clearance.action:14} {' '.join(clearance.rules)}")
    return 0


def refuse(reason: str, *, code: int) -> int:
    """Say why in one line on stderr."""
    print("solemate: " + " ".join(reason.split()), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
