"""Today and the way into a session: what is open, the safety questions it needs, the ratings before it, the player."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.screening import Answers, Clearance, may_affect, screen
from solemate.care.session import Script, write_script
from solemate.care.site import SITES
from solemate.care.technique import Technique
from solemate.web import clock
from solemate.web.diary.actions import record_rating
from solemate.web.diary.models import CheckIn
from solemate.web.diary.rounds import evening_meant, evening_questions, evening_takes, given, session_questions
from solemate.web.diary.views import posted_value, rating_page
from solemate.web.people import safety
from solemate.web.people.access import account_of, person_of, row_or_404, rows
from solemate.web.people.actions import set_minutes
from solemate.web.people.flag_views import emergency_number, was_told, with_number
from solemate.web.people.models import Account, Person
from solemate.web.people.safety_views import ask_safety_questions, still_not_sure
from solemate.web.practice import gate as gates
from solemate.web.practice.actions import change_length, make_session
from solemate.web.practice.agenda import days_of
from solemate.web.practice.gate import minutes_for, minutes_to_play, unsaid_wrong
from solemate.web.practice.log import STAYS_OPEN, exposure_of
from solemate.web.practice.models import Session
from solemate.web.practice.plan import look_at_plan


def today(request: HttpRequest) -> HttpResponse:
    """One thing to do next; what is closed and why; the evening check-in."""
    person = person_of(request)
    at = clock.now()
    catalogue = load_catalogue()
    day = clock.local_date(at, person.time_zone)
    all_gates = gates.look_at_all(person, catalogue, at=at)
    done = set(rows(person, Session).filter(local_date=day, events__isnull=False).values_list("technique", flat=True))
    first_time = not rows(person, Session).exists()
    gate = next_gate(list(all_gates.values()), done, follows=person.follows if person.said_where else ())
    flags = next(iter(all_gates.values())).screening.flags
    plan = {} if first_time or not gate else planned_today(person, all_gates, catalogue, at=at, by=account_of(request))
    asked = evening_questions(catalogue, person)
    evening = evening_meant(person, at=at)
    answers = given(person, moment=CheckIn.Moment.EVENING, local_date=evening)
    open_numbers = [
        number for number, question in enumerate(asked, start=1) if (question.scale.id, question.site) not in answers
    ]
    return render(
        request,
        "practice/today.html",
        {
            "tab": "today",
            "day": day,
            "gate": gate,
            "minutes": minutes_to_play(gate, minutes_for(person, gate)) if gate else 0,
            "first_time": first_time,
            "plan": plan,
            "unfinished": unfinished_session(person, at=at),
            "flag": flags[0] if flags else None,
            "closed": closed_sites(all_gates, person),
            "why": closes_all(all_gates),
            "not_sure": still_not_sure(request, at=at),
            "partly": partly_closed(all_gates),
            "unsaid": unsaid_wrong(person, at=at),
            "emergency": bool(flags) and min(flag.urgency.patience for flag in flags) == 0,
            "number": emergency_number(person),
            "evening": evening,
            "evening_number": open_numbers[0] if open_numbers else 0,
            "evening_begun": bool(answers),
            "evening_count": len(asked),
            "evening_takes": evening_takes(catalogue, len(asked)),
        },
    )


def planned_today(
    person: Person, all_gates: dict[str, gates.Gate], catalogue: Catalogue, *, at: datetime, by: Account
) -> dict[str, object]:
    """What the plan has for today: the next session with its gate, and what comes later."""
    look = look_at_plan(person, all_gates, catalogue, at=at, by=by)
    (day,) = days_of(look, look.today, look.today)
    coming = [item for item in day.items if item.to_come]
    # What somebody else put into the plan has a card of its own, and starts there.
    ready = [
        item
        for item in coming
        if item.technique and item.row and item.row.given is None and all_gates[item.technique.id].open_sites
    ]
    following = ready[0] if ready else None
    gate = all_gates[following.technique.id] if following and following.technique else None
    later = [item for item in coming if item is not following]
    return {
        "next": following,
        "gate": gate,
        "minutes": minutes_to_play(gate, minutes_for(person, gate)) if gate else 0,
        "later": later,
        "earlier": bool(following and later) and coming[0] is not following,  # such as today's session of a trial
        "put_off": [item for item in day.items if item.not_today and item.row],
        "done": any(item.finished for item in day.items),
        "stopped": any(item.stopped for item in day.items),
        "overdue": following is not None and following.row is not None and following.row.minute < look.minute,
    }


def next_gate(all_gates: list[gates.Gate], done: set[str], *, follows: Collection[str] = ()) -> gates.Gate | None:
    """What to offer first: the first open technique that was not done today, else the first open one.

    What works where the person said that it is (`follows`) stands first; nothing that is closed opens by it.
    """
    open_ones = [gate for gate in all_gates if gate.open_sites and not gate.lesson_first]
    open_ones.sort(key=lambda gate: not set(gate.open_sites) & set(follows))
    return next((gate for gate in open_ones if gate.technique.id not in done), next(iter(open_ones), None))


def closed_sites(all_gates: dict[str, gates.Gate], person: Person) -> list[dict[str, object]]:
    """A card for each hand or foot that has nothing open; where only some is closed, the list of techniques says it."""
    cards: dict[str, dict[str, object]] = {}
    still_open = {site for gate in all_gates.values() for site in gate.open_sites}
    for gate in all_gates.values():
        for site in gate.closed_sites:
            clearance = gate.clearances[site]
            card = cards.get(site)
            if site not in still_open and (
                card is None or (card["action"] != "closed" and clearance.action == "closed")
            ):
                cards[site] = closed_card(clearance, person)
    return [cards[site] for site in SITES if site in cards]


def closes_all(all_gates: dict[str, gates.Gate]) -> list[str]:
    """What closes every technique, beside the rules of a hand or foot."""
    said = [gate.also_closed for gate in all_gates.values()]
    return [text for text in said[0] if all(text in others for others in said)]


def partly_closed(all_gates: dict[str, gates.Gate]) -> str:
    """Techniques of which something is closed, while their hand or foot is open for others."""
    still_open = {site for gate in all_gates.values() for site in gate.open_sites}
    names = [
        gate.technique.short_name
        for gate in all_gates.values()
        if gate.also_closed
        or any(site in still_open for site in gate.closed_sites)
        or (not gate.open_sites and still_open & set(gate.technique.sites))  # closed whole by one foot
    ]
    return ", ".join(names) if still_open else ""


def closed_card(clearance: Clearance, person: Person) -> dict[str, object]:
    """Why a site is closed, and what to do, in words for this person."""
    return {
        "site": clearance.site,
        "action": clearance.action,
        "reasons": clearance.reasons,
        "dos": [with_number(text, person) for text in clearance.dos],
    }


def unfinished_session(person: Person, *, at: datetime) -> Session | None:
    """The newest session, if it was begun, has not ended and is fresh enough to carry on."""
    last = rows(person, Session).order_by("-made_at").first()
    if last is None or last.made_at < at - STAYS_OPEN or not last.events.exists():
        return None
    technique = load_catalogue().techniques.get(last.technique)
    if technique is None or technique.real_time:  # feet that left the water do not go back into it unread
        return None
    return None if exposure_of(last).ended else last


@require_POST
def start(request: HttpRequest, technique_id: str) -> HttpResponse:
    """Make a session if the gate lets it; where a question is open, ask it first and come back here."""
    person = person_of(request)
    at = clock.now()
    catalogue = load_catalogue()
    technique_or_404(catalogue, technique_id)
    gate = gates.look(person, technique_id, catalogue, at=at, to_start=True)
    if gate.also_closed:
        return redirect("technique", technique_id)
    if gate.unasked:
        return ask_safety_questions(request, gate.unasked, then=request.path)
    if gate.screening.flags and not was_told(request, gate.screening.flags, at=at):
        return redirect("red-flag")
    if gate.lesson_first:
        return redirect("lesson", technique_id, 0)
    if not gate.may_start:
        return redirect("technique", technique_id)
    minutes = minutes_for(person, gate)
    session = make_session(
        person,
        write_script(gate.technique, sites=gate.open_sites, minutes=minutes),
        minutes=minutes,
        content_version=catalogue.version,
        at=at,
        by=account_of(request),
    )
    if not session_questions(catalogue, person, session.sites):
        return redirect("session", session.id)
    return redirect("session-before", session.id, 1)


@require_POST
def ask_again(request: HttpRequest, technique_id: str) -> HttpResponse:
    """Something changed: every question about a technique, from the first."""
    catalogue = load_catalogue()
    technique_or_404(catalogue, technique_id)
    return ask_safety_questions(request, may_affect(technique_id, catalogue), then=reverse("answered"))


@require_POST
def ask_all_again(request: HttpRequest) -> HttpResponse:
    """Something changed: today's questions, and every group in which something was said yes to; or all of them.

    After a wrong tap on the way to a red flag: only the screens with what raised it, so that no true tick stands about.
    """
    person = person_of(request)
    catalogue = load_catalogue()
    answers = safety.known(person, catalogue, at=clock.now()).answers
    if "flag" in request.POST and (ids := screens_of_flags(answers, catalogue)):
        return ask_safety_questions(request, ids, then=reverse("answered"))
    conditions = answers.conditions
    ids = {question.id for question in catalogue.questions.values() if question.kind == "today"}
    for group in catalogue.groups:
        asked = {question.id for question in group.questions}
        ids |= asked if asked & conditions or "all" in request.POST else set()
    return ask_safety_questions(request, ids, then=reverse("answered"))


def screens_of_flags(answers: Answers, catalogue: Catalogue) -> set[str]:
    """All questions of the screens on which something raised a flag: today's where there is one, else the conditions."""
    asked = {
        name
        for flag in screen(answers, catalogue).flags
        for trigger in catalogue.flags[flag.id].triggers
        for name in trigger.when
    }
    said = asked & set(answers.today) or asked & answers.conditions
    screens = ({question.id for question in group.questions} for group in catalogue.groups)
    return {name for ids in screens if ids & said for name in ids}


