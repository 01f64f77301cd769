"""The ledger holds every row of facts 0, 2.2, 3, 4 and 5 once, shows nothing of status U, and reads plainly.

The tables are written down from the facts, not from the content.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from importlib import resources

import pytest

from solemate.care.catalogue import load_catalogue
from solemate.care.content_file import ContentError
from solemate.care.evidence import FILES, load_evidence, read_evidence
from solemate.care.instrument import load_instruments, read_instruments
from tests.safety.reading_grade import grade, longest_sentence

CONTENT = resources.files("solemate") / "content"
CONTENTS = {name: (CONTENT / name).read_bytes() for name in (*FILES, "instruments.toml")}
EVIDENCE = load_evidence()
INSTRUMENTS = load_instruments()

HARDEST_GRADE = 6.0
HARDEST_RESULT = 8.0
LONGEST_SENTENCE = 20


def ids(letter: str, first: int, last: int) -> list[str]:
    return [f"{letter}-{number:02}" for number in range(first, last + 1)]


# Facts 2.2 and 3, and the studies of 1.3 and 1.4: id, n, certainty, status. "-" where they print none.
STUDIES = """
    E-01 46 low V,V2           E-02 75 low-to-moderate V   E-03 40 low V               E-04 71 low-to-moderate V
    E-05 - low V               E-06 60 low V               E-07 52 low-to-moderate V   E-08 52 very-low V
    E-09 48 very-low V         E-10 60 - V                 E-11 70 low V               E-12 72 very-low V
    E-13 27 very-low V         E-14 60 low V               E-15 45 low V               E-16 165 low V
    E-17 - low V               E-18 - very-low V           E-19 - low V                E-20 23 very-low V
    X-01 158 - V               X-02 - - V                  X-03 17 - V                 X-04 87 - V
    X-05 - - V2                X-06 78 - V                 X-07 30 - V                 X-08 759 very-low-to-low V2
    X-09 - - V                 X-10 42 - V                 X-11 - - V,V2               X-12 - - V
    K-01 3545 - V              K-02 37 - V                 K-03 - - V                  K-04 - - V2
    W-05 - - V                 W-07 31 - V                 W-08 - - V2                 W-09 27 - V2
    W-10 - - V                 O-05 - - V,V2
"""
REVIEWED = {"E-16": 4, "E-18": 5, "E-19": 29, "X-02": 18, "X-08": 16}  # how many trials or papers a review holds

# Facts 4: verdict and certainty.
CLAIMS = """
    C-01 supported high               C-02 partly low                    C-03 plausible -
    C-04 not-supported moderate       C-05 partly low                    C-06 partly,not-supported very-low-to-low
    C-07 not-supported -              C-08 weak,unsafe-as-written very-low   C-09 weak low
    C-10 partly low                   C-11 no-trial-found very-low       C-12 partly low
    C-13 supported,garbled high       C-14 garbled moderate-to-high      C-15 partly low-to-moderate
    C-16 not-supported moderate       C-17 partly low                    C-18 not-supported -
    C-19 weak low                     C-20 weak,garbled moderate         C-21 garbled,fabricated high
"""
NOT_SAID = ["C-03", "C-06", "C-10", "C-12", "C-14", "C-16", "C-17", "C-18", "C-20"]  # no safe wording, or "omit"

# Facts 5.1: use and status.
TESTS = """
    I-01 core V      I-02 core V     I-03 core V     I-04 yes V    I-05 yes V,V2   I-06 core V   I-07 yes V
    I-08 optional V  I-09 optional V,U   I-10 no V   I-11 optional V2  I-12 no V   I-13 no V     I-14 no V,U
    I-15 no V,U      I-16 no V       I-17 no V       I-18 no V     I-19 core D
