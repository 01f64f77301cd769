"""A parquet file of people cut into parts that fit into memory, no person in two of them, in order of person.

Where the row groups already follow each other by person (as `trial simulate` writes them), a part is some row groups of the
file itself. Otherwise the rows are streamed once into files of their own beside the answer, by ranges of person. Either way
the cut depends on the file alone, so the answer does not depend on who computes it.
"""

import bisect
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from solemate.nof1.columns import BadTrial, no_column
from solemate.nof1.tables import NEEDED

ROWS_OF_A_PART = 500_000  # about 9,000 people of 56 days: a quarter of a gigabyte while they are analysed
MOST_ROWS_OF_A_GROUP = 2_000_000  # a larger row group is streamed apart
ROWS_AT_ONCE = 200_000
MOST_RANGES = 250  # files open at the same time; beyond 125 million rows the parts grow instead
KEPT_OF_A_BATCH = 200  # persons sampled from each batch, to choose the ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some row groups of one file."""

    path: str
    groups: tuple[int, ...]
    rows: int


def cut(path: Path, beside: Path) -> tuple[list[Part], pa.Schema]:
    """The parts of `path` and its schema; streamed parts are written into the folder `beside`. Raises BadTrial."""
    file = open_people(path)
    try:
        parts = _by_row_groups(file, str(path))
        return (parts if parts is not None else _by_ranges(file, beside)), file.schema_arrow
    except (pa.ArrowException, OSError) as wrong:
        raise BadTrial(f"{path}: damaged: {_first_line(wrong)}") from None


def open_people(path: Path) -> Any:
    """The parquet file, once it is known to have the columns that people need."""
    try:
        file = pq.ParquetFile(path, memory_map=False)
    except FileNotFoundError:
        raise BadTrial(f"{path}: no such file") from None
    except (pa.ArrowException, OSError, ValueError) as wrong:
        raise BadTrial(f"{path}: not a parquet file that can be read: {_first_line(wrong)}") from None
    for name in NEEDED:
        names = file.schema_arrow.names
        if names.count(name) != 1:
            reason = no_column(name, names) if name not in names else f"column {name} is there more than once"
            raise BadTrial(f"{path}: {reason}")
    kind = file.schema_arrow.field("person").type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (
        pa.types.is_integer(kind)
        or pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_null(kind)
    ):
        raise BadTrial(f"{path}: column person: neither whole numbers nor texts")
    return file


def read_part(part: Part) -> pa.Table:
    """The rows of one part. Raises BadTrial."""
    try:
        return pq.ParquetFile(part.path).read_row_groups(list(part.groups), columns=list(NEEDED))
    except (pa.ArrowException, OSError) as wrong:
        raise BadTrial(f"{part.path}: damaged: {_first_line(wrong)}") from None


def _by_row_groups(file: Any, path: str) -> list[Part] | None:
    """Parts of whole row groups, where their statistics say that persons follow each other; otherwise `None`."""
    parts: list[Part] = []
    groups: list[int] = []
    rows, highest = 0, None
    column = [file.metadata.schema.column(i).path for i in range(file.metadata.num_columns)].index("person")
    for group in range(file.metadata.num_row_groups):
        about = file.metadata.row_group(group)
        if not about.num_rows:
            continue
        statistics = about.column(column).statistics
        if about.num_rows > MOST_ROWS_OF_A_GROUP or statistics is None or not statistics.has_min_max:
            return None
        if not statistics.has_null_count or statistics.null_count or (highest is not None and statistics.min < highest):
            return None
        if groups and rows >= ROWS_OF_A_PART and statistics.min > highest:
            parts.append(Part(path=path, groups=tuple(groups), rows=rows))
            groups, rows = [], 0
        groups.append(group)
        rows += about.num_rows
        highest = statistics.max
        if rows > MOST_ROWS_OF_A_GROUP:  # one person in very many small groups
            return None
    return [*parts, Part(path=path, groups=tuple(groups), rows=rows)] if groups else parts


def _by_ranges(file: Any, beside: Path) -> list[Part]:
    ranges = min(-(-file.metadata.num_rows // ROWS_OF_A_PART), MOST_RANGES)
    sample: set[Any] = set()
    for batch in file.iter_batches(ROWS_AT_ONCE, columns=["person"]):
        seen = pc.unique(_plain(batch.column(0))).drop_null()
        step = max(len(seen) // KEPT_OF_A_BATCH, 1)
        sample.update(seen.take(pa.array(range(0, len(seen), step))).to_pylist())
    ordered = sorted(sample)
    limits = sorted({ordered[len(ordered) * number // ranges] for number in range(1, ranges)}) if ordered else []
    beside.mkdir(exist_ok=True)
    paths = [beside / f"range-{number:05}.parquet" for number in range(len(limits) + 1)]
    rows = [0] * len(paths)
    schema = pa.schema([file.schema_arrow.field(name) for name in NEEDED]).remove_metadata()
    with ExitStack() as stack:
        writers = [stack.enter_context(pq.ParquetWriter(path, schema)) for path in paths]
        for batch in file.iter_batches(ROWS_AT_ONCE, columns=list(NEEDED)):
            for number, table in _apart(pa.Table.from_batches([batch]).select(NEEDED), limits):
                writers[number].write_table(table.cast(schema))
                rows[number] += table.num_rows
    return [
        Part(path=str(path), groups=tuple(range(pq.ParquetFile(path).num_row_groups)), rows=count)
        for path, count in zip(paths, rows, strict=True)
        if count
    ]


def _apart(table: pa.Table, limits: list[Any]) -> Iterator[tuple[int, pa.Table]]:
    """The rows of each range; a row without a person goes to the last one."""
    encoded = pc.dictionary_encode(_plain(table.column("person")).combine_chunks())
    encoded = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) else encoded
    place = [bisect.bisect_right(limits, person) for person in encoded.dictionary.to_pylist()]
    ranges = pa.array([*place, len(limits)], type=pa.int32())
    number = ranges.take(encoded.indices.fill_null(len(place)))
    for found in pc.unique(number).sort().to_pylist():
        yield found, table.filter(pc.equal(number, found))


def _plain(column: Any) -> Any:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _first_line(wrong: Exception) -> str:
    return (str(wrong).splitlines() or [type(wrong).__name__])[0][:120]
