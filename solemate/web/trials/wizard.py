"""From "Does it help me?" to a trial that starts: one question a screen, then what it costs and what it can tell.

What was chosen so far is kept in the sign-in on the server: no health data in an address. Nothing is fixed before the last
tap, and everything is checked again with it.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.protocol.draft import NotPossible, Protocol, draft_protocol, layouts, outcome_sites, period_days
from solemate.protocol.explain import EXPECTATIONS
from solemate.protocol.power import say_power
from solemate.web import clock
from solemate.web.diary.rounds import evening_questions, evening_takes
from solemate.web.people.access import account_of, person_of
from solemate.web.people.models import Person
from solemate.web.people.safety_views import ask_safety_questions
from solemate.web.practice import gate as gates
from solemate.web.practice.gate import minutes_for, minutes_to_play
from solemate.web.trials.actions import start_trial
from solemate.web.trials.planned import keep_in_plan
from solemate.web.trials.running import current_trial, ratings_of
from solemate.web.trials.seal import LARGEST_SEED
from solemate.web.trials.shown import session_minutes

STEPS = ("technique", "layout", "comparator", "scale", "site", "change", "length", "expect", "check")
Draft = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to tap: what is kept, what stands on it, and a line below."""

    value: str
    words: str
    line: str = ""
    picture: str = ""
    side: str = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wizard:
    """The draft of one person at one moment."""

    person: Person
    catalogue: Catalogue
    all_gates: Mapping[str, gates.Gate]
    draft: Draft

    @property
    def gate(self) -> gates.Gate | None:
        return self.all_gates.get(self.draft.get("technique", ""))

    @property
    def it(self) -> str:
        return self.catalogue.trials.called[self.draft["technique"]]

    def steps(self) -> list[str]:
        """The screens of this draft: what has one answer only is not asked. Before it is known, it counts as asked."""
        sure = {"technique", "check"} | ({"site"} if not self.chosen("scale") and self.gate else set())
        return [step for step in STEPS if step in sure or len(self.answers(step)) > 1]

    def answers(self, step: str) -> list[Answer]:
        return ANSWERS[step](self)

    def chosen(self, step: str) -> str:
        """What was answered, or the only answer there is; '' where it is open."""
        answers = [answer.value for answer in self.answers(step)]
        said = self.draft.get(step, "")
        return said if said in answers else answers[0] if len(answers) == 1 else ""


def open_gates(wizard: Wizard) -> list[gates.Gate]:
    """What may be tried: open somewhere, and its helper has learned it."""
    return [gate for gate in wizard.all_gates.values() if gate.open_sites and not gate.lesson_first]


def _techniques(wizard: Wizard) -> list[Answer]:
    return [
        Answer(
            value=gate.technique.id,
            words=gate.technique.name,
            line=sites_line(gate),
            picture=gate.technique.picture,
            side=gate.open_sites[0].split("-")[0],
        )
        for gate in open_gates(wizard)
    ]


def sites_line(gate: gates.Gate) -> str:
    """Where, if it is not open everywhere."""
    if len(gate.open_sites) == len(gate.technique.sites):
        return ""
    return f"Open for your {' and '.join(site.replace('-', ' ') for site in gate.open_sites)}."


def _layouts(wizard: Wizard) -> list[Answer]:
    if wizard.gate is None:
        return []
    words = {
        "in-turn": ("Some days with it, some without", "Works for everything."),
        "left-right": ("One side with it, one without", "You rate both. What lasts for days can blur it."),
    }
    pain = wizard.catalogue.scales["pain"]
    allowed = layouts(wizard.gate.technique, wizard.gate.open_sites, pain, wizard.catalogue.trials)
    return [Answer(value=name, words=words[name][0], line=words[name][1]) for name in allowed]


def _comparators(wizard: Wizard) -> list[Answer]:
    if wizard.gate is None or wizard.chosen("layout") == "left-right":
        return [Answer(value="usual", words="The other side, as it is")]
    minutes = minutes_to_play(wizard.gate, minutes_for(wizard.person, wizard.gate))
    return [
        Answer(value="usual", words=f"Days without the {wizard.it}", line="You do what you always do."),
        Answer(
            value="rest",
            words=f"{minutes} minutes of rest",
            line="Tells more: is it the technique, or the quiet time?",
        ),
    ]


def _scales(wizard: Wizard) -> list[Answer]:
    if wizard.gate is None:
        return []
    asked = {question.scale.id for question in evening_questions(wizard.catalogue, wizard.person)}
    left_right = wizard.chosen("layout") == "left-right"
    found = sorted(wizard.catalogue.scales.values(), key=lambda scale: scale.order)
    return [
        Answer(value=scale.id, words=scale.name, line="" if scale.id in asked else "One more question in the evening.")
        for scale in found
        if scale.of_a_part or not left_right
    ]


