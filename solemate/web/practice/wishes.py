"""What the household wants of its week: a form in, `PlanWishes` out; and the question after a journey."""

from datetime import datetime
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from solemate.care.catalogue import Catalogue, load_catalogue
from solemate.care.household import DAY_FIRST, DAY_LAST, GRID, Household, clock_words
from solemate.care.plan_words import WEEKDAYS
from solemate.web import clock
from solemate.web.people.access import account_of, person_of, rows
from solemate.web.people.actions import set_profile, set_time_zone
from solemate.web.people.models import Account, Person
from solemate.web.people.setting_views import saved, setting_page
from solemate.web.practice import gate as gates
from solemate.web.practice.actions import set_plan_wishes, set_plan_zone
from solemate.web.practice.models import PlanWishes
from solemate.web.practice.plan_look import household_of, zone_of

FAVOURITES = 3


class NoWeek(ValueError):
    """What was chosen makes no week; the message is for the person."""


def plan_wishes(request: HttpRequest) -> HttpResponse:
    """One form, one Save; what is wrong keeps all that was chosen."""
    person, catalogue, by = person_of(request), load_catalogue(), account_of(request)
    wishes = rows(person, PlanWishes).first()
    shown = fields_of(household_of(person, wishes, catalogue))
    error = ""
    if request.method == "POST":
        shown = fields_in(request.POST, catalogue)
        try:
            check(shown)
            save(person, shown, wishes, catalogue, at=clock.now(), by=by)
            return redirect("week")
        except NoWeek as wrong:
            error = str(wrong)
    gate_of = gates.look_at_all(person, catalogue, at=clock.now())
    page = page_of(shown, catalogue) | {
        "tab": "week",
        "error": error,
        "techniques": [
            {"id": name, "name": gate.technique.name, "on": name in shown["techniques"], "closed": not gate.open_sites}
            for name, gate in gate_of.items()
        ],
    }
    return render(request, "practice/plan_wishes.html", page, status=422 if error else 200)


def fields_of(household: Household) -> dict[str, list[str]]:
    """Wishes as the form's fields, each a list of texts."""
    fields = {
        "techniques": sorted(household.techniques),
        "sessions_a_day": [str(household.sessions_a_day)],
        "kit": sorted(household.kit),
        "awake": [str(household.awake.start), str(household.awake.end)],
        "rest": [str(minute) for rest in household.rests[:1] for minute in (rest.start, rest.end)],
        "rest_days": [str(day) for day in sorted(household.rest_days)],
        "favourites": [str(minute) for minute in household.favourites],
        "tired_hands": ["on"] if household.tired_hands else [],
        "twice": ["on"] if household.twice else [],
    }
    for day, hours in enumerate(household.helper):
        fields[f"helper_{day}"] = [str(hours[0].start), str(hours[0].end)] if hours else []
    return fields


def fields_in(sent: QueryDict, catalogue: Catalogue) -> dict[str, list[str]]:
    """What was sent, as far as it is something that can be chosen at all."""
    minutes = {str(minute) for minute in range(DAY_FIRST, DAY_LAST + 1, GRID)}
    allowed = {
        "techniques": set(catalogue.techniques),
        "sessions_a_day": {str(number) for number in range(1, catalogue.plan_rules.sessions_most + 1)},
        "kit": {kit.id for kit in catalogue.plan_rules.kit},
        "awake": minutes,
        "rest": minutes,
        "rest_days": {str(day) for day in range(7)},
        "favourites": minutes,
        "tired_hands": {"on"},
        "twice": {"on"},
    } | {f"helper_{day}": minutes for day in range(7)}
    return {name: [value for value in sent.getlist(name) if value in values] for name, values in allowed.items()}


def check(fields: dict[str, list[str]]) -> None:
    """Whether these make a week.

    Raises:
        NoWeek: the reason, for the person.
    """
    if not fields["techniques"]:
        raise NoWeek("Please choose at least one thing to do.")
    if len(fields["awake"]) != 2 or int(fields["awake"][0]) >= int(fields["awake"][1]):
        raise NoWeek("Your day must end later than it begins.")
    if len(fields["rest_days"]) == 7:
        raise NoWeek("Please leave one day that is no rest day.")
    if not fields["sessions_a_day"]:
        raise NoWeek("Please choose how many sessions a day.")
    pairs = {"Your rest in the day": fields["rest"]} | {
        f"Your helper’s time on {WEEKDAYS[day]}": fields[f"helper_{day}"] for day in range(7)
    }
    for name, pair in pairs.items():
        if pair and (len(pair) != 2 or int(pair[0]) >= int(pair[1])):
            raise NoWeek(f"{name} must end later than it begins.")


