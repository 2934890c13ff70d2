"""A page that `serve` shows turns into the new one by itself, and tells of mistakes."""

from __future__ import annotations

import threading
from pathlib import Path

from playwright.sync_api import Page, expect

from preview.server import Preview


def folder_with(place: Path, text: str) -> Path:
    place.mkdir()
    html = f"<!doctype html><html lang='en-GB'><title>Page</title><body><p>{text}</p></body></html>"
    (place / "index.html").write_text(html, encoding="utf-8")
    return place


def test_a_page_reloads_after_a_build_and_shows_problems(page: Page, tmp_path: Path) -> None:
    server = Preview(0, reloads=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.show(folder_with(tmp_path / "a", "first"))
    page.goto(server.address)
    expect(page.get_by_text("first")).to_be_visible()

    server.complain("docs/needs.yaml:2: I-03 <nothing> has the id")
    expect(page.get_by_role("alert")).to_contain_text("I-03 <nothing> has the id")
    expect(page.get_by_text("first")).to_be_visible()

    server.show(folder_with(tmp_path / "b", "second"))
    expect(page.get_by_text("second")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()
    server.shutdown()
    server.server_close()
