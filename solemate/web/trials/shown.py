"""What may be seen of a trial on a day: today, and the period it stands in. Nothing here knows of any later day.

In: how the trial stands. Out: words and dots for the card on Today and for the trial's own page.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from solemate.care.catalogue import load_catalogue
from solemate.care.session import write_script
from solemate.drawing.evening_dots import Evening
from solemate.protocol.align import sites_today
from solemate.protocol.draft import Protocol
from solemate.web import clock
from solemate.web.people.access import rows
from solemate.web.practice.gate import minutes_of
from solemate.web.practice.models import SessionExposure
from solemate.web.practice.stops import FINISHED, STOPPED
from solemate.web.trials.models import TrialPause
from solemate.web.trials.running import Standing, done_by_day, rested_today


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayCard:
    """Today, in a few words. `kind`: run-in, technique, rest, usual, paused, over, cannot (its seal is broken)."""

    trial_id: object
    kind: str
    title: str
    line: str
    minutes: int
    done: bool  # what today asks, besides the evening
    stopped: bool  # it was begun and stopped early: it may be done again, and need not
    picture: str
    side: str


def card_of(standing: Standing) -> TodayCard:
    """The card of today."""
    protocol = standing.protocol
    technique = load_catalogue().techniques[protocol.technique]
    kind, title, line = _words(standing)
    done = _done(standing, kind)
    return TodayCard(
        trial_id=standing.trial.id,
        kind=kind,
        title=title,
        line=line,
        minutes=session_minutes(protocol, standing.side),
        done=done,
        stopped=not done and kind == "technique" and _ended(standing, STOPPED),
        picture=technique.picture,
        side=standing.side or protocol.sites[0].split("-")[0],
    )


def word_of(standing: Standing) -> str:
    """The technique in one word, as in "ball days"."""
    return load_catalogue().trials.called[standing.protocol.technique]


def session_minutes(protocol: Protocol, side: str = "") -> int:
    """How long a session of it really is, and so its rest: one side alone takes about half of both. Whole minutes."""
    technique = load_catalogue().techniques[protocol.technique]
    side = side or ("left" if protocol.layout == "left-right" else "")
    return minutes_of(write_script(technique, sites=sites_today(protocol, side), minutes=protocol.minutes))


def _words(standing: Standing) -> tuple[str, str, str]:
    protocol, day, it = standing.protocol, standing.day, word_of(standing)
    if standing.pause is not None or (day is not None and day.kind == "paused"):
        waits = standing.pause is not None and first_day_to_go_on(standing.pause) > standing.today
        return "paused", "Your trial waits", "It can go on tomorrow." if waits else "It goes on when you say so."
    if day is None:
        return "over", "Your trial is over", "Look at what it says."
    assert day.number is not None
    if day.kind == "run-in":
        return "run-in", "First, your usual evenings", f"Day {day.number + 1} of {protocol.run_in_days}."
    line = f"Day {day.number % protocol.period_days + 1} of {protocol.period_days}."
    if standing.side:
        part = "foot" if protocol.site == "feet" else "hand"
        return "technique", f"{it.capitalize()}: {standing.side} {part} only", line
    if standing.is_technique_day:
        return "technique", f"{it.capitalize()} day", line
    if protocol.comparator == "rest":
        return "rest", "Rest day", f"{line} {session_minutes(protocol)} minutes of rest, and no {it}."
    return "usual", f"A day without the {it}", line


def _done(standing: Standing, kind: str) -> bool:
    if kind == "technique":
        today = standing.today
        person = standing.trial.person
        some = done_by_day(person, standing.protocol, today, today, {today: standing.side}).get(today, 0.0) > 0
        return some and _ended(standing, FINISHED)
    return kind != "rest" or rested_today(standing)


def _ended(standing: Standing, how: str) -> bool:
    """Whether a session of what is tried ended so today."""
    found = rows(standing.trial.person, SessionExposure)
    return found.filter(technique=standing.protocol.technique, local_date=standing.today, ended=how).exists()


def dots_of(standing: Standing) -> list[Evening]:
    """A dot for each evening of the periods: what was filled in, and what is to come. It tells nothing of any arm."""
    protocol = standing.protocol
    past: list[Evening] = []
    for day in standing.days:
        if day.kind != "period":
            continue
        if day.date in standing.rated:
            past.append("done")
        elif day.date == standing.today and standing.trial.ended_at is None:
            past.append("today")
        else:
            past.append("missed")
    return past + ["to-come"] * (protocol.days - len(past))


def evenings_to_look(standing: Standing) -> int:
    """Evenings to the next look, or to the end, the usual ones before the first period too; today's counts while it is open."""
    protocol = standing.protocol
    blocks = max(protocol.first_look_block, min(standing.blocks_over + 1, protocol.blocks))
    over = sum(day.kind == "period" and (day.date < standing.today or standing.evening_done) for day in standing.days)
    return usual_to_come(standing) + max(blocks * protocol.block_days - over, 0)


def usual_to_come(standing: Standing) -> int:
    """Evenings as usual, before the first period, that are still to come; today's counts while it is open."""
    over = sum(day.kind == "run-in" and (day.date < standing.today or standing.evening_done) for day in standing.days)
    begun = any(day.kind == "period" for day in standing.days)
    return 0 if begun else max(standing.protocol.run_in_days - over, 0)


def look_is_due(standing: Standing) -> bool:
    """Whether a block is over that nobody has looked at yet, from the first look on.

    A look never goes back: an evening that is deleted after it makes no block new.
    """
    if standing.blocks_over < standing.protocol.first_look_block:
        return False
    return not standing.trial.findings.filter(look__gte=standing.blocks_over).exists()


def pause_words(pause: TrialPause) -> str:
    """Why it waits."""
    return {
        TrialPause.Reason.ILLNESS: "You were not well.",
        TrialPause.Reason.TRAVEL: "You are away.",
        TrialPause.Reason.OTHER: "You paused it.",
        TrialPause.Reason.FLAG: "An answer of yours means that somebody should look at it first.",
        TrialPause.Reason.SIGN: "You told us that something was wrong.",
        TrialPause.Reason.CLOSED: "What you try is closed for you now.",
    }[TrialPause.Reason(pause.reason)]


def first_day_to_go_on(pause: TrialPause) -> date:
    """After a red flag the trial goes on the next day at the earliest."""
    own = pause.reason in (TrialPause.Reason.ILLNESS, TrialPause.Reason.TRAVEL, TrialPause.Reason.OTHER)
    said_on = clock.local_date(pause.paused_at, pause.person.time_zone)
    first: date = pause.first
    return first if own else max(first, said_on + timedelta(days=1))
