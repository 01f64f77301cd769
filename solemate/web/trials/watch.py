"""The trial's own watch: what was answered a moment ago in, a pause out where it has to be.

A red flag that was not there before pauses a trial at once, in the same write as the answer; and so does a stop sign that
closes the technique, and anything else that closes it where it is tried. Nobody is ever sent by a trial to what the gate
has closed, and nobody goes on without being asked again.
"""

from datetime import datetime

from solemate.care.catalogue import load_catalogue
from solemate.web.people.models import Account, Person
from solemate.web.practice import gate as gates
from solemate.web.practice.gate import OPEN_ACTIONS, Gate
from solemate.web.trials.actions import know_flags, pause_trial
from solemate.web.trials.models import Trial, TrialPause
from solemate.web.trials.planned import keep_in_plan
from solemate.web.trials.running import current_trial, first_to_wait, protocol_of


def pause_if_it_must(person: Person, at: datetime, by: Account) -> None:
    """Look whether a new flag, a stop sign or a site that closed stops the trial that runs; then pause it at once."""
    trial = current_trial(person)
    if trial is None:
        return
    gate = gate_of(trial, at=at)
    raised = {flag.id for flag in gate.screening.flags}
    new = raised - set(trial.known_flags)
    first = first_to_wait(trial, at=at)
    if new:
        pause_trial(trial, TrialPause.Reason.FLAG, flags=new, first=first, at=at, by=by)
    elif gate.stop_signs:
        pause_trial(trial, TrialPause.Reason.SIGN, first=first, at=at, by=by)
    elif closed_now(trial, gate) and not trial.pauses.filter(until=None).exists():
        pause_trial(trial, TrialPause.Reason.CLOSED, first=first, at=at, by=by)
    if new or trial.pauses.filter(until=None).exists():
        keep_in_plan(trial, at=at, by=by)
    # A flag that went away is news when it comes back.
    know_flags(trial, raised & set(trial.known_flags), by=by)


def gate_of(trial: Trial, *, at: datetime) -> Gate:
    return gates.look(trial.person, protocol_of(trial).technique, load_catalogue(), at=at)


def closed_now(trial: Trial, gate: Gate) -> bool:
    """Whether the technique is closed at one of the sites it is tried on, or waits for a clinician or for tomorrow."""
    sites = protocol_of(trial).sites
    return bool(gate.stop_signs) or any(
        site in gate.clearances and gate.clearances[site].action not in OPEN_ACTIONS for site in sites
    )
