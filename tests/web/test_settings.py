"""Settings: each page is saved by itself; what is wrong is said beside its field, and nothing that was typed is lost."""

import re

import pytest
from django.urls import reverse

from solemate.web.people.flag_views import dial
from tests import cast
from tests.web.page_text import lines_of

pytestmark = pytest.mark.django_db
NUMBERS = {"country": "DE", "emergency": "", "doctor": "030 123/45", "cancer_team": "+49 30 99", "crisis": ""}
EVENING = {"follows": ["left-foot", "right-foot"], "scales": ["sleep"]}
PAGES = {
    "whom-to-call": (NUMBERS, ("country", "doctor_number", "cancer_team_number"), ("DE", "030 123/45", "+49 30 99")),
    "what-the-evening-asks": (EVENING, ("follows", "scales"), (["left-foot", "right-foot"], ["sleep"])),
    "in-my-house": ({"things": ["thermometer", "lotion"]}, ("things",), (["lotion", "thermometer"],)),
    "voice": ({"mode": "keep-moving"}, ("voice", "mode"), (False, "keep-moving")),
}
SETTINGS = sorted({name for _, names, _ in PAGES.values() for name in names} | {"crisis_number", "emergency_number"})


def settings_of(person) -> dict[str, object]:
    person.refresh_from_db()
    return {name: getattr(person, name) for name in SETTINGS}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_saved_by_itself(ada, name):
    sent, changed, wanted = PAGES[name]
    before = settings_of(ada)
    client = cast.signed_in(ada)
    answer = client.post(reverse(name), sent)
    assert answer["Location"] == reverse(name) + "?saved"
    assert "Saved." in lines_of(client.get(answer["Location"]).content.decode())
    after = settings_of(ada)
    assert tuple(after[each] for each in changed) == wanted
    assert {each: after[each] for each in SETTINGS if each not in changed} == {
        each: before[each] for each in SETTINGS if each not in changed
    }


def test_the_evening_asks_what_was_chosen(ada):
    client = cast.signed_in(ada)
    client.post(reverse("what-the-evening-asks"), EVENING)
    evening = client.get("/check-in/2026-11-22/1/").content.decode()
    assert "left foot" in evening
    assert "Question 1 of 7" in evening


@pytest.mark.parametrize(
    ("name", "wrong", "reason"),
    [
        ("whom-to-call", {"doctor": "ask my wife"}, "A phone number has digits"),
        ("whom-to-call", {"emergency": "+"}, "A phone number has digits"),
        ("whom-to-call", {"country": "XX"}, "Please choose a country from the list"),
        ("what-the-evening-asks", {"follows": []}, "Please choose at least one hand or foot"),
        ("voice", {"mode": "dance"}, "Please choose one of these two"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept_on_the_page(ada, name, wrong, reason):
    sent, _, _ = PAGES[name]
    before = settings_of(ada)
    answer = cast.signed_in(ada).post(reverse(name) + "?saved", sent | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason in page
    assert "Saved." not in lines_of(page)
    [field] = wrong
    assert f'aria-describedby="{field}-error"' in page, "the reason stands beside its field"
    assert f'id="{field}-error"' in page
    assert page.count('class="error" id="') == 1, "and beside no other"
    kept = {
        "whom-to-call": "+49 30 99",
        "what-the-evening-asks": 'value="sleep" checked',
        "voice": 'name="voice">',  # was on, and has just been turned off
    }
    assert kept[name] in page
    assert field == "country" or name != "whom-to-call" or 'value="DE" selected' in page
    assert settings_of(ada) == before


def test_more_leads_to_every_setting_and_shows_few_things_at_once(ada):
    page = cast.signed_in(ada).get(reverse("more")).content.decode()
    for name in [*PAGES, "library", "plan-wishes", "trials", "entries", "clinician-ok", "colours", "keys", "erase"]:
        assert f'href="{reverse(name)}"' in page, name
    main = page[page.index("<main") : page.index("</main>")]
    in_sight = re.sub(r"<details>.*?</details>", "", main, flags=re.DOTALL)
    assert in_sight.count('<li><a class="button') <= 12
    forms = re.findall(r'<form method="post" action="([^"]*)">', in_sight)
    assert forms == [reverse("ask-all-again"), reverse("sign-out")]
    assert len(re.findall("<h2", in_sight)) == 5, "four groups, and where the diary is"


def test_a_technique_that_lacks_something_leads_to_the_house(ada):
    cast.answers(ada)
    page = cast.signed_in(ada).get("/techniques/marble-footbath/").content.decode()
    assert f'<a href="{reverse("in-my-house")}">Tell us what you have</a>' in page


def test_the_number_of_the_country_is_shown(ada):
    client = cast.signed_in(ada)
    client.post(reverse("whom-to-call"), NUMBERS | {"country": "GB"})
    assert "The emergency number there: <strong>999</strong>" in client.get(reverse("whom-to-call")).content.decode()
    client.post(reverse("whom-to-call"), NUMBERS | {"country": ""})
    assert "We know no emergency number there" in client.get(reverse("whom-to-call")).content.decode()


def test_the_cancer_teams_line_comes_first_where_it_should(ada):
    client = cast.signed_in(ada)
    client.post(reverse("whom-to-call"), NUMBERS | {"country": "GB"})
    cast.answers(ada, "fever", "chemo_active")
    page = client.get("/safety/call/").content.decode()
    assert "Call your cancer team now" in page
    assert page.index('href="tel:+493099"') < page.index('href="tel:999"')


def test_keep_moving_asks_for_no_pain_and_promises_nothing(ada):
    client = cast.signed_in(ada)
    client.post("/who-for/", {"mode": "keep-moving", "country": "GB"})
    assert "Stiffness" in client.get("/progress/").content.decode()
    page = client.get("/techniques/seated-exercise/").content.decode()
    assert "We do not know that this keeps nerves well." in page
    cast.answers(ada)
    answer = client.post("/sessions/new/hand-lotion-massage/")
    assert "/before/" not in answer["Location"]


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("+49 (0) 30 / 12 34", "+49301234"),
        ("0049 (0)30 12 34", "0049301234"),
        ("(0) 30 12 34", "0301234"),
        ("030 - 12.34", "0301234"),
        ("+44 20 7946 0000", "+442079460000"),
    ],
)
def test_the_0_for_calls_at_home_is_not_dialled_from_abroad(typed, dialled):
    assert dial(typed) == dialled


def test_help_has_the_number_to_call(ada):
    ada.country = "GB"
    ada.save()
    assert 'href="tel:999"' in cast.signed_in(ada).get("/help/").content.decode()


def test_help_without_a_sign_in_guesses_no_number(client, db):
    page = client.get("/help/").content.decode()
    assert "Call your emergency number now." in page
    assert "tel:" not in page
