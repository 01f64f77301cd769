"""What the second document says: one trial of one person, for whoever wants to judge it. Words and tables, ready to be set.

Its parts stand in the order of CENT 2015 (methods.md, section 5, 11). It knows no diary and no layout.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`rows` are as wide as `header`; numbers are written out already."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading, its sentences, and a table where there is one."""

    heading: str
    lines: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDetails:
    """A trial that has ended. `made_at` is when its finding was made, so that it gives the same bytes on any day."""

    title: str
    name: str  # as on the report; may be empty
    simulated: bool
    first: date
    last: date
    made_at: datetime
    parts: tuple[Part, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        span = f"{self.first.day} {self.first:%b %Y} to {self.last.day} {self.last:%b %Y}"
        whole = asdict(self) | {"span": span, "first": str(self.first), "last": str(self.last)}
        return whole | {"made_at": self.made_at.isoformat()}
