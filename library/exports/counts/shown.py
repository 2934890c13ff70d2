"""The sheet To show: every count that may go outside, words for the others, and a chart."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from library.counts import ALL_BUT, FEW_WORDS, NOT_SHOWN
from library.exports.cells import Column
from library.exports.counts.book import CountsBook
from library.exports.sheets import TOP
from library.exports.tones import TONES
from library.scoring import SMALL

_LEAD = "What may be shown outside the school. It fills itself in from the sheet Counts."
_LINES = {"visible": True, "line": {"color": "#dcd3c1"}}
_COLOURS = tuple(strong for strong, _ in TONES.values())


def shown_sheet(book: CountsBook) -> None:
    """Add the sheet, with the limits below the table."""
    sheet = book.sheet("To show", book.counts.title, _LEAD)
    columns = (*book.frame, *(Column(one.id, 22, one.name, "number") for one in book.shown))
    groups, times = range(len(book.counts.groups)), range(len(book.counts.times))
    book.table(sheet, "ToShow", columns, len(groups) * len(times))
    sheet.set_row(TOP, 48)
    for group in groups:
        for time in times:
            row = book.entry_row(group, time)
            names = (book.counts.groups[group].name, book.counts.times[time])
            book.cells(sheet, row, columns, (*names, *_cells(book, group, time)))
    sheet.freeze_panes(TOP + 1, 2)
    sheet.fit_to_pages(1, 1)
    below = book.entry_row(len(groups) - 1, len(times) - 1) + 2
    _chart(book, sheet, below)
    _limits(book, sheet, below + 22)


def _cells(book: CountsBook, group: int, time: int) -> list[Any]:
    ids = [one.id for one in book.counts.measures]
    return [(f"={_shown(book, group, time, ids.index(one.id))}", "") for one in book.shown]


def _shown(book: CountsBook, group: int, time: int, measure: int) -> str:
    number = book.cell("raw", group, time, measure)
    few = f"IF(ISNUMBER({number}),IF({number}<{SMALL},1,0),1)=1"
    group_hidden = f"{book.cell('group', group, time)}=1"
    words = f'"{NOT_SHOWN}"'
    of = book.counts.measures[measure].of
    if of:
        parent = book.cell("raw", group, time, [one.id for one in book.counts.measures].index(of))
        beside = (
            f"IF(ISNUMBER({parent}),IF({parent}>={SMALL},{parent}-{number}<{SMALL},FALSE),FALSE)"
        )
        words = f'IF({group_hidden},"{NOT_SHOWN}",IF({beside},"{ALL_BUT}","{NOT_SHOWN}"))'
    why = f'IF({few},"{FEW_WORDS}",{words})'
    other = f'IF({book.cell("other", group, time, measure)}=1,"{NOT_SHOWN}",{number})'
    hidden = book.cell("hidden", group, time, measure)
    return f'IF({number}="","",IF({hidden}=1,{why},{other}))'


def _chart(book: CountsBook, sheet: Worksheet, top: int) -> None:
    """A group of columns for each time; what is hidden has none."""
    measure = next(one for one in book.counts.measures if one.id == book.counts.chart)
    at = 2 + [one.id for one in book.shown].index(measure.id)
    last = len(book.counts.times) - 1
    chart = book.file.add_chart({"type": "column"})
    for group, one in enumerate(book.counts.groups):
        first_row, last_row = book.entry_row(group, 0), book.entry_row(group, last)
        chart.add_series(
            {
                "name": one.name,
                "categories": ["To show", first_row, 1, last_row, 1],
                "values": ["To show", first_row, at, last_row, at],
                "fill": {"color": _COLOURS[group % len(_COLOURS)]},
                "data_labels": {"value": True, "num_format": "0;;"},
            }
        )
    chart.set_title({"name": f"{measure.name}, how many", "name_font": {"size": 13}})
    chart.set_y_axis({"min": 0, "num_format": "0", "major_gridlines": _LINES})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 400})
    said = "The table above says the same; what is hidden or not filled in has no column."
    about = f"Columns of how many {measure.name[:1].lower()}{measure.name[1:]}. {said}"
    sheet.insert_chart(top, 0, chart, {"description": about, "object_position": 2})


def _limits(book: CountsBook, sheet: Worksheet, top: int) -> None:
    sheet.write_string(top, 0, "What these counts cannot show", book.looks["heading"])
    for row, text in enumerate(book.counts.limits, top + 1):
        sheet.write_string(row, 0, f"• {text}", book.looks["lead"])
