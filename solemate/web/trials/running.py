"""A trial's rows in, what the pure protocol needs out: its days, its order, the evenings, and what the player's log says.

The one place where stored rows become a record. It shows nothing: what may be seen on which day is for `today.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from solemate.care.catalogue import load_catalogue
from solemate.care.exposure import planned_seconds
from solemate.protocol.align import Done, Ratings, Record, align, arm_of, draw_schedule, sites_today
from solemate.protocol.analyse import Finding, adherence_of, analyse
from solemate.protocol.days import Day, Pause, baseline_days, blocks_over, lay_out
from solemate.protocol.draft import BOTH, Protocol
from solemate.protocol.worse import usual_before
from solemate.web import clock
from solemate.web.diary.models import CheckIn, Rating
from solemate.web.people import access
from solemate.web.people.models import Person
from solemate.web.practice.log import exposure_of, segments_of
from solemate.web.practice.models import Session
from solemate.web.trials.models import Trial, TrialPause, TrialRest
from solemate.web.trials.seal import fixed_of, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A trial as it stands on one day. `arm` and `side` are those of today, and of no other day."""

    trial: Trial
    protocol: Protocol
    today: date
    days: tuple[Day, ...]  # from the first to today
    pause: TrialPause | None
    arm: str  # '' in the run-in, in a pause, and when it is over
    side: str
    evening_done: bool
    rated: frozenset[date]  # evenings on which the outcome was answered
    blocks_over: int

    @property
    def day(self) -> Day | None:
        return self.days[-1] if self.days and self.days[-1].date == self.today else None

    @property
    def is_technique_day(self) -> bool:
        return self.arm == self.protocol.technique

    @property
    def period_days_so_far(self) -> int:
        return sum(day.kind == "period" for day in self.days)

    @property
    def is_over(self) -> bool:
        return self.blocks_over >= self.protocol.blocks


def current_trial(person: Person) -> Trial | None:
    """The trial that runs now."""
    return access.rows(person, Trial).filter(ended_at=None).first()


def protocol_of(trial: Trial) -> Protocol:
    return Protocol.from_dict(trial.protocol)


def a_trial_runs(person: Person, day: date) -> bool:
    """Whether averages are kept from the person's eyes on this day."""
    return current_trial(person) is not None


def evening_questions_of_trial(person: Person) -> Sequence[tuple[str, str]]:
    """What the evening must ask while a trial runs."""
    trial = current_trial(person)
    if trial is None:
        return ()
    protocol = protocol_of(trial)
    return [(protocol.scale, site) for site in protocol.rated_sites]


def stand(trial: Trial, *, at: datetime) -> Standing:
    """Where a trial stands now; raises BrokenSeal where it runs but began on another machine."""
    protocol = protocol_of(trial)
    person = trial.person
    today = clock.local_date(at, person.time_zone)
    if trial.ended_on is not None:
        today = min(today, trial.ended_on)
    days = tuple(lay_out(protocol, trial.begins_on, pauses_of(trial), until=today))
    ratings = ratings_of(person, protocol.scale, trial.begins_on, today)
    rated = frozenset(day.date for day in days if _is_rated(protocol, ratings, day.date))
    arm = side = ""
    seed = seed_of(trial) if trial.ended_at is None else 0
    if days and days[-1].date == today and days[-1].kind == "period" and trial.ended_at is None:
        number = days[-1].number
        assert number is not None
        arm, side = arm_of(protocol, draw_schedule(protocol, seed), number)
    return Standing(
        trial=trial,
        protocol=protocol,
        today=today,
        days=days,
        pause=trial.pauses.filter(until=None).first(),
        arm=arm,
        side=side,
        evening_done=today in rated,
        rated=rated,
        blocks_over=blocks_over(protocol, days, today=today, rated_today=today in rated),
    )


def first_to_wait(trial: Trial, *, at: datetime) -> date:
    """The first day that a pause made now takes out: an evening that was answered is not taken back by it."""
    today = clock.local_date(at, trial.person.time_zone)
    protocol = protocol_of(trial)
    answered = _is_rated(protocol, ratings_of(trial.person, protocol.scale, today, today), today)
    return today + timedelta(days=1) if answered else today


def pauses_of(trial: Trial) -> list[Pause]:
    return [Pause(first=row.first, until=row.until) for row in trial.pauses.order_by("first")]


def seed_of(trial: Trial) -> int:
    """The seed; raises BrokenSeal where the trial began on another machine, or its days were changed in a file."""
    return opened(trial.sealed_seed, trial.seal, trial.id, fixed_of(trial.protocol, trial.begins_on))


