"""The safety gate as the app applies it. A person and a moment in; what each technique may do today, and why, out.

Two strictnesses. For showing, starred answers count for 24 hours. For starting, they must have been given for this very
session: in the last half hour, and after the last session began.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from solemate.care.catalogue import Catalogue
from solemate.care.screening import Clearance, Screening, may_affect, screen
from solemate.web.people import access, safety
from solemate.web.people.models import Person
from solemate.web.practice.models import Session

OPEN_ACTIONS = ("ok", "warn", "adapt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One technique at one moment. `unasked`: ids that must be answered before it may start."""

    technique: str
    clearances: Mapping[str, Clearance]
    screening: Screening
    unasked: frozenset[str]
    newest: datetime | None  # when the newest of the answers was given

    @property
    def open_sites(self) -> tuple[str, ...]:
        """Sites where nothing known stands against it, left first."""
        return tuple(site for site, clearance in self.clearances.items() if clearance.action in OPEN_ACTIONS)

    @property
    def closed_sites(self) -> tuple[str, ...]:
        return tuple(site for site in self.clearances if site not in self.open_sites)

    @property
    def may_start(self) -> bool:
        """Whether a session may be made now: everything asked, something open."""
        return not self.unasked and bool(self.open_sites)


def look(person: Person, technique: str, catalogue: Catalogue, *, at: datetime, to_start: bool = False) -> Gate:
    """Apply the gate to one technique; `to_start` asks for starred answers given for this very session."""
    since = None
    if to_start:
        last = access.rows(person, Session).order_by("-made_at").first()
        since = at - safety.BEFORE_A_SESSION
        if last is not None:
            since = max(since, last.made_at)
    known = safety.known(person, catalogue, at=at, starred_since=since)
    screening = screen(known.answers, catalogue)
    return Gate(
        technique=technique,
        clearances={row.site: row for row in screening.clearances if row.technique == technique and row.site},
        screening=screening,
        unasked=known.unasked & may_affect(technique, catalogue),
        newest=known.newest,
    )
