"""The engine's calibration and the table behind its constants, made anew: `python -m tests.verification.engine [PART ...]`.

Parts: `prior`, `misspecified`, `looks`, `missed` (default: all; some 8 minutes on two quiet cores). `--people` and
`--trials` say how many.
Each part writes its table between its two markers in docs/engine.md, and its drawing beside it.
"""

import argparse
import hashlib
import math
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise, product
from pathlib import Path

import numpy as np

from solemate.nof1.calibration import (
    INTERVALS,
    Ranks,
    coverage,
    coverage_error,
    from_the_prior,
)
from solemate.nof1.decision import LARGEST_SHARE_AT_AN_END, SAME, SURE
from solemate.nof1.looks import Cell, Seen, share_found, share_missed, share_same, share_wrong, watch
from solemate.nof1.misspecified import MISSPECIFIED, misspecified

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "engine.md"
PICTURES = ROOT / "docs" / "pictures"
SEED = 2026
DAYS, ARMS = 56, 3
PARTS = 6
WRONG_AT_MOST = 0.05
CALIBRATED_WITHIN = 1.5  # points

PHIS, SIGMAS, LEVELS = (0.0, 0.35, 0.7), (0.5, 1.5, 2.5), (5.0, 1.0)
KINDS: dict[str, tuple[tuple[float, ...], float]] = {
    "one arm, null": ((0.0,), 1.0),
    "two arms, both null": ((0.0, 0.0), 1.0),
    "a null arm beside −2, half-life 1": ((-2.0, 0.0), 1.0),
    "a null arm beside −2, half-life 4": ((-2.0, 0.0), 4.0),
    "four arms, all null": ((0.0, 0.0, 0.0, 0.0), 1.0),
}


def cells() -> Iterator[Cell]:
    for name, (beta, half_life) in KINDS.items():
        for phi, sigma, level in product(PHIS, SIGMAS, LEVELS):
            where = "near the floor" if level < 2 else "mid-scale"
            yield Cell(
                name=f"{name}; φ {phi:g}, swings {sigma:g}, {where}",
                beta=beta,
                phi=phi,
                sigma=sigma,
                level=level,
                half_life=half_life,
            )


def missed_cells() -> Iterator[Cell]:
    """One technique that makes no difference, and one that makes just the smallest that matters."""
    for smallest, none, phi, sigma in product((1, 2, 3), (False, True), (0.0, 0.6), SIGMAS):
        yield Cell(
            name=f"{'none' if none else 'as large'}, {smallest}; φ {phi:g}, swings {sigma:g}",
            beta=(0.0,),
            delivered=(0.0 if none else -float(smallest),),
            smallest_change=float(smallest),
            phi=phi,
            sigma=sigma,
        )


def watched(cell: Cell, trials: int, keep: Path | None) -> tuple[Cell, Seen]:
    """The cell’s trials; from `keep` where an earlier run that was stopped left them, however many they were."""
    path = keep and keep / f"{hashlib.sha256(str(cell).encode()).hexdigest()[:16]}.npz"
    if path and path.exists():
        with np.load(path) as kept:
            return cell, Seen(p_better=kept["p_better"], p_same=kept["p_same"], truth=kept["truth"])
    seen = watch(cell, trials, seed=SEED)
    if path:
        np.savez(path, p_better=seen.p_better, p_same=seen.p_same, truth=seen.truth)
    return cell, seen


