"""The Content-Security-Policy that every page carries: there, strict, and at work from a folder.

That pages work under it is proved by every other test in a browser: a refused script, style or
picture is a complaint in the console, and a complaint fails a test.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from library import policy
from library.load import load
from macros.build import build
from tests.browser.firefox import Firefox
from tests.copies import copy, key, made
from tests.places import DOCS, ROOT, TINY

__all__ = ["copy", "key", "made"]

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))|<style|\son\w+=|\sstyle="
)
HARM = """
<script>document.documentElement.dataset.harmed = "script"</script>
<style>body { outline: 7px solid red }</style>
<img src="x" onerror="document.documentElement.dataset.harmed = 'handler'" alt="">
<img src="https://elsewhere.example/pixel.png" alt="">
<script src="https://elsewhere.example/script.js"></script>
"""
HARMED = "document.documentElement.dataset.harmed || ''"
OUTLINE = "getComputedStyle(document.body).outlineWidth"
FONT = "getComputedStyle(document.body).fontFamily"
OWN_SCRIPTS = "document.documentElement.hasAttribute('data-scripts')"


def test_every_page_carries_it_and_has_nothing_inline(site: Path) -> None:
    wrong = []
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        found = META.search(html)
        first = re.search(r"<(?:script|link|style|img)\b", html)
        early = found and (not first or found.start() < first.start())
        if not early or unescape(found[1] if found else "") != policy.PAGE or INLINE.search(html):
            wrong.append(path.relative_to(site).as_posix())

    assert [] == wrong


def test_every_link_out_of_the_site_is_one_that_is_checked_and_says_when(site: Path) -> None:
    library = load(DOCS)
    entries = [*library.sources, *library.rights, *(video.entry for video in library.videos)]
    known = {a for each in entries for a in (each.url, each.archived, each.moved_to) if a}
    own = urlsplit(library.about.url or "").netloc
    stray = []
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        for link in re.finditer(r'<a\b[^>]*\shref="(https?://[^"]+)"', html):
            # The sentence stands in the same item of a list or in the next paragraph.
            says = "psl-checked" in html[link.start() - 200 : link.end() + 1500]
            if urlsplit(link[1]).netloc != own and not (unescape(link[1]) in known and says):
                stray += [f"{path.relative_to(site).as_posix()}: {link[1]}"]

    assert [] == stray


def test_it_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    for each in (policy.PAGE, policy.SERVER):
        assert each.startswith("default-src 'none'; ")
        assert not re.search(r"unsafe|https?:|\*", each)
    assert "file:" not in policy.SERVER


@pytest.mark.parametrize("name", ["nginx.conf", "apache.conf", "Caddyfile", "web.config"])
def test_servers_are_told_to_send_it(name: str) -> None:
    text = (ROOT / "library/copy/templates/servers" / name).read_text(encoding="utf-8")

    assert policy.SERVER in text


@pytest.mark.parametrize("name", ["START-HERE", "CHECK-MY-COPY", "HOSTING", "RIGHTS"])
def test_pages_at_the_top_of_a_copy_carry_one_with_hashes(copy: Path, name: str) -> None:
    """They are single files on purpose, so their style and scripts stand inside, named by hash."""
    html = (copy / f"{name}.html").read_text(encoding="utf-8")
    found = META.search(html)

    assert found
    assert "'sha256-" in found[1]
    assert not re.search(r"unsafe|https?:|\*|%CONTENT", found[1])


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of a site in a folder, into which somebody has put what must not run."""
    site = tmp_path_factory.mktemp("harmed") / "Ünsafe – site"
    build(TINY, site)
    page = site / "tools/reading-visit/index.html"
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace("</article>", f"{HARM}</article>", 1), encoding="utf-8")
    return page


def test_chromium_keeps_to_it_in_a_folder(
    harmed: Path, page: Page, console_errors: list[str], foreign_requests: list[str]
) -> None:
    page.goto(harmed.as_uri())
    page.wait_for_timeout(300)

    assert "" == page.evaluate(HARMED)
    assert "7px" != page.evaluate(OUTLINE)
    assert page.evaluate(FONT).startswith('"Atkinson')
    assert page.evaluate(OWN_SCRIPTS)
    refused = "\n".join(console_errors)
    assert refused.count("Content Security Policy") >= 5, refused
    console_errors.clear()
    assert [] == foreign_requests


def test_firefox_keeps_to_it_in_a_folder(harmed: Path, firefox: Firefox) -> None:
    firefox.open(harmed)
    firefox.wait_for("document.readyState === 'complete'")

    assert "" == firefox.evaluate(HARMED)
    assert "7px" != firefox.evaluate(OUTLINE)
    assert firefox.evaluate(FONT).startswith('"Atkinson')
    assert firefox.evaluate(OWN_SCRIPTS)
    assert [] == [url for url in firefox.requests if "elsewhere" in url]
    firefox.console_errors.clear()
