"""The sheet Answers: a row for each statement, with its levels and what was answered."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from library.columns import answers
from library.exports.sheets import TOP
from library.exports.workbook.book import Book
from library.exports.workbook.choices import choose, coloured
from library.files import Statement


def answer_sheet(book: Book) -> None:
    count = len(book.instrument.statements)
    sheet = book.sheet(
        "Answers",
        book.instrument.page.title,
        "Choose an answer from the list in each row. The id leads to its page.",
    )
    columns = book.columns
    book.table(sheet, "Answers", columns, count)
    row = TOP
    for section in book.instrument.sections:
        for item in section.statements:
            row += 1
            book.cells(
                sheet,
                row,
                columns,
                [_answer_cell(book, column.key, item, section.id, row) for column in columns],
            )
            book.link(sheet, row, 0, item.id, item.id)
            if item.helps and book.instrument.kind != "survey":
                _read_first(book, sheet, row, item)
    at = [column.key for column in columns].index("level")
    choose(sheet, at, TOP + 1, row, book.choice_area)
    coloured(book, sheet, at, TOP + 1, row)
    lined = book.file.add_format({"top": 2, "top_color": book.strong})
    sheet.conditional_format(
        TOP + 2,
        0,
        row,
        len(columns) - 4,
        {"type": "formula", "criteria": f"=$B{TOP + 3}<>$B{TOP + 2}", "format": lined},
    )
    sheet.freeze_panes(TOP + 1, at + 1)
    sheet.print_area(0, 0, row, book.printed)


def _answer_cell(book: Book, key: str, item: Statement, section: str, row: int) -> Any:
    answer = book.answer(item.id)
    scale = book.instrument.scale
    if key.startswith("level "):
        keys = [level.key for level in scale.levels]
        at = keys.index(key.removeprefix("level "))
        return item.levels[at] if at < len(item.levels) else ""
    here = "$D" + str(row + 1)
    counts = answer.level in scale.values
    plain: dict[str, Any] = {
        "id": item.id,
        "section": book.section_titles[section],
        "text": item.text,
        "level": answers(book.instrument).get(answer.level or answer.other or "", ""),
        "where": item.evidence or "",
        "reason": answer.reason,
        "note": answer.note,
        "goal": answer.goal,
        "measure": answer.measure,
        "read": "",
        "weight": item.weight,
        "counted": (f"=SUMPRODUCT(--({book.scale_area}={here}))", int(counts)),
        "value": (
            f"=SUMPRODUCT(({book.scale_area}={here})*{book.value_area})",
            scale.values[answer.level or ""] if counts else 0,
        ),
    }
    return plain[key]


def _read_first(book: Book, sheet: Worksheet, row: int, item: Statement) -> None:
    target = item.helps[0].partition("#")[0]
    thing = book.library.things.get(target)
    title = getattr(thing, "title", None) or getattr(getattr(thing, "entry", None), "title", target)
    at = [column.key for column in book.columns].index("read")
    book.link(sheet, row, at, target, str(title))
