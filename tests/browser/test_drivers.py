"""What the other browser tests rely on: both browsers, and that they notice what they should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.firefox import Firefox

PAGE = """<!doctype html><html lang="en-GB"><title>Start</title><p id="out"></p>
<input id="in" aria-label="Words"><button id="keep">Keep</button><a href="second.html">On</a>
<script>
out.textContent = localStorage.getItem("kept");
keep.onclick = () => localStorage.setItem("kept", document.getElementById("in").value);
</script></html>"""
SECOND = "<!doctype html><html lang='en-GB'><title>Second</title><body style='color:#bbb'>pale"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "second.html").write_text(SECOND, encoding="utf-8")
    return tmp_path


def test_firefox_clicks_types_and_keeps_from_a_folder(firefox: Firefox, folder: Path) -> None:
    firefox.open(folder / "index.html")
    firefox.click("#in")
    firefox.type("Grüße")
    firefox.press("Tab")
    firefox.press("Enter")
    firefox.reload()
    assert firefox.evaluate("out.textContent") == "Grüße"

    firefox.click("a")
    firefox.wait_for("document.title === 'Second'")
    assert firefox.url.endswith("/second.html")

    firefox.new_page()
    firefox.open(folder / "index.html")
    assert firefox.evaluate("out.textContent") == ""


def test_firefox_treats_local_files_as_a_readers_does(firefox: Firefox, folder: Path) -> None:
    firefox.open(folder / "index.html")

    read = "fetch('second.html').then(() => 'read', () => 'refused')"
    assert firefox.evaluate(read) == "refused"
    firefox.console_errors.clear()


def test_firefox_notes_requests_and_errors(
    firefox: Firefox, folder: Path, serve: Callable[[Path], str]
) -> None:
    address = serve(folder)
    firefox.open(address)
    firefox.evaluate("setTimeout(() => { throw new Error('broken') })")
    firefox.wait_for("true")

    assert f"{address}/" in firefox.requests
    assert "Error: broken" in firefox.console_errors
    firefox.console_errors.clear()


def test_chromium_refuses_and_notes_other_hosts(
    page: Page, folder: Path, foreign_requests: list[str], console_errors: list[str]
) -> None:
    page.goto((folder / "index.html").as_uri())
    page.evaluate(
        "new Promise(done => { new Image().onerror = done; "
        "Object.assign(new Image(), {onerror: done, src: 'http://example.org/x.png'}) })"
    )

    assert foreign_requests == ["http://example.org/x.png"]
    assert console_errors
    foreign_requests.clear()
    console_errors.clear()


def test_axe_finds_what_is_wrong(
    page: Page, folder: Path, serve: Callable[[Path], str], axe: Callable[[Page], list[str]]
) -> None:
    address = serve(folder)
    page.goto(address)
    assert axe(page) == []

    page.goto(f"{address}/second.html")
    assert [line.split(":")[0] for line in axe(page)] == ["color-contrast"]
