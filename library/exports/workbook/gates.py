"""The rules that hold scores down, as cells that the scores ask."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from library.exports.sheets import TOP
from library.exports.workbook.book import Book
from library.model import Section
from library.scoring import shut_gates


def _rules_top(book: Book) -> int:
    return TOP + 1 + len(book.instrument.sections) + 2


def gate_cells(book: Book, section: Section | None) -> Iterable[tuple[str, str]]:
    """For each gate that holds these scores: the cells that say how far shut, and the cap."""
    for at, gate in enumerate(book.instrument.gates):
        row = _rules_top(book) + 2 + at + 1
        if gate.section is None or (section and gate.section == section.id):
            yield f"$B${row}", f"$C${row}"


def rule_table(book: Book, sheet: Worksheet, top: int) -> int:
    """The gates, each with how many of its statements are below; the row after them."""
    gates = book.instrument.gates
    if not gates:
        return top
    looks = book.looks
    sheet.set_row(top, 26)
    sheet.write_string(top, 0, "Rules", looks["heading"])
    for at, heading in enumerate(("Rule", "Below", "Held at", "Where")):
        sheet.write_string(top + 1, at, heading, looks["head"])
    values = book.instrument.scale.values
    shut = shut_gates(book.instrument, book.round.answers if book.round else {})
    for row, gate in enumerate(gates, top + 2):
        below = "+".join(
            f'SUMPRODUCT(({book.area("id")}="{item}")*{book.area("counted")}'
            f"*({book.area('value')}<{values[gate.below]}))"
            for item in gate.statements
        )
        where = book.section_titles[gate.section] if gate.section else "Every section"
        rule = f"{gate.why} ({', '.join(gate.statements)})"
        cells = (
            rule,
            (f"={below}", _below(book, gate.statements, values[gate.below])),
            values[gate.cap],
            where,
        )
        for at, value in enumerate(cells):
            plain = "strong" if gate in shut else "text"
            book.put(sheet, row, at, value, "number" if at in (1, 2) else plain)
    return top + 3 + len(gates)


def _below(book: Book, statements: Iterable[str], least: int) -> int:
    values = book.instrument.scale.values
    found = [values.get(book.answer(item).level or "", least) for item in statements]
    return sum(value < least for value in found)
