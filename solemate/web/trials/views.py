"""A trial while it runs: today, its session or its rest, a pause, going on, ending it. Never a later day."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from solemate.care.catalogue import load_catalogue
from solemate.care.session import write_script
from solemate.drawing.evening_dots import evening_dots
from solemate.protocol.align import sites_today
from solemate.web import clock
from solemate.web.diary.rounds import evening_meant, session_questions
from solemate.web.people.access import account_of, person_of, row_or_404, rows
from solemate.web.people.flag_views import was_told
from solemate.web.people.safety_views import ask_safety_questions
from solemate.web.practice import gate as gates
from solemate.web.practice.actions import make_session
from solemate.web.trials.actions import (
    CHOSEN_BY_THE_PERSON,
    end_trial,
    end_with_finding,
    keep_finding,
    pause_trial,
    record_rest,
    resume_trial,
)
from solemate.web.trials.models import StoredFinding, Trial, TrialPause
from solemate.web.trials.planned import keep_in_plan
from solemate.web.trials.running import Standing, find, first_to_wait, seed_of, stand
from solemate.web.trials.seal import BrokenSeal
from solemate.web.trials.shown import (
    card_of,
    dots_of,
    evenings_to_look,
    first_day_to_go_on,
    look_is_due,
    pause_words,
    session_minutes,
    usual_to_come,
    word_of,
)
from solemate.web.trials.watch import closed_now, gate_of, pause_if_it_must
from solemate.web.trials.worse import watch

REASONS = {"illness": "I am not well", "travel": "I am away", "other": "Another reason"}


def trials(request: HttpRequest) -> HttpResponse:
    """Every trial of this person, the newest first, with what it found."""
    found = list(rows(person_of(request), Trial).order_by("-started_at"))
    called = load_catalogue().trials.called
    lines = [
        {
            "trial": row,
            "it": called.get(row.protocol["technique"], ""),
            "finding": last_finding(row),
            "waits": row.pauses.filter(until=None).exists(),
        }
        for row in found
    ]
    running = any(row.ended_at is None for row in found)
    return render(request, "trials/trials.html", {"lines": lines, "running": running})


def last_finding(trial: Trial) -> StoredFinding | None:
    return trial.findings.order_by("-made_at").first()


def trial(request: HttpRequest, trial_id: uuid.UUID) -> HttpResponse:
    """Today of a trial that runs; of one that is over, its last finding."""
    row = row_or_404(person_of(request), Trial, id=trial_id)
    at = clock.now()
    if row.ended_at is not None:
        found = last_finding(row)
        return redirect("finding", found.id) if found else redirect("trials")
    pause_if_it_must(row.person, at, account_of(request))
    try:
        standing = stand(row, at=at)
    except BrokenSeal:
        return render(request, "trials/broken_seal.html", {"trial": row})
    evening = evening_meant(row.person, at=at)
    page = {
        "standing": standing,
        "evening_day": evening,
        "evening_done": evening in standing.rated,
        # A flag that was taken back meanwhile has no page any more that says what to do.
        "flags_now": standing.pause is not None and bool(gate_of(row, at=at).screening.flags),
    }
    return render(request, "trials/trial.html", trial_page(standing) | page)


def of_a_running_trial(view: Callable[[HttpRequest, Trial], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a trial that runs. One that is over is shown as it ended: its old pages may still be open somewhere."""

    @wraps(view)
    def found(request: HttpRequest, trial_id: uuid.UUID) -> HttpResponse:
        row = row_or_404(person_of(request), Trial, id=trial_id)
        return view(request, row) if row.ended_at is None else redirect("trial", row.id)

    return found


def trial_page(standing: Standing) -> dict[str, object]:
    """What the page of a running trial shows."""
    dots = dots_of(standing)
    pause = standing.pause
    found = last_finding(standing.trial)
    return {
        "trial": standing.trial,
        "protocol": standing.protocol,
        "it": word_of(standing),
        "card": card_of(standing),
        "dots": mark_safe(evening_dots(dots)),  # noqa: S308  our own markup
        "filled": dots.count("done"),
        "missed": dots.count("missed"),
        "to_go": dots.count("to-come") + dots.count("today"),
        "to_look": evenings_to_look(standing),
        "usual_to_come": usual_to_come(standing),
        "look_due": look_is_due(standing),
        "found": found,
        "pause": pause,
        "pause_words": pause_words(pause) if pause else "",
        "may_go_on": pause is not None and first_day_to_go_on(pause) <= standing.today,
        "watch": watch(standing),
        "rules": load_catalogue().trials,
    }


