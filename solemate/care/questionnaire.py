"""Questionnaires and the toe touch test: the texts from their files, and how answers become a score.

Which of them we may use, and under what licence, is in instruments.toml (facts 5.1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, Literal, cast

from solemate.care.content_file import Table, parse
from solemate.care.evidence import STATUSES

Giver = Literal["self", "helper"]
Band = Literal["none", "mild", "moderate", "severe"]
Toe = Literal["right-big", "right-little", "left-big", "left-little", "right-middle", "left-middle"]
TouchOutcome = Literal["not-valid", "all-felt", "one-not-felt", "reduced"]

PGIC_ANSWERS: Final = range(1, 8)  # 1 very much improved, 7 very much worse
PGIC_RESPONDER_MOST: Final = 2
PEG_ANSWERS: Final = range(11)
PHQ4_ANSWERS: Final = range(4)
PHQ4_BANDS: Final[tuple[tuple[int, Band], ...]] = ((2, "none"), (5, "mild"), (8, "moderate"), (12, "severe"))
PHQ4_POSITIVE: Final = 3  # of a subscale
TOES: Final[tuple[Toe, ...]] = (  # in the order of the touches (facts 5.2, step 5)
    *("right-big", "right-little", "left-big"),
    *("left-little", "right-middle", "left-middle"),
)
REDUCED_FROM: Final = 2  # toes not felt


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    value: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing asked, on a screen of its own. `low` and `high` are the words at 0 and 10, where it is a 0-10 scale."""

    id: str
    text: str
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a score means, in words, and which flag it raises."""

    id: str
    say: tuple[str, ...]
    flag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    id: str
    name: str
    instrument: str  # of instruments.toml
    giver: Giver  # who does it
    prepare: tuple[str, ...]
    how: tuple[str, ...]
    text: str  # stands above every item
    items: tuple[Item, ...]  # in the order in which they are asked
    answers: tuple[Answer, ...]  # none: 0 to 10
    not_done: str  # the words for an item that cannot be done; empty where each has to be answered
    results: tuple[Result, ...]
    always: tuple[str, ...]  # said with every result
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phq4Scores:
    total: int  # 0 to 12
    anxiety: int  # GAD-2, 0 to 6
    depression: int  # PHQ-2, 0 to 6
    band: Band

    @property
    def is_positive(self) -> bool:
        """Whether one of the two subscales raises RF-17; the band does not matter."""
        return max(self.anxiety, self.depression) >= PHQ4_POSITIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchToes:
    outcome: TouchOutcome
    not_felt: tuple[Toe, ...]  # in the order of the touches

    @property
    def condition(self) -> str:
        """The condition of the safety questions that it sets (facts 1.1), or none. No condition is ever taken away by it.

        Toes that were not felt count even where the test as a whole does not: to be safe.
        """
        if len(self.not_felt) >= REDUCED_FROM:
            return "lops"
        return "touch_test_normal" if self.outcome == "all-felt" else ""


@cache
def load_questionnaires() -> Mapping[str, Questionnaire]:
    """The questionnaires that are shipped with this Solemate, by the name of their file.

    Raises:
        ContentError: a file is wrong; the message names file, key and reason.
    """
    folder = resources.files("solemate") / "content" / "questionnaires"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    read = [
        read_questionnaire(parse(file.read_bytes(), f"questionnaires/{file.name}"), file.name.removesuffix(".toml"))
        for file in files
    ]
    return MappingProxyType({questionnaire.id: questionnaire for questionnaire in read})


def read_questionnaire(file: Table, questionnaire_id: str) -> Questionnaire:
    """Check one file into a Questionnaire.

    Raises:
        ContentError: a key is missing or wrong.
    """
    questionnaire = Questionnaire(
        id=questionnaire_id,
        name=file.text("name"),
        instrument=file.text("fact"),
        giver=cast(Giver, file.choice("giver", ("self", "helper"))),
        prepare=file.texts("prepare"),
        how=file.texts("how"),
        text=file.text("text"),
        items=tuple(_read_item(table) for table in file.tables("items")),
        answers=tuple(_read_answer(table) for table in file.tables("answers")),
        not_done=file.text_or_none("not_done") or "",
        results=tuple(_read_result(table) for table in file.tables("results")),
        always=file.texts("always"),
        cite=file.text_or_none("cite") or "",
    )
    file.choice("status", STATUSES)
    file.done()
    for key, ids in (
        ("items", [item.id for item in questionnaire.items]),
        ("answers", [answer.value for answer in questionnaire.answers]),
        ("results", [result.id for result in questionnaire.results]),
    ):
        if len(set(ids)) != len(ids):
            raise file.error(key, "says the same twice")
    if not questionnaire.items:
        raise file.error("items", "missing")
    if any(bool(item.low and item.high) == bool(questionnaire.answers) for item in questionnaire.items):
        raise file.error("items", "each has words at 0 and 10, or all have the same answers")
    return questionnaire


def pgic_is_responder(answer: int) -> bool:
    """Facts I-03: the top 2 of 7 categories, much or very much improved.

    Raises:
        ValueError: `answer` is not 1 (very much improved) to 7 (very much worse).
    """
    return _checked(answer, PGIC_ANSWERS) <= PGIC_RESPONDER_MOST


def peg_score(pain: int, enjoyment: int, activity: int) -> float:
    """Facts I-04: the mean of the 3 items, 0 to 10, not rounded.

    Raises:
        ValueError: an answer is not 0 to 10.
    """
    return sum(_checked(answer, PEG_ANSWERS) for answer in (pain, enjoyment, activity)) / 3


def phq4_scores(answers: Sequence[int]) -> Phq4Scores:
    """Facts I-07: the first 2 of the 4 items are anxiety, the last 2 depression.

    Raises:
        ValueError: there are not 4 answers, or one is not 0 to 3.
    """
    if len(answers) != 4:
        raise ValueError(f"4 answers are needed, not {len(answers)}")
    values = [_checked(answer, PHQ4_ANSWERS) for answer in answers]
    total = sum(values)
    return Phq4Scores(
        total=total,
        anxiety=sum(values[:2]),
        depression=sum(values[2:]),
        band=next(band for most, band in PHQ4_BANDS if total <= most),
    )


def touch_toes_result(felt: Mapping[str, bool | None]) -> TouchToes:
    """Facts 5.2: one touch for each of 6 toes; 2 or more not felt is reduced feeling (step 7).

    With a toe that is missing or was not touched the test is not valid (step 8), however the others did.
    No outcome opens anything (R-043).

    Raises:
        ValueError: `felt` names something that is not one of the 6 toes.
    """
    if unknown := set(felt) - set(TOES):
        raise ValueError(f"not a toe of the test: {', '.join(sorted(unknown))}")
    not_felt = tuple(toe for toe in TOES if felt.get(toe) is False)
    outcome: TouchOutcome = "reduced" if len(not_felt) >= REDUCED_FROM else "one-not-felt" if not_felt else "all-felt"
    if any(felt.get(toe) is None for toe in TOES):
        outcome = "not-valid"
    return TouchToes(outcome=outcome, not_felt=not_felt)


def _checked(answer: int, allowed: range) -> int:
    if answer not in allowed:
        raise ValueError(f"{answer!r} is not {allowed[0]} to {allowed[-1]}")
    return answer


def _read_item(table: Table) -> Item:
    item = Item(
        id=table.text("id"),
        text=table.text("text"),
        low=table.text_or_none("low") or "",
        high=table.text_or_none("high") or "",
    )
    table.done()
    return item


def _read_answer(table: Table) -> Answer:
    answer = Answer(value=table.whole("value"), text=table.text("text"))
    table.done()
    return answer


def _read_result(table: Table) -> Result:
    result = Result(
        id=table.text("id"),
        say=table.texts("say"),
        flag=table.text_or_none("flag") or "",
    )
    table.done()
    return result
