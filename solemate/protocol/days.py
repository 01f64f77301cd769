"""Which day is which: a protocol, its first day and its pauses in, one Day for each calendar day out. It names no arm.

A paused day is no day of the trial: what was planned for it waits until the trial goes on. A missed evening is one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from solemate.protocol.draft import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """From this day on, until (not with) the day it goes on; open while nobody knows."""

    first: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One calendar day of a trial. `number` counts the days of its kind from 0; a paused day has none."""

    date: date
    kind: Literal["run-in", "period", "paused"]
    number: int | None = None


def lay_out(protocol: Protocol, begins: date, pauses: Sequence[Pause], *, until: date) -> list[Day]:
    """Every day from the first of the run-in to `until`, or to the last day of the last block."""
    days: list[Day] = []
    run_in = periods = 0
    day = begins
    while day <= until and periods < protocol.days:
        if any(pause.holds(day) for pause in pauses):
            days.append(Day(date=day, kind="paused"))
        elif run_in < protocol.run_in_days:
            days.append(Day(date=day, kind="run-in", number=run_in))
            run_in += 1
        else:
            days.append(Day(date=day, kind="period", number=periods))
            periods += 1
        day += timedelta(days=1)
    while days and days[-1].kind == "paused" and periods == protocol.days:
        days.pop()
    return days


def block_of(protocol: Protocol, number: int) -> int:
    """The block, from 1, of period day `number`."""
    return number // protocol.block_days + 1


def period_of(protocol: Protocol, number: int) -> int:
    """The period, from 1 through the whole trial, of period day `number`."""
    return number // protocol.period_days + 1


def blocks_over(protocol: Protocol, days: Iterable[Day], *, today: date, rated_today: bool) -> int:
    """How many blocks are over: their last evening has passed, or has been answered."""
    last = max(
        (
            day.number
            for day in days
            if day.number is not None
            and day.kind == "period"
            and (day.date < today or (rated_today and day.date == today))
        ),
        default=-1,
    )
    return (last + 1) // protocol.block_days


def baseline_days(protocol: Protocol, days: Sequence[Day], begins: date) -> tuple[date, date]:
    """The first and the last day whose evenings say what is usual: those before the first period."""
    first_period = next((day.date for day in days if day.kind == "period"), None)
    last = (first_period or (days[-1].date + timedelta(days=1) if days else begins)) - timedelta(days=1)
    return last - timedelta(days=protocol.baseline_days - 1), last
