"""The player's event log in, what was really played out: second by second, segment by segment, site by site.

Only proven time is credited. A stretch begins where playing began and ends where the player last said it still was;
what came after the last sign of life of a crashed page is not counted (it may have been done, but nobody knows).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
    """Derive the exposure from the log; the order and doubling of `events` does not matter, their numbers do."""
    in_order = sorted({event.number: event for event in events}.values(), key=lambda event: event.number)
    end_ms = segments[-1].end * 1000
    stretches: list[tuple[int, int]] = []
    since: int | None = None
    position = 0
    ended = ""
    for event in in_order:
        if ended:
            break
        here = min(event.position_ms, end_ms)
        if since is not None and event.kind not in ("start", "resume") and here > since:
            stretches.append((since, here))
        if event.kind in ("start", "resume"):
            since = here
        elif event.kind == "proof":
            since = here if since is not None else None
        elif event.kind in ("skip", "repeat"):
            here = min(event.to_ms if event.to_ms is not None else here, end_ms)
            since = here if since is not None else None
        else:
            since = None
            ended = event.kind if event.kind in ("stop", "finish") else ""
        position = here
    return Exposure(
        stretches=tuple(_joined(stretches)),
        position_ms=position,
        ended=ended,
        played_ms=_by_site(segments, stretches),
        share_done=_shares(segments, stretches),
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
    union: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    done = _by_site(segments, union)
    return {site: done[site] / (seconds * 1000) for site, seconds in planned_seconds(segments).items()}
