"""Looks at every page once, in every theme and at every width. A browser and a scratch folder in; all that is wrong, out.

Two ways lead to the pages. A person walks through the ones that come one after another (`walk.py`); then the table of
addresses is gone through, signed in as the simulated person, whose diary is full. So a page that is new is looked at without
anybody naming it here; an address that neither way shows must be named in `LEADS_ON`, with the reason.
"""

import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE
from tests.browser.journey import wait_for_second_tap
from tests.browser.walk import Check, a_stop_sign, a_trial, emergencies, every_page
from tests.server import Server
from tests.web.test_every_address import ALL, ARGUMENTS

# The system's wishes, and what the server writes into the page where extra large was chosen.
THEMES = {
    "light": {"color_scheme": "light", "contrast": "no-preference"},
    "dark": {"color_scheme": "dark", "contrast": "no-preference"},
    "high contrast": {"color_scheme": "light", "contrast": "more"},
    "extra large": {"color_scheme": "light", "contrast": "no-preference"},
}
# Width, height, and how large the letters are. 1280 × 1024 at 400 % zoom is 320 × 256.
SIZES = {
    "phone": (390, 844, ""),
    "small phone": (320, 640, ""),
    "400 % zoom": (320, 256, ""),
    "computer": (1280, 800, ""),
    "small phone, extra large": (320, 640, "extra-large"),
    "phone, extra large": (390, 844, "extra-large"),
    "phone, letters twice as large": (390, 844, "250%"),
}
# Where the address of `tests/web/test_every_address.py` leads to no page in a full diary.
ELSEWHERE = {"lesson": {"technique_id": "helper-foot-massage"}, "check-in-more": {"scale_id": "mood"}}
# The table's addresses that show no page of their own with GET when the diary is full, and why.
LEADS_ON = {
    "sign-in": "whoever is signed in goes on to Today; the walk sees it",
    "enter": "the same",
    "red-flag": "nothing is wrong with the simulated person today; the walk sees it",
    "red-flag-read": "remembers, and leads on",
    "teach-back": "comes after a red flag; the walk sees it",
    "safety-group": "only within a round of questions; the walk sees it",
    "trial-rest": "only on a rest day of a trial, which this one has not come to",
    "session": "the player, while a session is open; the walk sees it",
}
SMALLEST_TARGET = 48
MAIN_ANSWER = 96
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "wcag2aaa"]
# What can differ between themes: the colours, and the size.
RULES_OF_COLOUR = ["color-contrast", "color-contrast-enhanced", "link-in-text-block", "target-size"]

RUN_AXE = """options => axe.run(document, {...options, resultTypes: ["violations"]}).then((found) =>
  found.violations.flatMap((fault) => fault.nodes.map((node) => fault.id + ": " + node.html.slice(0, 120))))"""
