"""The tables of a workbook: found by their headings, on whatever sheet they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from library.columns import HEADINGS, folded
from library.workbook.cells import Cells
from library.workbook.opening import rows

_MOST_ROWS = 5_000
_MOST_COLUMNS = 100
_HEAD_ROWS = 60
IS_ID = re.compile(r"[A-Z]{2}-[A-Z][1-9][0-9]?\.[0-9]{2}")
"""The id of a statement or question, whole."""
IDENTIFYING = ("id", "section", "text", "question", "where", "weight", "counted", "value")
"""Columns that say what a row is about; all others hold what was filled in."""


@dataclass(frozen=True)
class Table:
    """Where on a sheet the columns stand, by key, and the row below their headings."""

    sheet: Worksheet
    columns: dict[str, int]
    first: int

    def rows(self) -> Iterator[dict[str, Cell]]:
        """The cells of each row by the key of their column."""
        for row in rows(self.sheet, _MOST_ROWS, _MOST_COLUMNS, self.first):
            yield {key: row[place] for key, place in self.columns.items()}


def tables(sheets: Sequence[Worksheet], cells: Cells) -> list[Table]:
    """Every table of statements in a workbook."""
    return [table for sheet in sheets if (table := _table(sheet, cells))]


def first_id(found: Sequence[Table], cells: Cells) -> str:
    """The first statement that a table names; "" when none does."""
    for table in found:
        for at in table.rows():
            if IS_ID.fullmatch(cells.text(at["id"])):
                return cells.text(at["id"])
    return ""


def _table(sheet: Worksheet, cells: Cells) -> Table | None:
    headings = {folded(words): key for key, words in HEADINGS.items()}
    for number, row in enumerate(rows(sheet, _HEAD_ROWS, _MOST_COLUMNS), 1):
        keys = [
            headings.get(folded(cell.value)) if cell.value is not None else None for cell in row
        ]
        if "id" not in keys or not any(key and key not in IDENTIFYING for key in keys):
            continue
        columns: dict[str, int] = {}
        for at, key in enumerate(keys):
            if key and key in columns:
                cells.fault(row[at], f"the heading '{HEADINGS[key]}' stands twice in this row")
            elif key:
                columns[key] = at
        return Table(sheet, columns, number + 1)
    return None
