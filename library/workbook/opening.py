"""The sheets of a workbook from elsewhere, once it is known to be safe to open."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import cast

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from library.record import MAX_BYTES
from library.workbook.filled import WorkbookRefused

_MOST_UNPACKED = 60 * 1024 * 1024
_MOST_PARTS = 1_000
_DECLARES = re.compile(rb"<!(?:doctype|entity)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def opened(raw: bytes) -> list[Worksheet]:
    """The sheets of a workbook that is safe to open."""
    if len(raw) > MAX_BYTES:
        raise WorkbookRefused("This file is larger than 5 MB, which no workbook of ours is.")
    try:
        _is_safe(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep we do not need
            book = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
        return cast("list[Worksheet]", book.worksheets)
    except WorkbookRefused:
        raise
    except Exception as error:
        raise WorkbookRefused(
            "This file cannot be read: it is damaged, locked with a password or no workbook."
        ) from error


def _is_safe(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        sizes = [part.file_size for part in parts.infolist()]
        if len(sizes) > _MOST_PARTS or sum(sizes) > _MOST_UNPACKED:
            raise WorkbookRefused("This file unpacks to far more than a workbook of ours holds.")
        for part in parts.infolist():
            if part.filename.endswith((".xml", ".rels")):
                text = parts.read(part)
                if _DECLARES.search(text) or b"\x00" in text[:4] or text[:2] in _WIDE:
                    raise WorkbookRefused("This file holds what no spreadsheet program writes.")


def place(cell: Cell) -> str:
    """A cell as Excel names it."""
    title = cell.parent.title
    shown = f"'{title}'" if not title.isalnum() else title
    return f"{shown}!{cell.coordinate}"


def rows(sheet: Worksheet, most: int, columns: int, first: int = 1) -> Iterator[tuple[Cell, ...]]:
    """The rows of a sheet as far as any of ours reaches, however large it claims to be."""
    last = min(sheet.max_row, first + most - 1)
    if last >= first:
        yield from sheet.iter_rows(
            min_row=first, max_row=last, max_col=min(sheet.max_column, columns)
        )  # type: ignore[misc]
