"""A made-up person's days. A seed, a first and a last moment and the catalogue in; day after day, what was done and said, out.

Pure: no database, no clock. The same input gives the same days, in the shape that the product itself would have kept: a log
as the player writes it, ratings before and after some sessions, an evening check-in, questionnaires once a month. The numbers
are drawn, not observed, and say nothing about what helps.
"""

import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import fmean
from zoneinfo import ZoneInfo

from solemate.care.catalogue import Catalogue
from solemate.care.exposure import Event, played
from solemate.care.session import Script, write_script
from solemate.web.simulation.tried import Tried

CONDITION = "lops"  # cannot feel light touch in the feet: the gate has something to say, and a clinician too
FOLLOWS = ("left-foot", "right-foot")
CORE = ("numbness", "tingling", "pain")
ALSO_ASKED = "sleep"
OK_FOR = ("tennis-ball", "marble-footbath")
LEARNED = ("helper-foot-massage",)
THINGS = ("thermometer", "support")

# When, and what on each day from Monday: about four short sessions a day.
HABITS: tuple[tuple[time, tuple[str, ...]], ...] = (
    (time(8, 40), ("hand-lotion-massage",) * 7),
    (time(10, 30), ("tennis-ball", "golf-ball") * 3 + ("knitting",)),
    (time(14, 15), ("seated-exercise", "standing-exercise") * 3 + ("seated-exercise",)),
    (time(17, 5), ("foot-lotion-massage",) * 7),
    (time(19, 10), ("helper-foot-massage", "hand-lotion-massage", "marble-footbath") * 2 + ("golf-ball",)),
)
KEPT = (0.93, 0.8, 0.78, 0.92, 0.7)  # how often each is kept
EVENING = time(20, 45)
EVENING_KEPT = 0.955
RATED = 0.27  # sessions with ratings before and after
PROOF_MS = 15_000  # as often as the player says that it still plays
PAUSED, SKIPPED, STOPPED = 0.15, 0.05, 0.03
WRONG_EVERY = 400  # sessions to one that ended with a sign
SIGN = "ST-01"
QUESTIONNAIRES_ON = 3  # the day of the month


@dataclass(frozen=True, slots=True, kw_only=True)
class LivedEvent:
    """One event of the player; positions are milliseconds into the script."""

    id: uuid.UUID
    kind: str
    position_ms: int
    to_ms: int | None
    reason: str
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LivedSession:
    """One session: its script, its log, and the ratings around it (none where it was not rated)."""

    id: uuid.UUID
    script: Script
    minutes: int
    made_at: datetime
    events: tuple[LivedEvent, ...]
    before: Mapping[tuple[str, str], int | None]
    after: Mapping[tuple[str, str], int | None]
    sign: str  # what went wrong, or nothing
    celsius: float | None  # of the water, where there was water

    @property
    def ended_at(self) -> datetime:
        return self.events[-1].happened_at


@dataclass(frozen=True, slots=True, kw_only=True)
class LivedDay:
    """One calendar day where the person was."""

    day: date
    sessions: tuple[LivedSession, ...]
    evening_at: datetime
    evening: Mapping[tuple[str, str], int | None]  # empty: no check-in
    questionnaires: Mapping[str, Mapping[str, int]]


@dataclass(slots=True)
class Feeling:
    """One symptom at one site: a level that drifts, and evenings around it."""

    usual: float
    now: float = 0.0

    def next(self, rng: random.Random, *, calm: bool) -> int:
        self.now = 0.6 * self.now + rng.gauss(0, 0.25 if calm else 0.8)
        return min(10, max(0, round(self.usual + (0.3 if calm else 1.0) * self.now)))


def live(
    *, seed: int, first: date, until: datetime, zone: str, catalogue: Catalogue, trials: Sequence[Tried] = ()
) -> Iterator[LivedDay]:
    """Days from `first` up to the moment `until` (aware), nothing of which is later than it; `trials` say what they are for."""
    rng = random.Random(seed)  # noqa: S311  a made-up life, no secret
    where = ZoneInfo(zone)
    last = until.astimezone(where).date()
    feelings = {
        (scale, site): Feeling(usual=usual + (0.5 if site.startswith("left") else -0.4))
        for scale, usual in zip(CORE, (6.0, 4.6, 5.0), strict=True)
        for site in FOLLOWS
    }
    feelings[(ALSO_ASKED, "")] = Feeling(usual=5.0)
    scripts: dict[tuple[str, int], Script] = {}
    day = first
    while day <= last:
        calm = day >= last - timedelta(
            days=1
        )  # no sudden rise: it would ask every question anew, before anybody has seen a page
        evening_at = _moment(day, EVENING, where, rng)
        felt = {key: feeling.next(rng, calm=calm) for key, feeling in feelings.items()}
        sessions = []
        for (at, habits), kept in zip(HABITS, KEPT, strict=True):
            name = _what(habits, day, trials)
            done = rng.random() < kept and bool(name)
            session = _session(
                rng, name or habits[day.weekday()], _moment(day, at, where, rng), felt, scripts, catalogue, calm=calm
            )
            if done and session.ended_at + timedelta(minutes=5) < until:
                sessions.append(session)
        for trial in trials:
            # What a trial finds was drawn in; it hangs on what was played, as it would for anybody.
            relief = round(trial.relief * _share_played(sessions, trial.technique)) if trial.is_on(day) else 0
            felt |= {("pain", site): max(0, felt["pain", site] - relief) for site in FOLLOWS}
        checked_in = rng.random() < EVENING_KEPT and evening_at + timedelta(minutes=5) < until
        yield LivedDay(
            day=day,
            sessions=tuple(sessions),
            evening_at=evening_at,
            evening={key: None if rng.random() < 0.015 else value for key, value in felt.items()} if checked_in else {},
            questionnaires=_questionnaires(rng, felt) if day.day == QUESTIONNAIRES_ON and checked_in else {},
        )
        day += timedelta(days=1)


