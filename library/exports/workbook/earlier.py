"""The scores of earlier rounds in the record, beside the one that is filled in."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from library.exports.workbook.book import Book
from library.scoring import Scores, score

_MOST = 4
"""How many earlier rounds are shown."""


def earlier_rounds(book: Book, sheet: Worksheet, top: int, scores: Scores) -> int:
    """The scores of earlier rounds in the record beside the filled-in ones; the row after them."""
    record, now = book.record, book.round
    # Other people's answers to a survey are nobody else's business.
    if record is None or now is None or not book.scored or book.instrument.kind == "survey":
        return top
    before = [
        one
        for one in record.rounds
        if one.instrument == now.instrument
        and one.id != now.id
        and (one.date or "") <= (now.date or "9999")
    ]
    before = sorted(before, key=lambda one: one.date or "")[-_MOST:]
    if not before:
        return top
    looks = book.looks
    sheet.set_row(top, 26)
    sheet.write_string(top, 0, "Earlier rounds", looks["heading"])
    sheet.set_row(top + 1, 32)
    for at, text in enumerate(
        ("Section", *(one.date or one.id for one in before), "When filled in")
    ):
        sheet.write_string(top + 1, at, text, looks["head"])
    found = [*(score(book.instrument, one.answers) for one in before), scores]
    keys = [*book.section_titles, ""]
    for row, key in enumerate(keys, top + 2):
        book.put(sheet, row, 0, book.section_titles.get(key, "All sections"), "strong")
        for at, one in enumerate(found, 1):
            part = one.sections[key] if key else one.overall
            book.put(sheet, row, at, "" if part.value is None else part.value, "score")
    return top + 3 + len(keys)
