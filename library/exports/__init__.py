"""Downloads: every resource in the formats that schools use.

1. ``books`` makes documents from the pages' own HTML and from the model
2. ``orders`` says which files there are; ``making`` makes them, or finds them made before
3. each format is one module: a function from a document, or from the model, to bytes
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from library.exports.books import Shelf
from library.exports.bundle import bundle
from library.exports.calendar_file import calendar_file
from library.exports.issued import issued
from library.exports.making import made
from library.exports.orders import orders
from library.exports.statements_csv import statements_csv
from library.exports.workbook import workbook
from library.model import Instrument, Library, Page

INSTRUMENT_FORMATS: dict[str, tuple[str, Callable[[Library, Instrument], bytes]]] = {
    "xlsx": ("Workbook with scores and plans (Excel)", workbook),
    "csv": ("Statements as a table (CSV)", statements_csv),
}
"""What is made from the model alone: format to what a reader sees, and its exporter."""


@dataclass(frozen=True)
class Download:
    """A file that a resource can be taken away as."""

    resource: str
    """The id of a resource or chapter; the path of a page without an id."""
    format: str
    label: str
    url: str
    content: bytes
    pages: int | None = None

    @property
    def bytes(self) -> int:
        return len(self.content)


def downloads(
    library: Library,
    texts: Mapping[str, str] | None = None,
    symbols: Mapping[str, str] | None = None,
    kept: Path | None = None,
) -> Iterator[Download]:
    """Every download of a library.

    ``texts`` is the HTML of each page by its source path; without it only what the model alone
    can make. ``kept`` is the folder of files from earlier builds.
    """
    for instrument in library.instruments:
        for name, (label, export) in INSTRUMENT_FORMATS.items():
            yield Download(
                instrument.id,
                name,
                label,
                f"downloads/{instrument.id}.{name}",
                export(library, instrument),
            )
    date = issued(library)
    for day in library.days:
        identifier = day.page.id or ""
        yield Download(
            identifier,
            "ics",
            "Both days for your calendar (ICS)",
            f"downloads/{identifier}.ics",
            calendar_file(library, day, date),
        )
    if texts:
        shelf = Shelf(library, texts, symbols or {}, date)
        for order, file in made(tuple(orders(shelf)), symbols or {}, kept):
            yield Download(
                order.resource, order.format, order.label, order.url, file.content, file.pages
            )


def bundles(library: Library, files: Mapping[str, tuple[Download, ...]]) -> Iterator[Download]:
    """One zip for each strand, with every file of its resources."""
    for strand in library.strands:
        if strand.page is None:
            continue
        own = _own(strand.page)
        pages = [
            page for page in library.pages if page.strand == strand.slug and page.kind != "chapter"
        ]
        inside = [
            (_named(item, page), item.content)
            for page in pages
            for item in files.get(_own(page), ())
        ]
        if inside:
            yield Download(
                own,
                "zip",
                "Every file of the strand (ZIP)",
                f"downloads/{strand.slug}.zip",
                bundle(inside),
            )


def _own(page: Page) -> str:
    return page.id or page.path


def _named(item: Download, page: Page) -> str:
    """A file's name in a zip: its id and title, so that it tells what it is on a shared drive."""
    words = "".join(one if one.isalnum() or one in " -" else "" for one in page.title)
    name = " ".join([*([page.id] if page.id else []), *words.split()])
    return f"{name}.{item.format}"
