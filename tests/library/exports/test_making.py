"""Files are the same each time, are not made twice, and faults of authors are told."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import icalendar
import pytest

from library.exports import downloads
from library.exports import making as making_module
from library.exports.blocks import Document, Items, Paragraph, Part, Slide, Text
from library.exports.links import Links
from library.exports.making import MAKERS, made
from library.exports.orders import orders
from library.exports.powerpoint import pptx
from library.exports.reading import Reader
from library.problems import LibraryError


def test_every_file_has_the_same_bytes_each_time(exported, monkeypatch):
    before = {
        order.url: file.content
        for order, file in made(list(orders(exported.shelf)), exported.shelf.symbols, None)
    }
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    again = {
        order.url: file.content
        for order, file in made(list(orders(exported.shelf)), exported.shelf.symbols, None)
    }

    assert [] == [url for url, content in before.items() if content != again[url]]
    assert [] == [
        url
        for url, content in before.items()
        if exported.file(url.removeprefix("downloads/")) != content
    ]


def test_an_unchanged_document_is_not_made_again_and_a_changed_one_is(
    exported, monkeypatch, tmp_path
):
    wanted = [order for order in orders(exported.shelf) if order.resource == "RD-H1.01"]
    first = [file for _, file in made(wanted, exported.shelf.symbols, tmp_path)]
    asked = []
    own = MAKERS["pdf"]
    monkeypatch.setitem(
        making_module.MAKERS,
        "pdf",
        lambda document, symbols: asked.append(1) or own(document, symbols),
    )

    assert first == [file for _, file in made(wanted, exported.shelf.symbols, tmp_path)]
    assert [] == asked
    cover = replace(wanted[0].document.cover, summary="Another summary.")
    changed = [replace(wanted[0], document=replace(wanted[0].document, cover=cover))]
    list(made(changed, exported.shelf.symbols, tmp_path))
    assert [1] == asked


def test_pages_are_counted(exported):
    found = {
        item.url: item.pages
        for item in downloads(exported.library, exported.shelf.texts, exported.shelf.symbols)
    }

    assert found["downloads/RD-H1.pdf"] >= 5
    assert 4 == found["downloads/RD-P1.pptx"]
    assert found["downloads/RD-H1.epub"] is None


def test_a_zip_holds_the_files_of_a_strand_under_names_that_tell(exported):
    names = zipfile.ZipFile(io.BytesIO(exported.file("reading.zip"))).namelist()

    assert "RD-H1 Reading handbook.pdf" in names
    assert "RD-P1 Reading aloud in every class.pptx" in names
    assert "RD-A1 Reading audit.xlsx" in names
    assert sorted(names) == names


def test_a_calendar_holds_both_days_with_their_agendas(exported):
    calendar = icalendar.Calendar.from_ical(exported.file("RD-D1.ics"))
    first, second = calendar.walk("VEVENT")

    assert "First day" == first["SUMMARY"]
    assert ("09:45", "10:45") == tuple(
        first[key].dt.strftime("%H:%M") for key in ("DTSTART", "DTEND")
    )
    assert "TENTATIVE" == first["STATUS"]
    assert "Coffee" in first["DESCRIPTION"]
    assert 3 * 7 == (second["DTSTART"].dt.date() - first["DTSTART"].dt.date()).days


def reader(exported) -> Reader:
    return Reader(Links(exported.library, {}), "page.html", "page", exported.library.root)


@pytest.mark.parametrize(
    "html",
    [
        "<video src='x.mp4'></video>",
        "<p>Text <object></object></p>",
        "<table><tr><td colspan='2'>joined</td></tr></table>",
        "<p><img src='nowhere.png' alt='A picture'></p>",
        "<div class='admonition strange wild'><p>Text</p></div>",
    ],
)
def test_what_no_format_can_carry_is_refused(exported, html):
    with pytest.raises(LibraryError, match=r"page\.html"):
        reader(exported).read(html)


def test_a_slide_that_holds_too_much_is_refused(exported):
    document = exported.shelf.document(exported.library.get("RD-P1"))
    items = tuple(
        (Paragraph((Text("A long line of words that goes on and on. " * 8),)),) for _ in range(12)
    )
    slide = Slide(1, (Text("Too full"),), None, (Items(items),), ())
    part = Part(1, "Deck", "deck", (slide,))

    with pytest.raises(LibraryError, match=r"RD-P1: slide 1 \(Too full\) holds more"):
        pptx(Document(document.cover, (part,)))
