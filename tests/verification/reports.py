"""Findings and reports to look at: `python -m tests.verification.reports FOLDER`.

In: a folder. Out: for each kind of finding its page on a phone and on a desk, all the numbers, the A4 report and the trial in
full, as PNG. Every person is made up, and lives the trial through the pages, day by day, on a clock that is moved. Nothing is
judged here: the pictures are for eyes. What was seen stands in docs/verification/reports.md.
"""

import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.server import free_port

Evening = Callable[[random.Random, bool, str], float]  # (randomness, technique today, site) to the evening's level
DPI = "110"
FEET = ("left-foot", "right-foot")
MISSED = 0.08
SPARE = 14  # days that an illness may add


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One made-up person: what is chosen, how the evenings go, and what must come out."""

    name: str
    kind: str
    evening: Evening
    choices: dict[str, str]
    expectation: str = "1"
    days: int | None = None  # of living; None: until the trial says that it is over
    ill: int | None = None  # the day of the trial on which it is paused for 3 days


def swings(level: float, change: float, swing: float) -> Evening:
    """Evenings that swing about a level, `change` points from it on technique days, or on the technique's side."""
    return lambda source, on, site: source.gauss(level + change * on, swing)


STORIES = (
    Story(name="helps", kind="helps", evening=swings(6, -2, 1), choices={"length": "12"}, ill=19),
    Story(name="harms", kind="harms", evening=swings(3, 2, 1), choices={"length": "12"}, expectation="2"),
    Story(
        name="no-difference", kind="no-difference", evening=swings(5, 0, 0.7), choices={"length": "12", "change": "2"}
    ),
    Story(name="keep-going", kind="keep-going", evening=swings(5, -0.7, 2.2), choices={"length": "8"}, days=30),
    Story(name="could-not-tell", kind="keep-going", evening=swings(5, -0.7, 2.2), choices={"length": "4"}),
    Story(name="too-much-alike", kind="not-enough-variation", evening=swings(4, 0, 0), choices={"length": "4"}),
    Story(name="ended-early", kind="too-early", evening=swings(5, -1, 1.5), choices={"length": "12"}, days=14),
    Story(
        name="left-against-right",
        kind="helps",
        evening=swings(6, -2, 1),
        choices={"length": "12", "layout": "left-right", "comparator": "", "site": ""},
    ),
)


def live(story: Story, seed: int) -> Any:
    """One made-up person through a whole trial. Returns the stored finding that is their last."""
    from django.urls import reverse

    from solemate.web.people.actions import mark_as_simulated, set_profile
    from solemate.web.trials.models import StoredFinding, Trial
    from solemate.web.trials.running import stand
    from solemate.web.trials.shown import look_is_due
    from tests import cast, moved_clock
    from tests.web.test_trial import BALL, choose, do_session, go_to_day, rate

    source = random.Random(seed)
    moved_clock.set_to(moved_clock.START)
    person = cast.new_person()
    mark_as_simulated(person, by=person.account)
    set_profile(person, follows=list(FEET), by=person.account)
    cast.answers(person)
    client = cast.signed_in(person)
    said = {**BALL, "expect": story.expectation, **story.choices}
    with patch("tests.web.test_trial.BALL", {key: value for key, value in said.items() if value}):
        choose(client)
    with patch("solemate.web.trials.wizard_views.secrets.randbelow", lambda _: seed):
        client.post(reverse("trial-step", args=["check"]), {"start": "1"})
    trial = Trial.objects.get(person=person)
    page = reverse("trial", args=[trial.id])
    both = trial.protocol["layout"] == "in-turn"
    for day in range(story.days or 7 + int(story.choices["length"]) * 6 + SPARE):
        go_to_day(trial, day)
        trial.refresh_from_db()
        if story.ill is not None and day == story.ill:
            client.post(reverse("trial-pause", args=[trial.id]), {"reason": "illness"})
        if story.ill is not None and day == story.ill + 3:
            cast.answers(person)
            client.post(reverse("trial-go-on", args=[trial.id]))
        assert client.get(page).status_code == 200
        standing = stand(trial, at=moved_clock.now())
        if standing.is_technique_day:
            do_session(person, trial)
        elif standing.arm == "rest":
            client.post(reverse("trial-rest", args=[trial.id]))
        if source.random() > MISSED and standing.pause is None:
            for site in (("both-feet",) if both else ()) + FEET:
                on = standing.side == site.split("-")[0] if standing.side else standing.is_technique_day
                rate(person, held(story.evening(source, on, site)), site=site)
                if site != "both-feet":
                    rate(person, held(source.gauss(5, 1)), site=site, scale="numbness")
        if look_is_due(stand(trial, at=moved_clock.now())):
            client.post(reverse("trial-look", args=[trial.id]))
            trial.refresh_from_db()
            if trial.ended_at is not None:
                break
    if story.kind == "too-early":
        client.post(reverse("trial-end", args=[trial.id]))
    if story.kind == "helps":
        last = StoredFinding.objects.filter(trial=trial).latest("made_at")
        client.post(reverse("finding-choice", args=[last.id]), {"choice": "keep"})
    return StoredFinding.objects.filter(trial=trial).latest("made_at")


def held(level: float) -> int:
    return max(0, min(10, round(level)))


@contextmanager
def served() -> Iterator[str]:
    """The pages of this process, on a port of their own."""
    from waitress.server import create_server

    from solemate.web.wsgi import application

    port = free_port()
    server = create_server(application, host="127.0.0.1", port=port, threads=4, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.close()
    thread.join(5)


def take(folder: Path, base: str, browser: Any, story: Story, stored: Any) -> None:
    """The pictures of one finding."""
    from tests import cast
    from tests.browser.conftest import DESKTOP, PHONE

    client = cast.signed_in(stored.person)
    cookie = client.cookies["sessionid"].value
    for size, name in ((PHONE, "phone"), (DESKTOP, "desk")):
        context = browser.new_context(viewport=size, locale="en-GB", timezone_id="Europe/Berlin")
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
        page = context.new_page()
        for part in ("", "sure/", "doctor/", "numbers/"):
            page.goto(f"{base}/findings/{stored.id}/{part}")
            page.screenshot(path=folder / f"{story.name}-{part.strip('/') or 'finding'}-{name}.png", full_page=True)
        context.close()
    paper(client.get("/report/report.pdf").content, folder / f"{story.name}-report")
    if stored.final:
        paper(client.get(f"/report/trial/{stored.id}.pdf").content, folder / f"{story.name}-in-full")


def paper(content: bytes, name: Path) -> None:
    """A PDF, and its pages as PNG."""
    file = name.with_suffix(".pdf")
    file.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", DPI, "-png", str(file), str(name)], check=True)


def main(folder: Path, names: list[str]) -> None:
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in this thread
    import django
    from django.conf import settings

    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    django.setup()
    from django.core.management import call_command
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, browser_path

    call_command("migrate", verbosity=0, interactive=False)
    folder.mkdir(parents=True, exist_ok=True)
    with served() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for number, story in enumerate(STORIES):
            if names and story.name not in names:
                continue
            stored = live(story, seed=11 + number)
            print(f"{story.name}: {stored.kind}, block {stored.look}")
            assert stored.kind == story.kind, stored.kind
            take(folder, base, browser, story, stored)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("python -m tests.verification.reports FOLDER [NAME …]")
    main(Path(sys.argv[1]), sys.argv[2:])
