"""What a workbook says of itself: library, edition, tool, round, school, who, date, voice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from library.columns import FORMAT_WORDS, LABELS, VOICES, chosen, folded
from library.model import Instrument, Library
from library.record import edition_order
from library.workbook.cells import Cells
from library.workbook.filled import WorkbookRefused
from library.workbook.opening import rows

_ROWS = 180
_COLUMNS = 12
_LOST = "The sheet that says which edition this is has gone; the present edition was taken."
_RENAMED = "The name of the round was changed, so it is taken as a new one."


def about(
    sheets: Sequence[Worksheet], cells: Cells, messages: list[str], form: str = FORMAT_WORDS
) -> dict[str, str]:
    """What stands beside the labels, on the sheet that names this kind of file, wherever it is."""
    for sheet in sheets:
        found = list(rows(sheet, _ROWS, _COLUMNS))
        if any(folded(cell.value) == folded(form) for row in found for cell in row):
            return _labelled(found, cells)
    messages.append(_LOST)
    return {}


def _labelled(found: Sequence[tuple[Cell, ...]], cells: Cells) -> dict[str, str]:
    labels = {folded(words): key for key, words in LABELS.items()}
    said: dict[str, str] = {}
    for row in found:
        for at, cell in enumerate(row[:-1]):
            key = labels.get(folded(cell.value))
            if key and key not in said:
                said[key] = _value(key, row[at + 1], cells)
    return said


def _value(key: str, cell: Cell, cells: Cells) -> str:
    if key == "date":
        return cells.day(cell) or ""
    if key == "voice":
        voice = chosen(cell.value or VOICES["school"], VOICES)
        if voice is None:
            cells.fault(cell, f"'{cells.text(cell)}' is none of {', '.join(VOICES.values())}")
        return voice or "school"
    return cells.text(cell)[:200] if key == "school" else cells.text(cell)


def edition_of(said: Mapping[str, str], ours: Library) -> str:
    """The edition of a workbook of this library. Refuses other libraries and newer editions."""
    if said.get("library", ours.short) != ours.short:
        raise WorkbookRefused(
            f"This workbook belongs to another library ({said['library'][:80]}), not to this one."
        )
    edition = said.get("edition") or ours.edition
    if not re.fullmatch(r"[0-9]{4}\.[0-9]{1,6}(\.[0-9]{1,6})?", edition):
        raise WorkbookRefused(f"'{edition[:40]}' is no edition of this library.")
    if edition_order(edition) > edition_order(ours.edition):
        raise WorkbookRefused(
            f"This workbook is of edition {edition}; this library is edition "
            f"{ours.edition}: open it with that one or a later one."
        )
    return edition


def instrument_of(named: str, ours: Library, edition: str) -> Instrument:
    """The instrument with this id. Raises WorkbookRefused when the library has it not."""
    for one in ours.instruments:
        if one.id == named:
            return one
    other = "" if edition == ours.edition else f" Open it with the edition it is of, {edition}."
    raise WorkbookRefused(f"This workbook is of '{named[:40]}', which this library has not.{other}")


def round_id(said: Mapping[str, str], messages: list[str]) -> str | None:
    """The round that was filled in; None when it has no name or a spoilt one."""
    named = said.get("round") or None
    if named and not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", named):
        messages.append(_RENAMED)
        return None
    return named
