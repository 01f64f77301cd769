"""content/planner.toml in, the numbers and the kit that a week's plan goes by out."""

from collections.abc import Collection
from dataclasses import dataclass

from solemate.care.content_file import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """One thing that must be in the house, and the techniques that need it."""

    id: str
    name: str
    missing: str
    techniques: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRules:
    """Effort in points of `hand_effort`, the gap in minutes, sessions a day."""

    effort_a_day: int
    effort_a_day_tired: int
    gap_minutes: int
    sessions_default: int
    sessions_most: int
    kit: tuple[Kit, ...]

    def needed(self, technique: str) -> tuple[Kit, ...]:
        """What must be in the house for a technique."""
        return tuple(kit for kit in self.kit if technique in kit.techniques)


def read_plan_rules(file: Table, techniques: Collection[str]) -> PlanRules:
    """Check the file against the techniques there are.

    Raises:
        ContentError: a key is missing or wrong, or names a technique that there is not.
    """
    hands, gap, sessions = (file.table(key) for key in ("hands", "gap", "sessions"))
    rules = PlanRules(
        effort_a_day=hands.whole("effort_a_day"),
        effort_a_day_tired=hands.whole("effort_a_day_tired"),
        gap_minutes=gap.whole("same_part_minutes"),
        sessions_default=sessions.whole("default"),
        sessions_most=sessions.whole("most"),
        kit=tuple(_kit(table, techniques) for table in file.tables("kit")),
    )
    for table in (hands, gap, sessions):
        table.text("fact")
        table.text("status")
        table.done()
    file.done()
    if rules.effort_a_day_tired > rules.effort_a_day:
        raise hands.error("effort_a_day_tired", "tired hands are given more than others")
    if not 1 <= rules.sessions_default <= rules.sessions_most:
        raise sessions.error("default", "is not between 1 and most")
    return rules


def _kit(table: Table, techniques: Collection[str]) -> Kit:
    kit = Kit(
        id=table.text("id"),
        name=table.text("name"),
        missing=table.text("missing"),
        techniques=table.texts("for"),
    )
    table.done()
    for name in kit.techniques:
        if name not in techniques:
            raise table.error("for", f"there is no technique {name!r}")
    return kit