SET_LETTERS = """size => {
  const root = document.documentElement;
  if (size === "extra-large") root.dataset.letters = size; else delete root.dataset.letters;
  root.style.fontSize = size.endsWith("%") ? size : "";
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TARGETS = """() => [...document.querySelectorAll('button, a, input:not([type=hidden]), select, summary')]
  .filter((e) => e.checkVisibility() && !e.closest('.skip-to-main') && !e.disabled)
  .map((e) => [(e.textContent.trim() || e.name || e.id).slice(0, 40), e.getBoundingClientRect()])
  .map(([name, box]) => [name, Math.round(box.width), Math.round(box.height)])"""
MAIN_ANSWERS = """() => [...document.querySelectorAll(
    'button.key, button.accent, button.primary, a.primary, .corner-stop')]
  // Once something is ticked, "None of these" steps back on purpose.
  .filter((e) => e.checkVisibility() && !(e.name === "none" && e.form?.querySelector(".choices input:checked")))
  .map((e) => [e.innerText, Math.round(e.getBoundingClientRect().height)])"""

Fault = tuple[str, str, str]  # page, theme or size, what


@dataclass(slots=True, kw_only=True)
class Survey:
    """What was seen. `checks` counts (page, theme) pairs that axe was run on."""

    pages: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    checks: int = 0
    main_answers: int = 0
    axe: list[Fault] = field(default_factory=list)
    sideways: list[Fault] = field(default_factory=list)
    small: list[Fault] = field(default_factory=list)
    low: list[Fault] = field(default_factory=list)
    by_table: set[str] = field(default_factory=set)  # addresses that the table alone led to
    lost: list[str] = field(default_factory=list)  # addresses that nothing showed
    broken: list[str] = field(default_factory=list)  # addresses that answered with an error


def survey(chromium: Browser, scratch: Path, *, every_rule: bool) -> Survey:
    """See every page; `every_rule` runs all rules in every theme, else those of colour and size in all but the first."""
    found = Survey()
    for way in (every_page, emergencies):
        with_server(chromium, Server(scratch / way.__name__), found, way, every_rule=every_rule)
    simulated = Server(scratch / "simulated", ("demo", "--years", "0.12"))
    with_server(chromium, simulated, found, lambda *at: the_table(*at, found), every_rule=every_rule)
    return found


def with_server(
    chromium: Browser,
    server: Server,
    found: Survey,
    way: Callable[[Server, Page, Check], None],
    *,
    every_rule: bool,
) -> None:
    server.start()
    context = chromium.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/Berlin")  # type: ignore[arg-type]
    page = context.new_page()

    def check(name: str) -> None:
        look_at(page, name, found, every_rule=every_rule)
        wait_for_second_tap(page)  # on a fast machine all of that takes less

    try:
        way(server, page, check)
    finally:
        context.close()
        server.stop()


def look_at(page: Page, name: str, found: Survey, *, every_rule: bool) -> None:
    """Every theme and every size of the page that stands open, which is left as it was."""
    found.pages.append(name)
    with suppress(Resolver404):  # the page that says that there is no such page
        found.addresses.add(resolve(urlsplit(page.url).path).url_name or "")
    page.evaluate(AXE_SCRIPT)
    for theme, wishes in THEMES.items():
        page.emulate_media(**wishes)  # type: ignore[arg-type]
        page.evaluate(SET_LETTERS, "extra-large" if theme == "extra large" else "")
        rules = RULES if every_rule or theme == "light" else RULES_OF_COLOUR
        faults = page.evaluate(RUN_AXE, {"runOnly": rules})
        found.axe += [(name, theme, fault) for fault in faults]
        found.checks += 1
    page.emulate_media(**THEMES["light"])  # type: ignore[arg-type]
    for size, (width, height, letters) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(SET_LETTERS, letters)
        over = page.evaluate(SIDEWAYS)
        found.sideways += [(name, size, f"{over} px")] if over > 0 else []
        found.small += [
            (name, size, f"{what}: {wide} × {high}")
            for what, wide, high in page.evaluate(TARGETS)
            if wide < SMALLEST_TARGET or high < SMALLEST_TARGET
        ]
        if size == "phone":
            answers = page.evaluate(MAIN_ANSWERS)
            found.main_answers += len(answers)
            found.low += [(name, size, f"{what}: {high}") for what, high in answers if high < MAIN_ANSWER]
    page.evaluate(SET_LETTERS, "")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def the_table(server: Server, page: Page, check: Check, found: Survey) -> None:
    """Every address that answers GET with a page, signed in as the simulated person."""
    page.goto(server.link)
    page.get_by_role("button", name="Open Solemate").click()
    page.wait_for_url(server.base + "/")
    session_id = one(
        server, "SELECT session_id FROM practice_sessionevent WHERE kind = 'finish' ORDER BY received_at DESC"
    )
    page.goto(server.base + "/week/")
    running = one(server, "SELECT id FROM trials_trial WHERE ended_at IS NULL")
    page.goto(f"{server.base}/trials/{running}/")
    check("trial-running")
    page.goto(f"{server.base}/trials/{running}/end/")
    page.get_by_role("button", name="End this trial").click()  # only one runs at a time
    page.wait_for_url("**/findings/**")
    trial_id, finding_id = a_trial(server, page, check)
    there: dict[str, object] = {
        "day": datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat(),
        "session_id": session_id,
        "planned_id": one(server, "SELECT id FROM practice_plannedsession WHERE state = 'planned' ORDER BY day DESC"),
        "trial_id": trial_id,
        "finding_id": finding_id,
    }
    actions = {"sign-out"}
    for name, keys in ALL:
        if name in actions:
            continue
        values = {**ARGUMENTS, **there, **ELSEWHERE.get(name, {})}
        at = server.base + reverse(name, kwargs={key: values[key] for key in keys})
        answer = page.context.request.get(at)
        if answer.status >= 500:
            found.broken.append(f"{name}: {answer.status}")
        elif answer.status == 405 or "html" not in answer.headers.get("content-type", ""):
            actions.add(name)
        elif answer.ok and resolve(urlsplit(answer.url).path).url_name == name:
            page.goto(at)
            found.by_table.add(name)
            check(f"table: {name}")
    page.goto(f"{server.base}{reverse('zone-map', kwargs={'feeling': 'numb', 'day': there['day']})}?view=list")
    page.locator("input[name=spot]").first.check(force=True)
    check("zone-map-list")
    page.locator("button[value=done]").click()
    page.wait_for_url("**/reach/")
    check("zone-reach")
    a_stop_sign(server, page, check, session_id)
    known = found.addresses | found.by_table | actions | LEADS_ON.keys()
    found.lost += sorted(name for name, _ in ALL if name not in known)


def one(server: Server, query: str) -> str:
    """The first id that a query of the server's database finds."""
    with closing(sqlite3.connect(server.data / "solemate.sqlite3")) as database:
        return str(uuid.UUID(database.execute(query).fetchone()[0]))
