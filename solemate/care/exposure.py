"""The player's event log in, what was really played out: second by second, segment by segment, site by site.

Only proven time is credited. A stretch begins where playing began and ends where the player last said it still was;
what came after the last sign of life of a crashed page is not counted (it may have been done, but nobody knows).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from solemate.care.session import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the log: `number` is its order, positions are milliseconds into the script."""

    number: int
    kind: str  # start | pause | resume | skip | repeat | proof | stop | finish
    position_ms: int
    to_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What was played. `stretches` are (from, to) in ms, in the order played, repeats included."""

    stretches: tuple[tuple[int, int], ...]
    position_ms: int  # where the script stands now
    ended: str  # '' while it may go on, else 'stop' or 'finish'
    played_ms: Mapping[str, int]  # site -> time on that site's steps, repeats included
    share_done: Mapping[str, float]  # site -> share of the planned steps played at least once, 0 to 1


def played(segments: Sequence[Segment], events: Iterable[Event]) -> Exposure:
    """Derive the exposure from the log; the order and doubling of `events` does not matter, their numbers do.

    Two devices on one session count on from the same number, and nothing says whose entry is whose. Where a number is there
    twice, a stretch is credited only as far as it holds whichever device it belongs to, and from such a log every second of
    the script counts once. So less than was played may be credited then, never more.
    """
    end_ms = segments[-1].end * 1000
    stretches: list[tuple[int, int]] = []
    running: set[int | None] = {None}  # where each device's playing began; None: it does not play
    position = 0
    ended = ""
    forked = False
    for _, group in groupby(sorted(set(events), key=lambda event: event.number), key=lambda event: event.number):
        entries = list(group)
        forked = forked or len(entries) > 1
        known = {since for since in running if since is not None}
        surely = max(known) if known and None not in running else None
        running = set()
        stands = []
        for event in entries:
            here = min(event.position_ms, end_ms)
            if surely is not None and event.kind not in ("start", "resume") and here > surely:
                stretches.append((surely, here))
            if event.kind in ("skip", "repeat"):
                here = min(event.to_ms if event.to_ms is not None else here, end_ms)
            goes_on = event.kind in ("proof", "skip", "repeat") and known
            running.add(here if goes_on or event.kind in ("start", "resume") else None)
            if goes_on and surely is None and event.kind != "proof":
                running.add(None)  # a device that waits can leave a step out too; only what plays says so
            stands.append(here)
        position = max(stands)
        ended = next((event.kind for event in entries if event.kind in ("stop", "finish")), "")
        if ended:
            break
    credited = _joined(stretches) if not forked else _union(stretches)
    return Exposure(
        stretches=tuple(credited),
        position_ms=position,
        ended=ended,
        played_ms=_by_site(segments, credited),
        share_done=_shares(segments, credited),
    )


def seconds_by_segment(segments: Sequence[Segment], exposure: Exposure) -> list[float]:
    """Seconds played of each segment, repeats included, in the order of `segments`."""
    return [sum(_overlap(segment, stretch) for stretch in exposure.stretches) / 1000 for segment in segments]


def planned_seconds(segments: Sequence[Segment]) -> dict[str, int]:
    """Seconds of steps the session holds for each site."""
    out: dict[str, int] = {}
    for segment in segments:
        for site in sites_of_step(segment):
            out[site] = out.get(site, 0) + segment.seconds
    return out


def sites_of_step(segment: Segment) -> tuple[str, ...]:
    """The sites a segment is done on; none for a count-in, a change-over or the last look."""
    if segment.kind != "step":
        return ()
    return segment.sites or ((segment.site,) if segment.site else ())


def _joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put stretches together that only a proof has cut."""
    out: list[tuple[int, int]] = []
    for start, end in stretches:
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _overlap(segment: Segment, stretch: tuple[int, int]) -> int:
    return max(0, min(segment.end * 1000, stretch[1]) - max(segment.start * 1000, stretch[0]))


def _by_site(segments: Sequence[Segment], stretches: list[tuple[int, int]]) -> dict[str, int]:
    out: dict[str, int] = {}
    for segment in segments:
        for site in sites_of_step(segment):
            out[site] = out.get(site, 0) + sum(_overlap(segment, stretch) for stretch in stretches)
    return out


def _shares(segments: Sequence[Segment], stretches: list[tuple[int, int]]) -> dict[str, float]:
    """The union of the stretches, so that a step done twice does not make up for one left out."""
    done = _by_site(segments, _union(stretches))
    return {site: done[site] / (seconds * 1000) for site, seconds in planned_seconds(segments).items()}


def _union(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Every moment of the script that is in one of them, once."""
    union: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return union
