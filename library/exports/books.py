"""Which documents there are, and what stands in each: from resources to ``Document``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from library import prose
from library.exports.blocks import (
    Anchor,
    Block,
    Cover,
    Document,
    Emphasis,
    Heading,
    Inline,
    Link,
    Mark,
    Paragraph,
    Part,
    Slide,
    Strong,
    Table,
    Text,
    Tone,
    anchors,
    words_of,
)
from library.exports.forms import form
from library.exports.links import Links, anchor_of, ids_by_address
from library.exports.reading import Reader
from library.exports.tones import BRAND, TONES
from library.exports.tree import Node, tree
from library.files import INSTRUMENT_KINDS
from library.model import Day, Library, Page, Session, Source, Strand
from library.problems import LibraryError
from library.render import minutes_in_words

KINDS = {
    "handbook": "Handbook",
    "chapter": "Chapter",
    "presentation": "Presentation",
    "audit": "Audit",
    "framework": "Framework",
    "checklist": "Checklist",
    "survey": "Survey",
    "planner": "Planner",
    "network-day": "Network day",
    "strand": "Strand",
    "page": "",
}


@dataclass(frozen=True)
class Shelf:
    """The library with everything that its documents are made from."""

    library: Library
    texts: Mapping[str, str]
    """The HTML of each page's text, by source path."""
    symbols: Mapping[str, str]
    """Drawings by name, as SVG."""
    date: int

    @cached_property
    def ids(self) -> dict[str, str]:
        return ids_by_address(self.library)

    # The documents.

    def document(self, page: Page) -> Document:
        """A resource as a document of its own."""
        pages = [page, *self.library.chapters(page.id or "")]
        book = _Book(self, pages)
        parts = list(book.parts(page, 1))
        if page.kind == "handbook":
            parts = [
                replace(parts[0], title="About this handbook", mark="", summary="", facts=""),
                *(replace(part, level=1) for part in parts[1:]),
            ]
        else:
            parts = [replace(parts[0], summary="", facts="", mark=""), *parts[1:]]
        return _checked(self.cover(page), (*parts, *book.sources(1)))

    def chapter(self, page: Page) -> Document:
        book = _Book(self, [page])
        parts = [replace(part, kind="") for part in book.parts(page, 1)]
        return _checked(self.cover(page), (*parts, *book.sources(1)))

    def strand(self, strand: Strand) -> Document:
        """A strand with everything in it."""
        pages = list(self._of_strand(strand))
        book = _Book(
            self, [*pages, *(one for page in pages for one in self.library.chapters(page.id or ""))]
        )
        parts = tuple(part for page in pages for part in book.parts(page, 1))
        return _checked(self._cover_of_strand(strand), (*parts, *book.sources(1)))

    def everything(self) -> Document:
        """The whole library: each strand as a part of the book."""
        strands = self.library.strands
        pages = {strand.slug: list(self._of_strand(strand)) for strand in strands}
        all_pages = [page for one in pages.values() for page in one]
        book = _Book(
            self,
            [
                *all_pages,
                *(one for page in all_pages for one in self.library.chapters(page.id or "")),
            ],
        )
        parts: list[Part] = []
        for strand in strands:
            own = pages[strand.slug]
            if not own or own[0].kind != "strand":
                parts.append(
                    Part(1, strand.name, f"strand-{strand.slug}", (), summary=strand.develops)
                )
            for page in own:
                parts += book.parts(page, 1 if page.kind == "strand" else 2)
        return _checked(self._cover_of_library(), (*parts, *book.sources(1)))

    def _of_strand(self, strand: Strand) -> Iterator[Page]:
        """A strand's pages: its own, then handbooks, presentations, tools, films, days."""
        order = ["strand", "handbook", "presentation", *INSTRUMENT_KINDS, "page", "network-day"]
        pages = [
            page
            for page in self.library.pages
            if page.strand == strand.slug and page.kind != "chapter" and (page.path in self.texts)
        ]
        yield from sorted(pages, key=lambda page: (order.index(page.kind), page.id or page.path))

    # Covers.

    def cover(self, page: Page) -> Cover:
        strand = self.library.strand(page.strand) if page.strand else None
        return self._cover(
            page.title,
            KINDS[page.kind],
            strand,
            page.id or "",
            page.summary,
            self.facts(page),
            page.rights,
            page.keywords,
        )

    def _cover_of_strand(self, strand: Strand) -> Cover:
        return self._cover(
            strand.name, "The whole strand", strand, "", strand.develops, "", None, ()
        )

    def _cover_of_library(self) -> Cover:
        library = self.library
        return self._cover(
            library.name, "The whole library", None, "", library.summary, "", None, ()
        )

    def _cover(
        self,
        title: str,
        kind: str,
        strand: Strand | None,
        mark: str,
        summary: str,
        facts: str,
        rights: str | None,
        keywords: tuple[str, ...],
    ) -> Cover:
        about = self.library.about
        licence = next(one for one in self.library.rights if one.id == (rights or about.rights))
        base = (about.url or "").rstrip("/")
        address = f"{base}/id/{mark}.html" if base and mark else base
        return Cover(
            title=title,
            kind=kind,
            strand=strand.name if strand else "",
            mark=mark,
            summary=summary,
            facts=facts,
            library=about.name,
            edition=about.edition,
            date=self.date,
            licence=licence.name,
            licence_url=licence.url or "",
            address=address,
            symbol=self.symbols.get(strand.symbol if strand else "compass", ""),
            tone=Tone(strand.colour, *TONES[strand.colour]) if strand else Tone("brand", *BRAND),
            language=about.language,
            keywords=keywords,
        )

    def facts(self, page: Page) -> str:
        """Time and readers, in a line."""
        roles = [self.library.role(role) for role in page.roles]
        for_whom = (
            "everyone"
            if len(roles) == len(self.library.roles)
            else ", ".join(role.plural.lower() for role in roles)
        )
        return f"{minutes_in_words(page.minutes)} · For {for_whom}"


