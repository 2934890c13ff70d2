"""What answers at old addresses: a tombstone for what has gone, a way on for what has moved.

Nobody writes a redirect for what has an id: the ledger knows where it stood. Statements that
went are told by docs/changes/; everything else that went, and pages without an id that moved,
by docs/gone.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from library.files import GoneEntry, LedgerEntry
from library.model import Library, Page


@dataclass(frozen=True)
class Replacement:
    """Something that a reader may take instead."""

    title: str
    url: str


@dataclass(frozen=True)
class Gone:
    """Something that was published and is there no more."""

    id: str | None
    title: str
    kind: str
    address: str
    """Where it stood last, below the site's root."""
    since: str | None
    """The edition that first held it; None when only its address is known."""
    edition: str
    """The first edition without it."""
    why: str
    instead: tuple[Replacement, ...]


def page_addresses(library: Library) -> frozenset[str]:
    """The addresses of pages and slide shows, known without a build."""
    found = {page.url for page in library.pages}
    found |= {slides_of(page.url) for page in library.pages if page.kind == "presentation"}
    return frozenset(found)


def slides_of(url: str) -> str:
    """The address of a presentation's slide show, from that of its page."""
    return f"{url.removesuffix('.html')}-slides.html"


def gone(library: Library) -> dict[str, Gone]:
    """Every id that was published and has gone, with its tombstone."""
    found = {}
    for row in library.ledger.ids:
        if row.id not in library.addresses:
            told = _told(library, row)
            if told:
                found[row.id] = told
    return found


def gone_at(library: Library) -> dict[str, Gone]:
    """Tombstones by the addresses of pages, slide shows and downloads at which they answer."""
    found: dict[str, Gone] = {}
    by_id = gone(library)
    for row in library.ledger.ids:
        if row.id in by_id:
            found |= dict.fromkeys(_pages_of(row), by_id[row.id])
    for entry in library.gone.gone:
        if entry.at:
            found[entry.at] = Gone(
                id=None,
                title=entry.title or entry.at,
                kind="page",
                address=entry.at,
                since=_first_held(library, entry.at),
                edition=entry.edition,
                why=entry.why,
                instead=tuple(_instead(library, entry.replaced_by)),
            )
    for address in _downloads(library):
        owner = owner_of_download(address)
        if owner in by_id:
            found.setdefault(address, by_id[owner])
    here = page_addresses(library)
    return {address: one for address, one in found.items() if address not in here}


def moved(library: Library) -> dict[str, Replacement]:
    """Old addresses of pages and slide shows that stand elsewhere now, with where they stand."""
    found: dict[str, Replacement] = {}
    by_id = {page.id: page for page in library.pages if page.id}
    for row in library.ledger.ids:
        if row.id in by_id:
            found |= dict(_ways_on(row, by_id[row.id]))
    for entry in library.gone.moved:
        page = page_named(library, entry.to)
        if page and "#" not in entry.at:
            found[entry.at] = Replacement(page.title, page.url)
    here = page_addresses(library)
    return {address: one for address, one in found.items() if address not in here}


def _ways_on(row: LedgerEntry, page: Page) -> Iterator[tuple[str, Replacement]]:
    for address in _pages_of(row):
        shows = page.kind == "presentation" and address.endswith("-slides.html")
        url = slides_of(page.url) if shows else page.url
        yield address, Replacement(page.title, url)


def page_named(library: Library, target: str) -> Page | None:
    """The page that an id or a source path such as programme/new.md stands for."""
    url = library.addresses.get(target, "").partition("#")[0]
    path = library.path_of.get(url) if url else target
    return library.page_at.get(path or "")


def owner_of_download(address: str) -> str:
    """The id, or the strand, that a file of downloads/ is named after.

    An id may be followed by a word, as in PR-L2-counts.xlsx.
    """
    name = address.rpartition("/")[2].rpartition(".")[0]
    found = re.match(r"[A-Z]{2}-[A-Z]\d+(?:\.\d{2})?(?=-|$)", name)
    return found[0] if found else name


def _downloads(library: Library) -> Iterator[str]:
    return (address for row in library.ledger.addresses for address in row.downloads)


def _pages_of(row: LedgerEntry) -> Iterator[str]:
    """Every page at which an id itself stood; not pages on which it was one of many."""
    earlier = [one.address for one in row.before if one.address]
    for address in (row.address, *earlier):
        if "#" not in address:
            yield address
            if row.kind == "presentation":
                yield slides_of(address)


def _told(library: Library, row: LedgerEntry) -> Gone | None:
    """What is told of an id that has gone: of itself, of what it was part of, or by a change."""
    whole = row.id.partition(".")[0]
    for entry in library.gone.gone:
        if entry.id in (row.id, whole):
            return _tombstone(library, row, entry)
    for step in library.changes:
        for change in step.changes:
            if row.id in change.origin and row.id not in change.to:
                entry = GoneEntry(
                    id=row.id, edition=step.edition, why=change.why, replaced_by=change.to
                )
                return _tombstone(library, row, entry)
    return None


def _tombstone(library: Library, row: LedgerEntry, entry: GoneEntry) -> Gone:
    return Gone(
        id=row.id,
        title=row.title,
        kind=row.kind,
        address=row.address,
        since=row.since,
        edition=entry.edition,
        why=entry.why,
        instead=tuple(_instead(library, entry.replaced_by)),
    )


def _instead(library: Library, targets: tuple[str, ...]) -> Iterator[Replacement]:
    """What is named as a replacement; when that has gone as well, its own tombstone."""
    titles = {row.id: row.title for row in library.ledger.ids}
    titles |= {page.id: page.title for page in library.entries if page.id}
    for target in targets:
        identifier, _, anchor = target.partition("#")
        page = page_named(library, identifier)
        if page and not identifier.endswith(".md"):
            url = library.addresses[identifier]
            yield Replacement(
                titles.get(identifier, page.title),
                f"{url.partition('#')[0]}#{anchor}" if anchor else url,
            )
        elif page:
            yield Replacement(page.title, page.url)
        elif identifier in titles:
            yield Replacement(titles[identifier], f"id/{identifier}.html")


def _first_held(library: Library, address: str) -> str | None:
    return next(
        (
            row.since
            for row in library.ledger.addresses
            if address in row.pages or address in row.downloads
        ),
        None,
    )
