"""Long tables of many people (pandas, polars or Arrow): split into one checked trial each, and answers put back together.

In: columns `person, day, arm, rating`, rows in any order. Out: each person once, in order, with a `Dataset` or with the
`BadTrial` that says what is wrong. Whole columns are checked at once; only a person whom that check does not clear goes through
`make_dataset`, row by row, which has the last word and finds the reason. So both ways accept and refuse the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from solemate.nof1.columns import BadTrial
from solemate.nof1.dataset import FEWEST_ARMS, FEWEST_RATED, MOST_ARMS, MOST_DAYS, Dataset, check_terms, make_dataset

NEEDED = ("person", "day", "arm", "rating")
DIFFERENCE = ("mean", "sd", "q2_5", "q50", "q97_5", "p_better", "p_meaningful", "p_same", "p_worse")
NUMBERS = (*(f"delivered_{key}" for key in DIFFERENCE), *(f"sustained_{key}" for key in DIFFERENCE), "p_best")
MOST_NAMES = 62  # of different arms in one table; above it every person goes through make_dataset

People = Iterator[tuple[Any, Dataset | BadTrial]]


def as_arrow(table: Any) -> pa.Table:
    """Any table that narwhals knows, as Arrow; NaN of pandas becomes missing. Raises BadTrial."""
    import narwhals as nw

    if isinstance(table, pa.Table):
        found = table
    else:
        try:
            frame = nw.from_native(table, eager_only=True)
        except TypeError:
            raise BadTrial("the table is neither of pandas nor of polars nor of Arrow") from None
        absent = [name for name in NEEDED if name not in frame.columns]
        if absent:
            raise BadTrial(f"no column {absent[0]}")
        try:
            found = without_huge(frame.select(*NEEDED)).to_arrow()
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            raise BadTrial("a column holds values of different kinds") from None
    absent = [name for name in NEEDED if found.column_names.count(name) != 1]
    if absent:
        raise BadTrial(f"no column {absent[0]}, or more than one")
    return found.select(NEEDED).combine_chunks()


def without_huge(frame: Any) -> Any:
    """Whole numbers of 128 bits, which neither Arrow nor NumPy holds, as text: then each is refused with its own person."""
    import narwhals as nw

    huge = [name for name, kind in frame.schema.items() if kind in (nw.Int128, nw.UInt128)]
    return frame.with_columns(nw.col(*huge).cast(nw.String)) if huge else frame


def back_like(answers: pa.Table, table: Any) -> Any:
    """`answers` in the kind of `table`."""
    if isinstance(table, pa.Table):
        return answers
    import narwhals as nw

    kind = nw.from_native(table, eager_only=True).implementation
    if kind.is_pandas():
        return answers.to_pandas()
    return nw.to_native(nw.from_arrow(answers, backend=kind))


def split_people(
    table: pa.Table,
    *,
    reference: str,
    scale: tuple[int, int] = (0, 10),
    smallest_change: float = 1.0,
    higher_is_better: bool = False,
    likelihood: str = "rounded",
) -> People:
    """Each person of `table` once, in order of person. Raises BadTrial for terms that nobody's trial could be read with."""
    scale, smallest_change = check_terms(scale, smallest_change)
    if likelihood not in ("rounded", "gaussian"):
        raise BadTrial("likelihood is neither rounded nor gaussian")
    terms: dict[str, Any] = {
        "scale": scale,
        "smallest_change": smallest_change,
        "higher_is_better": bool(higher_is_better),
        "likelihood": likelihood,
    }
    return _split(table, str(reference), terms)


def answer_table(columns: Mapping[str, Sequence[Any] | NDArray[Any]], person: pa.DataType) -> pa.Table:
    """The cohort's table from its columns: person, arm, NUMBERS (NaN where missing), decision, error."""
    arrays: dict[str, pa.Array] = {
        "person": pa.array(columns["person"], type=person),
        "arm": pa.array(columns["arm"], type=pa.string()),
    }
    for name in NUMBERS:
        arrays[name] = pa.array(columns[name], type=pa.float64(), from_pandas=True)
    for name in ("decision", "error"):
        arrays[name] = pa.array(columns[name], type=pa.string())
    return pa.table(arrays)


