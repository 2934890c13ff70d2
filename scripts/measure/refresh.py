"""From a saved file to the refreshed page: `serve`, a real browser, and a clock."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import yaml
from playwright.sync_api import Page, sync_playwright

from measure.rows import ROOT, Row, Subject

PROSE = {500: 0.7, 2000: 1.2}
DATA = {500: 1.5, 2000: 2.5}
EDITS = 3
PATIENCE = 120_000
"""Milliseconds that a page may take to show an edit."""


def rows(subject: Subject) -> Iterator[Row]:
    """Seconds from an edit of prose, and of a YAML file, to the page that shows it."""
    chapter = next(iter(sorted(subject.docs.glob("handbooks/*/[!i]*.md"))), None)
    audit = next(iter(sorted(subject.docs.glob("tools/*/instrument.yaml"))), None)
    with serving(subject.docs) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=subject.chromium, args=["--no-sandbox"]
        )
        page = browser.new_page()
        if chapter:
            seconds = seconds_of(page, address, subject.docs, chapter, sentence)
            yield _row("prose edit to refreshed page", seconds, subject.aim(PROSE))
        if audit:
            seconds = seconds_of(page, address, subject.docs, audit, purpose)
            yield _row("YAML edit to refreshed page", seconds, subject.aim(DATA))
        browser.close()


def _row(name: str, seconds: list[float], target: float | None) -> Row:
    return Row(name, median(seconds), "s", target, note=f"slowest {max(seconds):.2f} s")


def seconds_of(
    page: Page, address: str, docs: Path, file: Path, edit: Callable[[Path, str], None]
) -> list[float]:
    """Seconds of each of a few edits of a file, until the page beside it shows it by itself."""
    source = file if file.suffix == ".md" else file.with_name("index.md")
    drawn = Drawn(page)
    page.goto(f"{address}/{source.relative_to(docs).with_suffix('.html').as_posix()}")
    found = []
    for number in range(EDITS):
        words = f"Edited for the {number + 1}. time."
        began = time.perf_counter()
        edit(file, words)
        found.append(drawn.when(words) - began)
        page.wait_for_load_state()
        time.sleep(1)  # what is made after the reload is over before the next edit
    return found


class Drawn:
    """What a page says each time that it was loaded and drawn, with the moment.

    Told by the page itself: a driver that looks again and again comes up to half a second late.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._texts: list[tuple[float, str]] = []
        name = f"drawn{id(self)}"
        page.expose_binding(name, self._note)
        page.add_init_script(
            f"addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => "
            f"{name}(document.body.textContent)))"
        )

    def _note(self, _: object, text: str) -> None:
        self._texts.append((time.perf_counter(), text))

    def when(self, words: str) -> float:
        """The moment at which the page first showed these words."""
        end = time.perf_counter() + PATIENCE / 1000
        while time.perf_counter() < end:
            for moment, text in self._texts:
                if words in text:
                    return moment
            self._page.wait_for_timeout(5)
        raise RuntimeError(f"the page never showed: {words}")


def sentence(file: Path, words: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(f"\n{words}\n")


def purpose(file: Path, words: str) -> None:
    value = yaml.safe_load(file.read_text(encoding="utf-8"))
    value["purpose"] = words
    file.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")


@contextmanager
def serving(docs: Path) -> Iterator[str]:
    """The address of `serve` on a free port, once it shows the library."""
    command = [sys.executable, str(ROOT / "scripts/serve.py"), "--port", "0", "--docs", str(docs)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            said = ""
            for text in process.stdout or ():
                said += text
                found = re.search(r"Serving on (\S+)", text)
                if found:
                    yield found[1]
                    return
            raise RuntimeError(f"serve ended without a site:\n{said}")
        finally:
            process.terminate()
