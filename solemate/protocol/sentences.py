"""The sentences of one finding, one method each, so that each can be read on its own. A Finding in, text out.

School grade 6 or below, no p-value, no "likely" without a number, never a promise. `explain` puts them together. Each
sentence stands once, with both ways to say it side by side: to the person ("you"), and of the person, for a clinician.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from solemate.care.trial_rules import TrialRules
from solemate.protocol.analyse import Finding, Kind
from solemate.protocol.in_points import Hundred, count, half_points, hundred_of, points

EXPECTATIONS: Mapping[int, str] = {
    -1: "make it worse",
    0: "change nothing",
    1: "help a little",
    2: "help some",
    3: "help a lot",
}
FAR_LOWER = 0.2  # of the chance of what the sentence says: so much lower by what was done, and the finding says so (D)
Who = Literal["you", "the person"]  # to whom it is said: to the person, or of the person to somebody else
DONE_WELL = 0.8  # share of the planned time from which as-assigned and as-done say nearly the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A level of 0 to 10 under its name, in half points."""

    name: str
    level: float


class Words:
    """The sentences of one finding. One method a sentence, so that each can be read on its own."""

    def __init__(self, finding: Finding, rules: TrialRules, *, who: Who = "you") -> None:
        protocol = finding.protocol
        self.who = who
        self.your = "your" if who == "you" else "the"
        self.finding = finding
        self.kind: Kind = finding.kind
        self.it = rules.called[protocol.technique]
        self.scale = rules.less[protocol.scale]
        self.change = protocol.smallest_change
        self.higher_is_better = protocol.higher_is_better
        self.left_right = finding.record.left_right
        self.limb = protocol.site
        self.smaller, self.larger = ("less", "more")

    def say(self, you: str, person: str) -> str:
        """The one or the other; numbers are worked out before, so they are the same in both."""
        return you if self.who == "you" else person

    @property
    def question(self) -> str:
        return f"Does the {self.it} help{self.say(' you', '')}?"

    @property
    def place(self) -> str:
        site = self.finding.protocol.site
        if self.left_right:
            return f", left {self.limb[:-1] if self.limb == 'hands' else 'foot'} against right"
        return f", {site.replace('-', ' ')}" if site else ""

    @property
    def about(self) -> str:
        return f"Evening {self.scale}{self.place}, from 0 to 10."

    @property
    def difference(self) -> float:
        """Arm minus comparator, in points."""
        delivered = self.finding.delivered
        return delivered["mean"] if delivered else 0.0

    @property
    def days_of_it(self) -> str:
        return f"on the {self.it} side" if self.left_right else f"on {self.it} days"

    def title(self, to_go: int) -> str:
        change = f"{points(self.difference)} {self.larger if self.difference > 0 else self.smaller} {self.scale}"
        match self.kind:
            case "helps":
                helps = "seems to help" if self.doubt() else "helps"
                return f"The {self.it} {helps}{self.say(' you', '')}: {change}."
            case "harms":
                return f"The {self.it} makes it worse: {change}."
            case "no-difference":
                return "We saw no clear difference."
            case "not-enough-variation":
                return f"{self.your.capitalize()} evenings were too much alike to tell."
            case "too-early":
                return "Not enough evenings to tell." if self.finding.ended else "Not enough evenings yet."
            case "keep-going":
                return "Not enough evenings yet." if to_go and not self.finding.ended else "We could not tell."

    def meaning(self, to_go: int, hundred: Hundred | None = None) -> str:
        match self.kind:
            case "helps" | "harms":
                return f"That is {self.days_of_it}, on average over this trial."
            case "no-difference":
                smallest = count(self.change, "point")
                read = f"ways to read {self.your} evenings say: less than {smallest}."
                small = f"{hundred.same} of 100 {read} " if hundred else ""
                own = self.say(
                    f"You said that {smallest} or more would matter to you.",
                    f"{smallest} or more would matter to the person.",
                )
                return f"{small}{own}"
            case "not-enough-variation":
                gave = self.say("You gave nearly the same number", "Nearly the same number was given")
                return f"{gave} each evening. That is fine. But then a trial has nothing to compare."
            case "too-early" | "keep-going":
                if to_go and not self.finding.ended:
                    return f"{count(to_go, 'more evening')} would help. Till then we can’t tell, so we won’t guess."
                if self.kind == "too-early":
                    return "The trial ended before the first look. So we can’t tell, and we won’t guess."
                return f"What {self.say('you felt', 'was felt')} fits with {fits_with(hundred)}. So we won’t guess."

    def doubt(self) -> str:
        """Said where the days as planned, which decide, and the days as done do not agree.

        They do not where nothing was played by the log, so that nobody knows; where the chance of what the sentence says is far
        lower by what was done; where it points the other way; or where its size is not worth a word.
        """
        planned, done = self.finding.delivered, self.finding.as_done
        what = {
            "helps": ("p_meaningful", f"better by {count(self.change, 'point')} or more"),
            "harms": ("p_worse", f"worse by {count(self.change, 'point')} or more"),
            "no-difference": ("p_same", "about the same"),
        }.get(self.kind)
        if not self.finding.ended or planned is None or done is None or what is None:
            return ""
        if done["sd"] == 0:
            did = self.say("you did", "was done")
            return f"The player counted none of the {self.it}. So we can’t check this by what {did}."
        chance, words = what
        far = planned[chance] - done[chance] >= FAR_LOWER
        other = self.kind != "no-difference" and (
            planned["mean"] * done["mean"] < 0
            or abs(half_points(done["mean"])) < 0.5 <= abs(half_points(planned["mean"]))
        )
        if not (far or other):
            return ""
        better, same, worse = (getattr(hundred_of(done), name) for name in ("better", "same", "worse"))
        number = {"p_meaningful": better, "p_worse": worse, "p_same": same}[chance]
        did = self.say("you really did", "was really done")
        return f"Counted by what {did}, only {number} of 100 {_say(number)} {words}."

    def ladders(self) -> tuple[Ladder, Ladder] | None:
        """Usual level and level with the technique; the difference is the sentence's, so picture and words agree."""
        usual = self.usual_level()
        if usual is None or self.kind not in ("helps", "harms", "no-difference"):
            return None
        difference = 0.0 if self.kind == "no-difference" else half_points(self.difference)
        low, high = max(0.0, -difference), min(10.0, 10.0 - difference)
        level = min(max(half_points(usual), low), high)
        first = "Other side" if self.left_right else "Rest days" if self.is_rest else "Other days"
        name = f"{self.it.capitalize()} side" if self.left_right else f"{self.it.capitalize()} days"
        return Ladder(name=first, level=level), Ladder(name=name, level=level + difference)

    @property
    def is_rest(self) -> bool:
        return self.finding.protocol.comparator == "rest"

    def usual_level(self) -> float | None:
        """The mean evening without the technique."""
        found = []
        for row in self.finding.record.rows:
            if row.paused or not row.rated:
                continue
            if self.left_right:
                found.append(row.rating_right if row.side == "left" else row.rating_left)
            elif row.arm == self.finding.protocol.comparator:
                found.append(row.rating)
        numbers = [value for value in found if value is not None]
        return sum(numbers) / len(numbers) if numbers else None

    def of_100(self, hundred: Hundred | None) -> str:
        if hundred is None:
            return ""
        parts = [
            f"{hundred.better} {_say(hundred.better)} better by {count(self.change, 'point')} or more",
            f"{hundred.same} {_say(hundred.same)} about the same",
            f"{hundred.worse} {_say(hundred.worse)} worse",
        ]
        of = f"Of 100 ways to read {self.your} evenings"
        return f"{of}: {parts[0]}. {parts[1].capitalize()}. {parts[2].capitalize()}."

    def how_sure(self, hundred: Hundred | None) -> str:
        if hundred is None:
            return ""
        direction = self.larger if self.higher_is_better else self.smaller
        side = hundred.on_the_good_side
        return f"{side} of 100 say{'s' if side == 1 else ''} {direction} {self.scale} {self.days_of_it}, by any amount."

    def surer(self, to_go: int) -> str:
        if to_go and not self.finding.ended and self.kind in ("keep-going", "too-early", "not-enough-variation"):
            return f"{count(to_go, 'more evening')}, then we look again."
        if self.finding.posterior is None:
            return ""
        if self.kind == "not-enough-variation":
            return "Another question may tell more, one whose answer changes from day to day."
        if self.finding.adherence.share < DONE_WELL:
            did = self.say(f"you did the {self.it}", f"the {self.it} was done")
            return f"It would be surer if {did} for all of its time."
        if self.finding.rated < DONE_WELL * self.finding.days:
            return "It would be surer with more evenings filled in."
        return "A second trial, some weeks from now, would make it surer."

    def evenings(self) -> str:
        finding = self.finding
        of = f"{finding.rated} of {count(finding.days, 'evening')}"
        filled = self.say(f"You filled in {of}.", f"Filled in: {of}.")
        paused = f" The trial paused for {count(finding.paused, 'day')}." if finding.paused else ""
        return filled + paused

    def missing(self) -> str:
        """On whose days evenings are missing: whether they are missing by chance hangs on it. '' where none is."""
        days = [row for row in self.finding.record.rows if not row.paused and not row.rated]
        if not days:
            return ""
        if self.left_right:
            turns = {f"{side} {self.it} days": side for side in ("left", "right")}
            counts = {name: sum(row.side == side for row in days) for name, side in turns.items()}
        else:
            own = sum(row.arm == self.finding.protocol.technique for row in days)
            counts = {f"{self.it} days": own, "rest days" if self.is_rest else "other days": len(days) - own}
        return ", ".join(f"{number} on {name}" for name, number in counts.items())

    def doing(self) -> str:
        done = self.finding.adherence
        if not done.technique_days:
            return ""
        days = "days" if self.left_right else f"{self.it} days"
        of = f"on {done.days_with_some} of {done.technique_days} {days}"
        said = self.say(f"You did the {self.it} {of}.", f"The {self.it} was done {of}.")
        if done.crossed and self.left_right:
            said += f" On {count(done.crossed, 'day')} the other side had it too. That can hide a difference."
        elif done.crossed:
            said += f" {self.say('You also did it', 'It was also done')} on {count(done.crossed, 'day')} without it."
        return said

    def expected(self) -> str:
        expectation = self.finding.expectation
        if expectation is None:
            return ""
        return f"Before the start {self.who} thought it would {EXPECTATIONS[expectation]}."

    def cannot(self) -> str:
        if self.kind == "too-early":
            return ""
        if self.left_right:
            return "Help that reaches both sides at once does not show in this trial."
        return f"{self.who.capitalize()} knew which days were {self.it} days. That alone can change how a day feels."

    def keep(self) -> str:
        match self.kind:
            case "helps":
                return f"Keep it or stop it, as {self.say('you like', 'the person likes')}."
            case "harms":
                return "We would stop it."
            case "no-difference":
                return f"Keep it or stop it, as {self.say('you like', 'the person likes')}."
            case _:
                return ""


def fits_with(hundred: Hundred | None) -> str:
    """What at least 1 of 100 ways to read the evenings says; all three where nothing was counted."""
    if hundred is None:
        return "help, with no change, and with harm"
    counts = {"help": hundred.better, "no change": hundred.same, "harm": hundred.worse}
    found = [name for name, number in counts.items() if number]
    if len(found) < 3:
        return " and with ".join(found)
    return "help, with no change, and with harm"


def _say(number: int) -> str:
    return "says" if number == 1 else "say"
