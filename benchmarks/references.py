"""Long NUTS runs on trials of our own, kept as small JSON files that the tests compare the engine with.

.venv-benchmark/bin/python -m benchmarks.references [NAME ...]      (default: every one; an hour on one core)
"""

import json
import sys
from pathlib import Path

import numpy as np

from benchmarks.nuts import Target, sample, summarise
from solemate.nof1.simulate import Truth, draw_schedules, exposures, skip_evenings, swings, symptom_levels, write_down

FOLDER = Path(__file__).parents[1] / "tests" / "nof1" / "data" / "nuts"

# name: days, period, missing, level, trend, sigma, phi, half-life, beta of each arm. None was looked at while tuning.
TRIALS = {
    "two_arms": (48, 2, 0.1, 5.0, 0.5, 1.2, 0.3, 1.0, [-1.0]),
    "three_arms": (56, 2, 0.1, 5.5, -1.0, 1.5, 0.4, 0.8, [-1.5, 0.0]),
    "four_arms": (64, 2, 0.1, 4.5, 0.0, 1.0, 0.2, 1.2, [-1.0, 0.5, 0.0]),
    "five_arms": (100, 4, 0.1, 5.0, 1.0, 1.3, 0.4, 1.5, [-2.0, -1.0, 0.0, 1.0]),
    "short": (28, 2, 0.1, 6.0, 0.0, 1.5, 0.3, 1.0, [-1.5]),
    "floor": (56, 2, 0.1, 0.8, 0.0, 1.6, 0.4, 1.0, [-1.5, 0.0]),
    "ceiling": (48, 2, 0.1, 9.3, 0.0, 1.5, 0.3, 0.7, [-1.0]),
    "a_third_missed": (56, 2, 0.33, 4.0, 0.0, 1.4, 0.4, 1.0, [-1.0, -0.5]),
    "strong_swings": (48, 2, 0.1, 5.0, 0.0, 2.5, 0.7, 1.5, [-1.5]),
    "quiet": (48, 2, 0.05, 4.7, 0.5, 0.5, 0.2, 0.8, [-0.8]),
    "long_carry_over": (60, 3, 0.1, 6.0, 0.0, 1.2, 0.4, 4.0, [-2.5]),
    "large_difference": (48, 2, 0.1, 6.5, 0.0, 1.2, 0.3, 1.0, [-4.0]),
    "long": (120, 3, 0.1, 5.0, -2.0, 1.4, 0.5, 1.5, [-1.0, 0.0]),
    "unlinked_days": (42, 1, 0.1, 5.0, 0.0, 1.5, 0.0, 0.5, [-1.0]),
}
# name: days, period, missing, difference of the sides, trend, sigma, phi, half-life, beta
SIDES = {
    "sides": (48, 2, 0.1, 0.5, 0.0, 1.0, 0.3, 1.0, -1.0),
    "sides_long_carry_over": (56, 2, 0.1, 0.0, 1.0, 1.2, 0.4, 4.0, -2.0),
    "sides_a_third_missed": (60, 3, 0.33, -1.0, 0.0, 1.5, 0.2, 0.8, 0.0),
}


def make_trial(name):
    """Days, arms and ratings of one trial; the same ones for the same name."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([2026, *name.encode()])))
    if name in SIDES:
        days, period, missing, gap, trend, sigma, phi, h, beta = SIDES[name]
        order = draw_schedules(1, days=days, arms=2, period=period, rng=rng)
        exposed = exposures(order + 1, np.array([h]), 3)[0]  # column 0: left treated, column 1: right treated
        line = np.arange(days) / (days - 1) - 0.5
        apart = swings(np.array([sigma]), np.array([phi]), rng.standard_normal((1, days)))[0]
        difference = gap + trend * line + beta * (exposed[:, 0] - exposed[:, 1]) + apart
        common = 5 + swings(np.array([1.0]), np.array([0.5]), rng.standard_normal((1, days)))[0]
        left, right = (skip_evenings(write_down(common + sign * difference / 2), missing / 2, rng) for sign in (1, -1))
        return {"side": np.where(order[0] == 0, -1, 1).tolist(), "left": _listed(left), "right": _listed(right)}
    days, period, missing, level, trend, sigma, phi, h, beta = TRIALS[name]
    one = {"level": level, "trend": trend, "sigma": sigma, "phi": phi, "half_life": h}
    truth = Truth(beta=np.array([beta]), **{key: np.array([value]) for key, value in one.items()})
    arms = len(beta) + 1
    arm = draw_schedules(1, days=days, arms=arms, period=period, rng=rng)
    levels = symptom_levels(truth, exposures(arm, truth.half_life, arms), rng)
    return {"arm": arm[0].tolist(), "rating": _listed(skip_evenings(write_down(levels), missing, rng)[0])}


def _listed(values):
    return [None if np.isnan(value) else int(value) for value in values]


def make_reference(name, likelihood):
    trial = make_trial(name)
    if name in SIDES:
        both = zip(trial["left"], trial["right"], strict=True)
        y = [None if left is None or right is None else left - right for left, right in both]
        target = Target(trial["side"], y, 2, "gaussian", sides=True)
    else:
        target = Target(trial["arm"], trial["rating"], max(trial["arm"]) + 1, likelihood)
    draws, seconds, divergences = sample(target)
    return {
        "name": name,
        "likelihood": likelihood,
        "trial": trial,
        "reference": summarise(target, draws),
        "run": {"seconds": round(seconds, 1), "draws": draws.shape[0] * draws.shape[1], "divergences": divergences},
    }


def main(names):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in names or [*TRIALS, *SIDES]:
        for likelihood in ["sides"] if name in SIDES else ["rounded", "gaussian"]:
            reference = make_reference(name, likelihood)
            (FOLDER / f"{name}_{likelihood}.json").write_text(json.dumps(_short(reference)) + "\n")
            print(name, likelihood, reference["run"], f"R-hat {reference['reference']['max_rhat']:.4f}", flush=True)


def _short(value):
    """Six digits are more than the Monte Carlo error leaves."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    return [_short(item) for item in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main(sys.argv[1:])