@require_POST
def answered(request: HttpRequest) -> HttpResponse:
    """After a round of questions that was no way into a session: a flag first, if there is one."""
    catalogue = load_catalogue()
    known = next(iter(gates.look_at_all(person_of(request), catalogue, at=clock.now()).values()))
    return redirect("red-flag" if known.screening.flags else "today")


def before(request: HttpRequest, session_id: uuid.UUID, number: int) -> HttpResponse:
    """The ratings before a session; the last one leads to the player."""
    return rate_session(request, session_id, number, CheckIn.Moment.BEFORE)


def after(request: HttpRequest, session_id: uuid.UUID, number: int) -> HttpResponse:
    """The same ratings after it."""
    return rate_session(request, session_id, number, CheckIn.Moment.AFTER)


def rate_session(request: HttpRequest, session_id: uuid.UUID, number: int, moment: CheckIn.Moment) -> HttpResponse:
    """One question of a session's round."""
    person = person_of(request)
    session = row_or_404(person, Session, id=session_id)
    catalogue = load_catalogue()
    asked = session_questions(catalogue, person, session.sites)
    is_before = moment == CheckIn.Moment.BEFORE
    done = "session" if is_before else "session-done"  # which asks what the ratings raise, then for the water's warmth
    if not 1 <= number <= len(asked):
        return redirect(done, session.id)
    question = asked[number - 1]
    address = "session-before" if is_before else "session-after"
    back = reverse(address, args=[session.id, number - 1]) if number > 1 else reverse("today")
    if request.method == "POST":
        try:
            value = posted_value(request)
        except ValueError as wrong:
            return rating_page(request, question, number=number, of=len(asked), back=back, error=str(wrong))
        record_rating(
            person,
            moment=moment,
            session=session.id,
            local_date=session.local_date,
            scale=question.scale.id,
            site=question.site,
            value=value,
            at=clock.now(),
            by=account_of(request),
        )
        return redirect(address, session.id, number + 1) if number < len(asked) else redirect(done, session.id)
    chosen = given(person, moment=moment, session=session.id)
    return rating_page(
        request,
        question,
        number=number,
        of=len(asked),
        back=back,
        chosen=chosen.get((question.scale.id, question.site)),
    )


@require_POST
def set_length(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Shorter or longer, before it begins; the choice is kept for the next time."""
    person = person_of(request)
    session = row_or_404(person, Session, id=session_id)
    catalogue = load_catalogue()
    technique = technique_or_404(catalogue, session.technique)
    gate = gates.look(person, session.technique, catalogue, at=clock.now())
    change = {"shorter": -1, "longer": 1}.get(request.POST.get("change", ""), 0)
    most = technique.most_minutes(gate.conditions)
    minutes = max(min(session.minutes + change, most), technique.minutes.least)
    by = account_of(request)
    if change_length(
        session, script_of(session, technique, minutes), minutes=minutes, content_version=catalogue.version, by=by
    ):
        set_minutes(person, technique.id, minutes, by=by)
    return redirect("session", session.id)


def script_of(session: Session, technique: Technique, minutes: int) -> Script:
    """The script of a session, from the content of today."""
    return write_script(technique, sites=tuple(session.sites), minutes=minutes)


def technique_or_404(catalogue: Catalogue, technique_id: str) -> Technique:
    technique = catalogue.techniques.get(technique_id)
    if technique is None:
        raise Http404
    return technique