def _what(habits: Sequence[str], day: date, trials: Sequence[Tried]) -> str:
    """What is done at one time of a day: the habit, unless a trial wants its technique done then, or left out ('')."""
    for trial in trials:
        if trial.technique in habits and trial.is_on(day):
            return trial.technique
        if trial.technique == habits[day.weekday()] and trial.is_off(day):
            return ""
    return habits[day.weekday()]


def _share_played(sessions: Sequence[LivedSession], technique: str) -> float:
    """Share of a technique's steps that a day's sessions played, by their logs: 0 to 1, as a trial counts it."""
    shares: list[float] = [0.0]
    for session in sessions:
        if session.script.technique == technique:
            events = [
                Event(number=number, kind=event.kind, position_ms=event.position_ms, to_ms=event.to_ms)
                for number, event in enumerate(session.events)
            ]
            shares.append(fmean(played(session.script.segments, events).share_done.values()))
    return min(1.0, sum(shares))


def _moment(day: date, at: time, where: ZoneInfo, rng: random.Random) -> datetime:
    """A little before or after the usual time, in UTC."""
    return (datetime.combine(day, at, where) + timedelta(seconds=rng.randrange(-900, 900))).astimezone(UTC)


def _session(
    rng: random.Random,
    technique_id: str,
    at: datetime,
    felt: Mapping[tuple[str, str], int],
    scripts: dict[tuple[str, int], Script],
    catalogue: Catalogue,
    *,
    calm: bool,
) -> LivedSession:
    technique = catalogue.techniques[technique_id]
    minutes = technique.minutes.default
    script = scripts.get((technique_id, minutes))
    if script is None:
        script = scripts[technique_id, minutes] = write_script(technique, sites=technique.sites, minutes=minutes)
    wrong = rng.random() < 1 / WRONG_EVERY and not calm
    events = _log(
        rng, script, at + timedelta(seconds=rng.randrange(40, 200)), wrong=wrong, paused=not technique.real_time
    )
    before: dict[tuple[str, str], int | None] = {}
    after: dict[tuple[str, str], int | None] = {}
    if rng.random() < RATED:
        scales = CORE if len(script.sites) <= 2 else ("pain",)
        for site in script.sites:
            for scale in scales:
                value = felt.get((scale, site), 3) + rng.choice((-1, 0, 0, 1))
                before[scale, site] = min(10, max(0, value))
                after[scale, site] = min(10, max(0, value - rng.choice((0, 0, 1))))
    return LivedSession(
        id=_id(rng),
        script=script,
        minutes=minutes,
        made_at=at,
        events=events,
        before=before,
        after=after if events[-1].kind == "finish" else {},
        sign=SIGN if wrong else "",
        celsius=round(rng.uniform(34.0, 37.0), 1) if technique.real_time else None,
    )


def _log(rng: random.Random, script: Script, at: datetime, *, wrong: bool, paused: bool) -> tuple[LivedEvent, ...]:
    """The events of one session: played through, sometimes with a pause or a step left out, sometimes stopped early."""
    end = script.seconds * 1000
    stop_at = rng.randrange(end // 3, end) if wrong or rng.random() < STOPPED else None
    pause_at = rng.randrange(end // 5, end * 4 // 5) if paused and rng.random() < PAUSED else None
    skip = (
        rng.choice([segment for segment in script.segments if segment.kind == "step"])
        if rng.random() < SKIPPED
        else None
    )
    marks: list[tuple[int, str]] = [(at_ms, "proof") for at_ms in range(PROOF_MS, end, PROOF_MS)]
    marks += [(pause_at, "pause")] if pause_at else []
    marks += [(skip.start * 1000 + 2000, "skip")] if skip else []
    events: list[LivedEvent] = []
    waited = 0  # wall-clock milliseconds that no position has

    def add(kind: str, position: int, *, to: int | None = None, reason: str = "") -> None:
        events.append(
            LivedEvent(
                id=_id(rng),
                kind=kind,
                position_ms=position,
                to_ms=to,
                reason=reason,
                happened_at=at + timedelta(milliseconds=position + waited),
            )
        )

    add("start", 0)
    from_ms = 0  # what comes before it was skipped
    for position, kind in sorted(marks):
        if stop_at is not None and position >= stop_at:
            break
        if position < from_ms:
            continue
        if kind == "skip" and skip is not None:
            from_ms = skip.end * 1000
            add("skip", position, to=from_ms)
            waited -= from_ms - position
        elif kind == "pause":
            add("pause", position)
            waited += rng.randrange(20_000, 240_000)
            add("resume", position)
        else:
            add(kind, position)
    if stop_at is not None and stop_at >= from_ms:
        add("stop", stop_at, reason="wrong" if wrong else "")
    else:
        add("finish", end)
    return tuple(events)


def _questionnaires(rng: random.Random, felt: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    pain = felt["pain", "left-foot"]
    near = [min(10, max(0, pain + rng.choice((-1, 0, 1)))) for _ in range(3)]
    return {
        "peg": dict(zip(("pain", "enjoyment", "activity"), near, strict=True)),
        "pgic": {"change": rng.choice((3, 4, 4, 5))},
    }


def _id(rng: random.Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)
