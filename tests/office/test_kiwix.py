"""The file for Kiwix in Kiwix' own server: pages, its search, and the library's own search."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

import office
from library.copy import zim
from library.load import load
from macros.build import build
from tests.places import TINY

SECONDS = 15


@pytest.fixture(scope="module")
def kiwix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the tiny library in kiwix-serve."""
    place = tmp_path_factory.mktemp("kiwix")
    build(TINY, place / "site")
    files = {
        path.relative_to(place / "site").as_posix(): path
        for path in (place / "site").rglob("*")
        if path.is_file()
    }
    zim.write(load(TINY), files, place / "tiny.zim")
    program = office.find("kiwix-serve")
    assert program, office.missing(["kiwix-serve"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(program), "--address", "127.0.0.1", "--port", str(port), "tiny.zim"]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL) as server:
        try:
            yield answering(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()


def answering(address: str) -> str:
    end = time.monotonic() + SECONDS
    while True:
        try:
            httpx.get(address)
        except httpx.TransportError:
            assert time.monotonic() < end, "kiwix-serve does not answer"
            time.sleep(0.1)
        else:
            return address


@pytest.fixture(scope="module")
def book(kiwix: str) -> str:
    """Where the pages are: kiwix-serve has had two addresses for them."""
    for place in (f"{kiwix}/content/tiny", f"{kiwix}/tiny"):
        if httpx.get(f"{place}/index.html").status_code == httpx.codes.OK:
            return place
    raise AssertionError("kiwix-serve shows no page of the file")


def test_it_shows_the_book_with_its_name_and_picture(kiwix: str) -> None:
    catalogue = httpx.get(f"{kiwix}/catalog/v2/entries").text

    assert "<title>Tiny</title>" in catalogue
    assert "<language>eng</language>" in catalogue
    picture = re.search(r'href="([^"]*illustration[^"]*)"', catalogue)
    assert picture
    assert (
        "image/png" == httpx.get(kiwix + picture[1].replace("&amp;", "&")).headers["content-type"]
    )


def test_its_search_finds_pages_and_no_stand_ins(kiwix: str) -> None:
    found = httpx.get(f"{kiwix}/search", params={"content": "tiny", "pattern": "aloud"}).text
    addresses = re.findall(r'href="/(?:content/)?tiny/([^"]+\.html)"', found)

    assert "handbooks/reading/reading-aloud.html" == addresses[0]
    assert not [address for address in addresses if address.startswith("id/")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("assets/library.css", "text/css"),
        ("catalogue.json", "application/json"),
        ("downloads/RD-A1.csv", "text/csv"),
    ],
)
def test_files_come_with_their_types(book: str, name: str, kind: str) -> None:
    assert httpx.get(f"{book}/{name}").headers["content-type"].startswith(kind)


def test_pages_links_and_the_librarys_own_search_work(
    book: str, page: Page, console_errors: list[str]
) -> None:
    page.goto(f"{book}/find.html")
    page.locator("[data-part=search-box] input[type=search]").fill("reading aloud")
    result = page.locator("[data-part=search-box] a", has_text="Reading aloud").first
    result.click()

    expect(page.locator("h1")).to_have_text("Reading aloud")
    page.goto(f"{book}/id/RD-A1.html")
    expect(page).to_have_url(re.compile(r"tools/reading-audit/index\.html"))
    # The server puts a bar of its own into pages, with handlers that our policy does not allow.
    page.close()
    console_errors[:] = [text for text in console_errors if "Content Security Policy" not in text]
