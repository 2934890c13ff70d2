"""What must hold on every page of the library, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from tests.places import DOCS

PAGES = sorted(
    path.relative_to(DOCS).with_suffix(".html").as_posix()
    for path in DOCS.rglob("*.md")
    if "assets" not in path.parts
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 700}


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_light_dark_wide_and_narrow(
    path: str, served: str, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    found = []
    page.goto(f"{served}/{path}")
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{size['width']} px, {scheme}: {line}" for line in axe(page)]

    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_narrow_phone(path: str, served: str, page: Page) -> None:
    """WCAG 1.4.10: at 320 px, only tables and pictures in boxes of their own scroll sideways."""
    page.set_viewport_size(PHONE)
    page.goto(f"{served}/{path}")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_title_and_its_landmarks(path: str, served: str, page: Page) -> None:
    page.goto(f"{served}/{path}")

    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.title().endswith("Partner Schools Library")


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
        for source in reached:
            html = source.read_text(encoding="utf-8")
            for href in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', html):
                target = _file(source, href)
                if target and target[0].suffix == ".html":
                    reached.add(target[0])

    assert set() == {path for path in PAGES if site / path not in reached}
