"""A technique, its open sites and a length in; a Script of timed segments and spoken cues out.

The script is a pure function of its inputs, and what the player shows is a pure function of the script and the elapsed
time (`at`). Nothing here, and nothing in the player, counts ticks.
"""

import bisect
import itertools
import math
from dataclasses import dataclass

from solemate.care.technique import Step, Technique, Turn, sites_of

SIDE: dict[str, str] = {"left-hand": "left", "right-hand": "right", "left-foot": "left", "right-foot": "right"}

# How fast the voice speaks, on the slow side: what does not fit a slot at this pace is left out, never squeezed in.
WORDS_PER_SECOND = 2.1
BREATH_SECONDS = 0.7
GET_READY_SECONDS = 5
NEXT_BEFORE_END_SECONDS = 9
REMIND_AFTER_SECONDS = 15
OWN_REMINDER_FROM_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the session; times in whole seconds from its start."""

    kind: str  # count-in | step | switch | after
    id: str
    site: str | None  # the one site it is about; None where it is about none, or about two at once
    start: int
    seconds: int
    title: str
    line: str
    stroke: str = ""
    sites: tuple[str, ...] = ()  # every site it is about: a step is done on these, a change-over leads to them

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
    """Lay out a session: count-in, every step, a look afterwards; between two sides a change-over of its own.

    Steps on `each` side are done all on the left, then all on the right, to the second as long; steps on `both` at once.
    `minutes` is meant for every site; where one is closed, its steps are left out and the others stay as long as they
    were, so that each side gets the same care whether or not the other is open.

    Raises:
        ValueError: no site, or a length the technique does not allow.
    """
    if not sites:
        raise ValueError("a session needs at least one open site")
    if not technique.minutes.least <= minutes <= technique.minutes.most:
        raise ValueError(f"{technique.id} takes {technique.minutes.least} to {technique.minutes.most} minutes")
    lengths = _step_seconds(technique, minutes)
    stretches = _stretches(technique, sites)
    first = stretches[0][1]
    segments = [_turn_segment("count-in", technique.count_in, first, 0)]
    before: tuple[str, ...] = ()
    for step, where in stretches:
        if before and before != where:
            segments.append(_turn_segment("switch", technique.switch, where, segments[-1].end))
        segments.append(_step_segment(step, where, segments[-1].end, lengths[step.id]))
        before = where
    segments.append(_turn_segment("after", technique.after, (), segments[-1].end))

    cues: list[Cue] = []
    for segment, follower in zip(segments, [*segments[1:], None], strict=True):
        cues += _cues_of(segment, follower, technique)
    return Script(technique=technique.id, sites=sites, segments=tuple(segments), cues=tuple(cues))


def _stretches(technique: Technique, sites: tuple[str, ...]) -> list[tuple[Step, tuple[str, ...]]]:
    """Each step with the sites it is done on, in order: a run of `each` steps goes once round the left, then the right."""
    out: list[tuple[Step, tuple[str, ...]]] = []
    for (on, part), run in itertools.groupby(technique.steps, key=lambda step: (step.on, step.part)):
        steps = list(run)
        here = sites_of(part, sites)
        if len(here) < len(sites_of(part, technique.sites)):
            steps = [step for step in steps if not step.needs_both]
        if on == "both" and here:
            out += [(step, here) for step in steps]
        else:
            out += [(step, (site,)) for site in here for step in steps]
    return out


def _step_seconds(technique: Technique, minutes: int) -> dict[str, int]:
    """Whole seconds of each step when every site is open; a step on each side counts twice."""
    every = _stretches(technique, technique.sites)
    changes = sum(before[1] != after[1] for before, after in itertools.pairwise(every))
    rest = minutes * 60 - technique.count_in.seconds - technique.after.seconds - changes * technique.switch.seconds
    times = [sum(step.id == other.id for other, _ in every) for step in technique.steps]
    weight = sum(step.share * time for step, time in zip(technique.steps, times, strict=True))
    lengths = {step.id: rest * step.share // weight for step in technique.steps}
    left_over = rest - sum(lengths[step.id] * time for step, time in zip(technique.steps, times, strict=True))
    # The odd seconds go to the longest steps, one each, as long as every side can have them.
    for step, time in sorted(zip(technique.steps, times, strict=True), key=lambda row: -row[0].share):
        if left_over >= time:
            lengths[step.id] += 1
            left_over -= time
    return lengths


def at(script: Script, position_ms: int) -> Place:
    """Where the script is after `position_ms` of playing; past the end it stays at the end of the last segment."""
    position = min(max(position_ms, 0), script.seconds * 1000)
    starts = [segment.start * 1000 for segment in script.segments]
    index = bisect.bisect_right(starts, position) - 1
    segment = script.segments[index]
    return Place(segment=index, into_ms=position - segment.start * 1000, left_ms=segment.end * 1000 - position)


def _turn_segment(kind: str, turn: Turn, where: tuple[str, ...], start: int) -> Segment:
    return Segment(
        kind=kind,
        id=kind,
        site=where[0] if len(where) == 1 else None,
        sites=where,
        start=start,
        seconds=turn.seconds,
        title=worded(turn.title, where),
        line=worded(turn.say[0], where),
    )


def _step_segment(step: Step, where: tuple[str, ...], start: int, seconds: int) -> Segment:
    return Segment(
        kind="step",
        id=step.id,
        site=where[0] if len(where) == 1 else None,
        sites=where,
        start=start,
        seconds=seconds,
        title=worded(step.title, where),
        line=worded(step.line, where),
        stroke=step.stroke,
    )


def _cues_of(segment: Segment, follower: Segment | None, technique: Technique) -> list[Cue]:
    """The sentences of one segment: the first always; the others where they fit without talking over each other."""
    steps = {step.id: step for step in technique.steps}
    where = segment.sites
    cues: list[Cue] = []

    def add_if_it_fits(at: int, kind: str, say: str) -> bool:
        cue = Cue(at=at, kind=kind, say=worded(say, where))
        inside = segment.start <= cue.at and cue.end <= segment.end
        clear = all(cue.end <= other.at or other.end <= cue.at for other in cues)
        if inside and clear:
            cues.append(cue)
        return inside and clear

    if segment.kind != "step":
        turn = {"count-in": technique.count_in, "switch": technique.switch, "after": technique.after}[segment.kind]
        at = segment.start
        for sentence in turn.say:
            assert add_if_it_fits(at, "start", sentence), f"{technique.id}: {segment.kind}: no time for {sentence!r}"
            at = math.ceil(cues[-1].end + (1 if segment.kind == "after" else 0))
        if segment.kind == "count-in":
            add_if_it_fits(segment.end - GET_READY_SECONDS, "ready", "We start in 3, 2, 1.")
        return cues

    step = steps[segment.id]
    assert add_if_it_fits(segment.start, "start", step.say), f"{technique.id}: {step.id}: no time for {step.say!r}"
    if follower is not None:
        coming = {"switch": technique.switch.title.lower(), "after": "the last look"}
        what = worded(coming.get(follower.kind) or steps[follower.id].next, follower.sites)
        # 9 s before the end; in a short step a little later, where it still fits.
        for before_end in range(NEXT_BEFORE_END_SECONDS, 2, -1):
            if add_if_it_fits(segment.end - before_end, "next", f"Next: {what}."):
                break
    # In a long step the reminder has a place of its own; in a shorter one it goes with half way, never both.
    middle = segment.start + segment.seconds // 2
    if segment.seconds >= OWN_REMINDER_FROM_SECONDS:
        add_if_it_fits(middle, "half", "Half way.")
        if step.remind:
            add_if_it_fits(segment.start + REMIND_AFTER_SECONDS, "remind", step.remind)
    elif not add_if_it_fits(middle, "half", f"Half way. {step.remind}".strip()):
        add_if_it_fits(middle, "half", "Half way.")
    return sorted(cues, key=lambda cue: cue.at)


def worded(text: str, where: tuple[str, ...]) -> str:
    """Put the place into a sentence: `{side}` (left), `{part}` (left foot, or both feet), and both with a capital."""
    if len(where) == 1:
        side, part = SIDE[where[0]], where[0].replace("-", " ")
    elif where:
        side, part = "both", "both hands" if where[0].endswith("hand") else "both feet"
    else:
        side, part = "", ""
    for name, value in (("side", side), ("part", part)):
        text = text.replace(f"{{{name}}}", value).replace(f"{{{name.capitalize()}}}", value.capitalize())
    return text
