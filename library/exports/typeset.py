"""A document as PDF, by Typst: PDF/A-2a for archives and PDF/UA-1 for every reader.

Design is in templates/library.typ. Here blocks become calls of its functions.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from library.exports.blocks import Cover, Document
from library.exports.office import day_in_words
from library.exports.pictures import qr_code
from library.exports.store import Made
from library.exports.tones import BOXES
from library.exports.typst_writer import Writer
from library.problems import LibraryError

HERE = Path(__file__).parent
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_STREAM = re.compile(rb"<<([^<>]*)>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_COUNT = re.compile(rb"/Type\s*/Pages\b[^<>]*?/Count\s+(\d+)")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])


def pdf(document: Document, symbols: Mapping[str, str]) -> Made:
    """The document as an accessible PDF for archives."""
    source = (HERE / "templates" / "library.typ").read_text(encoding="utf-8")
    compiler = typst.Compiler(
        (source + Writer(document).source()).encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"cover": cover_data(document.cover), "symbols": json.dumps(dict(symbols))},
    )
    try:
        made = compiler.compile(
            format="pdf", pdf_standards=STANDARDS, timestamp=document.cover.date
        )
    except typst.TypstError as error:
        raise LibraryError(" ".join([error.message, *error.hints])) from error
    if not isinstance(made, bytes):
        raise LibraryError("the PDF came in several pieces")
    return Made(made, _pages(made))


def _pages(content: bytes) -> int:
    """How many pages a PDF has: the largest count of its page tree, compressed or not."""
    texts = [content]
    texts += [
        zlib.decompress(match[2]) for match in _STREAM.finditer(content) if b"/ObjStm" in match[1]
    ]
    return max(int(count) for text in texts for count in _COUNT.findall(text))


def cover_picture(cover: Cover, symbols: Mapping[str, str]) -> bytes:
    """The cover as PNG, 1,200 pixels wide."""
    source = (HERE / "templates" / "library.typ").read_text(encoding="utf-8") + "\n#cover()\n"
    compiler = typst.Compiler(
        source.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"cover": cover_data(cover), "symbols": json.dumps(dict(symbols))},
    )
    made = compiler.compile(format="png", ppi=1200 / 595 * 72)
    if not isinstance(made, bytes):
        raise LibraryError(f"{cover.title}: the cover has more than one page")
    return made


def cover_data(cover: Cover) -> str:
    """What the template needs to know of a document, as JSON."""
    return json.dumps(
        {
            **asdict(cover),
            "day": day_in_words(cover.date),
            "qr": qr_code(cover.address),
            "boxes": BOXES,
        },
        sort_keys=True,
    )
