"""The fair trials of the made-up person. A seed, the last day and the catalogue in; their protocols and the arm of each day out.

Pure, as life.py. How much better the evenings of the first are is drawn in, by what was really played of it, so that its
finding has something to find: it says nothing about what helps. In the second nothing is drawn in.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from solemate.care.catalogue import Catalogue
from solemate.protocol.align import arm_of, draw_schedule
from solemate.protocol.draft import Protocol, draft_protocol

Given = Mapping[str, str | int]
FEET = ("left-foot", "right-foot")
SITE = "left-foot"
ASKED = tuple((scale, site) for scale in ("numbness", "tingling", "pain") for site in FEET)
FINISHED: Given = {"technique": "tennis-ball", "comparator": "rest", "blocks": 8, "relief": 3}
RUNNING: Given = {"technique": "foot-lotion-massage", "comparator": "usual", "blocks": 4, "relief": 0}
BEFORE_RUNNING, BEFORE_FINISHED = 9, 62  # days from its first day to the last of the diary
LEAST_BEFORE = 14  # days of diary before a trial, so that its usual evenings are known


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One trial, as it was laid out on the day it began."""

    protocol: Protocol
    seed: int
    begins: date
    arms: Mapping[date, str]
    relief: int  # points by which the pain of an evening is lower where all of the technique was played

    @property
    def technique(self) -> str:
        return self.protocol.technique

    @property
    def last(self) -> date:
        return max(self.arms)

    def is_on(self, day: date) -> bool:
        """Whether the technique is what this day is for."""
        return self.arms.get(day) == self.technique

    def is_off(self, day: date) -> bool:
        """Whether this day belongs to the trial, and is not for the technique."""
        return day in self.arms and not self.is_on(day)


def trials_of(*, seed: int, first: date, last: date, catalogue: Catalogue) -> tuple[Tried, ...]:
    """The trials that a diary from `first` to `last` has room for: one that is over, and one that runs; or fewer."""
    rng = random.Random(seed)  # noqa: S311  a made-up life, no secret
    made = []
    for given, before in ((FINISHED, BEFORE_FINISHED), (RUNNING, BEFORE_RUNNING)):
        begins, own_seed = last - timedelta(days=before), rng.randrange(2**31)
        if begins - first >= timedelta(days=LEAST_BEFORE):
            made.append(_lay_out(given, begins, own_seed, catalogue))
    return tuple(made)


def _lay_out(given: Given, begins: date, seed: int, catalogue: Catalogue) -> Tried:
    technique = catalogue.techniques[str(given["technique"])]
    protocol = draft_protocol(
        technique=technique,
        open_sites=FEET,
        layout="in-turn",
        comparator="rest" if given["comparator"] == "rest" else "usual",
        scale=catalogue.scales["pain"],
        site=SITE,
        smallest_change=1,
        blocks=int(given["blocks"]),
        minutes=technique.minutes.default,
        asked=ASKED,
        known_evenings=LEAST_BEFORE,
        rules=catalogue.trials,
        content_version=catalogue.version,
    )
    schedule = draw_schedule(protocol, seed)
    arms = {begins + timedelta(days=number): arm_of(protocol, schedule, number)[0] for number in range(protocol.days)}
    return Tried(protocol=protocol, seed=seed, begins=begins, arms=arms, relief=int(given["relief"]))
