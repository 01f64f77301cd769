"""Which arm on which day: a design and a seed in, a schedule out, the same one on every machine and with every version.

Each block holds each arm once, in random order, the first block included. The order comes from the Mersenne Twister's
`random()`, the one generator whose sequence Python promises to keep for a seed, and from a shuffle of our own.
"""

import csv
import io
import random
from dataclasses import dataclass
from typing import Literal

from solemate.nof1.columns import BadTrial, shown

FEWEST_ARMS, MOST_ARMS = 2, 5
MOST_DAYS = 400
USUAL_DAYS = 48
USUAL_PERIOD = 2
LARGEST_SEED = 2**63 - 1
LONGEST_NAME = 60

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What is compared, for how many days, and how many days in a row on one arm."""

    arms: tuple[str, ...]  # the first is the reference, or for left against right the comparator
    days: int
    period: int  # days
    left_right: bool = False

    def __post_init__(self) -> None:
        check_names(self.arms)
        if self.left_right and len(self.arms) != 2:
            raise BadTrial(f"--arms: left against right takes 2 arms, not {len(self.arms)}")
        if not 1 <= self.period <= MOST_DAYS:
            raise BadTrial(f"--period: {self.period} days; it takes 1 or more")
        if not 1 <= self.days <= MOST_DAYS:
            raise BadTrial(f"--days: {self.days}; it takes 1 to {MOST_DAYS}")
        if self.days % self.block:
            raise BadTrial(f"--days: {self.days} is not a multiple of arms × period = {self.block}")

    @property
    def block(self) -> int:
        """Days of one block."""
        return len(self.arms) * self.period


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One entry for each day. `block` and `period` count from 1, `period` through the whole trial."""

    design: Design
    seed: int
    arm: tuple[str, ...]
    block: tuple[int, ...]
    period: tuple[int, ...]
    side: tuple[Side, ...] | None  # left against right: which side has the technique


def usual_days(arms: int, period: int) -> int:
    """48 days, rounded up to whole blocks."""
    block = arms * period
    return -(-USUAL_DAYS // block) * block


def randomise(design: Design, *, seed: int) -> Schedule:
    """Lay the arms (or, for left against right, the sides) on the days, block by block."""
    if not 0 <= seed <= LARGEST_SEED:
        raise BadTrial(f"--seed: {seed} is not between 0 and {LARGEST_SEED}")
    source = random.Random(seed)  # noqa: S311 - it must be repeatable, not secret
    sides: tuple[Side, Side] = ("left", "right")
    what = len(design.arms)
    order = [place for _ in range(design.days // design.block) for place in _shuffled(what, source)]
    daily = [place for place in order for _ in range(design.period)]
    return Schedule(
        design=design,
        seed=seed,
        arm=tuple(design.arms[1 if design.left_right else place] for place in daily),
        block=tuple(day // design.block + 1 for day in range(design.days)),
        period=tuple(day // design.period + 1 for day in range(design.days)),
        side=tuple(sides[place] for place in daily) if design.left_right else None,
    )


def write_csv(schedule: Schedule) -> str:
    """The schedule as the file of `solemate trial design --csv`; its first line keeps what made it."""
    design = schedule.design
    out = io.StringIO()
    sides = ", left against right" if design.left_right else ""
    out.write(
        f"# solemate trial design: seed {schedule.seed}, arms {','.join(design.arms)}, "
        f"{design.days} days, {design.period} days a period{sides}\n"
    )
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["day", "arm", "block", "period", *(["side"] if schedule.side else [])])
    for day in range(design.days):
        row = [day + 1, schedule.arm[day], schedule.block[day], schedule.period[day]]
        writer.writerow([*row, *([schedule.side[day]] if schedule.side else [])])
    return out.getvalue()


def check_names(arms: tuple[str, ...]) -> None:
    if not FEWEST_ARMS <= len(arms) <= MOST_ARMS:
        raise BadTrial(f"--arms: {len(arms)} arms; it takes {FEWEST_ARMS} to {MOST_ARMS}")
    for name in arms:
        if not name.strip() or name != name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
            raise BadTrial(f"--arms: {shown(name)} is no name for an arm")
        if name.startswith("#") or "," in name or '"' in name:
            raise BadTrial(f"--arms: {shown(name)} holds a sign with a meaning of its own in the file")
    if len(set(arms)) < len(arms):
        raise BadTrial("--arms: an arm is there twice")


def _shuffled(count: int, source: random.Random) -> list[int]:
    """The numbers 0 to count - 1 in an order that `source` decides (Fisher and Yates)."""
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        chosen = int(source.random() * (last + 1))
        order[last], order[chosen] = order[chosen], order[last]
    return order
