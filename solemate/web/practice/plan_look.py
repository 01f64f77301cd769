"""One look at a plan: whose, when, by which clock, what the gate says, what the household wants. Rows in, a Look out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from solemate.care.catalogue import Catalogue
from solemate.care.household import Hours, Household, usual_household
from solemate.care.wall_time import wall_time
from solemate.web.people.access import rows
from solemate.web.people.models import Person
from solemate.web.practice.gate import Gate
from solemate.web.practice.models import PlanWishes, Session

SESSIONS_TELL = 100  # as many of the newest sessions tell what is in the house


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a plan: whose, when, and what the gate says. `today` and `minute` are those of the plan's clock."""

    person: Person
    gates: Mapping[str, Gate]
    catalogue: Catalogue
    at: datetime
    zone: str
    household: Household
    chose: bool  # whether the household has said what it wants

    @property
    def today(self) -> date:
        return wall_time(self.at, self.zone)[0]

    @property
    def minute(self) -> int:
        return wall_time(self.at, self.zone)[1]


def zone_of(person: Person, wishes: PlanWishes | None) -> str:
    """The zone whose clock the plan goes by: home, or wherever the person is."""
    return (wishes.time_zone if wishes else "") or person.time_zone


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def household_of(person: Person, wishes: PlanWishes | None, catalogue: Catalogue) -> Household:
    """The wishes as the planner takes them. What is in the house is one list, kept with the person."""
    rules = catalogue.plan_rules
    things = frozenset(person.things) & {kit.id for kit in rules.kit}
    if wishes is None:
        kit = things if person.listed_house else used_kit(person, catalogue) | things
        return usual_household(usual_techniques(person, catalogue), sessions_a_day=rules.sessions_default, kit=kit)
    said_to_the_gate = {kit.id for kit in rules.kit} if person.listed_house else set(catalogue.things)
    return Household(
        techniques=frozenset(wishes.techniques),
        sessions_a_day=wishes.sessions_a_day,
        awake=Hours(start=wishes.awake[0], end=wishes.awake[1]),
        rests=tuple(Hours(start=start, end=end) for start, end in wishes.rests),
        rest_days=frozenset(wishes.rest_days),
        favourites=tuple(wishes.favourites),
        helper=tuple(
            (Hours(start=hours[0], end=hours[1]),) if (hours := wishes.helper.get(str(day))) else () for day in range(7)
        ),
        tired_hands=wishes.tired_hands,
        twice=wishes.twice,
        kit=frozenset(name for name in wishes.kit if name not in said_to_the_gate) | things,
    )


def usual_techniques(person: Person, catalogue: Catalogue) -> list[str]:
    """What a plan is made of until somebody chooses: everything, or what is for the hands or feet the person named."""
    if not person.said_where:
        return list(catalogue.techniques)
    return [name for name, technique in catalogue.techniques.items() if set(technique.sites) & set(person.follows)]


def used_kit(person: Person, catalogue: Catalogue) -> frozenset[str]:
    """What must be in the house, for a session with it was made: the newest ones tell. Nothing else is taken for granted."""
    newest = rows(person, Session).order_by("-made_at").values_list("technique", flat=True)[:SESSIONS_TELL]
    return frozenset(kit.id for name in set(newest) for kit in catalogue.plan_rules.needed(name))
