"""Many people's trials at once: a long table in, one row for each person and arm out, in the same kind of table.

Threads share the people; the loops do not hold Python's lock. Each person goes through the very code of `analyse`, so the
numbers are the same to the last bit whatever the number of threads.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import narwhals as nw
import numpy as np

from solemate.nof1 import trial_loop
from solemate.nof1.columns import BadTrial
from solemate.nof1.dataset import Dataset, make_dataset
from solemate.nof1.decision import decide, enough_variation
from solemate.nof1.posterior import EFFECT_KEYS, KINDS, Floats, effects

NEEDED = ("person", "day", "arm", "rating")
PEOPLE_AT_ONCE = 64
COLUMNS = (
    "person",
    "arm",
    *(f"delivered_{key}" for key in EFFECT_KEYS),
    *(f"sustained_{key}" for key in EFFECT_KEYS),
    "p_best",
    "decision",
    "error",
)


def analyse_table(table: Any, *, threads: int | None = None, **terms: Any) -> Any:
    """The rows of every person, sorted by person, then arm; `terms` as `make_dataset` has them. Raises BadTrial."""
    frame = nw.from_native(table, eager_only=True)
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        raise BadTrial(f"no column {missing[0]}")
    columns = {name: frame[name].to_list() for name in NEEDED}
    people: dict[Any, list[int]] = {}
    for row, person in enumerate(columns["person"]):
        people.setdefault(person, []).append(row)
    names = sorted(people)
    found = list(_answers(names, people, columns, terms, threads or os.cpu_count() or 1))
    rows = [row for rows_of_person in found for row in rows_of_person]
    data = {name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}
    return nw.from_dict(data, backend=frame.implementation).to_native()


def _answers(
    names: list[Any], people: dict[Any, list[int]], columns: dict[str, list[Any]], terms: dict[str, Any], threads: int
) -> Iterator[list[list[Any]]]:
    datasets: list[Dataset | BadTrial] = []
    for name in names:
        rows = people[name]
        day, arm, rating = ([columns[key][row] for row in rows] for key in NEEDED[1:])
        try:
            datasets.append(make_dataset(day, arm, rating, **terms))
        except BadTrial as bad:
            datasets.append(bad)
    numbers = _run(datasets, threads)
    for name, dataset, row in zip(names, datasets, numbers, strict=True):
        yield _rows(name, dataset, row)


def _run(datasets: list[Dataset | BadTrial], threads: int) -> list[Floats | None]:
    good = [i for i, dataset in enumerate(datasets) if isinstance(dataset, Dataset) and enough_variation(dataset)]
    out: list[Floats | None] = [None] * len(datasets)

    def one(i: int) -> None:
        dataset = datasets[i]
        assert isinstance(dataset, Dataset)
        row = np.zeros(trial_loop.answer_length(len(dataset.arms)))
        trial_loop.answer(
            dataset.arm, dataset.rating, np.ones(len(dataset.arm)), len(dataset.arms), float(dataset.scale[0]),
            float(dataset.scale[1]), KINDS[dataset.likelihood], float(dataset.smallest_change),
            bool(dataset.higher_is_better), row,
        )  # fmt: skip
        out[i] = row

    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(one, good):
            pass
    return out


def _rows(person: Any, dataset: Dataset | BadTrial, numbers: Floats | None) -> list[list[Any]]:
    blank = [None] * (2 * len(EFFECT_KEYS) + 1)
    if isinstance(dataset, BadTrial):
        return [[person, None, *blank, None, str(dataset)]]
    if numbers is None:
        return [[person, arm, *blank, "not-enough-variation", None] for arm in dataset.arms[1:]]
    delivered, sustained = effects(numbers, dataset.arms, 0), effects(numbers, dataset.arms, 1)
    best = numbers[2 * len(EFFECT_KEYS) * (len(dataset.arms) - 1) :]
    return [
        [
            person,
            arm,
            *delivered[arm].values(),
            *sustained[arm].values(),
            float(best[k + 1]),
            decide(p_better=delivered[arm]["p_better"], p_same=delivered[arm]["p_same"]),
            None,
        ]
        for k, arm in enumerate(dataset.arms[1:])
    ]