def looks(trials: int, pool: ProcessPoolExecutor, keep: Path | None) -> tuple[list[str], bool]:
    """The table of wrong words, every cell by itself, and what the constants find."""
    before = len(list(keep.glob("*.npz"))) if keep else 0
    seen = list(pool.map(watched, *zip(*((cell, trials, keep) for cell in cells()), strict=True)))
    numbers = sorted({len(one.p_better) for _, one in seen})
    said = " or ".join(f"{number} (± {100 * math.sqrt(0.0475 / number):.1f})" for number in numbers)
    lines = [
        f"{len(seen)} cells. Trials in a cell, with the Monte Carlo standard error of a share of 5 % in points: {said}."
        + (f" {before} cells come from an earlier run of the same engine." if before else ""),
        "",
        "Wrong `helps` or `harms` about any arm at any look from block 4 to 12, nobody stopping before, in % of trials:",
        "",
        "| c | " + " | ".join(KINDS) + " | all cells | worst cell |",
        "|" + "---|" * (len(KINDS) + 3),
    ]
    for sure in sorted({0.975, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.9975, 0.9985, 0.999, SURE}):
        shares = {cell.name: 100 * share_wrong(one, sure, SAME) for cell, one in seen}
        means = [np.mean([share for name, share in shares.items() if name.startswith(group + ";")]) for group in KINDS]
        mark = "**" if sure == SURE else ""
        lines.append(
            f"| {mark}{sure:g}{mark} | "
            + " | ".join(f"{mean:.1f}" for mean in means)
            + f" | {np.mean(list(shares.values())):.1f} | {max(shares.values()):.1f} |"
        )
    lines += [
        "",
        f"Cell by cell, for c = {SURE:g} and c₀ = {SAME:g}. Found: the arm of −2 is said to help before anything else.",
        "−2 is what it would take away if it were kept up; among three arms in periods of 2 days it delivers about −1.35 with a",
        "half-life of 1 day, and about −0.8 with one of 4, which is less than the smallest change of 1 point.",
        "",
        "| cell | trials | wrong, % | null arm called no-difference, % | found, % |",
        "|---|---|---|---|---|",
    ]
    fine = True
    for cell, one in seen:
        trials, wrong = len(one.p_better), 100 * share_wrong(one, SURE, SAME)
        fine &= wrong <= 100 * WRONG_AT_MOST
        found = f"{100 * share_found(one, SURE, SAME, 0):.0f}" if cell.beta[0] else ""
        same = f"{100 * share_same(one, SURE, SAME, len(cell.beta) - 1):.0f}"
        lines.append(f"| {cell.name} | {trials} | {wrong:.1f} ± {error_of(wrong, trials):.1f} | {same} | {found} |")
    return lines, fine


def missed(trials: int, pool: ProcessPoolExecutor, keep: Path | None) -> tuple[list[str], bool]:
    """What c₀ costs either way: changes as large as what matters that are called none, and nothing that is not called so."""
    seen = list(pool.map(watched, *zip(*((cell, trials, keep) for cell in missed_cells()), strict=True)))
    lines = [
        f"{len(seen)} cells of {trials} trials (± {100 * math.sqrt(0.09 / trials):.1f} points for a share of 10 %): one technique"
        " in turn with usual days, 48 days, level 5, φ 0 or 0.6, swings of 0.5, 1.5 or 2.5. What the first word is, in % of"
        " trials, mean (worst) of the cells.",
        "",
        "| c₀ | the change is what matters, 1 point: said to be none | found | 2 points: none | found | 3 points: none | found"
        " | no change, 1 point matters: said so | 2 points | 3 points |",
        "|" + "---|" * 10,
    ]
    for same in sorted({0.95, 0.975, 0.99, 0.995, 0.998, SAME}):
        row = []
        for smallest in (1, 2, 3):
            here = [one for cell, one in seen if cell.name.startswith(f"as large, {smallest};")]
            none = [100 * share_missed(one, SURE, same, 0) for one in here]
            row.append(f"{np.mean(none):.0f} ({max(none):.0f})")
            row.append(f"{np.mean([100 * share_found(one, SURE, same, 0) for one in here]):.0f}")
        for smallest in (1, 2, 3):
            here = [one for cell, one in seen if cell.name.startswith(f"none, {smallest};")]
            row.append(f"{np.mean([100 * share_missed(one, SURE, same, 0) for one in here]):.0f}")
        mark = "**" if same == SAME else ""
        lines.append(f"| {mark}{same:g}{mark} | " + " | ".join(row) + " |")
    return lines, True


def error_of(percent: float, trials: int) -> float:
    """Monte Carlo standard error of a share, in points; one wrong trial more, so that none of few is not certain."""
    share = (percent / 100 * trials + 1) / (trials + 2)
    return 100 * math.sqrt(share * (1 - share) / trials)


