"""A stored finding in, its few lines on the report out: the sentence, n, the design, the interval, and what was chosen."""

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
from solemate.web.trials.models import StoredFinding

CHOSE = {"keep": "Chose to keep it.", "stop": "Chose to stop it.", "": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A stored finding, read."""

    stored: StoredFinding
    finding: Finding


def newest_finding(person: Person, since: date) -> Kept | None:
    """The last word of the newest trial that is over and ended in the span, and of which an evening is known.

    Of one that runs nothing is told.
    """
    found = rows(person, StoredFinding).filter(final=True, trial__ended_at__isnull=False, trial__ended_on__gte=since)
    return next((kept for kept in map(read, found.order_by("-made_at")) if kept.finding.rated), None)


def read(stored: StoredFinding) -> Kept:
    return Kept(stored=stored, finding=Finding.from_dict(stored.content))


def finding_part(kept: Kept, catalogue: Catalogue) -> FindingPart:
    """The few lines. Numbers are points of 0 to 10, the technique's evenings minus the others."""
    found = kept.finding
    said, words = explain(found, catalogue.trials), Words(found, catalogue.trials)
    delivered = found.delivered
    interval_words, picture, chances = "", None, ""
    if delivered:
        low, mean, high = delivered["q2_5"], delivered["mean"], delivered["q97_5"]
        interval_words = f"Difference {points(mean)} points, 95 % interval {points(low)} to {points(high)}."
        svg = interval(
            mean,
            low,
            high,
            change=found.protocol.smallest_change,
            less=f"less {words.scale} with it",
            more=f"more {words.scale}",
        )
        picture = Picture(svg=printed(svg), alt=f"{interval_words} 0 is no difference.")
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
        n_words(found),
        chances,
        said.doing,
        said.expected,
        said.cannot,
    )
    return FindingPart(
        question=said.question,
        sentence=said.title,
        interval=interval_words,
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


def n_words(found: Finding) -> str:
    missing = found.days - found.rated
    paused = f", {found.paused} days paused" if found.paused else ""
    return f"n = {found.rated} evenings ({missing} missing{paused})."


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
