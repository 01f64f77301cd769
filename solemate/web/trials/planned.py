"""The trial's sessions in the plan of the week: today as it is, the days to come only as "trial session".

Every day to come looks the same, whatever its arm: one slot, its time, and what either arm needs. So the plan, its pages and
whatever is made of its rows tell nothing of the order. On the day itself the slot says what it is, or goes.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from solemate.protocol.days import lay_out
from solemate.web import clock
from solemate.web.people.access import account_of
from solemate.web.people.models import Account
from solemate.web.practice.actions import ForPlan, put_in_plan, take_out_of_plan
from solemate.web.trials.models import Trial
from solemate.web.trials.running import Standing, current_trial, pauses_of, stand
from solemate.web.trials.seal import BrokenSeal
from solemate.web.trials.shown import card_of

DAYS_AHEAD = 14
PAGES = frozenset({"today", "week"})  # where the plan is looked at


def keep_in_plan(trial: Trial, *, at: datetime, by: Account) -> None:
    """Give the plan what it may know of this trial now."""
    person = trial.person
    today = clock.local_date(at, person.time_zone)
    try:
        sessions = for_plan(stand(trial, at=at)) if trial.ended_at is None else []
    except BrokenSeal:
        sessions = []
    if sessions:
        put_in_plan(person, sessions, source=trial.id, since=today, at=at, by=by)
    else:
        take_out_of_plan(person, source=trial.id, since=today, at=at, by=by)


def for_plan(standing: Standing) -> list[ForPlan]:
    """Today and the days to come, none while the trial waits."""
    protocol, trial, today = standing.protocol, standing.trial, standing.today
    if standing.pause is not None:
        return []
    ahead = lay_out(protocol, trial.begins_on, pauses_of(trial), until=today + timedelta(days=DAYS_AHEAD))
    sessions = []
    for day in ahead:
        if day.kind != "period" or day.date < today:
            continue
        if day.date > today:
            told: str | None = None
            label, concealed = "Trial session", True
        else:
            card = card_of(standing)
            if card.kind not in ("technique", "rest"):
                continue
            # Left against right is begun from the trial: from the plan it would be done on both sides.
            told = protocol.technique if card.kind == "technique" and not standing.side else None
            label, concealed = f"Trial: {card.title.lower()}", False
        sessions.append(
            ForPlan(
                day=day.date,
                technique=told,
                label=label,
                may_be=(protocol.technique,),
                concealed=concealed,
                minutes=protocol.minutes,
            )
        )
    return sessions


def trial_in_plan(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Middleware: before a page shows the plan, the trial's slot of today says what it is; a broken seal is said in words."""

    class Tell:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_view(self, request: HttpRequest, *view: Any) -> None:
            match = request.resolver_match
            if match is None or match.url_name not in PAGES or not request.user.is_authenticated:
                return
            by = account_of(request)
            trial = current_trial(by.person)
            if trial is not None:
                keep_in_plan(trial, at=clock.now(), by=by)

        def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
            """A trial that began on another machine, or whose rows were changed: said in words, wherever it is met."""
            if not isinstance(exception, BrokenSeal):
                return None
            trial = current_trial(account_of(request).person)
            return render(request, "trials/broken_seal.html", {"trial": trial}) if trial else None

    return Tell()
