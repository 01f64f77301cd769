"""content/README.md names every key of every content file, and no key that there is not."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "solemate" / "content"
README = CONTENT / "README.md"

# A kind of file, and the module whose word on its keys is law.
READERS = {
    "techniques/*.toml": "technique.py",
    "scales/*.toml": "scale.py",
    "safety/rows.toml": "catalogue.py",
    "safety/questions.toml": "question.py",
    "safety/rules.toml": "rule.py",
    "safety/flags.toml": "flag.py",
}
TOP = ""  # the keys above the first table of a file

Keys = dict[str, set[str]]  # by the head of the table they stand in, as TOML writes it: [[rules.effects]]


def keys_of_files(kind: str) -> Keys:
    keys: Keys = {}
    for path in sorted(CONTENT.glob(kind)):
        for head, key in walk(tomllib.loads(path.read_text(encoding="utf-8"))):
            keys.setdefault(head, set()).add(key)
    return keys


def walk(table: dict[str, object], head: str = TOP, path: str = "") -> Iterator[tuple[str, str]]:
    """(head of the table, key) of everything in a file; the name of a table is no key of its own."""
    for key, value in table.items():
        inner = f"{path}.{key}".lstrip(".")
        if isinstance(value, dict):
            yield from walk(value, f"[{inner}]", inner)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for item in value:
                yield from walk(item, f"[[{inner}]]", inner)
        else:
            yield head, key


def keys_of_readme(text: str) -> dict[str, Keys]:
    """The first column of each table, by kind of file and head of table; a key that stands twice is an error."""
    kinds: dict[str, Keys] = {}
    kind = head = TOP
    for line in text.splitlines():
        if found := re.fullmatch(r"## `(.+)`", line):
            kind, head = found[1], TOP
            kinds[kind] = {}
        elif found := re.fullmatch(r"### `(.+)`", line):
            head = found[1]
        elif found := re.match(r"\| `([^`]+)` \|", line):
            keys = kinds[kind].setdefault(head, set())
            assert found[1] not in keys, f"{kind} {head}: {found[1]} is named twice"
            keys.add(found[1])
    return kinds


def keys_the_reader_knows(kind: str) -> set[str]:
    """Every text the reader asks a file for, so that a key may be described before the first file has it."""
    tree = ast.parse((ROOT / "solemate" / "care" / READERS[kind]).read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


DOCUMENTED = keys_of_readme(README.read_text(encoding="utf-8"))


def test_every_kind_of_file_has_its_chapter():
    assert set(DOCUMENTED) == set(READERS)
    described = {path for kind in READERS for path in CONTENT.glob(kind)}
    assert described == set(CONTENT.rglob("*.toml"))


@pytest.mark.parametrize("kind", READERS)
def test_every_key_of_the_files_is_named(kind: str):
    used = keys_of_files(kind)
    assert used, "there are such files"
    missing = {head: keys - DOCUMENTED[kind].get(head, set()) for head, keys in used.items()}
    assert not {head: keys for head, keys in missing.items() if keys}


@pytest.mark.parametrize("kind", READERS)
def test_every_key_that_is_named_exists(kind: str):
    used, read = keys_of_files(kind), keys_the_reader_knows(kind)
    invented = {head: keys - used.get(head, set()) - read for head, keys in DOCUMENTED[kind].items()}
    assert not {head: keys for head, keys in invented.items() if keys}


def test_a_key_is_found_wherever_it_stands():
    file = tomllib.loads("a = 1\n[b]\nc = 2\n[[d]]\ne = 3\n[[d.f]]\ng = 4\n[[d.f]]\nh = 5\n")
    assert list(walk(file)) == [
        (TOP, "a"),
        ("[b]", "c"),
        ("[[d]]", "e"),
        ("[[d.f]]", "g"),
        ("[[d.f]]", "h"),
    ]
