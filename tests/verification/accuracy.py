"""How near the engine is to its brute-force twin, on simulated trials that nothing was tuned on.

    python -m tests.verification.accuracy [--trials 200] [--references FILE]

The twin takes seconds for each trial, so what it found is kept in FILE, one line a trial, and found again: after a change of
the engine this takes seconds; after a change of the twin or of these trials, delete FILE. Writes
docs/verification/accuracy.md: the marks of the model's specification, and how far each was met.
"""

import argparse
import json
import math
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from solemate.nof1 import reference
from solemate.nof1.dataset import Dataset, SidesDataset, make_dataset, make_sides_dataset
from solemate.nof1.decision import enough_variation
from solemate.nof1.posterior import Posterior, fit
from solemate.nof1.sides import fit_sides

SEED = 811
DRAWS = 96
SHARPER = 400  # draws where an effect is over a mark: is it the engine or the judge?
SUMMARY = Path(__file__).parents[2] / "docs" / "verification" / "accuracy.md"
REFERENCES = Path(__file__).parent / "accuracy-references.jsonl"
KEYS = {"mean": "mean", "sd": "sd", "q2_5": "q2_5", "q50": "q50", "q97_5": "q97_5", "p_meaningful": "p_down"}
MARKS = {"mean": 0.03, "sd": 0.03, "P": 0.01, "quantile": 0.10}
STRETCH = {"mean": 0.01, "sd": 0.01, "P": 0.003, "quantile": 0.03}
Row = dict[str, Any]


def simulated(number: int) -> tuple[str, Dataset | SidesDataset]:
    """Trial `number` of the verification: six of ten rounded, three Gaussian, one of two sides."""
    attempt = 0
    while True:
        rng = np.random.default_rng((SEED, number, attempt))
        kind = ("rounded",) * 6 + ("gaussian",) * 3 + ("sides",)
        made = _one(rng, kind[number % 10])
        if made is not None and enough_variation(made):
            return kind[number % 10], made
        attempt += 1


