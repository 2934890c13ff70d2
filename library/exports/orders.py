"""Which files there are to make, from the documents of ``books``."""

from __future__ import annotations

from collections.abc import Iterator

from library.exports.blocks import Document
from library.exports.books import Shelf
from library.exports.making import Order
from library.files import INSTRUMENT_KINDS

FORMATS: dict[str, tuple[tuple[str, str], ...]] = {
    "handbook": (("pdf", "PDF"), ("docx", "Word"), ("epub", "E-book (EPUB)")),
    "presentation": (
        ("pptx", "PowerPoint"),
        ("pdf", "PDF handout with notes"),
        ("docx", "Word, with notes"),
    ),
    "network-day": (("pdf", "PDF"), ("docx", "Word")),
    **dict.fromkeys(
        INSTRUMENT_KINDS, (("pdf", "PDF to print and fill in"), ("docx", "Word to fill in"))
    ),
}
"""The formats of each kind of resource, and what a reader sees."""


def orders(shelf: Shelf) -> Iterator[Order]:
    """Every file that is made from a document: by resource, chapter, strand, and all in one."""
    library = shelf.library
    for page in library.pages:
        if page.path not in shelf.texts or not page.id:
            continue
        if page.kind in FORMATS and page.is_resource:
            yield from _of(page.id, FORMATS[page.kind], page.id, shelf.document(page))
        elif page.kind == "chapter":
            yield from _of(page.id, (("pdf", "PDF of this chapter"),), page.id, shelf.chapter(page))
    for strand in library.strands:
        if strand.page and strand.page.path in shelf.texts:
            yield from _of(
                strand.page.id or strand.page.path,
                (("pdf", "The whole strand (PDF)"), ("epub", "The whole strand (EPUB)")),
                strand.slug,
                shelf.strand(strand),
            )
    if "index.md" in shelf.texts and library.strands:
        yield from _of(
            "index.md",
            (("pdf", "The whole library (PDF)"), ("epub", "The whole library (EPUB)")),
            "library",
            shelf.everything(),
        )


def _of(
    resource: str, formats: tuple[tuple[str, str], ...], name: str, document: Document
) -> Iterator[Order]:
    for kind, label in formats:
        yield Order(resource, kind, label, f"downloads/{name}.{kind}", document)
