"""Files are the same each time, and faults of authors are told."""

from __future__ import annotations

import io
import shutil
import time
import zipfile

import icalendar
import pytest

from library.exports.blocks import Document, Items, Paragraph, Part, Slide, Text
from library.exports.downloads import Exports
from library.exports.links import Links
from library.exports.reading import Reader
from library.exports.worker import Batch, Task, in_a_process
from library.problems import LibraryError


def test_every_file_has_the_same_bytes_in_any_folder_time_zone_and_locale(
    exported, monkeypatch, tmp_path
):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.chdir(tmp_path)
    time.tzset()
    shelf = exported.shelf
    again = Exports(exported.library, shelf.texts, shelf.symbols, tmp_path / "kept")
    again.make()
    made = {item.url: item.kept.path for items in again.of().values() for item in items}

    assert {path.name for path in (exported.site / "downloads").iterdir()} == {
        url.removeprefix("downloads/") for url in made
    }
    assert [] == [
        url for url, path in made.items() if (exported.site / url).read_bytes() != path.read_bytes()
    ]


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


def test_pages_and_slides_are_counted(exported, tmp_path):
    shelf = exported.shelf
    exports = Exports(exported.library, shelf.texts, shelf.symbols, tmp_path)
    for url in ("downloads/RD-H1.pdf", "downloads/RD-P1.pptx", "downloads/RD-H1.epub"):
        exports.file(url)
    found = {item.url: item for items in exports.of().values() for item in items}

    assert found["downloads/RD-H1.pdf"].pages >= 5
    assert 4 == found["downloads/RD-P1.pptx"].pages
    assert found["downloads/RD-H1.epub"].pages is None
    assert len(exported.file("RD-H1.epub")) == found["downloads/RD-H1.epub"].bytes
    assert found["downloads/RD-A1.pdf"].bytes is None
    assert exports.file("downloads/RD-H9.pdf") is None


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

    answers = in_a_process(Batch((Task("pptx", Document(document.cover, (part,))),), {}))

    assert [
        "RD-P1.pptx cannot be made: slide 1 (Too full) holds more than fits on a slide"
    ] == answers


def test_everything_that_cannot_be_made_is_told_at_once(exported, tmp_path):
    texts = dict(exported.shelf.texts)
    texts["handbooks/reading/everything.md"] += "<p>Text <object></object></p>"
    texts["tools/reading-audit/index.md"] += "<p><img src='nowhere.png' alt='A picture'></p>"
    exports = Exports(exported.library, texts, exported.shelf.symbols, tmp_path)

    with pytest.raises(LibraryError) as told:
        exports.make()

    assert 2 == len(str(told.value).splitlines())
    assert "everything.html: <object> cannot be exported" in str(told.value)
    assert "the picture nowhere.png is missing" in str(told.value)


def test_a_process_that_ends_early_is_told_with_what_it_made(exported, monkeypatch):
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    document = exported.shelf.document(exported.library.get("RD-P1"))

    with pytest.raises(LibraryError, match=r"making of RD-P1\.pdf ended early \(1\)"):
        in_a_process(Batch((Task("pdf", document),), {}))
