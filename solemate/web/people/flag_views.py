"""The pages that say what an answer means: red flags, stop signs, whom to call, and the question that follows them.

In: what was answered. Out: one page with what it may be, what to do now, whom to call and what to say; nothing else.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.action import Urgency
from solemate.care.catalogue import load_catalogue
from solemate.care.country import emergency_numbers
from solemate.care.flag import RedFlag
from solemate.care.screening import Answers, RaisedFlag, screen
from solemate.drawing import SIGHTS
from solemate.web import clock
from solemate.web.people import safety
from solemate.web.people.access import person_of
from solemate.web.people.models import Person
from solemate.web.people.safety import SITE_WORDS


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
    return flag_page(
        request,
        person,
        shown=names_of(screening.flags),
        mistake=True,
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
    shown: Sequence[str] = (),
    mistake: bool = False,
) -> HttpResponse:
    """The page of a red flag or a stop sign, with the person's own numbers in it.

    `shown`: the names of the flags it tells of, which count as told once its question is answered. `mistake`: whether
    it offers to ask again what raised it; an answer is taken back there alone, and its row stays.
    """
    emergency = emergency_number(person)
    number = emergency if urgency == Urgency.EMERGENCY else person.doctor_number
    if cancer_team:
        number = person.cancer_team_number
    request.session["teach_back"] = urgency.value
    request.session["shown"] = list(shown)
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
            "mistake": mistake,
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
    """A number as a phone dials it; the 0 of "+49 (0) 30" is for calls from within the country alone, and left out."""
    if number.strip().startswith(("+", "00")):
        number = re.sub(r"\(\s*0\s*\)", "", number)
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
            shown = request.session.get("shown", [])
            if shown:
                request.session["told"] = {"flags": shown, "at": clock.now().isoformat()}
            del request.session["teach_back"]
            return redirect("today")
        return redirect(reverse("teach-back") + "?wrong")
    return render(request, "people/teach_back.html", {"question": question, "wrong": "wrong" in request.GET})


def was_told(request: HttpRequest, flags: Iterable[RaisedFlag], *, at: datetime) -> bool:
    """Whether the page of these very flags was read and understood in the last 24 hours."""
    told = request.session.get("told")
    if told is None or datetime.fromisoformat(told["at"]) < at - timedelta(hours=24):
        return False
    return set(names_of(flags)) <= set(told["flags"])


def names_of(flags: Iterable[RaisedFlag]) -> list[str]:
    """Each flag with its urgency and sites: the same flag somewhere else is another one."""
    return [" ".join([flag.id, flag.urgency, *flag.sites]) for flag in flags]
