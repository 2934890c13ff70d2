"""What a first visit to a page loads, as a browser with nothing stored asks for it."""

from __future__ import annotations

import gzip
import re
import threading
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Request, Response, sync_playwright

from preview.server import Preview

KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "fonts"}
PACKED = {".woff2", ".woff", ".png", ".jpg", ".jpeg", ".webp", ".gz"}
"""Files that are compressed already: servers send them as they are."""


@dataclass(frozen=True)
class Weight:
    """Bytes of one page by kind of file: as they are, and as sent compressed."""

    page: str
    raw: dict[str, int]
    sent: dict[str, int]


def measure(site: Path, chromium: Path) -> list[Weight]:
    """Weigh the home page, a handbook's chapter and an audit, where the site has them."""
    server = Preview(0, reloads=False)
    server.show(site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=switches)
            weights = [
                weigh(name, visit(browser, f"{server.address}/{address}"))
                for name, address in pages(site).items()
            ]
            browser.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    return weights


def visit(browser: Browser, address: str) -> list[Response]:
    """Every answer that a browser with nothing stored gets until it asks for nothing more."""
    loaded: list[Request] = []

    def keep(request: Request) -> None:
        loaded.append(request)

    page = browser.new_context().new_page()
    page.on("requestfinished", keep)
    page.goto(address, wait_until="networkidle")
    return [answer for request in loaded if (answer := request.response())]


def pages(site: Path) -> dict[str, str]:
    """Addresses of one page of each kind that people visit most."""
    found = {"home page": "index.html"}
    chapters = sorted(site.glob("handbooks/*/[!i]*.html"))
    audits = [
        path
        for path in sorted(site.glob("tools/*/index.html"))
        if re.search(r"-A\d+\.01\b", path.read_text(encoding="utf-8"))
    ]
    for name, paths in (("handbook chapter", chapters), ("audit", audits)):
        for path in paths[:1]:
            found[name] = path.relative_to(site).as_posix()
    return found


def weigh(name: str, answers: list[Response]) -> Weight:
    raw: dict[str, int] = defaultdict(int)
    sent: dict[str, int] = defaultdict(int)
    for answer in answers:
        kind = KINDS.get(answer.request.resource_type, "pictures")
        body = answer.body()
        packed = Path(answer.url).suffix in PACKED
        raw[kind] += len(body)
        sent[kind] += len(body) if packed else len(gzip.compress(body, 6))
    return Weight(name, dict(raw), dict(sent))
