"""The safety questions, one group a screen, and the pages that say what an answer means.

Which ids are to be asked, and where to go afterwards, is kept in the signed-in session: no health data in an address.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.action import Urgency
from solemate.care.catalogue import load_catalogue
from solemate.care.country import emergency_numbers
from solemate.care.flag import RedFlag
from solemate.care.question import Question
from solemate.care.screening import Answers, RaisedFlag, screen
from solemate.drawing import SIGHTS
from solemate.web import clock
from solemate.web.people import safety
from solemate.web.people.access import account_of, person_of
from solemate.web.people.actions import answer_safety_questions, forget_answers
from solemate.web.people.models import Person

SITE_WORDS = {
    "left-hand": "Left hand",
    "right-hand": "Right hand",
    "left-foot": "Left foot",
    "right-foot": "Right foot",
}


def ask_safety_questions(request: HttpRequest, ids: Collection[str], *, then: str) -> HttpResponse:
    """Begin a round of safety questions about `ids`; afterwards the person is sent to `then`, as the POST it was."""
    request.session["safety_round"] = {"ids": sorted(ids), "then": then, "since": clock.now().isoformat()}
    first, _ = safety.groups_about(load_catalogue(), ids)[0]
    return redirect("safety-group", first.id)


def safety_group(request: HttpRequest, group_id: str) -> HttpResponse:
    """One screen: "Any of these?", with "None of these" as big as any answer."""
    round_ = request.session.get("safety_round")
    if not round_:
        return redirect("today")
    catalogue = load_catalogue()
    screens = safety.groups_about(catalogue, round_["ids"])
    index = next((i for i, (group, _) in enumerate(screens) if group.id == group_id), None)
    if index is None:
        raise Http404
    group, questions = screens[index]
    page = {
        "group": group,
        "questions": questions,
        "number": index + 1,
        "of": len(screens),
        "steps": range(1, len(screens) + 1),
        "back": reverse("safety-group", args=[screens[index - 1][0].id]) if index else reverse("today"),
    }
    if request.method != "POST":
        # What was said last time stands ticked, so that nothing is forgotten by a tired hand.
        page["ticked"] = safety.last_yes(person_of(request), questions, at=clock.now())
        page["said_before"] = bool(page["ticked"])
        return render(request, "people/safety_group.html", page)

    chosen = [question for question in questions if question.id in request.POST.getlist("yes")]
    page["ticked"] = [question.id for question in chosen]
    if "not-sure" in request.POST:
        # What was ticked is kept, to be safe for the whole body; the rest stays unasked, so nothing opens.
        unsure = [question.id for question in questions if question not in chosen]
        forget_answers(person_of(request), unsure, at=clock.now(), by=account_of(request))
        answer(request, [(question.id, True, list(question.sites)) for question in chosen])
        request.session["not_sure"] = group.id
        return redirect("red-flag" if raises_emergency(request, round_) else "not-sure")
    if "none" in request.POST and chosen:
        page["error"] = "You ticked something. Tap “Go on”, or take the tick away."
        return render(request, "people/safety_group.html", page, status=422)
    if "none" not in request.POST and not chosen:
        page["error"] = "Tap what fits. If nothing fits, tap “None of these”."
        return render(request, "people/safety_group.html", page, status=422)
    placed, missing = sites_of(request, chosen)
    before = safety.last_sites(person_of(request), missing, at=clock.now())
    if missing:
        page |= {
            "chosen": with_sites(request, chosen, before),
            "asked_where": "where" in request.POST,
            "missing": missing,
        }
        return render(request, "people/safety_where.html", page, status=422 if "where" in request.POST else 200)

    answer(request, [(question.id, question in chosen, placed.get(question.id, [])) for question in questions])
    if raises_emergency(request, round_):
        del request.session["safety_round"]
        return redirect("red-flag")  # nobody who cannot breathe is asked about their allergies
    if index + 1 < len(screens):
        return redirect("safety-group", screens[index + 1][0].id)
    del request.session["safety_round"]
    return redirect(round_["then"], preserve_request=True)


def answer(request: HttpRequest, answers: list[tuple[str, bool, list[str]]]) -> None:
    """Keep one screen's answers, now."""
    answer_safety_questions(
        person_of(request),
        answers,
        at=clock.now(),
        by=account_of(request),
        content_version=load_catalogue().version,
    )


def raises_emergency(request: HttpRequest, round_: dict[str, Any]) -> bool:
    """Whether what was said in this round is an emergency; what an earlier round said may be what is being corrected."""
    since = datetime.fromisoformat(round_["since"]) - timedelta(microseconds=1)
    known = safety.known(person_of(request), load_catalogue(), at=clock.now(), starred_since=since)
    return any(flag.urgency == Urgency.EMERGENCY for flag in screen(known.answers, load_catalogue()).flags)


def sites_of(request: HttpRequest, chosen: list[Question]) -> tuple[dict[str, list[str]], list[str]]:
    """The sites tapped for each chosen question, and the ids of those that still need one."""
    placed: dict[str, list[str]] = {}
    missing = []
    for question in chosen:
        if not question.sites:
            continue
        sites: list[str] = [site for site in question.sites if site in request.POST.getlist(f"site-{question.id}")]
        if sites:
            placed[question.id] = sites
        else:
            missing.append(question.id)
    return placed, missing


def with_sites(request: HttpRequest, chosen: list[Question], before: dict[str, list[str]]) -> list[dict[str, object]]:
    return [
        {
            "question": question,
            "sites": [
                {
                    "id": site,
                    "word": SITE_WORDS[site],
                    "side": site.split("-")[0],
                    "view": "back" if site.endswith("hand") else "top",
                    "on": site in request.POST.getlist(f"site-{question.id}") or site in before.get(question.id, []),
                }
                for site in question.sites
            ],
        }
        for question in chosen
    ]


