"""The chart below the table of results, which says the same."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from library.exports.cells import Column, place
from library.exports.sheets import TOP
from library.exports.workbook.book import Book
from library.exports.workbook.choices import grounds


def draw_chart(book: Book, sheet: Worksheet, columns: tuple[Column, ...], top: int) -> None:
    sections = len(book.instrument.sections)
    first, last = TOP + 1, TOP + sections
    title = book.instrument.page.title
    if book.scored and book.instrument.kind != "survey":
        chart = book.file.add_chart({"type": "bar"})
        shown = [(place(columns, "score"), book.strong)]
        chart.set_x_axis(
            {
                "min": 0,
                "max": book.highest,
                "major_unit": 1,
                "label_position": "high",
                "num_format": "0",
                "major_gridlines": {"visible": True, "line": {"color": "#dcd3c1"}},
            }
        )
        said = f"Bar chart of the score of each section of {title}; the table above says the same."
        chart.set_legend({"none": True})
    else:
        chart = book.file.add_chart({"type": "bar", "subtype": "stacked"})
        levels = book.instrument.scale.levels
        shown = [
            (place(columns, f"count {level.key}"), colour)
            for level, colour in zip(levels, grounds(book.instrument), strict=True)
        ]
        chart.set_x_axis({"min": 0, "label_position": "high", "num_format": "0"})
        said = (
            f"Bar chart of the answers to each section of {title}; the table above says the same."
        )
        chart.set_legend({"position": "bottom"})
    for at, colour in shown:
        chart.add_series(
            {
                "name": ["Results", TOP, at],
                "categories": ["Results", first, 0, last, 0],
                "values": ["Results", first, at, last, at],
                "gap": 60,
                "fill": {"color": colour},
                "border": {"color": "#4b5953", "width": 0.5},
                "data_labels": {
                    "value": True,
                    "num_format": "0.00;;" if len(shown) == 1 else "0;;",
                },
            }
        )
    chart.set_y_axis({"reverse": True})
    chart.set_title(
        {
            "name": "By section",
            "overlay": False,
            "name_font": {"name": "Georgia", "size": 14, "color": book.strong},
        }
    )
    wide = sum(int(column.width * 7 + 5) for column in columns if column.look != "worked")
    chart.set_size({"width": wide, "height": 130 + 36 * sections})
    sheet.insert_chart(top, 0, chart, {"description": said, "object_position": 2})
