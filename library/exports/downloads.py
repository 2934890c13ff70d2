"""The downloads of a library as pages show them, and the files behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from library.exports.books import Shelf
from library.exports.issued import issued
from library.exports.making import Maker
from library.exports.orders import orders
from library.exports.store import Kept, Store
from library.model import Library

_ORDER = ("pptx", "pdf", "docx", "epub", "xlsx", "csv", "ics", "zip")
"""The most useful format first, as pages list them."""


@dataclass(frozen=True)
class Download:
    """A file that a resource can be taken away as."""

    resource: str
    """The id of a resource or chapter; the path of a page without an id."""
    format: str
    label: str
    url: str
    kept: Kept | None = None
    """The file; None while it has not been made."""

    @property
    def bytes(self) -> int | None:
        return self.kept.size if self.kept else None

    @property
    def pages(self) -> int | None:
        return self.kept.pages if self.kept else None


class Exports:
    """Every download of a library.

    ``texts`` is the HTML of each page by its source path; without it only what the model alone
    can make. ``kept`` is the folder of files from earlier builds.
    """

    def __init__(
        self, library: Library, texts: Mapping[str, str], symbols: Mapping[str, str], kept: Path
    ) -> None:
        self.shelf = Shelf(library, texts, symbols, issued(library))
        self.store = Store(kept)
        self._maker = Maker(self.shelf, self.store)
        self._orders = {order.url: order for order in orders(self.shelf)}

    def make(self) -> None:
        """Make every file that is not there yet. Raises LibraryError when some cannot be made."""
        self._maker.make(list(self._orders.values()))
        self.store.forget()

    def file(self, url: str) -> Path | None:
        """The file at an address, made now if need be; None when there is no such download.

        Raises LibraryError when it cannot be made.
        """
        if url not in self._orders:
            return None
        self._maker.make([self._orders[url]])
        return self._maker.made[url].path

    def of(self) -> dict[str, tuple[Download, ...]]:
        """The downloads of each resource; of a page without an id by its path."""
        self._maker.find(self._orders.values())
        found: dict[str, list[Download]] = defaultdict(list)
        for order in self._orders.values():
            kept = self._maker.made.get(order.url)
            found[order.resource].append(
                Download(order.resource, order.format, order.label, order.url, kept)
            )
        return {resource: tuple(sorted(own, key=_usefulness)) for resource, own in found.items()}


def formats(library: Library) -> dict[str, list[str]]:
    """The formats of each resource's downloads, the most useful first, before any is made."""
    unread = dict.fromkeys(library.page_at, "")
    found: dict[str, list[Download]] = defaultdict(list)
    for order in orders(Shelf(library, unread, {}, issued(library))):
        found[order.resource].append(Download(order.resource, order.format, "", order.url))
    return {
        resource: [item.format for item in sorted(own, key=_usefulness)]
        for resource, own in found.items()
    }


def _usefulness(item: Download) -> tuple[int, str]:
    return (_ORDER.index(item.format), item.url)
