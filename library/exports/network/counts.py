"""Counts of groups from many schools: each school's own, guarded, and what may be added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from library.columns import LABELS, folded
from library.counts import guarded, pairs, together
from library.exports.cells import Column
from library.exports.network.frame import table
from library.exports.sheets import Sheets
from library.files import Counts
from library.workbook import FilledCounts

_NOT_SAID = "not said"


def counts_sheets(book: Sheets, returned: list[FilledCounts]) -> None:
    """Two sheets for a tool whose workbooks of counts were returned."""
    instrument = returned[0].instrument
    counts = instrument.counts
    if counts is None:
        return
    frame = (
        Column("what", 40, LABELS["what"]),
        Column("group", 34, "Group", "strong"),
        Column("time", 12, "When"),
    )
    added = (
        *frame,
        Column("measure", 34, "Measure"),
        Column("part", 10, "How many", "number"),
        Column("whole", 10, "Of", "number"),
        Column("schools", 10, "Schools", "number"),
    )
    lead = "Added over the schools that may show both numbers. Different tasks are not added."
    table(book, f"{instrument.id} together", counts.title, lead, added, _sums(counts, returned))
    shown = tuple(one for one in counts.measures if not one.inside)
    columns = (
        Column("school", 30, "School", "strong"),
        *frame,
        *(Column(one.id, 20, one.name, "number") for one in shown),
    )
    lead = "What each school may show. Small numbers are hidden here as in its own workbook."
    table(book, f"{instrument.id} counts", counts.title, lead, columns, _own(counts, returned))


def _alike(returned: Iterable[FilledCounts]) -> dict[str, list[FilledCounts]]:
    """The returns by what they count, in the words of the first."""
    found: dict[str, list[FilledCounts]] = {}
    for one in returned:
        found.setdefault(folded(one.what), []).append(one)
    return {same[0].what or _NOT_SAID: same for same in found.values()}


def _sums(counts: Counts, returned: list[FilledCounts]) -> Iterator[list[Any]]:
    names = {one.id: one.name for one in counts.measures}
    for what, same in _alike(returned).items():
        sums = together(counts, (one.table for one in same))
        for group in counts.groups:
            for time, when in enumerate(counts.times):
                for pair in pairs(counts):
                    found = sums.get((group.id, time, pair))
                    if found:
                        of = "" if found.whole is None else found.whole
                        head = [what, group.name, when, names[pair.part]]
                        yield [*head, found.part, of, found.schools]


def _own(counts: Counts, returned: list[FilledCounts]) -> Iterator[list[Any]]:
    shown = [one.id for one in counts.measures if not one.inside]
    for one in returned:
        cells = guarded(counts, one.table)
        for group in counts.groups:
            for time, when in enumerate(counts.times):
                values = [cells.get((group.id, time, measure), "") for measure in shown]
                if any(value != "" for value in values):
                    yield [one.school, one.what or _NOT_SAID, group.name, when, *values]
