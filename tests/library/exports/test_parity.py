"""Every format holds every statement, heading and slide of its source, in order.

The source is the Markdown and YAML themselves, so that a fault in reading the page shows as well.
"""

from __future__ import annotations

import re

import pytest

from library.exports.blocks import Paragraph
from library.exports.walking import plain, within
from library.headings import headings
from library.model import Page
from tests.library.exports import reading_back as back
from tests.library.exports.conftest import Exported


def wanted_headings(exported: Exported, page: Page) -> list[str]:
    return [re.sub(r"`", "", heading.text) for heading in headings(page.body)]


def handbook_headings(exported: Exported) -> list[str]:
    page = exported.library.get("RD-H1")
    found = ["About this handbook", *wanted_headings(exported, page)]
    for chapter in exported.library.chapters("RD-H1"):
        found += [chapter.title, *wanted_headings(exported, chapter)]
    return [*found, "Sources"]


def test_a_handbook_has_every_heading_in_pdf_word_and_epub(exported):
    wanted = handbook_headings(exported)
    assert len(wanted) > 8

    word = [
        text
        for style, text in back.word_paragraphs(exported.file("RD-H1.docx"))
        if style.lower().startswith("heading")
    ]

    assert wanted == word
    assert ["Contents", *wanted] == back.pdf_headings(exported.file("RD-H1.pdf"))
    assert wanted == [
        one for one in back.epub_headings(exported.file("RD-H1.epub")) if one != "Reading handbook"
    ]


def test_a_handbook_has_every_paragraph_in_order_in_word_and_epub(exported):
    document = exported.shelf.document(exported.library.get("RD-H1"))
    wanted = [
        plain(block.inlines)
        for part in document.parts
        for block in within(part.blocks)
        if isinstance(block, Paragraph)
    ]
    assert len(wanted) > 30

    word = "\n".join(text for _, text in back.word_paragraphs(exported.file("RD-H1.docx")))

    assert [] == back.missing(wanted, word)
    assert [] == back.missing(wanted, back.epub_text(exported.file("RD-H1.epub")))


@pytest.mark.parametrize(
    "words",
    [
        "Odd signs: # $ * _ ` < > @ [ ] ~ = - + / \\",
        "A footnote with its own words",
        "with a second paragraph",
        "What it means",
        "Still to do",
        'code = "kept as it is"',
        "A quotation.",
        "inner point",
        "Do this on Monday",
        "Second step",
        "Words to say",
        "Year 4: an example",
        "Year 9: an example",
        "What goes wrong",
        "How you will know",
        "What the evidence says",
        "For governors",
        "A note",
        "Pairs, 6 minutes",
        "What primary schools do.",
        "What secondary schools do.",
        "More to open",
        "What was hidden.",
        "One study in six classes.",
    ],
)
def test_everything_a_page_may_hold_comes_through(exported, words):
    import zipfile

    word = "\n".join(text for _, text in back.word_paragraphs(exported.file("RD-H1.docx")))
    with zipfile.ZipFile(exported.site / "downloads" / "RD-H1.docx") as file:
        word += re.sub(r"<[^>]+>", "", file.read("word/footnotes.xml").decode())

    assert [] == back.missing([words], back.pdf_text(exported.file("RD-H1.pdf")))
    assert [] == back.missing([words], back.epub_text(exported.file("RD-H1.epub")))
    assert [] == back.missing([words], word)


def test_what_is_done_is_told_from_what_is_still_to_do(exported):
    page = (exported.site / "handbooks/reading/everything.html").read_text(encoding="utf-8")
    word = "\n".join(text for _, text in back.word_paragraphs(exported.file("RD-H1.docx")))

    assert '<span class="task-box task-box--done" role="img" aria-label="Done"></span> Done' in page
    assert '<span class="task-box" aria-hidden="true"></span> Still to do' in page
    for text in (word, back.epub_text(exported.file("RD-H1.epub"))):
        assert [] == back.missing(["☑ Done", "☐ Still to do"], text)
    assert "✓" in back.pdf_text(exported.file("RD-H1.pdf"))


def test_an_instrument_has_every_statement_in_every_format(exported):
    for instrument in exported.library.instruments:
        wanted = [
            text
            for item in instrument.statements
            for text in (item.id, item.text, *item.levels, item.evidence or "")
        ]
        word = "\n".join(
            text for _, text in back.word_paragraphs(exported.file(f"{instrument.id}.docx"))
        )

        assert [] == back.missing(wanted, word)
        assert [] == back.missing(wanted, back.pdf_text(exported.file(f"{instrument.id}.pdf")))
        assert [] == back.missing(
            [item.id for item in instrument.statements],
            exported.file(f"{instrument.id}.csv").decode("utf-8-sig"),
        )


def test_a_presentation_has_every_slide_with_its_notes_in_every_format(exported):
    page = exported.library.get("RD-P1")
    titles = wanted_headings(exported, page)
    said = ["Think of a voice you remember.", "Walk round and listen."]
    shown = back.slides(exported.file("RD-P1.pptx"))
    word = "\n".join(text for _, text in back.word_paragraphs(exported.file("RD-P1.docx")))
    handout = back.pdf_text(exported.file("RD-P1.pdf"))

    assert [page.title, *titles, "Where this comes from"] == [title for title, _, _ in shown]
    for words, (_, _, notes) in zip(said, shown[1:], strict=False):
        assert [] == back.missing([words], notes)
    assert "Bring one text for each pair." in shown[0][2]
    assert "Read the page to your partner." in shown[2][1]
    in_order = [titles[0], said[0], titles[1], said[1]]
    assert [] == back.missing(in_order, word)
    assert [] == back.missing(in_order, handout)


def test_a_day_has_every_session_in_every_format(exported):
    day = exported.library.days[0]
    wanted = [
        text
        for session in (*day.agenda, *day.development_agenda)
        for text in (session.entry.title, session.entry.staff or "", session.entry.leader or "")
    ]
    word = "\n".join(text for _, text in back.word_paragraphs(exported.file("RD-D1.docx")))
    word = word[word.rindex("Before the day") :]
    text = back.pdf_text(exported.file("RD-D1.pdf"))

    assert [] == back.missing(wanted, word)
    assert [] == back.missing(wanted, text[text.rindex("Before the day") :])


@pytest.mark.parametrize("name", ["reading", "library"])
def test_a_strand_and_the_library_hold_every_resource(exported, name):
    library = exported.library
    ids = [item.id for instrument in library.instruments for item in instrument.statements]
    titles = [
        page.title
        for page in library.pages
        if page.kind in ("handbook", "chapter", "presentation", "network-day")
    ]
    pdf, epub = exported.file(f"{name}.pdf"), exported.file(f"{name}.epub")
    for text, heads in (
        (back.pdf_text(pdf), back.pdf_headings(pdf)),
        (back.epub_text(epub), back.epub_headings(epub)),
    ):
        assert set(titles) <= set(heads)
        assert all(one in text for one in ids)