@require_POST
@of_a_running_trial
def trial_session(request: HttpRequest, row: Trial) -> HttpResponse:
    """Today's session of the trial, if today has one and the gate lets it."""
    person, by, at = person_of(request), account_of(request), clock.now()
    standing = stand(row, at=at)
    if standing.pause is not None or not standing.is_technique_day:
        return redirect("trial", row.id)
    catalogue = load_catalogue()
    protocol = standing.protocol
    gate = gates.look(person, protocol.technique, catalogue, at=at, to_start=True)
    if gate.also_closed:
        return redirect("technique", protocol.technique)
    if gate.unasked:
        return ask_safety_questions(request, gate.unasked, then=request.path)
    pause_if_it_must(person, at, by)
    if gate.screening.flags and not was_told(request, gate.screening.flags, at=at):
        return redirect("red-flag")
    sites = sites_today(protocol, standing.side)
    if row.pauses.filter(until=None).exists() or not gate.may_start or not set(sites) <= set(gate.open_sites):
        return redirect("trial", row.id)
    minutes = min(protocol.minutes, gate.technique.most_minutes(gate.conditions))
    session = make_session(
        person,
        write_script(gate.technique, sites=sites, minutes=minutes),
        minutes=minutes,
        content_version=catalogue.version,
        at=at,
        by=by,
    )
    if not session_questions(catalogue, person, session.sites):
        return redirect("session", session.id)
    return redirect("session-before", session.id, 1)


@of_a_running_trial
def rest(request: HttpRequest, row: Trial) -> HttpResponse:
    """The rest of a rest day: as long as the technique takes, and as quiet."""
    at = clock.now()
    standing = stand(row, at=at)
    if standing.pause is not None or standing.arm != "rest":
        return redirect("trial", row.id)
    if request.method == "POST":
        record_rest(row, local_date=standing.today, at=at, by=account_of(request))
        return redirect("trial", row.id)
    technique = load_catalogue().techniques[standing.protocol.technique]
    page = {
        "standing": standing,
        "minutes": session_minutes(standing.protocol),
        "it": word_of(standing),
        "technique": technique,
    }
    return render(request, "trials/rest.html", {"trial": row, **page})


@of_a_running_trial
def pause(request: HttpRequest, row: Trial) -> HttpResponse:
    """Illness, travel, or anything else: the trial waits from today."""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        if reason in REASONS:
            at = clock.now()
            by = account_of(request)
            pause_trial(row, TrialPause.Reason(reason), first=first_to_wait(row, at=at), at=at, by=by)
            keep_in_plan(row, at=at, by=account_of(request))
            return redirect("trial", row.id)
    error = "Please tap one of the answers." if request.method == "POST" else ""
    page = {"trial": row, "reasons": REASONS.items(), "error": error}
    return render(request, "trials/pause.html", page, status=422 if error else 200)


@require_POST
@of_a_running_trial
def go_on(request: HttpRequest, row: Trial) -> HttpResponse:
    """The trial goes on, if the technique is open again where it is tried."""
    person, by, at = person_of(request), account_of(request), clock.now()
    waits = row.pauses.filter(until=None).first()
    today = clock.local_date(at, person.time_zone)
    if waits is None or first_day_to_go_on(waits) > today:
        return redirect("trial", row.id)
    gate = gate_of(row, at=at)
    if waits.reason not in CHOSEN_BY_THE_PERSON and gate.unasked:
        return ask_safety_questions(request, gate.unasked, then=request.path)
    if closed_now(row, gate):
        return redirect("technique", gate.technique.id)
    if gate.screening.flags and not was_told(request, gate.screening.flags, at=at):
        return redirect("red-flag")
    resume_trial(row, known_flags={flag.id for flag in gate.screening.flags}, today=today, at=at, by=by)
    keep_in_plan(row, at=at, by=by)
    return redirect("trial", row.id)


@require_POST
@of_a_running_trial
def look(request: HttpRequest, row: Trial) -> HttpResponse:
    """A block is over: look at what the trial says. An answer, or the last block, ends it."""
    at, by = clock.now(), account_of(request)
    standing = stand(row, at=at)
    if not look_is_due(standing):
        return redirect("trial", row.id)
    found = find(row, ended=False, at=at)
    decided = found.kind in ("helps", "harms", "no-difference")
    if not decided and not standing.is_over:
        return redirect("finding", keep_finding(row, found, at=at, by=by).id)
    last = replace(found, ended=True, seed=seed_of(row))
    why = Trial.Ended.DECIDED if decided else Trial.Ended.FINISHED
    # Looked at long after its last day, it is over since that day.
    last_day = standing.days[-1].date if standing.is_over else standing.today
    stored = end_with_finding(row, last, why, today=last_day, at=at, by=by)
    keep_in_plan(row, at=at, by=by)
    return redirect("finding", stored.id)


@of_a_running_trial
def end(request: HttpRequest, row: Trial) -> HttpResponse:
    """End it on any day, with what is known so far."""
    at, by = clock.now(), account_of(request)
    if request.method == "POST":
        today = clock.local_date(at, row.person.time_zone)
        try:
            found = find(row, ended=True, at=at)
        except BrokenSeal:
            end_trial(row, Trial.Ended.STOPPED, today=today, at=at, by=by)
            keep_in_plan(row, at=at, by=by)
            return redirect("trials")
        stored = end_with_finding(row, found, Trial.Ended.STOPPED, today=today, at=at, by=by)
        keep_in_plan(row, at=at, by=by)
        return redirect("finding", stored.id)
    try:
        standing = stand(row, at=at)
    except BrokenSeal:
        return render(request, "trials/broken_seal.html", {"trial": row})
    page = {
        "trial": row,
        "it": word_of(standing),
        "to_look": evenings_to_look(standing),
        "standing": standing,
        "filled": dots_of(standing).count("done"),
        "too_early": standing.blocks_over < standing.protocol.first_look_block,
    }
    return render(request, "trials/end.html", page)
