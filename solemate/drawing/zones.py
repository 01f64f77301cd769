"""The places one can mark as numb, tingling or sore (design 4.4): 22 with both sides.

Comes in: nothing. Goes out: `ZONES`, for each view from top to bottom, with the first digit on the left; how they are
drawn and touched is in `zone_map.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from solemate.drawing.geometry import Path, Point, curve, points
from solemate.drawing.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One place on a view. `border` is the line below it, None for the last; `label` is where its name stands."""

    id: str
    name: str
    label: Point
    border: Path | None = None

    @property
    def on_digits(self) -> bool:
        """Toes and fingers: no smooth ground for a name, so it stands on a pill."""
        return self.id in ("toes", "fingers")


def _line(text: str) -> Path:
    return curve(*points(text))


_CREASE = _line("20,145 48,123 84,115 122,120 153,138 184,160")

ZONES: dict[View, tuple[Zone, ...]] = {
    "sole": (
        Zone(id="toes", name="Toes", label=(92, 92), border=_CREASE),
        Zone(id="ball", name="Ball", label=(104, 172), border=_line("46,216 92,213 138,208 183,203")),
        Zone(id="arch", name="Arch", label=(116, 276), border=_line("61,338 94,341 128,341 163,346")),
        Zone(id="heel", name="Heel", label=(108, 392)),
    ),
    "top": (
        Zone(id="toes", name="Toes", label=(92, 92), border=_CREASE),
        Zone(id="top", name="Top", label=(106, 224), border=_line("53,318 88,330 124,330 158,320")),
        Zone(id="ankle", name="Ankle", label=(104, 378)),
    ),
    "palm": (
        Zone(id="fingers", name="Fingers", label=(120, 150), border=_line("72,224 98,207 128,202 160,208 196,228")),
        Zone(id="palm", name="Palm", label=(132, 290)),
    ),
    "back": (
        Zone(id="fingers", name="Fingers", label=(120, 150), border=_line("72,224 98,207 128,202 160,208 196,228")),
        Zone(id="back", name="Back", label=(132, 290)),
    ),
}

# The thumb belongs to the fingers: this line parts it from the palm or the back.
THUMB_BASE = _line("66,238 82,262 86,288 72,318")
