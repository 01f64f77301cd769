"""Answers are checked to the last key: what is wrong is named in one line, and nothing is ever ignored."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solemate.care.bad_input import BadInput
from solemate.care.catalogue import load_catalogue
from solemate.care.screening import Answers, parse_answers, read_answers, screen

CATALOGUE = load_catalogue()

FEET = frozenset({"left-foot", "right-foot"})
HANDS = frozenset({"left-hand", "right-hand"})
KEYS = ["conditions", "today", "clinician_ok", "have", "id", "sites"]


def today(*items: object) -> dict[str, object]:
    return {"today": list(items)}


@pytest.mark.parametrize(
    ("name", "sites"),
    [
        *((name, FEET) for name in ("wound_foot", "black_toe", "cold_blue_foot")),
        *((name, FEET) for name in ("foot_hot_swollen", "leg_swollen_one_side")),
        ("wound_hand", HANDS),
        *((name, FEET | HANDS) for name in ("skin_infection", "spreading_redness", "burn_or_blister", "one_limb_weak")),
        *((name, frozenset()) for name in ("fever", "weakness_climbing", "breathless_or_chest_pain")),
    ],
)
def test_no_sites_means_all_that_the_id_can_have(name: str, sites: frozenset[str]) -> None:
    assert parse_answers(today({"id": name, "sites": []}), CATALOGUE).today == {name: sites}
    assert parse_answers(today({"id": name}), CATALOGUE).today == {name: sites}


def test_the_same_answer_twice_is_one_answer_with_all_its_sites() -> None:
    answers = parse_answers(
        {
            "conditions": ["diabetes", "diabetes"],
            **today({"id": "wound_foot", "sites": ["left-foot"]}, {"id": "wound_foot", "sites": ["right-foot"]}),
        },
        CATALOGUE,
    )
    assert answers == Answers(
        conditions=frozenset({"diabetes"}),
        today={"wound_foot": FEET},
        clinician_ok=frozenset(),
        have=frozenset(),
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "answers: must be an object"),
        (None, "answers: must be an object"),
        ("diabetes", "answers: must be an object"),
        ({"condition": []}, "'condition': no such key"),
        ({"conditions": "diabetes"}, "conditions: must be a list"),
        ({"conditions": None}, "conditions: must be a list"),
        ({"conditions": {"diabetes": True}}, "conditions: must be a list"),
        ({"conditions": True}, "conditions: must be a list"),
        ({"conditions": ["diabetes", 7]}, r"conditions\[1\]: must be a text"),
        ({"conditions": [["diabetes"]]}, r"conditions\[0\]: must be a text"),
        ({"conditions": [True]}, r"conditions\[0\]: must be a text"),
        ({"conditions": ["no_such"]}, r"conditions\[0\]: there is no condition 'no_such'"),
        ({"conditions": ["Diabetes"]}, r"there is no condition 'Diabetes'"),
        ({"conditions": ["fever"]}, r"there is no condition 'fever'"),
        ({"conditions": [""]}, r"there is no condition ''"),
        ({"clinician_ok": ["juggling"]}, r"clinician_ok\[0\]: there is no technique 'juggling'"),
        ({"clinician_ok": "knitting"}, r"clinician_ok: must be a list"),
        ({"have": ["luck"]}, r"have\[0\]: there is no thing 'luck'"),
        ({"have": {"thermometer": 1}}, r"have: must be a list"),
        ({"today": {"id": "fever"}}, r"today: must be a list"),
        (today("fever"), r"today\[0\]: must be an object"),
        (today({"sites": []}), r"today\[0\].id: missing"),
        (today({"id": None, "sites": []}), r"today\[0\].id: must be a text"),
        (today({"id": ["fever"]}), r"today\[0\].id: must be a text"),
        (today({"id": "diabetes", "sites": []}), r"there is no question of today 'diabetes'"),
        (today({"id": "fever", "sites": []}, {"id": "x", "sites": []}), r"today\[1\].id: there is no question"),
        (today({"id": "wound_foot", "sites": "left-foot"}), r"today\[0\].sites: must be a list"),
        (today({"id": "wound_foot", "sites": [1]}), r"today\[0\].sites\[0\]: must be a text"),
        (today({"id": "wound_foot", "sites": ["nose"]}), r"there is no site of wound_foot 'nose'"),
        (today({"id": "wound_foot", "sites": ["left-hand"]}), r"there is no site of wound_foot 'left-hand'"),
        (today({"id": "fever", "sites": ["left-foot"]}), r"there is no site of fever 'left-foot'"),
        (today({"id": "wound_foot", "site": "left-foot"}), r"today\[0\].'site': no such key"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(data: object, message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        parse_answers(data, CATALOGUE)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["a\nb", "a\rb\u2028c", "\ud800", "é" * 500, "\0", "\x1b[31m", "'"])
def test_a_strange_id_is_quoted_on_one_printable_line(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_answers({"conditions": [name]}, CATALOGUE)
    message = str(refused.value)
    message.encode()  # can be printed anywhere
    assert message.isprintable()
    assert len(message) < 160


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON .line 1, column 2"),
        (b'{"conditions": [], }', "not JSON"),
        (b'{"conditions": ["diab\xff"]}', "not UTF-8"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b"[" * 400_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"1" * 10_000, "a number is too long"),
        (b" " * 2_000_000, "larger than"),
        (b'{"conditions": ["diabetes"], "conditions": []}', "'conditions': stands twice"),
        (b'{"today": [{"id": "fever", "id": "wound_foot"}]}', "'id': stands twice"),
        (b"NaN", "answers: must be an object"),
        (b'"text"', "answers: must be an object"),
        (b'{"conditions": [NaN]}', r"conditions\[0\]: must be a text"),
    ],
    ids=range(14),
)
def test_a_bad_file_is_named_with_its_key_and_reason(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=message) as refused:
        read_answers(path, CATALOGUE)
    assert str(refused.value).startswith(f"{path}: ")
    assert str(refused.value).isprintable()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (
        tmp_path / "none.json",
        tmp_path,
        tmp_path / "zero\0byte",
        tmp_path / ("long" * 100),
        Path("/dev/zero"),
    ):
        with pytest.raises(BadInput, match="file: ") as refused:
            read_answers(path, CATALOGUE)
        assert str(refused.value).isprintable()


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(b'\xef\xbb\xbf{"conditions": ["diabetes"]}')
    assert read_answers(path, CATALOGUE).conditions == {"diabetes"}


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(list(CATALOGUE.questions)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


def refusal_of(attempt: Callable[[], object]) -> str:
    """The message of a refusal; empty where there was none. Any other exception is a failure."""
    try:
        attempt()
    except BadInput as refused:
        return str(refused)
    return ""


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(ANY_JSON)
def test_any_json_is_screened_or_refused(data: object) -> None:
    assert refusal_of(lambda: screen(parse_answers(data, CATALOGUE), CATALOGUE)).isprintable()


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.binary(max_size=200) | ANY_JSON.map(lambda data: json.dumps(data).encode()))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    assert refusal_of(lambda: read_answers(path, CATALOGUE)).isprintable()
