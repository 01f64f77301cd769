"""Today and the way into a session: what is open, the safety questions it needs, the ratings before it, the player."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.screening import Clearance, may_affect
from solemate.care.session import Script, write_script
from solemate.care.technique import Technique
from solemate.web import clock
from solemate.web.diary.actions import record_rating
from solemate.web.diary.models import CheckIn
from solemate.web.diary.rounds import HANDS, given, questions
from solemate.web.diary.views import posted_value, rating_page
from solemate.web.people.access import account_of, person_of, row_or_404, rows
from solemate.web.people.actions import set_session_choices
from solemate.web.people.models import Person
from solemate.web.people.safety_views import ask_safety_questions, was_told, with_number
from solemate.web.practice import gate as gates
from solemate.web.practice.actions import change_length, make_session
from solemate.web.practice.log import STAYS_OPEN, exposure_of
from solemate.web.practice.models import Session

FIRST_TECHNIQUE = "hand-lotion-massage"


def today(request: HttpRequest) -> HttpResponse:
    """One thing to do next; what is closed and why; the evening check-in."""
    person = person_of(request)
    at = clock.now()
    catalogue = load_catalogue()
    day = clock.local_date(at, person.time_zone)
    gate = gates.look(person, FIRST_TECHNIQUE, catalogue, at=at)
    asked = questions(catalogue, HANDS, CheckIn.Moment.EVENING)
    answered = len(given(person, moment=CheckIn.Moment.EVENING, local_date=day))
    return render(
        request,
        "practice/today.html",
        {
            "tab": "today",
            "day": day,
            "technique": catalogue.techniques[FIRST_TECHNIQUE],
            "minutes": person.session_minutes,
            "gate": gate,
            "first_time": not rows(person, Session).exists(),
            "unfinished": unfinished_session(person, at=at),
            "flag": gate.screening.flags[0] if gate.screening.flags else None,
            "closed": [closed_card(gate.clearances[site], person) for site in gate.closed_sites],
            "evening_number": answered + 1 if answered < len(asked) else 0,
            "evening_begun": answered > 0,
            "evening_count": len(asked),
        },
    )


def closed_card(clearance: Clearance, person: Person) -> dict[str, object]:
    """Why a site is closed, and what to do, in words for this person."""
    return {
        "site": clearance.site,
        "action": clearance.action,
        "reasons": clearance.reasons,
        "dos": [with_number(text, person) for text in clearance.dos],
    }


def unfinished_session(person: Person, *, at: object) -> Session | None:
    """The newest session, if it was begun, has not ended and is fresh enough to carry on."""
    last = rows(person, Session).order_by("-made_at").first()
    if last is None or last.made_at < at - STAYS_OPEN or not last.events.exists():  # type: ignore[operator]
        return None
    return None if exposure_of(last).ended else last


@require_POST
def start(request: HttpRequest, technique_id: str) -> HttpResponse:
    """Make a session if the gate lets it; where a question is open, ask it first and come back here."""
    person = person_of(request)
    at = clock.now()
    catalogue = load_catalogue()
    technique = technique_or_404(catalogue, technique_id)
    gate = gates.look(person, technique_id, catalogue, at=at, to_start=True)
    if gate.unasked:
        return ask_safety_questions(request, gate.unasked, then=request.path)
    if gate.screening.flags and not was_told(request, since=gate.newest):
        return redirect("red-flag")
    if not gate.may_start:
        return redirect("today")
    minutes = min(max(person.session_minutes, technique.minutes.least), technique.minutes.most)
    session = make_session(
        person,
        write_script(technique, sites=gate.open_sites, minutes=minutes),
        minutes=minutes,
        content_version=catalogue.version,
        at=at,
        by=account_of(request),
    )
    return redirect("session-before", session.id, 1)


@require_POST
def ask_again(request: HttpRequest, technique_id: str) -> HttpResponse:
    """Something changed: every question about a technique, from the first."""
    catalogue = load_catalogue()
    technique_or_404(catalogue, technique_id)
    return ask_safety_questions(request, may_affect(technique_id, catalogue), then=reverse("answered"))


@require_POST
def answered(request: HttpRequest) -> HttpResponse:
    """After a round of questions that was no way into a session: a flag first, if there is one."""
    catalogue = load_catalogue()
    gate = gates.look(person_of(request), FIRST_TECHNIQUE, catalogue, at=clock.now())
    return redirect("red-flag" if gate.screening.flags else "today")


def before(request: HttpRequest, session_id: uuid.UUID, number: int) -> HttpResponse:
    """The ratings before a session; the last one leads to the player."""
    return rate_session(request, session_id, number, CheckIn.Moment.BEFORE, done="session")


def after(request: HttpRequest, session_id: uuid.UUID, number: int) -> HttpResponse:
    """The same ratings after it."""
    return rate_session(request, session_id, number, CheckIn.Moment.AFTER, done="session-done")


def rate_session(
    request: HttpRequest, session_id: uuid.UUID, number: int, moment: CheckIn.Moment, *, done: str
) -> HttpResponse:
    person = person_of(request)
    session = row_or_404(person, Session, id=session_id)
    asked = questions(load_catalogue(), session.sites, moment)
    if not 1 <= number <= len(asked):
        raise Http404
    question = asked[number - 1]
    address = "session-before" if moment == CheckIn.Moment.BEFORE else "session-after"
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
    note = "Before we start" if moment == CheckIn.Moment.BEFORE else "After the session"
    return rating_page(
        request,
        question,
        number=number,
        of=len(asked),
        back=back,
        chosen=chosen.get((question.scale.id, question.site)),
        note=note,
    )


@require_POST
def set_length(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Shorter or longer, before it begins; the choice is kept for the next time."""
    person = person_of(request)
    session = row_or_404(person, Session, id=session_id)
    catalogue = load_catalogue()
    technique = technique_or_404(catalogue, session.technique)
    change = {"shorter": -1, "longer": 1}.get(request.POST.get("change", ""), 0)
    minutes = min(max(session.minutes + change, technique.minutes.least), technique.minutes.most)
    by = account_of(request)
    if change_length(
        session, script_of(session, technique, minutes), minutes=minutes, content_version=catalogue.version, by=by
    ):
        set_session_choices(person, minutes=minutes, voice=person.voice, by=by)
    return redirect("session", session.id)


def script_of(session: Session, technique: Technique, minutes: int) -> Script:
    """The script of a session, from the content of today."""
    return write_script(technique, sites=tuple(session.sites), minutes=minutes)


def technique_or_404(catalogue: Catalogue, technique_id: str) -> Technique:
    technique = catalogue.techniques.get(technique_id)
    if technique is None:
        raise Http404
    return technique