def save(
    person: Person,
    fields: dict[str, list[str]],
    wishes: PlanWishes | None,
    catalogue: Catalogue,
    *,
    at: datetime,
    by: Account,
) -> None:
    """Keep checked fields. What is in the house is one list, kept with the person, for the gate asks about it too."""
    helper = {str(day): [int(minute) for minute in fields[f"helper_{day}"]] for day in range(7)}
    rest = [int(minute) for minute in fields["rest"]]
    set_plan_wishes(
        person,
        {
            "techniques": fields["techniques"],
            "sessions_a_day": int(fields["sessions_a_day"][0]),
            "awake": [int(minute) for minute in fields["awake"]],
            "rests": [rest] if rest else [],
            "rest_days": [int(day) for day in fields["rest_days"]],
            "favourites": sorted({int(minute) for minute in fields["favourites"]}),
            "helper": {day: hours for day, hours in helper.items() if hours},
            "tired_hands": bool(fields["tired_hands"]),
            "twice": bool(fields["twice"]),
            "kit": fields["kit"],
            "time_zone": zone_of(person, wishes),
        },
        at=at,
        by=by,
    )
    set_profile(person, things=fields["kit"], listed_house=True, by=by)


def in_my_house(request: HttpRequest) -> HttpResponse:
    """The list of things, by itself: the same one as on the page of the plan."""
    person, catalogue = person_of(request), load_catalogue()
    kit = catalogue.plan_rules.kit
    if request.method == "POST":
        chosen = [one.id for one in kit if one.id in request.POST.getlist("things")]
        set_profile(person, things=chosen, listed_house=True, by=account_of(request))
        return saved("in-my-house")
    in_house = household_of(person, rows(person, PlanWishes).first(), catalogue).kit
    page: dict[str, object] = {"things": [{"id": one.id, "name": one.name, "on": one.id in in_house} for one in kit]}
    return setting_page(request, "practice/in_my_house.html", person, page)


def page_of(shown: dict[str, list[str]], catalogue: Catalogue) -> dict[str, object]:
    """Everything that can be chosen, and what is."""
    times = [(str(minute), clock_words(minute)) for minute in range(DAY_FIRST, DAY_LAST + 1, GRID)]

    def pair(name: str) -> list[str]:
        return shown[name] if len(shown[name]) == 2 else ["", ""]

    favourites = [*shown["favourites"][:FAVOURITES], *[""] * FAVOURITES][:FAVOURITES]
    return {
        "times": times,
        "numbers": [
            {"number": str(number), "on": [str(number)] == shown["sessions_a_day"]}
            for number in range(1, catalogue.plan_rules.sessions_most + 1)
        ],
        "kit": [{"id": kit.id, "name": kit.name, "on": kit.id in shown["kit"]} for kit in catalogue.plan_rules.kit],
        "awake": pair("awake"),
        "rest": pair("rest"),
        "weekdays": [
            {
                "day": day,
                "field": f"helper_{day}",
                "name": name,
                "rest": str(day) in shown["rest_days"],
                "helper": pair(f"helper_{day}"),
            }
            for day, name in enumerate(WEEKDAYS)
        ],
        "favourites": [{"number": number, "time": time} for number, time in enumerate(favourites, start=1)],
        "tired_hands": bool(shown["tired_hands"]),
        "twice": bool(shown["twice"]),
    }


@require_POST
def plan_zone(request: HttpRequest) -> HttpResponse:
    """After a journey: the plan stays at home's times, or goes by the clock of the place."""
    person, by, at = person_of(request), account_of(request), clock.now()
    here = request.POST.get("zone", "")
    if here not in available_timezones():
        return redirect("week")
    catalogue = load_catalogue()
    wishes = rows(person, PlanWishes).first()
    home = zone_of(person, wishes)
    if wishes is None:
        save(person, fields_of(household_of(person, None, catalogue)), None, catalogue, at=at, by=by)
    set_time_zone(person, here, by=by)
    keeps = request.POST.get("times") == "home"
    set_plan_zone(person, zone=home if keeps else here, kept_in=here if keeps else "", at=at, by=by)
    return redirect("week")
