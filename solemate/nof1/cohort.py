"""`solemate cohort analyse`: the parquet file of many people in, one row for each person and arm out, through Dask.

Part by part in bounded memory, on a cluster of this machine or on one that is there. A worker that dies costs time: Dask does
its parts again, and an answer that was not yet written does not count. Answers are written in the order of the parts, so
the file is the same, byte for byte, whoever computed what. Everything on the way lies in one folder beside the answer.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from solemate.nof1.columns import BadTrial, shown
from solemate.nof1.many import ANSWERS, analyse_table
from solemate.nof1.partitions import Part, cut, read_part
from solemate.nof1.tables import check_all_terms

PARTS_AHEAD = 3  # for each worker: enough that nobody waits, few enough to hold
MOST_WORKERS = 1024
SECONDS_TO_CONNECT = 20
STARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What came out."""

    people: int
    errors: int
    why: str | None = None  # where everybody has an error: theirs, or the first where they differ


def analyse_file(
    path: Path,
    out: Path,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: TextIO | None = None,
    **terms: Any,
) -> Count:
    """Analyse every person of `path` into `out`; `terms` as `analyse_many` has them. Raises BadTrial.

    `workers` processes on this machine (default: one for each core), or the Dask cluster at the address `scheduler`, whose
    workers must see the same folders.
    """
    if workers is not None and not 1 <= workers <= MOST_WORKERS:
        raise BadTrial(f"--workers: {workers}; it takes 1 to {MOST_WORKERS}")
    check_all_terms(**terms)  # refuses terms that no trial could be read with, before anything starts
    path, out = path.absolute(), out.absolute()
    if not out.parent.is_dir():
        raise BadTrial(f"{out}: there is no such folder")
    if out.is_dir():
        raise BadTrial(f"{out}: is a folder")
    if out.suffix.lower() != ".parquet":
        raise BadTrial(f"--out: {shown(out.name)} must end in .parquet: that is what is written")
    if out.resolve() == path.resolve() or path.resolve() in out.resolve().parents:
        raise BadTrial(f"--out: {out} would take the place of the people's own file")
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        parts, schema = cut(path, beside / "ranges")
        written = beside / "answers.parquet"
        if not parts:
            pq.write_table(answer_schema(schema).empty_table(), out)
            return Count(people=0, errors=0)
        workers = min(workers or os.cpu_count() or 1, len(parts))
        with _cluster(workers, scheduler, beside) as (client, at_once):
            count = _write(_answers(client, at_once, parts, terms), written, schema, parts, progress)
        written.replace(out)
        return count
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def answer_schema(people: pa.Schema) -> pa.Schema:
    """The columns of the answer, for a file of people with the schema `people`."""
    kind = people.field("person").type
    return pa.schema(
        [
            ("person", kind.value_type if pa.types.is_dictionary(kind) else kind),
            ("arm", pa.string()),
            *((name, pa.float64()) for name in ANSWERS),
            ("decision", pa.string()),
            ("error", pa.string()),
        ]
    )


def analyse_part(part: Part, terms: dict[str, Any]) -> pa.Table | str:
    """What a worker does: the answers of one part, or why its file cannot be read."""
    try:
        return analyse_table(read_part(part), threads=1, **terms)
    except BadTrial as bad:
        return str(bad)


def _answers(client: Any, at_once: int, parts: list[Part], terms: dict[str, Any]) -> Iterator[pa.Table]:
    """The answers in order of the parts; never more than a few parts are on the way."""
    waiting: list[Any] = []
    for number in range(len(parts)):
        while len(waiting) < min(at_once * PARTS_AHEAD, len(parts) - number):
            part = parts[number + len(waiting)]
            waiting.append(client.submit(analyse_part, part, terms, pure=False, priority=-(number + len(waiting))))
        answer = waiting.pop(0).result()
        if isinstance(answer, str):
            raise BadTrial(answer)
        yield answer


def _write(
    answers: Iterator[pa.Table], path: Path, people: pa.Schema, parts: list[Part], progress: TextIO | None
) -> Count:
    total = sum(part.rows for part in parts)
    done = persons = errors = 0
    reasons: list[str] = []  # the first different ones
    schema = answer_schema(people)
    with pq.ParquetWriter(path, schema) as writer:
        for part, answer in zip(parts, answers, strict=True):
            table = answer.select(schema.names).cast(schema)
            writer.write_table(table, row_group_size=max(table.num_rows, 1))
            done += part.rows
            persons += len(pc.unique(table.column("person")))
            wrong = pc.drop_null(table.column("error"))
            errors += len(wrong)
            if len(reasons) < 2:
                reasons += [reason for reason in pc.unique(wrong).to_pylist()[:2] if reason not in reasons]
            if progress:
                bar = "#" * (30 * done // total)
                progress.write(f"\r[{bar:30}] {100 * done // total:3} %  {persons:,} people")
                progress.flush()
    if progress:
        progress.write("\n")
    why = None
    if reasons and errors == persons:
        why = reasons[0] if len(reasons) == 1 else f"the first: {reasons[0]}"
    return Count(people=persons, errors=errors, why=why)


@contextmanager
def _cluster(workers: int, scheduler: str | None, beside: Path) -> Iterator[tuple[Any, int]]:
    """A Dask client, and how many parts its workers can do at once."""
    os.environ.setdefault(
        "DASK_CONFIG", str(beside / "dask")
    )  # otherwise Dask writes its settings into the home folder
    import logging

    from distributed import Client

    logging.getLogger("distributed").setLevel(
        logging.CRITICAL
    )  # a worker that dies is no news: its parts are done again
    if scheduler is not None:
        try:
            client = Client(scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError) as wrong:
            raise BadTrial(
                f"--scheduler: {scheduler}: {str(wrong).splitlines()[0] if str(wrong) else 'no answer'}"
            ) from None
        with client:
            yield client, max(len(client.scheduler_info()["workers"]), 1)
        return
    with _local_cluster(workers, beside / "workers") as cluster, Client(cluster, set_as_default=False) as client:
        yield client, workers


def _local_cluster(workers: int, folder: Path) -> Any:
    """Processes on this machine; a worker that is killed while it starts is worth another try."""
    from distributed import LocalCluster

    for attempt in range(STARTS):
        try:
            return LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                local_directory=str(folder),
                host="127.0.0.1",
            )
        except RuntimeError:
            if attempt == STARTS - 1:
                raise
    raise AssertionError("not reached")
