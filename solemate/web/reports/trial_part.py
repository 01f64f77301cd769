"""A trial that is over in, its details in the order of CENT 2015 out. It reads a stored finding and computes no effect again."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from statistics import fmean

from solemate.care.catalogue import Catalogue
from solemate.care.site import sites_words
from solemate.exports.trial_details import Part, Table, TrialDetails
from solemate.protocol.align import Row
from solemate.protocol.explain import explain
from solemate.protocol.in_points import count
from solemate.protocol.sentences import Words
from solemate.web.people.access import rows
from solemate.web.people.models import Person
from solemate.web.reports.fill import Stretch, done_lines, flag_lines
from solemate.web.reports.finding_part import Kept, chances_of, percent, points
from solemate.web.reports.flags import looked_at
from solemate.web.trials.finding_views import HYPER
from solemate.web.trials.models import TrialPause

ENDED = {"decided": "a look gave an answer", "finished": "the last block was over", "stopped": "the person stopped it"}
REASONS = {
    "illness": "illness",
    "travel": "travel",
    "other": "the person’s wish",
    "flag": "a red flag",
    "sign": "a stop sign",
    "closed": "the technique was closed",
}


def trial_details(person: Person, kept: Kept, catalogue: Catalogue, name: str) -> TrialDetails:
    """The second document. The trial is over, and `kept` is its last word."""
    trial = kept.stored.trial
    assert trial.ended_on is not None, "only of a trial that has ended"
    words = Words(kept.finding, catalogue.trials)
    return TrialDetails(
        title=f"An N-of-1 trial: {words.it}, evening {words.scale}",
        name=name,
        simulated=person.simulated,
        first=trial.begins_on,
        last=trial.ended_on,
        made_at=kept.stored.made_at.replace(microsecond=0),
        parts=(*_plan(kept, catalogue), *_course(person, kept, catalogue), *_results(person, kept, catalogue)),
    )


def _plan(kept: Kept, catalogue: Catalogue) -> Iterator[Part]:
    """What was fixed before the first day."""
    found, protocol = kept.finding, kept.finding.protocol
    said = explain(found, catalogue.trials, who="the person")
    technique = catalogue.techniques.get(protocol.technique)
    what = technique.name if technique else protocol.technique
    left_right = found.record.left_right
    against = {"usual": "days as usual", "rest": "rest of the same length"}[protocol.comparator]
    yield Part(
        heading="Question",
        lines=(
            f"{said.question} A randomised trial of one person (N-of-1), run by the person at home.",
            "The parts follow the order of CENT 2015. It was not registered anywhere.",
        ),
    )
    turns = "the two sides take turns" if left_right else "one after the other, in blocks of two periods"
    run_in = (
        f"Run-in: {protocol.run_in_days} days." if protocol.run_in_days else "No run-in: enough evenings were known."
    )
    yield Part(
        heading="Design",
        lines=(
            f"Planned: {protocol.blocks} blocks, each of 2 periods of {protocol.period_days} days "
            f"({protocol.days} days); {turns}.",
            f"{run_in} No washout: carry-over is in the model, and no day is left out.",
            f"First look after block {protocol.first_look_block}, then at block ends only, by a rule fixed before.",
        ),
    )
    yield Part(
        heading="What was compared",
        lines=(
            f"{what}, {sites_words(protocol.sites)}, {protocol.minutes} minutes a day, "
            f"against {'the other side on the same days' if left_right else against}.",
        ),
    )
    others = ", ".join(f"{scale} {site.replace('-', ' ')}".strip() for scale, site in protocol.secondary) or "none"
    yield Part(
        heading="Outcomes",
        lines=(
            f"Primary: {said.about} Smallest change that matters to the person: {count(protocol.smallest_change, 'point')}.",
            f"Secondary, fixed before, never decided on: {others}.",
        ),
    )
    seed = f"seed {found.seed}" if found.seed is not None else "its seed could not be opened on this machine"
    yield Part(
        heading="Order of the periods, and concealment",
        lines=(
            f"In each block a seeded generator put one or the other first, the first block included: {seed}.",
            f"Seal shown before the first day: {kept.stored.trial.seal}.",
            "The person saw the current period only. The last period of a block can be guessed.",
            "Whoever runs the server could have read the order. Nobody was blinded: the person knew which days were which.",
        ),
    )
    yield Part(
        heading="Analysis",
        lines=(
            "Bayesian model of one person. Carry-over: the effect builds up and fades with one half-life.",
            "Period effects: a straight drift over the trial; no effect of each period by itself.",
            "Correlation within the person: swings that last from one evening to the next (first-order).",
            "Missing evenings add nothing (missing at random). Rounding and both ends of the scale are in the model."
            if not left_right
            else "The sides’ difference is judged. An evening with one side missing is missing.",
            "The randomisation test swaps the labels within blocks. It is shown and never decides.",
        ),
    )


def _course(person: Person, kept: Kept, catalogue: Catalogue) -> Iterator[Part]:
    """What happened: the person's way through it, what was done, each period."""
    found, trial = kept.finding, kept.stored.trial
    assert trial.ended_on is not None
    said = explain(found, catalogue.trials, who="the person")
    pauses = rows(person, TrialPause).filter(trial=trial).order_by("first")
    waited = [
        f"Paused from {_day(pause.first)} {f'to {_day(pause.until)} (that day it went on)' if pause.until else 'to the end'}: "
        f"{REASONS[pause.reason]}."
        for pause in pauses
    ]
    yield Part(
        heading="The person’s way through the trial",
        lines=(
            f"Started {_day(trial.begins_on)}, ended {_day(trial.ended_on)}: {ENDED[trial.ended_by]}.",
            f"Days that count: {found.days} of {found.protocol.days} planned. Evenings filled in: {found.rated}. "
            f"Missing: {said.missing or 'none'}. Days paused: {found.paused}.",
            *waited,
        ),
    )
    usual = f"Usual evening before the first period (median): {found.usual:g}." if found.usual is not None else ""
    yield Part(
        heading="Before it began", lines=tuple(line for line in (usual, said.expected) if line) or ("Not asked.",)
    )
    adherence = found.adherence
    lines = [
        f"Done on {adherence.days_with_some} of {adherence.technique_days} days of its turn; "
        f"{round(100 * adherence.share)} % of the planned time was played.",
        f"{'The other side had it too' if found.record.left_right else 'Done without its turn'}: "
        f"{count(adherence.crossed, 'day')}.",
    ]
    if adherence.rested is not None:
        lines.append(f"Rest was had on {adherence.rested} of {adherence.comparator_days} rest days.")
    yield Part(heading="Adherence, by the player’s log", lines=tuple(lines))
    stretch = Stretch(first=trial.begins_on, last=trial.ended_on)
    own = catalogue.techniques.get(found.protocol.technique)
    done = [f"{line.what}: {count(line.times, 'time')}." for line in done_lines(person, catalogue, stretch)]
    also = [line for line in done if own is None or not line.startswith(own.short_name)]
    yield Part(
        heading="Other things done in the same days",
        lines=(*(also or ["No other session was played."]), "Medicines and other care are not recorded."),
    )
    yield Part(heading="Each period", lines=("Average of the evenings filled in (how many).",), table=_periods(kept))


