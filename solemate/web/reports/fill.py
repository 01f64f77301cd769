"""A person's rows of a span in, the report's words, numbers and pictures out. It reads and writes nothing."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.site import sites_words
from solemate.exports.report import ClosedLine, DoneLine, Figure, FlagLine, Report, Trend
from solemate.web import clock
from solemate.web.diary.blinding import averages_are_blinded
from solemate.web.diary.rounds import evenings, first_evening
from solemate.web.people.access import rows
from solemate.web.people.models import Person
from solemate.web.practice.gate import Gate, look_at_all
from solemate.web.practice.minutes import COLUMNS
from solemate.web.practice.models import PlannedSession, SessionEvent, SessionExposure
from solemate.web.practice.stops import FINISHED, STOPPED, taken_back
from solemate.web.reports.finding_part import finding_line, finding_part, findings_since
from solemate.web.reports.flags import events_of, flags_seen, looked_at, told
from solemate.web.reports.models import ReportWishes
from solemate.web.reports.pictures import evening_pictures, map_pictures, trial_pictures
from solemate.web.trials.running import current_trial, protocol_of

DAYS = {"month": 28, "quarter": 91, "year": 364}
WORDS = {"month": "4 weeks", "quarter": "3 months", "year": "1 year"}
BASELINE_DAYS = 14
FEWEST = 3  # answers, for an average
HIDDEN = "A trial is under way. Until it ends, averages stay hidden from the person, and so from this page."
Values = dict[tuple[str, str], dict[date, int]]  # (scale, site) to the evenings' numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The days a report is of, whole days where the person is."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def wishes_of(person: Person) -> ReportWishes:
    """What the person wants of the report, or what is usual."""
    return rows(person, ReportWishes).first() or ReportWishes(person=person)


def stretch_of(person: Person, span: str, *, at: datetime) -> Stretch:
    """From so many days ago, or from when the diary begins, to today."""
    today = clock.local_date(at, person.time_zone)
    begun = min(clock.local_date(person.created_at, person.time_zone), first_evening(person) or today)
    return Stretch(first=max(begun, today - timedelta(days=DAYS[span] - 1)), last=today)


def fill_report(person: Person, wishes: ReportWishes, *, at: datetime) -> Report:
    """The report as it stands at a moment."""
    catalogue = load_catalogue()
    stretch = stretch_of(person, wishes.span, at=at)
    blinded = averages_are_blinded(person, stretch.last)
    values = values_of(person, stretch)
    trials = findings_since(person, stretch.first)
    found = trials[0].finding if trials else None
    if found is not None and found.rated:
        charts, charts_of, charts_key = trial_pictures(found, catalogue)
    else:
        charts, charts_of, charts_key = evening_pictures(
            person, catalogue, main_scale(values), stretch.first, stretch.last
        )
    maps, maps_of, map_words = map_pictures(person, stretch.last)
    gates = look_at_all(person, catalogue, at=at)
    return Report(
        name=wishes.name,
        simulated=person.simulated,
        first=stretch.first,
        last=stretch.last,
        made_at=at.replace(microsecond=0),
        flags=tuple(flag_lines(person, catalogue, stretch, at=at)),
        flags_from=looked_at(person, first=stretch.first, last=stretch.last),
        figures=tuple(figures(person, catalogue, stretch, values, blinded=blinded)),
        trends=() if blinded else tuple(trends(values, catalogue, stretch)),
        trends_hidden=HIDDEN if blinded else "",
        charts=charts,
        charts_of=charts_of,
        charts_key=charts_key,
        maps=maps,
        maps_of=maps_of,
        map_words=map_words,
        done=tuple(done_lines(person, catalogue, stretch)),
        finding=finding_part(trials[0], catalogue) if trials else None,
        other_trials=tuple(finding_line(kept, catalogue) for kept in trials[1:]),
        trial_runs=trial_runs(person, catalogue),
        closed=tuple(closed_lines(gates)),
        closed_note=closed_note(gates),
        questions=tuple(text for text in (wishes.first_question, wishes.second_question) if text),
    )


def trial_runs(person: Person, catalogue: Catalogue) -> str:
    """That a trial runs, and of what: a clinician who changes something now changes it too. Nothing of its order."""
    running = current_trial(person)
    if running is None:
        return ""
    protocol = protocol_of(running)
    technique = catalogue.techniques.get(protocol.technique)
    what = technique.short_name.lower() if technique else protocol.technique
    pause = running.pauses.filter(until=None).first()
    since = f"runs since {day_words(running.begins_on)}" if pause is None else f"waits since {day_words(pause.first)}"
    return f"A trial {since}: {what}. It tells nothing before it ends."


def values_of(person: Person, stretch: Stretch) -> Values:
    """Every number of the evenings of a stretch."""
    values: Values = defaultdict(dict)
    for day, scale, site, value in evenings(person, first=stretch.first, last=stretch.last):
        if value is not None:
            values[scale, site][day] = value
    return dict(values)


def main_scale(values: Values) -> str:
    """The symptom that was answered most often; pain where two are even."""
    counts: dict[str, int] = defaultdict(int)
    for (scale, _), days in values.items():
        counts[scale] += len(days)
    return max(counts, key=lambda scale: (counts[scale], scale == "pain", scale), default="pain")


def flag_lines(
    person: Person, catalogue: Catalogue, stretch: Stretch, *, at: datetime, older: bool = True
) -> list[FlagLine]:
    """Red flags first, the most urgent on top; then what went wrong in sessions, the newest on top.

    A flag's words are what the person answered yes to, and stand in quotation marks: nobody has examined anything.
    """
    lines = []
    for seen in flags_seen(person, catalogue, first=stretch.first, last=stretch.last, at=at, older=older):
        flag = catalogue.flags[seen.flag.id]
        where = f", {sites_words(seen.flag.sites)}" if seen.flag.sites else ""
        last = f"Last said {day_words(seen.last_day)}." if seen.last_day != seen.first_day else "Not said since."
        if seen.answered_no:
            minutes = round((seen.answered_no - seen.first).total_seconds() / 60)
            last = f"Answered no {minutes} minute{'s' * (minutes > 1)} later." if minutes else "Answered no at once."
        lines.append(
            FlagLine(
                day=day_words(seen.first_day),
                what=f"“{flag.title.rstrip('.')}”{where}",
                told=told(seen.flag.urgency),
                now="Still so." if seen.still else last,
            )
        )
    events = events_of(person, first=stretch.first, last=stretch.last)
    of_them = rows(person, SessionExposure).filter(session__in=[event.session for event in events if event.session])
    finished = set(of_them.filter(ended=FINISHED).values_list("session", flat=True))
    for event in events:
        sign = catalogue.stop_signs.get(event.sign)
        technique = catalogue.techniques.get(event.technique)
        during = f", during {technique.short_name.lower()}" if technique else ""
        label = (sign.label if sign else event.sign).rstrip(".")
        lines.append(
            FlagLine(
                day=day_words(event.local_date),
                what=f"{label}{during}",
                told="" if event.session in finished else "Stop the session.",
                now="Said after the session." if event.session in finished else "Session stopped.",
            )
        )
    return lines


def figures(person: Person, catalogue: Catalogue, stretch: Stretch, values: Values, *, blinded: bool) -> list[Figure]:
    """Four numbers that can be read at a glance."""
    filled = {day for days in values.values() for day in days}
    due = stretch.days - (stretch.last not in filled)  # an evening that is still to come is not missing
    wrong = rows(person, SessionEvent).filter(
        kind=SessionEvent.Kind.STOP, reason="wrong", session__local_date__range=(stretch.first, stretch.last)
    )
    wrong = wrong.exclude(session__in=taken_back(person))
    found = [
        Figure(value=f"{len(filled)} of {due}", words=f"evenings filled in ({round(100 * len(filled) / due)} %)")
        if due
        else Figure(value="0", words="evenings filled in"),
        sessions_figure(person, stretch),
    ]
    scale = main_scale(values)
    both = [
        (fmean(first), fmean(last))
        for (name, _), days in values.items()
        if name == scale
        for first, last in [ends(days, stretch)]
        if min(len(first), len(last)) >= FEWEST
    ]
    if both and not blinded:
        # Over all places: the worst place at the beginning alone would look better later by chance.
        before, now = fmean(first for first, _ in both), fmean(last for _, last in both)
        name = catalogue.scales[scale].name.lower()
        words = f"evening {name}, all places, first and last {end_days(stretch)} days"
        found.append(Figure(value=f"{before:.1f} to {now:.1f}", words=words))
    found.append(Figure(value=str(wrong.count()), words="sessions stopped as something was wrong"))
    return found


def sessions_figure(person: Person, stretch: Stretch) -> Figure:
    """Planned sessions done, of all that were planned and whose day is over or that are done; those besides; those stopped."""
    span = (stretch.first, stretch.last)
    found = rows(person, SessionExposure).filter(local_date__range=span)
    done = Counter(found.filter(ended=FINISHED).values_list("local_date", "technique"))
    stopped = found.filter(ended=STOPPED).count()
    early = f", and {stopped} stopped early" if stopped else ""
    planned = Counter(
        (row.day, name)
        for row in rows(person, PlannedSession).filter(day__range=span).select_related("given")
        if (name := row.technique or (row.given.technique if row.given else ""))
    )
    as_planned = (done & planned).total()
    due = sum(min(number, done[one]) if one[0] == stretch.last else number for one, number in planned.items())
    if not due:
        return Figure(value=str(done.total()), words=f"sessions done{early}")
    more = done.total() - as_planned
    return Figure(
        value=f"{as_planned} of {due}", words="planned sessions done" + (f", and {more} more" if more else "") + early
    )


def end_days(stretch: Stretch) -> int:
    return max(1, min(BASELINE_DAYS, stretch.days // 2))


def ends(days: dict[date, int], stretch: Stretch) -> tuple[list[int], list[int]]:
    """The numbers of the first days and of the last."""
    until = stretch.first + timedelta(days=end_days(stretch))
    since = stretch.last - timedelta(days=end_days(stretch))
    return [value for day, value in days.items() if day < until], [value for day, value in days.items() if day > since]


def trends(values: Values, catalogue: Catalogue, stretch: Stretch) -> list[Trend]:
    """A line for each symptom at each place, in the order of the evening's questions."""
    lines = []
    order = {name: scale.order for name, scale in catalogue.scales.items()}
    for scale, site in sorted(values, key=lambda key: (order.get(key[0], 99), key[1])):
        first, last = ends(values[scale, site], stretch)
        enough = min(len(first), len(last)) >= FEWEST
        change = round(fmean(last), 1) - round(fmean(first), 1) if enough else 0.0
        name = catalogue.scales[scale].name if scale in catalogue.scales else scale
        lines.append(
            Trend(
                what=f"{name}, {site.replace('-', ' ')}" if site else name,
                first=mean_words(first),
                last=mean_words(last),
                change=signed(change) if enough else "–",
            )
        )
    return lines


