"""The draft of a trial: which screens it has, what can be answered on each, and the protocol that comes of it.

In: a person, what is open to them, and what was answered so far. Out: questions and answers in words; a checked protocol.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from solemate.care.catalogue import Catalogue
from solemate.protocol.draft import NotPossible, Protocol, draft_protocol, layouts, outcome_sites, period_days
from solemate.protocol.sentences import EXPECTATIONS
from solemate.web import clock
from solemate.web.diary.rounds import evening_questions
from solemate.web.people.models import Person
from solemate.web.practice import gate as gates
from solemate.web.practice.gate import minutes_for, minutes_to_play
from solemate.web.trials.running import ratings_of

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
