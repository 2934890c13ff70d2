"""A browser that asks one search, slowed down as an older laptop would be.

Chromium slows a page's own thread and not its workers: a search that works in one, as Material's
and Pagefind's do and ours does not, is flattered by what is measured here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from measure.peers import Search
from measure.tasks import busy

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SLOWER = 4
"""How many times slower the browser computes."""
PATIENCE = 60_000
"""Milliseconds for one answer: Material's first takes half a minute and more."""
ASK = """([words, limit]) => Promise.race([
    bench.ask(words), new Promise(done => setTimeout(done, limit, limit)),
])"""
TYPING = 60
"""Milliseconds between two keys."""


@contextmanager
def chromium(program: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A visit to a page with a search, by somebody who has nothing stored."""

    browser: Browser
    page: Page

    @classmethod
    def to(cls, browser: Browser, search: Search, root: str, *, slower: float = SLOWER) -> Visit:
        """Open a search's page below `root`, an address of http or of a folder."""
        page = browser.new_context().new_page()
        page.set_default_timeout(PATIENCE)
        if slower != 1:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto(f"{root}/{search.page}", wait_until="load")
        page.wait_for_timeout(500)
        page.evaluate(search.script)
        return cls(browser, page)

    def ask(self, words: str) -> float:
        """Milliseconds from typing these words to the first result; `PATIENCE` when none came."""
        return float(self.page.evaluate(ASK, [words, PATIENCE]))

    def found(self, words: str) -> list[str]:
        """The addresses of the best ten pages."""
        return [str(url) for url in self.page.evaluate("words => bench.found(words)", words)]

    def held_up(self, words: str) -> float:
        """The longest that the page's thread is busy when somebody begins to type, in ms."""

        def begin() -> None:
            self.page.keyboard.press("/")
            self.page.keyboard.type(words, delay=TYPING)
            self.pause()

        return max(busy(self.browser, self.page, begin).all)

    def pause(self) -> None:
        """Let what an answer set in motion come to its end."""
        self.page.wait_for_timeout(400)

    def close(self) -> None:
        self.page.context.close()
