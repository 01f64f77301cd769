"""The report's pictures: evenings, a trial's evenings, and the maps, as on the pages, with words for who cannot see them."""

from collections.abc import Mapping, Sequence
from datetime import date

from solemate.care.catalogue import Catalogue
from solemate.care.session import SIDE
from solemate.drawing import SIDES, draw_zones
from solemate.drawing.evenings import evenings_chart
from solemate.drawing.trial_chart import trial_chart
from solemate.exports.printed import printed
from solemate.exports.report import Picture
from solemate.protocol.analyse import Finding
from solemate.protocol.sentences import Words
from solemate.web.diary.blinding import averages_are_blinded
from solemate.web.diary.models import ZoneMap
from solemate.web.diary.rounds import evenings
from solemate.web.diary.spots import MAP_VIEWS, RUNGS, VIEW_WORDS
from solemate.web.diary.zone_maps import Marked, kept_maps
from solemate.web.people.models import Person
from solemate.web.practice.spans import spans
from solemate.web.trials.finding_views import series_of, shows_averages

WIDTH = 460
MOST_VIEWS = 2
TITLES = {
    ZoneMap.Feeling.NUMB: "Where it is numb",
    ZoneMap.Feeling.TINGLING: "Where it tingles",
    ZoneMap.Feeling.PAIN: "Where it hurts",
}
Pictures = tuple[Picture, ...]


def evening_pictures(
    person: Person, catalogue: Catalogue, scale: str, first: date, last: date
) -> tuple[Pictures, str, str]:
    """The evenings of one symptom: its charts (left and right of the place with most answers), title and key."""
    sites: dict[str, int] = {}
    for _, _, site, value in evenings(person, first=first, last=last, scale=scale):
        sites[site] = sites.get(site, 0) + (value is not None)
    shown = places_shown(sites)
    if not shown:
        return (), "", ""
    blinded = averages_are_blinded(person, last)
    length = (last - first).days + 1
    span = "2-weeks" if length <= 14 else "3-months" if length <= 91 else "all"
    found = spans(person, scale, shown, span=span, begun=first, today=last, blinded=blinded, by=None)
    name = catalogue.scales[scale].name.lower()
    pictures = []
    for site in shown:
        drawn, side = found[site], SIDE.get(site, "")
        marks = [evening.value for evening in drawn.evenings if not evening.to_come]
        wide = WIDTH if len(shown) > 1 else 2 * WIDTH
        svg = evenings_chart(drawn.evenings, side=side, width=wide, means=drawn.means, crosses=drawn.each == "day")
        alt = f"Evening {name}, {site.replace('-', ' ')}, {day_words(first)} to {day_words(last)}: {of_marks(marks)}"
        pictures.append(Picture(svg=printed(svg, side=side), alt=alt, title=_place(site), side=side))
    each = found[shown[0]].each
    mark = {"day": "one evening", "3 months": "the average of 3 months"}.get(each, f"the average of a {each}")
    key = f"Mark: {mark}. Cross: no answer. Shaded: practised. Bars: time done."
    key += "" if blinded or each != "day" else " Line: average of 7 days."
    beside = sorted(site.replace("-", " ") for site, answers in sites.items() if site and answers and site not in shown)
    key += f" Rated too, not drawn here: {', '.join(beside)}." if beside else ""
    return tuple(pictures), f"Evening {name}, 0 to 10", key


def places_shown(answers: Mapping[str, int]) -> list[str]:
    """Of the places with answers: both sides of the one with most, or both together where that was asked at least as often."""
    most = min(answers, key=lambda site: (-answers[site], not site.startswith("both-"), site), default="")
    if most not in SIDE:
        return [most] if most in answers else []
    return sorted(site for site in answers if site in SIDE and site.split("-")[1] == most.split("-")[1])


