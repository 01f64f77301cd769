"""Every id of the clinical facts is in content, or listed here with the reason why not; every clinical number has its source.

The families and their lengths are those of the facts: rules, notes, flags, stop signs, after-checks, water, oils, studies,
exercise, knitting, claims, instruments. Rules and flags have a stricter test of their own (tests/care).
"""

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

CONTENT = Path(str(resources.files("solemate") / "content"))
FILES = {str(path.relative_to(CONTENT)): path.read_text() for path in sorted(CONTENT.rglob("*.toml"))}

FAMILIES = {
    "R-": (45, 3), "N-": (33, 0), "RF-": (19, 2), "ST-": (8, 2), "A-": (6, 2), "W-": (12, 2), "O-": (8, 2),
    "E-": (20, 2), "X-": (12, 2), "K-": (4, 2), "C-": (21, 2), "I-": (19, 2),
}  # fmt: skip
NOT_ENCODED: dict[str, str] = {}

# Numbers that say nothing clinical: order on a page, shares of a whole, which answer is right, counts in a study.
NOT_CLINICAL = {"order", "share", "right", "n", "trials", "value", "seconds", "hand_effort"}
TIMED_BY_US = {"count_in", "switch"}  # the player's own turns: design, not clinic


def ids() -> list[str]:
    found = []
    for prefix, (count, digits) in FAMILIES.items():
        found += [f"{prefix}{number:0{digits}d}" if digits else f"{prefix}{number}" for number in range(1, count + 1)]
    return found


@pytest.mark.parametrize("fact", ids())
def test_every_id_is_encoded_or_has_a_reason(fact):
    encoded = any(re.search(rf"(?<![A-Z0-9]){re.escape(fact)}(?!\d)", data_of(text)) for text in FILES.values())
    assert encoded or NOT_ENCODED.get(fact), fact
    assert not (encoded and fact in NOT_ENCODED), f"{fact} is encoded after all"


def data_of(text: str) -> str:
    """The values of a TOML file as text: a comment is no encoding."""
    return repr(tomllib.loads(text))


def tables(value, path=()):
    """Every table of a file with the tables above it."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from tables(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from tables(inner, path)


def is_number(value) -> bool:
    if isinstance(value, list):
        return bool(value) and all(is_number(item) for item in value)
    return isinstance(value, int | float) and not isinstance(value, bool)


@pytest.mark.parametrize("name", FILES)
def test_every_clinical_number_names_its_fact_and_status(name):
    file = tomllib.loads(FILES[name])
    for path, table in tables(file):
        for key, value in table.items():
            if not is_number(value) or key in NOT_CLINICAL or TIMED_BY_US & set(path):
                continue
            own = {"fact", "status"} <= set(table)
            told = {"fact", "status"} <= set(file.get("why", {}).get(key, {}))
            of_file = {"fact", "status"} <= set(file)
            assert own or told or of_file, f"{name}: {'.'.join(path)}: {key} = {value} names no fact"


def test_a_number_without_a_fact_would_be_noticed():
    file = {"dose": {"per_day": [1, 2]}}
    assert [key for _, table in tables(file) for key, value in table.items() if is_number(value)] == ["per_day"]


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_status_u_is_worded_as_fact(name):
    """What is unsure only makes things stricter, and says "to be safe"; or it is not shown at all (N-14)."""
    for path, table in tables(tomllib.loads(FILES[name])):
        if table.get("status") != "U" or table.get("became") == "not-shown":
            continue
        texts = " ".join(str(value) for key, value in table.items() if key in SHOWN).lower()
        assert not texts or "to be safe" in texts or path[:1] in UNSHOWN, f"{name}: {path}: {table.get('id')}"


SHOWN = {"say", "reason", "do", "adaptation", "may_be", "do_now", "result", "effects"}
UNSHOWN = {("codes",), ("instruments",), ("studies",)}  # their readers keep rows of status U from every page (may_show)