class _Book:
    """The pages of one document, which link to each other."""

    def __init__(self, shelf: Shelf, pages: list[Page]) -> None:
        self.shelf = shelf
        self.library = shelf.library
        self.anchors = {
            page.url: anchor_of(page.id or page.path.removesuffix(".md")) for page in pages
        }
        self.links = Links(self.library, self.anchors, shelf.ids)
        self.cited: dict[str, None] = {}

    def parts(self, page: Page, level: int) -> Iterator[Part]:
        """A page as a part; a handbook is followed by its chapters."""
        for key in prose.cited(page):
            self.cited[key] = None
        yield Part(
            level,
            page.title,
            self.anchors[page.url],
            self.blocks(page),
            page.id or "",
            page.summary,
            self.shelf.facts(page),
            page.kind,
        )
        for chapter in self.library.chapters(page.id or "") if page.kind == "handbook" else ():
            yield from self.parts(chapter, level + 1)

    def blocks(self, page: Page) -> tuple[Block, ...]:
        reader = Reader(self.links, page.url, self.anchors[page.url], self.library.root)
        if page.kind in INSTRUMENT_KINDS:
            own = next(one for one in self.library.instruments if one.page == page)
            reader.replaced["psl-instrument-page"] = lambda: form(self.library, own, reader)
        if page.kind == "network-day":
            day = self.library.day_of(page)
            return (*self._glance(day, reader), *reader.read(self.shelf.texts[page.path]))
        if page.kind == "presentation":
            return tuple(self.slides(page, reader))
        return reader.read(self.shelf.texts[page.path])

    def slides(self, page: Page, reader: Reader) -> Iterator[Block]:
        """What the presenter reads first, then each slide with its notes."""
        root = tree(self.shelf.texts[page.path])
        for intro in root.every(of_class="psl-deck-intro"):
            yield from reader.blocks(intro)
        yield Heading(2, (Text("The slides, with what to say"),), anchor_of(reader.part, "slides"))
        for number, item in enumerate(root.every(of_class="psl-slide"), 1):
            yield self._slide(item, number, reader)

    def _slide(self, item: Node, number: int, reader: Reader) -> Slide:
        head = next(item.every("h2"))
        body = next(item.every(of_class="psl-slide-body"))
        notes = list(item.every(of_class="psl-slide-notes"))
        said = Node(
            "div",
            {},
            [
                child
                for aside in notes
                for child in aside.children
                if isinstance(child, str) or "psl-slide-notes-title" not in child.classes
            ],
        )
        foot = next((one.words() for one in item.every(of_class="psl-slide-foot")), "")
        return Slide(
            number,
            reader.inlines(head.children),
            _minutes(foot),
            reader.blocks(body),
            reader.blocks(said),
            anchor_of(reader.part, head.attributes["id"]),
        )

    def _glance(self, day: Day, reader: Reader) -> Iterator[Block]:
        yield Heading(2, (Text("At a glance"),), anchor_of(reader.part, "at-a-glance"))
        yield _agenda_table(self.library, day.agenda, reader)

    def sources(self, level: int) -> Iterator[Part]:
        """Every source that the document cites, with what it can and cannot tell."""
        keys = list(dict.fromkeys([*self.cited, *self.links.sources]))
        if not keys:
            return
        found = sorted(
            (self.library.source(key) for key in keys), key=lambda one: one.short.casefold()
        )
        blocks = tuple(block for source in found for block in _source(source))
        yield Part(level, "Sources", "the-sources", blocks)


