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
TRAITS = {
    "macro": r"\{\{ (\w+)\(",
    "box": r"^ *(?:!!!|\?\?\?\+?|===) ?(\w*)",
    "row": r"^(\|) ",
    "note": r"^\[(\^)",
    "task": r"^ *- \[([ x])\]",
    "term": r"^(:) ",
    "picture": r"(!)\[",
}
"""What a page may hold, each with a look of its own."""


def of_every_kind() -> list[str]:
    """The fewest pages, fullest first, that show all that there is on each kind of page."""
    traits = {}
    for path in PAGES:
        text = (DOCS / path).with_suffix(".md").read_text(encoding="utf-8")
        kind = re.search(r"^kind: (\S+)", text, re.MULTILINE)
        held = {
            (name, found)
            for name, pattern in TRAITS.items()
            for found in re.findall(pattern, text, re.MULTILINE)
        }
        traits[path] = {(kind and kind[1], *each) for each in held | {("kind", "")}}
    chosen: list[str] = []
    shown: set[tuple[object, ...]] = set()
    for path in sorted(PAGES, key=lambda path: -len(traits[path])):
        if traits[path] - shown:
            chosen.append(path)
            shown |= traits[path]
    return chosen


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_and_accessible(
    path: str, served: str, page: Page, axe: Callable[..., list[str]]
) -> None:
    """One title, its landmarks; axe on the narrowest phone; nothing wider than that.

    That no other host is asked for anything and no script fails is seen to by `page` itself.
    """
    page.set_viewport_size(PHONE)
    page.goto(f"{served}/{path}")

    assert 1 == page.locator("h1").count()
    assert 1 == page.locator("main").count()
    assert "en-GB" == page.locator("html").get_attribute("lang")
    assert page.title().endswith("Partner Schools Library")
    assert [] == axe(page)
    # WCAG 1.4.10: only tables and pictures in boxes of their own scroll sideways.
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("path", of_every_kind())
def test_every_kind_of_page_is_accessible_in_both_schemes_and_widths(
    path: str, served: str, page: Page, axe: Callable[..., list[str]]
) -> None:
    """Only contrast depends on the colours, so that rule alone is asked again in the dark."""
    page.set_viewport_size(DESKTOP)
    page.goto(f"{served}/{path}")
    found = axe(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in axe(page, ["color-contrast"])]
    page.set_viewport_size(PHONE)
    found += [f"dark, phone: {line}" for line in axe(page, ["color-contrast"])]

    assert [] == found


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
