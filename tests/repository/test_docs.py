"""The documentation says what there is: links lead somewhere, settings, commands, targets and names exist."""

import argparse
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from solemate.__main__ import parser

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "solemate"

# Written in pieces, so that this file does not hold what it forbids.
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com"]
FOLDERS_OF_A_MACHINE = ["/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/", "/wo" + "rk/", "C:" + "\\Users"]

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^    .*$|`[^`\n]+`", re.MULTILINE)
NAME_IN_FILE = re.compile(r"`(\w+)`\s+in\s+\[[^\]]+\]\(([^)#\s]+)\)")
PATH = re.compile(r"`((?:solemate|tests|docs|scripts|requirements)/[\w./-]+|[\w-]+\.(?:md|toml|py))`")


def files(*patterns: str) -> list[Path]:
    """The files that are, or are about to be, in the repository; all of them or those that match `patterns`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = {ROOT / name.decode() for name in listed.stdout.split(b"\0") if name}
    return sorted(path for path in paths if path.is_file())


PAGES = files("*.md")
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
every_page = pytest.mark.parametrize("page", PAGES, ids=NAMES)


def read(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def headings(text: str) -> set[str]:
    """The names that links give the headings of a page: `#back-up`."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


def commands() -> set[str]:
    subcommands = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return {name for action in subcommands for name in action.choices}


def settings() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in files("solemate/*.py"))
    return {name for text in texts for name in re.findall(r"\bSOLEMATE_[A-Z_]+\b", text)}


def glossary() -> list[tuple[str, str, str]]:
    """(chapter, term, the column "code") of every line of the glossary."""
    rows = []
    chapter = ""
    for line in read("GLOSSARY.md").splitlines():
        if line.startswith("## "):
            chapter = line.removeprefix("## ")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "term":
            rows.append((chapter, cells[0], cells[2]))
    return rows


def test_the_pages_a_newcomer_needs_are_there():
    assert {"README.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"} <= set(NAMES)
    for onward in ("docs/tour.md", "CONTRIBUTING.md", "GLOSSARY.md", "docs/safety-rules.md"):
        assert f"]({onward})" in read("README.md"), onward


@every_page
def test_every_link_leads_somewhere(page: Path):
    text = page.read_text(encoding="utf-8")
    broken = []
    for link in LINK.findall(text):
        target, _, heading = link.partition("#")
        if "://" in target:
            continue
        there = (page.parent / unquote(target)).resolve() if target else page
        found = there.exists() and there.is_relative_to(ROOT)
        if not found or (heading and heading not in headings(there.read_text(encoding="utf-8"))):
            broken.append(link)
    assert not broken


@every_page
def test_every_path_that_is_named_exists(page: Path):
    named = PATH.findall(page.read_text(encoding="utf-8"))
    made = [name for name in named if not any(sign in name for sign in "<*…") and "NNNN" not in name]
    missing = [name for name in made if not (ROOT / name).exists() and not list(ROOT.glob(f"solemate/**/{name}"))]
    assert not [name for name in missing if not list(ROOT.glob(f"tests/**/{name}"))]


@every_page
def test_every_name_is_in_the_file_it_links_to(page: Path):
    for name, target in NAME_IN_FILE.findall(page.read_text(encoding="utf-8")):
        text = (page.parent / target).read_text(encoding="utf-8")
        assert re.search(rf"\b(?:def|class|function) {name}\b|^{name} = ", text, re.MULTILINE), f"{name} in {target}"


def test_the_tour_names_many():
    assert len(NAME_IN_FILE.findall(read("docs/tour.md"))) > 40


@every_page
def test_every_make_target_that_is_named_exists(page: Path):
    code = " ".join(CODE.findall(page.read_text(encoding="utf-8")))
    named = set(re.findall(r"\bmake ((?:[A-Z]+=\S+ )*[a-z-]+)", code))
    assert {name.split()[-1] for name in named} <= make_targets()


@every_page
def test_every_command_that_is_named_exists(page: Path):
    code = CODE.findall(page.read_text(encoding="utf-8"))
    named = {name for piece in code for name in re.findall(r"(?:^|[`/\s])solemate ([a-z]+)\b", piece)}
    assert named <= commands()


def test_every_setting_is_explained():
    assert settings(), "there are settings"
    page = read("docs/self-hosting.md")
    assert not [name for name in settings() if f"`{name}`" not in page]


def test_every_setting_that_is_explained_exists():
    used = "\n".join(path.read_text(encoding="utf-8") for path in files("solemate/*.py", "scripts/*", "tests/*.py"))
    assert not [name for name in re.findall(r"SOLEMATE_[A-Z_]+", read("docs/self-hosting.md")) if name not in used]


def test_every_command_is_explained():
    assert {"serve", "link", "screen"} <= commands()
    pages = read("README.md", "docs/self-hosting.md")
    assert not [name for name in commands() if f"solemate {name}" not in pages]


def test_every_code_name_of_the_glossary_is_in_the_code():
    code = "\n".join(path.read_text(encoding="utf-8") for path in files("solemate/*.py", "solemate/*.js"))
    code += "\n".join(path.name for path in files("solemate/*"))
    rows = glossary()
    assert len(rows) > 60
    unknown = [
        (term, name)
        for chapter, term, names in rows
        for name in re.findall(r"`([^`]+)`", names)
        if chapter != "Comes later" and not stands_in(code, name)
    ]
    assert not unknown


def stands_in(code: str, name: str) -> bool:
    """Whether `name` stands in `code` as a whole word. A pattern for each name reads all code letter by letter: slow."""
    start = code.find(name)
    while start >= 0:
        before, after = code[start - 1 : start], code[start + len(name) : start + len(name) + 1]
        if not re.match(r"\w", before) and not re.match(r"\w", after):
            return True
        start = code.find(name, start + 1)
    return False


def test_no_term_of_the_glossary_stands_twice():
    terms = [term for _, term, _ in glossary()]
    assert sorted(terms) == sorted(set(terms))


def test_decisions_are_numbered_in_order_and_name_their_day():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        title, _, day = record.read_text(encoding="utf-8").splitlines()[:3]
        assert title.startswith(f"# {record.name[:4]} "), record.name
        assert re.match(r"\d{1,2} [A-Z][a-z]+ \d{4}\. (Accepted|Replaced by \d{4})", day), record.name


def test_no_file_names_a_registry_or_a_folder_of_somebodys_machine():
    found = []
    for path in files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {host}" for host in REGISTRIES if host in text.lower()]
        found += [f"{path.relative_to(ROOT)}: {folder}" for folder in FOLDERS_OF_A_MACHINE if has_path(text, folder)]
    assert not found


def has_path(text: str, folder: str) -> bool:
    """Whether a path begins with it: `Path.home()/` or `https://example.org/work/` is none."""
    return re.search(rf"(?<![\w.:/)-]){re.escape(folder)}\w", text) is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cd /wo" + "rk/solemate", True),
        ("`/ho" + "me/ada/solemate`", True),
        ("https://example.org/wo" + "rk/1", False),
        ("~/.local/share", False),
    ],
)
def test_a_path_of_a_machine_is_told_from_an_address(text: str, found: bool):
    assert any(has_path(text, folder) for folder in FOLDERS_OF_A_MACHINE) == found
