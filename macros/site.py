"""One build of a site: the library, its parts, and what each page and macro shows."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from library import catalogue, deck, prose
from library.changes import for_browser
from library.exports import Download, bundles, downloads
from library.load import load
from library.model import Library, Page
from library.problems import LibraryError
from library.render import Renderer
from library.terms import Glossary
from macros.ways import Ways

THEME = Path(__file__).parent / "theme"
RECORD_SCRIPTS = (
    "record-rules", "record-reader", "record-file", "record-draft", "record-score", "record-draw",
    "record-journey", "record-desk",
)  # fmt: skip
"""The parts whose scripts work with a school's record, on whatever page."""
FORM_SCRIPTS = ("instrument-plan", "instrument-rounds", "instrument-results")
SCHOOL_SCRIPTS = ("my-school", "my-school-dates", "my-school-voices", "my-school-summary")
KEPT = Path(__file__).parent.parent / ".cache" / "exports"
"""Where files are kept from one build to the next."""
_ORDER = ("pptx", "pdf", "docx", "epub", "xlsx", "csv", "ics", "zip")


class Site:
    """What hooks and macros ask. Made once for each build.

    Raises LibraryProblems when the library has mistakes.
    """

    def __init__(self, docs: Path) -> None:
        self.library: Library = load(docs)
        self.renderer = Renderer(self.library, THEME)
        self.ways = Ways(self.library)
        self.glossary = Glossary.of(self.library.terms)
        self.texts: dict[str, str] = {}
        """The HTML of the text of each page read so far, by its source path: for search."""
        self.decks: dict[str, deck.Deck] = {}
        """The slides of each presentation read so far, by its source path: for slide shows."""

    @cached_property
    def page_of_terms(self) -> Page | None:
        """The page that explains every term, when there is one."""
        pages = self.library.pages
        return next((one for one in pages if "{{ glossary() }}" in one.body), None)

    @cached_property
    def downloads(self) -> dict[str, tuple[Download, ...]]:
        """The downloads of each resource; of a page without an id by its path."""
        found: dict[str, list[Download]] = defaultdict(list)
        symbols = {
            file.stem: file.read_text(encoding="utf-8")
            for file in sorted((THEME / "symbols").glob("*.svg"))
        }
        for item in downloads(self.library, self.texts, symbols, KEPT):
            found[item.resource].append(item)
        for item in bundles(self.library, {key: tuple(items) for key, items in found.items()}):
            found[item.resource].append(item)
        return {
            identifier: tuple(sorted(items, key=_usefulness)) for identifier, items in found.items()
        }

    def macro(
        self, name: str, page: Page, arguments: tuple[str, ...], conditions: dict[str, str]
    ) -> str:
        """The HTML of a macro call on a page, ready to stand in Markdown.

        ``library.checks`` has refused what a macro cannot use, so nothing is checked again here.
        """
        data = getattr(self, f"_{name}")(page, *arguments, **conditions)
        html = data if isinstance(data, str) else self.renderer.part(name, page, **data)
        return f"\n{_one_block(html)}\n"

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

    def _finder(self, page: Page) -> dict[str, object]:
        return {}

    def finished(self, page: Page, html: str) -> str:
        """A page's HTML with the sizes of downloads filled in."""
        for identifier, items in self.downloads.items():
            mark = f'<div data-downloads="{identifier}"></div>'
            if mark in html:
                html = html.replace(mark, self.renderer.part("downloads", page, downloads=items))
        return html

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
            "header": part("shell-header", page, sections=sections, search=search),
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
                citation=self.citation(page),
                permanent=f"id/{page.id}.html" if page.id else page.url,
            ),
            "jsonld": Markup(catalogue.learning_resource(self.library, page)),  # noqa: S704
        }

    def _own_sources(self, page: Page) -> list[object]:
        return [self.library.source(key) for key in prose.cited(page)]

    def citation(self, page: Page) -> str:
        """How to cite a page: library, year, title, edition, id, licence."""
        about = self.library.about
        licence = page.rights or about.rights
        name = next(item.name for item in self.library.rights if item.id == licence)
        number = f" {page.id}." if page.id else ""
        return (
            f"{about.name} ({about.edition.partition('.')[0]}). {page.title}. "
            f"Edition {about.edition}.{number} {name}."
        )


def _usefulness(item: Download) -> tuple[int, str]:
    return (_ORDER.index(item.format), item.url)


def _one_block(html: str) -> str:
    """HTML that Markdown takes as one block: no blank line, nothing indented."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
