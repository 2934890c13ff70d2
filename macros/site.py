"""One build of a site: the library, its parts, and what each page and macro shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from library import catalogue, deck, prose, search
from library.changes import for_browser
from library.editions.cite import cite
from library.exports.downloads import Download, Exports, formats
from library.exports.texts import Texts
from library.load import Files, load
from library.model import Library, Page
from library.problems import LibraryError
from library.render import Renderer
from library.terms import Glossary
from macros import editions
from macros.asked import Answers, Asked, Watched, WatchedMapping
from macros.ways import Ways

THEME = Path(__file__).parent / "theme"
RECORD_SCRIPTS = (
    "record-rules", "record-reader", "record-file", "record-draft", "record-score", "record-draw",
    "record-journey", "record-ask", "record-review", "record-desk",
)  # fmt: skip
"""The parts whose scripts work with a school's record, on whatever page."""
FORM_SCRIPTS = ("instrument-plan", "instrument-rounds", "instrument-results", "instrument-away")
SCHOOL_SCRIPTS = (
    "my-school", "my-school-dates", "my-school-features", "my-school-voices", "my-school-summary",
)  # fmt: skip
KEPT = Path(__file__).parent.parent / ".cache" / "exports"
"""Where files are kept from one build to the next."""


_DOWNLOADS = re.compile(r'<div data-downloads="([^"]+)"></div>')


