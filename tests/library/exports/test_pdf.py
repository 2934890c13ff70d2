"""Every PDF is an accessible one for archives, and says what it is."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from library.exports.pictures import qr_code
from tests.library.exports.conformance import PROFILES, faults


@pytest.mark.parametrize("profile", PROFILES)
def test_every_pdf_conforms(exported, profile):
    files = exported.files("pdf")
    assert len(files) >= 8

    assert {} == {
        file.name: found for file in files if (found := faults(file.read_bytes(), profile))
    }


def test_a_pdf_says_what_it_is(exported):
    reader = PdfReader(io.BytesIO(exported.file("RD-H1.pdf")))

    assert "Reading handbook" == reader.metadata.title
    assert "Tiny Library" == reader.metadata.author
    assert "en-GB" == reader.trailer["/Root"]["/Lang"]
    cover = reader.pages[0].extract_text()
    for words in (
        "Reading handbook",
        "Handbook",
        "Reading",
        "2026.1",
        "21 September 2026",
        "CC BY 4.0",
        "https://example.org/library/id/RD-H1.html",
    ):
        assert words in cover
    assert qr_code("https://example.org/library/id/RD-H1.html").startswith("<svg")


def test_links_of_a_pdf_lead_within_it_or_to_permanent_addresses(exported):
    reader = PdfReader(io.BytesIO(exported.file("RD-H1.pdf")))
    notes = [
        note.get_object()
        for one in reader.pages
        for note in (one["/Annots"].get_object() if "/Annots" in one else [])
    ]
    actions = [note["/A"].get_object() for note in notes if "/A" in note]
    targets = {str(action["/URI"]) for action in actions if "/URI" in action}

    assert "https://example.org/library/id/RD-A1.02.html" in targets
    assert not [one for one in targets if not one.startswith(("https://", "mailto:"))]


def test_fonts_are_embedded_and_are_the_librarys(exported):
    reader = PdfReader(io.BytesIO(exported.file("RD-H1.pdf")))
    names = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for one in reader.pages
        for font in one["/Resources"].get("/Font", {}).values()
    }

    assert any("AtkinsonHyperlegibleNext" in name for name in names)
    assert any("Literata" in name for name in names)
