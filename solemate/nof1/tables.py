"""Long tables of many people (pandas, polars or Arrow), split into one checked trial each.

In: columns `person, day, arm, rating`, rows in any order. Out: everybody once, in order of their names, each with a trial or
with what is wrong with it. Whole columns are checked at once; only a person whom that check does not clear goes through
`make_dataset`, row by row, which has the last word and finds the reason. So both ways accept and refuse the same.
"""

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from solemate.nof1.columns import BadTrial, no_column, shown
from solemate.nof1.dataset import (
    FEWEST_ARMS,
    FEWEST_RATED,
    LIKELIHOODS,
    MOST_ARMS,
    MOST_DAYS,
    check_terms,
    make_dataset,
)
from solemate.nof1.decision import FEWEST_DIFFERENT, enough_variation

NEEDED = ("person", "day", "arm", "rating")
Terms = dict[str, Any]


@dataclass(slots=True)
class Person:
    """One person's trial on its way: `error`, or arms (the reference first) with arm and rating [T]."""

    name: Any
    arms: tuple[str, ...] = ()
    arm: Any = None
    rating: Any = None
    varies: bool = False
    error: str | None = None
    numbers: NDArray[np.float64] | None = None


def check_all_terms(
    *,
    reference: str,
    scale: tuple[int, int] = (0, 10),
    smallest_change: float = 1.0,
    higher_is_better: bool = False,
    likelihood: str = "rounded",
) -> Terms:
    """The terms that everybody's trial is read with. Raises BadTrial for those that nobody's could be."""
    scale, smallest_change = check_terms(scale, smallest_change)
    if likelihood not in LIKELIHOODS:
        raise BadTrial(f"likelihood {shown(likelihood)} is neither rounded nor gaussian")
    return {
        "reference": str(reference),
        "scale": scale,
        "smallest_change": smallest_change,
        "higher_is_better": bool(higher_is_better),
        "likelihood": likelihood,
    }


def open_table(table: Any) -> Any:
    """The table as narwhals reads it, with the columns that are needed. Raises BadTrial."""
    try:
        frame = nw.from_native(table, eager_only=True)
        names = list(frame.columns)
    except (TypeError, ValueError) as wrong:
        if isinstance(wrong, TypeError):
            raise BadTrial("the table is neither of pandas nor of polars nor of Arrow") from None
        raise BadTrial("a column is there more than once") from None
    for name in NEEDED:
        if names.count(name) != 1:
            raise BadTrial(no_column(name, names) if name not in names else f"column {name} is there more than once")
    frame = frame.select(*NEEDED)
    # whole numbers of 128 bits, which neither Arrow nor NumPy holds, as text: each is refused with its own person
    huge = [name for name, kind in frame.schema.items() if kind in (nw.Int128, nw.UInt128)]
    return frame.with_columns(nw.col(*huge).cast(nw.String)) if huge else frame


def split_people(frame: Any, terms: Terms) -> list[Person]:
    """Everybody of an opened table in the order of their names; rows without a person are one error, at the end."""
    names = _listed(frame["person"])
    nameless = np.array([name is None or name != name for name in names], dtype=bool)  # NaN is not itself
    if nameless.any():
        here = np.flatnonzero(~nameless)
        found = _split([names[row] for row in here], frame[here.tolist()], terms) if len(here) else []
        return [*found, Person(None, error="person is missing")]
    return _split(names, frame, terms) if names else []


def _listed(column: Any) -> list[Any]:
    """The column's values; whole Arrow columns by way of NumPy, which is many times as fast as one by one."""
    if not column.implementation.is_pyarrow():
        return list(column.to_list())
    native = column.to_native()
    if pa.types.is_dictionary(native.type):
        native = native.cast(native.type.value_type)
    plain = pa.types.is_integer(native.type) or pa.types.is_string(native.type) or pa.types.is_large_string(native.type)
    return list(native.to_numpy().tolist() if plain and not native.null_count else native.to_pylist())


def _codes(values: list[Any]) -> tuple[list[Any], NDArray[np.intp]]:
    """The different values in order, and the place of each value among them."""
    known = sorted(set(values))
    place = {value: i for i, value in enumerate(known)}
    return known, np.fromiter(map(place.__getitem__, values), np.intp, len(values))


