"""Reads content/ once and checks it. What comes out is frozen: if it loads, every id in it points somewhere."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import cast

from solemate.care.action import Urgency
from solemate.care.content_file import ContentError, Table, parse
from solemate.care.flag import RedFlag, read_flags
from solemate.care.oils import Oils, read_oils
from solemate.care.plan_rules import PlanRules, read_plan_rules
from solemate.care.question import Question, QuestionGroup, read_questions
from solemate.care.rule import UNLOCKS, Rule, Unlock, read_rules
from solemate.care.scale import Scale, read_scale
from solemate.care.site import SITES, Site
from solemate.care.stop_sign import (
    AfterCheck,
    StopSign,
    TeachBack,
    read_after_checks,
    read_stop_signs,
    read_teach_back,
)
from solemate.care.technique import Technique, read_technique
from solemate.care.trial_rules import TrialRules, read_trial_rules
from solemate.care.water import Water, read_water

SAFETY_FILES = (
    "rows.toml",
    "questions.toml",
    "rules.toml",
    "flags.toml",
    "stop-signs.toml",
    "after-check.toml",
    "teach-back.toml",
)
TOP_FILES = ("water.toml", "oils.toml", "trials.toml", "planner.toml")
FOLDERS = ("techniques", "scales")  # one file each; the file name is the id
VERSION_LENGTH = 12

Row = tuple[str, Site | None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """Everything that content/ says. Compared by identity, so that it can be a key."""

    questions: Mapping[str, Question]
    groups: tuple[QuestionGroup, ...]
    rules: Mapping[str, Rule]
    flags: Mapping[str, RedFlag]
    rows: Mapping[str, tuple[Site | None, ...]]  # technique to its sites; (None,) for the whole person
    one_tub: Mapping[str, str]  # techniques closed on all sites if on one, and the sentence that says so
    things: tuple[str, ...]  # what one can have in the house
    unlocked: Mapping[Unlock, str]  # said where something has turned a closed row into `adapt`
    techniques: Mapping[str, Technique]  # in the order they are listed
    scales: Mapping[str, Scale]
    stop_signs: Mapping[str, StopSign]
    after_checks: Mapping[str, AfterCheck]
    teach_back: Mapping[Urgency, TeachBack]
    water: Water
    oils: Oils
    trials: TrialRules
    plan_rules: PlanRules
    version: str  # changes with any byte of the content

    @property
    def all_rows(self) -> tuple[Row, ...]:
        return tuple((technique, site) for technique, sites in self.rows.items() for site in sites)


@cache
def load_catalogue() -> Catalogue:
    """The content that is shipped with this Solemate.

    Raises:
        ContentError: a content file is wrong; the message names file, key and reason.
    """
    content = resources.files("solemate") / "content"
    files = {name: (content / "safety" / name).read_bytes() for name in SAFETY_FILES}
    files |= {name: (content / name).read_bytes() for name in TOP_FILES}
    for folder in FOLDERS:
        for file in (content / folder).iterdir():
            if file.name.endswith(".toml"):
                files[f"{folder}/{file.name}"] = file.read_bytes()
    return read_catalogue(files)


def read_catalogue(contents: Mapping[str, bytes]) -> Catalogue:
    """Check content given as bytes, by file name, into a catalogue."""
    files = {name: parse(content, name) for name, content in contents.items()}
    rows, one_tub, things = _read_rows(files["rows.toml"])
    questions, groups = read_questions(files["questions.toml"])
    rules = read_rules(files["rules.toml"], questions, rows)
    unlocked = _read_unlocked(files["rules.toml"])
    flags = read_flags(files["flags.toml"], questions)
    _check_references(rules, {*rules, *flags, *questions})
    techniques = {technique.id: technique for technique in _read_techniques(files, rows)}
    scales = {name: read_scale(file, name) for name, file in _in_folder("scales", files)}
    stop_signs = read_stop_signs(files["stop-signs.toml"], questions)
    after_checks = read_after_checks(files["after-check.toml"])
    water = read_water(files["water.toml"])
    _check_techniques(techniques, questions, stop_signs, after_checks, things, water)
    return Catalogue(
        questions=MappingProxyType(questions),
        groups=groups,
        rules=MappingProxyType(rules),
        flags=MappingProxyType(flags),
        rows=MappingProxyType(rows),
        one_tub=MappingProxyType(one_tub),
        things=things,
        unlocked=MappingProxyType(unlocked),
        techniques=MappingProxyType(techniques),
        scales=MappingProxyType(scales),
        stop_signs=MappingProxyType(stop_signs),
        after_checks=MappingProxyType(after_checks),
        teach_back=MappingProxyType(read_teach_back(files["teach-back.toml"])),
        water=water,
        oils=read_oils(files["oils.toml"]),
        trials=read_trial_rules(files["trials.toml"], techniques, scales),
        plan_rules=read_plan_rules(files["planner.toml"], rows),
        version=_version(contents),
    )


def _check_techniques(
    techniques: Mapping[str, Technique],
    questions: Mapping[str, Question],
    stop_signs: Mapping[str, StopSign],
    after_checks: Mapping[str, AfterCheck],
    things: tuple[str, ...],
    water: Water,
) -> None:
    """What a technique names must exist, and no soak is longer than the water's own limit."""
    known_signs = {sign.fact.split(",")[0] for sign in stop_signs.values()}
    for technique in techniques.values():
        where = f"techniques/{technique.id}.toml"
        for key, named, known in (
            ("stop_signs", technique.stop_signs, known_signs),
            ("after_check", technique.after_check, after_checks),
            ("needs", technique.needs, things),
            ("limits", [name for limit in technique.limits for name in limit.when], questions),
            ("rests", [name for rest in technique.rests for name in rest.when], questions),
        ):
            for name in named:
                if name not in known:
                    raise ContentError(f"{where}: {key}: there is no {name!r}")
        if technique.real_time and technique.real_time.seconds > water.soak_max_minutes * 60:
            raise ContentError(f"{where}: real_time: longer than soak_max_minutes of water.toml")