"""
# Facts 5.3, without our own codes.
CODES = {
    *("72514-3", "91148-7", "91147-9", "75893-8", "91145-3", "91146-1", "69724-3", "44249-1", "44261-6", "44250-9"),
    *("44255-8", "69737-5", "70274-6", "69725-0", "68509-9", "55758-7", "71969-0", "71971-6"),
    *("386033004", "424736006", "49455004", "309538000"),
}
UNSURE_CODES = {"70272-0", "91019004", "55300003"}
OUR_CODES = {"numbness", "tingling", "mnsi", "touch-toes", "pgic", "who-5"}

NEVER_SAID = re.compile(r"!|\b(cures?|relief|prevents?|heals?|best|forbidden)\b", re.IGNORECASE)
NOT_REPEATED = re.compile("dessert|back pain chairs|consumer therapy|marinade", re.IGNORECASE)  # P-02


def rows(table: str, width: int) -> list[list[str]]:
    words = table.split()
    return [words[start : start + width] for start in range(0, len(words), width)]


def parts(status: str) -> str:
    return status.replace(" / ", ",")


def dashed(text: str) -> str:
    return text.replace(" ", "-") or "-"


def raw_ids(file: str, table: str) -> list[str]:
    return [row["id"] for row in tomllib.loads(CONTENTS[file].decode())[table]]


def test_every_row_of_the_facts_is_there_once_and_no_other() -> None:
    studies = [*ids("E", 1, 20), *ids("X", 1, 12), *ids("K", 1, 4), "W-05", *ids("W", 7, 10), "O-05"]
    assert raw_ids("evidence.toml", "studies") == list(EVIDENCE.studies) == studies
    assert raw_ids("claims.toml", "claims") == list(EVIDENCE.claims) == ids("C", 1, 21)
    assert raw_ids("claims.toml", "article") == [row.id for row in EVIDENCE.article] == ids("P", 1, 4)
    assert raw_ids("instruments.toml", "instruments") == list(INSTRUMENTS.instruments) == ids("I", 1, 19)
    assert list(EVIDENCE.sources) == ["S01", "S02", *(f"S{number}" for number in range(10, 182))]


def test_every_study_has_the_numbers_of_the_facts() -> None:
    found = [
        [study.id, str(study.n or "-"), dashed(study.certainty), parts(study.status)]
        for study in EVIDENCE.studies.values()
    ]
    assert found == rows(STUDIES, 4)
    assert {study.id: study.trials for study in EVIDENCE.studies.values() if study.trials} == REVIEWED


def test_every_claim_has_the_verdict_of_the_facts() -> None:
    found = [
        [claim.id, ",".join(map(dashed, claim.verdicts)), dashed(claim.certainty)] for claim in EVIDENCE.claims.values()
    ]
    assert found == rows(CLAIMS, 3)


def test_every_instrument_has_the_use_of_the_facts() -> None:
    found = [[test.id, test.use, parts(test.status)] for test in INSTRUMENTS.instruments.values()]
    assert found == rows(TESTS, 3)


def test_every_code_is_there_and_no_other() -> None:
    codes = [code.code for code in INSTRUMENTS.codes.values()]
    assert len(codes) == len(set(codes))
    assert set(codes) == CODES | UNSURE_CODES | OUR_CODES
    assert {code.code for code in INSTRUMENTS.codes.values() if code.system.id == "solemate"} == OUR_CODES


def test_what_is_unsure_is_never_shown() -> None:
    """N-14: sentences and codes of status U."""
    assert {code.code for code in INSTRUMENTS.codes.values()} - {
        code.code for code in INSTRUMENTS.shipped.values()
    } == UNSURE_CODES
    unsure = [sentence for claim in EVIDENCE.claims.values() for sentence in claim.unsure]
    unsure += [sentence for test in INSTRUMENTS.instruments.values() for sentence in test.unsure]
    assert len(unsure) == 5
    licences = [text for test in INSTRUMENTS.instruments.values() for text in (test.licence, test.score, test.why_not)]
    for sentence in unsure:
        core = sentence.rstrip(".").lower()
        assert not [text for text in (*dict(texts()).values(), *licences) if core in text.lower()]


def test_a_row_that_becomes_unsure_is_shown_nowhere() -> None:
    """N-14: neither in the list nor under a claim. It needs no source, for it is yet to be checked."""
    sure = b'status = "V"\npmid = "34217127"\nsources = ["S65"]'
    assert CONTENTS["evidence.toml"].count(sure) == 1
    changed = CONTENTS["evidence.toml"].replace(sure, b'status = "U"')
    evidence = read_evidence(CONTENTS | {"evidence.toml": changed})
    assert not evidence.studies["E-02"].may_show
    assert [study.id for study in evidence.shown] == [study for study in EVIDENCE.studies if study != "E-02"]
    assert [study.id for study in evidence.claims["C-09"].studies] == ["E-01"]
    assert len(evidence.shown) == len(EVIDENCE.shown) - 1


def test_what_is_shown_has_a_source() -> None:
    assert [study.id for study in EVIDENCE.shown if not study.sources] == ["K-03"]  # our own search
    for claim in EVIDENCE.claims.values():
        assert claim.studies or claim.sources or claim.id == "C-03", claim.id  # C-03: the page was not found
    assert [row.id for row in EVIDENCE.article if not row.sources] == []
    assert [test.id for test in INSTRUMENTS.instruments.values() if not test.sources] == ["I-19"]  # our own


def test_every_id_in_a_text_points_somewhere() -> None:
    known = {*EVIDENCE.studies, *EVIDENCE.claims, *EVIDENCE.sources, *INSTRUMENTS.instruments, *load_catalogue().rules}
    for_clinicians = [study.figures for study in EVIDENCE.studies.values()]
    for_clinicians += [claim.figures for claim in EVIDENCE.claims.values()]
    for text in for_clinicians:
        assert set(re.findall(r"\b(?:[EXKWOCI]-\d\d|S\d{2,3}|R-\d{3})\b", text)) <= known, text
    for claim in EVIDENCE.claims.values():
        assert set(claim.rules) <= set(load_catalogue().rules), claim.id


def test_every_technique_rests_on_rows_that_may_be_shown() -> None:
    known = {*(study.id for study in EVIDENCE.shown), *EVIDENCE.claims}
    for technique in load_catalogue().techniques.values():
        assert set(technique.evidence) <= known, technique.id


def test_dois_and_pmids_are_ids_and_no_addresses() -> None:
    for study in EVIDENCE.studies.values():
        assert re.fullmatch(r"(10\.\d{4,5}/\S+)?", study.doi), study.id
        assert re.fullmatch(r"(\d{8})?", study.pmid), study.id


def test_the_claims_we_do_not_repeat() -> None:
    assert [claim.id for claim in EVIDENCE.claims.values() if not claim.say] == NOT_SAID
    for claim in EVIDENCE.claims.values():
        assert not NEVER_SAID.search(claim.say), claim.id


def test_the_made_up_names_are_not_repeated() -> None:
    """P-02: not on a page, and not in a comment."""
    for name, content in CONTENTS.items():
        assert not NOT_REPEATED.search(content.decode()), name


def test_the_figures_that_were_wrong_are_set_right() -> None:
    assert [figure.claim.id for figure in EVIDENCE.figures] == ["C-13", "C-14", "C-20", "C-21"]
    for figure in EVIDENCE.figures:
        assert "garbled" in figure.claim.verdicts
        assert figure.found


def texts() -> Iterator[tuple[str, str]]:
    """Every text of a page at grade 6 or below, under a name of its own."""
    for claim in EVIDENCE.claims.values():
        for key in ("claim", "say", "not_said", "why"):
            if getattr(claim, key):
                yield f"{claim.id} {key}", getattr(claim, key)
    for row in EVIDENCE.article:
        for number, text in enumerate((row.title, *row.say)):
            yield f"{row.id} {number}", text
    for figure in EVIDENCE.figures:
        for number, text in enumerate((figure.printed, *figure.found)):
            yield f"{figure.claim.id} figure {number}", text
    for number, text in enumerate(EVIDENCE.reading):
        yield f"reading {number}", text


def results() -> Iterator[tuple[str, str]]:
    for study in EVIDENCE.studies.values():
        for number, text in enumerate((study.result, *study.also, study.why_certainty)):
            if text:
                yield f"{study.id} {number}", text


@pytest.mark.parametrize(("hardest", "read"), [(HARDEST_GRADE, texts), (HARDEST_RESULT, results)])
def test_every_text_is_plain(hardest: float, read: Callable[[], Iterator[tuple[str, str]]]) -> None:
    found = list(read())
    assert not [(owner, f"{grade(text):.1f}", text) for owner, text in found if grade(text) > hardest]
    assert not [owner for owner, text in found if longest_sentence(text) > LONGEST_SENTENCE]
    for owner, text in found:
        assert text[0].isupper() or text[0].isdigit(), owner
        assert text[-1] in ".”" or owner.startswith("P-"), owner


def test_a_result_is_one_sentence() -> None:
    for study in EVIDENCE.studies.values():
        for text in (study.result, *study.also):
            assert len(re.findall(r"[.?!](?=\s|$)", text)) == 1, study.id


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("evidence.toml", 'id = "E-02"', 'id = "E-01"', "evidence.toml: E-01: id: used twice"),
        ("evidence.toml", 'sources = ["S64"]', 'sources = ["S99999"]', "E-01: sources: 'S99999' is not one of"),
        ("evidence.toml", 'sources = ["S64"]\n', "", "E-01: sources: what may be shown has a source"),
        ("evidence.toml", 'kind = "trial"', 'kind = "rumour"', "E-01: kind: 'rumour' is not one of"),
        ("evidence.toml", 'certainty = "low"\nwhy', "why", "E-01: why_certainty: there is no certainty"),
        ("evidence.toml", "n = 46", 'n = "46"', "E-01: n: must be a whole number"),
        ("evidence.toml", "n = 46", "m = 46", "E-01: m: no such key"),
        ("claims.toml", '"S70", "S117"', '"S70", "S9"', "C-01: sources: 'S9' is not one of"),
        ("claims.toml", 'evidence = ["E-02"]', 'evidence = ["E-99"]', "C-10: evidence: 'E-99' is not one of"),
        ("claims.toml", 'verdicts = ["supported"]', "verdicts = []", "C-01: verdicts: missing"),
        ("claims.toml", 'not_said = "We did not find', '#"', "C-03: say: write what we say"),
        ("claims.toml", 'say = "Massage may ease', 'not_said = "No."\nsay = "', "C-02: say: write what we say"),
        ("claims.toml", 'id = "C-02"', 'id = "C-01"', "claims.toml: C-01: id: used twice"),
        ("claims.toml", 'claim = "C-13"', 'claim = "C-99"', "figures 1: claim: 'C-99' is not one of"),
    ],
)
def test_a_wrong_ledger_is_refused_with_its_key(file: str, old: str, new: str, message: str) -> None:
    changed = CONTENTS[file].decode().replace(old, new, 1)
    assert changed != CONTENTS[file].decode()
    with pytest.raises(ContentError, match=message):
        read_evidence(CONTENTS | {file: changed.encode()})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "I-02"', 'id = "I-01"', "I-01: id: used twice"),
        ('id = "peg"', 'id = "pain"', "pain: id: used twice"),
        ('use = "core"', 'use = "no"', "I-01: why_not: say why"),
        ('why_not = "It needs a licence."', "", "I-16: why_not: say why"),
        ('status = "V / U"', 'status = "V"', "I-09: unsure: what is of status U"),
        ('system = "loinc"', 'system = "icd"', "pain: system: 'icd' is not one of"),
        ('instrument = "I-01"', 'instrument = "I-99"', "pain: instrument: 'I-99' is not one of"),
    ],
)
def test_a_wrong_instrument_is_refused_with_its_key(old: str, new: str, message: str) -> None:
    changed = CONTENTS["instruments.toml"].decode().replace(old, new, 1)
    assert changed != CONTENTS["instruments.toml"].decode()
    with pytest.raises(ContentError, match=message):
        read_instruments(changed.encode(), EVIDENCE.sources)
