"""An instrument as an Excel workbook: drop-downs, live scores and chart; empty or filled.

Sheets, in order: Start (how to use it, and what it is about), Answers, then by kind Plan,
Evidence, Actions and In your own words, then Results and Scale. The words by which
``library.workbook`` reads it back stand in ``library.columns``; Results, whose formulas are
the scoring rule again, is made by ``results``.
"""

from library.exports.workbook.answers import answer_sheet
from library.exports.workbook.book import Book
from library.exports.workbook.lists import (
    action_sheet,
    evidence_sheet,
    plan_sheet,
    scale_sheet,
    word_sheet,
)
from library.exports.workbook.results import result_sheet
from library.exports.workbook.start import start_sheet
from library.model import Instrument, Library
from library.record import Record, Round


def workbook(library: Library, instrument: Instrument) -> bytes:
    """The empty workbook of an instrument."""
    return filled(library, instrument, None, None)


def filled(
    library: Library, instrument: Instrument, record: Record | None, answered: Round | None
) -> bytes:
    """The workbook of an instrument with the answers of a round, if one is given."""
    book = Book(library, instrument, record, answered)
    start_sheet(book)
    answer_sheet(book)
    if instrument.kind in ("audit", "framework"):
        plan_sheet(book)
        evidence_sheet(book)
    if instrument.kind != "survey":
        action_sheet(book)
    if instrument.questions:
        word_sheet(book)
    result_sheet(book)
    scale_sheet(book)
    return book.finished()
