"""The sheets that a school reads and fills in: Start and Counts."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from library.columns import COUNTS_WORDS, LABELS, ROW
from library.counts import ALL_BUT, FEW_WORDS, MOST, NOT_SHOWN
from library.exports.cells import Column, lines_of, write
from library.exports.counts.book import CountsBook
from library.exports.sheets import TOP
from library.scoring import SMALL

_STEPS = (
    (
        f"Write whole numbers on the sheet Counts. For fewer than {SMALL} write "
        f'"{FEW_WORDS}", and give no other number about that group. Leave empty what you do not '
        "count."
    ),
    "Show others the sheet To show, and no other: print it, or copy it as values.",
    "Write no names, no initials and no lists of pupils anywhere in this file.",
)
_HIDDEN = (
    f"A group of fewer than {SMALL} is hidden at every time, once hidden always hidden.",
    f"So is a group when fewer than {SMALL} of the whole are not in it.",
    (
        f'A number below {SMALL} is "{FEW_WORDS}"; where fewer than {SMALL} are left over it is '
        f'"{ALL_BUT}".'
    ),
    (
        "Where one of the groups that make up the whole would be hidden alone, another is "
        f'"{NOT_SHOWN}" too, so that nobody can '
        "subtract."
    ),
    "There are no percentages: with so few pupils they look more certain than they are.",
)
_WRONG = (
    f"Write a whole number of {SMALL} or more. For fewer than {SMALL}, nought included, write: "
    f"{FEW_WORDS}. Never a name."
)


def start_sheet(book: CountsBook) -> None:
    """Add the first sheet: how to fill it in, what is hidden, what it is about, limits."""
    about = book.library.about
    sheet = book.sheet("Start", book.counts.title, f"{about.name}, edition {about.edition}")
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 100)
    sheet.fit_to_pages(1, 1)
    row = _texts(book, sheet, 3, "How to use this file", (_first(book), *_STEPS))
    row = _about(book, sheet, row)
    row = _texts(book, sheet, row + 1, "What is hidden", _HIDDEN)
    row = _texts(book, sheet, row, "What counts cannot show", book.counts.limits)
    row = book.way_back(sheet, row, book.instrument.id, book.instrument.page.title)
    sheet.print_area(0, 0, row - 1, 1)


def _first(book: CountsBook) -> str:
    return f"Write below what is counted. {book.counts.asks}"


def _texts(
    book: CountsBook, sheet: Worksheet, row: int, heading: str, texts: tuple[str, ...]
) -> int:
    """A heading with numbered texts beside it; the row after them and an empty one."""
    sheet.write_string(row, 0, heading, book.looks["heading"])
    for number, text in enumerate(texts, 1):
        sheet.write_string(row, 1, f"{number}. {text}", book.looks["wrapped"])
        sheet.set_row(row, max(22, 15 * lines_of(text, 96) + 4))
        row += 1
    return row + 1


def _about(book: CountsBook, sheet: Worksheet, row: int) -> int:
    said: tuple[tuple[str, Any, str], ...] = (
        ("format", COUNTS_WORDS, "text"),
        ("library", book.library.short, "text"),
        ("edition", book.library.edition, "text"),
        ("instrument", book.instrument.id, "text"),
        ("school", "", "entry"),
        ("date", None, "day"),
        ("what", "", "entry"),
    )
    sheet.set_row(row, 26)
    sheet.write_string(row, 0, "About this file", book.looks["heading"])
    for key, value, look in said:
        row += 1
        sheet.write_string(row, 0, LABELS[key], book.looks["strong"])
        write(sheet, row, 1, value, book.looks[look])
    prompt = {"validate": "any", "input_title": LABELS["what"], "input_message": book.counts.asks}
    sheet.data_validation(row, 1, row, 1, prompt)
    return row + 1


def entry_sheet(book: CountsBook) -> None:
    """Add the sheet Counts: a row for each group and time, a column for each measure."""
    lead = f"Whole numbers of {SMALL} or more, or: {FEW_WORDS}. For the school alone."
    sheet = book.sheet("Counts", book.counts.title, lead)
    measures = book.counts.measures
    columns = (
        Column("key", 22, ROW),
        *book.frame,
        *(Column(one.id, 20, one.name, "entry") for one in measures),
    )
    groups, times = book.counts.groups, book.counts.times
    book.table(sheet, "Counts", columns, len(groups) * len(times))
    sheet.set_row(TOP, 48)
    look = book.file.add_format(_ENTRY)
    for group, one in enumerate(groups):
        for time, when in enumerate(times):
            row = book.entry_row(group, time)
            empty = [""] * len(measures)
            book.cells(sheet, row, columns, (book.key(group, time), one.name, when, *empty))
            for at in range(3, 3 + len(measures)):
                sheet.write_blank(row, at, None, look)
    _only_counts(sheet, len(groups) * len(times), len(measures))
    sheet.freeze_panes(TOP + 1, 3)


_ENTRY = {
    "font_name": "Calibri",
    "font_size": 11,
    "font_color": "#1a2a26",
    "bg_color": "#fffdf8",
    "border": 1,
    "border_color": "#b9b29f",
    "align": "center",
    "valign": "top",
    "num_format": f'[<{SMALL}]"{FEW_WORDS}";0',
}
"""A small number that was pasted in is at least not seen."""


def _only_counts(sheet: Worksheet, rows: int, measures: int) -> None:
    cell = xl_rowcol_to_cell(TOP + 1, 3)
    number = f"ISNUMBER({cell}),{cell}>={SMALL},{cell}<={MOST},{cell}=INT({cell})"
    sheet.data_validation(
        TOP + 1,
        3,
        TOP + rows,
        2 + measures,
        {
            "validate": "custom",
            "value": f'=IF({cell}="{FEW_WORDS}",TRUE,IF(ISNUMBER({cell}),AND({number}),FALSE))',
            "error_title": "Not a count",
            "error_message": _WRONG,
        },
    )
