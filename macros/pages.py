"""MkDocs' pages, read and written by several processes at once.

Reading is: macros, Markdown, what is done to the HTML. Writing is: everything around it, and the
file. MkDocs' own loops then find each page read, and written, already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jinja2
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from library.deck import Deck
from macros.asked import Question
from macros.parallel import Crew
from macros.site import Site

WRITTEN = "written.html"
"""The template of a page that is written already: an empty one, for which MkDocs writes no file."""


@dataclass(frozen=True)
class Read:
    """What reading a page found, as one process tells another."""

    text: bytes
    """The HTML, packed as in ``Texts``."""
    toc: TableOfContents
    meta: dict[str, Any]
    anchors: set[str]
    links: dict[str, dict[str, str]]
    """By the source of another page: the anchors that are linked to, with the link as written."""
    used: set[str]
    deck: Deck | None
    asked: set[Question]


class LibraryPage(Page):
    """A page that is read once, here or in another process."""

    read: bool = False

    def read_source(self, config: MkDocsConfig) -> None:
        if not self.read:
            super().read_source(config)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        if not self.read:
            super().render(config, files)

    def given(self, site: Site) -> Read:
        """What reading found, given up by the process that read: it need not keep it."""
        path = self.file.src_uri
        links = self.links_to_anchors or {}
        found = Read(
            text=site.texts.packed.pop(path),
            toc=self.toc,
            meta=dict(self.meta),
            anchors=self.present_anchor_ids or set(),
            links={file.src_uri: anchors for file, anchors in links.items()},
            used=site.renderer.used.pop(path, set()),
            deck=site.decks.pop(path, None),
            asked=site.asked.by_page.pop(path, set()) if site.asked else set(),
        )
        self.markdown, self.content, self.toc = None, None, TableOfContents([])
        return found

    def take(self, found: Read, site: Site, files: Files) -> None:
        """Be as if this process had read the page."""
        path = self.file.src_uri
        self.read, self.markdown = True, ""
        self.content, self.toc, self.meta = "", found.toc, found.meta
        self.present_anchor_ids = found.anchors
        to_files = {files.get_file_from_path(uri): links for uri, links in found.links.items()}
        self.links_to_anchors = {file: links for file, links in to_files.items() if file}
        site.texts.packed[path] = found.text
        site.renderer.used[path] = found.used
        if found.deck:
            site.decks[path] = found.deck
        if site.asked:
            site.asked.take(path, found.asked)


@dataclass
class Reading:
    """Pages that are being read; ``done`` waits for them."""

    crew: Crew[LibraryPage, Read]
    pages: Sequence[LibraryPage]
    files: Files
    site: Site

    def done(self) -> None:
        """Wait until every page knows what was found in it; the first failure is raised."""
        for page, found in zip(self.pages, self.crew.results(), strict=True):
            page.take(found, self.site, self.files)


def read(pages: Sequence[LibraryPage], config: MkDocsConfig, files: Files, site: Site) -> Reading:
    """Begin to read pages."""

    def one(page: LibraryPage) -> Read:
        _populate_page(page, config, files)
        return page.given(site)

    return Reading(Crew(one, pages), pages, files, site)


@dataclass
class Writing:
    """Pages that are being written; ``done`` waits for them."""

    crew: Crew[LibraryPage, set[Question]]
    pages: Sequence[LibraryPage]
    site: Site

    def done(self) -> None:
        """Wait until every page is in its file; the first failure is raised."""
        for page, asked in zip(self.pages, self.crew.results(), strict=True):
            if self.site.asked:
                self.site.asked.take(page.file.src_uri, asked)


def write(
    pages: Sequence[LibraryPage],
    config: MkDocsConfig,
    files: Files,
    nav: Navigation,
    env: jinja2.Environment,
    site: Site,
) -> Writing:
    """Begin to write pages that have been read; for MkDocs they are written from now on."""
    everything = files.documentation_pages()
    heads = {page.file.src_uri: page.meta for page in pages}

    def one(page: LibraryPage) -> set[Question]:
        path = page.file.src_uri
        page.meta, page.content = heads[path], site.texts[path]
        _build_page(page, config, everything, nav, env)
        page.meta, page.content = {"template": WRITTEN}, ""
        return site.asked.by_page.pop(path, set()) if site.asked else set()

    crew = Crew(one, pages)
    for page in pages:
        page.meta = {"template": WRITTEN}
    return Writing(crew, pages, site)


def own_pages(files: Files) -> Sequence[LibraryPage]:
    """The pages of the library, in MkDocs' order."""
    pages = (file.page for file in files.documentation_pages())
    return [page for page in pages if isinstance(page, LibraryPage)]
