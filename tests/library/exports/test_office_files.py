"""Word and PowerPoint files are made of real styles, titles, head rows and alternative texts."""

from __future__ import annotations

import io
import zipfile

import docx
import pptx
from lxml import etree

from library.exports.word import HOW_TO_NUMBER
from tests.library.exports import reading_back as back

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "A drawing of a book with a tick beside it"


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return etree.fromstring(file.read(name))


def test_word_has_the_language_the_alternative_text_and_its_own_data(exported):
    content = exported.file("RD-H1.docx")
    styles = part(content, "word/styles.xml")
    pictures = [
        node.get("descr")
        for node in part(content, "word/document.xml").iter()
        if str(node.tag).endswith("}docPr")
    ]

    assert "en-GB" == styles.find(f"{W}docDefaults//{W}lang").get(f"{W}val")
    assert DRAWING in pictures
    core = docx.Document(io.BytesIO(content)).core_properties
    assert ("Reading handbook", "Tiny Library") == (core.title, core.author)


def test_tables_and_boxes_of_word_have_head_rows_and_styles_of_their_own(exported):
    body = part(exported.file("RD-H1.docx"), "word/document.xml")
    styles = part(exported.file("RD-H1.docx"), "word/styles.xml")
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    used = [table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") for table in body.iter(f"{W}tbl")]

    assert {"LibraryTable", "Boxmonday", "Boxsay", "Boxpitfall", "Cover"} <= set(used)
    assert set(used) <= known
    for table in body.iter(f"{W}tbl"):
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") != "Cover":
            assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def test_word_opens_without_a_question_and_its_contents_lead_to_every_place(exported):
    """Word asks before it opens a file whose fields are to be renewed."""
    content = exported.file("RD-H1.docx")
    body = part(content, "word/document.xml")
    places = {node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")}
    contents = {
        "".join(paragraph.itertext()): paragraph.find(f"{W}hyperlink").get(f"{W}anchor")
        for paragraph in body.iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val").startswith("TOC")
        and paragraph.find(f"{W}hyperlink") is not None
    }

    assert part(content, "word/settings.xml").find(f"{W}updateFields") is None
    assert not [node for node in body.iter(f"{W}fldChar") if node.get(f"{W}dirty")]
    assert {"About this handbook", "Reading aloud", "Choose the text", "Sources"} <= set(contents)
    assert set(contents.values()) <= places
    assert HOW_TO_NUMBER in "".join(body.itertext())


def test_rows_of_word_are_whole_and_heads_stay_with_them(exported):
    body = part(exported.file("RD-A1.docx"), "word/document.xml")
    tables = [
        table
        for table in body.iter(f"{W}tbl")
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "LibraryTable"
    ]

    assert tables
    for table in tables:
        head, *rows = table.findall(f"{W}tr")
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))
        assert all(one.find(f"{W}pPr/{W}keepNext") is not None for one in head.iter(f"{W}p"))


def test_covers_show_the_symbol_and_the_way_back(exported):
    address = "https://example.org/library/id/RD-P1.html"
    body = part(exported.file("RD-P1.docx"), "word/document.xml")
    alts = [node.get("descr") for node in body.iter() if str(node.tag).endswith("}docPr")]
    show = pptx.Presentation(io.BytesIO(exported.file("RD-P1.pptx")))
    pictures = [one for one in show.slides[-1].shapes if one.name == "QR code"]

    assert ["The symbol of Reading", f"QR code that leads to {address}"] == alts
    assert [f"QR code that leads to {address}"] == [
        one._element.nvPicPr.cNvPr.get("descr") for one in pictures
    ]


def test_the_title_page_of_an_ebook_says_what_its_cover_shows(exported):
    first = next(
        "".join(page.itertext())
        for page in back.epub_pages(exported.file("RD-H1.epub"))
        if page.find(f".//{back.XHTML}section[@class='titlepage']") is not None
    )

    wanted = ["Reading handbook", "Handbook · Reading", "2026.1", "CC BY 4.0", "id/RD-H1.html"]
    assert [] == back.missing(wanted, first)


def test_no_column_of_an_ebook_has_an_empty_head(exported):
    pages = list(back.epub_pages(exported.file("RD-H1.epub")))
    heads = ["".join(head.itertext()) for page in pages for head in page.iter(f"{back.XHTML}th")]

    assert "Autumn" in heads
    assert all(heads)


def test_lists_of_word_are_lists(exported):
    body = part(exported.file("RD-H1.docx"), "word/document.xml")
    listed = {
        "".join(node.itertext())
        for node in body.iter(f"{W}p")
        if node.find(f"{W}pPr/{W}numPr") is not None
    }

    assert {"Third", "Fourth", "inner point", "First step"} <= listed


def test_every_slide_has_a_title_and_nothing_stands_outside_it(exported):
    show = pptx.Presentation(io.BytesIO(exported.file("RD-P1.pptx")))
    for slide in show.slides:
        assert slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            if shape.left is not None:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= show.slide_width
                assert shape.top + shape.height <= show.slide_height


def test_lists_of_a_slide_are_lists_in_its_placeholder(exported):
    show = pptx.Presentation(io.BytesIO(exported.file("RD-P1.pptx")))
    body = show.slides[1].placeholders[1]
    bullets = [node for node in body._element.iter() if str(node.tag).endswith("}buChar")]

    assert "Pupils hear fluency" == body.text_frame.text
    assert 1 == len(bullets)
    assert ["fluency"] == [run.text for run in body.text_frame.paragraphs[0].runs if run.font.bold]
