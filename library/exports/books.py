"""Which documents there are, and the pages that stand in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from library.exports.blocks import Cover, Document, Link, Part
from library.exports.covers import Covers
from library.exports.links import ids_by_address
from library.exports.parts import Parts
from library.exports.walking import anchors, words_of
from library.files import INSTRUMENT_KINDS
from library.model import Library, Page, Strand
from library.problems import LibraryError

ORDER = ("strand", "handbook", "presentation", *INSTRUMENT_KINDS, "page", "network-day")
"""How the pages of a strand follow each other in its book."""


@dataclass(frozen=True)
class Volume:
    """A document that can be made: the name of its files, and the pages that it is made of."""

    name: str
    pages: tuple[Page, ...]
    compose: Callable[[], Document]

    @cached_property
    def document(self) -> Document:
        """The document, read when it is first asked for.

        Raises LibraryError when a page holds what no document can carry.
        """
        return self.compose()


@dataclass(frozen=True)
class Shelf:
    """The library with everything that its documents are made from."""

    library: Library
    texts: Mapping[str, str]
    """The HTML of each page's text, by source path."""
    symbols: Mapping[str, str]
    """Drawings by name, as SVG."""
    date: int

    def volume(self, page: Page) -> Volume:
        """A resource or a chapter by itself."""
        compose = self.chapter if page.kind == "chapter" else self.document
        pages = tuple(self._with_chapters([page]))
        return Volume(page.id or "", pages, lambda: compose(page))

    def volume_of_strand(self, strand: Strand) -> Volume:
        """A strand with everything in it."""
        pages = tuple(self._with_chapters(self._of_strand(strand)))
        return Volume(strand.slug, pages, lambda: self.strand(strand))

    def volume_of_everything(self) -> Volume:
        """The whole library: each strand as a part of the book."""
        pages = [page for strand in self.library.strands for page in self._of_strand(strand)]
        return Volume("library", tuple(self._with_chapters(pages)), self.everything)

    def document(self, page: Page) -> Document:
        """A resource as a document of its own; a handbook begins with what it is about."""
        book = self._parts([page])
        first, *rest = book.of(page, 1)
        own = replace(first, mark="", summary="", facts="")
        if page.kind == "handbook":
            own = replace(own, title="About this handbook")
            rest = [replace(part, level=1) for part in rest]
        return _checked(self._covers.of_page(page), (own, *rest, *book.sources(1)))

    def chapter(self, page: Page) -> Document:
        """A chapter as a document of its own."""
        book = self._parts([page])
        parts = [replace(part, kind="") for part in book.of(page, 1)]
        return _checked(self._covers.of_page(page), (*parts, *book.sources(1)))

    def strand(self, strand: Strand) -> Document:
        """A strand's book."""
        pages = self._of_strand(strand)
        book = self._parts(pages)
        parts = tuple(part for page in pages for part in book.of(page, 1))
        return _checked(self._covers.of_strand(strand), (*parts, *book.sources(1)))

    def everything(self) -> Document:
        """The library's book."""
        strands = [(strand, self._of_strand(strand)) for strand in self.library.strands]
        book = self._parts([page for _, own in strands for page in own])
        parts: list[Part] = []
        for strand, own in strands:
            if not own or own[0].kind != "strand":
                name = f"strand-{strand.slug}"
                parts.append(Part(1, strand.name, name, (), summary=strand.develops))
            for page in own:
                parts += book.of(page, 1 if page.kind == "strand" else 2)
        return _checked(self._covers.of_library(), (*parts, *book.sources(1)))

    def _of_strand(self, strand: Strand) -> list[Page]:
        """A strand's pages without chapters, which follow their handbook."""
        pages = [
            page
            for page in self.library.pages
            if page.strand == strand.slug and page.kind != "chapter" and page.path in self.texts
        ]
        return sorted(pages, key=lambda page: (ORDER.index(page.kind), page.id or page.path))

    def _with_chapters(self, pages: list[Page]) -> Iterator[Page]:
        for page in pages:
            yield page
            yield from self.library.chapters(page.id or "")

    def _parts(self, pages: list[Page]) -> Parts:
        every = tuple(self._with_chapters(pages))
        return Parts(self.library, self.texts, self._ids, every)

    @cached_property
    def _ids(self) -> dict[str, str]:
        return ids_by_address(self.library)

    @cached_property
    def _covers(self) -> Covers:
        return Covers(self.library, self.symbols, self.date)


def _checked(cover: Cover, parts: tuple[Part, ...]) -> Document:
    """A document whose links all lead somewhere, and no place of which stands twice."""
    document = Document(cover, parts)
    places = Counter(anchors(document))
    twice = [name for name, count in places.items() if count > 1]
    lost = [
        one.target
        for part in parts
        for one in words_of(part.blocks)
        if isinstance(one, Link) and one.target[0] == "#" and one.target[1:] not in places
    ]
    if twice or lost:
        raise LibraryError(
            f"{cover.mark or cover.title} cannot be exported: "
            f"places that stand twice: {twice}; links that lead nowhere: {lost}"
        )
    return document
