"""Files of the site that nobody writes: style sheet, scripts, catalogue, downloads, id pages.

They are added to MkDocs' list of files and never written below docs/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from library import catalogue, record
from library.editions.gone import slides_of
from library.model import Page
from macros import editions, workbooks
from macros.editions import bare_page
from macros.lean import lean
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
    yield _file(config, "our-school/list.js", (THEME / "parts/our-school/list.js").read_bytes())
    for script in sorted((THEME / "parts").glob("*/part.js")):
        source = lean(script.read_text(encoding="utf-8"))
        yield _file(config, f"assets/parts/{script.parent.name}.js", source)


def after_pages(site: Site, config: MkDocsConfig) -> Iterator[File]:
    """What needs every page: downloads, search, and all that ``pieces`` makes."""
    for items in site.downloads.values():
        for item in items:
            if site.makes_exports and item.kept:
                yield File.generated(config, item.url, abs_src_path=str(item.kept.path))
    for url, content in site.search_index.items():
        yield _file(config, url, content)
    for url, make in pieces(site):
        yield _file(config, url, make())


def pieces(site: Site) -> Iterator[tuple[str, Callable[[], bytes | str]]]:
    """The addresses of what is made of the whole library, each with what makes it."""
    site.makes("")
    yield "catalogue.json", partial(_catalogue, site)
    yield "record.schema.json", lambda: catalogue.encoded(record.schema())
    tools = site.library.instruments if site.makes_exports else ()
    empty = [item for one in tools for item in site.downloads.get(one.id, ())]
    for url, content in workbooks.scripts(empty):
        yield url, partial(_ready, content)
    for path in site.decks:
        yield slideshow_url(site.library.page_at[path]), partial(_slideshow, site, path)
    for identifier, target in site.library.addresses.items():
        yield f"id/{identifier}.html", partial(_id_page, site, identifier, target)
    site.makes("")
    for address, page in editions.pages(site.library, site.renderer):
        yield address, partial(_ready, page)
    yield "404.html", partial(_lost, site)


def _ready(content: bytes | str) -> bytes | str:
    return content


def _catalogue(site: Site) -> bytes:
    return catalogue.encoded(catalogue.catalogue(site.library, site.downloads))


def _slideshow(site: Site, path: str) -> str:
    url = slideshow_url(site.held.page_at[path])
    site.makes(url)
    shown = site.library.page_at[path]
    # Its own path, so that its script is not taken for one of the page to read.
    html = site.renderer.part("slideshow", replace(shown, path=url), deck=site.decks[path])
    # Places that slides point at, such as sources, stand on the page to read.
    return html.replace('href="#', f'href="{shown.url.rpartition("/")[2]}#')


def _id_page(site: Site, identifier: str, target: str) -> str:
    url = f"id/{identifier}.html"
    site.makes(url)
    here = bare_page(site.library, url)
    _ = site.library.addresses[identifier]  # where it leads: see asked.py
    return site.renderer.part("id-page", here, identifier=identifier, target=target)


def _lost(site: Site) -> str:
    site.makes("404.html")
    here = bare_page(site.library, "404.html")
    return site.renderer.part("not-found", here)


def slideshow_url(page: Page) -> str:
    """The address of a presentation's slide show: beside it, so that its links stay true."""
    return slides_of(page.url)


def style_sheet(theme: Path) -> str:
    """The site's one style sheet: the theme's own files in order of name, then each part's."""
    sheets = [*sorted((theme / "css").glob("*.css")), *sorted((theme / "parts").glob("*/part.css"))]
    return "\n".join(lean(sheet.read_text(encoding="utf-8")) for sheet in sheets)


def _file(config: MkDocsConfig, url: str, data: bytes | str) -> File:
    return File.generated(config, url, content=data)
