"""The workbook for counts of groups: filled in with whole numbers, shown with small ones hidden.

Sheets: Start (how, what is hidden, limits, what it is about), Counts (what is filled in), To show
(what may go outside, with a chart) and Working (the rules of ``library.counts`` as formulas).
``library.workbook.counts`` reads it back by the words in ``library.columns``.
"""

from library.exports.counts.book import CountsBook
from library.exports.counts.entry import entry_sheet, start_sheet
from library.exports.counts.shown import shown_sheet
from library.exports.counts.working import working_sheet
from library.model import Instrument, Library


def counts_workbook(library: Library, instrument: Instrument) -> bytes:
    """The empty workbook of an instrument that has ``counts``."""
    book = CountsBook(library, instrument)
    start_sheet(book)
    entry_sheet(book)
    shown_sheet(book)
    working_sheet(book)
    return book.finished()
