"""A technique, its open sites and a length in; a Script of timed segments and spoken cues out.

The script is a pure function of its inputs, and what the player shows is a pure function of the script and the elapsed
time (`at`). Nothing here, and nothing in the player, counts ticks.
"""

import bisect
from dataclasses import dataclass

from solemate.care.technique import Step, Technique

SIDE: dict[str, str] = {"left-hand": "left", "right-hand": "right", "left-foot": "left", "right-foot": "right"}

# How fast the voice speaks, on the slow side: what does not fit a slot at this pace is left out, never squeezed in.
WORDS_PER_SECOND = 2.1
BREATH_SECONDS = 0.7
GET_READY_SECONDS = 5
NEXT_BEFORE_END_SECONDS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the session; times in whole seconds from its start."""

    kind: str  # count-in | step | switch | after
    id: str
    site: str | None
    start: int
    seconds: int
    title: str
    line: str
    stroke: str = ""

    @property
    def end(self) -> int:
        return self.start + self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One sentence at one second; what is said is also what is written."""

    at: int
    kind: str  # start | remind | half | next | ready
    say: str

    @property
    def end(self) -> float:
        """The second by which it has been said, at our slow pace."""
        return self.at + spoken_seconds(self.say)


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    technique: str
    sites: tuple[str, ...]
    segments: tuple[Segment, ...]
    cues: tuple[Cue, ...]

    @property
    def seconds(self) -> int:
        return self.segments[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a script is at one moment; times in milliseconds."""

    segment: int
    into_ms: int
    left_ms: int


def spoken_seconds(text: str) -> float:
    """How long the voice needs for `text`, in seconds."""
    return len(text.split()) / WORDS_PER_SECOND + BREATH_SECONDS


def write_script(technique: Technique, *, sites: tuple[str, ...], minutes: int) -> Script:
    """Lay out a session: count-in, every step on the first site, change-over, the same steps as long on the second, a look.

    `minutes` is meant for every site of the part; a session with one site takes about half of it, so that
    each side gets the same care whether or not the other is open.

    Raises:
        ValueError: no site, or a length the technique does not allow.
    """
    if not sites:
        raise ValueError("a session needs at least one open site")
    if not technique.minutes.least <= minutes <= technique.minutes.most:
        raise ValueError(f"{technique.id} takes {technique.minutes.least} to {technique.minutes.most} minutes")
    turns = technique.count_in.seconds + technique.switch.seconds + technique.after.seconds
    seconds = share_out((minutes * 60 - turns) // 2, [step.share for step in technique.steps])

    segments = [_turn_segment("count-in", technique, sites[0], 0)]
    for number, site in enumerate(sites):
        if number:
            segments.append(_turn_segment("switch", technique, site, segments[-1].end))
        for step, length in zip(technique.steps, seconds, strict=True):
            segments.append(_step_segment(step, site, segments[-1].end, length))
    segments.append(_turn_segment("after", technique, None, segments[-1].end))

    cues: list[Cue] = []
    for segment, follower in zip(segments, [*segments[1:], None], strict=True):
        cues += _cues_of(segment, follower, technique)
    return Script(technique=technique.id, sites=sites, segments=tuple(segments), cues=tuple(cues))


def at(script: Script, position_ms: int) -> Place:
    """Where the script is after `position_ms` of playing; past the end it stays at the end of the last segment."""
    position = min(max(position_ms, 0), script.seconds * 1000)
    starts = [segment.start * 1000 for segment in script.segments]
    index = bisect.bisect_right(starts, position) - 1
    segment = script.segments[index]
    return Place(segment=index, into_ms=position - segment.start * 1000, left_ms=segment.end * 1000 - position)


def share_out(seconds: int, shares: list[int]) -> list[int]:
    """Split whole `seconds` by `shares` so that the parts add up exactly (largest remainders get the odd seconds)."""
    whole = sum(shares)
    parts = [seconds * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: (-(seconds * shares[i] % whole), i))
    for i in by_remainder[: seconds - sum(parts)]:
        parts[i] += 1
    return parts


def _turn_segment(kind: str, technique: Technique, site: str | None, start: int) -> Segment:
    turn = {"count-in": technique.count_in, "switch": technique.switch, "after": technique.after}[kind]
    return Segment(
        kind=kind,
        id=kind,
        site=site,
        start=start,
        seconds=turn.seconds,
        title=worded(turn.title, site),
        line=worded(turn.then or turn.say, site),
    )


def _step_segment(step: Step, site: str, start: int, seconds: int) -> Segment:
    return Segment(
        kind="step",
        id=step.id,
        site=site,
        start=start,
        seconds=seconds,
        title=step.title,
        line=step.line,
        stroke=step.stroke,
    )


def _cues_of(segment: Segment, follower: Segment | None, technique: Technique) -> list[Cue]:
    """The sentences of one segment: the start always; the others where they fit without talking over each other."""
    turns = {"count-in": technique.count_in, "switch": technique.switch, "after": technique.after}
    steps = {step.id: step for step in technique.steps}
    source = steps[segment.id] if segment.kind == "step" else turns[segment.kind]
    cues = [Cue(at=segment.start, kind="start", say=worded(source.say, segment.site))]

    def add_if_it_fits(cue: Cue) -> bool:
        inside = segment.start <= cue.at and cue.end <= segment.end
        clear = all(cue.end <= other.at or other.end <= cue.at for other in cues)
        if inside and clear:
            cues.append(cue)
        return inside and clear

    if segment.kind == "count-in":
        add_if_it_fits(Cue(at=segment.end - GET_READY_SECONDS, kind="ready", say="We start in 3, 2, 1."))
    if segment.kind == "after":
        add_if_it_fits(Cue(at=segment.start + 7, kind="remind", say=technique.after.then))
    if segment.kind == "step" and follower is not None:
        coming = {"switch": "change hands" if technique.part == "hand" else "change feet", "after": "the last look"}
        what = coming.get(follower.kind) or steps[follower.id].next
        # 9 s before the end; in a short step a little later, where it still fits.
        for before_end in range(NEXT_BEFORE_END_SECONDS, 2, -1):
            if add_if_it_fits(Cue(at=segment.end - before_end, kind="next", say=f"Next: {what}.")):
                break
        middle = segment.start + segment.seconds // 2
        remind = steps[segment.id].remind
        if not add_if_it_fits(Cue(at=middle, kind="half", say=f"Half way. {remind}".strip())):
            add_if_it_fits(Cue(at=middle, kind="half", say="Half way."))
        if remind:
            add_if_it_fits(Cue(at=segment.start + 15, kind="remind", say=remind))
    return sorted(cues, key=lambda cue: cue.at)


def worded(text: str, site: str | None) -> str:
    """Put the side into a sentence: `{side}` and `{Side}`."""
    side = SIDE.get(site or "", "")
    return text.replace("{side}", side).replace("{Side}", side.capitalize())