def not_sure(request: HttpRequest) -> HttpResponse:
    """Not knowing is an answer; it opens nothing. Of an emergency it is no comfort: then the page says whom to call."""
    person = person_of(request)
    group = request.session.get("not_sure", "")
    number = emergency_number(person)
    page = {"emergency": group == "emergency", "number": number, "dial": dial(number)}
    return render(request, "people/not_sure.html", page | {"call": with_number("Call {emergency_number} now.", person)})


def red_flag(request: HttpRequest) -> HttpResponse:
    """The most urgent flag that today's answers raise: what it may be, what to do now, whom to call. Nothing else."""
    catalogue = load_catalogue()
    person = person_of(request)
    known = safety.known(person, catalogue, at=clock.now())
    screening = screen(known.answers, catalogue)
    if not screening.flags:
        return redirect("today")
    ranked = sorted(screening.flags, key=lambda flag: flag.urgency.patience)
    first = ranked[0]
    flag = catalogue.flags[first.id]
    request.session["shown"] = names_of(screening.flags)
    return flag_page(
        request,
        person,
        urgency=first.urgency,
        title=flag.title,
        may_be=flag.may_be,
        call=flag.calls[first.urgency],
        do_now=flag.do_now,
        say=flag.say,
        sites=first.sites,
        sights=sights_of(flag, known.answers),
        others=[also(catalogue.flags[other.id], other.urgency, person) for other in ranked[1:]],
        cancer_team=flag.cancer_team,
    )


def also(flag: RedFlag, urgency: Urgency, person: Person) -> dict[str, str]:
    """A further flag on the same page: what was seen, whom to call, what to say."""
    number = person.cancer_team_number if flag.cancer_team else ""
    call = with_number(flag.calls[urgency], person)
    return {
        "title": flag.title,
        "may_be": flag.may_be,
        "call": call,
        "say": flag.say,
        "number": number,
        "dial": dial(number),
    }


def flag_page(
    request: HttpRequest,
    person: Person,
    *,
    urgency: Urgency,
    title: str,
    may_be: str,
    call: str,
    do_now: Sequence[str],
    say: str,
    sites: Sequence[str] = (),
    sights: Sequence[dict[str, str]] = (),
    others: Sequence[dict[str, str]] = (),
    cancer_team: bool = False,
) -> HttpResponse:
    """The page of a red flag or a stop sign, with the person's own numbers in it."""
    emergency = emergency_number(person)
    number = emergency if urgency == Urgency.EMERGENCY else person.doctor_number
    if cancer_team:
        number = person.cancer_team_number
    request.session["teach_back"] = urgency.value
    return render(
        request,
        "people/red_flag.html",
        {
            "title": title,
            "may_be": may_be,
            "urgency": urgency,
            "call": with_number(call, person),
            "do_now": [with_number(step, person) for step in do_now],
            "say": say,
            "number": number,
            "dial": dial(number),
            "cancer_team": cancer_team,
            "emergency_number": emergency if urgency == Urgency.EMERGENCY and cancer_team else "",
            "emergency_dial": dial(emergency),
            "sites": [{"word": SITE_WORDS[site], "side": site.split("-")[0]} for site in sites],
            "sights": sights,
            "others": others,
        },
    )


def sights_of(flag: RedFlag, answers: Answers) -> list[dict[str, str]]:
    """What raised the flag, as pictures: the first answer that has one, at its first site."""
    for trigger in flag.triggers:
        for question in trigger.when:
            for site in sorted(answers.today.get(question, ())):
                side, _, part = site.partition("-")
                if (question, part) in SIGHTS:
                    return [{"question": question, "side": side, "part": part}]
    return []


def emergency_number(person: Person) -> str:
    """The person's own number, or the one of their country; empty where neither is known, for we never guess."""
    return person.emergency_number or emergency_numbers().get(person.country, "")


def dial(number: str) -> str:
    """A number as a phone dials it."""
    return re.sub(r"[^0-9+]", "", number)


def with_number(text: str, person: Person) -> str:
    """Put the emergency number into a sentence; without one it is called by its name."""
    return text.replace("{emergency_number}", emergency_number(person) or "your emergency number")


@require_POST
def red_flag_read(request: HttpRequest) -> HttpResponse:
    """The page was read: one question shows whether it was understood."""
    if request.session.get("teach_back"):
        return redirect("teach-back")
    return redirect("today")


def teach_back(request: HttpRequest) -> HttpResponse:
    """One question about the page; a wrong answer is told kindly and the page is one tap away."""
    urgency = request.session.get("teach_back")
    if urgency is None:
        return redirect("today")
    question = load_catalogue().teach_back[Urgency(urgency)]
    if request.method == "POST":
        if request.POST.get("answer") == str(question.right):
            request.session["told"] = {"flags": request.session.get("shown", []), "at": clock.now().isoformat()}
            del request.session["teach_back"]
            return redirect("today")
        return render(request, "people/teach_back.html", {"question": question, "wrong": True}, status=422)
    return render(request, "people/teach_back.html", {"question": question, "wrong": False})


def was_told(request: HttpRequest, flags: Iterable[RaisedFlag], *, at: datetime) -> bool:
    """Whether the page of these very flags was read and understood in the last 24 hours."""
    told = request.session.get("told")
    if told is None or datetime.fromisoformat(told["at"]) < at - timedelta(hours=24):
        return False
    return set(names_of(flags)) <= set(told["flags"])


def names_of(flags: Iterable[RaisedFlag]) -> list[str]:
    """Each flag with its urgency and sites: the same flag somewhere else is another one."""
    return [" ".join([flag.id, flag.urgency, *flag.sites]) for flag in flags]
