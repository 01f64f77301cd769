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

TOP = ""  # the keys above the first table of a file
ANY = "…"  # in the page: whatever the id is. `[sources.…]` is every table of sources, a key `…` every key of its table

Keys = dict[str, set[str]]  # by the head of the table they stand in, as TOML writes it: [[rules.effects]]


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


def readers(text: str) -> dict[str, Path]:
    """The module that each chapter says its files are read by: its word on the keys is law."""
    chapters = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    found = {chapter.split("`")[1]: re.search(r"Read by\s`([\w/]+\.py)`", chapter) for chapter in chapters}
    return {kind: ROOT / match[1] for kind, match in found.items() if match}


def keys_of_files(kind: str, documented: Keys) -> Keys:
    """The keys of all files of a kind, under the heads that the page gives their tables."""
    keys: Keys = {}
    for path in sorted(CONTENT.glob(kind)):
        for head, key in walk(tomllib.loads(path.read_text(encoding="utf-8"))):
            keys.setdefault(head_on_page(head, documented), set()).add(key)
    return keys


def head_on_page(head: str, documented: Keys) -> str:
    """`[sources.S01]` is `[sources.…]` where the page has only that."""
    by_id = re.sub(r"[^.\[\]]+\]", f"{ANY}]", head, count=1)
    return by_id if head not in documented and by_id in documented else head


def keys_the_reader_knows(reader: Path) -> set[str]:
    """Every text the reader holds, so that a key may be described before the first file has it."""
    tree = ast.parse(reader.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


TEXT = README.read_text(encoding="utf-8")
DOCUMENTED = keys_of_readme(TEXT)
READERS = readers(TEXT)


def test_every_file_has_a_chapter_that_names_its_reader():
    assert set(READERS) == set(DOCUMENTED)
    described = {path for kind in DOCUMENTED for path in CONTENT.glob(kind)}
    assert {str(path.relative_to(CONTENT)) for path in set(CONTENT.rglob("*.toml")) - described} == set()


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_every_key_of_the_files_is_named(kind: str):
    used = keys_of_files(kind, DOCUMENTED[kind])
    assert used, "there are such files"
    named = {head: DOCUMENTED[kind].get(head, set()) for head in used}
    missing = {head: keys - named[head] for head, keys in used.items() if ANY not in named[head]}
    assert not {head: keys for head, keys in missing.items() if keys}


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_every_key_that_is_named_exists(kind: str):
    used, read = keys_of_files(kind, DOCUMENTED[kind]), keys_the_reader_knows(READERS[kind])
    invented = {head: keys - used.get(head, set()) - read - {ANY} for head, keys in DOCUMENTED[kind].items()}
    assert not {head: keys for head, keys in invented.items() if keys}


def test_a_key_is_found_wherever_it_stands():
    file = tomllib.loads("a = 1\n[b]\nc = 2\n[[d]]\ne = 3\n[[d.f]]\ng = 4\n[[d.f]]\nh = 5\n[i.S01]\nj = 6\n")
    assert list(walk(file)) == [
        (TOP, "a"),
        ("[b]", "c"),
        ("[[d]]", "e"),
        ("[[d.f]]", "g"),
        ("[[d.f]]", "h"),
        ("[i.S01]", "j"),
    ]


@pytest.mark.parametrize(
    ("head", "documented", "found"),
    [
        ("[i.S01]", "[i.…]", "[i.…]"),
        ("[same-day]", "[…]", "[…]"),
        ("[i.S01]", "[i.S01]", "[i.S01]"),
        ("[i.S01]", "[k.…]", "[i.S01]"),
        ("[[d.f]]", "[d.…]", "[[d.f]]"),
    ],
)
def test_a_table_called_by_its_id_is_found_under_its_head(head: str, documented: str, found: str):
    assert head_on_page(head, {documented: set()}) == found
