"""What must hold on every page of the library, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.places import DOCS

PAGES = sorted(
    path.relative_to(DOCS).with_suffix(".html").as_posix()
    for path in DOCS.rglob("*.md")
    if "assets" not in path.parts
)
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 320, "height": 700}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_and_accessible(
    path: str, served: str, page: Page, axe: Callable[..., list[str]]
) -> None:
    """One title, its landmarks; axe at both widths in both schemes; nothing wider than a phone.

    Only contrast depends on the colours, so that rule alone is asked again in the dark. That no
    other host is asked for anything and no script fails is seen to by `page` itself.
    """
    found = []
    page.goto(f"{served}/{path}")
    assert 1 == page.locator("h1").count()
    assert 1 == page.locator("main").count()
    assert "en-GB" == page.locator("html").get_attribute("lang")
    assert page.title().endswith("Partner Schools Library")
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for scheme, rules in (("light", None), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=scheme)
            found += [f"{size['width']} px, {scheme}: {line}" for line in axe(page, rules)]

    assert [] == found
    # WCAG 1.4.10: only tables and pictures in boxes of their own scroll sideways.
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    """Over all pages of the site, also those that no source is written for."""
    places: dict[Path, set[str]] = {}
    broken = []
    for source in sorted(site.rglob("*.html")):
        html = source.read_text(encoding="utf-8")
        for href in re.findall(r'<(?:a|link|img|script)\b[^>]*?\s(?:href|src)="([^"]*)"', html):
            target = _file(source, href)
            if target is None:
                continue
            path, anchor = target
            if not path.is_file():
                broken.append(f"{source.relative_to(site)}: {href}")
            elif anchor and path.suffix == ".html":
                if path not in places:
                    text = path.read_text(encoding="utf-8")
                    places[path] = set(re.findall(r'\sid="([^"]+)"', text))
                if anchor not in places[path]:
                    broken.append(f"{source.relative_to(site)}: {href}")

    assert broken == []


def _file(source: Path, href: str) -> tuple[Path, str] | None:
    """The file and the place that a link names; None for addresses elsewhere."""
    if urlsplit(href).scheme:
        return None
    url, anchor = urldefrag(urljoin(source.as_uri(), href))
    return Path(unquote(urlsplit(url).path)), anchor


def test_every_page_is_reached_in_three_clicks_from_home(site: Path) -> None:
    reached = {site / "index.html"}
    for _ in range(3):
        for source in sorted(reached):
            html = source.read_text(encoding="utf-8")
            for href in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', html):
                target = _file(source, href)
                if target and target[0].suffix == ".html":
                    reached.add(target[0])

    assert set() == {path for path in PAGES if site / path not in reached}
