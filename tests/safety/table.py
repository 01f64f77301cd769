"""A safety rule as a table: answers, then what every row must be. Worked out by hand from the facts and the contracts.

    answers: wound_foot left-foot, diabetes
    ok: tennis-ball
    have: thermometer
    flags: RF-07 within-1-working-day left-foot

    technique           | site      | action | rules
    foot-lotion-massage | left-foot | closed | R-001

Each block of answers is complete: a row that a table does not name must be just as it is for somebody with no answers,
which is open, and for `essential-oil` adapt by N-8. A flag it does not name must not be raised.
`site` may also be `feet`, `hands` or `all`. `every massage` stands for the four massages, and `everything else` for
all rows that no other line names. A block that is only about flags says `rows: elsewhere`.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from solemate.care.catalogue import load_catalogue
from solemate.care.screening import parse_answers, screen
from solemate.care.site import LIMBS, SITES

MASSAGES = ("foot-lotion-massage", "hand-lotion-massage", "helper-foot-massage", "helper-hand-massage")
REST = ("everything else",)
KEYS = ("answers", "ok", "have", "flags", "rows")
HEAD = ("technique", "site", "action", "rules")
NO_ANSWERS = {"essential-oil": ("adapt", frozenset({"N-8"}))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as it stands in the table."""

    techniques: tuple[str, ...]
    site: str
    action: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One block: the answers of one person on one day, and all that must follow."""

    answered: tuple[tuple[str, tuple[str, ...]], ...]
    clinician_ok: tuple[str, ...]
    have: tuple[str, ...]
    flags: tuple[tuple[str, str, tuple[str, ...]], ...]
    lines: tuple[Line, ...]
    rows_elsewhere: bool

    def answers(self) -> dict[str, object]:
        questions = load_catalogue().questions
        return {
            "conditions": [name for name, _ in self.answered if questions[name].kind == "condition"],
            "today": [{"id": name, "sites": sites} for name, sites in self._today()],
            "clinician_ok": list(self.clinician_ok),
            "have": list(self.have),
        }

    def _today(self) -> list[tuple[str, list[str]]]:
        questions = load_catalogue().questions
        return [(name, list(sites)) for name, sites in self.answered if questions[name].kind == "today"]

    def check(self) -> None:
        screening = screen(parse_answers(self.answers(), load_catalogue()), load_catalogue())
        flags = sorted((flag.id, str(flag.urgency), flag.sites) for flag in screening.flags)
        assert flags == sorted(self.flags), f"flags of {self.answers()}"
        if self.rows_elsewhere:
            return
        expected = self._expected()
        found = {(row.technique, row.site): (str(row.action), frozenset(row.rules)) for row in screening.clearances}
        wrong = [f"{row}: wanted {expected[row]}, got {found[row]}" for row in expected if expected[row] != found[row]]
        assert not wrong, "\n".join([f"rows of {self.answers()}", *wrong])

    def _expected(self) -> dict[tuple[str, str | None], tuple[str, frozenset[str]]]:
        rows = load_catalogue().rows
        expected = {
            (technique, site): NO_ANSWERS.get(technique, ("ok", frozenset()))
            for technique, sites in rows.items()
            for site in sites
        }
        named = set()
        for line in sorted(self.lines, key=lambda line: line.techniques == REST):
            for technique, site in self._meant(line):
                if line.techniques == REST and (technique, site) in named:
                    continue
                assert (technique, site) not in named, f"{technique} {site} is named twice"
                named.add((technique, site))
                expected[technique, site] = (line.action, frozenset(line.rules))
        return expected

    def _meant(self, line: Line) -> list[tuple[str, str | None]]:
        rows = load_catalogue().rows
        techniques = rows if line.techniques == REST else line.techniques
        meant = [
            (technique, site) for technique in techniques for site in rows[technique] if _is_meant(site, line.site)
        ]
        assert {technique for technique, _ in meant} == set(techniques), f"no such row: {line}"
        return meant


def safety_table(text: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make a test of a table. The test's name and docstring say what the table shows; its body is empty."""
    cases = tuple(_parse_case(block) for block in _blocks(text))

    def make_test(function: Callable[[], None]) -> Callable[[], None]:
        @functools.wraps(function)
        def test() -> None:
            for case in cases:
                case.check()

        test.cases = cases
        return test

    return make_test


def _is_meant(site: str | None, word: str) -> bool:
    return word == "all" or site == word or site in LIMBS.get(word, ())


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("answers:"):
            blocks.append([])
        if line:
            blocks[-1].append(line)
    return blocks


def _parse_case(lines: list[str]) -> Case:
    table = [tuple(cell.strip() for cell in line.split("|")) for line in lines if "|" in line]
    assert not table or table[0] == HEAD, f"the head of a table is {' | '.join(HEAD)}"
    given: dict[str, tuple[str, ...]] = {}
    for line in (line for line in lines if "|" not in line):
        key, _, value = line.partition(":")
        assert key in KEYS, f"neither a table nor {', '.join(KEYS)}: {line}"
        given[key] = given.get(key, ()) + _listed(value)
    return Case(
        answered=tuple(_named(part) for part in given["answers"]),
        clinician_ok=given.get("ok", ()),
        have=given.get("have", ()),
        flags=tuple(_parse_flag(part) for part in given.get("flags", ())),
        lines=tuple(_parse_line(row) for row in table[1:]),
        rows_elsewhere=given.get("rows") == ("elsewhere",),
    )


def _parse_line(cells: tuple[str, ...]) -> Line:
    techniques, site, action, rules = cells
    meant = MASSAGES if techniques == "every massage" else _listed(techniques)
    return Line(techniques=meant, site=site, action=action, rules=tuple(rules.split()))


def _parse_flag(text: str) -> tuple[str, str, tuple[str, ...]]:
    flag, urgency, *sites = text.split()
    return flag, urgency, _in_order(sites)


def _named(text: str) -> tuple[str, tuple[str, ...]]:
    name, *sites = text.split()
    return name, _in_order(sites)


def _in_order(sites: list[str]) -> tuple[str, ...]:
    assert set(sites) <= set(SITES), sites
    return tuple(site for site in SITES if site in sites)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
