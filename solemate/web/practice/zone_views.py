"""The zone map: touch where it is numb, tingles or hurts; then how far up; then the first map against now.

It stands in practice and not in the diary, for it says which hand or foot is closed today. Every check box is kept as it is
tapped where there is script; without it, every button of the form keeps what is ticked before it goes anywhere.
"""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from solemate.care.catalogue import load_catalogue
from solemate.care.site import SITES
from solemate.drawing import SIDES
from solemate.web import clock
from solemate.web.diary.actions import mark_zones, set_reach
from solemate.web.diary.models import ZoneMap
from solemate.web.diary.spots import MAP_VIEWS, PART, RUNGS, SPOTS
from solemate.web.diary.views import can_be_filled_in
from solemate.web.diary.zone_maps import (
    NAMES,
    QUESTIONS,
    SPOKEN,
    Marked,
    kept_maps,
    map_of,
    newest_before,
    spots_shown,
)
from solemate.web.people.access import account_of, person_of
from solemate.web.people.models import Person
from solemate.web.practice import gate as gates

TAB_WORDS = {"sole": "Soles", "top": "Tops", "palm": "Palms", "back": "Backs"}


def zone_map(request: HttpRequest, feeling: str, day: date) -> HttpResponse:
    """One view of both sides, or the list of all 22; a POST keeps what is ticked and goes where its button says."""
    person = person_of(request)
    asked = feeling_or_404(feeling)
    if not can_be_filled_in(person, day):
        raise Http404
    here = reverse("zone-map", args=[feeling, day])
    if request.method == "POST":
        go = request.POST.get("go", "")
        before = newest_before(person, asked, day)
        if go == "same" and before:
            ticked = dict.fromkeys(before.spots, True)
        else:
            on = set(request.POST.getlist("spot"))
            ticked = {spot: spot.id in on for spot in spots_shown(request.POST.get("shown", ""))}
        by, at = account_of(request), clock.now()
        mark_zones(person, asked, ticked, local_date=day, at=at, by=by)
        if go == "same" and before:
            set_reach(person, asked, before.reach, local_date=day, at=at, by=by)
        if go in (*MAP_VIEWS, "list"):
            return redirect(f"{here}?view={go}")
        if go == "same":
            return redirect(here)
        return redirect("zone-reach", feeling, day)
    now = map_of(person, asked, day)
    view = request.GET.get("view", "")
    marked = {spot.id for spot in now.spots} if now else set()
    closed = closed_today(person)
    page: dict[str, object] = {
        "feeling": asked,
        "question": QUESTIONS[asked],
        "spoken": SPOKEN[asked],
        "day": day,
        "back": reverse("zone-maps") + f"?show={feeling}",
        "count": len(marked),
        "before": newest_before(person, asked, day) if now is None else None,
    }
    if view == "list":
        page["groups"] = [
            {"words": TAB_WORDS[view], "spots": [(spot, spot.id in marked) for spot in spots_shown(view)]}
            for view in MAP_VIEWS
        ]
        return render(request, "practice/zone_list.html", page)
    shown = view if view in MAP_VIEWS else MAP_VIEWS[0]
    page |= {
        "shown": shown,
        "tabs": [{"view": name, "words": TAB_WORDS[name], "on": name == shown} for name in MAP_VIEWS],
        "sides": [
            {
                "side": side,
                "site": f"{side}-{PART[shown]}",
                "closed": f"{side}-{PART[shown]}" in closed,
                "spots": [(spot, spot.id in marked) for spot in spots_shown(shown) if spot.side == side],
            }
            for side in SIDES
        ],
    }
    return render(request, "practice/zone_map.html", page)


