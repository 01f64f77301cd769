"""Ours beside what else answers the question, on the same simulated trials: accuracy, coverage, wrong verdicts, speed as ratios.

    .venv-benchmark/bin/python -m benchmarks.compare [--trials 200] [--sampled 4]   (writes the table of README.md)

Everything runs one trial after the other in one process on one core, in processor time, so ratios compare the same thing. NUTS is
`benchmarks.nuts`: the same model, so it judges accuracy. The others answer a simpler question; they are asked for the
difference they can give and for a verdict at their own 5 %.
"""

import argparse
import os
import platform
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from scipy import stats

from benchmarks.nuts import Target, sample, summarise
from solemate.nof1.posterior import fit
from solemate.nof1.simulate import Truth, as_datasets, draw_truth, simulate_people

README = Path(__file__).with_name("README.md")
DAYS, ARMS, SEED = 56, 3, 77
BEGIN, END = "<!-- made by benchmarks.compare -->", "<!-- end -->"


def dummies(arm):
    return (arm[:, None] == np.arange(1, ARMS)).astype(float)


def welch(arm, rating):
    """(estimate, low, high, p) of each arm, from a t-test of raw days."""
    found = []
    for k in range(1, ARMS):
        ours, rest = rating[arm == k], rating[arm == 0]
        ours, rest = ours[~np.isnan(ours)], rest[~np.isnan(rest)]
        test = stats.ttest_ind(ours, rest, equal_var=False)
        low, high = test.confidence_interval()
        found.append((ours.mean() - rest.mean(), low, high, test.pvalue))
    return found


def glsar(arm, rating):
    import statsmodels.api as sm

    seen = ~np.isnan(rating)
    line = np.arange(len(rating)) / (len(rating) - 1) - 0.5
    columns = np.column_stack([np.ones(len(rating)), line, dummies(arm)])[seen]
    result = sm.GLSAR(rating[seen], columns, rho=1).iterative_fit(maxiter=8)
    ends = result.conf_int()
    return [(result.params[1 + k], *ends[1 + k], result.pvalues[1 + k]) for k in range(1, ARMS)]


def unobserved(arm, rating):
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    model = UnobservedComponents(rating, level="fixed intercept", autoregressive=1, exog=dummies(arm))
    result = model.fit(disp=0, maxiter=100)
    ends = result.conf_int()
    return [(result.params[-ARMS + k], *ends[-ARMS + k], result.pvalues[-ARMS + k]) for k in range(1, ARMS)]


def ours(dataset):
    delivered = fit(dataset).delivered
    if delivered is None:
        return None
    return [(e["mean"], e["q2_5"], e["q97_5"], e["p_better"]) for e in delivered.values()]


def timed(run, jobs):
    """Answers, None where it fails; seconds a trial."""
    answers = []
    began = time.process_time()
    for job in jobs:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                answers.append(run(*job))
            except (ValueError, ZeroDivisionError, np.linalg.LinAlgError):
                answers.append(None)
    return answers, (time.process_time() - began) / len(jobs)


def coverage(answers, truth):
    inside = [
        low <= true <= high
        for one, row in zip(answers, truth, strict=True)
        if one
        for (_, low, high, _), true in zip(one, row, strict=True)
    ]
    return 100 * float(np.mean(inside))


def null_people(count, rng):
    truth = draw_truth(count, ARMS, rng)
    truth.beta[:] = 0
    values = {"level": rng.normal(5, 1, count), "trend": np.zeros(count), "sigma": np.full(count, 1.5)}
    return simulate_people(
        count, days=DAYS, arms=ARMS, rng=rng, period=7,
        truth=Truth(beta=truth.beta, phi=np.full(count, 0.5), half_life=np.ones(count), **values),
    )  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--sampled", type=int, default=4, help="trials that NUTS fits, for each likelihood")
    arguments = parser.parse_args()
    rng = np.random.default_rng(SEED)
    people = simulate_people(arguments.trials, days=DAYS, arms=ARMS, rng=rng)
    null = null_people(arguments.trials, rng)
    for likelihood in ("rounded", "gaussian"):  # the loops are compiled before the clock starts
        fit(next(as_datasets(people, likelihood=likelihood)))
    raw = list(zip(people.arm, people.rating, strict=True))
    raw_null = list(zip(null.arm, null.rating, strict=True))
    rows, seconds = [], {}
    for name, run, jobs, jobs_null, target, wrong in (
        (
            "ours, rounded",
            ours,
            [(d,) for d in as_datasets(people)],
            [(d,) for d in as_datasets(null)],
            people.delivered,
            "sure",
        ),
        (
            "ours, gaussian",
            ours,
            [(d,) for d in as_datasets(people, likelihood="gaussian")],
            [(d,) for d in as_datasets(null, likelihood="gaussian")],
            people.delivered,
            "sure",
        ),
        ("UnobservedComponents (AR 1)", unobserved, raw, raw_null, people.delivered, "p"),
        ("GLSAR", glsar, raw, raw_null, people.delivered, "p"),
        ("Welch t-test", welch, raw, raw_null, people.delivered, "p"),
    ):
        answers, seconds[name] = timed(run, jobs)
        nothing, _ = timed(run, jobs_null)
        rows.append(
            (name, coverage(answers, target), 100 * false_alarms(nothing, wrong), sum(a is None for a in answers))
        )
    accuracy, sampler = against_nuts(people, arguments.sampled)
    seconds |= sampler
    write(rows, seconds, accuracy, arguments)


