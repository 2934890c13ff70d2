"""One cell at a time: its text, the choice or the day that it holds, or a fault with its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import from_excel

from library.columns import chosen
from library.record import MAX_TEXT
from library.workbook.opening import place

_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


@dataclass
class Cells:
    """Reads cells, and keeps what is wrong with any of them."""

    faults: list[str] = field(default_factory=list)

    def text(self, cell: Cell | None) -> str:
        if cell is None or cell.value is None:
            return ""
        value: Any = cell.value
        if cell.data_type == "e":
            self.fault(cell, f"the cell holds the error {value}")
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, dt.datetime):
            value = value.date().isoformat()
        text = str(value).strip()
        if len(text) > MAX_TEXT:
            self.fault(cell, f"the text is longer than {MAX_TEXT:,} characters")
            return ""
        return text

    def choice(self, cell: Cell | None, choices: dict[str, str]) -> str | None:
        text = self.text(cell)
        if cell is None or not text:
            return None
        key = chosen(text, choices)
        if key is None:
            offered = ", ".join(choices.values())
            self.fault(cell, f"'{text[:60]}' is not in the list; choose from {offered}")
        return key

    def day(self, cell: Cell | None) -> str | None:
        text = self.text(cell)
        if cell is None or not text:
            return None
        value: Any = cell.value
        if isinstance(value, int | float) and 20_000 < value < 80_000:
            value = from_excel(value)
        if isinstance(value, dt.datetime):
            value = value.date()
        if isinstance(value, dt.date):
            return value.isoformat()
        for form in _DAYS:
            try:
                return dt.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007
            except ValueError:
                continue
        self.fault(cell, f"'{text[:40]}' is no date; write one as 1 July 2027")
        return None

    def fault(self, cell: Cell, reason: str) -> None:
        line = f"{place(cell)}: {reason}."
        if line not in self.faults:
            self.faults.append(line)
