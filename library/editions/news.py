"""What changed in an edition, in plain words, by role.

Everything is read from the ledger, gone.yaml and docs/changes/, so that the words for an edition
are the same on its page, in the changelog and in a school's copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from library.editions.gone import gone
from library.files import Change, LedgerEntry, LedgerFile
from library.model import Library, Page

_PARTS = ("chapter", "statement", "question", "feature")
"""Kinds that are told with what they are part of."""


@dataclass(frozen=True)
class Item:
    """One thing that changed."""

    what: str
    """New, Withdrawn, Look again, Renamed, Moved or Revised."""
    name: str
    """What it is about, as "Reading audit (RD-A1)"."""
    more: str = ""
    """The rest of what there is to say."""
    id: str | None = None
    """What to open; None when there is nothing to open."""
    roles: tuple[str, ...] = ()
    """For whom; empty for everyone."""

    @property
    def text(self) -> str:
        return f"{self.name}. {self.more}".rstrip()


@dataclass(frozen=True)
class Group:
    """What changed for one role, or for everyone."""

    title: str
    items: tuple[Item, ...]


def news(library: Library, ledger: LedgerFile, edition: str) -> tuple[Item, ...]:
    """What an edition changed since the one before, the weightiest first.

    ``ledger`` holds the edition: see ``ledger.after``. The first edition changes nothing.
    """
    if not ledger.editions or ledger.editions[0].edition == edition:
        return ()
    return tuple(_Telling(library, ledger, edition).items())


def by_role(library: Library, items: tuple[Item, ...]) -> tuple[Group, ...]:
    """Items for everyone first, then those of each role, in the order of the roles."""
    everyone = tuple(item for item in items if not item.roles)
    found = [Group("Everyone", everyone)] if everyone else []
    for role in library.roles:
        own = tuple(item for item in items if role.id in item.roles)
        if own:
            found.append(Group(role.plural, own))
    return tuple(found)


@dataclass
class _Telling:
    library: Library
    ledger: LedgerFile
    edition: str

    def __post_init__(self) -> None:
        self.pages: dict[str | None, Page] = {page.id: page for page in self.library.entries}
        self.gone = gone(self.library)

    def items(self) -> Iterator[Item]:
        rows = self.ledger.ids
        yield from (item for row in rows for item in self.new(row))
        yield from self.new_parts()
        yield from (item for row in rows for item in self.withdrawn(row))
        yield from self.look_again()
        yield from (item for row in rows for item in self.changed(row))

    def item(self, what: str, identifier: str, name: str, more: str = "") -> Item:
        """An item for the roles of the page that holds the id, and everyone when that is all."""
        whole = identifier.partition(".")[0]
        page = self.pages.get(identifier) or self.pages.get(whole)
        roles = page.roles if page else ()
        if len(roles) == len(self.library.roles):
            roles = ()
        known = identifier in self.library.addresses or identifier in self.gone
        return Item(what, name, more, identifier if known else None, roles)

    def new(self, row: LedgerEntry) -> Iterator[Item]:
        if row.since == self.edition and row.kind not in _PARTS:
            yield self.item("New", row.id, _name(row))

    def new_parts(self) -> Iterator[Item]:
        """Chapters and statements that came to what was there before."""
        rows = {row.id: row for row in self.ledger.ids}
        told = {one for change in self.changes() for one in change.to}
        came: dict[tuple[str, str], list[LedgerEntry]] = defaultdict(list)
        for row in self.ledger.ids:
            whole = row.id.partition(".")[0]
            older = whole != row.id and rows[whole].since != self.edition
            if row.since == self.edition and row.id not in told and older:
                came[whole, row.kind].append(row)
        for (whole, kind), new in came.items():
            if kind == "chapter":
                for row in new:
                    yield self.item(
                        "New", row.id, _name(row), f"A chapter of {_name(rows[whole])}."
                    )
            else:
                ids = ", ".join(row.id for row in new)
                yield self.item("New", new[0].id, ids, f"{_name(rows[whole])} asks more.")

    def withdrawn(self, row: LedgerEntry) -> Iterator[Item]:
        told = self.gone.get(row.id)
        if told and told.edition == self.edition and row.kind not in _PARTS:
            instead = "; ".join(one.title for one in told.instead)
            more = told.why + (f" Instead: {instead}." if instead else "")
            yield Item("Withdrawn", _name(row), more, row.id)

    def look_again(self) -> Iterator[Item]:
        """Statements whose answers may mean something else now."""
        for change in self.changes():
            if change.kind == "kept" or change.same_meaning:
                continue
            ids = ", ".join(change.origin)
            if change.kind == "retired":
                # When the whole instrument was withdrawn, that is told already.
                if any(one.partition(".")[0] not in self.gone for one in change.origin):
                    yield self.item("Withdrawn", change.origin[0], ids, change.why)
                continue
            now = "" if change.to == change.origin else f", now {', '.join(change.to)}"
            name = f"{ids} ({change.kind}{now})"
            yield self.item("Look again", change.to[0], name, change.why)

    def changes(self) -> Iterator[Change]:
        for step in self.library.changes:
            if step.edition == self.edition:
                yield from step.changes

    def changed(self, row: LedgerEntry) -> Iterator[Item]:
        if row.retired or row.kind in ("statement", "question"):
            return
        for was in row.before:
            if was.changed == self.edition and was.title:
                yield self.item("Renamed", row.id, _name(row), f"Before: {was.title}.")
            if was.changed == self.edition and was.address and "#" not in was.address:
                more = "Its old address leads to the new one."
                yield self.item("Moved", row.id, _name(row), more)
        if self.edition in row.revised:
            yield self.item("Revised", row.id, _name(row))


def _name(row: LedgerEntry) -> str:
    return f"{row.title} ({row.id})"
