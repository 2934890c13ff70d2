"""The sheets beside Answers: plan, evidence, actions, answers in words, and the scale."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from library.columns import DONE, OTHERS, PROOF, answers, levels
from library.exports.cells import Column, lines_of
from library.exports.sheets import TOP
from library.exports.workbook.book import Book, day
from library.exports.workbook.choices import choose, coloured, days

_SPARE_ROWS = 20
_NOW = "Answer now"


def plan_sheet(book: Book) -> None:
    sheet = book.sheet("Plan", "Plan", "What helps, what hinders, and the level to reach.")
    columns = (
        Column("id", 12, look="strong"),
        Column("text", 40, look="text"),
        Column("now", 19, _NOW, "strong"),
        Column("helps", 34, look="entry"),
        Column("hinders", 34, look="entry"),
        Column("target", 19, look="choice"),
        Column("target_by", 14, look="day"),
    )
    statements = book.instrument.statements
    book.table(sheet, "Plan", columns, len(statements))
    words = answers(book.instrument)
    for row, item in enumerate(statements, TOP + 1):
        answer = book.answer(item.id)
        target = answer.target
        found = f"INDEX({book.area('level')},MATCH($A{row + 1},{book.area('id')},0))"
        book.cells(
            sheet,
            row,
            columns,
            (
                item.id,
                item.text,
                (f'=IF({found}="","",{found})', words.get(answer.level or answer.other or "", "")),
                answer.helps,
                answer.hinders,
                words.get((target.level if target else None) or "", ""),
                day(target.by if target else None),
            ),
        )
    last = TOP + len(statements)
    count = len(levels(book.instrument))
    choose(sheet, 5, TOP + 1, last, f"=Scale!$B${TOP + 2}:$B${TOP + 1 + count}")
    coloured(book, sheet, 2, TOP + 1, last)
    coloured(book, sheet, 5, TOP + 1, last)
    days(sheet, 6, TOP + 1, last)
    sheet.freeze_panes(TOP + 1, 2)


def _listed(
    book: Book, name: str, lead: str, own: tuple[Column, ...], rows: list[tuple[Any, ...]]
) -> Worksheet:
    """A sheet with any number of rows, each for the statement whose id is chosen in it."""
    sheet = book.sheet(name, name, lead)
    columns = (Column("id", 14, look="choice"), Column("text", 44), *own)
    count = len(rows) + _SPARE_ROWS
    book.table(sheet, name, columns, count)
    texts = {item.id: item.text for item in book.instrument.statements}
    spare = ("",) * (len(own) + 1)
    for row, values in enumerate([*rows, *[spare] * _SPARE_ROWS], TOP + 1):
        cell = xl_rowcol_to_cell(row, 0, col_abs=True)
        found = f"INDEX({book.area('text')},MATCH({cell},{book.area('id')},0))"
        shown = (f'=IF({cell}="","",{found})', texts.get(values[0], ""))
        book.cells(sheet, row, columns, (values[0], shown, *values[1:]))
    choose(sheet, 0, TOP + 1, TOP + count, f"={book.area('id')}")
    sheet.freeze_panes(TOP + 1, 1)
    return sheet


def evidence_sheet(book: Book) -> None:
    rows = [
        (item.id, one.text, day(one.date), PROOF.get(one.strength or "", ""))
        for item in book.instrument.statements
        for one in book.answer(item.id).evidence
    ]
    own = (
        Column("evidence", 70, look="entry"),
        Column("evidence_date", 14, look="day"),
        Column("strength", 13, look="choice"),
    )
    lead = "One row for each thing that you saw or heard. Choose the statement's id first."
    sheet = _listed(book, "Evidence", lead, own, rows)
    last = TOP + len(rows) + _SPARE_ROWS
    days(sheet, 3, TOP + 1, last)
    choose(sheet, 4, TOP + 1, last, list(PROOF.values()))


def action_sheet(book: Book) -> None:
    rows = [
        (item.id, one.text, one.owner, day(one.by), DONE[True] if one.done else "")
        for item in book.instrument.statements
        for one in book.answer(item.id).actions
    ]
    own = (
        Column("action", 60, look="entry"),
        Column("owner", 20, look="entry"),
        Column("by", 14, look="day"),
        Column("done", 10, look="choice"),
    )
    lead = "One row for each action. Choose the statement's id first."
    sheet = _listed(book, "Actions", lead, own, rows)
    last = TOP + len(rows) + _SPARE_ROWS
    days(sheet, 4, TOP + 1, last)
    choose(sheet, 5, TOP + 1, last, list(DONE.values()))


def word_sheet(book: Book) -> None:
    sheet = book.sheet(
        "In your own words",
        "In your own words",
        "Write as much or as little as you like. Name nobody.",
    )
    columns = (
        Column("id", 12, look="link"),
        Column("question", 50, look="strong"),
        Column("words", 90, look="entry"),
    )
    book.table(sheet, "Words", columns, len(book.instrument.questions))
    given = book.round.words if book.round else {}
    for row, question in enumerate(book.instrument.questions, TOP + 1):
        said = given.get(question.id, "")
        book.cells(sheet, row, columns, (question.id, question.text, said))
        sheet.set_row(row, max(80, min(400, 15 * lines_of(said, 88))))
        book.link(sheet, row, 0, question.id, question.id)


def scale_sheet(book: Book) -> None:
    scale = book.instrument.scale
    sheet = book.sheet("Scale", scale.title, "The answers that the lists offer, lowest first.")
    columns = (
        Column("key", 14, "Kept as"),
        Column("answer", 30, "Words", "strong"),
        Column("counts", 11, "Counts as", "number"),
        Column("meaning", 90, "What it means"),
    )
    book.table(sheet, "Scale", columns, len(scale.levels) + len(OTHERS))
    values = scale.values
    row = TOP
    for level in scale.levels:
        row += 1
        words = f"{level.symbol} {level.name}"
        book.cells(sheet, row, columns, (level.key, words, values[level.key], level.meaning))
    for key, words in OTHERS.items():
        row += 1
        book.cells(sheet, row, columns, (key, words, "", "Not counted. Give the reason."))
    coloured(book, sheet, 1, TOP + 1, TOP + len(scale.levels))
