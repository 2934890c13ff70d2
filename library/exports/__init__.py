"""Downloads: one module a format. An exporter takes the model and returns bytes, the same each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from library.exports.statements_csv import statements_csv
from library.model import Instrument, Library

INSTRUMENT_FORMATS: dict[str, tuple[str, Callable[[Library, Instrument], bytes]]] = {
    "csv": ("Statements as a table (CSV)", statements_csv),
}
"""Format to what a reader sees, and its exporter."""


@dataclass(frozen=True)
class Download:
    """A file that a resource can be taken away as."""

    resource: str
    format: str
    label: str
    url: str
    content: bytes
    pages: int | None = None

    @property
    def bytes(self) -> int:
        return len(self.content)


def downloads(library: Library) -> Iterator[Download]:
    """Every download of a library, in the order of its resources."""
    for instrument in library.instruments:
        for name, (label, export) in INSTRUMENT_FORMATS.items():
            yield Download(instrument.id, name, label, f"downloads/{instrument.id}.{name}",
                           export(library, instrument))