def _results(person: Person, kept: Kept, catalogue: Catalogue) -> Iterator[Part]:
    """What was found, what went wrong, what cannot be told."""
    found, trial = kept.finding, kept.stored.trial
    assert trial.ended_on is not None
    said = explain(found, catalogue.trials, who="the person")
    effects = (("As assigned (decides)", found.delivered), ("As done", found.as_done), ("If kept up", found.sustained))
    table = [_effect(name, part) for name, part in effects if part]
    table += [
        _effect(f"Secondary: {other.scale} {other.site.replace('-', ' ')}".strip(), other.delivered)
        for other in found.secondary
        if other.delivered
    ]
    better = "Above 0 is better." if found.protocol.higher_is_better else "Below 0 is better."
    yield Part(
        heading="Finding",
        lines=(
            f"{said.title} {said.doubt}".strip(),
            f"Points of 0 to 10, its evenings minus the others. {better} Chances in per cent.",
        )
        if table
        else (said.title, "No difference was worked out."),
        table=Table(
            header=("What", "Mean", "95 % interval", "Better", "Better by that much", "Worse by that much"),
            rows=tuple(table),
        )
        if table
        else None,
    )
    posterior = found.posterior or {}
    p = (posterior.get("randomisation_p") or {}).get(found.arm)
    hyper = posterior.get("hyper") or {}
    model = posterior.get("model")
    yield Part(
        heading="Numbers to check it by",
        lines=(
            f"Randomisation test: p = {p:.3f}." if p is not None else "No randomisation test.",
            *(
                f"{words}: mean {hyper[key]['mean']:.2f}, sd {hyper[key]['sd']:.2f}.".capitalize()
                for key, words in HYPER.items()
                if key in hyper
            ),
            f"Model: {model['name']}, version {model['version']}." if model else "No model was fitted.",
            "Ended before the first look." if found.kind == "too-early" else f"Looked after block {found.look}.",
            f"Content {found.protocol.content_version}.",
        ),
    )
    stretch = Stretch(first=trial.begins_on, last=trial.ended_on)
    harms = flag_lines(person, catalogue, stretch, at=kept.stored.made_at, older=False)
    yield Part(
        heading="Harms: red flags and stop events in these days",
        lines=(
            *([f"{line.day}: {line.what}. {line.told}" for line in harms] or ["None found."]),
            looked_at(person, first=stretch.first, last=stretch.last),
        ),
    )
    yield Part(
        heading="What it cannot tell", lines=(said.cannot or "Nothing was compared.", "It tells of this person only.")
    )
    yield Part(heading="Day by day", lines=(), table=_days(kept))


