"""All eleven techniques, played to the end in the browser on a moved clock: every step spoken, shown, and both sides alike."""

import re

import pytest
from playwright.sync_api import Page, expect

from solemate.care.catalogue import load_catalogue
from solemate.care.exposure import planned_seconds
from solemate.care.session import write_script
from tests.browser.journey import Person
from tests.server import Server

pytestmark = pytest.mark.browser
TECHNIQUES = load_catalogue().techniques


def learn(ada: Person, technique) -> None:
    """The helper's lesson, every question answered right."""
    for question in technique.lesson.questions:
        ada.take_time()
        ada.page.locator(f"button[name=answer][value='{question.right}']").click()
        ada.page.wait_for_load_state()


def test_every_technique_can_be_done_to_its_end(server: Server, page: Page):
    ada = Person(page)
    ada.open(server.link)
    page.goto(server.base + "/more/house/")
    page.get_by_role("checkbox", name="A water thermometer").check()
    page.get_by_role("checkbox", name="Firm support").check()
    ada.tap("Save")
    assert len(TECHNIQUES) == 11
    for technique in TECHNIQUES.values():
        play_to_the_end(server, ada, technique)
    assert page.problems == []


def play_to_the_end(server: Server, ada: Person, technique) -> None:
    page = ada.page
    page.goto(f"{server.base}/techniques/{technique.id}/")
    if technique.lesson:
        ada.tap("Your helper learns it first", role="link")
        ada.tap(f"{len(technique.lesson.questions)} safety questions", role="link")
        learn(ada, technique)
    ada.tap("Start", exact=True)
    ada.say_none_to_all()
    ada.rate_all(4)
    if technique.real_time:
        page.get_by_label("The number on it").fill("35,5")
        ada.tap("Check it")
    expect(page.get_by_role("heading", name=technique.name)).to_be_visible()
    minutes = int(re.findall(r"(\d+) minutes", page.locator(".length").inner_text())[0])
    script = write_script(technique, sites=technique.sites, minutes=minutes)
    ada.tap("Start", exact=True)
    shown = set()
    for segment in script.segments[:-1]:
        ada.play(min(2, segment.seconds))
        if segment.kind == "step":
            picture = page.locator(".pictures [data-picture]:visible")
            assert picture.count() == 1, (technique.id, segment.id)
            assert picture.locator("svg").count() == 1, (technique.id, segment.id)
            shown.add(picture.get_attribute("data-picture"))
            expect(page.locator(".running h1")).to_have_text(segment.title)
        ada.play(segment.seconds - min(2, segment.seconds))
    said = [text for _, text in ada.spoken()]
    wanted = [cue.say for cue in script.cues if cue.at < script.segments[-1].start]
    assert said[: len(wanted)] == wanted, (technique.id, said[:4])
    assert {name.rsplit("-", 1)[0] for name in shown} == {step.stroke for step in technique.steps}
    ada.play(script.segments[-1].seconds + 2)
    page.wait_for_url("**/look/")
    ada.tap("No", exact=True)
    ada.rate_all(3)
    expect(page.get_by_role("heading", name="That was the whole session")).to_be_visible()
    for site, seconds in planned_seconds(script.segments).items():
        minutes_played, rest = page.locator(f"[data-played={site}]").inner_text().split(":")
        assert abs(int(minutes_played) * 60 + int(rest) - seconds) <= 1, (technique.id, site)


def test_a_paused_footbath_ends_by_the_real_clock(server: Server, page: Page):
    """Feet in water do not pause: 5 minutes after the first step began the feet come out, paused or not."""
    ada = Person(page)
    ada.open(server.link)
    page.goto(server.base + "/more/house/")
    page.get_by_role("checkbox", name="A water thermometer").check()
    ada.tap("Save")
    page.goto(server.base + "/techniques/marble-footbath/")
    ada.tap("Start", exact=True)
    ada.say_none_to_all()
    ada.rate_all(4)
    page.get_by_label("The number on it").fill("35")
    ada.tap("Check it")
    ada.tap("Start", exact=True)
    ada.play(60)  # 30 s count-in, 30 s in the water
    ada.tap("Touch anywhere to pause")
    expect(page.get_by_role("button", name="Do this step again")).not_to_be_visible()
    ada.play(260)
    assert "Feet out" not in " ".join(text for _, text in ada.spoken())
    ada.play(15)
    assert "Feet out of the water now. 5 minutes are over." in [text for _, text in ada.spoken()]
    expect(page.locator(".running h1")).to_have_text("Feet out, dry and look")


def test_something_is_wrong_ends_the_session_and_says_what_to_do(server: Server, page: Page):
    ada = Person(page)
    ada.come_to_the_player(server.link)
    ada.tap("Start")
    ada.play(30)
    ada.tap("Stop")
    ada.play(1)
    ada.tap("Something is wrong")
    page.wait_for_url("**/stop/")
    ada.tap("Short of breath, chest pain, or faint")
    expect(page.get_by_role("heading", name="Call for help now")).to_be_visible()
    expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    ada.understand_the_flag()
    expect(page.get_by_role("heading", name="Call for help now. Then rest")).to_be_visible()
    page.goto(server.base + "/techniques/")
    expect(page.get_by_role("heading", name="Closed today")).to_be_visible()
    assert page.locator(".technique-card.is-closed").count() == 11