def _checked(cover: Cover, parts: tuple[Part, ...]) -> Document:
    """A document whose links all lead somewhere, and no place of which stands twice."""
    document = Document(cover, parts)
    places = list(anchors(document))
    twice = [name for name, count in Counter(places).items() if count > 1]
    known = set(places)
    lost = [
        one.target
        for part in parts
        for one in words_of(part.blocks)
        if isinstance(one, Link) and one.target[0] == "#" and one.target[1:] not in known
    ]
    if twice or lost:
        raise LibraryError(
            f"{cover.mark or cover.title} cannot be exported: "
            f"places that stand twice: {twice}; links that lead nowhere: {lost}"
        )
    return document


def _source(source: Source) -> tuple[Block, ...]:
    title: Inline = Emphasis((Text(source.title),))
    if source.url:
        title = Link((Text(source.title),), source.url)
    publisher = source.publisher if source.publisher != source.author else None
    tail = "".join(f", {one}" for one in (publisher, source.year) if one)
    return (
        Anchor(f"source-{source.id}"),
        Paragraph(
            (Strong((Text(source.short),)), Text(f"  {source.author}: "), title, Text(f"{tail}."))
        ),
        Paragraph((Text(source.note),), "facts"),
    )


def _agenda_table(library: Library, sessions: tuple[Session, ...], reader: Reader) -> Table:
    rows = []
    for session in sessions:
        entry = session.entry
        materials: list[Inline] = []
        for target in dict.fromkeys(one.partition("#")[0] for one in entry.materials):
            materials += [
                *([Text("  ")] if materials else []),
                *reader.linked((Mark(target),), f"/{library.addresses[target]}"),
            ]
        rows.append(
            (
                _cell(f"{session.starts} to {session.ends}"),
                _cell(entry.title),
                _cell(minutes_in_words(entry.minutes)),
                (Paragraph(tuple(materials)),),
            )
        )
    head = tuple((Text(name),) for name in ("Time", "What", "Length", "Materials"))
    return Table(head, tuple(rows), (0.22, 0.42, 0.16, 0.2))


def _cell(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(text),)),)


def _minutes(foot: str) -> int | None:
    """The minutes in a slide's foot, as "1 h 5 min"."""
    words = foot.split()
    hours = next((int(words[at - 1]) for at, word in enumerate(words) if word == "h"), 0)
    rest = next((int(words[at - 1]) for at, word in enumerate(words) if word == "min"), 0)
    return hours * 60 + rest or None
