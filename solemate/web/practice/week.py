"""This week: seven days around today; a page for one planned session; not today, put back, move, swap and do it now."""

import uuid
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from solemate.care.catalogue import load_catalogue
from solemate.care.site import sites_words
from solemate.web import clock
from solemate.web.people.access import account_of, person_of, row_or_404, rows
from solemate.web.practice import gate as gates
from solemate.web.practice.actions import move_planned, put_back, say_not_today, swap_planned
from solemate.web.practice.agenda import item_of, week_days
from solemate.web.practice.gate import minutes_to_play
from solemate.web.practice.models import Plan, PlannedSession, PlanWishes
from solemate.web.practice.options import days_to_move_to, instead_of
from solemate.web.practice.plan import left_out, look_at_plan
from solemate.web.practice.plan_look import Look, monday_of
from solemate.web.practice.plan_task import minutes_open
from solemate.web.practice.views import closed_sites, start


def week(request: HttpRequest) -> HttpResponse:
    """What was done, what is planned, and what could not be placed."""
    look = look_of(request)
    flags = next(iter(look.gates.values())).screening.flags
    said = [sentence for plan in rows(look.person, Plan).filter(monday=monday_of(look.today)) for sentence in plan.said]
    return render(
        request,
        "practice/week.html",
        {
            "tab": "week",
            "flag": bool(flags),
            "days": week_days(look),
            "today": look.today,
            "closed": closed_words(look),
            "said": said,
            "left_out": left_out(look),
            "chose": look.chose,
            "known": [kit.name for kit in look.catalogue.plan_rules.kit if kit.id in look.household.kit],
            **travel(look),
        },
    )


def closed_words(look: Look) -> list[str]:
    """What has nothing open, and why: hands and feet that are closed for the same reason in one sentence."""
    sites: dict[tuple[object, str], list[str]] = {}
    for card in closed_sites(dict(look.gates), look.person):
        reasons = card["reasons"]
        why = reasons[0] if isinstance(reasons, tuple) and reasons else ""
        sites.setdefault((card["action"], why), []).append(str(card["site"]))
    lines = []
    for (action, why), closed in sites.items():
        many = len(closed) > 1
        how = f"wait{'s' * (not many)} for your clinician" if action == "ask-clinician" else "closed today"
        where = sites_words(closed)
        lines.append(f"{where[0].upper()}{where[1:]}: {how}. {why}".strip())
    return lines


def look_of(request: HttpRequest) -> Look:
    """The plan of whoever asks, brought up to date."""
    person, catalogue, at = person_of(request), load_catalogue(), clock.now()
    all_gates = gates.look_at_all(person, catalogue, at=at)
    return look_at_plan(person, all_gates, catalogue, at=at, by=account_of(request))


def travel(look: Look) -> dict[str, object]:
    """The question after a journey, unless it was answered for this place; and what a script needs to notice one."""
    wishes = rows(look.person, PlanWishes).first()
    kept_in = wishes.time_zone_kept_in if wishes else ""
    here = look.person.time_zone
    asked = here not in (look.zone, kept_in)
    return {
        "travel": {"zone": here, "here": place_words(here)} if asked else None,
        "home": place_words(look.zone),
        "zone": look.zone,
        "kept_in": kept_in,
    }


def place_words(zone: str) -> str:
    """`America/New_York` as the place it is called after."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def planned(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """One planned session: do it now, not today, at another time, or something else instead."""
    look = look_of(request)
    row = row_or_404(look.person, PlannedSession, id=planned_id)
    item = item_of(row, look, minute=row.minute)
    return render(
        request,
        "practice/planned.html",
        {
            "tab": "week",
            "item": item,
            "row": row,
            "minutes": minutes_to_play(look.gates[item.technique.id], row.minutes) if item.technique else row.minutes,
            "is_today": row.day == look.today,
            "may_start": item.technique is not None
            and row.given is None
            and bool(look.gates[item.technique.id].open_sites),
            "move_to": days_to_move_to(row, look) if row.day >= look.today else [],
            "instead": instead_of(row, look) if row.day >= look.today and row.given is None else [],
        },
    )


@require_POST
def not_today(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """One tap; the plan looks for another day."""
    row = row_or_404(person_of(request), PlannedSession, id=planned_id)
    say_not_today(row, by=account_of(request))
    return redirect("today" if request.POST.get("from") == "today" else "week")


@require_POST
def back_in_plan(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """After all."""
    row = row_or_404(person_of(request), PlannedSession, id=planned_id)
    put_back(row, by=account_of(request))
    return redirect("today" if request.POST.get("from") == "today" else "week")


@require_POST
def do_it_now(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """Move it to this moment, and go the way into a session: the gate decides, as always. Sent again, it is there already."""
    look = look_of(request)
    row = row_or_404(look.person, PlannedSession, id=planned_id)
    if row.given is not None:  # it has a day and a beginning of its own
        return redirect("today")
    move_planned(row, day=look.today, minute=look.minute, by=account_of(request))
    return start(request, row.technique)


@require_POST
def move(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """Another day or time: one of those that were offered."""
    look = look_of(request)
    row = row_or_404(look.person, PlannedSession, id=planned_id)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
        minute = int(request.POST.get("minute", ""))
    except ValueError:
        raise Http404 from None
    if any(offer.day == day and minute in offer.minutes for offer in days_to_move_to(row, look)):
        move_planned(row, day=day, minute=minute, by=account_of(request))
    return redirect("week")


@require_POST
def swap(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """Another technique at the same time: one of those that were offered."""
    look = look_of(request)
    row = row_or_404(look.person, PlannedSession, id=planned_id)
    technique = request.POST.get("technique", "")
    if row.given is None and technique in {offer.id for offer in instead_of(row, look)}:
        minutes = minutes_open(look)[technique]
        swap_planned(row, technique=technique, minutes=minutes, by=account_of(request))
    return redirect("week")
