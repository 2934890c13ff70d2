"""`serve` makes a download when it is first asked for, and says what keeps it from being made."""

from __future__ import annotations

import re
import shutil
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest

from tests.places import TINY
from tests.scripts.commands import serving

CHAPTER = "handbooks/reading/reading-aloud"
JOINED = '<table><tr><td colspan="2">A cell that is joined</td></tr></table>'


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """The tiny library with a chapter that nobody has ever made a file of."""
    docs = Path(shutil.copytree(TINY, tmp_path / "docs"))
    add(docs, f"A sentence for {uuid.uuid4()}.")
    return docs


def add(docs: Path, text: str) -> None:
    with (docs / f"{CHAPTER}.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def get(address: str) -> tuple[str, bytes]:
    with urllib.request.urlopen(address, timeout=120) as answer:
        return answer.headers["Content-Type"], answer.read()


def button(page: bytes, url: str) -> str:
    """What the download's button says, without the signs of its markup."""
    found = re.search(rf'href="[^"]*{re.escape(url)}".*?</a>', page.decode(), re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", " ", found[0].partition(">")[2]).strip()


def test_a_file_is_made_when_it_is_first_asked_for(docs: Path) -> None:
    with serving("--docs", docs) as serve:
        serve.until("Serving on")
        page = f"{serve.address}/{CHAPTER}.html"
        assert "PDF of this chapter" == button(get(page)[1], "downloads/RD-H1.01.pdf")

        kind, first = get(f"{serve.address}/downloads/RD-H1.01.pdf")
        assert ("application/pdf", b"%PDF") == (kind, first[:4])
        assert first == get(f"{serve.address}/downloads/RD-H1.01.pdf")[1]
        zipped = get(f"{serve.address}/downloads/reading.zip")[1]
        assert b"RD-H1 Reading handbook.docx" in zipped
        with pytest.raises(urllib.error.HTTPError, match="404"):
            get(f"{serve.address}/downloads/RD-H1.99.pdf")

        # The next build knows the sizes of what has been made.
        summary = docs / "handbooks/reading/index.md"
        summary.write_text(summary.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        serve.until("Serving on")
        assert "pages" in button(get(page)[1], "downloads/RD-H1.01.pdf")


def test_what_cannot_be_made_is_told_in_a_sentence(docs: Path) -> None:
    add(docs, JOINED)
    with serving("--docs", docs) as serve:
        serve.until("Serving on")
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(f"{serve.address}/downloads/RD-H1.01.pdf")
        said = refused.value.read().decode()

        assert 503 == refused.value.code
        assert f"{CHAPTER}.html: a table with joined cells cannot be exported" in said
        assert "Traceback" not in serve.until("joined cells")
        get(f"{serve.address}/downloads/RD-A1.pdf")
