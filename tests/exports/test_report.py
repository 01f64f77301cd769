"""The report as a PDF: one page, tagged, the same bytes for the same report, and no text of a person read as markup.

`pdfua` is an independent check of a part of PDF/UA-1: 12 of its 106 rules look at a file of this kind (the catalogue's title,
language and mark, headings, figures' alternative text, tables' headers, annotations, embedded files). The structure tree is
read with pikepdf, which nobody here wrote either.
"""

import io
import subprocess
from dataclasses import replace

import pdfua
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solemate.exports.letters import only_known
from solemate.exports.pdf import report_pdf, report_png
from solemate.exports.report import (
    LONGEST_NAME,
    LONGEST_QUESTION,
    MOST_CLOSED,
    MOST_DONE,
    MOST_FLAGS,
    MOST_TRENDS,
    ClosedLine,
    DoneLine,
    Figure,
    FlagLine,
    Trend,
)
from tests.exports.reports import report, sole
from tests.verification.pdf import headings, headings_hold

HOSTILE = '#strong[x] $x^2$ "é" \\ <b>&amp;</b> *bold* _it_ @ref // {{x}} #read("/etc/passwd") ] } -- ~ `raw`'


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def structure(pdf: pikepdf.Pdf) -> list[tuple[str, str | None]]:
    """(tag, alternative text) of every element, in reading order."""
    found = []

    def walk(element) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append((str(element.S), str(element.Alt) if "/Alt" in element else None))
            if "/K" in element:
                walk(element.K)

    walk(pdf.Root.StructTreeRoot)
    return found


def words_of(content: bytes) -> str:
    """What a reader copies out of the page."""
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


@pytest.fixture(scope="module")
def usual() -> bytes:
    return report_pdf(report())


def test_it_is_one_page_of_a4(usual):
    pdf = opened(usual)
    assert [[round(float(edge)) for edge in page.mediabox] for page in pdf.pages] == [[0, 0, 595, 842]]