def ratings_of(person: Person, scale: str, first: date, last: date) -> Ratings:
    """The evenings of one scale from `first` to `last`."""
    found = (
        access.rows(person, Rating)
        .filter(
            scale=scale,
            check_in__moment=CheckIn.Moment.EVENING,
            check_in__local_date__range=(first, last),
            value__isnull=False,
        )
        .values_list("check_in__local_date", "site", "value")
    )
    return {(day, site): value for day, site, value in found if value is not None}


OTHER_SIDE = {"left": "right", "right": "left", "": ""}


def done_by_day(person: Person, protocol: Protocol, first: date, last: date, sides: dict[date, str]) -> Done:
    """Share of the planned time that was really played, day by day; left against right only on the side that `sides` names."""
    done: dict[date, float] = {}
    sessions = access.rows(person, Session).filter(technique=protocol.technique, local_date__range=(first, last))
    for session in sessions.prefetch_related("events"):
        events = list(session.events.all())
        exposure = exposure_of(session, events)
        planned = planned_seconds(segments_of(session))
        here = sites_today(protocol, sides.get(session.local_date, ""))
        seconds = sum(share * planned[site] for site, share in exposure.share_done.items() if site in here)
        so_far = done.get(session.local_date, 0.0)
        done[session.local_date] = min(1.0, so_far + seconds / protocol.planned_seconds)
    return done


def find(trial: Trial, *, ended: bool, at: datetime) -> Finding:
    """Look at a trial: at every block that is over, and at nothing after it."""
    standing = stand(trial, at=at)
    protocol, person, days = standing.protocol, trial.person, standing.days
    look = min(standing.blocks_over, protocol.blocks)
    too_early = look < protocol.first_look_block
    seed = seed_of(trial)
    schedule = draw_schedule(protocol, seed)
    first, last = trial.begins_on, standing.today
    # Before the first look nothing is read off the days, so a block that is half over may be shown.
    blocks = protocol.blocks if too_early else look
    sides = {
        day.date: arm_of(protocol, schedule, day.number)[1]
        for day in days
        if day.kind == "period" and day.number is not None
    }
    done = done_by_day(person, protocol, first, last, sides)

    def record(scale: str, sites: Iterable[tuple[str, str]]) -> Record:
        """`sites`: (where the answer stands, where the protocol looks for it)."""
        ratings = ratings_of(person, scale, first, last)
        moved = {
            (day, place): value for there, place in sites for (day, site), value in ratings.items() if site == there
        }
        return align(protocol, schedule, days, moved, done, blocks=blocks)

    primary = record(protocol.scale, [(site, site) for site in protocol.rated_sites])
    others = []
    for scale, site in protocol.secondary:
        places = [(there, there) for there in BOTH[site]] if site in BOTH else [(site, protocol.site)]
        others.append(((scale, site), record(scale, places)))
    elsewhere = None
    if protocol.layout == "left-right":
        others_turn = {day: OTHER_SIDE[side] for day, side in sides.items()}
        elsewhere = done_by_day(person, protocol, first, last, others_turn)
    rested = None
    if protocol.comparator == "rest":
        rest_days = {row.day for row in primary.rows if row.arm == "rest" and not row.paused}
        rested = trial.rests.filter(local_date__in=rest_days).count()
    return analyse(
        protocol,
        primary,
        look=look,
        ended=ended,
        others=others,
        adherence=adherence_of(primary, protocol, done, rested, elsewhere=elsewhere),
        usual=usual_level(trial, standing),
        expectation=trial.expectation,
        seed=seed if ended else None,
    )


def usual_level(trial: Trial, standing: Standing) -> float | None:
    """The median evening before the first period, in the outcome; None where too few were answered."""
    return usual_before(evenings_before(trial, standing), at_least=load_catalogue().trials.run_in_evenings)


def evenings_before(trial: Trial, standing: Standing) -> list[int]:
    """The outcome on the evenings before the first period that were answered."""
    first, last = baseline_days(standing.protocol, standing.days, trial.begins_on)
    return list(outcomes(standing.protocol, ratings_of(trial.person, standing.protocol.scale, first, last)).values())


def outcomes(protocol: Protocol, ratings: Ratings) -> dict[date, int]:
    """One number a day: the outcome, or left against right the worse of the two sides."""
    worse = min if protocol.higher_is_better else max
    by_day: dict[date, list[int]] = {}
    for (day, site), value in ratings.items():
        if site in protocol.rated_sites:
            by_day.setdefault(day, []).append(value)
    return {day: worse(values) for day, values in by_day.items()}


def _is_rated(protocol: Protocol, ratings: Ratings, day: date) -> bool:
    return all((day, site) in ratings for site in protocol.rated_sites)


def rested_today(standing: Standing) -> bool:
    return (
        access.rows(standing.trial.person, TrialRest).filter(trial=standing.trial, local_date=standing.today).exists()
    )
