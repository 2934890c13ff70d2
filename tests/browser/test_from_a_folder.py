"""The library opened by double-click: no server, in Chromium and in Firefox."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.firefox import Firefox

FIRST = "AL-C1.01"
THERE = "document.readyState === 'complete'"


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in a folder with spaces and accents in its name, as on a school's drive."""
    place = tmp_path_factory.mktemp("drive") / "Réseau d'école – CPD 2026"
    shutil.copytree(site, place)
    return place


def test_chromium_opens_navigates_ticks_reloads_and_finds_the_tick(
    folder: Path, page: Page
) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Tools").click()
    page.locator('article a[href*="lesson-visit-afl/"]').first.click()
    box = page.locator(f'input[name="{FIRST}"][value="seen"]')
    box.check()
    expect(page.locator("main [data-status]").first).to_contain_text("Saved on this device")

    page.reload()

    expect(box).to_be_checked()
    expect(page.locator("[data-answered]")).to_have_text("1")


def test_chromium_fills_a_workbook_and_opens_it_again(folder: Path, page: Page) -> None:
    page.goto((folder / "tools/lesson-visit-afl/index.html").as_uri())
    page.locator(f'input[name="{FIRST}"][value="seen"]').check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Take as an Excel workbook, filled").click()
    workbook = Path(download.value.path()).read_bytes()
    page.locator(f'input[name="{FIRST}"][value="partly"]').check()
    page.locator("[data-desk-file]").set_input_files(
        {"name": "AL-C1.xlsx", "mimeType": "", "buffer": workbook}
    )
    page.get_by_role("button", name="Take these changes over").click()

    expect(page.locator(f'input[name="{FIRST}"][value="seen"]')).to_be_checked()


def test_chromium_finds_words_from_a_folder(folder: Path, page: Page) -> None:
    page.goto((folder / "index.html").as_uri())
    page.locator("input[type=search]").first.click()
    page.keyboard.type("hinge question")

    result = page.get_by_role("link", name="Hinge questions").first
    expect(result).to_be_visible()
    result.click()

    expect(page).to_have_url(
        (folder / "handbooks").as_uri().rstrip("/") + "/assessment-for-learning"
        "/questions-that-show-thinking.html#hinge-questions"
    )


def test_firefox_opens_navigates_ticks_reloads_and_finds_the_tick(
    folder: Path, firefox: Firefox
) -> None:
    firefox.open(folder / "index.html")
    firefox.click('nav[aria-label="Main"] a[href*="tools/"]')
    firefox.wait_for(f"{THERE} && location.href.includes('tools/index.html')")
    firefox.click('article a[href*="lesson-visit-afl/"]')
    firefox.wait_for(f"{THERE} && !!document.getElementById('{FIRST}')")
    firefox.click(f'input[name="{FIRST}"][value="seen"]')
    firefox.wait_for("document.querySelector('main [data-status]').textContent.startsWith('Saved')")

    firefox.reload()

    checked = f"""document.querySelector('input[name="{FIRST}"][value="seen"]').checked"""
    assert firefox.wait_for(checked)


def test_firefox_finds_words_from_a_folder(folder: Path, firefox: Firefox) -> None:
    firefox.open(folder / "index.html")
    firefox.click("input[type=search]")
    firefox.type("hinge question")

    hit = "[...document.querySelectorAll('a[href*=\"#hinge-questions\"]')].length"
    assert firefox.wait_for(hit)


def test_an_id_leads_on_from_a_folder(folder: Path, page: Page) -> None:
    page.goto((folder / "id/AL-A1.03.html").as_uri())

    page.wait_for_url("**/tools/assessment-for-learning-audit/index.html#AL-A1.03")
    expect(page.locator('[id="AL-A1.03"]')).to_be_in_viewport()


def test_a_wrong_address_gets_a_page_that_works_from_a_folder(folder: Path, page: Page) -> None:
    page.goto((folder / "404.html").as_uri())

    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.locator("h1")).to_be_visible()


LOADED = """() => document.fonts.ready.then(fonts => Array.from(fonts)
    .filter(font => font.status === 'loaded' && !font.family.includes('stand-in'))
    .map(font => font.display))"""


def test_letters_never_move_from_a_server_and_never_differ_in_a_folder(
    served: str, site: Path, page: Page
) -> None:
    page.goto(f"{served}/index.html")
    assert set(page.evaluate(LOADED)) == {"optional"}
    assert page.locator("link[rel=preload][as=font]").count() == 3

    page.goto((site / "index.html").as_uri())
    assert set(page.evaluate(LOADED)) == {"swap"}
    assert page.locator("link[rel=preload]").count() == 0
