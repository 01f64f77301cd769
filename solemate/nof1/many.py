"""Many people's trials at once: a long table in, one row for each person and arm out, in the same kind of table.

Threads share the people; the loops do not hold Python's lock. Each person goes through the very code of `analyse`, so the
numbers are the same to the last bit whatever the number of threads. Tables are sorted and checked as whole columns; whoever
does not pass there goes through `make_dataset`, which says why.
"""

import os
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
from solemate.nof1.posterior import EFFECT_KEYS, KINDS, Floats
from solemate.nof1.tables import without_huge

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
    readable = without_huge(frame.select(*NEEDED))
    columns = [readable[name] for name in NEEDED]
    people = _people(columns, terms)

    _compute([person for person in people if person.varies], terms, threads or os.cpu_count() or 1)
    return nw.from_dict(_rows(people), backend=frame.implementation).to_native()


def _compute(people: list[Person], terms: dict[str, Any], threads: int) -> None:
    """Everybody's numbers. A thread takes some people at a time and needs nothing of Python until they are done."""
    if not people:
        return
    begins = np.cumsum([0, *(len(person.arm) for person in people)])
    arm = np.concatenate([person.arm for person in people]).astype(np.int8)
    rating = np.concatenate([person.rating for person in people]).astype(np.float64)
    arms = np.array([len(person.arms) for person in people])
    out = np.zeros((len(people), trial_loop.answer_length(int(arms.max()))))
    lowest, highest = (float(end) for end in terms["scale"])

    def run(first: int) -> None:
        trial_loop.answer_people(
            first, min(first + PEOPLE_AT_ONCE, len(people)), begins, arms, arm, rating, lowest, highest,
            KINDS[terms["likelihood"]], float(terms["smallest_change"]), bool(terms["higher_is_better"]), out,
        )  # fmt: skip

    parts = range(0, len(people), PEOPLE_AT_ONCE)
    if threads == 1 or len(parts) == 1:
        for first in parts:
            run(first)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(run, parts))
    for person, numbers in zip(people, out, strict=True):
        person.numbers = numbers


def _codes(values: list[Any]) -> tuple[list[Any], NDArray[np.intp]]:
    """The different values in order, and the place of each value among them."""
    known = sorted(set(values))
    place = {value: i for i, value in enumerate(known)}
    return known, np.fromiter(map(place.__getitem__, values), np.intp, len(values))


def _people(columns: list[Any], terms: dict[str, Any]) -> list[Person]:
    """Everybody in the order of their names, checked."""
    names, arms = columns[0].to_list(), columns[2].to_list()
    day, rating = columns[1].to_numpy(), columns[3].to_numpy()
    try:
        known, code = _codes(names)
    except TypeError:  # names that cannot be compared
        known, code = _codes([str(name) for name in names])
    order = np.argsort(code, kind="stable")
    ends = np.cumsum(np.bincount(code, minlength=len(known)))
    plain = day.dtype.kind in "iu" and rating.dtype.kind in "iuf" and set(map(type, arms)) == {str}
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


def _rows(people: list[Person]) -> dict[str, list[Any]]:
    """The table, column by column; None where there is no number."""
    names: list[Any] = []
    arms: list[str | None] = []
    errors: list[str | None] = []
    decisions: list[str | None] = []
    numbers: list[Floats] = []
    nothing = np.full(len(EFFECTS) + 1, np.nan)
    for person in people:
        told = person.arms[1:] if person.error is None else (None,)
        names += [person.name] * len(told)
        arms += told
        errors += [person.error] * len(told)
        if person.numbers is None:
            decisions += ["not-enough-variation" if person.error is None else None] * len(told)
            numbers += [nothing] * len(told)
            continue
        best = len(told) * len(EFFECTS) + 1
        for k in range(len(told)):
            mine = person.numbers[k * len(EFFECTS) : (k + 1) * len(EFFECTS)]
            numbers += [mine, person.numbers[best + k : best + k + 1]]
            decisions.append(decide(p_better=float(mine[BETTER]), p_same=float(mine[SAME])))
    columns: list[list[Any]] = np.concatenate([*numbers, []]).reshape(-1, len(EFFECTS) + 1).T.tolist()
    for row, (error, word) in enumerate(zip(errors, decisions, strict=True)):
        if error is not None or word == "not-enough-variation":
            for column in columns:
                column[row] = None
    return {
        "person": names, "arm": arms, **dict(zip((*EFFECTS, "p_best"), columns, strict=True)),
        "decision": decisions, "error": errors,
    }  # fmt: skip
