"""Patch, minor or major: what an edition's number says, and what it must say at least.

``2026.1`` is followed by ``2026.1.1`` (a patch), ``2026.2`` (minor) or ``2027.1`` (major).

patch   no answer changes its meaning, and nothing comes or goes: carry on
minor   something is new or withdrawn, or some statements are worth another look
major   a new framework: answers given before cannot be compared with new ones
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from library.changes import published
from library.files import PublishedInstrument
from library.model import Library
from library.record import edition_order

Kind = Literal["first", "patch", "minor", "major"]
KINDS: tuple[Kind, ...] = ("first", "patch", "minor", "major")
"""From the least to the most; the first edition of all changes nothing."""

_JUDGED = ("audit", "framework")
"""Kinds whose rounds a school compares over the years."""


@dataclass(frozen=True)
class Reason:
    """Something that changed, and the kind that an edition with it must be at least."""

    kind: Kind
    what: str


def kind_by_number(last: str | None, edition: str) -> Kind:
    """The kind that an edition's number says, after the last edition that was published."""
    if last is None:
        return "first"
    before, now = edition_order(last), edition_order(edition)
    if now[0] != before[0]:
        return "major"
    return "minor" if now[1] != before[1] else "patch"


def next_number(last: str, kind: Kind) -> str:
    """The number of the next edition of a kind."""
    year, minor, *rest = edition_order(last)
    if kind == "major":
        return f"{year + 1}.1"
    if kind == "minor":
        return f"{year}.{minor + 1}"
    return f"{year}.{minor}.{(rest[0] if rest else 0) + 1}"


def is_plain(edition: str) -> bool:
    """Whether a number is written in its one way: 2026.1, not 2026.01 or 2026.1.0."""
    parts = edition_order(edition)
    return edition == ".".join(map(str, parts)) and parts[1:] == tuple(filter(None, parts[1:]))


def needed(library: Library) -> tuple[Reason, ...]:
    """Everything since the last edition that a patch may not hold, the gravest first."""
    if not library.ledger.editions:
        return ()
    found = {one.what: one for one in (*_ids(library), *_statements(library))}
    found |= {one.what: one for one in _instruments(library)}
    return tuple(sorted(found.values(), key=lambda one: (-KINDS.index(one.kind), one.what)))


def _instruments(library: Library) -> Iterator[Reason]:
    """What makes the answers to an instrument incomparable."""
    earlier = [one for one in library.published if one.edition != library.edition]
    if not earlier:
        return
    now = {one.id: one for one in published(library).instruments}
    before = {one.id: one for one in earlier[-1].instruments}
    for identifier, was in before.items():
        here = now.get(identifier)
        if here is None:
            if was.kind in _JUDGED:
                yield Reason("major", f"{identifier} '{was.title}' has gone")
        elif _scale(here) != _scale(was):
            yield Reason("major", f"{identifier} is judged on another scale")
        elif _names(here) != _names(was):
            yield Reason("minor", f"the levels of {identifier} have other names")
    for identifier, here in now.items():
        if identifier not in before and here.kind == "framework":
            yield Reason("major", f"{identifier} '{here.title}' is a new framework")


def _scale(one: PublishedInstrument) -> list[tuple[str, int]]:
    return [(level.key, level.value) for level in one.levels]


def _names(one: PublishedInstrument) -> list[str]:
    return [level.name for level in one.levels]


def _statements(library: Library) -> Iterator[Reason]:
    """Statements that changed in more than their words."""
    for step in library.changes:
        if step.edition != library.edition:
            continue
        for change in step.changes:
            told = all(_whole(one) not in library.addresses for one in change.origin)
            if change.kind != "kept" and not change.same_meaning and not told:
                yield Reason("minor", f"{', '.join(change.origin)}: {change.kind}")


def _ids(library: Library) -> Iterator[Reason]:
    """What came and what went. Parts are told with the whole that they came or went with."""
    rows = {row.id: row for row in library.ledger.ids}
    for identifier in library.addresses:
        if identifier not in rows and (_whole(identifier) in rows or _is_whole(identifier)):
            yield Reason("minor", f"{identifier} is new")
    for identifier, row in rows.items():
        with_whole = not _is_whole(identifier) and _whole(identifier) not in library.addresses
        if not row.retired and identifier not in library.addresses and not with_whole:
            yield Reason("minor", f"{identifier} '{row.title}' has gone")


def _whole(identifier: str) -> str:
    """The resource that an id belongs to: AL-A1 of AL-A1.03."""
    return identifier.partition(".")[0]


def _is_whole(identifier: str) -> bool:
    return "." not in identifier
