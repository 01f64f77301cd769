"""A Finding in, the sentences a person reads out: points on their own scale, of 100, how sure, what would make it surer.

School grade 6 or below, no p-value, no "likely" without a number, never a promise. The same few sentences stand on the
page, in the report and are read aloud, so that nobody hears something else than others read. Sources of the form: points
and "of 100" that add up, with one denominator (methods.md section 5, 12), daily dots and means first (Whitney 2018).
"""

from dataclasses import dataclass

from solemate.care.trial_rules import TrialRules
from solemate.protocol.analyse import Finding
from solemate.protocol.in_points import Hundred, hundred_of
from solemate.protocol.sentences import Ladder, Who, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What to say about a finding. Every field is whole sentences; an empty one is left out."""

    unfinished: bool  # the trial goes on: nothing is counted before the eyes of whoever still rates
    question: str
    title: str
    about: str  # what was rated
    meaning: str  # one or two sentences more
    doubt: str  # that it looks otherwise by what was really done; '' where the two counts agree
    ladders: tuple[Ladder, Ladder] | None
    hundred: Hundred | None
    of_100: str
    how_sure: str
    surer: str
    evenings: str
    missing: str  # on whose days evenings are missing, as in "4 on ball days, 0 on rest days"; '' where none is
    doing: str
    expected: str
    cannot: str  # what this trial cannot tell
    keep: str  # what follows for keeping it or stopping it

    @property
    def aloud(self) -> str:
        """All of it, in the order in which it is read."""
        said = (
            self.title,
            self.about,
            self.meaning,
            self.doubt,
            self.of_100,
            self.how_sure,
            self.surer,
            self.evenings,
            self.doing,
        )
        return " ".join(text for text in (*said, self.expected, self.cannot, self.keep) if text)


def explain(finding: Finding, rules: TrialRules, *, to_go: int = 0, who: Who = "you") -> Explained:
    """Put a finding into words.

    Args:
        to_go: the evenings to the next look, 0 where there is none.
        who: "you" says it to the person; "the person" says the same, with the same numbers, to a clinician.
    """
    words = Words(finding, rules, who=who)
    unfinished = not finding.ended
    delivered = None if unfinished else finding.delivered
    hundred = hundred_of(delivered) if delivered else None
    return Explained(
        unfinished=unfinished,
        question=words.question,
        title=words.title(to_go),
        about=words.about,
        meaning=words.meaning(to_go, hundred),
        doubt=words.doubt(),
        ladders=words.ladders(),
        hundred=hundred,
        of_100=words.of_100(hundred),
        how_sure=words.how_sure(hundred),
        surer=words.surer(to_go),
        evenings=words.evenings(),
        missing=words.missing(),
        doing=words.doing(),
        expected=words.expected(),
        cannot=words.cannot(),
        keep=words.keep(),
    )
