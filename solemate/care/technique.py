"""One technique file in, one frozen Technique out. What can be practised, step by step, and how long."""

from dataclasses import dataclass

from solemate.care.content_file import Table
from solemate.care.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing the hands do, on one side; `share` is its part of that side's time."""

    id: str
    share: int
    stroke: str
    title: str
    line: str
    say: str
    next: str
    remind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """How long a session with every site may be, in whole minutes."""

    default: int
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of time that belongs to neither side: count-in, change-over, the look afterwards. `seconds` whole."""

    seconds: int
    title: str
    say: str
    then: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """One thing a person can do at home, as `content/techniques/<id>.toml` describes it."""

    id: str
    name: str
    short_name: str
    code: str
    sites: tuple[Site, ...]
    part: str
    position: str
    kit: tuple[str, ...]
    pressure: tuple[int, ...]
    pressure_text: str
    minutes: Minutes
    per_day: tuple[int, ...]
    days_per_week_least: int
    prepare: tuple[str, ...]
    count_in: Turn
    switch: Turn
    after: Turn
    steps: tuple[Step, ...]


STATUSES = ("V", "V2", "U", "D", "V / D", "V / V2")


def read_technique(file: Table, technique_id: str, sites: tuple[Site | None, ...]) -> Technique:
    """Check one file into a Technique; `sites` are the rows the gate has for it.

    Raises:
        ContentError: a key is missing or wrong, or a number makes no session.
    """
    minutes = _sourced(file.table("minutes"))
    dose = _sourced(file.table("dose"))
    _sourced(file)
    technique = Technique(
        id=technique_id,
        name=file.text("name"),
        short_name=file.text("short_name"),
        code=file.text("code"),
        sites=tuple(site for site in sites if site),
        part=file.choice("part", ("hand", "foot")),
        position=file.text("position"),
        kit=file.texts("kit"),
        pressure=file.wholes("pressure"),
        pressure_text=file.text("pressure_text"),
        minutes=Minutes(default=minutes.whole("default"), least=minutes.whole("least"), most=minutes.whole("most")),
        per_day=dose.wholes("per_day"),
        days_per_week_least=dose.whole("days_per_week_least"),
        prepare=tuple(line.text("say") for line in file.tables("prepare")),
        count_in=_turn(file.table("count_in")),
        switch=_turn(file.table("switch")),
        after=_turn(_sourced(file.table("after"))),
        steps=tuple(_step(table) for table in file.tables("steps")),
    )
    minutes.done()
    dose.done()
    file.done()
    if not technique.minutes.least <= technique.minutes.default <= technique.minutes.most:
        raise minutes.error("default", "not between least and most")
    if len({step.id for step in technique.steps}) != len(technique.steps) or not technique.steps:
        raise file.error("steps", "needs at least one, and no id twice")
    if not 8 <= technique.switch.seconds <= 15:
        raise file.error("switch", "a change-over takes 8 to 15 seconds")
    return technique


def _sourced(table: Table) -> Table:
    """Every table with a clinical number says which fact it comes from, and how sure that is."""
    table.text("fact")
    table.choice("status", STATUSES)
    return table


def _turn(table: Table) -> Turn:
    turn = Turn(
        seconds=table.whole("seconds"),
        title=table.text("title"),
        say=table.text("say"),
        then=table.text_or_none("then") or "",
    )
    table.done()
    return turn


def _step(table: Table) -> Step:
    step = Step(
        id=table.text("id"),
        share=table.whole("share"),
        stroke=table.text("stroke"),
        title=table.text("title"),
        line=table.text("line"),
        say=table.text("say"),
        next=table.text("next"),
        remind=table.text_or_none("remind") or "",
    )
    table.done()
    return step
