"""Before and after the hands-on part: the water's thermometer, stop signs, the look at the skin, the summary."""

import uuid
from datetime import timedelta
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from solemate.care.catalogue import load_catalogue
from solemate.care.exposure import planned_seconds
from solemate.care.screening import may_affect
from solemate.care.stop_sign import NOTHING_WRONG, StopSign
from solemate.care.water import NoReading, celsius, judge
from solemate.web import clock
from solemate.web.diary.actions import record_adverse_event
from solemate.web.diary.models import AdverseEvent, CheckIn
from solemate.web.diary.rounds import given, session_questions
from solemate.web.people.access import account_of, person_of, row_or_404
from solemate.web.people.actions import answer_safety_questions, set_profile
from solemate.web.people.flag_views import flag_page
from solemate.web.people.safety_views import ask_safety_questions
from solemate.web.practice.actions import record_water
from solemate.web.practice.log import exposure_of, segments_of
from solemate.web.practice.models import Session
from solemate.web.practice.views import technique_or_404

READING_LIVES = timedelta(minutes=10)
FOUND_AFTERWARDS = "A-06"


def water(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The thermometer, before the feet: typed, checked, and only then on to the player."""
    session = row_or_404(person_of(request), Session, id=session_id)
    limits = load_catalogue().water
    unit: Literal["C", "F"] = "F" if request.POST.get("unit") == "F" else "C"
    reasons = [reason for key, reason in limits.why.items() if key != "soak_max_minutes_intact"]  # no technique uses it
    page = {
        "session": session,
        "water": limits,
        "reasons": reasons,
        "technique": technique_or_404(load_catalogue(), session.technique),
        "unit": unit,
        "entered": request.POST.get("reading", ""),
    }
    if request.method != "POST":
        return render(request, "practice/water.html", page)
    try:
        degrees = celsius(request.POST.get("reading", ""), unit)
    except NoReading as wrong:
        return render(request, "practice/water.html", page | {"error": str(wrong)}, status=422)
    record_water(
        session,
        celsius=degrees,
        entered=request.POST["reading"],
        unit=unit,
        at=clock.now(),
        by=account_of(request),
    )
    verdict = judge(degrees, limits)
    if verdict == "too-hot":
        return render(request, "practice/water.html", page | {"too_hot": True}, status=422)
    if verdict != "good" and "as-it-is" not in request.POST:
        return render(request, "practice/water.html", page | {"verdict": verdict}, status=422)
    return redirect("session", session.id)


def water_is_good(session: Session) -> bool:
    """Whether the newest reading is fresh, and not over the limit."""
    newest = session.water_readings.order_by("-read_at").first()
    if newest is None or newest.read_at < clock.now() - READING_LIVES:
        return False
    return judge(newest.celsius, load_catalogue().water) != "too-hot"


def stop_signs(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Something is wrong: which sign? The answer leads to the right page and closes what it must."""
    person = person_of(request)
    session = row_or_404(person, Session, in_bin_too=True, id=session_id)  # what was wrong must still be said
    catalogue = load_catalogue()
    said = request.POST.get("sign", "") or NOTHING_WRONG
    sign = catalogue.stop_signs.get(said)
    if request.method != "POST" or sign is None:  # a sign we do not know says nothing yet: it is asked again
        signs = [sign for sign in catalogue.stop_signs.values() if sign.listed]
        page = {"session": session, "signs": signs}
        return render(request, "practice/stop_signs.html", page, status=422 if request.method == "POST" else 200)
    if said == NOTHING_WRONG:
        record_adverse_event(
            person,
            NOTHING_WRONG,
            technique=session.technique,
            session=session.id,
            local_date=session.local_date,
            at=clock.now(),
            by=account_of(request),
        )
        if session.deleted_at:
            return redirect("today")
        technique = technique_or_404(catalogue, session.technique)
        return redirect("session-look" if "foot" in technique.parts else "session-done", session.id)
    at = clock.now()
    by = account_of(request)
    record_adverse_event(
        person,
        sign.id,
        technique=session.technique,
        session=session.id,
        local_date=clock.local_date(at, person.time_zone),
        at=at,
        by=by,
    )
    if sign.closes == "oils":
        set_profile(person, oils=False, by=by)
    if sign.raises:
        answer_safety_questions(
            person,
            [(question, True, sites_for(sign, question, session)) for question in sign.raises],
            at=at,
            by=by,
            content_version=catalogue.version,
        )
    if sign.page is None:
        return redirect("red-flag")
    return redirect("stop-sign", session.id, sign.id)


def sites_for(sign: StopSign, question: str, session: Session) -> list[str]:
    """The session's sites that the question can have; of the whole body otherwise."""
    allowed = load_catalogue().questions[question].sites
    return [site for site in session.sites if sign.at_session and site in allowed]


def stop_sign(request: HttpRequest, session_id: uuid.UUID, sign_id: str) -> HttpResponse:
    """The page of a stop sign that is no red flag: what it may be, what to do now."""
    person = person_of(request)
    row_or_404(person, AdverseEvent, session=session_id, sign=sign_id)
    page = load_catalogue().stop_signs[sign_id].page
    assert page is not None
    return flag_page(
        request,
        person,
        urgency=page.urgency,
        title=page.title,
        may_be=page.may_be,
        call="",
        do_now=page.do_now,
        say=page.say,
    )


def look_after(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The look at the skin after the session: anything new goes to the safety questions."""
    session = row_or_404(person_of(request), Session, id=session_id)
    catalogue = load_catalogue()
    technique = technique_or_404(catalogue, session.technique)
    return render(
        request,
        "practice/look.html",
        {
            "session": session,
            "technique": technique,
            "checks": [catalogue.after_checks[check] for check in technique.after_check if check != "A-06"],
        },
    )


@require_POST
def found(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Something new was seen after a session: kept, so that the technique rests until tomorrow; then today's questions."""
    person = person_of(request)
    row = row_or_404(person, Session, id=session_id)
    catalogue = load_catalogue()
    at = clock.now()
    record_adverse_event(
        person,
        FOUND_AFTERWARDS,
        technique=row.technique,
        session=row.id,
        local_date=clock.local_date(at, person.time_zone),
        at=at,
        by=account_of(request),
    )
    ids = {name for name in may_affect(row.technique, catalogue) if catalogue.questions[name].kind == "today"}
    return ask_safety_questions(request, ids, then="/safety/answered/")


def session_done(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What was really done, site by site, and how it was before and after."""
    person = person_of(request)
    row = row_or_404(person, Session, id=session_id)
    exposure = exposure_of(row)
    before = given(person, moment=CheckIn.Moment.BEFORE, session=row.id)
    after = given(person, moment=CheckIn.Moment.AFTER, session=row.id)
    asked = session_questions(load_catalogue(), person, row.sites)
    planned = planned_seconds(segments_of(row))
    return render(
        request,
        "practice/session_done.html",
        {
            "session": row,
            "technique": technique_or_404(load_catalogue(), row.technique),
            "exposure": exposure,
            "timed": bool(exposure.stretches),
            "sites": [
                {"site": site, "played": exposure.played_ms[site] // 1000, "planned": seconds}
                for site, seconds in planned.items()
            ],
            "lines_by_site": [
                {
                    "site": site,
                    "lines": [
                        {
                            "question": question,
                            "before": before.get((question.scale.id, question.site)),
                            "after": after.get((question.scale.id, question.site)),
                        }
                        for question in asked
                        if question.site == site
                    ],
                }
                for site in planned
            ],
            "rated_after": bool(after),
            "may_rate": bool(asked),
        },
    )
