"""A document as EPUB 3, by Pandoc: with a drawn cover and what it says of its accessibility."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import jinja2

from library.exports.blocks import Cover, Document
from library.exports.office import day_in_words, rezipped
from library.exports.pandoc import ast, run
from library.exports.pandoc_writer import Converter
from library.exports.store import Made
from library.exports.typeset import HERE, cover_picture

FACES = ("400Regular", "700Bold", "400Regular_Italic")
SUMMARY = (
    "Every picture has alternative text. Headings, lists and tables are marked as such, the "
    "contents lead to every chapter, and the reading order is that of the text."
)
_EMPTY_HEAD = re.compile(rb"<th([^>]*)></th>")
"""A corner of a table that names nothing is no head of a column."""
_ACCESS = {
    "schema:accessMode": ["textual", "visual"],
    "schema:accessModeSufficient": ["textual"],
    "schema:accessibilityFeature": [
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "alternativeText",
        "displayTransformability",
    ],
    "schema:accessibilityHazard": ["none"],
    "schema:accessibilitySummary": [SUMMARY],
}


def epub(document: Document, symbols: Mapping[str, str]) -> Made:
    """The document as an e-book."""
    cover = document.cover
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cover.png").write_bytes(cover_picture(cover, symbols))
        style = (HERE / "templates" / "epub.css").read_text(encoding="utf-8")
        (folder / "style.css").write_text(
            style.replace("TONE", cover.tone.strong).replace("SOFT", cover.tone.soft),
            encoding="utf-8",
        )
        fonts = [
            f"--epub-embed-font={HERE / 'fonts' / f'AtkinsonHyperlegibleNext_{face}.ttf'}"
            for face in FACES
        ]
        made = run(
            ast(Converter(document, word=False).parts(), _meta(document)),
            [
                "--to=epub3",
                "--toc",
                "--toc-depth=2",
                "--split-level=1",
                *fonts,
                f"--epub-cover-image={folder / 'cover.png'}",
                f"--css={folder / 'style.css'}",
            ],
            cover.date,
        )
    return Made(_finished(made, cover))


def _meta(document: Document) -> dict[str, str]:
    cover = document.cover
    name = uuid.uuid5(
        uuid.NAMESPACE_URL,
        f"{cover.library}/{cover.edition}/{cover.kind}/{cover.mark or cover.title}",
    )
    return {
        "title": cover.title,
        "author": cover.library,
        "lang": cover.language,
        "identifier": f"urn:uuid:{name}",
        "description": cover.summary,
        "publisher": cover.library,
        "rights": cover.licence,
        "date": f"{datetime.fromtimestamp(cover.date, UTC):%Y-%m-%d}",
        "subject": cover.strand,
    }


def _finished(made: bytes, cover: Cover) -> bytes:
    """The book with a title page in words, and what catalogues ask about accessibility."""
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        package = book.read("EPUB/content.opf").decode()
        pages = {
            name: _EMPTY_HEAD.sub(rb"<td\1></td>", book.read(name))
            for name in book.namelist()
            if name.endswith(".xhtml")
        }
    pages["EPUB/text/title_page.xhtml"] = _title_page(cover)
    package = _without_access(package)
    lines = "".join(
        f'<meta property="{name}">{escape(value)}</meta>\n'
        for name, values in _ACCESS.items()
        for value in values
    )
    package = package.replace("</metadata>", f"{lines}</metadata>")
    return rezipped(made, {**pages, "EPUB/content.opf": package.encode()})


def _title_page(cover: Cover) -> bytes:
    """What the cover shows, for those who do not see it."""
    template = (HERE / "templates" / "epub-title.xhtml").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    made = environment.from_string(template).render(cover=cover, day=day_in_words(cover.date))
    return made.encode()


def _without_access(package: str) -> str:
    """Pandoc says some of it itself; once is enough."""
    return "\n".join(line for line in package.splitlines() if 'property="schema:' not in line)
