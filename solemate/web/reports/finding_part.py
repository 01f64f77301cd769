"""Stored findings in, their lines on the report out: the sentence, n, the design, the interval, and what was chosen.

They are said to a clinician: of the person, never "you".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from solemate.care.catalogue import Catalogue
from solemate.drawing.interval import interval
from solemate.exports.printed import printed
from solemate.exports.report import FindingPart, Picture
from solemate.protocol.analyse import Finding
from solemate.protocol.explain import explain
from solemate.protocol.in_points import count, hundred_of
from solemate.protocol.sentences import Words
from solemate.web.people.access import rows
from solemate.web.people.models import Person
from solemate.web.trials.finding_views import TOLD
from solemate.web.trials.models import StoredFinding

CHOSE = {"keep": "Chose to keep it.", "stop": "Chose to stop it.", "": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A stored finding, read."""

    stored: StoredFinding
    finding: Finding


def findings_since(person: Person, since: date) -> list[Kept]:
    """The last words of the trials that are over and ended in the span, and of which an evening is known.

    Those that told something come first, and among them the newest: a trial that could not tell never takes the place of one
    that could. Of one that runs nothing is told.
    """
    found = rows(person, StoredFinding).filter(final=True, trial__ended_at__isnull=False, trial__ended_on__gte=since)
    newest_first = [kept for kept in map(read, found.order_by("-made_at")) if kept.finding.rated]
    return sorted(newest_first, key=lambda kept: kept.finding.kind not in TOLD)


def finding_line(kept: Kept, catalogue: Catalogue) -> str:
    """A further trial of the span, in one line: what, when, what it said, of how many evenings."""
    found, trial = kept.finding, kept.stored.trial
    said = explain(found, catalogue.trials, who="the person")
    technique = catalogue.techniques.get(found.protocol.technique)
    what = technique.short_name if technique else found.protocol.technique
    first, last = trial.begins_on, trial.ended_on or trial.begins_on
    days = f"{first.day} {first:%b} to {last.day} {last:%b}"
    parts = (
        f"Also tried: {what}, {days}.",
        said.title,
        interval_words(found),
        said.doubt,
        n_words(found, said.missing),
    )
    return " ".join(part for part in parts if part)


def read(stored: StoredFinding) -> Kept:
    return Kept(stored=stored, finding=Finding.from_dict(stored.content))


def finding_part(kept: Kept, catalogue: Catalogue) -> FindingPart:
    """The few lines. Numbers are points of 0 to 10, the technique's evenings minus the others."""
    found = kept.finding
    said, words = explain(found, catalogue.trials, who="the person"), Words(found, catalogue.trials, who="the person")
    delivered = found.delivered
    picture, chances = None, ""
    if delivered:
        low, mean, high = delivered["q2_5"], delivered["mean"], delivered["q97_5"]
        svg = interval(
            mean,
            low,
            high,
            change=found.protocol.smallest_change,
            less=f"less {words.scale} with it",
            more=f"more {words.scale}",
        )
        picture = Picture(svg=printed(svg), alt=f"{interval_words(found)} 0 is no difference.")
        if said.hundred:
            better, clearly, worse = map(percent, chances_of(delivered))
            change = found.protocol.smallest_change
            chances = (
                f"Chance that it is better: {better}. By {change} or more: {clearly}. Worse by that much: {worse}. "
                f"Dashed: {count(change, 'point')}, the smallest change that matters to the person."
            )
    asked = "" if delivered else said.meaning
    lines = (
        said.about,
        asked,
        said.doubt,
        design_words(found),
        n_words(found, said.missing),
        chances,
        said.doing,
        said.expected,
        said.cannot,
    )
    return FindingPart(
        question=said.question,
        sentence=said.title,
        interval=interval_words(found),
        picture=picture,
        lines=tuple(line for line in lines if line),
        choice=CHOSE[kept.stored.choice],
    )


def design_words(found: Finding) -> str:
    """How it was tried, in a line for a clinician."""
    protocol = found.protocol
    against = {"usual": "days as usual", "rest": "rest of the same length"}[protocol.comparator]
    if found.record.left_right:
        against = "the other side, sides taking turns"
    order = f"random order in blocks, periods of {protocol.period_days} days"
    design = f"Trial of one, {found.days} days, against {against}; {order}."
    if not found.delivered:
        return f"{design} No difference was worked out."
    return f"{design} Day-to-day carry-over, drift, missing evenings and rounding are in the model."


def interval_words(found: Finding) -> str:
    """The difference with its interval; '' where none was worked out."""
    part = found.delivered
    if not part:
        return ""
    return f"Difference {points(part['mean'])} points, 95 % interval {points(part['q2_5'])} to {points(part['q97_5'])}."


def n_words(found: Finding, missing: str) -> str:
    """How many evenings, and on whose days some are missing: that is what tells whether they may be missing by chance."""
    paused = f"; {count(found.paused, 'day')} paused" if found.paused else ""
    return f"n = {count(found.rated, 'evening')} ({f'missing: {missing}' if missing else 'none missing'}{paused})."


def chances_of(delivered: Mapping[str, float]) -> tuple[int, int, int]:
    """Per cent of better at all, better by the smallest change, worse by it: the counts of the finding's own page."""
    hundred = hundred_of(delivered)
    return round(100 * delivered["p_better"]), hundred.better, hundred.worse


def points(value: float) -> str:
    """A signed number with one decimal and a true minus."""
    rounded = round(value, 1)
    return "0.0" if rounded == 0 else f"{'−' if rounded < 0 else '+'}{abs(rounded):.1f}"


def percent(number: int) -> str:
    """Whole per cent; evenings prove nothing for sure, so neither 0 nor 100."""
    return "under 1 %" if number <= 0 else "over 99 %" if number >= 100 else f"{number} %"