def person_type(table: pa.Table) -> pa.DataType:
    """The kind of value that names a person; a dictionary counts as what it holds."""
    kind = table.schema.field("person").type
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _split(table: pa.Table, reference: str, terms: dict[str, Any]) -> People:
    if not table.num_rows:
        return
    person, names = _in_order(table.column("person"))
    day, rating = _whole_days(table.column("day")), _plain_ratings(table.column("rating"))
    arm, arms = _codes(table.column("arm"))
    order = np.lexsort((day, person)) if day is not None else np.argsort(person, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(person[order]) != 0])
    stops = np.r_[starts[1:], len(order)]
    cleared = np.zeros(len(starts), dtype=bool)
    present: NDArray[np.int64] = np.zeros(len(starts), dtype=np.int64)
    if day is not None and rating is not None and len(arms) <= MOST_NAMES and None not in arms:
        day, rating, arm = day[order], rating[order], arm[order]
        cleared, present = _clear(day, rating, arm, len(arms), starts, terms)
        known = [arms[code].strip() == arms[code] != "" for code in range(len(arms))]
        if reference not in arms or not all(known):
            cleared[:] = False
        else:
            cleared &= present >> arms.index(reference) & 1 == 1
    layouts: dict[int, tuple[tuple[str, ...], NDArray[np.int8]]] = {}
    for number, (first, last) in enumerate(zip(starts.tolist(), stops.tolist(), strict=True)):
        name = names[person[order[first]]]
        if not cleared[number]:
            yield name, _row_by_row(table, order[first:last], name, reference, terms)
            continue
        assert rating is not None
        mask = int(present[number])
        if mask not in layouts:
            layouts[mask] = _layout(mask, arms, reference)
        here, place = layouts[mask]
        yield (
            name,
            Dataset(
                arms=here,
                arm=place[arm[first:last]],
                rating=rating[first:last].copy(),
                done=None,
                block=None,
                period=None,
                **terms,
            ),
        )


def _clear(
    day: NDArray[np.int64],
    rating: NDArray[np.float64],
    arm: NDArray[np.int32],
    count: int,
    starts: NDArray[np.intp],
    terms: dict[str, Any],
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Who is surely fine, and as bits which arms each has. Rows are sorted by person and day."""
    low, high = terms["scale"]
    missing = np.isnan(rating)
    fits = missing | ((rating >= low) & (rating <= high))
    if terms["likelihood"] == "rounded":
        fits &= missing | (rating == np.floor(rating))
    follows = np.r_[True, np.diff(day) == 1]
    follows[starts] = True
    people = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(day)]))
    cells = people * count + arm
    here = np.bincount(cells, minlength=len(starts) * count).reshape(-1, count) > 0
    rated = np.bincount(cells[~missing], minlength=len(starts) * count).reshape(-1, count)
    arms = here.sum(axis=1)
    cleared = np.logical_and.reduceat(fits & follows, starts)
    cleared &= (arms >= FEWEST_ARMS) & (arms <= MOST_ARMS)
    cleared &= ~(here & (rated < FEWEST_RATED)).any(axis=1)
    cleared &= np.diff(np.r_[starts, len(day)]) <= MOST_DAYS
    present = (here.astype(np.int64) << np.arange(count)).sum(axis=1)
    return cleared, present


def _layout(mask: int, arms: list[Any], reference: str) -> tuple[tuple[str, ...], NDArray[np.int8]]:
    """The arms of people who have just these, in our order, and for each code its place among them."""
    others = sorted(name for code, name in enumerate(arms) if mask >> code & 1 and name != reference)
    here = (reference, *others)
    place = np.array([here.index(name) if name in here else -1 for name in arms], dtype=np.int8)
    return here, place


def _row_by_row(
    table: pa.Table, rows: NDArray[np.intp], name: Any, reference: str, terms: dict[str, Any]
) -> Dataset | BadTrial:
    if name is None:
        return BadTrial("person is missing")
    if len(rows) > 100 * MOST_DAYS:
        return BadTrial(f"{len(rows)} rows; at most {MOST_DAYS} days")
    part = table.take(pa.array(np.sort(rows)))
    columns = [part.column(name).to_pylist() for name in ("day", "arm", "rating")]
    try:
        return make_dataset(*columns, reference=reference, **terms)
    except BadTrial as bad:
        return bad


def _in_order(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], list[Any]]:
    """For each row the rank of its person, and the persons in order; one without a name comes last."""
    codes, values = _encoded(column)
    ranks = pc.array_sort_indices(values).to_numpy()
    rank = np.empty(len(values) + 1, dtype=np.int64)
    rank[ranks] = np.arange(len(values))
    rank[-1] = len(values)
    return rank[codes], [*values.take(pa.array(ranks)).to_pylist(), None]


def _codes(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], list[Any]]:
    codes, values = _encoded(column)
    names = [None if value is None else str(value) for value in values.to_pylist()]
    if (codes < 0).any():
        codes, names = np.where(codes < 0, len(names), codes).astype(np.int32), [*names, None]
    return codes, names


def _encoded(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], pa.Array]:
    """(code of each row, -1 where missing; the different values)."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    encoded = pc.dictionary_encode(column).combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0)
    return encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32), encoded.dictionary


def _whole_days(column: pa.ChunkedArray) -> NDArray[np.int64] | None:
    """Days as numbers, where the column is of whole numbers or dates and none is missing."""
    if column.null_count:
        return None
    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    elif not pa.types.is_integer(column.type) or pa.types.is_uint64(column.type):
        return None
    days: NDArray[np.int64] = column.to_numpy().astype(np.int64)
    return days


def _plain_ratings(column: pa.ChunkedArray) -> NDArray[np.float64] | None:
    """Ratings with NaN where missing, where the column is of numbers."""
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_null(column.type)):
        return None
    try:
        found: NDArray[np.float64] = column.cast(pa.float64()).to_numpy(zero_copy_only=False).astype(np.float64)
    except pa.ArrowInvalid:  # whole numbers beyond what a float holds exactly
        return None
    return found
