"""Simulated people do what MODEL 1 says, and the file of them is the same for the same seed."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from solemate.nof1.columns import BadTrial
from solemate.nof1.simulate import (
    delivered_difference,
    draw_schedules,
    draw_truth,
    exposures,
    simulate_people,
    swings,
    write_down,
)
from solemate.nof1.simulated_file import write_simulated
from solemate.nof1.tables import check_all_terms, open_table, split_people


def test_exposure_day_by_day():
    arm = np.array([[0, 1, 1, 0, 2]], dtype=np.int8)
    found = exposures(arm, np.array([1.0]), 3)[0]  # half-life of one day: half of the way each day
    assert found[:, 0].tolist() == [0, 0.5, 0.75, 0.375, 0.1875]
    assert found[:, 1].tolist() == [0, 0, 0, 0, 0.5]


def test_the_delivered_difference_is_the_mean_on_the_days_of_the_arm():
    arm = np.array([[0, 1, 1, 0]], dtype=np.int8)
    found = delivered_difference(np.array([[-2.0]]), arm, exposures(arm, np.array([1.0]), 2))
    assert found.tolist() == [[-2.0 * (0.5 + 0.75) / 2]]


def test_swings_have_the_size_and_the_memory_that_were_asked_for():
    shocks = np.random.default_rng(1).standard_normal((4000, 40))
    found = swings(np.full(4000, 1.5), np.full(4000, 0.6), shocks)
    assert found[:, 0].std() == pytest.approx(1.5, rel=0.05)
    assert found[:, -1].std() == pytest.approx(1.5, rel=0.05)
    assert np.corrcoef(found[:, 20], found[:, 21])[0, 1] == pytest.approx(0.6, abs=0.05)
    assert np.corrcoef(found[:, 20], found[:, 23])[0, 1] == pytest.approx(0.6**3, abs=0.06)


def test_ratings_are_the_nearest_whole_number_on_the_scale():
    assert write_down(np.array([-3, 0.5, 0.51, 4.5, 4.51, 9.5, 9.51, 14])).tolist() == [0, 0, 1, 4, 5, 9, 10, 10]


def test_parameters_follow_the_priors():
    truth = draw_truth(20_000, 3, np.random.default_rng(2))
    assert truth.beta.shape == (20_000, 2)
    assert truth.beta.std() == pytest.approx(2, rel=0.03)
    assert truth.level.mean() == pytest.approx(5, abs=0.1)
    assert np.median(truth.sigma) == pytest.approx(2 * 0.6745, rel=0.03)
    assert truth.phi.mean() == pytest.approx(0.4, abs=0.01)
    assert np.quantile(truth.half_life, [0.025, 0.5, 0.975]) == pytest.approx([0.23, 1, 4.35], rel=0.06)


@pytest.mark.parametrize(("arms", "period"), [(2, 2), (3, 1), (5, 3)])
def test_schedules_are_balanced_blocks(arms: int, period: int):
    block = arms * period
    found = draw_schedules(50, days=4 * block + 1, arms=arms, period=period, rng=np.random.default_rng(3))
    assert found.shape == (50, 4 * block + 1)
    for person in found[:, : 4 * block].reshape(50 * 4, arms, period):
        assert (person == person[:, :1]).all()
        assert sorted(person[:, 0]) == list(range(arms))


def test_the_file_is_read_as_trials_and_its_truth_stands_beside_it(tmp_path: Path):
    out = tmp_path / "people.parquet"
    beside = write_simulated(out, people=50, days=28, arms=3, seed=5)
    assert beside == tmp_path / "people.truth.parquet"
    table = pq.read_table(out)
    assert table.column_names == ["person", "day", "arm", "rating"]
    assert table.num_rows == 50 * 28
    trials = split_people(open_table(table), check_all_terms(reference="rest"))
    assert [trial.error for trial in trials] == [None] * 50
    assert {trial.arms for trial in trials} == {("rest", "arm1", "arm2")}
    truth = pq.read_table(beside).to_pandas()
    assert len(truth) == 100
    assert truth.groupby("person").half_life.nunique().eq(1).all()
    again = tmp_path / "again.parquet"
    write_simulated(again, people=50, days=28, arms=3, seed=5)
    assert pq.read_table(again).equals(table)
    write_simulated(again, people=50, days=28, arms=3, seed=6)
    assert not pq.read_table(again).equals(table)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [({"people": 0}, "--people"), ({"arms": 10_000}, "--arms"), ({"days": 401}, "--days"), ({"seed": -1}, "--seed")],
)
def test_what_cannot_be_simulated_is_refused(tmp_path: Path, wrong: dict, reason: str):
    with pytest.raises(BadTrial, match=reason):
        write_simulated(tmp_path / "out.parquet", **({"people": 5, "days": 28, "arms": 3, "seed": 1} | wrong))
    assert list(tmp_path.iterdir()) == []


def test_more_missing_evenings_when_asked():
    people = simulate_people(200, days=50, arms=2, rng=np.random.default_rng(6), missing=0.3)
    assert np.isnan(people.rating).mean() == pytest.approx(0.3, abs=0.02)