def trial_pictures(found: Finding, catalogue: Catalogue) -> tuple[Pictures, str, str]:
    """The evenings of a trial, left against right one chart of each side."""
    words = Words(found, catalogue.trials)
    names = ("Other" if found.protocol.comparator == "usual" else "Rest", words.it.capitalize())
    name = catalogue.scales[found.protocol.scale].name.lower()
    pictures = []
    for side, site, shown, days in series_of(found):
        wide = WIDTH if side else 2 * WIDTH
        svg = trial_chart(days, side=shown, width=wide, names=names, averages=shows_averages(found))
        alt = f"Evening {name} in the trial, {_place(site) or 'whole person'}: {of_marks([day.value for day in days])}"
        tag = shown if shown in SIDES else ""
        pictures.append(Picture(svg=printed(svg, side=tag), alt=alt, title=_place(site), side=tag))
    lines = f" Lines: averages, with the {words.it} solid, without it dashed." if shows_averages(found) else ""
    key = f"Shaded: {words.it} days. Mark: one evening.{lines} Cross: no answer."
    return tuple(pictures), f"Evening {name} in the trial, 0 to 10", key


def map_pictures(person: Person, last: date) -> tuple[Pictures, str, tuple[str, ...]]:
    """The first map beside the newest, of the feeling that was mapped last (numb, where several were): pictures, title, words."""
    kept = [(feeling, *kept_maps(person, feeling)) for feeling in TITLES]
    dated = [(feeling, first, newest[0]) for feeling, first, newest in kept if first is not None and newest]
    if not dated:
        return (), TITLES[ZoneMap.Feeling.NUMB], ()
    feeling, first, now = max(dated, key=lambda one: one[2].day)
    both = [("first", first), ("now", now)] if first.day != now.day else [("now", now)]
    marked = [view for view in MAP_VIEWS if view in (*now.views, *first.views)][:MOST_VIEWS]
    pictures = [
        Picture(
            svg=printed(draw_zones(view, side, of.zones(view, side)), side=side),
            alt=f"{side} {VIEW_WORDS[view]}, {when}: {', '.join(of.zones(view, side)) or 'nothing'} marked",
            title=f"{side} {VIEW_WORDS[view]}, {when}",
            side=side,
        )
        for view in marked
        for when, of in both
        for side in SIDES
    ]
    days = f"first ({day_words(first.day)}) and now ({day_words(now.day)})" if len(both) > 1 else day_words(now.day)
    title = f"{TITLES[feeling]}: {days}"
    return tuple(pictures), title, tuple(f"{when.capitalize()}: {map_words(of)}" for when, of in both)


def map_words(of: Marked) -> str:
    """All that is marked, in words: a picture may not show every view."""
    by_place: dict[str, list[str]] = {}
    for spot in of.spots:
        by_place.setdefault(f"{spot.side} {VIEW_WORDS[spot.view]}", []).append(spot.words.split(", ")[1])
    said = [f"{place}: {', '.join(zones)}" for place, zones in by_place.items()]
    said += [
        f"{site.replace('-', ' ')}: {RUNGS[site.split('-')[1]][rung].lower()}"
        for site, rung in sorted(of.reach.items())
        if rung in RUNGS.get(site.split("-")[-1], {})
    ]
    return "; ".join(said) + "." if said else "nothing marked."


def of_marks(values: Sequence[float | None]) -> str:
    """What a chart shows, for who cannot see it: how many, from where to where, how many without an answer."""
    numbers = [value for value in values if value is not None]
    if not numbers:
        return "no answers."
    if len(numbers) == 1:
        return f"1 mark at {numbers[0]:g}; {len(values) - 1} without answer."
    return f"{len(numbers)} marks between {min(numbers):g} and {max(numbers):g}; {len(values) - len(numbers)} without answer."


def day_words(day: date) -> str:
    return f"{day.day} {day:%b}"


def _place(site: str) -> str:
    """What is said beside the tag of the side: "foot"; for a pair "both feet"."""
    return site.split("-")[1] if site in SIDE else site.replace("-", " ")
