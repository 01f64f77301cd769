"""The running session is one screen: nothing to scroll, and the words that say how to pause are on it."""

import pytest

from tests.browser.rough import Roughly

pytestmark = pytest.mark.browser
SIMULATED = """() => {
  const line = document.createElement("aside");
  line.className = "simulated";
  line.textContent = "Simulated person. This diary is made up.";
  document.querySelector("main").before(line);
}"""
TOO_TALL = "() => document.documentElement.scrollHeight - innerHeight"


@pytest.mark.parametrize("simulated", [False, True], ids=["a person", "a simulated person"])
def test_it_fits_on_a_phone(rough: Roughly, simulated):
    rough.come()
    rough.start()
    page = rough.page
    if simulated:
        page.evaluate(SIMULATED)
    for seconds in (1, 40, 60):  # the count-in and steps
        rough.play(seconds * 1000)
        for width, height in ((390, 844), (320, 640), (1280, 800)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(TOO_TALL) <= 0, (width, height, seconds)
            words = page.get_by_text("Touch anywhere to pause").bounding_box()
            assert words
            assert words["y"] + words["height"] <= height, (width, height, seconds)


def test_the_line_below_stands_under_the_page(rough: Roughly):
    rough.come()
    page = rough.page
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        left = "(selector) => document.querySelector(selector).getBoundingClientRect().left"
        assert page.evaluate(left, ".not-checked a") == page.evaluate(left, "#ready-title"), width
