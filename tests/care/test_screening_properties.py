"""Laws of the gate that hold for all answers: nothing opens but by what the contracts name, nothing hides a flag."""

import functools
import itertools
import random
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solemate.care.action import Action, Urgency
from solemate.care.catalogue import load_catalogue
from solemate.care.screening import Answers, Clearance, Screening, may_affect, parse_answers, screen
from solemate.care.site import SITES, Site

CATALOGUE = load_catalogue()
CONDITIONS = [question.id for question in CATALOGUE.questions.values() if question.kind == "condition"]
TODAY = [question.id for question in CATALOGUE.questions.values() if question.kind == "today"]
IDS = [*CONDITIONS, *TODAY]
TECHNIQUES = list(CATALOGUE.rows)

OPENED_BY_AN_OK = {"R-006", "R-017", "R-018"}  # contracts.md; whatever else is closed stays closed
OPENED_WITH_A_THERMOMETER = {"R-017", "R-018"}

# Two answers that raise more together than each of them alone (contracts.md, the table of flags).
WOUNDED_FEET = {"wound_foot", "black_toe", "burn_or_blister"}
BAD_SKIN = {"skin_infection", "spreading_redness"}
EMERGENCY_TOGETHER = {
    *(frozenset({"fever", other}) for other in WOUNDED_FEET | BAD_SKIN | {"chemo_active", "neutropenia"}),
    *(frozenset({too_little_blood, wound}) for too_little_blood in ("cli", "cold_blue_foot") for wound in WOUNDED_FEET),
}

laws = settings(max_examples=100, deadline=None, derandomize=True, database=None)