@require_POST
def zone_mark(request: HttpRequest, feeling: str, day: date) -> JsonResponse:
    """Keep one tap, from the page's script; answers with how many spots are marked now."""
    person = person_of(request)
    asked = feeling_or_404(feeling)
    spot = SPOTS.get(request.POST.get("spot", ""))
    if spot is None or request.POST.get("on") not in ("0", "1") or not can_be_filled_in(person, day):
        return JsonResponse({"error": "no such spot, or no such day"}, status=422)
    kept = mark_zones(
        person,
        asked,
        {spot: request.POST["on"] == "1"},
        local_date=day,
        at=clock.now(),
        by=account_of(request),
    )
    return JsonResponse({"spots": kept.marks.count()})


def zone_reach(request: HttpRequest, feeling: str, day: date) -> HttpResponse:
    """How far up it goes: one choice for each hand and foot with a mark, or none."""
    person = person_of(request)
    asked = feeling_or_404(feeling)
    now = map_of(person, asked, day)
    if now is None or not can_be_filled_in(person, day):
        raise Http404
    sites: list[str] = [site for site in SITES if any(spot.site == site for spot in now.spots)]
    if request.method == "POST":
        chosen = {site: request.POST.get(site, "") for site in sites if request.POST.get(site)}
        try:
            set_reach(person, asked, chosen, local_date=day, at=clock.now(), by=account_of(request))
        except ValueError:
            return redirect("zone-reach", feeling, day)
        return redirect(reverse("zone-maps") + f"?show={feeling}")
    if not sites:
        return redirect(reverse("zone-maps") + f"?show={feeling}")
    limbs = [
        {
            "site": site,
            "words": site.replace("-", " "),
            "rungs": [(rung, words, now.reach.get(site) == rung) for rung, words in rungs_of(site).items()],
        }
        for site in sites
    ]
    page = {"limbs": limbs, "back": reverse("zone-map", args=[feeling, day])}
    return render(request, "practice/zone_reach.html", page)


def zone_maps(request: HttpRequest) -> HttpResponse:
    """The first map against the newest, what is new and what is gone; and every map by its day."""
    person = person_of(request)
    asked = ZoneMap.Feeling.NUMB
    if request.GET.get("show") in QUESTIONS:
        asked = ZoneMap.Feeling(request.GET["show"])
    first, newest = kept_maps(person, asked)
    now = newest[0] if newest else None
    earlier = first if first and now and first.day != now.day else None
    page = {
        "tab": "progress",
        "feeling": asked,
        "question": QUESTIONS[asked],
        "feelings": NAMES.items(),
        "today": clock.local_date(clock.now(), person.time_zone),
        "now": now,
        "first": earlier,
        "shown": [sheets(each) for each in (earlier, now) if each],
        "new": [spot for spot in now.spots if spot not in earlier.spots] if now and earlier else [],
        "gone": [spot for spot in earlier.spots if spot not in now.spots] if now and earlier else [],
        "reach": [(site.replace("-", " "), rungs_of(site)[rung]) for site, rung in now.reach.items()] if now else [],
        "maps": newest,
    }
    return render(request, "practice/zone_maps.html", page)


def sheets(marked: Marked) -> dict[str, object]:
    """One kept map as pairs of pictures: only the views with something marked, or the soles where nothing is."""
    views = marked.views or MAP_VIEWS[:1]
    return {
        "map": marked,
        "views": [
            {"words": TAB_WORDS[view], "sides": [(side, view, marked.zones(view, side)) for side in SIDES]}
            for view in views
        ],
    }


def closed_today(person: Person) -> set[str]:
    """Sites at which nothing is open today. They can be marked all the same: a sore foot may be numb too."""
    all_gates = gates.look_at_all(person, load_catalogue(), at=clock.now())
    still_open = {site for gate in all_gates.values() for site in gate.open_sites}
    return {site for gate in all_gates.values() for site in gate.closed_sites} - still_open


def rungs_of(site: str) -> dict[str, str]:
    return RUNGS[site.rpartition("-")[2]]


def feeling_or_404(feeling: str) -> ZoneMap.Feeling:
    if feeling not in QUESTIONS:
        raise Http404
    return ZoneMap.Feeling(feeling)
