"""Workbooks that look alike: their fonts, colours, tables, headers and links."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from library.columns import HEADINGS
from library.exports.issued import issued
from library.exports.tones import BRAND
from library.model import Library

TOP = 4
"""The row of every table's headings, from 0; above it stand a title and a sentence."""


class _Near(Url):  # type: ignore[misc]  # XlsxWriter carries no types
    """A relative address with the slashes of the web, which every program understands."""

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")


@dataclass(frozen=True)
class Column:
    """One column of a table: what it holds, its heading and width."""

    key: str
    width: float
    heading: str = ""
    look: str = "text"

    @property
    def title(self) -> str:
        return self.heading or HEADINGS[self.key]


@dataclass
class Sheets:
    """A workbook in the making."""

    library: Library
    title: str
    summary: str = ""
    identifier: str = ""
    strong: str = BRAND[0]
    soft: str = BRAND[1]
    out: io.BytesIO = field(default_factory=io.BytesIO)

    @cached_property
    def file(self) -> xlsxwriter.Workbook:
        file = xlsxwriter.Workbook(
            self.out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
        made = dt.datetime.fromtimestamp(issued(self.library), dt.UTC)
        about = self.library.about
        file.set_properties(
            {
                "title": f"{self.title} {self.identifier}".strip(),
                "subject": f"{about.name}, edition {about.edition}",
                "author": about.name,
                "comments": self.summary,
                "created": made.replace(tzinfo=None),
            }
        )
        file.set_calc_mode("auto")
        return file

    @cached_property
    def looks(self) -> dict[str, Format]:
        """Every way that a cell looks, by name."""
        base = {"font_name": "Calibri", "font_size": 11, "font_color": "#1a2a26", "valign": "top"}
        cell = base | {
            "text_wrap": True,
            "bottom": 1,
            "bottom_color": "#dcd3c1",
            "indent": 1,
            "align": "left",
        }
        entry = cell | {"bg_color": "#fffdf8", "border": 1, "border_color": "#b9b29f"}
        made = {
            "title": base | {"font_name": "Georgia", "font_size": 20, "font_color": self.strong},
            "lead": base | {"font_color": "#4b5953"},
            "heading": base | {"font_name": "Georgia", "font_size": 14, "font_color": self.strong},
            "head": base
            | {
                "bold": True,
                "font_color": "#ffffff",
                "bg_color": self.strong,
                "text_wrap": True,
                "valign": "vcenter",
                "indent": 1,
            },
            "text": cell,
            "wrapped": base | {"text_wrap": True},
            "strong": cell | {"bold": True},
            "link": cell | {"font_color": "#0b5a52", "underline": 1},
            "level": cell | {"font_size": 10},
            "entry": entry,
            "choice": entry | {"bold": True},
            "day": entry | {"num_format": "d mmm yyyy", "align": "left"},
            "number": cell | {"align": "center"},
            "score": cell | {"num_format": "0.00", "bold": True, "align": "center"},
            "worked": cell | {"font_size": 9, "font_color": "#4b5953", "align": "right"},
            "total": cell | {"bold": True, "bg_color": self.soft},
            "total score": cell
            | {"bold": True, "bg_color": self.soft, "num_format": "0.00", "align": "center"},
            "total number": cell | {"bold": True, "bg_color": self.soft, "align": "center"},
        }
        return {name: self.file.add_format(look) for name, look in made.items()}

    def link(
        self, sheet: Worksheet, row: int, at: int, identifier: str, words: str, *, near: bool = True
    ) -> None:
        """A link to the permanent address of an id, or to it from the library's downloads.

        Plain words when the file will lie elsewhere (not ``near``) and there is no such address.
        """
        base = (self.library.about.url or "").rstrip("/")
        if not base and not near:
            sheet.write_string(row, at, words, self.looks["strong"])
            return
        target = (
            Url(f"{base}/id/{identifier}.html")
            if base
            else _Near(f"external:../id/{identifier}.html")
        )
        target.text = words
        target.tip = f"The page of {identifier}"
        sheet.write_url(row, at, target, self.looks["link"])

    def sheet(self, name: str, title: str, lead: str) -> Worksheet:
        """A sheet that prints on A4 landscape, with a title, a sentence and the edition."""
        sheet = self.file.add_worksheet(name)
        about = self.library.about
        left = f"&L{_plain(about.name)}, edition {about.edition}"
        sheet.set_header(f"{left}&R{_plain(self.title)} {self.identifier}")
        sheet.set_footer("&LWrite no pupils' names.&RPage &P of &N")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(0.5, 0.5, 0.8, 0.7)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(self.strong)
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, title, self.looks["title"])
        sheet.write_string(1, 0, lead, self.looks["lead"])
        return sheet

    def table(
        self, sheet: Worksheet, name: str, columns: Sequence[Column], rows: int, top: int = TOP
    ) -> None:
        """The frame of a table whose rows are written by ``cells``: headings, widths, filters."""
        head = [{"header": column.title, "header_format": self.looks["head"]} for column in columns]
        sheet.add_table(
            top,
            0,
            top + rows,
            len(columns) - 1,
            {
                "name": name,
                "columns": head,
                "style": None,
                "autofilter": top == TOP,
            },
        )
        if top == TOP:
            for at, column in enumerate(columns):
                sheet.set_column(at, at, column.width)
            sheet.repeat_rows(TOP)
            sheet.set_row(TOP, 32)

    def cells(
        self, sheet: Worksheet, row: int, columns: Sequence[Column], values: Iterable[Any]
    ) -> None:
        """One row of a table, as high as its longest text."""
        lines = 1
        for at, (column, value) in enumerate(zip(columns, values, strict=True)):
            write(sheet, row, at, value, self.looks[column.look])
            shown = value[1] if isinstance(value, tuple) else value
            if isinstance(shown, str):
                lines = max(lines, lines_of(shown, column.width, column.look))
        sheet.set_row(row, min(15 * lines + 4, 400))

    def finished(self) -> bytes:
        self.file.close()
        return self.out.getvalue()


def write(sheet: Worksheet, row: int, at: int, value: Any, look: Format) -> None:
    """A value as what it is: a text is never taken for a formula or a link."""
    if value is None or value == "":
        sheet.write_blank(row, at, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, at, value, look)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, at, value, look)
    elif isinstance(value, tuple):
        formula, result = value
        sheet.write_formula(row, at, formula, look, result)
    else:
        sheet.write_number(row, at, value, look)


_PER_WIDTH = {"strong": 1.0, "choice": 1.0, "level": 1.2}
"""Letters to a unit of a column's width, for how a cell looks."""


def lines_of(text: str, width: float, look: str = "text") -> int:
    """How many lines a text takes in a cell, on the safe side; programs do not always tell."""
    room = max(1, int((width - 1.5) * _PER_WIDTH.get(look, 1.1)))
    found = 0
    for line in text.split("\n"):
        found += 1
        used = 0
        for word in line.split():
            if used and used + 1 + len(word) > room:
                found += 1
                used = 0
            used += len(word) + (1 if used else 0)
            found += used // (room + 1)
    return found


def _plain(text: str) -> str:
    return text.replace("&", "&&")
