"""Schedules: balanced random blocks, the first included, and the same file for the same seed on every machine."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solemate.nof1.columns import BadTrial
from solemate.nof1.schedule import Design, randomise, usual_days, write_csv

ARMS = ("rest", "ball", "lotion", "marbles", "knitting")

# Written down once, by hand from the command. It must never change: people keep the seed, not the file.
SEED_3 = """\
# solemate trial design: seed 3, arms rest,ball, 8 days, 2 days a period
day,arm,block,period
1,ball,1,1
2,ball,1,1
3,rest,1,2
4,rest,1,2
5,rest,2,3
6,rest,2,3
7,ball,2,4
8,ball,2,4
"""
FIVE_OF_2026 = ("knitting", "marbles", "ball", "lotion", "rest", "marbles", "lotion", "ball", "knitting", "rest")
SIDES_OF_7 = ("right", "left", "right", "left", "left", "right", "right", "left")


@st.composite
def designs(draw: st.DrawFn) -> Design:
    arms = draw(st.integers(2, 5))
    period = draw(st.integers(1, 7))
    blocks = draw(st.integers(1, 400 // (arms * period)))
    return Design(
        arms=ARMS[:arms], days=arms * period * blocks, period=period, left_right=arms == 2 and draw(st.booleans())
    )


@given(designs(), st.integers(0, 2**63 - 1))
def test_every_block_holds_each_arm_once_for_a_whole_period(design: Design, seed: int):
    schedule = randomise(design, seed=seed)
    assert len(schedule.arm) == len(schedule.block) == len(schedule.period) == design.days
    what = schedule.side or schedule.arm
    for block in set(schedule.block):
        days = [day for day in range(design.days) if schedule.block[day] == block]
        assert set(Counter(what[day] for day in days).values()) == {design.period}
        assert len({(schedule.period[day], what[day]) for day in days}) == len(design.arms)
    assert sorted(set(schedule.period)) == list(range(1, design.days // design.period + 1))
    assert list(schedule.period) == sorted(schedule.period)
    if schedule.side:
        assert set(schedule.arm) == {design.arms[1]}


@given(designs(), st.integers(0, 2**63 - 1))
def test_the_same_seed_gives_the_same_file(design: Design, seed: int):
    assert write_csv(randomise(design, seed=seed)) == write_csv(randomise(design, seed=seed))


@pytest.mark.parametrize("arms", [2, 3, 4])
@pytest.mark.parametrize("block", [1, 2])
def test_every_order_comes_about_equally_often_in_every_block(arms: int, block: int):
    design = Design(arms=ARMS[:arms], days=2 * arms, period=1)
    seeds = 2400
    seen = Counter(tuple(randomise(design, seed=seed).arm[(block - 1) * arms : block * arms]) for seed in range(seeds))
    orders = list(permutations(ARMS[:arms]))
    expected = seeds / len(orders)
    chi2 = sum((seen[order] - expected) ** 2 / expected for order in orders)
    assert set(seen) == set(orders)
    assert chi2 < len(orders) - 1 + 5 * (2 * (len(orders) - 1)) ** 0.5


def test_the_order_of_a_seed_is_written_in_stone():
    assert write_csv(randomise(Design(arms=("rest", "ball"), days=8, period=2), seed=3)) == SEED_3
    five = randomise(Design(arms=ARMS, days=10, period=1), seed=2026)
    assert five.arm == FIVE_OF_2026
    sides = randomise(Design(arms=("rest", "ball"), days=8, period=1, left_right=True), seed=7)
    assert sides.side == SIDES_OF_7


def test_usual_days_are_whole_blocks():
    assert [usual_days(arms, period) for arms, period in [(2, 2), (3, 2), (5, 2), (2, 7), (4, 3)]] == [
        48,
        48,
        50,
        56,
        48,
    ]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"arms": ("rest",)}, "1 arms"),
        ({"arms": tuple(str(number) for number in range(10_000))}, "10000 arms"),
        ({"arms": ("rest", "rest")}, "twice"),
        ({"arms": ("rest", "")}, "no name"),
        ({"arms": ("rest", "a\nb")}, "no name"),
        ({"arms": ("#rest", "ball")}, "sign"),
        ({"days": 47}, "multiple"),
        ({"days": 0}, "takes 1 to 400"),
        ({"days": 404}, "takes 1 to 400"),
        ({"period": 0}, "takes 1 or more"),
        ({"arms": ARMS[:3], "left_right": True}, "takes 2 arms"),
    ],
)
def test_a_design_that_cannot_be_is_refused(wrong: dict, reason: str):
    with pytest.raises(BadTrial, match=reason):
        Design(**({"arms": ("rest", "ball"), "days": 48, "period": 2} | wrong))


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_that_would_not_repeat_is_refused(seed: int):
    with pytest.raises(BadTrial, match="seed"):
        randomise(Design(arms=("rest", "ball"), days=48, period=2), seed=seed)
