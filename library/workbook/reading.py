"""A workbook being read: what it is about, its tables and their rows, every fault at once."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from library.columns import HEADINGS, answers
from library.model import Library
from library.workbook.about import about, edition_of, instrument_of, round_id
from library.workbook.cells import Cells
from library.workbook.filled import Filled, WorkbookRefused
from library.workbook.rows import Rows
from library.workbook.tables import Table, first_id, tables

_NO_TABLE = (
    f"No sheet of this file has a column headed '{HEADINGS['id']}': the headings were changed, "
    "or it is another file."
)
_ABOUT = ("school", "who", "date", "voice")


def filled_in(sheets: Sequence[Worksheet], library: Library) -> Filled:
    """What the sheets say, in the terms of their own edition. Raises WorkbookRefused."""
    cells, messages = Cells(), list[str]()
    said = about(sheets, cells, messages)
    found = tables(sheets, cells)
    if not found:
        raise WorkbookRefused(_NO_TABLE)
    edition = edition_of(said, library)
    named = said.get("instrument") or first_id(found, cells).partition(".")[0]
    rows = Rows(instrument_of(named, library, edition), cells, edition == library.edition)
    for table in found:
        rows.read(table)
    _empty_lists(rows, found)
    if cells.faults:
        raise WorkbookRefused("\n".join(cells.faults))
    if rows.same_edition:
        messages += _missing(rows)
    return Filled(
        rows.instrument.id,
        edition,
        round_id(said, messages),
        {key: said[key] for key in _ABOUT if key in said},
        rows.found,
        rows.words,
        answers(rows.instrument),
        tuple(messages),
    )


def _empty_lists(rows: Rows, found: Sequence[Table]) -> None:
    """A sheet of evidence or actions without a row for a statement says that it has none."""
    for column, key in (("evidence", "evidence"), ("action", "actions")):
        if any(column in table.columns for table in found):
            for fields in rows.found.values():
                fields.setdefault(key, [])


def _missing(rows: Rows) -> list[str]:
    missing = [item.id for item in rows.instrument.statements if item.id not in rows.found]
    if not missing:
        return []
    several = "statements have no row here and stay as they are"
    words = "statement has no row here and stays as it is" if len(missing) == 1 else several
    return [f"{len(missing)} {words}: {', '.join(missing[:5])}{' ...' if missing[5:] else ''}"]
