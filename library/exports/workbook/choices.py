"""What cells offer and how levels are coloured: lists, dates, grounds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlsxwriter.worksheet import Worksheet

from library.exports.sheets import TOP
from library.exports.workbook.book import Book
from library.model import Instrument


def choose(sheet: Worksheet, at: int, first: int, last: int, source: Any) -> None:
    """Offer a list in these cells, and nothing else."""
    sheet.data_validation(
        first,
        at,
        last,
        at,
        {
            "validate": "list",
            "source": source,
            "error_title": "Not in the list",
            "error_message": "Choose one of the answers in the list, or leave the cell empty.",
        },
    )


def coloured(book: Book, sheet: Worksheet, at: int, first: int, last: int) -> None:
    """Ground colours that go with the words of the levels, never instead of them."""
    for number, colour in enumerate(grounds(book.instrument)):
        look = book.file.add_format({"bg_color": colour, "font_color": "#1a2a26"})
        rule = {"type": "cell", "criteria": "==", "format": look}
        cell = f"=Scale!$B${TOP + 2 + number}"
        sheet.conditional_format(first, at, last, at, {**rule, "value": cell})


def grounds(instrument: Instrument) -> list[str]:
    """A pale colour for each level, amber to teal by value; each reads well under dark text."""
    values = list(instrument.scale.values.values())
    ranks = sorted(set(values))
    colours = _between(max(2, len(ranks)))
    return [colours[ranks.index(value)] for value in values]


def _between(count: int) -> list[str]:
    ends = ((0xF8, 0xDD, 0xB4), (0xF6, 0xEF, 0xC9), (0xA9, 0xDD, 0xD3))
    found = []
    for at in range(count):
        place = 2 * at / (count - 1)
        low, high = (ends[0], ends[1]) if place < 1 else (ends[1], ends[2])
        part = place if place < 1 else place - 1
        mixed = (round(a + (b - a) * part) for a, b in zip(low, high, strict=True))
        found.append("#" + "".join(f"{one:02x}" for one in mixed))
    return found


def days(sheet: Worksheet, at: int, first: int, last: int) -> None:
    """Only dates in these cells."""
    sheet.data_validation(
        first,
        at,
        last,
        at,
        {
            "validate": "date",
            "criteria": ">=",
            "value": dt.date(2000, 1, 1),
            "error_title": "Not a date",
            "error_message": "Write a date, as 1 July 2027.",
        },
    )
