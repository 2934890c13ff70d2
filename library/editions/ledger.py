"""The ledger: every id and address that was ever published, and the edition that first held it.

``after(library)`` is the ledger as it stands once the library's edition is published. A release
writes it to docs/ledger.yaml; before that it tells what the edition would change.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from library.editions.gone import page_addresses
from library.editions.kinds import kind_by_number
from library.exports.issued import issued
from library.files import (
    LedgerAddresses,
    LedgerBefore,
    LedgerEdition,
    LedgerEntry,
    LedgerFile,
)
from library.model import Instrument, Library, Page

HEAD = """\
# yaml-language-server: $schema=../schemas/ledger.schema.json
# Every id and address that was ever published, and the edition that first held it.
# scripts/release.py writes this file; people read it. What has gone is told in gone.yaml.
# An id listed here is never used again for something else, even when its resource has gone.
"""


def after(library: Library, addresses: Iterable[str] = ()) -> LedgerFile:
    """The ledger once the library's edition is published.

    ``addresses`` are those of a built site; without them only pages are known.
    """
    before = library.ledger
    if library.edition in {one.edition for one in before.editions}:
        return before
    return LedgerFile(
        editions=editions(library),
        ids=tuple(_ids(library)),
        addresses=(*before.addresses, *_new_addresses(library, addresses)),
    )


def editions(library: Library) -> tuple[LedgerEdition, ...]:
    """Every published edition, and the one in preparation with the day that its files carry."""
    out = library.ledger.editions
    if library.edition in {one.edition for one in out}:
        return out
    last = out[-1].edition if out else None
    day = datetime.datetime.fromtimestamp(issued(library), datetime.UTC).date()
    kind = kind_by_number(last, library.edition)
    return (*out, LedgerEdition(edition=library.edition, kind=kind, published=day))


def written(file: LedgerFile) -> str:
    """The ledger as YAML: one line for each edition and id, so that a change is easy to read."""
    value: dict[str, Any] = file.model_dump(mode="json", exclude_defaults=True)
    out = [HEAD]
    for name in ("editions", "ids"):
        rows = value.get(name, [])
        out.append(f"{name}:\n" if rows else f"{name}: []\n")
        out += [f"  - {_flow(row)}\n" for row in rows]
    addresses = value.get("addresses", [])
    if addresses:
        out.append(yaml.safe_dump({"addresses": addresses}, sort_keys=False, allow_unicode=True))
    else:
        out.append("addresses: []\n")
    return "".join(out)


def _ids(library: Library) -> Iterator[LedgerEntry]:
    """Every row: earlier ones brought up to date, then new ones in the order of the files."""
    now = {row.id: row for row in _present(library)}
    for row in library.ledger.ids:
        found = now.pop(row.id, None)
        yield _retired(row, library.edition) if found is None else _renewed(row, found)
    yield from now.values()


def _retired(row: LedgerEntry, edition: str) -> LedgerEntry:
    return row if row.retired else row.model_copy(update={"retired": edition})


def _renewed(row: LedgerEntry, now: LedgerEntry) -> LedgerEntry:
    """A row with what the id is called now, where it stands, and whether its text is new."""
    title = row.title if row.title != now.title and row.words else None
    # What stands on a page with others is followed by the page's own address.
    address = row.address if row.address != now.address and "#" not in row.address else None
    before = row.before
    if title or address:
        before += (LedgerBefore(changed=now.since, title=title, address=address),)
    revised = row.revised + ((now.since,) if row.words != now.words else ())
    return now.model_copy(update={"since": row.since, "before": before, "revised": revised})


def _present(library: Library) -> Iterator[LedgerEntry]:
    """A row for everything that has an id here."""
    instruments = {instrument.page.path: instrument for instrument in library.instruments}
    for page in library.entries:
        if page.id:
            words = _sum(page, instruments.get(page.path))
            yield _row(library, page.id, page.kind, page.title, words)
    for instrument in library.instruments:
        for statement in instrument.statements:
            yield _row(library, statement.id, "statement", statement.text)
        for question in instrument.questions:
            yield _row(library, question.id, "question", question.text)
    for strand in library.strands:
        for feature in strand.features:
            yield _row(library, feature.id, "feature", feature.name)


def _row(library: Library, identifier: str, kind: str, title: str, words: str = "") -> LedgerEntry:
    return LedgerEntry(
        id=identifier,
        kind=kind,
        title=title,
        address=library.addresses[identifier],
        since=library.edition,
        words=words,
    )


def _sum(page: Page, instrument: Instrument | None) -> str:
    """Eight digits that change with what a person reads; not with title, dates or markup around."""
    asked = (
        [(item.text, item.levels) for section in instrument.sections for item in section.statements]
        if instrument
        else []
    )
    text = repr((page.summary, page.body.split(), asked))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _new_addresses(library: Library, addresses: Iterable[str]) -> Iterator[LedgerAddresses]:
    known = {one for row in library.ledger.addresses for one in (*row.pages, *row.downloads)}
    of_ids = {url.partition("#")[0] for url in _page_ids(library)}
    pages = sorted(page_addresses(library) - of_ids - known)
    downloads = sorted({url for url in addresses if url.startswith("downloads/")} - known)
    if pages or downloads:
        yield LedgerAddresses(since=library.edition, pages=tuple(pages), downloads=tuple(downloads))


def _page_ids(library: Library) -> Iterator[str]:
    """Addresses of pages that stand in the rows of ids."""
    return (page.url for page in library.pages if page.id)


def _flow(row: dict[str, Any]) -> str:
    return yaml.safe_dump(
        row, default_flow_style=True, sort_keys=False, allow_unicode=True, width=1_000_000
    ).strip()