def mean_words(values: list[int]) -> str:
    return f"{fmean(values):.1f} ({len(values)})" if len(values) >= FEWEST else f"– ({len(values)})"


def signed(value: float) -> str:
    rounded = round(value, 1)
    return "0.0" if rounded == 0 else f"{'−' if rounded < 0 else '+'}{abs(rounded):.1f}"


def done_lines(person: Person, catalogue: Catalogue, stretch: Stretch) -> list[DoneLine]:
    """Each technique with how often it was done and the minutes played on each side, the most frequent first.

    Minutes of a session that was stopped early count; the session does not, and is said beside.
    """
    sums: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    found = rows(person, SessionExposure).filter(local_date__range=(stretch.first, stretch.last)).exclude(ended="")
    for technique, timed, ended, *times in found.values_list("technique", "timed", "ended", *COLUMNS.values()):
        played = dict(zip(COLUMNS, times, strict=True))
        line = sums[technique]
        line[0] += ended == FINISHED
        line[1] += max(played["left-hand"], played["left-foot"])
        line[2] += max(played["right-hand"], played["right-foot"])
        line[3] += not timed
        line[4] += ended == STOPPED
    lines = []
    for technique, (times, left, right, untimed, stopped) in sorted(
        sums.items(), key=lambda line: (-line[1][0], line[0])
    ):
        known = catalogue.techniques.get(technique)
        beside = [f"{untimed:g} not timed"] if untimed else []
        beside += [f"and {stopped:g} stopped early"] if stopped else []
        lines.append(
            DoneLine(
                what=(known.short_name if known else technique) + (f" ({', '.join(beside)})" if beside else ""),
                times=int(times),
                left=f"{left / 60_000:.0f}",
                right=f"{right / 60_000:.0f}",
            )
        )
    return lines