def sites_of(name: str) -> st.SearchStrategy[frozenset[Site]]:
    possible = CATALOGUE.questions[name].sites
    return st.frozensets(st.sampled_from(possible)) if possible else st.just(frozenset())


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Any answers, most of them few: with many, everything is closed and nothing is left to see."""
    today = draw(st.lists(st.sampled_from(TODAY), max_size=3, unique=True))
    return Answers(
        conditions=draw(st.frozensets(st.sampled_from(CONDITIONS), max_size=6)),
        today={name: draw(sites_of(name)) for name in today},
        clinician_ok=draw(st.frozensets(st.sampled_from(TECHNIQUES))),
        have=draw(st.frozensets(st.sampled_from(CATALOGUE.things))),
    )


def with_one_more(given_answers: Answers, name: str, sites: frozenset[Site]) -> Answers:
    """The answers and one more "yes"; where no site is named, at all its sites."""
    if name in CONDITIONS:
        return change(given_answers, conditions=given_answers.conditions | {name})
    possible = frozenset(CATALOGUE.questions[name].sites)
    before = given_answers.today.get(name)
    known = frozenset() if before is None else before or possible
    return change(given_answers, today={**given_answers.today, name: known | (sites or possible)})


def change(given_answers: Answers, **changes: object) -> Answers:
    fields = ("conditions", "today", "clinician_ok", "have")
    return Answers(**{field: changes.get(field, getattr(given_answers, field)) for field in fields})


def look(given_answers: Answers) -> Screening:
    return screen(given_answers, CATALOGUE)


@functools.cache
def look_at(names: frozenset[str]) -> Screening:
    """Yes to these, at all their sites."""
    return look(
        Answers(
            conditions=names & frozenset(CONDITIONS),
            today={name: frozenset() for name in sorted(names & frozenset(TODAY))},
            clinician_ok=frozenset(),
            have=frozenset(),
        )
    )


def strictness(screening: Screening) -> list[int]:
    return [row.action.strictness for row in screening.clearances]


def rows_of(screening: Screening, technique: str) -> list[Clearance]:
    return [row for row in screening.clearances if row.technique == technique]


# --- Nothing opens by one more answer ---------------------------------------------------------------------------------


@laws
@given(answers(), st.sampled_from(IDS), st.data())
def test_one_more_answer_never_opens_a_row_and_never_calms_a_flag(
    before: Answers, name: str, data: st.DataObject
) -> None:
    after = with_one_more(before, name, data.draw(sites_of(name)))
    was, is_now = look(before), look(after)
    assert all(new >= old for new, old in zip(strictness(is_now), strictness(was), strict=True))
    now_raised = {flag.id: flag for flag in is_now.flags}
    for flag in was.flags:
        assert now_raised[flag.id].urgency.patience <= flag.urgency.patience
        assert set(now_raised[flag.id].sites or SITES) >= set(flag.sites or SITES)


def test_no_answer_opens_what_any_other_closed() -> None:
    """The same for every pair of answers, at all their sites."""
    for one, other in itertools.permutations(IDS, 2):
        pairs = zip(strictness(look_at(frozenset({one, other}))), strictness(look_at(frozenset({one}))), strict=True)
        assert all(together >= alone for together, alone in pairs), f"{other} opens what {one} closed"


@laws
@given(answers())
def test_a_named_site_is_never_stricter_than_no_site(some: Answers) -> None:
    everywhere = change(some, today={name: frozenset() for name in some.today})
    assert all(b >= a for a, b in zip(strictness(look(some)), strictness(look(everywhere)), strict=True))


# --- Pairs and triples ------------------------------------------------------------------------------------------------


def joined(parts: Iterable[Screening]) -> list[tuple[Action, set[str], set[str]]]:
    """What several answers give if none of them changes what another means: the strictest of each row."""
    rows = []
    for found in zip(*(part.clearances for part in parts), strict=True):
        action = max((row.action for row in found), key=lambda action: action.strictness)
        rules = {rule for row in found if row.action is action for rule in row.rules}
        closed = action is Action.CLOSED
        rows.append((action, rules, set() if closed else {text for row in found for text in row.adaptations}))
    return rows


def as_joined(screening: Screening) -> list[tuple[Action, set[str], set[str]]]:
    return [(row.action, set(row.rules), set(row.adaptations)) for row in screening.clearances]


def test_a_pair_gives_what_its_two_answers_give_but_for_the_emergencies_named() -> None:
    for pair in map(frozenset, itertools.combinations(IDS, 2)):
        together, alone = look_at(pair), [look_at(frozenset({name})) for name in pair]
        raised = {flag.id for flag in together.flags} - {flag.id for part in alone for flag in part.flags}
        if pair in EMERGENCY_TOGETHER:
            urgencies = {flag.urgency for flag in together.flags}
            assert Urgency.EMERGENCY in urgencies, f"{set(pair)} raise no emergency"
            assert all(row.action is Action.CLOSED for row in together.clearances)
        else:
            assert not raised, f"{set(pair)} raise {raised}"
            assert as_joined(together) == joined(alone), f"{set(pair)}"


def triples_in_sixes(names: list[str]) -> Iterator[frozenset[str]]:
    """Sets of 6 that hold every 3 names together at least once, many of them several times."""
    left = {frozenset(triple) for triple in itertools.combinations(names, 3)}
    shuffled = random.Random(20261122)
    while len(left) > 4000:
        order = shuffled.sample(names, len(names))
        for six in (order[start : start + 6] for start in range(0, len(order) - 5, 6)):
            new = {frozenset(triple) for triple in itertools.combinations(six, 3)} & left
            if new:
                left -= new
                yield frozenset(six)
    yield from left


def test_three_answers_give_nothing_that_two_of_them_do_not() -> None:
    """Each triple stands in a set of answers that gives exactly what its pairs give. Lone emergencies hide too much."""
    alone = {name: {flag.urgency for flag in look_at(frozenset({name})).flags} for name in IDS}
    calm = [name for name in IDS if Urgency.EMERGENCY not in alone[name]]
    for names in triples_in_sixes(calm):
        pairs = [look_at(frozenset(pair)) for pair in itertools.combinations(sorted(names), 2)]
        assert as_joined(look_at.__wrapped__(names)) == joined(pairs), f"{set(names)}"


# --- A clinician's OK, and what is in the house -----------------------------------------------------------------------


def test_only_these_closings_can_be_opened_at_all() -> None:
    openings = {
        (rule.id, technique, effect.unlock)
        for rule in CATALOGUE.rules.values()
        for effect in rule.effects
        for technique in effect.techniques
        if effect.action is Action.CLOSED and effect.unlock
    }
    feet = ["foot-lotion-massage", "helper-foot-massage", "tennis-ball", "marble-footbath", "dry-marbles"]
    assert openings == {
        *(("R-006", technique, "clinician") for technique in [*feet, "standing-exercise"]),
        ("R-017", "marble-footbath", "clinician-and-thermometer"),
        ("R-018", "marble-footbath", "clinician-and-thermometer"),
        ("R-018", "dry-marbles", "clinician"),
        ("R-028", "standing-exercise", "support"),
    }


@laws
@given(answers())
def test_an_ok_opens_only_what_the_contracts_say(some: Answers) -> None:
    without = look(change(some, clinician_ok=frozenset()))
    for was, is_now in zip(without.clearances, look(some).clearances, strict=True):
        if is_now.action.strictness >= was.action.strictness:
            assert is_now.action is was.action, "an OK never closes"
            continue
        assert was.technique in some.clinician_ok
        assert was.action in (Action.ASK_CLINICIAN, Action.CLOSED)
        assert is_now.action.strictness >= Action.ADAPT.strictness
        if was.action is Action.CLOSED:
            assert set(was.rules) <= OPENED_BY_AN_OK
            if was.technique == "marble-footbath" and set(was.rules) & OPENED_WITH_A_THERMOMETER:
                assert "thermometer" in some.have


@laws
@given(answers())
def test_an_ok_for_everything_leaves_nothing_to_ask(some: Answers) -> None:
    """Whatever was only to be asked about is then open, and is never better than adapt."""
    everything = look(change(some, clinician_ok=frozenset(TECHNIQUES)))
    without = look(change(some, clinician_ok=frozenset()))
    for was, is_now in zip(without.clearances, everything.clearances, strict=True):
        assert is_now.action is not Action.ASK_CLINICIAN
        if was.action is Action.ASK_CLINICIAN:
            assert is_now.action is Action.ADAPT


@laws
@given(answers())
def test_what_is_in_the_house_opens_only_what_the_contracts_say(some: Answers) -> None:
    nothing = look(change(some, have=frozenset()))
    for was, is_now in zip(nothing.clearances, look(some).clearances, strict=True):
        if is_now.action is was.action:
            continue
        assert is_now.action.strictness < was.action.strictness
        assert was.action is Action.CLOSED
        if was.technique == "standing-exercise":
            assert "support" in some.have
            assert "R-028" in was.rules
        else:
            assert was.technique == "marble-footbath"
            assert {"thermometer"} <= some.have
            assert was.technique in some.clinician_ok
            assert set(was.rules) <= OPENED_WITH_A_THERMOMETER


# --- Emergencies, limbs, the tub --------------------------------------------------------------------------------------


@laws
@given(answers())
def test_an_emergency_closes_every_row_and_says_so(some: Answers) -> None:
    screening = look(some)
    emergencies = {flag.id for flag in screening.flags if flag.urgency is Urgency.EMERGENCY}
    for row in screening.clearances:
        assert emergencies <= set(row.rules)
        assert row.action is Action.CLOSED or not emergencies


@pytest.mark.parametrize("pair", sorted(map(sorted, EMERGENCY_TOGETHER)))
def test_emergencies_of_two_answers_close_every_row_on_any_side(pair: list[str]) -> None:
    sides = [CATALOGUE.questions[name].sites or (None,) for name in pair]
    for sites in itertools.product(*sides):
        if "burn_or_blister" in pair and any(site and site.endswith("hand") for site in sites):
            continue  # a burn of the hand is no wound of the foot
        some = Answers(conditions=frozenset(), today={}, clinician_ok=frozenset(TECHNIQUES), have=frozenset())
        for name, site in zip(pair, sites, strict=True):
            some = with_one_more(some, name, frozenset({site} if site else ()))
        assert all(row.action is Action.CLOSED for row in look(some).clearances), f"{pair} at {sites}"


@laws
@given(answers(), st.sampled_from(["one_limb_weak", "burn_or_blister", "spreading_redness", "leg_swollen_one_side"]))
def test_a_same_day_flag_closes_the_limb_it_names(some: Answers, name: str) -> None:
    for site in CATALOGUE.questions[name].sites:
        limb = change(some, today={**some.today, name: frozenset({site})})
        assert all(row.action is Action.CLOSED for row in look(limb).clearances if row.site == site)


@laws
@given(answers())
def test_the_tub_is_closed_for_both_feet_or_for_none(some: Answers) -> None:
    left, right = rows_of(look(some), "marble-footbath")
    assert (left.action is Action.CLOSED) == (right.action is Action.CLOSED)
    if left.action is Action.CLOSED:
        assert set(left.rules) == set(right.rules)


OTHER_SIDE: dict[Site, Site] = {
    "left-foot": "right-foot",
    "right-foot": "left-foot",
    "left-hand": "right-hand",
    "right-hand": "left-hand",
}


@laws
@given(answers())
def test_left_and_right_are_treated_alike(some: Answers) -> None:
    mirrored = look(
        change(some, today={name: frozenset(OTHER_SIDE[site] for site in sites) for name, sites in some.today.items()})
    )
    there = {(row.technique, row.site): (row.action, set(row.rules)) for row in mirrored.clearances}
    for row in look(some).clearances:
        assert there[row.technique, OTHER_SIDE[row.site] if row.site else None] == (row.action, set(row.rules))


# --- What comes out ---------------------------------------------------------------------------------------------------


@laws
@given(answers())
def test_every_row_comes_once_in_order_with_all_that_belongs_to_it(some: Answers) -> None:
    screening = look(some)
    assert [(row.technique, row.site) for row in screening.clearances] == list(CATALOGUE.all_rows)
    for row in screening.clearances:
        assert bool(row.rules) == bool(row.reasons) == (row.action is not Action.OK)
        assert bool(row.dos) == (row.action in (Action.CLOSED, Action.ASK_CLINICIAN))
        assert not (row.adaptations and row.action in (Action.CLOSED, Action.OK))
        assert row.adaptations or row.action not in (Action.WARN, Action.ADAPT)
        assert len(set(row.rules)) == len(row.rules)
        assert not any("{" in text for text in (*row.reasons, *row.adaptations)), "a word was not filled in"
        assert not any("{" in text.replace("{emergency_number}", "") for text in row.dos)


@laws
@given(answers())
def test_every_flag_comes_once_in_order(some: Answers) -> None:
    flags = look(some).flags
    assert [flag.id for flag in flags] == sorted({flag.id for flag in flags})
    for flag in flags:
        assert list(flag.sites) == [site for site in SITES if site in flag.sites]


@laws
@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_makes_no_difference(some: Answers, dice: random.Random) -> None:
    def as_written() -> dict[str, object]:
        today = [{"id": name, "sites": shuffled(sites)} for name, sites in some.today.items()]
        return {
            "today": shuffled(today),
            "have": shuffled(some.have),
            "clinician_ok": shuffled(some.clinician_ok),
            "conditions": shuffled([*some.conditions, *some.conditions]),
        }

    def shuffled(values: Iterable[object]) -> list[object]:
        return dice.sample(list(values), len(list(values)))

    outcomes = [look(parse_answers(as_written(), CATALOGUE)) for _ in range(2)]
    assert outcomes == [look(some)] * 2


# --- may_affect -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_a_question_outside_may_affect_changes_no_row_beside_any_other(technique: str) -> None:
    inside = may_affect(technique, CATALOGUE)
    for outside in (name for name in IDS if name not in inside):
        for other in IDS:
            alone, together = look_at(frozenset({other})), look_at(frozenset({other, outside}))
            assert rows_of(together, technique) == rows_of(alone, technique), f"{outside} beside {other}"


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_a_question_inside_may_affect_changes_a_row_beside_some_other(technique: str) -> None:
    """Nothing is asked in vain."""
    for inside in may_affect(technique, CATALOGUE):
        changed = (
            rows_of(look_at(frozenset({other, inside})), technique) != rows_of(look_at(frozenset({other})), technique)
            for other in IDS
            if other != inside
        )
        assert any(changed), f"{inside} changes nothing"


@laws
@given(answers(), st.sampled_from(TECHNIQUES), st.data())
def test_questions_outside_may_affect_can_be_left_unasked(some: Answers, technique: str, data: st.DataObject) -> None:
    outside = sorted(set(IDS) - may_affect(technique, CATALOGUE))
    more = some
    for name in data.draw(st.lists(st.sampled_from(outside), max_size=8)):
        more = with_one_more(more, name, data.draw(sites_of(name)))
    assert rows_of(look(more), technique) == rows_of(look(some), technique)
