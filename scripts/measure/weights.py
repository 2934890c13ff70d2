"""What a first visit to a page loads and costs, in a browser with nothing stored."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request

from measure.asking import SLOWER, chromium
from measure.rows import Row, Subject
from measure.serving import Server, serving
from measure.tasks import Tasks, blocked, busy

KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "fonts"}
COUNTED = ("HTML", "CSS", "JS")
FONTS = 40.0
"""Kilobytes of fonts at most."""
BLOCKED = 150.0
"""Milliseconds at most, on a processor that is slowed down."""
_MOVED = """() => new Promise(told => {
    let moved = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) moved += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => told(moved), 300);
})"""


@dataclass(frozen=True)
class Cost:
    """A first visit: bytes as sent by kind of file, and what the page did while it loaded."""

    sent: dict[str, int]
    blocked: float
    """Milliseconds beyond 50 of each task once something was shown: Total Blocking Time."""
    blocked_from_start: float
    """The same of every task, with those in which the browser first lays the page out."""
    moved: float
    """How much of the page moved by itself, as browsers count it: 0 is nothing."""
    searched: int
    """Bytes of the search and its index, though nobody has searched."""


def rows(subject: Subject) -> Iterator[Row]:
    """The cost of a first visit to one page of each kind that people visit most."""
    with serving(subject.site) as server, chromium(subject.chromium) as browser:
        for name, address in pages(subject.site).items():
            yield from _rows(name, visited(browser, server, address))


def _rows(name: str, cost: Cost) -> Iterator[Row]:
    sent = sum(cost.sent.get(kind, 0) for kind in COUNTED) / 1e3
    apart = ", ".join(f"{kind} {cost.sent.get(kind, 0) / 1e3:.1f}" for kind in COUNTED)
    pictures = cost.sent.get("pictures", 0) / 1e3
    yield Row(f"first visit: {name}", sent, "kB", 70.0, note=f"{apart}; pictures {pictures:.1f}")
    yield Row("  its fonts", cost.sent.get("fonts", 0) / 1e3, "kB", FONTS)
    note = f"{cost.blocked_from_start:.0f} ms with what comes before it shows anything"
    yield Row("  time in which it is blocked", cost.blocked, "ms", BLOCKED, note=note)
    yield Row("  how much of it moves", cost.moved, "", 0.0)
    yield Row("  of the search before it is used", cost.searched / 1e3, "kB", 0.0)


def visited(browser: Browser, server: Server, address: str) -> Cost:
    """Visit a page twice with nothing stored: as it comes, and on a slow processor."""
    page = browser.new_context().new_page()
    kinds: dict[str, str] = {}

    def keep(request: Request) -> None:
        kinds[urlsplit(request.url).path] = KINDS.get(request.resource_type, "pictures")

    page.on("requestfinished", keep)
    before = len(server.sent)
    page.goto(f"{server.address}/{address}", wait_until="networkidle")
    sent: dict[str, int] = defaultdict(int)
    searched = 0
    for path, size in server.sent[before:]:
        sent[kinds.get(path, "pictures")] += size
        searched += size if "/assets/search/" in path or "search-engine" in path else 0
    page.context.close()
    slow = browser.new_context().new_page()
    tasks = _loaded_slowly(browser, slow, f"{server.address}/{address}")
    moved = float(slow.evaluate(_MOVED))
    slow.context.close()
    return Cost(dict(sent), blocked(tasks.after_paint), blocked(tasks.all), moved, searched)


def _loaded_slowly(browser: Browser, page: Page, address: str) -> Tasks:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return busy(browser, page, lambda: page.goto(address, wait_until="networkidle"))


def pages(site: Path) -> dict[str, str]:
    """Addresses of one page of each kind that people visit most."""
    found = {"home page": "index.html", "finder": "find.html"}
    audits = [
        path
        for path in sorted(site.glob("tools/*/index.html"))
        if re.search(r"-A\d+\.01\b", path.read_text(encoding="utf-8"))
    ]
    for name, paths in (
        ("handbook chapter", sorted(site.glob("handbooks/*/[!i]*.html"))),
        ("audit", audits),
        ("strand", sorted(site.glob("strands/*/index.html"))),
    ):
        for path in paths[:1]:
            found[name] = path.relative_to(site).as_posix()
    return {name: address for name, address in found.items() if (site / address).is_file()}
