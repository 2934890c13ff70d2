"""Counts of several schools added together: each school's own guard comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from library.counts.guard import Table, guarded
from library.files import Counts


@dataclass(frozen=True)
class Pair:
    """A measure with the one that it is a part of."""

    part: str
    whole: str | None


@dataclass(frozen=True)
class Sum:
    """What schools counted together: "21 of 54, in 3 schools"."""

    part: int
    whole: int | None
    schools: int


def pairs(counts: Counts) -> tuple[Pair, ...]:
    """What is worth adding: measures that are parts of others, or all if there are none."""
    parts = tuple(Pair(one.id, one.of) for one in counts.measures if one.of)
    return parts or tuple(Pair(one.id, None) for one in counts.measures if not one.inside)


def together(counts: Counts, tables: Iterable[Table]) -> dict[tuple[str, int, Pair], Sum]:
    """The sums by group, time and pair, of those schools that may show both numbers of the pair.

    What a school may not show is left out with all of its pair, and never added to pass five.
    """
    found: dict[tuple[str, int, Pair], Sum] = {}
    for table in tables:
        for place, part, whole in _shown(counts, table):
            before = found.get(place, Sum(0, None if whole is None else 0, 0))
            found[place] = Sum(
                before.part + part,
                None if whole is None else (before.whole or 0) + whole,
                before.schools + 1,
            )
    return found


def _shown(counts: Counts, table: Table) -> Iterator[tuple[tuple[str, int, Pair], int, int | None]]:
    shown = guarded(counts, table)
    for group in counts.groups:
        for time in range(len(counts.times)):
            for pair in pairs(counts):
                part = shown.get((group.id, time, pair.part))
                whole = shown.get((group.id, time, pair.whole)) if pair.whole else None
                if isinstance(part, int) and (isinstance(whole, int) or not pair.whole):
                    yield (group.id, time, pair), part, whole if isinstance(whole, int) else None
