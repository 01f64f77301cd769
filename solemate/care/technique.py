"""One technique file in, one frozen Technique out. What can be practised, step by step, and how long.

Every table that holds a clinical number names the fact it comes from and its status; content/README.md explains the keys.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, cast

from solemate.care.content_file import Table
from solemate.care.site import LIMBS, Site

On = Literal["each", "both"]
Part = Literal["hand", "foot"]
STATUSES = ("V", "V2", "U", "D", "V / D", "V / V2")
CERTAINTIES = ("none", "very low", "low", "low to moderate", "moderate", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do. On `each` side in turn, equally long; or on `both` at once. `share` is its part of the time."""

    id: str
    share: int
    on: On
    part: Part
    stroke: str
    title: str
    line: str
    say: str
    next: str
    remind: str
    needs_both: bool  # left out where one of the two sides is closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """How long a session with every site may be, in whole minutes."""

    default: int
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of time that belongs to no side: count-in, change-over, the look afterwards. `seconds` whole."""

    seconds: int
    title: str
    say: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonQuestion:
    """One safety question a helper answers once: the texts to choose from, and which is right (from 0)."""

    text: str
    answers: tuple[str, ...]
    right: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One stroke to learn before the first time, and questions about safety."""

    stroke: str
    say: tuple[str, ...]
    questions: tuple[LessonQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Where one of `when` was answered with yes, a session is at the most this long (whole minutes)."""

    when: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Where one of `when` is so, this technique rests at those sites; stricter than the rules, and said as `say`."""

    when: tuple[str, ...]
    part: str
    every_site: bool
    both_hands: bool  # only where both hands are named: they are what rubs
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RealTime:
    """The steps end this many seconds after the first of them began, paused or not: feet in water do not pause."""

    seconds: int
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """One thing that can be done at home, as `content/techniques/<id>.toml` describes it."""

    id: str
    name: str
    short_name: str
    code: str
    sites: tuple[Site, ...]
    parts: tuple[Part, ...]
    giver: Literal["self", "helper"]
    order: int
    picture: str
    position: str
    kit: tuple[str, ...]
    prepare: tuple[str, ...]
    pressure: tuple[int, ...]
    pressure_text: str
    hand_effort: int
    helper: str
    watch_out: tuple[str, ...]
    stop_signs: tuple[str, ...]
    after_check: tuple[str, ...]
    minutes: Minutes
    per_day: tuple[int, ...]
    days_per_week_least: int
    days_per_week_most: int
    onset_days: int
    offset_days: int
    known: tuple[str, ...]
    certainty: str
    evidence: tuple[str, ...]
    count_in: Turn
    switch: Turn
    after: Turn
    steps: tuple[Step, ...]
    lesson: Lesson | None
    needs: tuple[str, ...]
    needs_every_site: str
    limits: tuple[Limit, ...]
    rests: tuple[Rest, ...]
    real_time: RealTime | None

    def most_minutes(self, conditions: Collection[str]) -> int:
        """The longest a session may be for somebody with these conditions."""
        return min([self.minutes.most, *(limit.most for limit in self.limits if set(limit.when) & set(conditions))])


def read_technique(file: Table, technique_id: str, sites: tuple[Site | None, ...]) -> Technique:
    """Check one file into a Technique; `sites` are the rows the gate has for it.

    Raises:
        ContentError: a key is missing or wrong, or a number makes no session.
    """
    minutes, dose, known = (_sourced(file.table(key)) for key in ("minutes", "dose", "known"))
    _sourced(file)
    here = tuple(site for site in sites if site)
    parts = tuple(part for part in ("hand", "foot") if any(site.endswith(part) for site in here))
    lesson = _lesson(file.table("lesson")) if "lesson" in file.keys() else None
    technique = Technique(
        id=technique_id,
        name=file.text("name"),
        short_name=file.text("short_name"),
        code=file.text("code"),
        sites=here,
        parts=cast(tuple[Part, ...], parts),
        giver=cast(Literal["self", "helper"], file.choice("giver", ("self", "helper"))),
        order=file.whole("order"),
        picture=file.text("picture"),
        position=file.text("position"),
        kit=file.texts("kit"),
        prepare=file.texts("prepare"),
        pressure=file.wholes("pressure"),
        pressure_text=file.text("pressure_text"),
        hand_effort=file.whole("hand_effort"),
        helper=file.text("helper"),
        watch_out=file.texts("watch_out"),
        stop_signs=file.texts("stop_signs"),
        after_check=file.texts("after_check"),
        minutes=Minutes(default=minutes.whole("default"), least=minutes.whole("least"), most=minutes.whole("most")),
        per_day=dose.wholes("per_day"),
        days_per_week_least=dose.whole("days_per_week_least"),
        days_per_week_most=dose.whole("days_per_week_most"),
        onset_days=dose.whole("onset_days"),
        offset_days=dose.whole("offset_days"),
        known=known.texts("say"),
        certainty=known.choice("certainty", CERTAINTIES),
        evidence=known.texts("evidence"),
        count_in=_turn(file.table("count_in")),
        switch=_turn(file.table("switch")),
        after=_turn(_sourced(file.table("after"))),
        steps=tuple(_step(table, parts) for table in file.tables("steps")),
        lesson=lesson,
        needs=file.texts("needs"),
        needs_every_site=file.text_or_none("needs_every_site") or "",
        limits=tuple(_limit(table) for table in file.tables("limits")),
        rests=tuple(_rest(table, parts) for table in file.tables("rests")),
        real_time=_real_time(file.table("real_time")) if "real_time" in file.keys() else None,
    )
    for table in (minutes, dose, known, file):
        table.done()
    _check(technique, file)
    return technique


def _check(technique: Technique, file: Table) -> None:
    if not technique.minutes.least <= technique.minutes.default <= technique.minutes.most:
        raise file.error("minutes", "default is not between least and most")
    if not 1 <= technique.days_per_week_least <= technique.days_per_week_most <= 7 or not max(technique.per_day):
        raise file.error("dose", "a week has 7 days, and least is not over most")
    if len({step.id for step in technique.steps}) != len(technique.steps) or not technique.steps:
        raise file.error("steps", "needs at least one, and no id twice")
    if not 8 <= technique.switch.seconds <= 15:
        raise file.error("switch", "a change-over takes 8 to 15 seconds")
    if not all(1 <= level <= 3 for level in technique.pressure) and technique.pressure != (0,):
        raise file.error("pressure", "of the five levels only 1 to 3 are used (0: nothing is pressed)")
    if not all(technique.minutes.least <= limit.most for limit in technique.limits):
        raise file.error("limits", "shorter than the shortest session")
    if len(technique.known) > 3:
        raise file.error("known", "what is known is said in three sentences at the most")
    if (technique.giver == "helper") != (technique.lesson is not None):
        raise file.error("lesson", "a helper learns one stroke first; nobody else has a lesson")


def _sourced(table: Table) -> Table:
    """Every table with a clinical number says which fact it comes from, and how sure that is."""
    table.text("fact")
    table.choice("status", STATUSES)
    return table


def _turn(table: Table) -> Turn:
    turn = Turn(seconds=table.whole("seconds"), title=table.text("title"), say=table.texts("say"))
    table.done()
    if not turn.say:
        raise table.error("say", "missing")
    return turn


def _step(table: Table, parts: tuple[str, ...]) -> Step:
    on = table.choice("on", ("each", "both")) if "on" in table.keys() else "each"
    part = table.choice("part", ("hand", "foot")) if "part" in table.keys() else parts[0]
    step = Step(
        id=table.text("id"),
        share=table.whole("share"),
        on=cast(On, on),
        part=cast(Part, part),
        stroke=table.text("stroke"),
        title=table.text("title"),
        line=table.text("line"),
        say=table.text("say"),
        next=table.text("next"),
        remind=table.text_or_none("remind") or "",
        needs_both=table.flag("needs_both"),
    )
    if "fact" in table.keys():
        _sourced(table)
    table.done()
    if part not in parts:
        raise table.error("part", f"this technique is not done on a {part}")
    return step


def _limit(table: Table) -> Limit:
    _sourced(table)
    limit = Limit(when=table.texts("when"), most=table.whole("most"))
    table.done()
    return limit


def _rest(table: Table, parts: tuple[str, ...]) -> Rest:
    _sourced(table)
    rest = Rest(
        when=table.texts("when"),
        part=table.choice("part", parts),
        every_site=table.flag("every_site"),
        both_hands=table.flag("both_hands"),
        say=table.text("say"),
    )
    table.done()
    return rest


def _real_time(table: Table) -> RealTime:
    _sourced(table)
    real_time = RealTime(seconds=table.whole("seconds"), say=table.text("say"))
    table.done()
    return real_time


def _lesson(table: Table) -> Lesson:
    _sourced(table)
    questions = []
    for question in table.tables("questions"):
        answers = question.texts("answers")
        right = question.whole("right")
        if right >= len(answers):
            raise question.error("right", "there is no such answer")
        questions.append(
            LessonQuestion(text=question.text("text"), answers=answers, right=right, why=question.text("why"))
        )
        question.done()
    lesson = Lesson(stroke=table.text("stroke"), say=table.texts("say"), questions=tuple(questions))
    table.done()
    return lesson


def sites_of(part: Part, sites: tuple[str, ...]) -> tuple[Site, ...]:
    """Those of `sites` that are hands, or feet; left first."""
    limb = LIMBS["hands"] if part == "hand" else LIMBS["feet"]
    return tuple(site for site in limb if site in sites)
