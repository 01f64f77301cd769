"""What stands on the report for a clinic visit: words, numbers and pictures, ready to be set.

It knows no diary and no layout. Who fills it decides what is said; `pdf.py` sets it on paper, and the page shows the same in
large print, so that nobody reads something else than the clinician does. Every list is cut to what a page holds (`Report`).
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

MOST_FLAGS, MOST_TRENDS, MOST_DONE, MOST_CLOSED, MOST_TRIALS, MOST_QUESTIONS = 5, 8, 6, 5, 3, 2
LONGEST_QUESTION = 160  # letters
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An SVG of our own, and the words of whoever cannot see it. `side` is left, right or ''."""

    svg: str
    alt: str
    title: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagLine:
    """A red flag or a stop event: when, what, what was told, and how it stands at the end of the span."""

    day: str
    what: str
    told: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number in large letters, and what it counts."""

    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One symptom at one place: its average at the beginning (the baseline) and at the end, each with how many evenings."""

    what: str
    first: str
    last: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneLine:
    """What was done, by the player's log: how often, and minutes left and right."""

    what: str
    times: int
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLine:
    """What is closed at some place for one reason: `techniques` are the names that `what` puts together."""

    what: str
    how: str  # closed, or ask first
    why: str
    techniques: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPart:
    """A trial in a few lines: the sentence, the number with its interval, how it was tried, what the person chose."""

    question: str
    sentence: str
    interval: str
    picture: Picture | None
    lines: tuple[str, ...]
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One page. `made_at` is when what it says was true: it dates the file, so the same diary gives the same bytes."""

    name: str  # as the person wants to be called; may be a pseudonym, may be empty
    simulated: bool
    first: date
    last: date
    made_at: datetime
    flags: tuple[FlagLine, ...]
    flags_from: str  # what was looked at for them, and what was not
    figures: tuple[Figure, ...]
    trends: tuple[Trend, ...]
    trends_hidden: str  # why there are none, while a trial runs
    charts: tuple[Picture, ...]
    charts_of: str
    charts_key: str
    maps: tuple[Picture, ...]
    maps_of: str
    map_words: tuple[str, ...]
    done: tuple[DoneLine, ...]
    finding: FindingPart | None
    other_trials: tuple[str, ...]  # the other trials that ended in the span, a line each
    trial_runs: str  # that a trial runs, and of what; '' where none does
    closed: tuple[ClosedLine, ...]
    closed_note: str  # said where not everything was asked lately
    questions: tuple[str, ...]

    @property
    def span(self) -> str:
        """As in “24 Aug to 22 Nov 2026”."""
        years = "" if self.first.year == self.last.year else f" {self.first.year}"
        return f"{self.first.day} {self.first:%b}{years} to {self.last.day} {self.last:%b} {self.last.year}"

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it, each list cut to what the page has room for, and what was cut counted."""
        whole = asdict(self) | {"span": self.span, "first": str(self.first), "last": str(self.last)}
        whole["made_at"] = self.made_at.isoformat()
        most = {"flags": MOST_FLAGS, "trends": MOST_TRENDS, "done": MOST_DONE, "closed": MOST_CLOSED}
        most["other_trials"] = MOST_TRIALS
        for name, limit in most.items():
            whole[name], whole[f"more_{name}"] = whole[name][:limit], max(0, len(whole[name]) - limit)
        whole["more_closed"] = len({name for line in self.closed[MOST_CLOSED:] for name in line.techniques})
        whole["questions"] = [text[:LONGEST_QUESTION] for text in self.questions[:MOST_QUESTIONS]]
        return whole
