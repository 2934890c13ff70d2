"""Columns and cells of our workbooks: what stands in them, and how high it makes a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from library.columns import HEADINGS


@dataclass(frozen=True)
class Column:
    """One column of a table: what it holds, its heading and width."""

    key: str
    width: float
    heading: str = ""
    look: str = "text"

    @property
    def title(self) -> str:
        return self.heading or HEADINGS[self.key]


def place(columns: Sequence[Column], key: str) -> int:
    """Where a column stands, from 0."""
    return [column.key for column in columns].index(key)


def write(sheet: Worksheet, row: int, at: int, value: Any, look: Format) -> None:
    """A value as what it is: a text is never taken for a formula or a link."""
    if value is None or value == "":
        sheet.write_blank(row, at, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, at, value, look)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, at, value, look)
    elif isinstance(value, tuple):
        formula, result = value
        sheet.write_formula(row, at, formula, look, result)
    else:
        sheet.write_number(row, at, value, look)


_PER_WIDTH = {"strong": 1.0, "choice": 1.0, "level": 1.2}
"""Letters to a unit of a column's width, for how a cell looks."""


def lines_of(text: str, width: float, look: str = "text") -> int:
    """How many lines a text takes in a cell, on the safe side; programs do not always tell."""
    room = max(1, int((width - 1.5) * _PER_WIDTH.get(look, 1.1)))
    found = 0
    for line in text.split("\n"):
        found += 1
        used = 0
        for word in line.split():
            if used and used + 1 + len(word) > room:
                found += 1
                used = 0
            used += len(word) + (1 if used else 0)
            found += used // (room + 1)
    return found
