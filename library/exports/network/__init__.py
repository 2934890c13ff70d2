"""What many schools returned, as a workbook: overview, returns, spread, sharing, surveys."""

from library.collate import Network
from library.exports.cells import Column
from library.exports.network.counts import counts_sheets
from library.exports.network.frame import MOST_ROWS, table
from library.exports.network.overview import overview_sheet
from library.exports.network.schools import return_sheet, spread_sheet
from library.exports.network.sharing import sharing_sheet
from library.exports.network.survey import survey_sheets
from library.exports.sheets import Sheets


def network_workbook(network: Network) -> bytes:
    """The workbook. The same files give the same bytes."""
    about = network.library.about
    book = Sheets(network.library, "Schools together", f"{about.name}, edition {about.edition}")
    tallies = network.in_order()
    overview_sheet(book, network, tallies)
    for tally in tallies:
        if tally.of_people:
            survey_sheets(book, tally)
            continue
        return_sheet(book, tally)
        spread_sheet(book, tally)
        if tally.is_scored:
            sharing_sheet(book, tally)
    for returned in network.counts.values():
        counts_sheets(book, list(returned.values()))
    _files(book, network)
    return book.finished()


def _files(book: Sheets, network: Network) -> None:
    columns = (
        Column("file", 44, "File", "strong"),
        Column("state", 16, "State"),
        Column("note", 110, "Note"),
    )
    rows = [[file, "Not read", reason] for file, reason in network.refused]
    rows += [[file, "Read", note] for file, note in network.messages[:MOST_ROWS]]
    lead = "Files that could not be read, and what is to be known of others."
    table(book, "Files", "Files", lead, columns, rows or [["All files", "Read", ""]])
