"""Word and PowerPoint files are made of real styles, titles, head rows and alternative texts."""

from __future__ import annotations

import io
import zipfile

import docx
import pptx
from lxml import etree

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
