"""Everything that is written about trials: start, pause, go on, end, a rest, a finding and what the person makes of it."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from solemate.protocol.analyse import Finding
from solemate.protocol.draft import Protocol
from solemate.web import clock
from solemate.web.people.models import Account, Person
from solemate.web.trials.models import StoredFinding, Trial, TrialPause, TrialRest
from solemate.web.trials.seal import close, fixed_of, seal_of

CHOSEN_BY_THE_PERSON = (TrialPause.Reason.ILLNESS, TrialPause.Reason.TRAVEL, TrialPause.Reason.OTHER)


@transaction.atomic
def start_trial(
    person: Person,
    protocol: Protocol,
    *,
    seed: int,
    expectation: int | None,
    known_flags: Collection[str],
    begins_on: date,
    at: datetime,
    by: Account,
) -> Trial:
    """Keep a trial as it is fixed now; its order is sealed.

    Raises:
        ValueError: one is running already.
    """
    if Trial.objects.filter(person=person, ended_at=None).exists():
        raise ValueError("You have a trial already. Please end it first.")
    name = uuid.uuid4()
    return Trial.objects.create(
        id=name,
        person=person,
        protocol=protocol.to_dict(),
        begins_on=begins_on,
        started_at=at,
        sealed_seed=close(seed, name, fixed_of(protocol.to_dict(), begins_on)),
        seal=seal_of(seed, name),
        expectation=expectation,
        known_flags=sorted(known_flags),
        by=by,
    )


@transaction.atomic
def pause_trial(
    trial: Trial, reason: str, *, flags: Collection[str] = (), first: date, at: datetime, by: Account
) -> TrialPause:
    """From `first` on the trial waits; where it waits already, a red flag is added to the reason."""
    running = TrialPause.objects.filter(trial=trial, until=None).first()
    if running is None:
        return TrialPause.objects.create(
            trial=trial, person_id=trial.person_id, reason=reason, flags=sorted(flags), first=first, paused_at=at, by=by
        )
    if flags or reason not in CHOSEN_BY_THE_PERSON:
        running.reason = reason
        running.flags = sorted({*running.flags, *flags})
        running.save(update_fields=["reason", "flags"])
    return running


@transaction.atomic
def resume_trial(trial: Trial, *, known_flags: Collection[str], today: date, at: datetime, by: Account) -> None:
    """The trial goes on: today, or after a red flag tomorrow at the earliest."""
    pause = TrialPause.objects.filter(trial=trial, until=None).first()
    if pause is None:
        return
    own = pause.reason in CHOSEN_BY_THE_PERSON
    pause.until = max(today, pause.first, date.min if own else _day_of(pause) + timedelta(days=1))
    pause.resumed_at = at
    pause.save(update_fields=["until", "resumed_at"])
    know_flags(trial, known_flags, by=by)


def _day_of(pause: TrialPause) -> date:
    return clock.local_date(pause.paused_at, pause.person.time_zone)


@transaction.atomic
def know_flags(trial: Trial, flags: Collection[str], *, by: Account) -> None:
    """Keep which red flags are no news to this trial."""
    if sorted(flags) != trial.known_flags:
        trial.known_flags = sorted(flags)
        trial.save(update_fields=["known_flags"])


@transaction.atomic
def end_trial(trial: Trial, ended_by: str, *, today: date, at: datetime, by: Account) -> None:
    """Over, for good. A pause that is open ends with it."""
    if trial.ended_at is not None:
        return
    TrialPause.objects.filter(trial=trial, until=None).update(until=today + timedelta(days=1), resumed_at=at)
    trial.ended_at = at
    trial.ended_on = today
    trial.ended_by = ended_by
    trial.save(update_fields=["ended_at", "ended_on", "ended_by"])


@transaction.atomic
def record_rest(trial: Trial, *, local_date: date, at: datetime, by: Account) -> None:
    """Keep that the rest of a rest day was had; once a day."""
    TrialRest.objects.get_or_create(
        trial=trial, local_date=local_date, defaults={"person_id": trial.person_id, "at": at, "by": by}
    )


@transaction.atomic
def keep_finding(trial: Trial, finding: Finding, *, at: datetime, by: Account) -> StoredFinding:
    """Keep what a look found. The first one of a look stays: looking again finds nothing else.

    While the trial runs its word is kept and no number: the export shows every row, and a number would colour the evenings.
    """
    if not finding.ended:
        finding = finding.without_numbers()
    stored, _ = StoredFinding.objects.get_or_create(
        trial=trial,
        look=finding.look,
        final=finding.ended,
        defaults={
            "person_id": trial.person_id,
            "kind": finding.kind,
            "content": finding.to_dict(),
            "made_at": at,
            "by": by,
        },
    )
    return stored


@transaction.atomic
def end_with_finding(
    trial: Trial, finding: Finding, ended_by: str, *, today: date, at: datetime, by: Account
) -> StoredFinding:
    """The end and its last word, both or neither: a trial that is over always has something to show."""
    end_trial(trial, ended_by, today=today, at=at, by=by)
    return keep_finding(trial, finding, at=at, by=by)


@transaction.atomic
def choose(stored: StoredFinding, choice: str, *, at: datetime, by: Account) -> None:
    """Keep what the person makes of it: keep the technique, or stop it."""
    stored.choice = choice
    stored.chosen_at = at
    stored.save(update_fields=["choice", "chosen_at"])
