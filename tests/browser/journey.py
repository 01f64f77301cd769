"""What a person does on the pages, as verbs the browser tests share. Every tap is counted."""

import re
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

START_OF_CLOCK = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

# What the voice says is kept, with the moved clock's time; nothing in the page waits for it.
LISTEN = """
window.spoken = [];
const kept = { speak: (u) => window.spoken.push([Date.now(), u.text]), cancel() {}, getVoices: () => [], pending: false };
Object.defineProperty(window, "speechSynthesis", { value: kept });
"""


# A list of countries is looked at, not read.
MAIN_WITHOUT_LISTS = """() => {
  const lists = [...document.querySelectorAll("main select")];
  for (const list of lists) list.hidden = true;
  const text = document.querySelector("main").innerText;
  for (const list of lists) list.hidden = false;
  return text;
}"""


def wait_for_second_tap(page: Page) -> None:
    """Until a tap on this page is no longer taken for the second of two (first-tap.js: 600 ms)."""
    page.wait_for_function("() => Date.now() - Number(sessionStorage.getItem('solemate-last-tap') ?? 0) >= 600")


class Person:
    """Taps as a finger would, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clock = True  # whether the page's clock is ours to move
        self.taps = 0
        self.words = 0
        self._read: set[str] = set()

    def take_time(self) -> None:
        """A second tap within 600 ms is ignored, and we tap faster than people: let the moved clock catch up."""
        if self.clock and not re.search(r"/sessions/[0-9a-f-]{36}/$", self.page.url):
            self.page.clock.fast_forward(700)

    def tap(self, name: str, role: str = "button", exact: bool = False) -> None:
        self.take_time()
        self.page.get_by_role(role, name=name, exact=exact).click()  # type: ignore[arg-type]
        self.taps += 1
        self.page.wait_for_load_state()

    def read(self) -> None:
        """Count the words of every line that was not on an earlier page; the bare numbers on keys are not read."""
        text = self.page.evaluate(MAIN_WITHOUT_LISTS)
        for line in text.splitlines():
            if line.strip() not in self._read and not line.strip().isdigit():
                self._read.add(line.strip())
                self.words += len(line.split())

    def open(self, link: str, *, moved_clock: bool = True, listen: bool = True) -> None:
        if moved_clock:
            self.page.clock.install(time=datetime.now(UTC))
        if listen:
            self.page.add_init_script(LISTEN)
        self.page.goto(link)
        self.read()
        self.tap("Open Solemate")
        self.page.wait_for_url("**/who-for/")
        self.read()
        self.tap("For me My hands or feet")
        self.page.wait_for_url("**/where-is-it/")
        self.read()
        self.tap("Hands", exact=True)

    def say_none_to_all(self) -> int:
        """Nothing to report, on every safety screen; returns how many there were."""
        screens = 0
        while "/safety/" in self.page.url:
            self.read()
            self.tap("None of these")
            self.page.wait_for_load_state()
            screens += 1
        return screens

    def rate_all(self, value: int) -> int:
        """The same number on every key screen; returns how many there were. A question that they raise is answered with none."""
        screens = 0
        while re.search(r"/(before|after|check-in/\d{4}-\d{2}-\d{2})/\d+/", self.page.url):
            self.read()
            self.take_time()
            self.page.locator(f"button.key[value='{value}']").click()
            self.taps += 1
            self.page.wait_for_load_state()
            screens += 1
        self.say_none_to_all()
        return screens

    def come_to_the_player(self, link: str) -> None:
        """From the printed link to the player's page, with nothing to report."""
        self.open(link)
        self.read()
        self.tap("Start")
        self.say_none_to_all()
        self.rate_all(5)
        expect(self.page.get_by_role("button", name="Start")).to_be_visible()
        self.read()

    def understand_the_flag(self) -> None:
        """Read the red-flag page and answer its question, wrongly until it is right."""
        self.tap("I have read this")
        for number in range(3):
            if "/teach-back/" not in self.page.url:
                return
            self.take_time()
            self.page.locator(f"button[name=answer][value='{number}']").click()
            self.page.wait_for_load_state()
            self.page.wait_for_timeout(50)

    def play(self, seconds: float) -> None:
        """Let the moved clock run."""
        self.page.clock.run_for(int(seconds * 1000))

    def spoken(self) -> list[tuple[int, str]]:
        heard: list[tuple[int, str]] = self.page.evaluate("() => window.spoken")
        return heard
