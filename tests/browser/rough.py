"""A session that is treated roughly, with a ledger of its own of what was really played.

In: a server, a page on a clock that moves only when it is told to. Out: what the app credits, beside what was played.
The ledger knows the timeline and how long the clock ran; it never asks the player where it is.
"""

import contextlib
import json
import re
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime

from playwright.sync_api import BrowserContext, Page, expect
from playwright.sync_api import Error as PlaywrightError

from solemate.care.exposure import Event, played
from solemate.care.session import Segment
from tests.browser.journey import LISTEN
from tests.server import Server

# The renderer dies without a word to the page: no pagehide, nothing sent.
DEAF = "() => addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)"


def come_in(server: Server, context: BrowserContext) -> None:
    """Sign this browser in by the printed link, and answer whom it is for."""
    post(server, context, server.link, time_zone="Europe/Berlin")
    post(server, context, "/who-for/", mode="neuropathy")


def post(server: Server, context: BrowserContext, address: str, **fields: str) -> str:
    """Post a form as this browser would, without opening a page; the address one ends up at."""
    address = address if address.startswith("http") else server.base + address
    page = context.request.get(server.base + "/help/" if "/new/" in address else address).text()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    cookie = next((cookie["value"] for cookie in context.cookies() if cookie["name"].endswith("csrftoken")), "")
    return context.request.post(address, form={**fields, "csrfmiddlewaretoken": token[1] if token else cookie}).url


@dataclass
class Roughly:
    """One session; `position`, `end` and `stretches` are the ledger, in ms of the script."""

    server: Server
    context: BrowserContext
    page: Page
    address: str = ""
    end: int = 0
    cues: list[dict] = field(default_factory=list)  # what the player may say, and when
    position: int = 0
    stretches: list[tuple[int, int]] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)  # for each crash: ms that were played and are not proven

    def come(self) -> None:
        """To the player without a page on the way; the clock stands still from there on."""
        here = post(self.server, self.context, "/sessions/new/hand-lotion-massage/")
        while "/safety/" in here:
            here = post(self.server, self.context, here, none="1")
        while "/before/" in here:
            here = post(self.server, self.context, here, value="5")
        self.address = here
        self.page.add_init_script(LISTEN)
        self.context.clock.install()
        self.page.goto(here)
        in_state(self.page, "ready")
        self.end = self.segments[-1].end * 1000
        self.cues = json.loads(self.page.locator("#session-script").text_content() or "{}")["cues"]
        now = self.page.evaluate("() => Date.now()") / 1000
        self.context.clock.pause_at(datetime.fromtimestamp(now + 30, tz=UTC))

    def start(self) -> None:
        self.page.get_by_role("button", name="Start").click()
        in_state(self.page, "running")

    def move(self, ms: int) -> None:
        """The clock runs while nothing is played."""
        self.context.clock.run_for(ms)

    def play(self, ms: int) -> None:
        self.context.clock.run_for(ms)
        self.note(ms)

    def note(self, ms: int) -> None:
        """Enter into the ledger that this long was played."""
        end = min(self.position + ms, self.end)
        self.stretches.append((self.position, end))
        self.position = end

    def reload(self) -> None:
        """The page is loaded again while it plays."""
        self.page.reload()
        self._recovered()

    def crash(self) -> None:
        """The page goes without a word; what it kept on the device is all there is. What was lost is noted."""
        self.page.evaluate(DEAF)
        self.page.goto("about:blank")
        self.page.goto(self.address)
        self._recovered()

    def kill(self) -> None:
        """The process behind the page is killed, and a new page opened."""
        with contextlib.suppress(PlaywrightError):
            self.page.goto("chrome://crash", timeout=5000)
        self.page.close()
        self.page = self.context.new_page()
        self.page.add_init_script(LISTEN)
        self.page.goto(self.address)
        self._recovered()

    def carry_on(self) -> None:
        self.page.get_by_role("button", name="Carry on").click()
        in_state(self.page, "running")

    def _recovered(self) -> None:
        in_state(self.page, "recovering")
        self.move(700)
        self.saved()
        self.take_up()

    def saved(self) -> None:
        """Wait until the page says that the server holds everything."""
        expect(self.page.locator("[data-part=paused] [data-show=saved]")).to_have_text("Saved")

    def take_up(self) -> None:
        """The ledger goes on where the log stands; what was played past it is lost."""
        kept = self.events()[-1].position_ms
        self.lost.append(self.position - kept)
        self.stretches[-1] = (self.stretches[-1][0], kept)
        self.position = kept

    @property
    def segments(self) -> list[Segment]:
        rows = self._read("SELECT timeline FROM practice_session WHERE id = ?")
        return [Segment(**{**row, "sites": tuple(row["sites"])}, title="", line="") for row in json.loads(rows[0][0])]

    def planned(self, site: str) -> int:
        """How long this site's steps are, in ms."""
        return sum(s.seconds * 1000 for s in self.segments if s.kind == "step" and site in (s.sites or (s.site,)))

    def events(self) -> list[Event]:
        rows = self._read(
            "SELECT number, kind, position_ms, to_ms FROM practice_sessionevent WHERE session_id = ? ORDER BY number"
        )
        return [Event(number=n, kind=kind, position_ms=position, to_ms=to) for n, kind, position, to in rows]

    def credited(self) -> dict[str, int]:
        """What the app says was done, site by site, in ms."""
        return dict(played(self.segments, self.events()).played_ms)

    def really(self) -> dict[str, int]:
        """What the ledger says was done, site by site, in ms: counted on its own, step by step."""
        out: dict[str, int] = {}
        for segment in self.segments:
            if segment.kind != "step":
                continue
            for site in segment.sites or (segment.site or "",):
                for start, end in self.stretches:
                    out[site] = out.get(site, 0) + max(
                        0, min(end, segment.end * 1000) - max(start, segment.start * 1000)
                    )
        return out

    def spoken(self) -> list[str]:
        return [text for _, text in self.page.evaluate("() => window.spoken")]

    def _read(self, sql: str) -> list[tuple]:
        """Rows about this session, whose id is asked for by the one question mark."""
        database = sqlite3.connect(f"file:{self.server.data / 'solemate.sqlite3'}?mode=ro", uri=True)
        try:
            return database.execute(sql, [self.address.rstrip("/").rsplit("/", 1)[-1].replace("-", "")]).fetchall()
        finally:
            database.close()


def in_state(page: Page, state: str) -> None:
    """The player's page is in this state."""
    expect(page.locator("body")).to_have_attribute("data-state", state)


def end_on_time(session: Roughly) -> None:
    """Half a second before its end it still runs, and half a second after it it is over."""
    session.play(session.end - session.position - 500)
    in_state(session.page, "running")
    session.play(1000)
    session.page.wait_for_url("**/look/")
