"""The one content file about fair trials in, frozen TrialRules out: how long, how often, from when, and when to ask."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from solemate.care.content_file import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRules:
    """What decides the shape of a trial. Days and blocks are whole; points are points of 10."""

    run_in_days: int
    run_in_evenings: int  # answered, before a run-in says what is usual
    fewest_evenings_to_watch: int  # answered, before it can ask whether evenings got worse
    baseline_days: int  # before the first period
    least_period_days: int
    first_look_block: int
    blocks: tuple[int, ...]  # how long a trial may be planned, shortest first
    seconds_a_tap: int  # of an evening, its line read anew
    left_right: tuple[str, ...]  # techniques that can be tried on one side against the other
    little: int
    clearly: int
    much: int
    worse_points: int
    worse_evenings: int
    called: Mapping[str, str]  # technique to one word for it
    less: Mapping[str, str]  # scale to the word that goes with less and more

    @property
    def changes(self) -> tuple[int, int, int]:
        """The smallest changes that a person can choose from."""
        return self.little, self.clearly, self.much


def read_trial_rules(file: Table, techniques: Collection[str], scales: Collection[str]) -> TrialRules:
    """Check the file into TrialRules.

    Raises:
        ContentError: a key is missing or wrong, or a technique is named that there is not.
    """
    change, worse = file.table("change"), file.table("worse")
    for table in (file, change, worse):
        table.text("fact")
        table.text("status")
    rules = TrialRules(
        run_in_days=file.whole("run_in_days"),
        run_in_evenings=file.whole("run_in_evenings"),
        fewest_evenings_to_watch=file.whole("fewest_evenings_to_watch"),
        baseline_days=file.whole("baseline_days"),
        least_period_days=file.whole("least_period_days"),
        first_look_block=file.whole("first_look_block"),
        blocks=file.wholes("blocks"),
        seconds_a_tap=file.whole("seconds_a_tap"),
        left_right=file.texts("left_right"),
        little=change.whole("little"),
        clearly=change.whole("clearly"),
        much=change.whole("much"),
        worse_points=worse.whole("points"),
        worse_evenings=worse.whole("evenings"),
        called=_words(file, "called", techniques),
        less=_words(file, "less", scales),
    )
    for table in (change, worse, file):
        table.done()
    for name in rules.left_right:
        if name not in techniques:
            raise file.error("left_right", f"there is no {name!r}")
    if list(rules.blocks) != sorted(set(rules.blocks)) or rules.blocks[0] < rules.first_look_block:
        raise file.error("blocks", "shortest first, and none that ends before the first look")
    if not 1 <= rules.little < rules.clearly < rules.much <= 10:
        raise file.error("change", "little, clearly and much rise, from 1 to 10")
    return rules


def _words(file: Table, key: str, ids: Collection[str]) -> Mapping[str, str]:
    """A word for each id: none is left out, and none is there for what is not."""
    table = file.table(key)
    words = MappingProxyType({name: table.text(name) for name in ids})
    table.done()
    return words
