"""What the sheets of the network's workbook have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsxwriter.worksheet import Worksheet

from library.collate import Tally
from library.exports.cells import Column
from library.exports.sheets import TOP, Sheets
from library.files import Statement
from library.scoring import SMALL

TOO_FEW = f"fewer than {SMALL} answers: not shown"
MOST_ROWS = 20_000


def score(hundredths: int | None) -> float | str:
    return "" if hundredths is None else hundredths / 100


def table(
    book: Sheets,
    name: str,
    title: str,
    lead: str,
    columns: tuple[Column, ...],
    rows: Iterable[Iterable[Any]],
) -> tuple[Worksheet, int]:
    """A sheet that is one table; the row of its last line."""
    sheet = book.sheet(name[:31], title, lead)
    values = [list(row) for row in rows]
    table = "T" + "".join(char for char in name if char.isalnum())
    book.table(sheet, table, columns, max(1, len(values)))
    for row, one in enumerate(values, TOP + 1):
        book.cells(sheet, row, columns, one)
    sheet.freeze_panes(TOP + 1, 1)
    return sheet, TOP + max(1, len(values))


def unique(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns whose headings differ, as a table's must."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        seen[column.title.casefold()] = number = seen.get(column.title.casefold(), 0) + 1
        heading = column.title if number == 1 else f"{column.title} ({number})"
        found.append(Column(column.key, column.width, heading, column.look))
    return tuple(found)


def levels(tally: Tally, look: str = "number") -> tuple[Column, ...]:
    return tuple(
        Column(f"level {level.key}", 13, f"{level.symbol} {level.name}", look)
        for level in tally.instrument.scale.levels
    )


def statements(tally: Tally) -> Iterable[tuple[str, Statement]]:
    for section in tally.instrument.sections:
        for item in section.statements:
            yield section.title, item