def _read_techniques(files: Mapping[str, Table], rows: Mapping[str, tuple[Site | None, ...]]) -> list[Technique]:
    read = [read_technique(file, name, rows.get(name, ())) for name, file in _in_folder("techniques", files)]
    return sorted(read, key=lambda technique: technique.order)


def _in_folder(folder: str, files: Mapping[str, Table]) -> list[tuple[str, Table]]:
    """The files of a folder with their ids, in the order of the ids."""
    names = sorted(name for name in files if name.startswith(f"{folder}/"))
    return [(name.removeprefix(f"{folder}/").removesuffix(".toml"), files[name]) for name in names]


def _read_rows(file: Table) -> tuple[dict[str, tuple[Site | None, ...]], dict[str, str], tuple[str, ...]]:
    rows: dict[str, tuple[Site | None, ...]] = {}
    one_tub: dict[str, str] = {}
    for table in file.tables("techniques"):
        technique = table.text("id")
        if technique in rows:
            raise table.error("id", "used twice")
        rows[technique] = cast(tuple[Site, ...], table.choices("sites", SITES)) or (None,)
        table.text("code")
        sentence = table.text_or_none("one_tub")
        if sentence:
            one_tub[technique] = sentence
        table.done()
    things = file.texts("things")
    file.done()
    return rows, one_tub, things


def _read_unlocked(file: Table) -> dict[Unlock, str]:
    table = file.table("unlocked")
    unlocked = {unlock: table.text(unlock) for unlock in UNLOCKS}
    table.done()
    file.done()
    return unlocked


def _check_references(rules: Mapping[str, Rule], known: set[str]) -> None:
    for rule in rules.values():
        for other in rule.read_into:
            if other not in known:
                raise ContentError(f"rules.toml: {rule.id}: read_into: there is no {other!r}")


def _version(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(name.encode() + b"\0" + contents[name] + b"\0")
    return digest.hexdigest()[:VERSION_LENGTH]