def ranked(likelihood: str, people: int, part: int) -> Ranks:
    return from_the_prior(people, likelihood=likelihood, days=DAYS, arms=ARMS, seed=SEED + part)  # type: ignore[arg-type]


def prior(people: int, pool: ProcessPoolExecutor, _keep: Path | None) -> tuple[list[str], bool]:
    """Coverage for people drawn from the priors, and their ranks as a drawing."""
    parts = 2 * PARTS
    lines = [
        f"{people} people drawn from the priors, {DAYS} days, {ARMS} arms (or left against right). Shares of people whose"
        " truth lies within the interval, in %, with the Monte Carlo standard error.",
        "",
        "| likelihood | of | "
        + " | ".join(f"{percent} %" for percent in INTERVALS)
        + " | χ² of 20 ranks (19 ± 6 expected) | left out |",
        "|---|---|" + "---|" * (len(INTERVALS) + 2),
    ]
    fine, histograms, near_an_end = True, {}, []
    for likelihood in ("rounded", "gaussian", "sides"):
        jobs = [(likelihood, people // parts, part) for part in range(parts)]
        found = list(pool.map(ranked, *zip(*jobs, strict=True)))
        left_out = sum(one.left_out for one in found)
        answered = people - left_out
        for kind in ("delivered", "sustained", "sigma", "phi", "half_life"):
            ranks = np.concatenate([getattr(one, kind) for one in found])
            # the arms of one person share its evenings: only the first of each is counted as a rank of its own
            counts = np.histogram(ranks[:: len(ranks) // answered], bins=20, range=(0, 1))[0]
            if kind in ("delivered", "sustained"):
                histograms[f"{likelihood}, {kind}"] = counts
            shares = []
            for percent in INTERVALS:
                share, error = coverage(ranks, percent), coverage_error(ranks, percent, answered)
                fine &= abs(share - percent) <= CALIBRATED_WITHIN
                shares.append(f"{share:.1f} ± {error:.1f}")
            chi2 = float(((counts - counts.mean()) ** 2 / counts.mean()).sum())
            lines.append(
                f"| {likelihood} | {kind.replace('_', '-')} | {' | '.join(shares)} | {chi2:.0f} | {left_out} |"
            )
        if likelihood == "sides":
            near_an_end = near_the_ends(found)
    (PICTURES / "engine-ranks.svg").write_text(drawn(histograms))
    return [
        *lines,
        "",
        *near_an_end,
        "",
        "![Ranks of the truth in the posterior, 20 bars for each likelihood](pictures/engine-ranks.svg)",
    ], fine


def near_the_ends(found: Sequence[Ranks]) -> list[str]:
    """Left against right: what the 95 % intervals hold for people with more or fewer evenings at an end of the scale."""
    ranks = np.concatenate([one.delivered for one in found])
    ends = np.concatenate([one.at_an_end for one in found if one.at_an_end is not None])
    lines = [
        "Left against right, by the share of one side’s evenings at an end of the scale: how often the 95 % interval of the",
        "delivered difference holds the truth.",
        "",
        "| share | people | held, % |",
        "|---|---|---|",
    ]
    for low, high in pairwise((0.0, 0.1, 0.2, LARGEST_SHARE_AT_AN_END + 1e-9)):
        here = ranks[(ends >= low) & (ends < high)]
        share, error = coverage(here, 95), coverage_error(here, 95, len(here))
        lines.append(f"| {100 * low:.0f} to {100 * high:.0f} % | {len(here)} | {share:.1f} ± {error:.1f} |")
    return lines


def broken(name: str, people: int, part: int) -> Ranks:
    return misspecified(name, people, days=DAYS, arms=ARMS, seed=SEED + part)


def misspecification(people: int, pool: ProcessPoolExecutor, _keep: Path | None) -> tuple[list[str], bool]:
    """What it costs when one assumption does not hold."""
    people //= 3
    parts = PARTS
    lines = [
        f"{people} people a row, {DAYS} days, {ARMS} arms, rounded; all else as the priors say."
        " Coverage of the delivered difference, in %.",
        "",
        "| what does not hold | " + " | ".join(f"{percent} %" for percent in INTERVALS) + " | sustained, 95 % |",
        "|---|" + "---|" * (len(INTERVALS) + 1),
    ]
    for name in MISSPECIFIED:
        jobs = [(name, people // parts, part) for part in range(parts)]
        found = list(pool.map(broken, *zip(*jobs, strict=True)))
        answered = people - sum(one.left_out for one in found)
        ranks = np.concatenate([one.delivered for one in found])
        shares = [f"{coverage(ranks, p):.1f} ± {coverage_error(ranks, p, answered):.1f}" for p in INTERVALS]
        sustained = coverage(np.concatenate([one.sustained for one in found]), 95)
        lines.append(f"| {name} | {' | '.join(shares)} | {sustained:.1f} |")
    return lines, True


def drawn(histograms: dict[str, np.ndarray]) -> str:
    """Small bars, one panel for each; the band is where 99 % of bars lie if all is well."""
    width, height, gap = 210, 90, 26
    parts = []
    for place, (name, counts) in enumerate(histograms.items()):
        left, top = (place % 2) * (width + gap) + 8, (place // 2) * (height + 44) + 26
        mean = counts.mean()
        scale = height / (2 * mean)
        spread = 2.576 * math.sqrt(mean)
        parts.append(f'<text x="{left}" y="{top - 8}" font-size="13">{name}</text>')
        parts.append(
            f'<rect x="{left}" y="{top + height - (mean + spread) * scale:.1f}" width="{width}" '
            f'height="{2 * spread * scale:.1f}" fill="#d9d9d9"/>'
        )
        for bar, count in enumerate(counts):
            tall = min(count * scale, height)
            parts.append(
                f'<rect x="{left + bar * width / 20 + 1:.1f}" y="{top + height - tall:.1f}" width="{width / 20 - 2:.1f}" '
                f'height="{tall:.1f}" fill="#2b5c8a" fill-opacity="0.8"/>'
            )
    rows = -(-len(histograms) // 2)
    size = f'width="{2 * width + gap + 16}" height="{rows * (height + 44) + 16}"'
    title = "Ranks of the truth in its posterior. All bars about equally high: calibrated."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" role="img"><title>{title}</title>'
        '<rect width="100%" height="100%" fill="#ffffff"/>' + "".join(parts) + "</svg>\n"
    )


def write(part: str, lines: list[str], seconds: float) -> None:
    """Put the lines between the markers of the part."""
    begin, end = f"<!-- {part}: made by tests.verification.engine -->", f"<!-- end of {part} -->"
    page = PAGE.read_text()
    before, rest = page.split(begin)
    after = rest.split(end)[1]
    made = f"Made on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, NumPy {np.__version__}, {seconds:.0f} s."
    PAGE.write_text(before + begin + "\n\n" + "\n".join([made, *lines]) + "\n\n" + end + after)
    print("\n".join(lines), flush=True)


def main(given: list[str] | None = None) -> bool:
    parts: dict[str, Callable[[int, ProcessPoolExecutor, Path | None], tuple[list[str], bool]]] = {
        "prior": prior,
        "misspecified": misspecification,
        "looks": looks,
        "missed": missed,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="*", help="prior, misspecified, looks, missed")
    parser.add_argument(
        "--people", type=int, default=12_000, help="drawn from the priors; a third for each broken assumption"
    )
    parser.add_argument("--trials", type=int, default=400)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder that keeps cells of looks, to go on after a stop")
    arguments = parser.parse_args(given)
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
    fine = True
    with ProcessPoolExecutor(arguments.processes) as pool:
        for part in arguments.part or parts:
            began = time.monotonic()
            lines, holds = parts[part](
                arguments.trials if part in ("looks", "missed") else arguments.people, pool, arguments.keep
            )
            write(part, lines, time.monotonic() - began)
            fine &= holds
    print("holds" if fine else "does not hold")
    return fine


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
