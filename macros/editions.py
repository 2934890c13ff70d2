"""Pages about editions that nobody writes: tombstones, ways on, and the list of editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from library.editions import ledger
from library.editions.changelog import KIND_WORDS
from library.editions.cite import NEWEST, top_address
from library.editions.gone import Gone, Replacement, gone, gone_at, moved
from library.editions.news import Group, by_role, news
from library.files import LedgerFile
from library.model import Library, Page
from library.render import Renderer

LIST = "editions.html"
"""The page at the top of every edition that leads to all of them."""


@dataclass(frozen=True)
class Row:
    """An edition in a list of editions."""

    edition: str
    words: str
    published: date | None
    """None while it is in preparation."""
    groups: tuple[Group, ...]
    url: str | None
    """Where it stands; None when nobody can know."""


def rows(library: Library, beside: str | None = None) -> tuple[Row, ...]:
    """Every edition up to the library's own, the newest first.

    ``beside`` is the address of the folder in which editions stand, when it is not known from
    the library's own address.
    """
    # Before the second edition there is nothing to compare, and no text to be read for it.
    first = len(ledger.editions(library)) == 1
    told = LedgerFile(editions=ledger.editions(library)) if first else ledger.after(library)
    out = {one.edition for one in library.ledger.editions}
    top = top_address(library) if beside is None else beside
    return tuple(
        Row(
            edition=one.edition,
            words=KIND_WORDS[one.kind],
            published=one.published if one.edition in out else None,
            groups=by_role(library, news(library, told, one.edition)),
            url=f"{top}{one.edition}/index.html"
            if top is not None and one.edition in out
            else None,
        )
        for one in reversed(told.editions)
    )


def pages(library: Library, renderer: Renderer) -> Iterator[tuple[str, str]]:
    """What stands at old addresses, and the list of editions: addresses with their HTML."""
    for identifier, one in gone(library).items():
        address = f"id/{identifier}.html"
        yield address, tombstone(library, renderer, address, one)
    for address, one in gone_at(library).items():
        if address.endswith(".html"):
            yield address, tombstone(library, renderer, address, one)
    for address, way in moved(library).items():
        here = bare_page(library, address)
        url = renderer.links_from(here)(way.url)
        yield address, renderer.part("moved", here, title=way.title, url=url)
    yield LIST, alone(library, renderer)


def alone(library: Library, renderer: Renderer) -> str:
    """The list of editions where this edition may stand by itself: in a copy, on any server."""
    own = top_address(library)
    return renderer.part(
        "editions-page",
        bare_page(library, LIST),
        up="",
        rows=rows(library),
        everything=None if own is None else f"{own}{LIST}",
        beside=False,
    )


def everywhere(library: Library, renderer: Renderer) -> str:
    """The list of editions at the top of all of them, each with a way to it."""
    return renderer.part(
        "editions-page",
        bare_page(library, LIST),
        up=f"{NEWEST}/",
        rows=rows(library, beside=""),
        everything=None,
        beside=True,
    )


def way_on(library: Library, renderer: Renderer, address: str, way: Replacement) -> str:
    """A page that leads on to an address that is written as seen from it."""
    return renderer.part("moved", bare_page(library, address), title=way.title, url=way.url)


def tombstone(library: Library, renderer: Renderer, address: str, one: Gone) -> str:
    """What an address says of something that has gone."""
    days = {row.edition: row.published for row in library.ledger.editions}
    up = "../" * address.count("/")
    here = bare_page(library, address)
    return renderer.part("gone", here, gone=one, went=days.get(one.edition), up=up)


def bare_page(library: Library, url: str) -> Page:
    """A page of the site that has no source: parts ask it only for its address."""
    return Page(
        path=url,
        url=url,
        id=None,
        title=library.name,
        kind="page",
        strand=None,
        roles=(),
        phases=(),
        minutes=1,
        summary="",
        keywords=(),
        sources=(),
        rights=None,
        since=None,
    )