def _sites(wizard: Wizard) -> list[Answer]:
    scale = wizard.catalogue.scales.get(wizard.chosen("scale"))
    if wizard.gate is None or scale is None or wizard.chosen("layout") == "left-right":
        return [Answer(value="", words="")]
    places = outcome_sites(wizard.gate.technique, wizard.gate.open_sites, scale)
    return [Answer(value=place, words=place_words(place)) for place in places]


def place_words(place: str) -> str:
    """`both-feet` as "Both feet together"."""
    if place.startswith("both-"):
        return f"{place.replace('-', ' ').capitalize()} together"
    return place.replace("-", " ").capitalize()


def _changes(wizard: Wizard) -> list[Answer]:
    rules = wizard.catalogue.trials
    return [
        Answer(value=str(rules.little), words="A little", line=f"{rules.little} point of 10. The usual choice."),
        Answer(value=str(rules.clearly), words="Clearly", line=f"{rules.clearly} points of 10."),
        Answer(value=str(rules.much), words="A lot", line=f"{rules.much} points of 10."),
    ]


def _lengths(wizard: Wizard) -> list[Answer]:
    if wizard.gate is None:
        return []
    rules = wizard.catalogue.trials
    block = 2 * period_days(wizard.gate.technique, rules)
    lines = [
        "A first try. It shows only a very big change.",
        "It can show a big change.",
        "The most we can learn. It ends sooner if it is clear.",
    ]
    return [
        Answer(value=str(blocks), words=f"{blocks * block} days", line=line)
        for blocks, line in zip(rules.blocks, lines, strict=True)
    ]


def _expectations(wizard: Wizard) -> list[Answer]:
    return [
        Answer(value=str(value), words=f"It will {words}")
        for value, words in sorted(EXPECTATIONS.items(), reverse=True)
    ]


ANSWERS: dict[str, Callable[[Wizard], list[Answer]]] = {
    "technique": _techniques,
    "layout": _layouts,
    "comparator": _comparators,
    "scale": _scales,
    "site": _sites,
    "change": _changes,
    "length": _lengths,
    "expect": _expectations,
    "check": lambda _: [],
}


def question_of(wizard: Wizard, step: str) -> tuple[str, str]:
    """The question of a screen, and one line of help."""
    it = wizard.it if wizard.gate else ""
    return {
        "technique": ("What do you want to try?", "Only what is open for you today."),
        "layout": ("How shall we compare?", ""),
        "comparator": (f"The {it} against what?", ""),
        "scale": ("What should get better?", "We ask for it each evening, from 0 to 10."),
        "site": ("Where?", "One answer each evening."),
        "change": ("What change would be worth it to you?", f"The smallest change for which you would keep the {it}."),
        "length": ("How long?", "Longer tells more. You can stop on any day."),
        "expect": (
            f"What do you think the {it} will do?",
            "Your guess, before the start. You see it again beside the result.",
        ),
    }[step]


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


def drafted(wizard: Wizard) -> Protocol:
    """The protocol of this draft.

    Raises:
        NotPossible: something is closed by now, or does not go together.
    """
    gate = wizard.gate
    if gate is None or gate.unasked or gate.lesson_first:
        raise NotPossible("This is not open for you today. Choose something that is.")
    if any(not wizard.chosen(name) and len(wizard.answers(name)) != 1 for name in STEPS[1:-1]):
        raise NotPossible("One answer is missing. Please go back.")
    scale = wizard.catalogue.scales[wizard.chosen("scale")]
    rules = wizard.catalogue.trials
    person = wizard.person
    layout = wizard.chosen("layout")
    site = wizard.chosen("site")
    today = clock.local_date(clock.now(), person.time_zone)
    known = ratings_of(person, scale.id, today - timedelta(days=rules.baseline_days), today - timedelta(days=1))
    places = gate.open_sites if layout == "left-right" else (site,)
    return draft_protocol(
        technique=gate.technique,
        open_sites=gate.open_sites,
        layout="left-right" if layout == "left-right" else "in-turn",
        comparator="rest" if wizard.chosen("comparator") == "rest" else "usual",
        scale=scale,
        site=site,
        smallest_change=int(wizard.chosen("change")),
        blocks=int(wizard.chosen("length")),
        minutes=minutes_for(person, gate),
        asked=[(question.scale.id, question.site) for question in evening_questions(wizard.catalogue, person)],
        known_evenings=min(sum(place == at for _, at in known) for place in places),
        rules=rules,
        content_version=wizard.catalogue.version,
    )


def last_evenings(person: Person, protocol: Protocol) -> list[int | None]:
    """The outcome on the evenings before today, the oldest first."""
    today = clock.local_date(clock.now(), person.time_zone)
    days = [today - timedelta(days=back) for back in range(protocol.baseline_days, 0, -1)]
    ratings = ratings_of(person, protocol.scale, days[0], days[-1])
    return [ratings.get((day, protocol.site)) for day in days]


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
