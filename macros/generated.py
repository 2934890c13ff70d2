"""Files of the site that nobody writes: style sheet, scripts, catalogue, downloads, id pages.

They are added to MkDocs' list of files and never written below docs/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from library import catalogue, record, search
from library.model import Page
from macros.site import THEME, Site

OWN_ASSETS = THEME.parent.parent / "docs" / "assets"
"""Fonts, marks and drawings that every library's pages use."""


def before_pages(config: MkDocsConfig, files: Files) -> Iterator[File]:
    """What does not depend on the pages: one style sheet, a script for each part, fonts, marks.

    A library's own file of the same name stands instead of ours.
    """
    for path in sorted(OWN_ASSETS.rglob("*")):
        url = f"assets/{path.relative_to(OWN_ASSETS).as_posix()}"
        ours = path.is_file() and path.suffix != ".md" and path.parent.name != "pictures"
        if ours and files.src_uris.get(url) is None:
            yield File.generated(config, url, abs_src_path=str(path))
    yield _file(config, "assets/library.css", style_sheet(THEME))
    for script in sorted((THEME / "parts").glob("*/part.js")):
        yield _file(config, f"assets/parts/{script.parent.name}.js", script.read_bytes())


def after_pages(site: Site, config: MkDocsConfig) -> Iterator[File]:
    """What needs every page: downloads, catalogue, search, a page for each id, the 404 page."""
    for items in site.downloads.values():
        for item in items:
            yield _file(config, item.url, item.content)
    yield _file(
        config,
        "catalogue.json",
        catalogue.encoded(catalogue.catalogue(site.library, site.downloads)),
    )
    yield _file(config, "record.schema.json", catalogue.encoded(record.schema()))
    formats = {key: [item.format for item in items] for key, items in site.downloads.items()}
    for url, content in search.index_files(site.library, site.texts, formats=formats).items():
        yield _file(config, url, content)
    for path, slides in site.decks.items():
        shown = site.library.page_at[path]
        url = slideshow_url(shown)
        # Its own path, so that its script is not taken for one of the page to read.
        own = replace(shown, path=url)
        html = site.renderer.part("slideshow", own, deck=slides)
        # Places that slides point at, such as sources, stand on the page to read.
        reading = f'href="{shown.url.rpartition("/")[2]}#'
        yield _file(config, url, html.replace('href="#', reading))
    for identifier, target in site.library.addresses.items():
        here = _stand_in(site, f"id/{identifier}.html")
        yield _file(
            config,
            here.url,
            site.renderer.part("id-page", here, identifier=identifier, target=target),
        )
    yield _file(config, "404.html", site.renderer.part("not-found", _stand_in(site, "404.html")))


def slideshow_url(page: Page) -> str:
    """The address of a presentation's slide show: beside it, so that its links stay true."""
    return f"{page.url.removesuffix('.html')}-slides.html"


def style_sheet(theme: Path) -> bytes:
    """The site's one style sheet: the theme's own files in order of name, then each part's."""
    sheets = [*sorted((theme / "css").glob("*.css")), *sorted((theme / "parts").glob("*/part.css"))]
    return b"\n".join(sheet.read_bytes() for sheet in sheets)


def _stand_in(site: Site, url: str) -> Page:
    """A page of the site that has no source: parts ask it only for its address."""
    return Page(
        path=url,
        url=url,
        id=None,
        title=site.library.name,
        kind="page",
        strand=None,
        roles=(),
        phases=(),
        minutes=1,
        summary="",
        keywords=(),
        sources=(),
        rights=None,
        since=None,
    )


def _file(config: MkDocsConfig, url: str, data: bytes | str) -> File:
    return File.generated(config, url, content=data)
