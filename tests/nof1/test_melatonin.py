"""The worked example is the published trial: its published results come out of our copy to the printed digit."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from solemate.__main__ import main
from solemate.nof1.posterior import fit
from solemate.nof1.trial_file import read_trial
from tests.nof1.examples import MELATONIN


@pytest.fixture(scope="module")
def mood() -> tuple[np.ndarray, np.ndarray]:
    trial = read_trial(MELATONIN, reference="control", scale=(0, 100), likelihood="gaussian")
    assert trial.arms == ("control", "melatonin")
    return trial.rating, trial.arm


def test_means_and_welch(mood):
    rating, arm = mood
    with_it, without = rating[arm == 1], rating[arm == 0]
    assert (len(with_it), len(without)) == (35, 35)
    assert f"{with_it.mean():.2f} {with_it.std(ddof=1):.2f}" == "77.53 4.42"
    assert f"{without.mean():.2f} {without.std(ddof=1):.2f}" == "76.67 6.41"
    assert f"{with_it.mean() - without.mean():+.4f}" == "+0.8638"
    welch = stats.ttest_ind(with_it, without, equal_var=False)
    assert f"{welch.statistic:.3f} {welch.pvalue:.3f}" == "0.656 0.514"
    pooled = np.sqrt((with_it.var(ddof=1) + without.var(ddof=1)) / 2)
    assert f"{(with_it.mean() - without.mean()) / pooled:.3f}" == "0.157"


def test_regression_on_the_day_before(mood):
    rating, arm = mood
    days = np.arange(17, 70)  # study days 18 to 70
    columns = np.column_stack([np.ones(len(days)), rating[days - 1], arm[days]])
    coefficient, left, _, _ = np.linalg.lstsq(columns, rating[days], rcond=None)
    variance = left[0] / (len(days) - 3) * np.linalg.inv(columns.T @ columns)
    error = np.sqrt(variance[2, 2])
    p = 2 * stats.t.sf(abs(coefficient[2] / error), len(days) - 3)
    assert f"{coefficient[2]:.5f} {error:.5f} {p:.5f} {coefficient[1]:.5f}" == "0.62150 0.98334 0.53025 0.32997"


def test_our_answer_is_that_one_cannot_say(capsys: pytest.CaptureFixture):
    terms = "--reference control --scale 0-100 --smallest-change 10 --higher-is-better --likelihood gaussian"
    assert main(["trial", "analyse", str(MELATONIN), *terms.split()]) == 0
    said = capsys.readouterr().out
    assert said.startswith("70 days, 70 of them rated. Differences are to control.\nmelatonin: keep-going. ")
    assert "+4." in said  # more than the raw difference: what lasts into the days without it is counted, too


def test_our_answer_is_the_one_in_the_document():
    trial = read_trial(MELATONIN, reference="control", scale=(0, 100), smallest_change=10, higher_is_better=True,
                       likelihood="gaussian")  # fmt: skip
    ours = fit(trial)
    delivered, sustained, hyper = ours.delivered["melatonin"], ours.sustained["melatonin"], ours.hyper
    page = (Path(__file__).parents[2] / "docs" / "engine.md").read_text()
    low, high = f"{delivered['q2_5']:.2f}".replace("-", "−"), f"{delivered['q97_5']:.2f}"
    assert f"| {delivered['mean']:+.2f} (sd {delivered['sd']:.2f}; 95 %: {low} to {high}) |" in page
    assert f"P(better) {delivered['p_better']:.2f}, P(better by 10 or more) {delivered['p_meaningful']:.2f}" in page
    assert f"| {sustained['mean']:+.2f} (sd {sustained['sd']:.2f}) |" in page
    lasts = hyper["half_life"]
    assert f"phi {hyper['phi']['mean']:.2f}, half-life {lasts['mean']:.1f} ± {lasts['sd']:.1f} days" in page
