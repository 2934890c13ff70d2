"""The permanent copy checks itself in a browser, from its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from library.copy.signature import Key
from library.load import load
from tests import copies, updates
from tests.browser.firefox import Firefox
from tests.copies import copy, key, made
from tests.places import TINY

__all__ = ["copy", "key", "made"]

FAULTS: list[tuple[Callable[[Path], None], str]] = [
    (copies.flip, "1 file is changed"),
    (copies.drop, "1 file is missing"),
    (copies.add, "1 file is extra"),
    (copies.rename, "1 file is renamed"),
    (copies.cut_manifest, "a line of it cannot be read"),
    (copies.cut_manifest_at_a_line, "1 file is changed"),
    (copies.forge, "the signature does not fit"),
    (copies.unsign, "the signature is missing"),
]


def checked(page: Page, folder: Path) -> str:
    page.goto((folder / "CHECK-MY-COPY.html").as_uri())
    page.locator("#folder").set_input_files(folder)
    expect(page.locator(".verdict")).to_be_visible(timeout=20_000)
    return page.locator("#result").inner_text()


def test_a_whole_copy_is_called_complete_and_signed(copy: Path, page: Page) -> None:
    text = checked(page, copy)

    assert "complete and unchanged" in text
    assert "the signature is the library’s own" in text.replace("'", "’")
    expect(page.get_by_role("button", name="Print this result")).to_be_visible()


@pytest.mark.parametrize(("harm", "words"), FAULTS, ids=lambda item: getattr(item, "__name__", ""))
def test_the_page_finds_every_fault(
    copy: Path, page: Page, harm: Callable[[Path], None], words: str
) -> None:
    harm(copy)

    text = checked(page, copy)

    assert words in text
    assert "complete and unchanged" not in text


def checked_by_firefox(firefox: Firefox, folder: Path) -> str:
    firefox.open(folder / "CHECK-MY-COPY.html")
    firefox.choose_folder("#folder", folder)
    return str(
        firefox.wait_for(
            "document.querySelector('.verdict') && document.querySelector('#result').textContent",
            seconds=20,
        )
    )


def test_firefox_calls_a_whole_copy_complete_and_signed(copy: Path, firefox: Firefox) -> None:
    text = checked_by_firefox(firefox, copy)

    assert "complete and unchanged" in text
    assert "the signature is the library's own" in text


@pytest.mark.parametrize(("harm", "words"), FAULTS, ids=lambda item: getattr(item, "__name__", ""))
def test_firefox_finds_every_fault(
    copy: Path, firefox: Firefox, harm: Callable[[Path], None], words: str
) -> None:
    harm(copy)

    text = checked_by_firefox(firefox, copy)

    assert words in text
    assert "complete and unchanged" not in text


def test_an_update_that_was_cut_short_is_told_and_one_that_was_done_is_no_fault(
    copy: Path, page: Page
) -> None:
    (copy / "before-update").mkdir()
    (copy / "before-update/journal.json").write_text("{}")
    assert "complete and unchanged" in checked(page, copy)

    (copy / "before-update").rename(copy / "update-under-way")
    assert "An update of this copy was cut short" in checked(page, copy)


def test_another_folder_is_refused(copy: Path, page: Page, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/a.txt").write_text("a")
    page.goto((copy / "CHECK-MY-COPY.html").as_uri())
    page.locator("#folder").set_input_files(tmp_path / "other")

    expect(page.locator(".verdict")).to_contain_text("holds no copy of the library")


def test_start_here_opens_the_library_and_lists_the_schools_own(copy: Path, page: Page) -> None:
    (copy / "our-school/policy.html").write_text("<h1>Our policy</h1>")
    (copy / "our-school/list.js").write_text(
        "window.OUR_SCHOOL = `\nOur policy | policy.html\nBad | javascript:alert(1)\n`;"
    )
    page.goto((copy / "START-HERE.html").as_uri())

    assert ["Our policy"] == page.locator("#ours a").all_inner_texts()
    page.get_by_role("link", name="Open the library").click()
    expect(page.locator("h1")).to_have_text("Tiny Library")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["START-HERE", "CHECK-MY-COPY", "HOSTING", "RIGHTS", "WHAT-IS-NEW"]
)
def test_axe_finds_nothing_on_the_pages_at_the_top(
    name: str, scheme: str, copy: Path, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto((copy / f"{name}.html").as_uri())

    assert [] == axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_an_update_tell_how_and_axe_finds_nothing(
    scheme: str, page: Page, axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    updates.editions(load(TINY), tmp_path, None)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto((tmp_path / updates.UPDATE / "READ-ME-FIRST.html").as_uri())

    expect(page.locator("main")).to_contain_text("python3 apply_update.py")
    assert [] == axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("link", name="what changes").click()
    expect(page.locator("h1")).to_have_text("What changes")
    assert [] == axe(page)


def test_the_page_of_a_copy_checks_an_update(
    copy: Path, page: Page, key: Key, tmp_path: Path
) -> None:
    """Before anything that came with it is started, and with the key that the copy knows."""
    updates.editions(load(TINY), tmp_path, key)
    page.goto((copy / "CHECK-MY-COPY.html").as_uri())
    page.locator("#folder").set_input_files(tmp_path / updates.UPDATE)
    expect(page.locator(".verdict")).to_contain_text("the signature is the library's own")

    updates.editions(load(TINY), tmp_path / "somebody", None)
    page.reload()
    page.locator("#folder").set_input_files(tmp_path / "somebody" / updates.UPDATE)
    expect(page.locator(".verdict")).to_contain_text("the signature is missing")
