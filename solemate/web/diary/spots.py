"""The 22 spots of the zone map as the diary keeps them: an id in, the spot and its words out.

Left and right, four views, and the zones that `drawing` knows for each. A spot is spoken as "Left sole, toes".
"""

from dataclasses import dataclass
from typing import Final

from solemate.drawing import SIDES, ZONES, Side, View

MAP_VIEWS: Final[tuple[View, ...]] = tuple(ZONES)  # sole, top, palm, back: the order in which everything lists them
VIEW_WORDS: Final[dict[View, str]] = {
    "sole": "sole",
    "top": "top of foot",
    "palm": "palm side",
    "back": "back of hand",
}
PART: Final[dict[View, str]] = {"sole": "foot", "top": "foot", "palm": "hand", "back": "hand"}

# How far up a stocking or a glove of numbness reaches, from the tips up: id to words, for a foot and for a hand.
RUNGS: Final[dict[str, dict[str, str]]] = {
    "foot": {
        "toes": "Toes only",
        "foot": "To the mid foot",
        "ankle": "To the ankle",
        "shin": "To the mid shin",
        "knee": "To the knee or up",
    },
    "hand": {
        "fingers": "Fingers only",
        "hand": "To the mid hand",
        "wrist": "To the wrist",
        "forearm": "To the mid arm",
        "elbow": "To the elbow or up",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One zone of one view of one side."""

    side: Side
    view: View
    zone: str

    @property
    def id(self) -> str:
        return f"{self.side}-{self.view}-{self.zone}"

    @property
    def site(self) -> str:
        return f"{self.side}-{PART[self.view]}"

    @property
    def words(self) -> str:
        """As it is spoken: "Left sole, toes"."""
        name = next(zone.name for zone in ZONES[self.view] if zone.id == self.zone)
        return f"{self.side.capitalize()} {VIEW_WORDS[self.view]}, {name.lower()}"


def _all_spots() -> tuple[Spot, ...]:
    return tuple(
        Spot(side=side, view=view, zone=zone.id) for view in MAP_VIEWS for side in SIDES for zone in ZONES[view]
    )


# For each view left before right, and top to bottom: the order of the Tab key too.
SPOTS: Final[dict[str, Spot]] = {spot.id: spot for spot in _all_spots()}
