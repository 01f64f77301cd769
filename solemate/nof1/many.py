"""Many people's trials at once: a long table in, one row for each person and arm out, in the same kind of table.

Threads share the people; the loops do not hold Python's lock. Each person goes through the very code of `analyse`, so the
numbers are the same to the last bit whatever the number of threads. `tables` reads and checks.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import narwhals as nw
import numpy as np

from solemate.nof1 import trial_loop
from solemate.nof1.columns import BadTrial, shown
from solemate.nof1.decision import decide
from solemate.nof1.posterior import EFFECT_KEYS, KINDS, Floats
from solemate.nof1.tables import Person, check_all_terms, open_table, split_people

PEOPLE_AT_ONCE = 16
BETTER, SAME = EFFECT_KEYS.index("p_better"), EFFECT_KEYS.index("p_same")
EFFECTS = [f"{kind}_{key}" for kind in ("delivered", "sustained") for key in EFFECT_KEYS]
ANSWERS = (*EFFECTS, "p_best")  # the numbers of a row


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
    """The rows of every person, sorted by person, then arm. Raises BadTrial where the table itself cannot be read.

    A row that an `error` names counts from 1 among the rows of that person, in the order of the table. `threads`: 1 or
    more (default: one for each core).
    """
    if threads is not None and not (isinstance(threads, int | np.integer) and threads >= 1):
        raise BadTrial(f"threads {shown(threads)}: it takes a whole number from 1")
    terms = check_all_terms(
        reference=reference, scale=scale, smallest_change=smallest_change, higher_is_better=higher_is_better,
        likelihood=likelihood,
    )  # fmt: skip
    frame = open_table(table)
    people = split_people(frame, terms)
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
        "person": names, "arm": arms, **dict(zip(ANSWERS, columns, strict=True)),
        "decision": decisions, "error": errors,
    }  # fmt: skip