def _split(names: list[Any], frame: Any, terms: Terms) -> list[Person]:
    arms, day, rating = _listed(frame["arm"]), frame["day"].to_numpy(), frame["rating"].to_numpy()
    try:
        known, code = _codes(names)
    except TypeError:  # names that cannot be compared
        known, code = _codes([str(name) for name in names])
    order = np.argsort(code, kind="stable")
    ends = np.cumsum(np.bincount(code, minlength=len(known)))
    plain = day.dtype.kind in "iu" and rating.dtype.kind in "iuf" and set(map(type, arms)) == {str}
    clean = _clean(code, day, arms, rating, terms) if plain and len(day) else {}
    columns: list[list[Any]] = []  # as plain values, once somebody needs them
    people = []
    for i, end in enumerate(ends):
        rows = order[ends[i - 1] if i else 0 : end]
        name = names[rows[0]]
        if i in clean:
            people.append(clean[i])
            people[-1].name = name
            continue
        person = Person(name)
        try:
            columns = columns or [_listed(frame["day"]), arms, _listed(frame["rating"])]
            values = ([column[int(row)] for row in rows] for column in columns)
            dataset = make_dataset(*values, **terms)
            person.arms, person.arm, person.rating = dataset.arms, dataset.arm, dataset.rating
            person.varies = enough_variation(dataset)
        except BadTrial as bad:
            person.error = bad.reason if bad.row is None else f"row {bad.row + 1} of this person: {bad.reason}"
        people.append(person)
    return people


def _clean(
    code: NDArray[np.intp], day: NDArray[Any], arm: list[str], rating: NDArray[Any], terms: Terms
) -> dict[int, Person]:
    """Those whose columns pass every check of `make_dataset`, found for all people at once."""
    known, arms = _codes(arm)
    if any(name != name.strip() or not name for name in known) or terms["reference"] not in known:
        return {}
    order = np.lexsort((day, code))
    code, day, arms, rating = code[order], day[order].astype(np.int64), arms[order], rating[order].astype(np.float64)
    people, rated = int(code[-1]) + 1, ~np.isnan(rating)
    days = np.bincount(code, minlength=people)
    good = (days > 1) & (days <= MOST_DAYS)
    same = code[1:] == code[:-1]
    good[code[1:][same & (day[1:] != day[:-1] + 1)]] = False
    low, high = terms["scale"]
    off = rated & ~((rating >= low) & (rating <= high))
    if terms["likelihood"] == "rounded":
        off |= rated & (rating != np.floor(rating))
    good[code[off]] = False

    count = np.zeros((people, len(known)), dtype=np.int64)  # days of each arm
    np.add.at(count, (code, arms), 1)
    told = np.zeros_like(count)
    np.add.at(told, (code[rated], arms[rated]), 1)
    used = count > 0
    number = known.index(terms["reference"])
    good &= used[:, number] & (used.sum(axis=1) >= FEWEST_ARMS) & (used.sum(axis=1) <= MOST_ARMS)
    good &= np.all(~used | (told >= FEWEST_RATED), axis=1)
    others = used.copy()
    others[:, number] = False
    place = np.cumsum(others, axis=1)
    place[:, number] = 0

    different, which = np.unique(rating[rated], return_inverse=True)
    pairs, many = np.unique(code[rated] * max(len(different), 1) + which, return_counts=True)
    commonest = np.zeros(people, dtype=np.int64)
    np.maximum.at(commonest, pairs // max(len(different), 1), many)
    varies = told.sum(axis=1) - commonest >= FEWEST_DIFFERENT
    ends = np.cumsum(days)
    index = place[code, arms].astype(np.int8)
    found: dict[int, Person] = {}
    names_of: dict[bytes, tuple[str, ...]] = {}
    for i in np.flatnonzero(good).tolist():
        span = slice(ends[i] - days[i], ends[i])
        mine = others[i].tobytes()
        if mine not in names_of:
            names_of[mine] = (terms["reference"], *(known[k] for k in np.flatnonzero(others[i])))
        found[i] = Person(None, names_of[mine], index[span], rating[span], bool(varies[i]))
    return found
