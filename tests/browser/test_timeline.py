"""The player's own arithmetic equals its Python twin, and a session's leftovers find their way to the server."""

import json
import random
import sqlite3

import pytest
from playwright.sync_api import Page

from solemate.care.catalogue import load_catalogue
from solemate.care.session import at, write_script
from tests.browser.journey import Person
from tests.server import Server

pytestmark = pytest.mark.browser


def test_where_a_session_is_equals_the_python_twin(server: Server, page: Page):
    chance = random.Random(20261122)
    page.goto(server.base + "/sign-in/")
    address = json.loads((server.data / "static" / "staticfiles.json").read_text())["paths"]["js/player/timeline.js"]
    for technique in load_catalogue().techniques.values():
        for minutes in (technique.minutes.least, technique.minutes.default, technique.minutes.most):
            script = write_script(technique, sites=technique.sites, minutes=minutes)
            positions = [chance.randrange(-2000, script.seconds * 1000 + 2000) for _ in range(40)]
            positions += [
                edge * 1000 + by for edge in (0, script.segments[1].start, script.seconds) for by in (-1, 0, 1)
            ]
            segments = [{"start": s.start * 1000, "end": s.end * 1000} for s in script.segments]
            found = page.evaluate(
                """async ([address, segments, positions]) => {
                    const { placeAt } = await import(address);
                    return positions.map((position) => placeAt(segments, position));
                }""",
                ["/static/" + address, segments, positions],
            )
            for position, place in zip(positions, found, strict=True):
                twin = at(script, position)
                assert place == {"segment": twin.segment, "into": twin.into_ms, "left": twin.left_ms}, position


def test_what_a_closed_player_left_behind_is_sent_by_the_next_page(server: Server, page: Page):
    ada = Person(page)
    ada.come_to_the_player(server.link)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no network')); }")
    ada.tap("Start")
    ada.play(40)
    page.goto(server.base + "/help/")
    database = sqlite3.connect(server.data / "solemate.sqlite3")
    assert database.execute("SELECT count(*) FROM practice_sessionevent").fetchone() == (0,)
    with page.expect_response("**/events/"):
        page.goto(server.base + "/")
    kinds = [kind for (kind,) in database.execute("SELECT kind FROM practice_sessionevent ORDER BY number")]
    database.close()
    assert kinds[0] == "start"
    assert kinds[-1] == "pause"
