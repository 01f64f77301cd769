"""The planner against a judge that shares no code with it, on random households; and what a person would notice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solemate.care.catalogue import load_catalogue
from solemate.care.household import Hours, minute_of, usual_household
from solemate.care.plan_words import told
from solemate.care.planner import plan_week
from solemate.care.week import Given, Placed, Task, WeekPlan
from tests.care.households import MONDAY, cases
from tests.care.week_checker import faults

CATALOGUE = load_catalogue()
DAYS = tuple(MONDAY + timedelta(days=day) for day in range(7))
EVENING = (Hours(start=18 * 60, end=20 * 60),)
LOTION = frozenset(["hand-lotion-massage", "foot-lotion-massage"])


def usual(**other):
    household = usual_household(
        CATALOGUE.techniques, sessions_a_day=3, kit=[kit.id for kit in CATALOGUE.plan_rules.kit]
    )
    return replace(household, **other)


def task(household=None, **other) -> Task:
    minutes = {name: technique.minutes.default for name, technique in CATALOGUE.techniques.items()}
    given = {"days": DAYS, "first_minute": 0, "minutes": minutes, "footbaths_a_day": 1}
    return Task(household=household or usual(), **{**given, **other})


def days_of(plan: WeekPlan, name: str):
    return [session.day for session in plan.sessions if name in session.techniques]


def words(plan: WeekPlan, sessions_a_day: int = 3) -> list[str]:
    return told(plan.short, CATALOGUE.techniques, sessions_a_day=sessions_a_day)


@pytest.mark.parametrize("seed", range(4))
def test_every_hard_rule_holds_for_random_households(seed):
    for case in cases(5, seed=seed, catalogue=CATALOGUE):
        assert faults(case.task, plan_week(case.task, CATALOGUE), case.actions) == []


@given(st.integers(min_value=10_000, max_value=10_000_000))
@settings(max_examples=10, deadline=None, database=None, derandomize=True)
def test_every_hard_rule_holds_whatever_the_seed(seed):
    (case,) = cases(1, seed=seed, catalogue=CATALOGUE)
    assert faults(case.task, plan_week(case.task, CATALOGUE), case.actions) == []


def test_the_same_task_gives_the_same_week():
    assert plan_week(task(), CATALOGUE) == plan_week(task(), CATALOGUE)


def test_the_order_in_which_wishes_were_written_down_makes_no_difference():
    one = usual(techniques=frozenset(sorted(LOTION)), kit=frozenset(["lotion", "rice"]))
    other = usual(techniques=frozenset(sorted(LOTION, reverse=True)), kit=frozenset(["rice", "lotion"]))
    assert plan_week(task(one), CATALOGUE) == plan_week(task(other), CATALOGUE)


def test_one_technique_comes_once_a_day_unless_the_household_wished_for_more():
    def most(**wish) -> int:
        plan = plan_week(task(usual(techniques=frozenset(["hand-lotion-massage"]), **wish)), CATALOGUE)
        return max(days_of(plan, "hand-lotion-massage").count(day) for day in DAYS)

    assert most() == 1
    assert most(twice=True) == 2


def test_favourite_times_are_taken_where_nothing_stands_against_them():
    plan = plan_week(task(usual(techniques=LOTION)), CATALOGUE)
    assert {session.minute for session in plan.sessions} <= {minute_of("10:30"), 840, minute_of("17:30")}


def effort(plan: WeekPlan, day) -> int:
    return sum(
        CATALOGUE.techniques[session.techniques[0]].hand_effort for session in plan.sessions if session.day == day
    )


def test_hands_are_spared_where_the_dose_allows_it():
    plan = plan_week(task(usual(techniques=LOTION)), CATALOGUE)
    assert max(effort(plan, day) for day in DAYS) == CATALOGUE.plan_rules.effort_a_day
    tired = plan_week(task(usual(techniques=LOTION, tired_hands=True)), CATALOGUE)
    assert max(effort(tired, day) for day in DAYS) == CATALOGUE.plan_rules.effort_a_day_tired


def test_the_dose_goes_before_the_hands():
    only_two_days = frozenset(range(5))
    plan = plan_week(task(usual(tired_hands=True, rest_days=only_two_days, techniques=LOTION)), CATALOGUE)
    assert len(days_of(plan, "hand-lotion-massage")) == len(days_of(plan, "foot-lotion-massage")) == 2


def test_a_helper_comes_in_the_evening_and_not_for_everything_at_once():
    household = usual(techniques=frozenset(["helper-foot-massage", "helper-hand-massage"]), helper=(EVENING,) * 7)
    plan = plan_week(task(household), CATALOGUE)
    assert all(session.minute >= 17 * 60 for session in plan.sessions)
    assert len({session.day for session in plan.sessions}) == 7
    assert not plan.short


def test_no_helper_on_some_days_is_said():
    household = usual(techniques=frozenset(["helper-foot-massage"]), helper=(EVENING, (), EVENING, (), (), (), ()))
    assert words(plan_week(task(household), CATALOGUE)) == [
        "Feet, with a helper: 2 times instead of 3. Your helper is there on Monday and Wednesday only."
    ]


def test_a_day_that_is_over_is_not_said_to_be_the_helpers():
    household = usual(techniques=frozenset(["helper-foot-massage"]), helper=((), (), (), (), EVENING, (), EVENING))
    assert words(plan_week(task(household, days=DAYS[1:]), CATALOGUE)) == [
        "Feet, with a helper: 2 times instead of 3. Your helper is there on Friday and Sunday only."
    ]


def test_no_helper_on_one_day_is_said_by_that_day():
    household = usual(
        techniques=frozenset(["helper-foot-massage"]),
        helper=(EVENING, (), EVENING, EVENING, EVENING, EVENING, EVENING),
        rest_days=frozenset([3, 4, 5, 6]),
    )
    assert words(plan_week(task(household), CATALOGUE)) == [
        "Feet, with a helper: 2 times instead of 3. No helper on Tuesday."
    ]


def test_no_helper_hours_at_all_are_said():
    household = usual(techniques=frozenset(["helper-hand-massage"]))
    assert words(plan_week(task(household), CATALOGUE)) == [
        "Hands, with a helper: not this week. No helper hours are set yet."
    ]


def test_a_helper_who_comes_only_in_quiet_hours_is_not_said_to_be_away():
    household = usual(
        techniques=frozenset(["helper-hand-massage"]), awake=Hours(start=540, end=1020), helper=((EVENING,) * 6 + ((),))
    )
    assert words(plan_week(task(household), CATALOGUE)) == [
        "Hands, with a helper: not this week. Your free hours leave no more room."
    ]


def test_without_favourite_times_a_day_is_spread_out_all_the_same():
    plan = plan_week(task(usual(techniques=LOTION, favourites=())), CATALOGUE)
    monday = [session.minute for session in plan.sessions if session.day == MONDAY]
    assert monday == [minute_of("10:30"), 840]


def breathers(plan: WeekPlan) -> list[int]:
    """Minutes from the end of each session to the next one of its day."""
    pairs = zip(plan.sessions, plan.sessions[1:], strict=False)
    return [later.minute - one.end for one, later in pairs if one.day == later.day]


def test_one_favourite_time_does_not_draw_the_day_together():
    plan = plan_week(task(usual(favourites=(15 * 60,), techniques=LOTION)), CATALOGUE)
    assert len(breathers(plan)) >= 3
    assert min(breathers(plan)) >= 60
    assert all(abs(session.minute - 15 * 60) <= 90 for session in plan.sessions), "yet no further away than that takes"


def test_where_hours_are_short_a_breather_gives_way():
    plan = plan_week(task(usual(awake=Hours(start=9 * 60, end=10 * 60), techniques=LOTION)), CATALOGUE)
    assert {name for session in plan.sessions for name in session.techniques} == LOTION
    assert breathers(plan)
    assert max(breathers(plan)) < 60


def test_too_much_for_one_session_a_day_is_said():
    plan = plan_week(task(usual(sessions_a_day=1)), CATALOGUE)
    assert len(plan.sessions) == 7
    assert words(plan, 1)[0].endswith("1 session a day leaves no more room.")


def test_hours_that_are_too_short_are_said():
    plan = plan_week(task(usual(techniques=LOTION, awake=Hours(start=600, end=605))), CATALOGUE)
    assert not plan.sessions
    assert "Your free hours leave no more room." in words(plan)[0]


def test_where_not_all_fits_everybody_gives_up_a_little():
    plan = plan_week(task(usual(helper=(EVENING, (), EVENING, EVENING, (), EVENING, ()))), CATALOGUE)
    assert plan.short
    assert all(short.placed == short.wanted - 1 for short in plan.short)


def test_what_stays_possible_stays_when_something_is_closed():
    before = plan_week(task(), CATALOGUE)
    minutes = {name: 10 for name in CATALOGUE.techniques if name != "tennis-ball"}
    after = plan_week(task(minutes=minutes, before=before.sessions), CATALOGUE)
    where = {(session.techniques, session.day, session.minute) for session in after.sessions}
    left = [
        (session.techniques, session.day, session.minute)
        for session in before.sessions
        if "tennis-ball" not in session.techniques
    ]
    assert set(left) <= where


def test_not_today_finds_another_day_and_moves_nothing_else():
    household = usual(techniques=frozenset(["standing-exercise", "hand-lotion-massage"]), sessions_a_day=1)
    before = plan_week(task(household), CATALOGUE)
    gone = next(session for session in before.sessions if "standing-exercise" in session.techniques)
    rest = tuple(session for session in before.sessions if session != gone)
    again = plan_week(task(household, before=rest, not_on=frozenset([("standing-exercise", gone.day)])), CATALOGUE)
    assert gone.day not in days_of(again, "standing-exercise")
    assert len(days_of(again, "standing-exercise")) >= 2
    kept = {(session.day, session.minute, session.techniques) for session in again.sessions}
    assert sum((session.day, session.minute, session.techniques) in kept for session in rest) >= len(rest) - 1


def test_what_was_missed_is_let_go():
    """On Friday a week is not crammed with what did not happen before."""
    plan = plan_week(task(usual(techniques=LOTION, sessions_a_day=4), days=DAYS[4:]), CATALOGUE)
    assert not plan.short
    for name in LOTION:
        assert 2 <= len(set(days_of(plan, name))) <= 3


def test_what_is_done_counts():
    done = tuple(Placed(techniques=("standing-exercise",), day=day, minute=600, minutes=10) for day in DAYS[:3])
    plan = plan_week(task(days=DAYS[3:], standing=done), CATALOGUE)
    assert not days_of(plan, "standing-exercise")


def test_a_given_session_is_there_even_on_a_full_day():
    day = DAYS[2]
    done = tuple(
        Placed(techniques=(name,), day=day, minute=minute, minutes=10)
        for name, minute in (("hand-lotion-massage", 540), ("foot-lotion-massage", 570), ("golf-ball", 700))
    )
    one = Given(techniques=("tennis-ball",), day=day, minutes=5, source="a trial")
    plan = plan_week(task(standing=done, given=(one,), held=frozenset(["tennis-ball"])), CATALOGUE)
    assert [session.source for session in plan.sessions if session.day == day] == ["a trial"]
    assert len(days_of(plan, "tennis-ball")) == 1


def test_a_given_session_of_two_kinds_fits_both():
    helper = (EVENING, (), (), (), (), (), ())
    one = Given(techniques=("helper-foot-massage", "knitting"), day=DAYS[0], minutes=20, source="a trial")
    plan = plan_week(task(usual(helper=helper), given=(one,)), CATALOGUE)
    (found,) = [session for session in plan.sessions if session.source]
    assert 18 * 60 <= found.minute < 20 * 60


def test_a_given_session_without_a_free_time_is_said():
    household = usual(rest_days=frozenset([2]))
    one = Given(techniques=("tennis-ball",), day=DAYS[2], minutes=5, source="a trial")
    plan = plan_week(task(household, given=(one,)), CATALOGUE)
    assert "There was no free time for a planned session on Wednesday." in words(plan)


def test_a_time_of_rest_takes_its_time_and_touches_nothing():
    one = Given(techniques=(), day=DAYS[0], minutes=10, source="a trial")
    plan = plan_week(task(usual(techniques=LOTION), given=(one,)), CATALOGUE)
    assert len([session for session in plan.sessions if session.day == DAYS[0]]) == 3


def test_nothing_wanted_gives_an_empty_week():
    assert plan_week(task(usual(techniques=frozenset())), CATALOGUE) == WeekPlan(sessions=(), short=())


# The judge finds nothing above; these show that it would.


def broken(change):
    good = plan_week(task(), CATALOGUE)
    sessions = list(good.sessions)
    return faults(task(), replace(good, sessions=tuple(change(sessions))), everything_open())


def everything_open():
    return {(name, site): "ok" for name, technique in CATALOGUE.techniques.items() for site in technique.sites}


def with_first(**other):
    return lambda sessions: [replace(sessions[0], **other), *sessions[1:]]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (with_first(minute=21 * 60), "quiet hours"),
        (with_first(techniques=("helper-foot-massage",)), "helper is not there"),
        (with_first(day=MONDAY - timedelta(days=1)), "in the past"),
        (lambda sessions: [*sessions, replace(sessions[0], minute=sessions[0].minute + 30)], "minutes between"),
        (lambda sessions: [*sessions, replace(sessions[0], minute=1170)], "sessions"),
        (lambda sessions: [one for one in sessions if "knitting" not in one.techniques], "due"),
    ],
)
def test_the_judge_sees(change, what):
    assert any(what in wrong for wrong in broken(change)), broken(change)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"kit": frozenset()}, "no kit"),
        ({"techniques": frozenset()}, "not wanted"),
        ({"sessions_a_day": 2}, "sessions"),
        ({"rest_days": frozenset(range(7))}, "quiet hours"),
        ({"rests": (Hours(start=0, end=1440),)}, "rest of the day"),
    ],
)
def test_the_judge_sees_another_households_plan(changed, what):
    plan = plan_week(task(), CATALOGUE)
    assert any(what in wrong for wrong in faults(task(usual(**changed)), plan, everything_open()))


def test_the_judge_sees_a_closed_technique_and_a_place_that_was_left_empty():
    plan = plan_week(task(), CATALOGUE)
    closed = dict.fromkeys(everything_open(), "closed")
    assert any("closed" in wrong for wrong in faults(task(), plan, closed))
    household = usual(techniques=LOTION)
    empty = plan_week(task(replace(household, rest_days=frozenset(range(7)))), CATALOGUE)
    assert any("would have fitted" in wrong for wrong in faults(task(household), empty, everything_open()))
