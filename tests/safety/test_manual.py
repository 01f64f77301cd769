"""docs/safety-rules.md is what the tables say today, and the tables speak of everything that content holds."""

from pathlib import Path

from solemate.care.catalogue import load_catalogue
from tests.safety.contents import CHAPTERS
from tests.safety.manual import MANUAL, cases, write_manual

CATALOGUE = load_catalogue()


def test_the_committed_manual_is_current() -> None:
    assert MANUAL.read_text(encoding="utf-8") == write_manual(), "run: python -m tests.safety.manual"


def test_every_folder_of_tables_is_a_chapter() -> None:
    folders = {path.parent.name for path in Path(__file__).parent.glob("*/test_*.py")}
    assert folders == set(CHAPTERS)


def test_every_question_has_a_table_of_its_own() -> None:
    alone = {case.answered[0][0] for case in cases() if len(case.answered) == 1 and not case.rows_elsewhere}
    assert alone == set(CATALOGUE.questions)


def test_every_rule_that_changes_an_action_is_in_a_table() -> None:
    named = {rule for case in cases() for line in case.lines for rule in line.rules}
    masked = {"R-037"}  # it warns about oils only, where N-8 adapts already: its words are tested in test_screening.py
    assert named - set(CATALOGUE.flags) | masked == {rule.id for rule in CATALOGUE.rules.values() if rule.effects}


def test_every_flag_is_in_a_table_with_every_urgency() -> None:
    named = {(flag, urgency) for case in cases() for flag, urgency, _ in case.flags}
    assert named == {(flag.id, str(trigger.urgency)) for flag in CATALOGUE.flags.values() for trigger in flag.triggers}


def test_every_effect_is_reached_by_a_table() -> None:
    """Each technique of each effect, and each answer that sets it off, stands in a table with that rule's id."""
    shown = {
        (rule, technique)
        for case in cases()
        for line in case.lines
        for rule in line.rules
        for technique in (CATALOGUE.rows if line.techniques == ("everything else",) else line.techniques)
    }
    for rule in CATALOGUE.rules.values():
        for effect in rule.effects:
            for technique in effect.techniques:
                covered = (rule.id, technique) in shown or technique == "essential-oil"
                assert covered, f"{rule.id} on {technique} is in no table"
