"""Changing a clinical number in content/ changes what the app does."""

import re
from importlib import resources

import pytest

from solemate.care.answers import Answers
from solemate.care.catalogue import FOLDERS, SAFETY_FILES, TOP_FILES, Catalogue, read_catalogue
from solemate.care.content_file import ContentError
from solemate.care.screening import screen
from solemate.care.session import write_script
from solemate.care.water import judge


def contents() -> dict[str, bytes]:
    content = resources.files("solemate") / "content"
    files = {name: (content / "safety" / name).read_bytes() for name in SAFETY_FILES}
    files |= {name: (content / name).read_bytes() for name in TOP_FILES}
    for folder in FOLDERS:
        files |= {
            f"{folder}/{f.name}": f.read_bytes() for f in (content / folder).iterdir() if f.name.endswith(".toml")
        }
    return files


def changed(file: str, old: str, new: str) -> Catalogue:
    files = contents()
    text = files[file].decode()
    assert old in text, old
    return read_catalogue({**files, file: text.replace(old, new, 1).encode()})


def lotion(catalogue: Catalogue, minutes: int = 6):
    technique = catalogue.techniques["hand-lotion-massage"]
    return write_script(technique, sites=technique.sites, minutes=minutes)


BEFORE = read_catalogue(contents())
HANDS = "techniques/hand-lotion-massage.toml"
BATH = "techniques/marble-footbath.toml"


def test_the_waters_limit():
    assert judge(36.5, BEFORE.water) == "warm"
    assert judge(36.5, changed("water.toml", "water_max_c = 37", "water_max_c = 36").water) == "too-hot"


def test_the_waters_target():
    assert judge(33, BEFORE.water) == "cool"
    assert judge(33, changed("water.toml", "[34, 36]", "[33, 36]").water) == "good"


def test_footbaths_a_day():
    assert changed("water.toml", "footbaths_per_day = 1", "footbaths_per_day = 2").water.footbaths_per_day == 2


def test_the_longest_soak():
    with pytest.raises(ContentError, match="longer than soak_max_minutes"):
        changed("water.toml", "soak_max_minutes = 5", "soak_max_minutes = 4")
    shorter = changed(BATH, "seconds = 300", "seconds = 240").techniques["marble-footbath"]
    assert shorter.real_time is not None
    assert shorter.real_time.seconds == 240


def test_a_limit_for_numb_feet():
    assert BEFORE.techniques["marble-footbath"].most_minutes(["lops"]) == 4
    assert changed(BATH, "most = 4", "most = 5").techniques["marble-footbath"].most_minutes(["lops"]) == 5


def test_how_long_a_session_may_be():
    with pytest.raises(ValueError, match="3 to 8 minutes"):
        lotion(BEFORE, minutes=9)
    assert lotion(changed(HANDS, "most = 8", "most = 9"), minutes=9).seconds == pytest.approx(540, abs=1)


def test_how_long_the_look_afterwards_is():
    assert lotion(BEFORE).segments[-1].seconds == 24
    assert lotion(changed(HANDS, "seconds = 24", "seconds = 30")).segments[-1].seconds == 30


def test_the_dose():
    technique = changed(HANDS, "days_per_week_least = 3", "days_per_week_least = 5").techniques["hand-lotion-massage"]
    assert technique.days_per_week_least == 5


def test_a_pressure_that_is_too_hard_is_refused():
    with pytest.raises(ContentError, match="pressure"):
        changed(HANDS, "pressure = [1, 2]", "pressure = [4]")


def test_an_action():
    answers = Answers(conditions=frozenset(), today={"fever": frozenset()}, clinician_ok=frozenset(), have=frozenset())
    text = contents()["rules.toml"].decode()
    rule = text[text.index('id = "R-007"') :]
    effect = rule[: rule.index("\n[[rules]]")]
    softer = changed(
        "rules.toml",
        effect,
        effect.replace('action = "closed"', 'action = "warn"\nadaptation = "Take it easy."').replace("do = ", "# "),
    )

    def action(catalogue: Catalogue) -> str:
        rows = screen(answers, catalogue).clearances
        return next(row.action for row in rows if row.technique == "hand-lotion-massage")

    assert (action(BEFORE), action(softer)) == ("closed", "warn")


def test_the_oils_limit():
    assert changed("oils.toml", "max_percent = 1", "max_percent = 2").oils.max_percent == 2


# Every clinical number of every technique: changed by one, the technique the app reads is another, or content is refused.
KEYS = "default|least|most|per_day|days_per_week_least|days_per_week_most|onset_days|offset_days|pressure"
NUMBER = re.compile(rf"^({KEYS})\s*= *(\[?\d[\d, ]*\]?)", re.MULTILINE)


def numbers_of_techniques():
    for name, text in contents().items():
        if name.startswith("techniques/"):
            for found in NUMBER.finditer(text.decode()):
                yield name, found.start(2), found.group(2), f"{name}: {found.group(1)}"


NUMBERS = list(numbers_of_techniques())


@pytest.mark.parametrize(("name", "where", "value"), [row[:3] for row in NUMBERS], ids=[row[3] for row in NUMBERS])
def test_every_number_of_a_technique_changes_what_the_app_reads(name, where, value):
    files = contents()
    text = files[name].decode()
    other = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), value)
    technique = name.removeprefix("techniques/").removesuffix(".toml")
    try:
        after = read_catalogue({**files, name: (text[:where] + other + text[where + len(value) :]).encode()})
    except ContentError:
        return  # refused: a session no longer fits, or a limit is passed
    assert after.techniques[technique] != BEFORE.techniques[technique]


@pytest.mark.parametrize(
    ("file", "constant", "sentence"),
    [
        ("water.toml", "soak_max_minutes_intact = 10", "it may be 10 minutes"),
        ("water.toml", "marbles_max_minutes_numb = 2", "2 minutes a foot is the most"),
        ("water.toml", "marble_least_mm = 16", "Marbles of 16 mm or more"),
        ("water.toml", "marble_layers = 2", "2 layers of marbles"),
        ("oils.toml", "drops_in_5_ml = 1", "1 drop in 5 ml"),
        ("oils.toml", "patch_test_hours = 24", "wait 24 hours"),
    ],
)
def test_a_number_that_is_only_said_is_said_as_it_is(file, constant, sentence):
    text = contents()[file].decode()
    assert constant in text
    assert sentence in text
