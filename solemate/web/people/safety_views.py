"""The safety questions, one group a screen.

Which ids are to be asked, and where to go afterwards, is kept in the signed-in session: no health data in an address.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from solemate.care.action import Urgency
from solemate.care.catalogue import load_catalogue
from solemate.care.question import Question, QuestionGroup
from solemate.care.screening import screen
from solemate.web import clock
from solemate.web.people import safety
from solemate.web.people.access import account_of, person_of
from solemate.web.people.actions import answer_safety_questions, forget_answers
from solemate.web.people.flag_views import dial, emergency_number, with_number
from solemate.web.people.safety import SITE_WORDS


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
        if all(group.id != group_id for group in catalogue.groups):
            raise Http404
        return redirect("today")  # left open from another round
    group, questions = screens[index]
    page = {
        "group": group,
        "questions": questions,
        "number": index + 1,
        "of": len(screens),
        "steps": range(1, len(screens) + 1),
        "back": reverse("safety-group", args=[screens[index - 1][0].id]) if index else reverse("today"),
    }
    again = request.session.get("safety_again", {}) if "again" in request.GET else {}
    if request.method != "POST" and again.get("group") == group.id:
        return to_correct(request, page, questions, again)
    if request.method != "POST":
        # What was said last time stands ticked, so that nothing is forgotten by a tired hand.
        page["ticked"] = safety.last_yes(person_of(request), questions, at=clock.now())
        page["said_before"] = bool(page["ticked"])
        return render(request, "people/safety_group.html", page)

    chosen = [question for question in questions if question.id in request.POST.getlist("yes")]
    if "not-sure" in request.POST:
        # What was ticked is kept, where it was before or, to be safe, everywhere. A yes from before stands: not being sure
        # takes nothing back. The rest stays unasked, so nothing opens.
        person = person_of(request)
        yes = [question.id for question in chosen] + safety.last_yes(person, questions, at=clock.now())
        unsure = [question.id for question in questions if question.id not in yes]
        forget_answers(person, unsure, at=clock.now(), by=account_of(request))
        before = safety.last_sites(person, [question.id for question in chosen], at=clock.now())
        answer(request, [(question.id, True, before.get(question.id) or list(question.sites)) for question in chosen])
        request.session["kept_everywhere"] = any(question.sites and not before.get(question.id) for question in chosen)
        request.session["not_sure"] = {"group": group.id, "at": clock.now().isoformat()}
        return redirect("red-flag" if raises_emergency(request, round_) else "not-sure")
    if "none" in request.POST and chosen:
        return ask_again(request, group.id, chosen, error="You ticked something. Tap “Go on”, or take the tick away.")
    if "none" not in request.POST and not chosen:
        return ask_again(request, group.id, chosen, error="Tap what fits. If nothing fits, tap “None of these”.")
    placed, missing = sites_of(request, chosen)
    if missing:
        return ask_again(request, group.id, chosen, placed=placed, missing=missing)

    request.session.pop("safety_again", None)
    if _not_sure(request)[0] == group.id:
        del request.session["not_sure"]
    answer(request, [(question.id, question in chosen, placed.get(question.id, [])) for question in questions])
    if raises_emergency(request, round_):
        del request.session["safety_round"]
        return redirect("red-flag")  # nobody who cannot breathe is asked about their allergies
    if index + 1 < len(screens):
        return redirect("safety-group", screens[index + 1][0].id)
    del request.session["safety_round"]
    return redirect(round_["then"], preserve_request=True)


def ask_again(
    request: HttpRequest,
    group_id: str,
    chosen: list[Question],
    *,
    error: str = "",
    placed: dict[str, list[str]] | None = None,
    missing: list[str] | None = None,
) -> HttpResponse:
    """The same screen once more, as a page of its own with all that was ticked: so the way back leads through no form."""
    request.session["safety_again"] = {
        "group": group_id,
        "ticked": [question.id for question in chosen],
        "error": error,
        "placed": placed or {},
        "missing": missing or [],
        "asked_where": "where" in request.POST,
    }
    return redirect(reverse("safety-group", args=[group_id]) + "?again")


def to_correct(
    request: HttpRequest, page: dict[str, Any], questions: list[Question], again: dict[str, Any]
) -> HttpResponse:
    """The screen as `ask_again` kept it: what was not taken and why, or where the things are that were ticked."""
    page |= {"ticked": again["ticked"], "error": again["error"], "asked_where": again["asked_where"]}
    if not again["missing"]:
        return render(request, "people/safety_group.html", page)
    before = safety.last_sites(person_of(request), again["missing"], at=clock.now())
    chosen = [question for question in questions if question.id in again["ticked"]]
    page["chosen"] = with_sites(chosen, {**before, **again["placed"]})
    return render(request, "people/safety_where.html", page)


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


def with_sites(chosen: list[Question], on: dict[str, list[str]]) -> list[dict[str, object]]:
    """Each question with the hands or feet that can be ticked for it; `on` are those that stand ticked."""
    return [
        {
            "question": question,
            "sites": [
                {
                    "id": site,
                    "word": SITE_WORDS[site],
                    "side": site.split("-")[0],
                    "view": "back" if site.endswith("hand") else "top",
                    "on": site in on.get(question.id, []),
                }
                for site in question.sites
            ],
        }
        for question in chosen
    ]


def still_not_sure(request: HttpRequest, *, at: datetime) -> QuestionGroup | None:
    """The screen somebody was not sure about in the last 24 hours on this device, until it is answered."""
    name, said_at = _not_sure(request)
    if said_at is None or at - said_at > safety.STARRED_LIVES:
        return None
    return next((group for group in load_catalogue().groups if group.id == name), None)


def _not_sure(request: HttpRequest) -> tuple[str, datetime | None]:
    kept = request.session.get("not_sure")
    return (kept["group"], datetime.fromisoformat(kept["at"])) if isinstance(kept, dict) else ("", None)


def not_sure(request: HttpRequest) -> HttpResponse:
    """Not knowing is an answer; it opens nothing. Of an emergency it is no comfort: then the page says whom to call."""
    person = person_of(request)
    group, _ = _not_sure(request)
    number = emergency_number(person)
    page = {"emergency": group == "emergency", "number": number, "dial": dial(number)}
    page["everywhere"] = request.session.get("kept_everywhere", False)
    return render(request, "people/not_sure.html", page | {"call": with_number("Call {emergency_number} now.", person)})
