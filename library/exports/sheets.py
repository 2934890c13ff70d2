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

from library.exports.cells import Column, lines_of, write
from library.exports.issued import issued
from library.exports.looks import looks
from library.exports.tones import BRAND
from library.model import Library

TOP = 4
"""The row of every table's headings, from 0; above it stand a title and a sentence."""


_NEAR_ONLY = (
    "The links in this file lead to their pages while it lies in the folder 'downloads' of the "
    "library or of a school's copy. From anywhere else, open the library and search for the id: {}."
)


class _Near(Url):  # type: ignore[misc]  # XlsxWriter carries no types
    """A relative address with the slashes of the web, which every program understands."""

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")


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
        made = looks(self.strong, self.soft)
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

    def way_back(self, sheet: Worksheet, row: int, identifier: str, title: str) -> int:
        """Say from where the links lead; the row after.

        Without a public address they lead from the folder that the file comes in, and no further.
        """
        public = bool(self.library.about.url)
        heading = "On the web" if public else "In the library"
        always = "for ever " if public else ""
        sheet.write_string(row, 0, heading, self.looks["strong"])
        self.link(sheet, row, 1, identifier, f"The page of {title}, {always}at id {identifier}")
        if public:
            return row + 1
        sheet.write_string(row + 1, 1, _NEAR_ONLY.format(identifier), self.looks["wrapped"])
        sheet.set_row(row + 1, 34)
        return row + 2

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

    def put(self, sheet: Worksheet, row: int, at: int, value: Any, look: str) -> None:
        """One cell, in one of the ways that cells look."""
        write(sheet, row, at, value, self.looks[look])

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


def _plain(text: str) -> str:
    return text.replace("&", "&&")
