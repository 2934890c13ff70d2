"""A filled workbook, read back: what it says, what it would change, and the record with it.

A workbook comes from elsewhere and through other programs, so nothing of its layout is trusted:
columns are found by their headings, rows by the ids of statements, labels by their words, on
whatever sheet they stand. What is damaged is named by its cell, all of it at once.
"""

from library.model import Library
from library.workbook.applying import applied, brought
from library.workbook.counts import FilledCounts, counts_in
from library.workbook.filled import Difference, Filled, WorkbookRefused, differences
from library.workbook.opening import opened
from library.workbook.reading import filled_in

__all__ = [
    "Difference",
    "Filled",
    "FilledCounts",
    "WorkbookRefused",
    "applied",
    "differences",
    "read",
    "read_workbook",
]


def read(raw: bytes, library: Library) -> Filled | FilledCounts:
    """What the bytes of a workbook of either kind say. Raises WorkbookRefused."""
    sheets = opened(raw)
    return counts_in(sheets, library) or _here(filled_in(sheets, library), library)


def read_workbook(raw: bytes, library: Library) -> Filled:
    """What the bytes of a workbook say, in the terms of this edition. Raises WorkbookRefused."""
    found = read(raw, library)
    if isinstance(found, FilledCounts):
        raise WorkbookRefused("This is a workbook of counts of groups, which no record holds.")
    return found


def _here(found: Filled, library: Library) -> Filled:
    return found if found.edition == library.edition else brought(found, library)
