"""Nothing published is lost, and no address is given to something else.

That no id is given to something else is seen to by ``library.checks.ledger``.
"""

from __future__ import annotations

from collections.abc import Iterator

from library.editions.gone import (
    gone,
    gone_at,
    moved,
    owner_of_download,
    page_addresses,
    page_named,
)
from library.files import GoneEntry, LedgerEntry
from library.model import Library
from library.problems import Problem

_LEDGER = "ledger.yaml"
_GONE = "gone.yaml"


def check(library: Library) -> Iterator[Problem]:
    """Every id and address of the ledger answers, and gone.yaml says what can be."""
    yield from _gone_entries(library)
    yield from _moved_entries(library)
    if library.ledger.ids or library.ledger.addresses:
        yield from _lost_ids(library)
        yield from _taken_addresses(library)
        yield from _lost_addresses(library)


def _lost_ids(library: Library) -> Iterator[Problem]:
    told = gone(library)
    # C-01 speaks of statements, with the file in which they stood.
    asked = {
        item.id for file in library.published for one in file.instruments for item in one.statements
    }
    for at, row in enumerate(library.ledger.ids):
        if row.id in library.addresses or row.id in library.spoilt or row.id in told:
            continue
        if row.id not in asked:
            yield Problem(
                _LEDGER,
                _line(library, _LEDGER, "ids", at),
                "E-01",
                f"the {row.kind} {row.id} '{row.title}' was published in {row.since} and has "
                f"gone; say why in {_GONE}, under gone: {{id: {row.id}, edition: "
                f'"{row.retired or library.edition}", why: ..., replaced_by: [...]}}',
            )


def _taken_addresses(library: Library) -> Iterator[Problem]:
    """A page never stands where another page with an id stood before."""
    for row in library.ledger.ids:
        for address in _stood(row):
            path = library.path_of.get(address)
            page = library.page_at.get(path or "")
            if page and page.id != row.id:
                yield Problem(
                    page.path,
                    1,
                    "E-02",
                    f"the address {address} was that of {row.id} '{row.title}' and must go on "
                    "leading there; give this page another file name",
                )


def _stood(row: LedgerEntry) -> set[str]:
    found = {row.address, *(one.address for one in row.before if one.address)}
    return {address for address in found if "#" not in address}


def _lost_addresses(library: Library) -> Iterator[Problem]:
    answers = page_addresses(library) | gone_at(library).keys() | moved(library).keys()
    owners = {*(strand.slug for strand in library.strands), "library"}
    # Files of an id are lost only with it, and E-01 speaks of that.
    owners |= {*library.addresses, *(row.id for row in library.ledger.ids)}
    for at, row in enumerate(library.ledger.addresses):
        lost = [("pages", n, one) for n, one in enumerate(row.pages) if one not in answers]
        lost += [
            ("downloads", n, one)
            for n, one in enumerate(row.downloads)
            if one not in answers and owner_of_download(one) not in owners
        ]
        for key, n, address in lost:
            yield Problem(
                _LEDGER,
                _line(library, _LEDGER, "addresses", at, key, n),
                "E-02",
                f"the address {address} was published in {row.since} and nothing answers there; "
                f"add to {_GONE} where it moved {{at: {address}, to: ...}} or why it went "
                f'{{at: {address}, title: ..., edition: "{library.edition}", why: ...}}',
            )


def _gone_entries(library: Library) -> Iterator[Problem]:
    rows = {row.id: row for row in library.ledger.ids}
    published = {one for row in library.ledger.addresses for one in (*row.pages, *row.downloads)}
    seen = set()
    for at, entry in enumerate(library.gone.gone):
        line = _line(library, _GONE, "gone", at)
        for fault in _faults(library, entry, rows, published):
            yield Problem(_GONE, line, "E-03", fault)
        name = entry.id or entry.at
        if name in seen:
            yield Problem(_GONE, line, "E-03", f"{name} stands twice")
        seen.add(name)
        yield from _targets(library, entry.replaced_by, rows, line)


def _faults(
    library: Library, entry: GoneEntry, rows: dict[str, LedgerEntry], published: set[str]
) -> Iterator[str]:
    if bool(entry.id) == bool(entry.at):
        yield "either an id or an address (at) is expected"
        return
    if entry.id:
        row = rows.get(entry.id)
        if entry.id in library.addresses:
            yield f"{entry.id} is still there"
        elif row is None:
            yield f"{entry.id} was never published, so that nobody can miss it"
        elif row.retired not in (None, entry.edition):
            yield f"{entry.id} left in edition {row.retired}; found {entry.edition}"
    elif entry.at in page_addresses(library):
        yield f"{entry.at} is still there"
    elif entry.at not in published:
        yield f"{entry.at} was never published, so that nobody can miss it"
    elif not entry.title:
        yield f"{entry.at} needs a title: what it was called"
    if entry.edition not in {library.edition, *(one.edition for one in library.ledger.editions)}:
        yield f"edition {entry.edition} is neither published nor in preparation"


def _targets(
    library: Library, targets: tuple[str, ...], rows: dict[str, LedgerEntry], line: int
) -> Iterator[Problem]:
    for target in targets:
        identifier = target.partition("#")[0]
        if page_named(library, identifier) is None and identifier not in rows:
            yield Problem(_GONE, line, "E-03", f"an id or a page is expected; found '{target}'")


def _moved_entries(library: Library) -> Iterator[Problem]:
    here = page_addresses(library)
    published = {one for row in library.ledger.addresses for one in row.pages}
    published |= {row.address for row in library.ledger.ids}
    published |= {address for row in library.ledger.ids for address in _stood(row)}
    for at, entry in enumerate(library.gone.moved):
        line = _line(library, _GONE, "moved", at)
        if page_named(library, entry.to) is None:
            yield Problem(_GONE, line, "E-03", f"an id or a page is expected; found '{entry.to}'")
        if entry.at in here:
            yield Problem(_GONE, line, "E-03", f"{entry.at} is still there")
        elif entry.at not in published:
            yield Problem(_GONE, line, "E-03", f"{entry.at} was never published")


def _line(library: Library, file: str, *path: str | int) -> int:
    lines = library.lines.get(file)
    return lines.of(*path) if lines else 1