class Site:
    """What hooks and macros ask. Made once for each build.

    Raises LibraryProblems when the library has mistakes.
    """

    def __init__(
        self,
        docs: Path,
        *,
        exports: bool = True,
        files: Files | None = None,
        asked: Asked | None = None,
    ) -> None:
        self.makes_exports = exports
        """Whether this build makes downloads; if not, each is made when it is first asked for."""
        self.asked = asked
        """Where questions are noted, in a preview; nothing else need know them."""
        self.things: dict[str, Any] = {}
        """All that pages look things up in, by name, for ``asked``."""
        self.held: Library = load(docs, files)
        self.library: Library = self._watched("library", self.held)
        self.bodies: Mapping[str, str] = self._watched(
            "bodies", {page.path: page.body for page in self.held.pages}
        )
        """The Markdown of each page, by its source path."""
        self.ways: Ways = self._watched("ways", Ways(self.held))
        self.renderer = Renderer(self.library, THEME)
        self.terms = Glossary.of(self.held.terms)
        self.blocks: dict[str, list[str]] = defaultdict(list)
        """The HTML of each macro call on the page that is being read, by its source path."""
        self.texts = Texts()
        """The HTML of the text of each page read so far, by its source path."""
        self.decks: dict[str, deck.Deck] = {}
        """The slides of each presentation read so far, by its source path: for slide shows."""

    def _watched(self, name: str, thing: Any) -> Any:
        self.things[name] = thing
        if self.asked is None:
            return thing
        watched = WatchedMapping if isinstance(thing, Mapping) else Watched
        return watched(name, thing, self.asked)

    @cached_property
    def answers(self) -> Answers:
        """What all that pages look things up in answers."""
        return Answers(self.held, self.things)

    def makes(self, page: str) -> None:
        """Whatever is asked from now on, the page with this source or address asks."""
        if self.asked:
            self.asked.page = page

    @property
    def page_of_terms(self) -> Page | None:
        """The page that explains every term, when there is one."""
        return self.library.page_that_calls("glossary")

    @cached_property
    def exports(self) -> Exports:
        """What makes downloads; to be asked for when the text of every page has been read."""
        symbols = {
            file.stem: file.read_text(encoding="utf-8")
            for file in sorted((THEME / "symbols").glob("*.svg"))
        }
        return Exports(self.held, self.texts, symbols, KEPT)

    @cached_property
    def downloads(self) -> Mapping[str, tuple[Download, ...]]:
        """The downloads of each resource; of a page without an id by its path."""
        if self.makes_exports:
            self.exports.make()
        found: Mapping[str, tuple[Download, ...]] = self._watched("downloads", self.exports.of())
        return found

    @cached_property
    def search_index(self) -> dict[str, bytes]:
        """The files of the search index: of what the library says, so no page need be read."""
        return search.index_files(self.held, formats=formats(self.held))

    def macro(
        self, name: str, page: Page, arguments: tuple[str, ...], conditions: dict[str, str]
    ) -> str:
        """What stands in the Markdown for a macro call on a page; ``blocks`` keeps its HTML.

        ``library.checks`` has refused what a macro cannot use, so nothing is checked again here.
        """
        data = getattr(self, f"_{name}")(page, *arguments, **conditions)
        html = data if isinstance(data, str) else self.renderer.part(name, page, **data)
        blocks = self.blocks[page.path]
        blocks.append(_one_block(html))
        return f'\n<div data-block="{len(blocks) - 1}"></div>\n'

    def _cards(self, page: Page, *ids: str, **conditions: str) -> dict[str, object]:
        wanted = self.library.of(**conditions) if conditions or not ids else ()
        named = tuple(
            item for identifier in ids for item in self.library.resources if item.id == identifier
        )
        return {"resources": (*named, *wanted), "level": 3}

    def _chapters(self, page: Page) -> dict[str, object]:
        return {"chapters": self.library.chapters(page.id or "")}

    def _instrument(self, page: Page) -> dict[str, object]:
        self.renderer.used[page.path].update((*RECORD_SCRIPTS, *FORM_SCRIPTS))
        return {
            "instrument": self.library.instrument_of(page),
            "changes": for_browser(self.library),
        }

    def _my_school(self, page: Page) -> str:
        self.renderer.used[page.path].update((*RECORD_SCRIPTS, *SCHOOL_SCRIPTS))
        return self.renderer.part(
            "my-school",
            page,
            instruments=self.library.instruments,
            changes=for_browser(self.library),
        )

    def _videos(self, page: Page) -> dict[str, object]:
        return {"videos": self.library.videos_of(page)}

    def _video(self, page: Page, identifier: str) -> dict[str, object]:
        return {"video": self.library.get(identifier)}

    def _deck(self, page: Page, identifier: str) -> str:
        other = next(item for item in self.library.pages if item.id == identifier)
        _ = self.bodies[other.path]  # its slides are read from it: see asked.py
        return self.renderer.part("deck-list", page, deck=other, slides=deck.outline(other))

    def _day(self, page: Page) -> dict[str, object]:
        return {"day": self.library.day_of(page)}

    def _features(self, page: Page, slug: str | None = None) -> dict[str, object]:
        return {"strand": self._strand(page, slug)}

    def _people(self, page: Page, slug: str | None = None) -> dict[str, object]:
        return {"strand": self._strand(page, slug)}

    def _strand(self, page: Page, slug: str | None) -> object:
        name = slug or page.strand
        if name is None:
            raise LibraryError(f"{page.path}: name the strand; this page belongs to none")
        return self.library.strand(name)

    def _strands(self, page: Page) -> dict[str, object]:
        strands = [item for item in self.library.strands if item.group == "strand"]
        counts = {item.slug: len(self.library.of(strand=item.slug)) for item in strands}
        return {"strands": strands, "counts": counts}

    def _sources(self, page: Page) -> dict[str, object]:
        ordered = sorted(self.library.sources, key=lambda item: item.short.casefold())
        return {"sources": ordered}

    def _downloads(self, page: Page, identifier: str) -> str:
        # Sizes are known only when all pages have been read: filled in by ``finished``.
        return f'<div data-downloads="{identifier}"></div>'

    def _glossary(self, page: Page) -> dict[str, object]:
        return {"terms": sorted(self.library.terms, key=lambda item: item.term.casefold())}

    def _rights(self, page: Page) -> dict[str, object]:
        return {"rights": self.library.rights}

    def _needs(self, page: Page) -> dict[str, object]:
        return {"needs": self.library.needs}

    def _roles(self, page: Page) -> dict[str, object]:
        return {"roles": self.library.roles}

    def _editions(self, page: Page) -> dict[str, object]:
        _ = list(self.bodies)  # what is new in an edition is told from every text: see asked.py
        up = "../" * page.url.count("/")
        return {"rows": editions.rows(self.library), "up": up, "newest": "This one", "level": 3}

    def _our_school(self, page: Page) -> str:
        return self.renderer.part("our-school", page)

    def _finder(self, page: Page) -> dict[str, object]:
        return {}

    def finished(self, page: Page, html: str) -> str:
        """A page's HTML with glossary terms explained and the sizes of downloads filled in."""
        terms = self.page_of_terms
        if terms and terms is not page and page.kind not in ("audit", "checklist"):
            _ = self.library.terms  # the glossary is made of them: see asked.py
            html = self.terms.explained(html, prose.relative(terms.url, page.url))
        return _DOWNLOADS.sub(lambda mark: self._listed(mark, page), html)

    def _listed(self, mark: re.Match[str], page: Page) -> str:
        items = self.downloads.get(mark[1])
        return self.renderer.part("downloads", page, downloads=items) if items else mark[0]

    def frame(self, page: Page) -> dict[str, object]:
        """Everything around the text of a page, rendered: header, head, ways, sources, footer."""
        part = self.renderer.part
        previous, following = self.ways.neighbours(page)
        own = self.downloads.get(page.id or page.path, ())
        roles = tuple(self.library.role(role) for role in page.roles)
        strand = self.library.strand(page.strand) if page.strand else None
        part("shell", page)
        sections = self.ways.sections(page)
        search = part("search-box", page)
        return {
            "banner": part("edition-banner", page),
            "header": part(
                "shell-header", page, sections=sections, search=search, colours=self.ways.colours()
            ),
            "footer": part("shell-footer", page, sections=sections),
            "crumbs": part("crumbs", page, trail=self.ways.trail(page)),
            "head": part("page-head", page, strand=strand, downloads=own, roles=roles),
            "side": part("side-nav", page, **self.ways.side(page)),
            "after": part(
                "page-after",
                page,
                sources=self._own_sources(page),
                previous=previous,
                next=following,
                cite=cite(self.library, page),
            ),
            "jsonld": Markup(catalogue.learning_resource(self.library, page)),  # noqa: S704
        }

    def _own_sources(self, page: Page) -> list[object]:
        return [self.library.source(key) for key in prose.cited(page)]


def _one_block(html: str) -> str:
    """HTML that Markdown takes as one block: no blank line, nothing indented."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
