"""The slide show from a folder: keys, overview, the presenter's window, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.build import build
from tests.browser.firefox import Firefox
from tests.places import TINY

SHOW = "presentations/reading/staff-meeting-slides.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tiny site") / "site"
    build(TINY, place)
    return place


@pytest.fixture(scope="module")
def show(folder: Path) -> str:
    """The address of a slide show in a folder."""
    return (folder / SHOW).as_uri()


def test_keys_and_a_clicker_turn_the_slides(show: str, page: Page) -> None:
    page.goto(show)
    expect(page.locator("section.present h1")).to_have_text("Reading aloud in every class")

    page.keyboard.press("ArrowRight")
    expect(page.locator("section.present h2")).to_have_text("Why read aloud?")
    page.keyboard.press("PageDown")
    expect(page.locator("section.present h2")).to_have_text("Try it")
    page.keyboard.press("PageUp")
    expect(page.locator("section.present h2")).to_have_text("Why read aloud?")
    expect(page.locator("section.present .notes")).to_be_hidden()


def test_the_overview_shows_all_slides(show: str, page: Page) -> None:
    page.goto(show)
    page.get_by_role("button", name="All slides").click()

    expect(page.locator(".reveal.overview")).to_be_visible()
    expect(page.locator("h2", has_text="Try it")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".reveal.overview")).to_have_count(0)


def test_the_presenters_window_and_the_show_turn_together(
    show: str, page: Page, context: BrowserContext
) -> None:
    page.goto(show)
    page.keyboard.press("ArrowRight")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Presenter’s window").click()
    presenter = opened.value

    expect(presenter.locator("section.present h2")).to_have_text("Why read aloud?")
    expect(presenter.locator("[data-notes]")).to_contain_text("Think of a voice you remember.")
    expect(presenter.locator("[data-next]")).to_have_text("Try it")
    expect(presenter.locator("[data-due]")).to_have_text("5:00")
    expect(presenter.locator("[data-clock]")).to_have_text(re.compile(r"\d\d:\d\d"))

    presenter.keyboard.press("ArrowRight")
    expect(page.locator("section.present h2")).to_have_text("Try it")
    page.keyboard.press("ArrowLeft")
    expect(presenter.locator("section.present h2")).to_have_text("Why read aloud?")


def test_firefox_turns_the_slides(show: str, firefox: Firefox) -> None:
    firefox.open(show)
    firefox.wait_for("!!document.querySelector('.reveal.ready')")
    firefox.press("ArrowRight")

    firefox.wait_for(
        "document.querySelector('section.present h2')?.textContent === 'Why read aloud?'"
    )


def test_without_scripts_every_slide_and_note_can_be_read(show: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(show)

    for words in (
        "Why read aloud?",
        "Think of a voice you remember.",
        "Try it",
        "Read the page to your partner.",
        "Walk round and listen.",
    ):
        expect(page.get_by_text(words)).to_be_visible()
    context.close()


def test_no_slide_is_cut_off_and_axe_finds_nothing(
    folder: Path, serve: Callable[[Path], str], page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page.goto(f"{serve(folder)}/{SHOW}")
    page.keyboard.press("End")
    assert page.evaluate(
        "[...document.querySelectorAll('.slides > section')]"
        ".every(one => { one.hidden = false; one.style.display = 'block';"
        "return one.clientHeight > 600"
        " && one.scrollHeight <= one.clientHeight + 2 })"
    )
    assert [] == axe(page)
