"""Drawings, icons and the few words templates need: `{% icon "sun" %}`, `{% drawing "palm" "left" %}`, `{{ 84|clock }}`."""

from collections.abc import Collection, Mapping
from typing import Literal, cast

from django import template
from django.utils.safestring import SafeString, mark_safe

from solemate import drawing as pictures
from solemate.care.session import SIDE, worded
from solemate.drawing import Side, View

register = template.Library()


def _ours(markup: str) -> SafeString:
    """Our own drawings carry no data, so their markup is safe as it is."""
    return mark_safe(markup)  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of our own 24-grid icons, for the eye only: a word always stands beside it."""
    return _ours(pictures.icon(name))


@register.simple_tag
def mark() -> SafeString:
    """The sign of Solemate."""
    return _ours(pictures.mark())


@register.simple_tag
def first_scene() -> SafeString:
    """Two hands and two feet on a line."""
    return _ours(pictures.scene_first())


@register.simple_tag
def drawing(view: str, side: str) -> SafeString:
    """A hand or foot as it is, for the eye only."""
    return _ours(pictures.draw(cast(View, view), cast(Side, side)))


@register.simple_tag
def small_drawing(view: str) -> SafeString:
    """A left hand or foot in the small pen, for the eye only."""
    return _ours(pictures.draw(cast(View, view), "left", small=True))


@register.simple_tag
def zone_sheet(view: str, side: str, marked: Collection[str] = ()) -> SafeString:
    """The zones of a view, those in `marked` filled in; for the eye only."""
    return _ours(pictures.draw_zones(cast(View, view), cast(Side, side), marked))


@register.simple_tag
def stroke(stroke_id: str, side: str, *, told: bool = False) -> SafeString:
    """A hand or foot with the way to touch it; `told` gives a screen reader the words for it."""
    return _ours(pictures.draw_stroke(stroke_id, cast(Side, side), told=told))


@register.simple_tag
def small_stroke(stroke_id: str) -> SafeString:
    """A thumbnail in the small pen, for the eye only."""
    return _ours(pictures.draw_stroke(stroke_id, "left", small=True, told=False))


@register.simple_tag
def fill_part(text: str, side: str, step: dict[str, str]) -> str:
    """Put the place into a step's words on a page: the one side shown, or both."""
    sides = ("left", "right") if step["on"] == "both" else (side,)
    return worded(text, tuple(f"{one}-{step['part']}" for one in sides))


@register.simple_tag
def stroke_of(shown: dict[str, str], *, told: bool = False) -> SafeString:
    """The picture of a step in the player, for the left, the right, or both at once."""
    return _ours(pictures.draw_stroke(shown["stroke"], cast(Side, shown["side"]), told=told))


@register.simple_tag
def sight(shown: dict[str, str]) -> SafeString:
    """What was seen, drawn on the hand or foot where it was seen."""
    part = cast(Literal["hand", "foot"], shown["part"])
    return _ours(pictures.draw_sight(shown["question"], cast(Side, shown["side"]), part=part, told=False))


@register.simple_tag
def thermometer(low: float, high: float, limit: float) -> SafeString:
    """The water's thermometer with its band and the line not to pass."""
    return _ours(pictures.thermometer(celsius_ok=(low, high), celsius_limit=limit))


@register.filter
def side_of(site: str) -> str:
    """`left-hand` to `left`; `both-feet` to `both`."""
    return "both" if site.startswith("both-") else SIDE[site]


@register.filter
def part_of(site: str) -> str:
    """`left-hand` to `hand`."""
    return site.split("-")[1]


@register.filter
def site_words(site: str) -> str:
    """`left-hand` to `left hand`."""
    return site.replace("-", " ")


@register.filter
def clock(seconds: int) -> str:
    """Whole seconds as minutes and seconds, `1:24`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


@register.filter
def half(value: float) -> str:
    """Half points without a needless zero: 4, or 4.5."""
    return f"{value:g}"


@register.filter
def three(value: float) -> str:
    """A number of the engine, in three digits after the point."""
    return f"{value:.3f}"


@register.filter
def number(values: Mapping[str, float], key: str) -> str:
    """One number of a posterior, in three digits; a dash where there is none."""
    value = values.get(key)
    return "–" if value is None else f"{value:.3f}"


@register.filter
def percent(share: float) -> int:
    """A share as a whole number of 100."""
    return round(100 * share)
