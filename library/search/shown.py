"""What results show and facets count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from library.model import Library
from library.search.documents import Entry

PHASES = ("early-years", "primary", "secondary", "post-16")
_SIZE = 12_000
"""How many letters a file of texts holds, about."""


def chunks(found: Sequence[Entry]) -> Iterator[tuple[int, dict[str, object]]]:
    """Runs of entries, with what a result shows of them."""
    start, size, rows = 0, 0, []
    for at, entry in enumerate(found):
        parts = [[part.anchor, part.title, part.text] for part in entry.parts]
        rows.append([entry.page.summary, parts])
        size += len(entry.page.summary) + sum(len(text) for part in parts for text in part)
        if size >= _SIZE or at == len(found) - 1:
            yield start, {"entries": rows}
            start, size, rows = at + 1, 0, []


def columns(found: Sequence[Entry], library: Library) -> dict[str, object]:
    """What results show and facets count, a list for each of its kinds."""
    strands = [strand.slug for strand in library.strands]
    roles = [role.id for role in library.roles]
    return {
        "title": [entry.page.title for entry in found],
        "url": [entry.page.url for entry in found],
        "id": [entry.page.id or "" for entry in found],
        "kind": [entry.page.kind for entry in found],
        "strand": [
            strands.index(entry.page.strand) if entry.page.strand in strands else -1
            for entry in found
        ],
        "minutes": [entry.page.minutes for entry in found],
        "roles": [_bits(entry.page.roles, roles) for entry in found],
        "phases": [_bits(entry.page.phases, PHASES) for entry in found],
        "formats": [" ".join(entry.formats) for entry in found],
        "worth": [entry.worth for entry in found],
        "parts": [len(entry.parts) for entry in found],
        "strands": [[strand.slug, strand.name, strand.colour] for strand in library.strands],
        "allRoles": roles,
        "allPhases": PHASES,
    }


def _bits(values: Iterable[str], known: Sequence[str]) -> int:
    return sum(1 << known.index(value) for value in values if value in known)