def false_alarms(answers, wrong):
    """The share of null trials in which some arm is called different: at 5 % each, or by P(better) beyond 97.5 %."""
    said = []
    for one in answers:
        if one:
            last = [value for *_, value in one]
            said.append(any(min(v, 1 - v) < 0.025 for v in last) if wrong == "sure" else any(v < 0.05 for v in last))
    return float(np.mean(said))


def against_nuts(people, count):
    lines, seconds = [], {}
    for likelihood in ("rounded", "gaussian"):
        worst = {"mean": 0.0, "sd": 0.0, "p": 0.0}  # and what is left of each beyond two Monte Carlo errors of NUTS
        beyond = dict(worst)
        took = []
        for person, dataset in zip(range(count), as_datasets(people, likelihood=likelihood), strict=False):
            rating = [None if np.isnan(r) else r for r in people.rating[person]]
            target = Target(people.arm[person], rating, ARMS, likelihood)
            began = time.process_time()
            draws, _, _ = sample(target, draws=1000, tune=1000, chains=1)
            took.append(time.process_time() - began)
            reference = summarise(target, draws)
            found = fit(dataset).delivered
            if found is None:
                continue
            for theirs, effect in zip(reference["delivered"], found.values(), strict=True):
                for name, key, unit in (
                    ("mean", "mean", theirs["sd"]),
                    ("sd", "sd", theirs["sd"]),
                    ("p", "p_meaningful", 1),
                ):
                    away = abs(effect[key] - theirs[key])
                    worst[name] = max(worst[name], away / unit)
                    beyond[name] = max(beyond[name], (away - 2 * theirs[f"{key}_mcse"]) / unit)
        seconds[f"NUTS on the same model, {likelihood} (1 chain, 1,000 + 1,000)"] = float(np.mean(took))
        lines += [
            f"| {likelihood}{what} | {one['mean']:.3f} sd | {100 * one['sd']:.1f} % | {one['p']:.3f} |"
            for what, one in (("", worst), (", beyond 2 errors of NUTS", beyond))
        ]
    return lines, seconds


def write(rows, seconds, accuracy, arguments):
    lines = [
        f"Run on {datetime.now(UTC):%Y-%m-%d}: {platform.machine()}, {os.cpu_count()} cores shared with other work, "
        f"Python {platform.python_version()}. {arguments.trials} trials from the priors of the model, {DAYS} days, {ARMS} arms, "
        "2-day periods; one process.",
        "",
        "| | CPU ms a trial | to ours, rounded | 95 % interval covers the delivered difference, % | false alarm, % | failed |",
        "|---|---|---|---|---|---|",
    ]
    base = seconds["ours, rounded"]
    for name, covered, alarms, failed in rows:
        lines.append(
            f"| {name} | {1000 * seconds[name]:.2f} | {seconds[name] / base:.2f} × | {covered:.1f} | {alarms:.1f} | {failed} |"
        )
    for name in seconds:
        if name.startswith("NUTS"):
            lines.append(f"| {name} | {1000 * seconds[name]:,.0f} | {seconds[name] / base:,.0f} × | | | |")
    lines += [
        "",
        "False alarm: some arm called different in trials without any difference (7-day periods, φ 0.5, swings 1.5), each"
        " tool at its own two-sided 5 % for each of two arms, one look. Our product asks for more (`docs/engine.md`).",
        "",
        f"Largest distance of ours from NUTS over {arguments.sampled} trials each, delivered differences: as it is, and what is"
        " left of it beyond 2 Monte Carlo errors of this one short chain. The long runs in `tests/nof1/data/nuts` are the real"
        " check; there every distance is within the marks of the model's specification.",
        "",
        "| likelihood | mean | sd | P(better by what matters) |",
        "|---|---|---|---|",
        *accuracy,
    ]
    page = README.read_text()
    before, rest = page.split(BEGIN)
    README.write_text(before + BEGIN + "\n\n" + "\n".join(lines) + "\n\n" + END + rest.split(END)[1])
    print("\n".join(lines))


if __name__ == "__main__":
    main()
