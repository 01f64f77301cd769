"""Simulated people as parquet files: one with the ratings, one beside it with the truth, written part by part."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from solemate.nof1.columns import BadTrial, shown
from solemate.nof1.schedule import FEWEST_ARMS, MOST_ARMS, MOST_DAYS
from solemate.nof1.simulate import People, in_parts

MOST_PEOPLE = 100_000_000

RATINGS = pa.schema(
    [("person", pa.int64()), ("day", pa.int32()), ("arm", pa.dictionary(pa.int8(), pa.string())), ("rating", pa.int8())]
)
TRUTH = pa.schema(
    [
        ("person", pa.int64()),
        ("arm", pa.string()),
        *((name, pa.float64()) for name in ("beta", "delivered", "level", "trend", "sigma", "phi", "half_life")),
    ]
)


def write_simulated(path: Path, *, people: int, days: int, arms: int, seed: int) -> Path:
    """Write `path` and its `.truth.parquet`, which is returned; a row group holds at most 10,000 people. Raises BadTrial."""
    if not 1 <= people <= MOST_PEOPLE:
        raise BadTrial(f"--people: {people}; it takes 1 to {MOST_PEOPLE}")
    if not FEWEST_ARMS <= arms <= MOST_ARMS:
        raise BadTrial(f"--arms: {arms}; it takes {FEWEST_ARMS} to {MOST_ARMS}, the reference among them")
    if not 4 * arms <= days <= MOST_DAYS:
        raise BadTrial(f"--days: {days}; with {arms} arms it takes {4 * arms} to {MOST_DAYS}")
    if seed < 0:
        raise BadTrial(f"--seed: {seed} is below 0")
    if not path.parent.is_dir():
        raise BadTrial(f"{path}: there is no such folder")
    if path.suffix.lower() != ".parquet":
        raise BadTrial(f"--out: {shown(path.name)} must end in .parquet: that is what is written")
    if path.is_dir():
        raise BadTrial(f"{path}: is a folder")
    beside = path.with_suffix(".truth.parquet")
    with pq.ParquetWriter(path, RATINGS) as ratings, pq.ParquetWriter(beside, TRUTH) as truth:
        for first, part in in_parts(people, days=days, arms=arms, seed=seed):
            ratings.write_table(rating_rows(first, part))
            truth.write_table(_truth_rows(first, part))
    return beside


def rating_rows(first: int, part: People) -> pa.Table:
    """person, day, arm, rating; people count from `first`, days from 1."""
    count, days = part.arm.shape
    written = part.rating.ravel()
    columns = [
        pa.array(np.repeat(np.arange(first, first + count, dtype=np.int64), days)),
        pa.array(np.tile(np.arange(1, days + 1, dtype=np.int32), count)),
        pa.DictionaryArray.from_arrays(pa.array(part.arm.ravel()), pa.array(part.arms)),
        pa.array(np.nan_to_num(written).astype(np.int8), mask=np.isnan(written)),
    ]
    return pa.table(columns, schema=RATINGS)


def _truth_rows(first: int, part: People) -> pa.Table:
    count, others = part.truth.beta.shape
    truth = part.truth
    columns = {
        "person": np.repeat(np.arange(first, first + count, dtype=np.int64), others),
        "arm": list(part.arms[1:]) * count,
        "beta": truth.beta.ravel(),
        "delivered": part.delivered.ravel(),
    }
    for name in ("level", "trend", "sigma", "phi", "half_life"):
        columns[name] = np.repeat(getattr(truth, name), others)
    return pa.table(columns, schema=TRUTH)
