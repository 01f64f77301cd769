"""The commands of fair trials: `solemate trial …` and `solemate cohort …`. Words in, one function called, an exit code out.

Only what a command needs is imported, when it is run: `solemate serve` starts without NumPy.
"""

import argparse
import re
import sys
from collections.abc import Callable
from typing import Any

Commands = Any  # argparse keeps the type of its subparsers to itself
LONGEST_MESSAGE = 300


def add_trial_commands(top: Commands) -> None:
    trial = top.add_parser("trial", help="design, analyse and simulate fair trials")
    commands = trial.add_subparsers(required=True, metavar="COMMAND")

    design = commands.add_parser("design", help="which arm on which day, in random order")
    design.add_argument("--arms", required=True, metavar="A,B", help="2 to 5 names; the first is the comparator")
    design.add_argument("--days", type=int, help="default: 48, rounded up to whole blocks")
    design.add_argument("--period", type=int, default=2, metavar="DAYS", help="days in a row on one arm (default: 2)")
    design.add_argument("--seed", type=int, help="the same seed gives the same file (default: a new one)")
    design.add_argument(
        "--left-right", action="store_true", help="one side has the technique, the other the comparator"
    )
    design.add_argument("--csv", action="store_true", help="print CSV instead of lines")
    design.set_defaults(run=_answer(run_design))


def run_design(arguments: argparse.Namespace) -> str:
    import secrets

    from solemate.nof1.schedule import Design, check_names, randomise, usual_days, write_csv

    arms = tuple(name.strip() for name in arguments.arms.split(","))
    check_names(arms)
    days = arguments.days if arguments.days is not None else usual_days(len(arms), max(arguments.period, 1))
    design = Design(arms=arms, days=days, period=arguments.period, left_right=arguments.left_right)
    seed = arguments.seed if arguments.seed is not None else secrets.randbelow(2**32)
    schedule = randomise(design, seed=seed)
    if arguments.csv:
        return write_csv(schedule)
    what = schedule.side or schedule.arm
    lines = [f"Seed {seed}: {design.days} days in blocks of {design.block}."]
    for first in range(0, design.days, design.period):
        last = first + design.period
        when = f"Day {last}" if design.period == 1 else f"Days {first + 1} to {last}"
        side = " on the " if schedule.side else ""
        lines.append(f"{when}: {schedule.arm[first] + side if schedule.side else ''}{what[first]}")
    return "\n".join(lines) + "\n"


def parse_scale(text: str) -> tuple[int, int]:
    """0-10 as (0, 10); a low end below zero is written -5-5."""
    from solemate.nof1.columns import BadTrial, shown

    found = re.fullmatch(r"(-?\d{1,7})-(-?\d{1,7})", text, re.ASCII)
    if not found:
        raise BadTrial(f"--scale: {shown(text)} is not like 0-10")
    return int(found[1]), int(found[2])


def _answer(run: Callable[[argparse.Namespace], str]) -> Callable[[argparse.Namespace], int]:
    """Print what `run` gives; what it refuses becomes one line on stderr and exit code 2."""

    def answer(arguments: argparse.Namespace) -> int:
        from solemate.nof1.columns import BadTrial

        try:
            text = run(arguments)
        except BadTrial as reason:
            print("solemate: " + " ".join(str(reason).split())[:LONGEST_MESSAGE], file=sys.stderr)
            return 2
        sys.stdout.write(text)
        return 0

    return answer
