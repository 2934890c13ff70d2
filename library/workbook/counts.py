"""A workbook of counts, read back: whole numbers by group, time and measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from library.columns import COUNTS_WORDS, ROW, folded, row_key
from library.counts import FEW, FEW_WORDS, MOST
from library.counts.guard import Cell as Place
from library.files import Counts
from library.model import Instrument, Library
from library.scoring import SMALL
from library.workbook.about import about, edition_of, instrument_of
from library.workbook.cells import Cells
from library.workbook.filled import WorkbookRefused
from library.workbook.opening import rows

_FEW = frozenset((folded(FEW_WORDS), f"<{SMALL}", f"< {SMALL}"))
_MOST_ROWS = 300


@dataclass(frozen=True)
class FilledCounts:
    """What a workbook of counts says."""

    instrument: Instrument
    school: str
    what: str
    """What is counted, in the school's words."""
    date: str
    table: dict[Place, int]


def counts_in(sheets: Sequence[Worksheet], library: Library) -> FilledCounts | None:
    """What the sheets of a workbook of counts say; None when it is another workbook.

    Raises WorkbookRefused with every fault by its cell.
    """
    cells = Cells()
    said = about(sheets, cells, [], COUNTS_WORDS)
    if not said:
        return None
    edition = edition_of(said, library)
    instrument = instrument_of(said.get("instrument", ""), library, edition)
    if instrument.counts is None:
        raise WorkbookRefused(f"{instrument.id} has no counts in this library.")
    table = _Reading(instrument.counts, cells).table(sheets)
    if cells.faults:
        raise WorkbookRefused("\n".join(cells.faults))
    what, school = said.get("what", "").strip(), said.get("school", "").strip()
    return FilledCounts(instrument, school, what, said.get("date", ""), table)


@dataclass
class _Reading:
    """Counts on their way out of cells, with every fault named."""

    counts: Counts
    cells: Cells

    def table(self, sheets: Sequence[Worksheet]) -> dict[Place, int]:
        measures = {folded(one.name): one.id for one in self.counts.measures}
        for sheet in sheets:
            found = list(rows(sheet, _MOST_ROWS, 40))
            for number, row in enumerate(found):
                at = {folded(cell.value): place for place, cell in enumerate(row)}
                columns = {measures[name]: at[name] for name in at if name in measures}
                if folded(ROW) in at and columns:
                    return self.numbers(found[number + 1 :], at[folded(ROW)], columns)
        raise WorkbookRefused(
            f"No sheet of this file has a column headed '{ROW}' beside the counts: the headings "
            "were changed, or it is another file."
        )

    def numbers(
        self, found: Sequence[tuple[Cell, ...]], key: int, columns: dict[str, int]
    ) -> dict[Place, int]:
        known = {
            row_key(group.id, time): (group.id, time)
            for group in self.counts.groups
            for time in range(len(self.counts.times))
        }
        table: dict[Place, int] = {}
        for row in found:
            entered = {name: row[at] for name, at in columns.items() if row[at].value is not None}
            which = known.get(self.cells.text(row[key]))
            if which is None and entered:
                self.cells.fault(row[key], "this row is of no group and time of these counts")
            for name, cell in entered.items() if which else ():
                number = self.number(cell)
                if which and number is not None:
                    self.put(table, (*which, name), number, cell)
        return table

    def put(self, table: dict[Place, int], where: Place, number: int, cell: Cell) -> None:
        if table.setdefault(where, number) != number:
            self.cells.fault(cell, "the same row stands twice, with another number")

    def number(self, cell: Cell) -> int | None:
        """A count of five or more, FEW for a small one, None for what is none."""
        text = self.cells.text(cell)
        if not text or folded(text) in _FEW:
            return FEW if text else None
        number = _whole(cell.value)
        if number is None or not 0 <= number <= MOST:
            self.cells.fault(
                cell,
                f"'{text[:40]}' is no count; write a whole number of {SMALL} or more, or: "
                f"{FEW_WORDS}",
            )
            return None
        return number if number >= SMALL else FEW


def _whole(value: object) -> int | None:
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal():
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
