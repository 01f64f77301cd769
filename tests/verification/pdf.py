"""Reports and trials in full before an independent check of PDF/UA-1: `python -m tests.verification.pdf FILE.pdf …`.

In: PDFs, as `tests.verification.reports` makes them. Out: docs/verification/pdf.md, with every rule that was looked at, and
what was not. The rule that the checker cannot run on our files is looked at with Poppler instead, which nobody here wrote.
"""

import re
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pdfua

SUMMARY = Path(__file__).parents[2] / "docs" / "verification" / "pdf.md"
SKIPPED_HERE = "UA-14-001"  # headings are not empty: pdfua 0.1.3 ends in an error of its own


def headings(file: Path) -> list[tuple[int, str]]:
    """(level, words) of every heading, in reading order, as Poppler reads them."""
    said = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, check=True).stdout.decode(
        "utf-8", "replace"
    )
    lines = said.splitlines()
    found = []
    for number, line in enumerate(lines):
        match = re.match(r"( *)H([1-6])\b", line)
        if match:
            deeper = lines[number + 1 :]
            end = next(
                (n for n, text in enumerate(deeper) if len(text) - len(text.lstrip()) <= len(match[1])), len(deeper)
            )
            words = " ".join(re.findall(r'"([^"]*)"', " ".join(deeper[:end])))
            found.append((int(match[2]), words))
    return found


def headings_hold(found: list[tuple[int, str]]) -> bool:
    """None is empty, the first is of level 1, and none skips a level."""
    levels = [level for level, _ in found]
    steps = all(after - before <= 1 for before, after in pairwise(levels))
    return bool(found) and levels[0] == 1 and steps and all(words.strip() for _, words in found)


def main(files: list[Path]) -> bool:
    if not files:
        print("pdf: no files; `python -m tests.verification.reports FOLDER` makes them")
        return False
    reports = {file: pdfua.validate(str(file)) for file in files}
    rules = {rule.id: rule for rule in pdfua.describe_rules()}
    found = dict.fromkeys(rules, 0)
    skipped = dict.fromkeys(rules, 0)
    for one in reports.values():
        for outcome in one.outcomes:
            found[outcome.rule_id] += len(outcome.findings)
            skipped[outcome.rule_id] += outcome.skipped_reason is not None
    held = sum(headings_hold(headings(file)) for file in files)
    whole = pdfua.coverage()
    checked = whole.covered - len(rules[SKIPPED_HERE].covers)
    lines = [
        "# The PDFs before an independent check of PDF/UA-1",
        "",
        f"{len(files)} files of simulated people: {', '.join(sorted(file.stem for file in files))}.",
        f"Run on {datetime.now(UTC):%Y-%m-%d} with pdfua {pdfua.__version__} and Poppler’s `pdfinfo -struct-text`.",
        "",
        "| rule | what it looks at | findings | could not be run on |",
        "|---|---|---|---|",
        *(f"| {name} | {rule.title} | {found[name]} | {skipped[name]} files |" for name, rule in rules.items()),
        "",
        f"{SKIPPED_HERE} could not be run: pdfua ends in an error of its own (`/is_integer`). In its place Poppler read the",
        f"headings: none empty, the first of level 1, no level skipped, in {held} of {len(files)} files.",
        "",
        f"So {len(rules) - 1} of pdfua’s {len(rules)} rules were checked,"
        f" which stand for {checked} of the {whole.total} rules of PDF/UA-1.",
        "**The others were checked by nobody but the compiler that set the file** (Typst, standards ua-1 and a-2a), among them",
        "the order of reading, fonts and their Unicode maps. Whether the words for a picture say enough no program can tell.",
        "veraPDF, which checks all that a machine can, was not to be had where this ran. Whoever has it:",
        "`verapdf --flavour ua1 FILE`.",
        "",
    ]
    SUMMARY.write_text("\n".join(lines))
    print("\n".join(lines))
    return not any(found.values()) and held == len(files)


if __name__ == "__main__":
    sys.exit(0 if main([Path(name) for name in sys.argv[1:]]) else 1)
