"""Many people's trials at once: a long table in, one row for each person and arm out, in the same kind of table.

Threads share the people; the loops do not hold Python's lock. Each person goes through the very code of `analyse`, so the
numbers are the same to the last bit whatever the number of threads. Tables are sorted and checked as whole columns; whoever
does not pass there goes through `make_dataset`, which says why.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from solemate.nof1 import trial_loop
from solemate.nof1.columns import BadTrial
from solemate.nof1.dataset import (
    FEWEST_ARMS,
    FEWEST_RATED,
    LIKELIHOODS,
    MOST_ARMS,
    MOST_DAYS,
    check_terms,
    make_dataset,
)
from solemate.nof1.decision import FEWEST_DIFFERENT, decide, enough_variation
from solemate.nof1.posterior import EFFECT_KEYS, KINDS, Floats, compute

NEEDED = ("person", "day", "arm", "rating")
PEOPLE_AT_ONCE = 16
BETTER, SAME = EFFECT_KEYS.index("p_better"), EFFECT_KEYS.index("p_same")
EFFECTS = [f"{kind}_{key}" for kind in ("delivered", "sustained") for key in EFFECT_KEYS]


@dataclass(slots=True)
class Person:
    """One person's trial on its way: `error`, or arms (the reference first) with arm and rating [T]."""

    name: Any
    arms: tuple[str, ...] = ()
    arm: Any = None
    rating: Any = None
    varies: bool = False
    error: str | None = None
    numbers: Floats | None = None


def analyse_table(
    table: Any,
    *,
    reference: str,
    scale: tuple[int, int] = (0, 10),
    smallest_change: float = 1.0,
    higher_is_better: bool = False,
    likelihood: str = "rounded",
    threads: int | None = None,
) -> Any:
    """The rows of every person, sorted by person, then arm. Raises BadTrial where the table itself cannot be read."""
    scale, smallest_change = check_terms(scale, smallest_change)
    if likelihood not in LIKELIHOODS:
        raise BadTrial(f"likelihood {likelihood!r} is neither rounded nor gaussian")
    frame = nw.from_native(table, eager_only=True)
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        raise BadTrial(f"no column {missing[0]}")
    terms: dict[str, Any] = {
        "reference": str(reference),
        "scale": scale,
        "smallest_change": smallest_change,
        "higher_is_better": higher_is_better,
        "likelihood": likelihood,
    }
    columns = [frame[name] for name in NEEDED]
    people = _people(columns, terms)

    def run(some: Sequence[Person]) -> None:
        for person in some:
            person.numbers = np.zeros(trial_loop.answer_length(len(person.arms)))
            compute(
                person.arm, person.rating, np.ones(len(person.arm)), len(person.arms), scale, KINDS[likelihood],
                smallest_change, higher_is_better, person.numbers,
            )  # fmt: skip

    good = [person for person in people if person.varies]
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        list(pool.map(run, [good[i : i + PEOPLE_AT_ONCE] for i in range(0, len(good), PEOPLE_AT_ONCE)]))
    return nw.from_dict(_rows(people), backend=frame.implementation).to_native()


def _people(columns: list[Any], terms: dict[str, Any]) -> list[Person]:
    """Everybody in the order of their names, checked."""
    names, arms = columns[0].to_list(), columns[2].to_list()
    day, rating = columns[1].to_numpy(), columns[3].to_numpy()
    try:
        known, code = np.unique(np.array(names), return_inverse=True)
    except TypeError:  # names that cannot be compared
        known, code = np.unique(np.array([str(name) for name in names]), return_inverse=True)
    order = np.argsort(code, kind="stable")
    ends = np.cumsum(np.bincount(code, minlength=len(known)))
    plain = day.dtype.kind in "iu" and rating.dtype.kind in "iuf" and all(type(arm) is str for arm in arms)
    clean = _clean(code, day, arms, rating, terms) if plain and len(day) else {}
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
            values = (
                [column[int(row)] for row in rows] for column in (columns[1].to_list(), arms, columns[3].to_list())
            )
            dataset = make_dataset(*values, **terms)
            person.arms, person.arm, person.rating = dataset.arms, dataset.arm, dataset.rating
            person.varies = enough_variation(dataset)
        except BadTrial as bad:
            person.error = str(bad)
        people.append(person)
    return people


def _clean(
    code: NDArray[np.intp], day: NDArray[Any], arm: list[str], rating: NDArray[Any], terms: dict[str, Any]
) -> dict[int, Person]:
    """Those whose columns pass every check of `make_dataset`, found for all people at once."""
    known, arms = np.unique(np.array(arm), return_inverse=True)
    if any(name != name.strip() or not name for name in known.tolist()) or terms["reference"] not in known:
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
    number = int(np.flatnonzero(known == terms["reference"])[0])
    good &= used[:, number] & (used.sum(axis=1) >= FEWEST_ARMS) & (used.sum(axis=1) <= MOST_ARMS)
    good &= np.all(~used | (told >= FEWEST_RATED), axis=1)
    others = used.copy()
    others[:, number] = False
    place = np.cumsum(others, axis=1)
    place[:, number] = 0

    pairs, many = np.unique(np.stack([code[rated], rating[rated]]), axis=1, return_counts=True)
    commonest = np.zeros(people, dtype=np.int64)
    np.maximum.at(commonest, pairs[0].astype(np.intp), many)
    varies = told.sum(axis=1) - commonest >= FEWEST_DIFFERENT
    ends = np.cumsum(days)
    index = place[code, arms].astype(np.int8)
    found = {}
    for i in np.flatnonzero(good).tolist():
        span = slice(ends[i] - days[i], ends[i])
        names = (terms["reference"], *known[others[i]].tolist())
        found[i] = Person(None, names, index[span], rating[span], bool(varies[i]))
    return found


def _rows(people: list[Person]) -> dict[str, list[Any]]:
    """The table, column by column."""
    data: dict[str, list[Any]] = {name: [] for name in ("person", "arm", *EFFECTS, "p_best", "decision", "error")}
    for person in people:
        for k, arm in enumerate(person.arms[1:] if person.error is None else (None,)):
            data["person"].append(person.name)
            data["arm"].append(arm)
            data["error"].append(person.error)
            values: list[float | None] = [None] * (len(EFFECTS) + 1)
            word: str | None = None if person.error else "not-enough-variation"
            if person.numbers is not None:
                numbers, first = person.numbers.tolist(), k * len(EFFECTS)
                values = [
                    *numbers[first : first + len(EFFECTS)],
                    numbers[(len(person.arms) - 1) * len(EFFECTS) + k + 1],
                ]
                word = decide(p_better=numbers[first + BETTER], p_same=numbers[first + SAME])
            data["decision"].append(word)
            for name, value in zip((*EFFECTS, "p_best"), values, strict=True):
                data[name].append(value)
    return data
