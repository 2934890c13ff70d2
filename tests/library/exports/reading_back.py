"""What a file of each format holds, read by another program than the one that wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

import docx
import pptx
from lxml import etree
from pypdf import PdfReader

XHTML = "{http://www.w3.org/1999/xhtml}"


def letters(text: str) -> str:
    """A text without spaces and with plain quotation marks: formats break lines differently."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+|\u00ad", "", text.replace("–", "-").replace("…", "..."))


def missing(wanted: Sequence[str], text: str) -> list[str]:
    """What does not stand in a text in this order."""
    found, at, lost = letters(text), 0, []
    for one in wanted:
        place = found.find(letters(one), at)
        if place < 0:
            lost.append(one)
        else:
            at = place + len(letters(one))
    return lost


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def pdf_headings(content: bytes) -> list[str]:
    """The bookmarks of a PDF, in order."""
    reader = PdfReader(io.BytesIO(content))

    def titles(items: Sequence[object]) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield str(item.title)  # type: ignore[attr-defined]

    return list(titles(reader.outline))


def word_paragraphs(content: bytes) -> Iterator[tuple[str, str]]:
    """Style and text of every paragraph in order, those in tables as well."""
    document = docx.Document(io.BytesIO(content))
    names = {style.style_id: style.name for style in document.styles}
    space = document.element.nsmap["w"]
    for paragraph in document.element.body.iter(f"{{{space}}}p"):
        style = paragraph.find(f"{{{space}}}pPr/{{{space}}}pStyle")
        text = "".join(node.text or "" for node in paragraph.iter(f"{{{space}}}t"))
        name = names.get(style.get(f"{{{space}}}val")) if style is not None else None
        yield name or "", text


def epub_pages(content: bytes) -> Iterator[etree._Element]:
    """The pages of a book, in reading order."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
        space = {"o": "http://www.idpf.org/2007/opf"}
        files = {item.get("id"): item.get("href") for item in package.findall(".//o:item", space)}
        for item in package.findall(".//o:itemref", space):
            page = etree.fromstring(book.read(f"EPUB/{files[item.get('idref')]}"))
            for number in page.findall(".//*[@role='doc-noteref']"):
                for node in number.iter():
                    node.text = None
            yield page


def epub_headings(content: bytes) -> list[str]:
    return [
        "".join(node.itertext())
        for page in epub_pages(content)
        for node in page.iter()
        if re.fullmatch(rf"{re.escape(XHTML)}h[1-6]", str(node.tag))
    ]


def epub_text(content: bytes) -> str:
    return "\n".join("".join(page.itertext()) for page in epub_pages(content))


def slides(content: bytes) -> list[tuple[str, str, str]]:
    """Title, other text and notes of every slide."""
    found = []
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        texts = []
        for shape in slide.shapes:
            if shape == slide.shapes.title:
                continue
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        found.append((slide.shapes.title.text_frame.text, "\n".join(texts), notes))
    return found