def _effect(name: str, part: Mapping[str, float]) -> tuple[str, ...]:
    interval = f"{points(part['q2_5'])} to {points(part['q97_5'])}"
    return (name, points(part["mean"]), interval, *(percent(number).removesuffix(" %") for number in chances_of(part)))


def _periods(kept: Kept) -> Table:
    left_right = kept.finding.record.left_right
    of = [row for row in kept.finding.record.rows if not row.paused]
    lines = []
    for period, group in groupby(of, key=lambda row: row.period):
        days = list(group)
        values = ("rating_left", "rating_right") if left_right else ("rating",)
        means = [_mean([getattr(row, key) for row in days]) for key in values]
        shares = [row.done for row in days if row.done is not None]
        lines.append(
            (
                str(period),
                str(days[0].block),
                f"{_day(days[0].day)} to {_day(days[-1].day)}",
                _turn(kept, days[0]),
                *means,
                f"{round(100 * fmean(shares))} %" if shares else "–",
            )
        )
    return Table(
        header=("Period", "Block", "Days", "Turn", *(("Left", "Right") if left_right else ("Evening",)), "Played"),
        rows=tuple(lines),
    )


def _days(kept: Kept) -> Table:
    left_right = kept.finding.record.left_right
    lines = []
    for row in kept.finding.record.rows:
        values = (row.rating_left, row.rating_right) if left_right else (row.rating,)
        lines.append(
            (
                _day(row.day),
                "paused" if row.paused else _turn(kept, row),
                *("–" if value is None else str(value) for value in values),
                "–" if row.done is None else f"{round(100 * row.done)} %",
            )
        )
    return Table(
        header=("Day", "Turn", *(("Left", "Right") if left_right else ("Evening",)), "Played"), rows=tuple(lines)
    )


def _turn(kept: Kept, row: Row) -> str:
    """What the day was drawn for."""
    return row.side or ("technique" if row.arm == kept.finding.protocol.technique else row.arm)


def _mean(values: list[int | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{fmean(known):.1f} ({len(known)})" if known else "– (0)"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
