"""Which files there are to make: of each resource, chapter and strand, and of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from library.exports.books import Shelf, Volume
from library.exports.calendar_file import calendar_file
from library.exports.counts import counts_workbook
from library.exports.statements_csv import statements_csv
from library.exports.workbook import workbook
from library.files import INSTRUMENT_KINDS
from library.model import Day, Instrument, Library, Page

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
"""What is made of each kind of resource's document, and what a reader sees."""
CHAPTER = (("pdf", "PDF of this chapter"),)
STRAND = (("pdf", "The whole strand (PDF)"), ("epub", "The whole strand (EPUB)"))
EVERYTHING = (("pdf", "The whole library (PDF)"), ("epub", "The whole library (EPUB)"))
ZIP = "Every file of the strand (ZIP)"

INSTRUMENT_FORMATS: dict[str, tuple[str, Callable[[Library, Instrument], bytes]]] = {
    "xlsx": ("Workbook with scores and plans (Excel)", workbook),
    "csv": ("Statements as a table (CSV)", statements_csv),
}
"""What is made of an instrument's data alone."""
COUNTS = "Workbook for counts of groups (Excel)"


@dataclass(frozen=True)
class Order:
    """A file that a resource can be taken away as."""

    resource: str
    """The id of a resource or chapter; the path of a page without an id."""
    format: str
    label: str
    url: str


@dataclass(frozen=True)
class OfDocument(Order):
    """A file of pages, set by the writer of its format."""

    volume: Volume


@dataclass(frozen=True)
class OfData(Order):
    """A file of data alone."""

    maker: str
    """The module that makes it."""
    make: Callable[[], bytes]


@dataclass(frozen=True)
class OfFiles(Order):
    """A zip of other files, by the names that they have in it."""

    inside: tuple[tuple[str, Order], ...]


def orders(shelf: Shelf) -> Iterator[Order]:
    """Every file; a zip comes after what is in it."""
    single = [*_of_data(shelf), *_of_pages(shelf)]
    yield from single
    yield from _bundles(shelf.library, single)


def _of_data(shelf: Shelf) -> Iterator[Order]:
    library = shelf.library
    for instrument in library.instruments:
        for kind, (label, make) in INSTRUMENT_FORMATS.items():
            yield _data(instrument.id, kind, label, make, library, instrument)
        if instrument.counts:
            of = (library, instrument)
            yield _data(instrument.id, "xlsx", COUNTS, counts_workbook, *of, name="-counts")
    for day in library.days:
        label = "Both days for your calendar (ICS)"
        yield _data(day.page.id or "", "ics", label, calendar_file, library, day, shelf.date)


def _data(
    resource: str,
    kind: str,
    label: str,
    make: Callable[..., bytes],
    *of: Library | Instrument | Day | int,
    name: str = "",
) -> OfData:
    url = f"downloads/{resource}{name}.{kind}"
    return OfData(resource, kind, label, url, make.__module__, lambda: make(*of))


def _of_pages(shelf: Shelf) -> Iterator[Order]:
    library = shelf.library
    for page in library.pages:
        if page.path not in shelf.texts or not page.id:
            continue
        if page.kind in FORMATS and page.is_resource:
            yield from _of(page.id, FORMATS[page.kind], shelf.volume(page))
        elif page.kind == "chapter":
            yield from _of(page.id, CHAPTER, shelf.volume(page))
    for strand in library.strands:
        if strand.page and strand.page.path in shelf.texts:
            yield from _of(_own(strand.page), STRAND, shelf.volume_of_strand(strand))
    if "index.md" in shelf.texts and library.strands:
        yield from _of("index.md", EVERYTHING, shelf.volume_of_everything())


def _of(resource: str, formats: tuple[tuple[str, str], ...], volume: Volume) -> Iterator[Order]:
    for kind, label in formats:
        yield OfDocument(resource, kind, label, f"downloads/{volume.name}.{kind}", volume)


def _bundles(library: Library, single: list[Order]) -> Iterator[Order]:
    """One zip for each strand, with every file of its resources."""
    for strand in library.strands:
        if strand.page is None:
            continue
        pages = {_own(page): page for page in library.pages if page.strand == strand.slug}
        inside = tuple(
            (_named(order, pages[order.resource]), order)
            for order in single
            if order.resource in pages and pages[order.resource].kind != "chapter"
        )
        if inside:
            url = f"downloads/{strand.slug}.zip"
            yield OfFiles(_own(strand.page), "zip", ZIP, url, inside)


def _own(page: Page) -> str:
    return page.id or page.path


def _named(order: Order, page: Page) -> str:
    """A file's name in a zip: its id and title, so that it tells what it is on a shared drive."""
    words = "".join(one if one.isalnum() or one in " -" else "" for one in page.title)
    name = " ".join([*([page.id] if page.id else []), *words.split()])
    second = " counts" if order.label == COUNTS else ""
    return f"{name}{second}.{order.format}"