def _one(rng: np.random.Generator, kind: str) -> Dataset | SidesDataset | None:
    arms = 2 if kind == "sides" else int(rng.choice([2, 2, 3, 3, 4, 5]))
    period = int(rng.integers(1, 5))
    days = int(rng.integers(14, 90)) if arms < 4 else int(rng.integers(30, 90))
    arm: list[int] = []
    while len(arm) < days:
        arm += [int(a) for a in rng.permutation(arms) for _ in range(period)]
    arm = arm[:days]
    steps = 100 if kind == "rounded" and rng.random() < 0.1 else 10
    unit = steps / 10
    sigma = unit * max(abs(2 * rng.standard_normal()), 0.15)
    phi, half_life = rng.beta(2, 3), math.exp(0.75 * rng.standard_normal())
    effect = unit * 2 * rng.standard_normal(arms) * (rng.random(arms) < 0.7)
    level = steps / 2 + unit * 3 * rng.standard_normal()
    trend = unit * 2 * rng.standard_normal()
    missing = rng.choice([0.0, 0.1, 0.3])

    def series(used: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        swing = sigma * rng.standard_normal()
        built = np.zeros(arms)
        out = []
        for t in range(days):
            built = 2 ** (-1 / half_life) * built + (1 - 2 ** (-1 / half_life)) * used[t]
            z = level + trend * (t / (days - 1) - 0.5) + float(built[1:] @ effect[1:]) + swing
            out.append(min(steps, max(0, math.ceil(z - 0.5))))
            swing = phi * swing + sigma * math.sqrt(1 - phi**2) * rng.standard_normal()
        values = np.array(out, dtype=float)
        values[rng.random(days) < missing] = np.nan
        return values

    try:
        if kind == "sides":
            left = np.array([[a == 0, a == 0] for a in arm], dtype=float)
            right = np.array([[a == 1, a == 1] for a in arm], dtype=float)
            names = ["left" if a == 0 else "right" for a in arm]
            return make_sides_dataset(range(days), names, series(left), series(right))
        used = np.array([[a == k for k in range(arms)] for a in arm], dtype=float)
        names = [f"arm{a}" for a in arm]
        return make_dataset(
            range(days), names, series(used), reference="arm0", scale=(0, steps), likelihood=kind, smallest_change=unit
        )
    except ValueError:
        return None


def reference_of(number: int, draws: int = DRAWS) -> Row:
    """What the twin says of trial `number`."""
    kind, dataset = simulated(number)
    found = reference.posterior_draws(dataset, draws=draws, seed=number)
    effects: Row = {}
    for delivered in (True, False):
        for k in range(found.mean.shape[1]):
            numbers = reference.describe(found, k, dataset.smallest_change, delivered=delivered)
            key = f"{'delivered' if delivered else 'sustained'} {k}"
            effects[key] = {name: [float(f"{number:.8g}") for number in numbers[twin]] for name, twin in KEYS.items()}
    return {"number": number, "kind": kind, "draws": draws, "effects": effects}


def references(file: Path, trials: int) -> list[Row]:
    """What the twin says of each trial; the last line of a trial in the file counts."""
    kept = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    rows = {row["number"]: row for row in kept}
    for number in range(trials):
        if number not in rows:
            rows[number] = _asked(number, DRAWS, file)
    return [rows[number] for number in range(trials)]


def _asked(number: int, draws: int, file: Path) -> Row:
    row = reference_of(number, draws)
    with file.open("a") as out:
        out.write(json.dumps(row) + "\n")
    return row


def sharper(row: Row, file: Path) -> Row:
    """The same from a twin with more draws, where draws are its error and some effect is over a mark."""
    if row["kind"] != "rounded" or row.get("draws", DRAWS) >= SHARPER or not any(map(_missed, judge(row))):
        return row
    return _asked(row["number"], SHARPER, file)


def judge(row: Row) -> list[Row]:
    """One row for each effect: how far off, beyond two Monte Carlo errors of the twin, in the units of the marks."""
    _, dataset = simulated(row["number"])
    posterior: Posterior = fit_sides(dataset) if isinstance(dataset, SidesDataset) else fit(dataset)
    out = []
    for key, truth in row["effects"].items():
        kind, k = key.split()
        ours = list((posterior.delivered if kind == "delivered" else posterior.sustained).values())[int(k)]  # type: ignore[union-attr]
        sd = truth["sd"][0]

        def off(name: str, per: float, ours: Any = ours, truth: Any = truth) -> tuple[float, float]:
            away = abs(ours[name] - truth[name][0]) / per
            return away, max(0.0, away - 2 * truth[name][1] / per)

        quantile = max(off("q2_5", sd), off("q97_5", sd), key=lambda pair: pair[1])
        out.append(
            {
                "number": row["number"],
                "likelihood": row["kind"],
                "effect": kind,
                "swings": (posterior.hyper or {})["sigma"]["mean"],
                "mean": off("mean", sd),
                "sd": off("sd", sd),
                "P": off("p_meaningful", 1.0),
                "quantile": quantile,
            }
        )
    return out


def table(judged: list[Row]) -> list[str]:
    lines = [
        "| likelihood | effect | effects | mark | median | 95 % | largest | beyond 2 MCSE | over the mark | over the stretch |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for likelihood in ("rounded", "gaussian", "sides"):
        for effect in ("delivered", "sustained"):
            rows = [row for row in judged if (row["likelihood"], row["effect"]) == (likelihood, effect)]
            if not rows:
                continue
            for name, mark in MARKS.items():
                raw = np.array([row[name][0] for row in rows])
                beyond = np.array([row[name][1] for row in rows])
                lines.append(
                    f"| {likelihood} | {effect} | {len(rows)} | {name} {mark} | {np.median(raw):.4f} | "
                    f"{np.quantile(raw, 0.95):.4f} | {raw.max():.4f} | {beyond.max():.4f} | {int(np.sum(beyond > mark))} | "
                    f"{int(np.sum(beyond > STRETCH[name]))} |"
                )
    return lines


def _missed(row: Row) -> str:
    """The marks of one effect that were missed, beyond two Monte Carlo errors of the twin."""
    return ", ".join(f"{name} off by {row[name][1]:.3f}" for name, mark in MARKS.items() if row[name][1] > mark)


def main(arguments: list[str] | None = None) -> bool:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--references", type=Path, default=REFERENCES)
    chosen = parser.parse_args(arguments)
    rows = [sharper(row, chosen.references) for row in references(chosen.references, chosen.trials)]
    again = [row["number"] for row in rows if row.get("draws", DRAWS) >= SHARPER]
    judged = [effect for row in rows for effect in judge(row)]
    over = [row for row in judged if any(row[name][1] > mark for name, mark in MARKS.items())]
    missed = {row["number"] for row in over}
    calm = min(
        (row["swings"] for row in judged if row["likelihood"] == "rounded" and row["number"] not in missed), default=0
    )
    lines = [
        "# Accuracy of the engine",
        "",
        f"{len(rows)} simulated trials (seed {SEED}; 14 to 89 days, 2 to 5 arms, up to 30 % missing, some near an end of the",
        "scale, some on a scale of 100 steps), each answered by the engine and by its brute-force twin",
        "(`solemate/nof1/reference.py`). Errors of the mean and of the 2.5 and 97.5 % quantiles are in posterior sd, those of",
        "the sd are relative. Marks are those of the model's specification, which adds two Monte Carlo errors of the judge.",
        f"The twin draws {DRAWS} times on each node, and {SHARPER} times in trials where an effect was over a mark: {again}.",
        f"Run on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, by `python -m tests.verification.accuracy`.",
        "",
        *table(judged),
        "",
        f"Effects over a mark: {len(over)} of {len(judged)}.",
        *(
            f"Trial {row['number']} ({row['likelihood']}, {row['effect']}; swings of {row['swings']:.2f} steps): {_missed(row)}."
            for row in over
        ),
        *([f"Smallest swings among rounded trials with nothing over: {calm:.2f} steps."] if over else []),
        "",
    ]
    SUMMARY.write_text("\n".join(lines))
    print("\n".join(lines))
    for row in over:
        print(row)
    return not over


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
