"""The wizard's pages: one question a screen, then what a trial costs and what it can tell, and its start.

What was chosen so far is kept in the sign-in on the server: no health data in an address. Nothing is fixed before the last
tap, and everything is checked again with it.
"""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.catalogue import load_catalogue
from solemate.protocol.draft import NotPossible
from solemate.protocol.power import say_power
from solemate.web import clock
from solemate.web.diary.rounds import evening_questions, evening_takes
from solemate.web.people.access import account_of, person_of
from solemate.web.people.safety_views import ask_safety_questions
from solemate.web.practice import gate as gates
from solemate.web.trials.actions import start_trial
from solemate.web.trials.planned import keep_in_plan
from solemate.web.trials.running import current_trial
from solemate.web.trials.seal import LARGEST_SEED
from solemate.web.trials.shown import session_minutes
from solemate.web.trials.wizard import STEPS, Wizard, drafted, last_evenings, place_words, question_of


def wizard_of(request: HttpRequest) -> Wizard:
    person = person_of(request)
    catalogue = load_catalogue()
    return Wizard(
        person=person,
        catalogue=catalogue,
        all_gates=gates.look_at_all(person, catalogue, at=clock.now()),
        draft=dict(request.session.get("trial_draft", {})),
    )


def new(request: HttpRequest) -> HttpResponse:
    """What a fair trial is, in a few lines; or the trial that runs already."""
    running = current_trial(person_of(request))
    if running is not None:
        return redirect("trial", running.id)
    catalogue = load_catalogue()
    rules = catalogue.trials
    longest = max(rules.blocks) * 2 * rules.least_period_days
    taps = len(evening_questions(catalogue, person_of(request)))
    page = {"rules": rules, "longest": longest, "taps": taps, "takes": evening_takes(catalogue, taps)}
    return render(request, "trials/new.html", page)


def step(request: HttpRequest, step: str) -> HttpResponse:
    """One question. A tap keeps the answer and goes on."""
    if step not in STEPS:
        raise Http404
    if current_trial(person_of(request)) is not None:
        return redirect("trial-new")
    wizard = wizard_of(request)
    steps = wizard.steps() if wizard.gate or step != "technique" else list(STEPS)
    missing = next((name for name in STEPS[: STEPS.index(step)] if _is_open(wizard, name)), None)
    if missing is not None:
        return redirect("trial-step", missing)
    if step not in steps:
        return redirect("trial-step", _after(steps, step))
    number = steps.index(step) + 1
    page: dict[str, Any] = {
        "step": step,
        "number": number,
        "of": len(steps),
        "steps": range(1, len(steps) + 1),
        "back": reverse("trial-step", args=[steps[number - 2]]) if number > 1 else reverse("trial-new"),
    }
    if step == "check":
        return check(request, wizard, page)
    question, help_line = question_of(wizard, step)
    answers = wizard.answers(step)
    page |= {"question": question, "help_line": help_line, "answers": answers, "chosen": wizard.draft.get(step, "")}
    if step == "technique":
        page["closed"] = [gate for gate in wizard.all_gates.values() if not gate.open_sites or gate.lesson_first]
    if request.method == "POST":
        said = request.POST.get("answer", "")
        if said not in {answer.value for answer in answers}:
            return render(request, "trials/step.html", page | {"error": "Please tap one of the answers."}, status=422)
        wizard.draft[step] = said
        request.session["trial_draft"] = wizard.draft
        gate = wizard.gate
        if step == "technique" and gate is not None and gate.unasked:
            return ask_safety_questions(request, gate.unasked, then=reverse("trial-asked"))
        return redirect("trial-step", _after(wizard.steps(), step))
    return render(request, "trials/step.html", page)


def _is_open(wizard: Wizard, step: str) -> bool:
    """Whether a screen before this one still waits for its answer."""
    if step == "technique":
        return wizard.gate is None
    return len(wizard.answers(step)) != 1 and not wizard.chosen(step)


def _after(steps: list[str], step: str) -> str:
    return next((name for name in steps if STEPS.index(name) > STEPS.index(step)), "check")


@require_POST
def asked(request: HttpRequest) -> HttpResponse:
    """The safety questions about the technique are answered; on to the next screen, or back if it is closed now."""
    gate = wizard_of(request).gate
    if gate is not None and gate.screening.flags:
        return redirect("red-flag")
    return redirect("trial-step", "layout" if gate is not None and gate.open_sites else "technique")


def check(request: HttpRequest, wizard: Wizard, page: dict[str, Any]) -> HttpResponse:
    """What it costs, what it can and cannot tell; then it starts."""
    try:
        protocol = drafted(wizard)
    except NotPossible as reason:
        return render(request, "trials/step.html", page | {"question": "Not today", "error": str(reason)}, status=422)
    person = wizard.person
    at = clock.now()
    if request.method == "POST" and "start" in request.POST:
        gate = wizard.gate
        assert gate is not None
        try:
            trial = start_trial(
                person,
                protocol,
                seed=secrets.randbelow(LARGEST_SEED),
                expectation=int(wizard.chosen("expect")),
                known_flags={flag.id for flag in gate.screening.flags},
                begins_on=clock.local_date(at, person.time_zone),
                at=at,
                by=account_of(request),
            )
        except ValueError:
            return redirect("trial-new")
        del request.session["trial_draft"]
        keep_in_plan(trial, at=at, by=account_of(request))
        return redirect("trial", trial.id)
    rules = wizard.catalogue.trials
    evenings = protocol.run_in_days + protocol.days
    asked = {(question.scale.id, question.site) for question in evening_questions(wizard.catalogue, person)}
    taps = len(asked | {(protocol.scale, site) for site in protocol.rated_sites})
    return render(
        request,
        "trials/check.html",
        page
        | {
            "protocol": protocol,
            "it": wizard.it,
            "technique": wizard.catalogue.techniques[protocol.technique],
            "scale": wizard.catalogue.scales[protocol.scale],
            "less": rules.less[protocol.scale],
            "place": place_words(protocol.site).lower() if protocol.site else "",
            "evenings": evenings,
            "sessions": protocol.days if protocol.layout == "left-right" else protocol.days // 2,
            "minutes": session_minutes(protocol),
            "taps": taps,
            "takes": evening_takes(wizard.catalogue, taps),
            "power": say_power(protocol, last_evenings(person, protocol)),
            "first_look": protocol.first_look_block * protocol.block_days,
        },
    )
