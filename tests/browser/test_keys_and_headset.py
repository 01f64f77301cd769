"""A pedal, a remote, a headset: learned keys, the keys of the lock screen, a call that takes the sound, and words on saving."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.rough import Roughly, in_state

pytestmark = pytest.mark.browser

# The keys of a headset cannot be pressed here: what the page asked for is kept, and called as a browser would.
HEADSET = """
window.headset = {};
MediaSession.prototype.setActionHandler = (key, act) => (window.headset[key] = act);
"""
THE_SOUND = """
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.sound = this; return play.call(this); };
"""


@pytest.fixture
def session(rough: Roughly) -> Roughly:
    rough.page.add_init_script(HEADSET + THE_SOUND)
    rough.come()
    return rough


def test_a_pedal_is_learned_and_leads_the_session(session: Roughly):
    page = session.page
    page.goto(session.server.base + "/more/keys/")
    for place, key in ((0, "F9"), (1, "ArrowRight")):
        page.get_by_role("button", name="Learn a key").nth(place).click()
        expect(page.get_by_text("Press the key of your pedal now.")).to_be_visible()
        page.keyboard.press("Space")
        expect(page.get_by_text("Space has its own work. Press another key.")).to_be_visible()
        page.keyboard.press(key)
    expect(page.get_by_text("Learned. right arrow: this step again.")).to_be_visible()
    page.keyboard.press("F9")
    expect(page.get_by_text("F9: pause and go on.")).to_be_visible()
    page.keyboard.press("F8")
    expect(page.get_by_text("F8: nothing yet.")).to_be_visible()

    page.goto(session.address)
    in_state(page, "ready")
    page.keyboard.press("F9")
    in_state(page, "running")
    session.play(30_000)
    page.keyboard.press("F9")
    in_state(page, "paused")
    session.move(700)
    page.keyboard.press("ArrowRight")  # learned for this now, whatever it does elsewhere
    in_state(page, "running")
    session.move(700)
    page.keyboard.press("PageDown")
    in_state(page, "paused")
    session.saved()
    assert [event.kind for event in session.events() if event.kind != "proof"] == [
        "start", "pause", "repeat", "resume", "pause",
    ]  # fmt: skip


def test_without_learning_the_arrows_do_what_page_keys_do(session: Roughly):
    page = session.page
    page.keyboard.press("ArrowRight")
    in_state(page, "running")
    session.play(12_000)
    page.keyboard.press("ArrowLeft")
    session.move(700)
    page.keyboard.press("ArrowRight")
    in_state(page, "paused")
    session.saved()
    kinds = [(event.kind, event.to_ms) for event in session.events() if event.kind != "proof"]
    assert kinds == [("start", None), ("repeat", 10_000), ("resume", None), ("pause", None)]


def test_headset_keys_pause_go_on_skip_and_repeat(session: Roughly):
    page = session.page
    session.start()
    session.play(20_000)
    for key, state in (
        ("pause", "paused"),
        ("play", "running"),
        ("nexttrack", "running"),
        ("previoustrack", "running"),
    ):
        page.evaluate("(key) => window.headset[key]()", key)
        in_state(page, state)
        session.move(1000)
    page.evaluate("() => window.headset.pause()")
    session.saved()
    kinds = [event.kind for event in session.events() if event.kind != "proof"]
    assert kinds == ["start", "pause", "resume", "skip", "resume", "repeat", "resume", "pause"]
    assert page.problems == []


def test_a_call_that_takes_the_sound_pauses(session: Roughly):
    page = session.page
    session.start()
    session.play(25_000)
    page.wait_for_function("() => window.sound && !window.sound.paused")
    assert page.evaluate("() => window.sound.duration") == 10
    page.evaluate("() => window.sound.pause()")
    in_state(page, "recovering")
    expect(page.get_by_text("A call or another app took the sound.")).to_be_visible()
    assert page.problems == [], "the silence is made in the page, and the policy must allow it"


WAKE_LOCK = """
window.locks = [];
const request = async () => {
  const lock = { released: false, release() { this.released = true; } };
  window.locks.push(lock);
  return lock;
};
Object.defineProperty(navigator, "wakeLock", { value: { request } });
"""


def test_the_screen_stays_on_is_asked_for_again_and_let_go_a_minute_after_a_pause(session: Roughly):
    page = session.page
    page.add_init_script(WAKE_LOCK)
    page.reload()
    session.start()
    session.play(5000)
    assert page.evaluate("() => window.locks.length") == 1
    # The page was hidden, the browser took the lock away, and the page is seen again.
    page.evaluate("() => { window.locks[0].release(); document.dispatchEvent(new Event('visibilitychange')); }")
    page.wait_for_function("() => window.locks.length === 2")
    page.keyboard.press("PageDown")
    session.move(59_000)
    assert not page.evaluate("() => window.locks[1].released")
    session.move(2000)
    assert page.evaluate("() => window.locks[1].released")


def test_saving_is_told_as_it_is(session: Roughly):
    page = session.page
    said = page.locator("[data-part=paused] [data-show=saved]")
    session.start()
    session.play(3000)
    page.route("**/events/", lambda route: route.abort())
    page.keyboard.press("PageDown")
    expect(said).to_have_text("Saved on this phone. Will send later.")
    # The phone is full as well: neither here nor there.
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    session.move(700)
    page.keyboard.press("PageDown")
    session.play(1000)
    page.keyboard.press("PageDown")
    expect(said).to_have_text("Not saved. Try again.")
    page.unroute("**/events/")
    page.get_by_role("button", name="Try again").click()
    expect(said).to_have_text("Saved")
    assert session.events()[-1].kind == "pause"
    numbers = [event.number for event in session.events()]
    assert numbers == list(range(1, len(numbers) + 1))


def module(session: Roughly, name: str) -> str:
    """The address of one of the player's modules."""
    names = json.loads((session.server.data / "static" / "staticfiles.json").read_text())["paths"]
    return "/static/" + names[f"js/player/{name}"]


def test_two_clocks_tell_sleep_from_time(session: Roughly):
    """The pure part by itself: what counts as a gap, and what does not."""
    looks = [  # by the wall, by the steady clock; what is said
        ((60_000, 60_000), None),  # a page in the background
        ((62_000, 60_001), None),
        ((62_100, 60_000), {"why": "slept", "longer": 2100}),
        ((3_600_200, 200), {"why": "slept", "longer": 3_600_000}),
        ((-299_800, 200), {"why": "clock-set", "longer": 0}),
        ((90_001, 90_001), {"why": "slept", "longer": 0}),  # frozen while both clocks went on
    ]
    found = session.page.evaluate(
        """async ([address, looks]) => {
            const { TwoClocks } = await import(address);
            return looks.map(([wall, steady]) => new TwoClocks(1000, 500).look(1000 + wall, 500 + steady));
        }""",
        [module(session, "two-clocks.js"), [by for by, _ in looks]],
    )
    assert found == [said for _, said in looks]


def test_feet_that_slept_in_the_water_were_in_it(session: Roughly):
    """The pure part by itself: the time in the water runs by the longer of the two clocks."""
    over = session.page.evaluate(
        """async (address) => {
            const { Soak } = await import(address);
            const soak = new Soak([{ kind: "step", start: 0, end: 900_000 }], 300_000);
            return [soak.isOver(0, 50, 0), soak.isOver(1000, 1050, 0), soak.isOver(1200, 1250, 299_000)];
        }""",
        module(session, "soak.js"),
    )
    assert over == [False, False, True]
