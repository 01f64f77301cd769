"""Makes docs/pictures/session.png, the README's screenshot: a real session in a real Chromium. Run: python -m scripts.picture"""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, PHONE, browser_path
from tests.browser.journey import Person
from tests.server import ROOT, Server

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "data")
        server.start()
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_context(viewport=PHONE).new_page()
        ada = Person(page)
        ada.come_to_the_player(server.link)
        ada.tap("Start")
        ada.play(42)
        page.screenshot(path=ROOT / "docs" / "pictures" / "session.png")
        browser.close()
        server.stop()
