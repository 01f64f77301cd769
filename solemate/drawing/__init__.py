"""Our own drawings of hands and feet, techniques, safety signs and icons, as inline SVG strings.

Standard library only. Everything here returns text that a page puts in unescaped; colours come from `drawing.css`.
"""

from solemate.drawing.catalogue import STROKES
from solemate.drawing.first_screen import scene_first
from solemate.drawing.icons import ICONS, icon, mark
from solemate.drawing.picture import draw, draw_sight, draw_stroke
from solemate.drawing.sights import SIGHTS
from solemate.drawing.signs import PLACES, SIGNS
from solemate.drawing.staging import Scene
from solemate.drawing.strokes import Stroke
from solemate.drawing.thermometer import thermometer
from solemate.drawing.views import SHOWN, SIDES, VIEWS, Shown, Side, View
from solemate.drawing.zone_map import draw_zones
from solemate.drawing.zones import ZONES, Zone

__all__ = [
    "ICONS",
    "PLACES",
    "SHOWN",
    "SIDES",
    "SIGHTS",
    "SIGNS",
    "STROKES",
    "VIEWS",
    "ZONES",
    "Scene",
    "Shown",
    "Side",
    "Stroke",
    "View",
    "Zone",
    "draw",
    "draw_sight",
    "draw_stroke",
    "draw_zones",
    "icon",
    "mark",
    "scene_first",
    "thermometer",
]
