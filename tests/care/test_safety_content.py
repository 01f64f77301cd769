"""A slip in the safety content is caught when it is read, and the message names file, key and reason."""

from importlib import resources

import pytest

from solemate.care.catalogue import FOLDERS, SAFETY_FILES, TOP_FILES, load_catalogue, read_catalogue
from solemate.care.content_file import ContentError

FOLDER = resources.files("solemate") / "content" / "safety"
CONTENT = {name: (FOLDER / name).read_bytes() for name in SAFETY_FILES}
TOP = {name: (FOLDER.parent / name).read_bytes() for name in TOP_FILES}
CONTENT |= TOP
CONTENT |= {
    f"{folder}/{path.name}": path.read_bytes() for folder in FOLDERS for path in (FOLDER.parent / folder).glob("*.toml")
}


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    """The content with one slip in one file."""
    text = CONTENT[name].decode()
    assert old in text
    return {**CONTENT, name: text.replace(old, new, 1).encode()}


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("rows.toml", 'id = "tennis-ball"', 'id = "golf-ball"', "rows.toml: golf-ball: id: used twice"),
        ("rows.toml", 'code = "TB"', "", "rows.toml: tennis-ball: code: missing"),
        ("rows.toml", '"left-foot", "right-foot"', '"left-foot", "nose"', "rows.toml: .*: sites: 'nose' is not one of"),
        ("rows.toml", "sites = []", "size = 1", "rows.toml: essential-oil: size: no such key"),
        ("rows.toml", "[[techniques]]", "[[techniques]", "rows.toml: .*line"),
        ("questions.toml", 'kind = "today"', 'kind = "now"', "questions.toml: emergency: kind: 'now' is not one of"),
        ("questions.toml", 'group = "feet"', 'group = "toes"', "wound_foot: group: there is no group 'toes'"),
        ("questions.toml", 'id = "wound_foot"', 'id = "wound_hand"', "questions.toml: wound_hand: id: used twice"),
        ("questions.toml", 'acts_as = ["cli"]', 'acts_as = ["no"]', "cold_blue_foot: acts_as: there is no question"),
        (
            "questions.toml",
            'acts_as = ["cli"]',
            'acts_as = ["black_toe"]',
            "acts_as: 'black_toe' acts as another itself",
        ),
        ("questions.toml", 'text = "Do you have diabetes?"', 'text = ""', "diabetes: text: must be a text"),
        ("questions.toml", 'text = "Do you have diabetes?"', "text = 3", "diabetes: text: must be a text"),
        (
            "questions.toml",
            'id = "home"\nkind = "condition"',
            'id = "home"\nkind = "today"',
            "home: kind: lives_alone is of",
        ),
        (
            "questions.toml",
            'label = "Living alone"',
            'sites = ["left-foot"]\nlabel = "x"',
            "lives_alone: sites: a condition",
        ),
        ("rules.toml", 'when = ["wound_foot"]', 'when = ["wound"]', "R-001: effects 1: when: 'wound' is not one of"),
        ("rules.toml", 'when = ["wound_foot"]', "", "R-001: effects 1: when: name what triggers it"),
        ("rules.toml", 'when = ["wound_foot"]', 'when = "wound_foot"', "R-001: effects 1: when: must be a list"),
        (
            "rules.toml",
            'when = ["wound_foot"]',
            'when = ["fever", "fever"]',
            "R-001: effects 1: when: says the same twice",
        ),
        ("rules.toml", 'action = "closed"', 'action = "shut"', "R-001: effects 1: action: 'shut' is not one of"),
        ("rules.toml", 'action = "closed"', 'action = "adapt"', "R-001: effects 1: adaptation: missing"),
        ("rules.toml", 'action = "closed"', 'action = "closed"\nunlock = "luck"', "unlock: 'luck' is not one of"),
        ("rules.toml", 'action = "closed"', 'action = "closed"\nunlock = "support"', "effects 1: adaptation: missing"),
        ("rules.toml", 'action = "adapt"', 'action = "adapt"\nunlock = "support"', "unlock: only what is closed"),
        ("rules.toml", 'action = "closed"', 'action = "closed"\nevery_site = 1', "every_site: must be true or false"),
        ("rules.toml", 'id = "R-002"', 'id = "R-001"', "rules.toml: R-001: id: used twice"),
        ("rules.toml", 'no_effect = "A prec', 'what = "A prec', "R-024: what: no such key"),
        ("rules.toml", 'read_into = ["R-022"]', 'read_into = ["R-99"]', "N-6: read_into: there is no 'R-99'"),
        ("rules.toml", "Standing work is closed. A", "For {site}. A", r"N-19: effects 4: reason: .site. is not known"),
        ("flags.toml", 'call = "oncology-line-now"', 'call = "mother"', "RF-19: call: 'mother' is not one of"),
        ("flags.toml", 'origin = "diary"', 'origin = "screening"', "RF-15: triggers: the answers raise"),
        ("flags.toml", 'urgency = "emergency"', 'urgency = "now"', "RF-01: triggers 1: urgency: 'now' is not one of"),
        (
            "flags.toml",
            'do_now = ["If you are in a session, stop it."]',
            'do_now = ["a", "b", "c", "d"]',
            "RF-02: do_now: must have 1 to 3",
        ),
        ("flags.toml", 'id = "RF-02"', 'id = "RF-01"', "flags.toml: RF-01: id: used twice"),
        ("flags.toml", "[usual_call]", "[unusual]", "flags.toml: usual_call: missing"),
    ],
)
def test_a_slip_is_named(name: str, old: str, new: str, message: str) -> None:
    contents = changed(name, old, new)
    with pytest.raises(ContentError, match=message):
        read_catalogue(contents)


def test_content_that_is_no_text_is_named() -> None:
    with pytest.raises(ContentError, match=r"flags.toml: .*utf-8"):
        read_catalogue({**CONTENT, "flags.toml": b"\xff"})


def test_the_content_is_read_once() -> None:
    assert load_catalogue() is load_catalogue()


def test_the_version_follows_every_byte() -> None:
    version = read_catalogue(CONTENT).version
    assert version == read_catalogue(dict(reversed(CONTENT.items()))).version
    assert version != read_catalogue(changed("rules.toml", "Let the skin heal.", "Let the skin heal. ")).version
