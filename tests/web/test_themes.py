"""Colours and size: chosen once, on every page, before the sign-in too, and from the first byte."""

import re
from pathlib import Path

import pytest
from django.test import Client

from solemate.web.people.actions import mark_as_simulated, set_theme
from solemate.web.people.theme import COOKIE, Look
from tests import cast

pytestmark = pytest.mark.django_db
SHEETS = Path(__file__).parents[2] / "solemate/web/static/css"
SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*themes/([a-z-]+)\.css"(?: media="([^"]*)")?>')
PAGES = ["/", "/progress/", "/more/", "/help/", "/check-in/2026-11-22/1/", "/safety/call/", "/no-such-page/"]


def choose(person, *, theme="", extra_large=False, skin=1):
    set_theme(person, theme=theme, extra_large=extra_large, skin=skin, by=person.account)


def html(page: str) -> str:
    return page[: page.index("<head>")]


def test_until_somebody_chooses_the_system_does(ada):
    page = cast.signed_in(ada).get("/").content.decode()
    assert SHEET.findall(page) == [
        ("light", ""),
        ("dark", "(prefers-color-scheme: dark)"),
        ("high-contrast", "(prefers-contrast: more)"),
    ]
    assert "data-letters" not in html(page)
    assert re.search(r'<body class="[^"]*">', page), "no skin chosen"


@pytest.mark.parametrize(
    ("theme", "sheets"),
    [
        ("light", [("light", "")]),
        ("dark", [("light", ""), ("dark", "")]),
        ("high-contrast", [("light", ""), ("high-contrast", "")]),
    ],
)
@pytest.mark.parametrize("address", PAGES)
def test_what_was_chosen_holds_on_every_page_whatever_the_system_says(ada, address, theme, sheets):
    choose(ada, theme=theme, extra_large=True, skin=3)
    page = cast.signed_in(ada).get(address, follow=True).content.decode()
    assert SHEET.findall(page) == sheets
    assert 'data-letters="extra-large"' in html(page)
    assert re.search(r'<body [^>]*data-skin="3">', page)


def test_it_is_chosen_under_more(ada):
    client = cast.signed_in(ada)
    answer = client.post("/more/colours/", {"theme": "dark", "letters": "extra-large", "skin": "4"})
    assert answer["Location"] == "/more/colours/?saved"
    ada.refresh_from_db()
    assert (ada.theme, ada.extra_large, ada.skin) == ("dark", True, 4)
    page = client.get("/more/colours/?saved").content.decode()
    assert "Saved." in page
    assert 'value="dark" checked' in page
    assert 'value="extra-large" checked' in page
    assert 'value="4" checked' in page


@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"skin": "5"}, {"skin": "x"}, {"skin": "-1"}])
def test_what_is_none_of_the_choices_changes_nothing(ada, wrong):
    choose(ada, theme="dark", skin=2)
    answer = cast.signed_in(ada).post("/more/colours/", {"theme": "light", "letters": "normal", "skin": "1"} | wrong)
    assert answer.status_code == 422
    assert "Please choose one of these." in answer.content.decode()
    ada.refresh_from_db()
    assert (ada.theme, ada.skin) == ("dark", 2)


def test_a_device_keeps_it_for_the_sign_in_page(ada):
    choose(ada, theme="high-contrast", extra_large=True)
    client = cast.signed_in(ada)
    client.get("/")
    client.post("/sign-out/")
    page = client.get("/sign-in/").content.decode()
    assert SHEET.findall(page) == [("light", ""), ("high-contrast", "")]
    assert 'data-letters="extra-large"' in html(page)


def test_another_device_of_the_same_person_learns_it(ada):
    phone, computer = cast.signed_in(ada), cast.signed_in(ada)
    computer.get("/")
    assert COOKIE not in computer.cookies, "nothing chosen, nothing kept"
    phone.post("/more/colours/", {"theme": "dark", "letters": "normal", "skin": "1"})
    computer.get("/")
    assert Look.from_cookie(computer.cookies[COOKIE].value) == Look(theme="dark")
    assert computer.cookies[COOKIE]["httponly"]
    assert computer.cookies[COOKIE]["samesite"] == "Lax"


@pytest.mark.parametrize("text", ["", "x", "pink..1", "dark", "dark.extra-large.9", '"><script>.x.1', "..", "dark..²"])
def test_a_cookie_that_is_none_of_ours_is_nothing_chosen(text):
    client = Client()
    client.cookies[COOKIE] = text
    page = client.get("/sign-in/").content.decode()
    assert len(SHEET.findall(page)) == 3
    assert "data-letters" not in html(page)
    assert re.search(r'<body class="[^"]*">', page), "no skin chosen"


@pytest.mark.parametrize("look", [Look(), Look(theme="dark"), Look(theme="light", extra_large=True, skin=4)])
def test_a_cookie_says_what_was_chosen(look):
    assert Look.from_cookie(look.to_cookie()) == look


@pytest.mark.parametrize("sheet", [path.name for path in SHEETS.glob("*.css")])
def test_no_other_sheet_asks_the_system_for_colours(sheet):
    """It would not hear of what the person chose: colours of a theme stand in themes/."""
    text = (SHEETS / sheet).read_text()
    assert "prefers-color-scheme" not in text
    assert "prefers-contrast" not in text


@pytest.mark.parametrize("address", [*PAGES, "/more/colours/", "/safety/hands/"])
def test_a_simulated_person_is_labelled_on_every_page(ada, address):
    client = cast.signed_in(ada)
    assert "Simulated person" not in client.get(address, follow=True).content.decode()
    mark_as_simulated(ada, by=ada.account)
    assert "Simulated person" in cast.signed_in(ada).get(address, follow=True).content.decode()
    assert "Simulated person" in Client().get("/sign-in/").content.decode(), "and before the sign-in"