def closed_lines(gates: dict[str, Gate]) -> list[ClosedLine]:
    """What the safety answers close, or leave to a clinician; lines that say the same are one, the strictest first."""
    grouped: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for gate in gates.values():
        by_why: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for site, row in gate.clearances.items():
            if row.action in ("closed", "ask-clinician"):
                how = "closed" if row.action == "closed" else "ask first"
                by_why.setdefault((how, row.reasons), []).append(site)
        for (how, why), sites in by_why.items():
            where = "" if len(sites) == len(gate.clearances) else f" ({sites_words(sites)})"
            grouped.setdefault((how, where, why), []).append(gate.technique.short_name)
    return [
        ClosedLine(what=", ".join(names) + where, how=how, why=f"“{said_once(why[:2])}”", techniques=tuple(names))
        for (how, where, why), names in sorted(grouped.items(), key=lambda line: (line[0][0], -len(line[1])))
    ]


def said_once(reasons: Iterable[str]) -> str:
    """The reasons one after the other; a sentence that ends several of them stands once."""
    sentences = (sentence for reason in reasons for sentence in re.split(r"(?<=[.!?]) ", reason))
    return " ".join(dict.fromkeys(sentences))


def closed_note(gates: dict[str, Gate]) -> str:
    """Said where not everything was asked lately: an empty list then means nothing."""
    unasked = {question for gate in gates.values() for question in gate.unasked}
    if not unasked:
        return ""
    number = len(unasked)
    some = "1 safety question has" if number == 1 else f"{number} safety questions have"
    return f"{some} no answer that still counts. A session starts only when its own are answered."


def day_words(day: date) -> str:
    return f"{day.day} {day:%b}"
