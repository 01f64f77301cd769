"""The commands of fair trials: `solemate trial …` and `solemate cohort …`. Words in, one function called, an exit code out.

Only what a command needs is imported, when it is run: `solemate serve` starts without NumPy.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Commands = Any  # argparse keeps the type of its subparsers to itself
LONGEST_MESSAGE = 300

COLUMNS = (
    "TRIAL.csv has the columns day, arm and rating; with --design sides it has day, side, rating_left and rating_right. "
    "block, period and done (the share really done, 0 to 1) may come too; an evening that was missed has an empty rating. "
    "Other columns are left alone. What `design --csv` prints becomes such a file with a column rating; "
    "what `design --left-right --csv` prints, with rating_left and rating_right."
)


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

    analyse = commands.add_parser("analyse", help="what the ratings of a trial leave as likely", epilog=COLUMNS)
    analyse.add_argument("file", metavar="TRIAL.csv", help="one row for each day, with commas; columns: see below")
    analyse.add_argument("--reference", help="the arm that the others are compared with")
    analyse.add_argument("--design", choices=["arms", "sides"], default="arms", help="sides: left against right")
    add_terms(analyse)
    analyse.add_argument("--json", action="store_true", help="print JSON instead of lines")
    analyse.set_defaults(run=_answer(run_analyse))

    simulate = commands.add_parser("simulate", help="invented people whose truth is known")
    simulate.add_argument("--people", type=int, required=True, metavar="N")
    simulate.add_argument("--days", type=int, required=True, metavar="T")
    simulate.add_argument("--arms", type=int, required=True, metavar="K", help="2 to 5, the reference among them")
    simulate.add_argument("--seed", type=int, required=True, metavar="S")
    simulate.add_argument("--out", type=Path, required=True, metavar="FILE.parquet")
    simulate.set_defaults(run=_answer(run_simulate))

    cohort = top.add_parser("cohort", help="the trials of many people")
    commands = cohort.add_subparsers(required=True, metavar="COMMAND")
    everyone = commands.add_parser("analyse", help="every person of a parquet file, one row for each arm")
    everyone.add_argument("file", type=Path, metavar="IN.parquet")
    everyone.add_argument("--reference", required=True, help="the arm that the others are compared with")
    everyone.add_argument("--out", type=Path, required=True, metavar="OUT.parquet")
    where = everyone.add_mutually_exclusive_group()
    where.add_argument(
        "--workers", type=int, metavar="N", help="processes on this machine (default: one for each core)"
    )
    where.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that sees the same files")
    add_terms(everyone)
    everyone.set_defaults(run=_answer(run_cohort))


def add_terms(command: argparse.ArgumentParser) -> None:
    """What a trial is read with."""
    command.add_argument(
        "--smallest-change", type=float, default=1.0, metavar="POINTS", help="that matters (default: 1)"
    )
    command.add_argument("--scale", default="0-10", metavar="LOW-HIGH", help="default: 0-10")
    command.add_argument("--higher-is-better", action="store_true")
    command.add_argument("--likelihood", choices=["rounded", "gaussian"], help="default: rounded")


def terms_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """What they say, once it is known that a trial could be read with it. Raises BadTrial, which names the option."""
    from solemate.nof1.columns import BadTrial
    from solemate.nof1.dataset import check_change

    low, high = parse_scale(arguments.scale)
    try:
        change = check_change(arguments.smallest_change, high - low)
    except BadTrial as bad:
        raise BadTrial(f"--smallest-change: {bad.reason.removeprefix('smallest change ')} {low} to {high}") from None
    return {
        "scale": (low, high),
        "smallest_change": change,
        "higher_is_better": arguments.higher_is_better,
    }


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


def run_analyse(arguments: argparse.Namespace) -> str:
    from solemate.nof1.columns import BadTrial
    from solemate.nof1.posterior import fit
    from solemate.nof1.sides import fit_sides
    from solemate.nof1.trial_file import read_sides_trial, read_trial

    terms = terms_of(arguments)
    if arguments.design == "sides":
        if arguments.reference is not None:
            raise BadTrial("--reference: left against right has none; the other side is the comparator")
        if arguments.likelihood == "gaussian":
            raise BadTrial("--likelihood: left against right has one of its own")
        posterior = fit_sides(read_sides_trial(arguments.file, **terms))
    else:
        if arguments.reference is None:
            raise BadTrial("--reference: name the arm that the others are compared with")
        likelihood = arguments.likelihood or "rounded"
        posterior = fit(read_trial(arguments.file, reference=arguments.reference, likelihood=likelihood, **terms))
    answer = posterior.to_dict()
    if arguments.json:
        return json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return "\n".join(lines_of(answer)) + "\n"


def lines_of(answer: dict[str, Any]) -> Iterator[str]:
    """The answer for somebody who reads it in a terminal."""
    yield f"{answer['days']} days, {answer['rated']} of them rated. Differences are to {answer['reference']}."
    for arm, word in answer["decisions"].items():
        if answer["delivered"] is None:
            yield f"{arm}: {word}"
            continue
        found = answer["delivered"][arm]
        better, same, worse = (round(100 * found[key]) for key in ("p_meaningful", "p_same", "p_worse"))
        yield (
            f"{arm}: {word}. On the days it was used: {found['mean']:+.2f} points "
            f"(95 % between {found['q2_5']:+.2f} and {found['q97_5']:+.2f}). "
            f"Of 100: {better} better by what matters, {same} about the same, {worse} worse."
        )


def run_simulate(arguments: argparse.Namespace) -> str:
    from solemate.nof1.simulated_file import write_simulated

    truth = write_simulated(
        arguments.out, people=arguments.people, days=arguments.days, arms=arguments.arms, seed=arguments.seed
    )
    return f"{arguments.people} simulated people in {arguments.out}, their truth in {truth}\n"


def run_cohort(arguments: argparse.Namespace) -> str:
    from solemate.nof1.cohort import analyse_file

    terms = terms_of(arguments) | {"likelihood": arguments.likelihood or "rounded"}
    count = analyse_file(
        arguments.file,
        arguments.out,
        reference=arguments.reference,
        workers=arguments.workers,
        scheduler=arguments.scheduler,
        progress=sys.stderr if sys.stderr.isatty() else None,
        **terms,
    )
    why = f": {count.why}" if count.why else ""
    return f"{count.people} people, {count.errors} of them with an error, in {arguments.out}{why}\n"


def parse_scale(text: str) -> tuple[int, int]:
    """0-10 as (0, 10); a low end below zero is written -5-5. Raises BadTrial."""
    from solemate.nof1.columns import BadTrial, shown
    from solemate.nof1.dataset import WIDEST_SCALE, check_scale

    found = re.fullmatch(r"(-?\d{1,7})-(-?\d{1,7})", text, re.ASCII)
    if not found:
        raise BadTrial(f"--scale: {shown(text)} is not like 0-10")
    try:
        return check_scale((int(found[1]), int(found[2])))
    except BadTrial:
        raise BadTrial(f"--scale: {shown(text)} is not low, then high, at most {WIDEST_SCALE} apart") from None


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
