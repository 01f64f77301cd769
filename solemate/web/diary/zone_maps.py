"""Zone maps as the diary reads them: a person, a feeling and a day in; marked spots, the first map and the last, out."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from solemate.drawing import ZONES
from solemate.web.diary.models import ZoneMap
from solemate.web.diary.spots import MAP_VIEWS, SPOTS, Spot
from solemate.web.people import access
from solemate.web.people.models import Person

QUESTIONS: Final[dict[ZoneMap.Feeling, str]] = {
    ZoneMap.Feeling.NUMB: "Where is it numb?",
    ZoneMap.Feeling.TINGLING: "Where does it tingle?",
    ZoneMap.Feeling.PAIN: "Where does it hurt?",
}
# How a spot is spoken while it is marked: "Left sole, toes, numb, on".
SPOKEN: Final[dict[ZoneMap.Feeling, str]] = {
    ZoneMap.Feeling.NUMB: "numb",
    ZoneMap.Feeling.TINGLING: "tingling",
    ZoneMap.Feeling.PAIN: "pain",
}
NAMES: Final[dict[ZoneMap.Feeling, str]] = {
    ZoneMap.Feeling.NUMB: "Numb",
    ZoneMap.Feeling.TINGLING: "Tingling",
    ZoneMap.Feeling.PAIN: "Pain",
}
SHOWN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One kept map: its day, its spots in the order of `SPOTS`, and how far up it reaches (site to rung)."""

    day: date
    spots: tuple[Spot, ...]
    reach: dict[str, str]

    def zones(self, view: str, side: str) -> tuple[str, ...]:
        """The marked zones of one view of one side."""
        return tuple(spot.zone for spot in self.spots if (spot.view, spot.side) == (view, side))

    @property
    def views(self) -> tuple[str, ...]:
        """The views on which something is marked."""
        return tuple(view for view in MAP_VIEWS if any(spot.view == view for spot in self.spots))


def map_of(person: Person, feeling: ZoneMap.Feeling, day: date) -> Marked | None:
    """The map of one day, None where there is none yet."""
    row = access.rows(person, ZoneMap).filter(feeling=feeling, local_date=day).first()
    return _read(row) if row else None


def newest_before(person: Person, feeling: ZoneMap.Feeling, day: date) -> Marked | None:
    """The last map of an earlier day: what "the same as last time" would take over."""
    earlier = access.rows(person, ZoneMap).filter(feeling=feeling, local_date__lt=day)
    row = earlier.order_by("-local_date").first()
    return _read(row) if row else None


def kept_maps(person: Person, feeling: ZoneMap.Feeling) -> tuple[Marked | None, list[Marked]]:
    """The first map there is, and the newest ones, newest first."""
    maps = access.rows(person, ZoneMap).filter(feeling=feeling).prefetch_related("marks")
    newest = [_read(row) for row in maps.order_by("-local_date")[:SHOWN]]
    first = maps.order_by("local_date").first()
    return (_read(first) if first else None), newest


def _read(row: ZoneMap) -> Marked:
    marked = {(mark.site, mark.view, mark.zone) for mark in row.marks.all()}
    spots = tuple(spot for spot in SPOTS.values() if (spot.site, spot.view, spot.zone) in marked)
    return Marked(day=row.local_date, spots=spots, reach=row.reach)


def spots_shown(view: str) -> list[Spot]:
    """The spots of one view, or all of them for the list."""
    return [spot for spot in SPOTS.values() if view in (spot.view, "list")]


assert len(SPOTS) == 2 * sum(len(zones) for zones in ZONES.values())
