"""All techniques: the list, a page for each with what is known of it, and the lesson a helper learns first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from solemate.care.catalogue import load_catalogue
from solemate.care.evidence import load_evidence
from solemate.web import clock
from solemate.web.people.access import account_of, person_of
from solemate.web.people.flag_views import with_number
from solemate.web.people.models import Person
from solemate.web.practice import gate as gates
from solemate.web.practice.actions import pass_lesson
from solemate.web.practice.gate import minutes_for, minutes_to_play
from solemate.web.practice.views import closed_card, technique_or_404


def library(request: HttpRequest) -> HttpResponse:
    """Every technique, open ones first; a closed one says why."""
    person = person_of(request)
    all_gates = gates.look_at_all(person, load_catalogue(), at=clock.now())
    cards = [
        {"gate": gate, "state": state(gate), "minutes": minutes_to_play(gate, minutes_for(person, gate))}
        for gate in all_gates.values()
    ]
    return render(
        request,
        "practice/library.html",
        {
            "tab": "today",
            "open": [card for card in cards if card["state"] in ("open", "some", "lesson")],
            "closed": [card for card in cards if card["state"] in ("closed", "ask")],
        },
    )


def state(gate: gates.Gate) -> str:
    """One word for the list: open, some (one side closed), lesson, ask (a clinician), closed."""
    if not gate.open_sites:
        return "ask" if gate.waits_for_clinician and not gate.also_closed else "closed"
    if gate.lesson_first:
        return "lesson"
    return "some" if gate.closed_sites else "open"


def technique(request: HttpRequest, technique_id: str) -> HttpResponse:
    """What it is, how hard, what to watch out for, what is known; and Start, or why not today."""
    person = person_of(request)
    catalogue = load_catalogue()
    technique_or_404(catalogue, technique_id)
    gate = gates.look(person, technique_id, catalogue, at=clock.now())
    found = gate.technique
    evidence = load_evidence()
    shown: list[dict[str, str]] = []
    for step in found.steps:
        if all((step.stroke, step.title) != (row["stroke"], row["title"]) for row in shown):
            shown.append(
                {"stroke": step.stroke, "title": step.title, "line": step.line, "on": step.on, "part": step.part}
            )
    return render(
        request,
        "practice/technique.html",
        {
            "technique": found,
            "gate": gate,
            "state": state(gate),
            "minutes": minutes_to_play(gate, minutes_for(person, gate)),
            "steps": shown,
            "levels": [{"level": level, "used": level in found.pressure} for level in range(1, 6)],
            "watch_out": [with_number(text, person) for text in found.watch_out],
            "closed": [closed_card(gate.clearances[site], person) for site in gate.closed_sites],
            "adaptations": adaptations(gate),
            "studies": [study for study in map(evidence.studies.get, found.evidence) if study and study.may_show],
            "keep_moving": person.mode == Person.Mode.KEEP_MOVING,
            "side": gate.open_sites[0].split("-")[0] if gate.open_sites else "left",
            "oils": oils_offered(person, gate, technique_id),
        },
    )


def adaptations(gate: gates.Gate) -> list[str]:
    """How to do it all the same, each sentence once."""
    return list(dict.fromkeys(text for site in gate.open_sites for text in gate.clearances[site].adaptations))


def oils_offered(person: Person, gate: gates.Gate, technique_id: str) -> bool:
    """Whether the add-on may be shown: turned on, a massage, and nothing in the gate closes it."""
    if not person.oils or not technique_id.endswith("massage") or gate.oils_unasked:
        return False
    row = next(row for row in gate.screening.clearances if row.technique == "essential-oil")
    return row.action in gates.OPEN_ACTIONS


def lesson(request: HttpRequest, technique_id: str, number: int) -> HttpResponse:
    """A helper learns one stroke (number 0), then answers the safety questions, one a screen."""
    person = person_of(request)
    found = technique_or_404(load_catalogue(), technique_id)
    taught = found.lesson
    if taught is None or not 0 <= number <= len(taught.questions):
        raise Http404
    page = {
        "technique": found,
        "lesson": taught,
        "number": number,
        "of": len(taught.questions),
        "steps": range(1, len(taught.questions) + 1),
        "back": reverse("lesson", args=[technique_id, number - 1])
        if number
        else reverse("technique", args=[technique_id]),
    }
    if number == 0:
        return render(request, "practice/lesson.html", page)
    question = taught.questions[number - 1]
    page["question"] = question
    if request.method == "POST":
        if request.POST.get("answer") != str(question.right):
            return render(request, "practice/lesson.html", page | {"wrong": True}, status=422)
        if number < len(taught.questions):
            return redirect("lesson", technique_id, number + 1)
        pass_lesson(person, technique_id, at=clock.now(), by=account_of(request))
        return redirect("technique", technique_id)
    return render(request, "practice/lesson.html", page)
