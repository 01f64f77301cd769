"""Tables of any text come back as they were, the same tables give the same bytes, and another file is refused in words."""

import contextlib
import csv
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from solemate.exports.tables import Archive, BadArchive, Column, Table, guarded, read_archive, unguarded, write_archive

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
CELLS = TEXT | st.sampled_from(
    ["", ",", '"', '""', "a\nb", "a\r\nb", "\r", "=1+1", "'", "''", "🦶🏽, 🖐", "-3", "ünïcode", " x "]
)


def written(rows: list[list[str]], **about: object) -> bytes:
    file = io.BytesIO()
    columns = (Column(name="one", meaning="the first"), Column(name="two", meaning="the second"))
    table = Table(file="tables/some.csv", meaning="Some rows.", columns=columns, rows=rows)
    write_archive(file, [table], about={"format": 1, **about}, introduction="Hello")
    return file.getvalue()


def read(content: bytes, file: str = "tables/some.csv") -> list[dict[str, str]]:
    with read_archive(io.BytesIO(content)) as archive:
        return list(archive.rows(file))


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=8))
@example(rows=[["", ""]])
def test_any_text_comes_back_and_twice_gives_the_same_bytes(rows):
    content = written(rows)
    assert read(content) == [{"one": one, "two": two} for one, two in rows]
    assert written(rows) == content


@given(text=CELLS)
def test_no_text_is_taken_for_a_formula_and_each_comes_back(text):
    safe = guarded(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(safe) == text


def test_another_reader_of_csv_sees_the_same():
    with zipfile.ZipFile(io.BytesIO(written([["a,b", 'say "no"'], ["x\ny", "🦶"]]))) as archive:
        text = archive.read("tables/some.csv").decode()
        readme = archive.read("README.txt").decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["one", "two"], ["a,b", 'say "no"'], ["x\ny", "🦶"]]
    assert text.startswith("one,two\r\n")
    assert "one: the first" in readme


@given(content=st.binary(max_size=300))
def test_random_bytes_are_refused(content):
    with pytest.raises(BadArchive):
        read(content)


@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_short_is_refused(share):
    content = written([[str(number), "x" * 50] for number in range(50)])
    with pytest.raises(BadArchive):
        read(content[: int(len(content) * share)])


@given(where=st.integers(0), mask=st.integers(1, 255))
def test_a_changed_byte_is_refused_or_does_no_harm(where, mask):
    rows = [[str(number), "x" * 20] for number in range(30)]
    content = bytearray(written(rows))
    content[where % len(content)] ^= mask
    with contextlib.suppress(BadArchive):
        assert read(bytes(content)) == [{"one": one, "two": two} for one, two in rows]


def zipped(**files: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv").replace("_json", ".json"), text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped(letter="Dear Ada"), "not made by Solemate"),
        (zipped(about_json="{}"), "not made by Solemate"),
        (zipped(about_json="[1]"), "not made by Solemate"),
        (zipped(about_json="{"), "damaged"),
        (zipped(about_json='{"format": 1}'), "missing"),
        (zipped(about_json='{"format": 1}', tables__some_csv=""), "no header"),
        (zipped(about_json='{"format": 1}', tables__some_csv="one,one\r\n"), "no header"),
        (zipped(about_json='{"format": 1}', tables__some_csv="one,two\r\n1\r\n"), "line 2: there are 1 cells, not 2"),
        (zipped(about_json='{"format": 1}', tables__some_csv='one,two\r\n"1,2\r\n'), "damaged"),
    ],
)
def test_another_file_is_refused_and_the_reason_says_where(content, reason):
    with pytest.raises(BadArchive, match=reason):
        read(content)


def test_a_file_in_another_alphabet_is_refused():
    content = zipped(about_json='{"format": 1}', tables__some_csv="one,two\r\n1,2\r\n").replace(b"1,2", b"\xff,2")
    with pytest.raises(BadArchive):
        read(content)


def test_a_zip_of_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch):
    from solemate.exports import tables

    monkeypatch.setattr(tables, "LARGEST", 100)
    monkeypatch.setattr(Archive, "rows", None)
    with pytest.raises(BadArchive, match="too large"):
        read(written([["x" * 100, ""]]))