def test_an_independent_check_of_pdf_ua_finds_nothing(usual, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(usual)
    checked = pdfua.validate(str(file))
    assert [finding for outcome in checked.outcomes for finding in outcome.findings] == []
    assert sum(outcome.skipped_reason is None for outcome in checked.outcomes) >= 11


def test_the_same_check_finds_a_page_without_tags(usual, tmp_path):
    pdf = opened(usual)
    del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo, pdf.Root.Lang
    pdf.save(tmp_path / "bare.pdf")
    checked = pdfua.validate(str(tmp_path / "bare.pdf"))
    assert [finding for outcome in checked.outcomes for finding in outcome.findings]


def test_its_headings_are_in_order_and_none_is_empty(usual, tmp_path):
    """Read by Poppler: pdfua ends in an error of its own where it should look at headings."""
    file = tmp_path / "report.pdf"
    file.write_bytes(usual)
    found = headings(file)
    assert found[0] == (1, "Report for the clinic visit")
    assert headings_hold(found)
    for broken in ([], found[1:], [found[0], (3, "Too deep")], [*found, (2, " ")]):
        assert not headings_hold(broken)


def test_it_says_what_it_is_to_a_machine(usual):
    pdf = opened(usual)
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")


def test_every_picture_has_words_and_every_table_a_header(usual):
    tags = structure(opened(usual))
    figures = [alt for tag, alt in tags if tag == "/Figure"]
    assert len(figures) == 7  # the interval, four soles, two charts
    assert all(figures)
    names = [tag for tag, _ in tags]
    assert names.count("/Table") == 4
    assert names.count("/TH") == 4 + 4 + 4 + 3
    assert "/H1" in names
    assert names.count("/H2") >= 6


def test_red_flags_come_before_everything_else(usual):
    text = words_of(usual)
    assert text.index("Blister, right foot") < min(
        text.index(part) for part in ("86 of 91", "The ball helps", "Footbath")
    )
    assert "Nobody watches this record live" in text


def test_the_same_report_gives_the_same_bytes(usual):
    assert report_pdf(report()) == usual
    assert report_pdf(report(name="Bea")) != usual


def test_hostile_text_comes_out_as_it_was_typed():
    text = " ".join(words_of(report_pdf(report(name=HOSTILE[:60], questions=(HOSTILE, "x")))).split())
    for part in ("#strong[x] $x^2$", "<b>&amp;</b>", "*bold* _it_ @ref", '#read("/etc/passwd")', "`raw`"):
        assert part in text


@given(st.text(max_size=40))
@settings(max_examples=15, deadline=None)
def test_any_text_can_be_printed(text):
    assert len(opened(report_pdf(report(name=text, charts=(), maps=()))).pages) == 1


def test_letters_that_cannot_be_printed_become_question_marks():
    assert only_known("Zoë Ødegård, Łódź: Ελένη, Иван 🦶 日") == "Zoë Ødegård, Łódź: Ελένη, Иван ? ?"


def test_the_fullest_report_still_is_one_page():
    why = "Your feet may not feel how hot or how sharp it is, and a sore there heals slowly. " * 2
    full = report(
        name="W" * LONGEST_NAME,
        simulated=True,
        flags=tuple(
            FlagLine(
                day="21 Nov",
                what=f"A blister or a burn that is new, left foot {n}",
                told="See somebody the same day.",
                now="Last said 22 Nov.",
            )
            for n in range(MOST_FLAGS + 3)
        ),
        figures=tuple(
            Figure(value="118 of 140", words="evening pain, all places, first and last 14 days") for _ in range(4)
        ),
        trends=tuple(
            Trend(what=f"Numbness, right hand {n}", first="5.1 (12)", last="4.3 (13)", change="−0.8")
            for n in range(MOST_TRENDS + 2)
        ),
        maps=tuple(sole(side, when) for when in ("first", "now") * 2 for side in ("left", "right")),
        map_words=("First: " + "left sole: toes, ball, arch; " * 4, "Now: " + "right sole: toes, ball, arch; " * 4),
        done=tuple(
            DoneLine(what=f"Ball under your foot {n}", times=46, left="228", right="221") for n in range(MOST_DONE + 2)
        ),
        finding=replace(
            report().finding,
            lines=tuple("You knew which days were ball days. That alone changes how a day feels." for _ in range(6)),
        ),
        closed=tuple(
            ClosedLine(
                what=f"Footbath with marbles, lotion on your feet {n}",
                how="ask first",
                why=why,
                techniques=("Footbath with marbles", f"lotion on your feet {n}"),
            )
            for n in range(MOST_CLOSED + 2)
        ),
        closed_note="12 safety questions have no answer that still counts. A session starts only when its own are answered.",
        questions=("Wide words wrap when we write " * 6,) * 2,
    )
    content = report_pdf(full)
    assert len(opened(content).pages) == 1
    text = words_of(content)
    assert "3 more in the file" in text
    assert "For 3 techniques there is more of this" in " ".join(text.split()), "2 lines, but 3 names"
    assert "Wide words wrap" in text
    assert len(full.to_dict()["questions"][0]) == LONGEST_QUESTION


def test_a_report_of_an_empty_diary_can_be_made():
    empty = report(flags=(), figures=(), trends=(), charts=(), maps=(), done=(), finding=None, closed=(), questions=())
    text = words_of(report_pdf(empty))
    for words in (
        "None found.",
        "From the safety questions",
        "No evenings in this time.",
        "No map was made.",
        "No trial has ended",
    ):
        assert words in text


def test_a_simulated_person_is_called_so():
    assert "Simulated person. This diary is made up." in words_of(report_pdf(report(simulated=True)))
    assert "Simulated" not in words_of(report_pdf(report()))


def test_the_preview_is_a_picture():
    assert report_png(report()).startswith(b"\x89PNG")
