"""Schedule, diary and player's log in; a trial's record out, row by row as `solemate trial analyse` reads it.

Here feet become arrays. As assigned comes first: an arm is what the schedule said, whatever was done; `done` is the share
of the planned time that the player really played that day, for the second look.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from solemate.protocol.days import Day, block_of, period_of
from solemate.protocol.draft import BOTH, Protocol

if TYPE_CHECKING:
    from solemate.nof1.schedule import Schedule

Ratings = Mapping[tuple[date, str], int]  # (day, site) to the number given in the evening
Done = Mapping[date, float]  # day to the share of the planned time, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One day. In turn: `arm` and `rating`. Left against right: `side` ('' on a paused day) and both sides' ratings."""

    day: date
    arm: str = ""
    side: str = ""
    rating: int | None = None
    rating_left: int | None = None
    rating_right: int | None = None
    block: int | None = None
    period: int | None = None
    done: float | None = None

    @property
    def paused(self) -> bool:
        return self.block is None

    @property
    def rated(self) -> bool:
        return self.rating is not None or (self.rating_left is not None and self.rating_right is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A trial's days from the first period to the last that counts."""

    left_right: bool
    rows: tuple[Row, ...]

    @property
    def header(self) -> tuple[str, ...]:
        ratings = ("side", "rating_left", "rating_right") if self.left_right else ("arm", "rating")
        return ("day", *ratings, "block", "period", "done")

    def columns(self) -> dict[str, list[Any]]:
        """The columns of the file, `None` where a cell is empty."""
        rows = [{key: getattr(row, key) for key in self.header} for row in self.rows]
        return {key: [row[key] if row[key] != "" else None for row in rows] for key in self.header}

    def write_csv(self, *, comment: str = "") -> str:
        """The file of the contracts: one row a day, an empty cell where there is nothing."""
        out = io.StringIO()
        for line in comment.splitlines():
            out.write(f"# {line}\n")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.header)
        for row in self.rows:
            writer.writerow([_cell(getattr(row, key)) for key in self.header])
        return out.getvalue()

    def to_list(self) -> list[list[Any]]:
        """Rows as JSON can hold them, in the order of `header`."""
        return [
            [_cell(getattr(row, key)) if key == "day" else getattr(row, key) for key in self.header]
            for row in self.rows
        ]

    @classmethod
    def from_list(cls, rows: Sequence[Sequence[Any]], *, left_right: bool) -> "Record":
        header = cls(left_right=left_right, rows=()).header
        read = [dict(zip(header, row, strict=True)) for row in rows]
        return cls(
            left_right=left_right,
            rows=tuple(Row(**{**values, "day": date.fromisoformat(values["day"])}) for values in read),
        )


def draw_schedule(protocol: Protocol, seed: int) -> "Schedule":
    """The arms on the period days; the same seed gives the same order, for ever."""
    from solemate.nof1.schedule import Design, randomise  # loads NumPy: not before there is a trial

    left_right = protocol.layout == "left-right"
    return randomise(
        Design(arms=protocol.arms, days=protocol.days, period=protocol.period_days, left_right=left_right), seed=seed
    )


def arm_of(protocol: Protocol, schedule: "Schedule", number: int) -> tuple[str, str]:
    """What period day `number` holds: the arm, and left against right the side that has the technique."""
    return schedule.arm[number], schedule.side[number] if schedule.side else ""


def sites_today(protocol: Protocol, side: str) -> tuple[str, ...]:
    """Where a session of the trial is done: on its sites, or left against right on the side whose turn it is."""
    return tuple(site for site in protocol.sites if site.startswith(side)) if side else protocol.sites


def align(
    protocol: Protocol, schedule: "Schedule", days: Sequence[Day], ratings: Ratings, done: Done, *, blocks: int
) -> Record:
    """The record of the first `blocks` blocks. Evenings without an answer stay empty, paused days carry no block."""
    left_right = protocol.layout == "left-right"
    last = blocks * protocol.block_days - 1
    counted: list[Row] = []
    for day in days:
        if day.kind == "run-in" or (day.kind == "paused" and not counted):
            continue
        if day.kind == "paused":
            counted.append(Row(day=day.date, arm="" if left_right else protocol.comparator))
            continue
        assert day.number is not None
        if day.number > last:
            break
        arm, side = arm_of(protocol, schedule, day.number)
        is_technique = arm == protocol.technique
        counted.append(
            Row(
                day=day.date,
                arm="" if left_right else arm,
                side=side,
                block=block_of(protocol, day.number),
                period=period_of(protocol, day.number),
                done=_share(done.get(day.date, 0.0)) if is_technique else None,
                **_ratings(protocol, ratings, day.date),
            )
        )
    while counted and counted[-1].paused:
        counted.pop()
    return Record(left_right=left_right, rows=tuple(counted))


def _ratings(protocol: Protocol, ratings: Ratings, day: date) -> dict[str, int | None]:
    if protocol.layout == "left-right":
        left, right = BOTH[protocol.site]
        return {"rating_left": ratings.get((day, left)), "rating_right": ratings.get((day, right))}
    return {"rating": ratings.get((day, protocol.site))}


def _share(value: float) -> float:
    """Three digits: the file and what we analyse hold the same number."""
    return round(min(max(value, 0.0), 1.0), 3)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value
