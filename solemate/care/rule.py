"""The safety rules as data: what a person answered, which rows of which techniques it touches, and how strictly."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from solemate.care.action import Action
from solemate.care.content_file import Table
from solemate.care.question import Question
from solemate.care.site import Limb

Unlock = Literal["clinician", "clinician-and-thermometer", "support"]

UNLOCKS: tuple[Unlock, ...] = ("clinician", "clinician-and-thermometer", "support")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One line of a rule. It holds at the sites where one of `when` is: for a condition, everywhere."""

    when: tuple[str, ...]  # any of these; none: for everybody
    techniques: tuple[str, ...]
    limb: Limb | None  # only these rows of the techniques
    every_site: bool  # on every row of the techniques, wherever it was seen
    action: Action
    unlock: Unlock | None  # what turns it into `adapt`
    reason: str
    do: str | None
    adaptation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    id: str
    status: str
    sources: tuple[str, ...]
    effects: tuple[Effect, ...]
    no_effect: str | None  # why the rule changes no action by itself
    read_into: tuple[str, ...]  # the rules, flags and questions that carry it instead


def read_rules(file: Table, questions: Mapping[str, Question], techniques: Collection[str]) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for table in file.tables("rules"):
        rule = Rule(
            id=table.text("id"),
            status=table.text("status"),
            sources=table.texts("sources"),
            effects=tuple(_read_effect(effect, questions, techniques) for effect in table.tables("effects")),
            no_effect=table.text_or_none("no_effect"),
            read_into=table.texts("read_into"),
        )
        table.done()
        if rule.id in rules:
            raise table.error("id", "used twice")
        if bool(rule.effects) == bool(rule.no_effect):
            raise table.error("no_effect", "a rule has effects or says why it has none")
        rules[rule.id] = rule
    return rules


def _read_effect(table: Table, questions: Mapping[str, Question], techniques: Collection[str]) -> Effect:
    action = Action(table.choice("action", tuple(Action)))
    closes = action in (Action.CLOSED, Action.ASK_CLINICIAN)
    unlock = cast(Unlock, table.choice("unlock", UNLOCKS)) if "unlock" in table.keys() else None
    if action is Action.ASK_CLINICIAN:
        unlock = "clinician"
    effect = Effect(
        when=table.choices("when", tuple(questions)),
        techniques=table.choices("techniques", tuple(techniques)),
        limb=cast(Limb, table.choice("limb", ("feet", "hands"))) if "limb" in table.keys() else None,
        every_site=table.flag("every_site"),
        action=action,
        unlock=unlock,
        reason=table.text("reason"),
        do=table.text("do") if closes else None,
        adaptation=table.text("adaptation") if unlock or not closes else None,
    )
    always = table.flag("always")
    table.done()
    if bool(effect.when) == always:
        raise table.error("when", "name what triggers it, or write always = true")
    if not effect.techniques:
        raise table.error("techniques", "missing")
    if unlock and not closes:
        raise table.error("unlock", "only what is closed can be unlocked")
    if effect.every_site and "{site}" in effect.reason and not all(questions[asked].sites for asked in effect.when):
        raise table.error("reason", "{site} is not known where what triggers it has none")
    return effect
