"""Writes docs/safety-rules.md: every table of tests/safety, and every sentence a person may read, for a clinician.

    python -m tests.safety.manual

A folder is a chapter, a file a section, a test a paragraph.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.flag import RedFlag
from solemate.care.rule import Effect, Rule
from tests.safety.contents import CHAPTERS
from tests.safety.table import MASSAGES, REST, Case, Line

MANUAL = Path(__file__).parents[2] / "docs" / "safety-rules.md"

OPENING = """\
# Safety rules

Generated from `tests/safety` and `solemate/content/safety` by `python -m tests.safety.manual`: do not edit. Every table
below is run as a test. A clinician must sign off these rules before anybody relies on them.

What a person answers, in complete answers for one day, gives every technique at every site one of these, the least
strict first: **ok** · **warn** (go on, and know this) · **adapt** (go on in this way) · **ask-clinician** (only with a
clinician’s OK) · **closed**. The strictest rule wins. A row that a table does not name is open, except `essential-oil`,
which is never better than adapt (N-8).

A flag is as urgent as an **emergency** · **same-day** · **within-1-working-day** · **soon**. An emergency closes every
row. A same-day flag that an answer of the day raises closes the limb it names.

Rules R and N, flags RF and sources S are numbered as in the project’s clinical facts. Status: V read in the source ·
V2 read in a source that reports it · D our own inference · U unsure, used only to be stricter.
"""


def write_manual() -> str:
    catalogue = load_catalogue()
    lines = [OPENING]
    for number, (folder, title) in enumerate(CHAPTERS.items(), start=1):
        lines += [f"## {number}. {title}", ""]
        for module in modules(folder):
            lines += [f"### {module.__doc__}", ""]
            for test in tests(module):
                lines += [f"**{test.__doc__}**", ""]
                for case in test.cases:
                    lines += [*_case(case, catalogue), ""]
    lines += ["## The rules in words", ""]
    for rule in catalogue.rules.values():
        lines += _rule(rule)
    lines += ["## The flags in words", ""]
    for flag in catalogue.flags.values():
        lines += _flag(flag)
    return "\n".join(lines).rstrip() + "\n"


def modules(folder: str) -> Iterator[ModuleType]:
    """The sections of a chapter, by file name."""
    package = importlib.import_module(f"tests.safety.{folder}")
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        yield importlib.import_module(f"tests.safety.{folder}.{found.name}")


def tests(module: ModuleType) -> list[object]:
    """The tables of a section, in the order in which they are written."""
    found = [test for name, test in vars(module).items() if name.startswith("test_")]
    return sorted(found, key=lambda test: inspect.unwrap(test).__code__.co_firstlineno)


def cases() -> Iterator[Case]:
    """Every block of every table."""
    for folder in CHAPTERS:
        for module in modules(folder):
            for test in tests(module):
                yield from test.cases


def _case(case: Case, catalogue: Catalogue) -> Iterator[str]:
    answered = "; ".join(_answer(name, sites, catalogue) for name, sites in case.answered)
    yield f"- Answered: {answered or 'no to everything'}."
    if case.clinician_ok:
        yield f"- The clinician said yes to: {', '.join(map(_words, case.clinician_ok))}."
    if case.have:
        yield f"- In the house: {', '.join(case.have)}."
    for flag, urgency, sites in case.flags:
        yield f"- Flag {flag}, {urgency}{_where(sites)}."
    if case.lines:
        yield ""
        yield "| technique | where | action | rules |"
        yield "|---|---|---|---|"
        for line in case.lines:
            yield f"| {_techniques(line)} | {_words(line.site)} | {line.action} | {', '.join(line.rules)} |"
    elif not case.rows_elsewhere:
        yield "- Nothing else changes."


def _answer(name: str, sites: tuple[str, ...], catalogue: Catalogue) -> str:
    return f"{catalogue.questions[name].label}{_where(sites)} (`{name}`)"


def _where(sites: tuple[str, ...]) -> str:
    return f", {' and '.join(map(_words, sites))}" if sites else ""


def _techniques(line: Line) -> str:
    if line.techniques in (REST, MASSAGES):
        return "every massage" if line.techniques == MASSAGES else REST[0]
    return ", ".join(map(_words, line.techniques))


def _words(name: str) -> str:
    return name.replace("-", " ")


def _rule(rule: Rule) -> Iterator[str]:
    sources = f", sources {', '.join(rule.sources)}" if rule.sources else ""
    yield f"**{rule.id}** (status {rule.status}{sources})"
    yield ""
    if rule.no_effect:
        yield f"- Changes no action: {rule.no_effect}"
    for effect in rule.effects:
        yield f"- {_effect(effect)}"
    yield ""


def _effect(effect: Effect) -> str:
    when = " or ".join(f"`{name}`" for name in effect.when) or "everybody"
    place = f", {effect.limb} only" if effect.limb else ", wherever it is" if effect.every_site else ""
    opened = f" (opened by: {_words(effect.unlock)})" if effect.unlock else ""
    said = " ".join(f"“{text}”" for text in (effect.reason, effect.do, effect.adaptation) if text)
    return f"{when} → {', '.join(map(_words, effect.techniques))}{place}: **{effect.action}**{opened}. {said}"


def _flag(flag: RedFlag) -> Iterator[str]:
    sources = f", sources {', '.join(flag.sources)}" if flag.sources else ""
    yield f"**{flag.id}** (status {flag.status}{sources}, raised by the {flag.origin})"
    yield ""
    for trigger in flag.triggers:
        together = f" with {_any(trigger.together_with)}" if trigger.together_with else ""
        yield f"- {_any(trigger.when)}{together}: **{trigger.urgency}**"
    yield f"- “{flag.title}” “{flag.may_be}” {' '.join(f'“{step}”' for step in flag.do_now)}"
    for urgency, call in flag.calls.items():
        yield f"- Call ({urgency}): “{call}” Say: “{flag.say}”"
    yield ""


def _any(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    MANUAL.write_text(write_manual(), encoding="utf-8")
    print(f"wrote {MANUAL}")
