"""A file of people cut into parts: nobody twice, nobody lost, in order, whatever the file looks like."""

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from solemate.nof1 import partitions
from solemate.nof1.columns import BadTrial
from solemate.nof1.partitions import cut, read_part


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(partitions, "ROWS_OF_A_PART", 40)
    monkeypatch.setattr(partitions, "MOST_ROWS_OF_A_GROUP", 100)
    monkeypatch.setattr(partitions, "ROWS_AT_ONCE", 30)


def people(count: int, kind: type = int) -> pa.Table:
    persons = [kind(person) if kind is int else f"p{person:03}" for person in range(count) for _ in range(8)]
    rows = len(persons)
    return pa.table(
        {"person": persons, "day": list(range(8)) * count, "arm": ["rest", "ball"] * (rows // 2), "rating": [4] * rows}
    )


def write(folder: Path, table: pa.Table, row_group: int) -> Path:
    path = folder / "people.parquet"
    pq.write_table(table, path, row_group_size=row_group)
    return path


def persons_of(folder: Path, path: Path) -> list[list]:
    """The different persons of each part; every row must be in one of them."""
    parts, schema = cut(path, folder / "ranges")
    assert schema.names == ["person", "day", "arm", "rating"]
    tables = [read_part(part) for part in parts]
    assert [table.num_rows for table in tables] == [part.rows for part in parts]
    assert sum(table.num_rows for table in tables) == pq.ParquetFile(path).metadata.num_rows
    return [
        sorted(set(table.column("person").to_pylist()), key=lambda person: (person is None, person)) for table in tables
    ]


@pytest.mark.parametrize("row_group", [8, 12, 24, 30, 1000])
@pytest.mark.parametrize("kind", [int, str])
@pytest.mark.parametrize("shuffled", [False, True])
def test_nobody_is_lost_or_split_and_parts_follow_each_other(
    tmp_path: Path, row_group: int, kind: type, shuffled: bool
):
    table = people(40, kind)
    if shuffled:
        rows = list(range(table.num_rows))
        random.Random(3).shuffle(rows)
        table = table.take(pa.array(rows))
    found = persons_of(tmp_path, write(tmp_path, table, row_group))
    assert [person for part in found for person in part] == sorted(set(table.column("person").to_pylist()))
    assert len(found) > 3
    assert (tmp_path / "ranges").exists() == (shuffled or row_group in (30, 1000))  # 30: somebody is in two of each


def test_a_column_of_categories(tmp_path: Path):
    table = people(20, str)
    table = table.set_column(0, "person", table.column("person").dictionary_encode())
    found = persons_of(tmp_path, write(tmp_path, table, 16))
    assert len([person for part in found for person in part]) == 20


def test_rows_without_a_person_come_last_and_together(tmp_path: Path):
    table = people(20)
    names = [None if row % 9 == 0 else person for row, person in enumerate(table.column("person").to_pylist())]
    found = persons_of(tmp_path, write(tmp_path, table.set_column(0, "person", pa.array(names, pa.int64())), 16))
    assert found[-1][-1] is None
    assert sum(None in part for part in found) == 1


def test_one_person_with_all_the_rows(tmp_path: Path):
    table = people(20).set_column(0, "person", pa.array([7] * 160))
    assert persons_of(tmp_path, write(tmp_path, table, 16)) == [[7]]


def test_no_people(tmp_path: Path):
    assert cut(write(tmp_path, people(0), 8), tmp_path / "ranges")[0] == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a parquet file"),
        (b"PAR1" + bytes(100), "not a parquet file"),
        (b"day,arm\n1,rest\n", "not a parquet file"),
    ],
)
def test_what_is_no_parquet_is_refused(tmp_path: Path, content: bytes, reason: str):
    path = tmp_path / "people.parquet"
    path.write_bytes(content)
    with pytest.raises(BadTrial, match=reason) as refused:
        cut(path, tmp_path / "ranges")
    assert len(str(refused.value).splitlines()) == 1


def test_a_file_that_is_damaged_within_is_refused(tmp_path: Path):
    path = write(tmp_path, people(200, str), 80)
    content = bytearray(path.read_bytes())
    content[100:1500] = bytes(1400)
    path.write_bytes(content)
    with pytest.raises(BadTrial, match="damaged"):
        persons_of(tmp_path, path)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (people(2).drop(["rating"]), "no column rating"),
        (people(2).set_column(0, "person", pa.array([1.5] * 16)), "column person: neither"),
        (people(2).append_column("day", pa.array([1] * 16)), "column day is there more than once"),
    ],
)
def test_a_file_without_what_people_need_is_refused(tmp_path: Path, table: pa.Table, reason: str):
    with pytest.raises(BadTrial, match=reason):
        cut(write(tmp_path, table, 8), tmp_path / "ranges")


def test_no_such_file(tmp_path: Path):
    for path in (tmp_path / "none.parquet", tmp_path):
        with pytest.raises(BadTrial, match=str(tmp_path)):
            cut(path, tmp_path / "ranges")
