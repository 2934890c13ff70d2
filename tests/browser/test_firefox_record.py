"""The school's record in Firefox: from a folder, where every page has a store of its own and the
file is the way from page to page; and from a server."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from library.load import load
from library.workbook import read_workbook
from tests.browser.firefox import Firefox
from tests.places import DOCS

AUDIT = "tools/assessment-for-learning-audit/index.html"
FRAMEWORK = "tools/teaching-framework/index.html"
SCHOOL = "my-school/index.html"
FIRST = "AL-A1.01"
SAVED = "document.querySelector('.psl-instrument [data-status]').textContent"
ROUNDS = "document.querySelectorAll('[data-school=rounds] tbody tr').length"
READY = (
    "document.readyState === 'complete' && document.fonts.status === 'loaded'"
    " && !!window.PSL && !!PSL.draft"
)


def answered(firefox: Firefox, page: Path | str, field: str = FIRST) -> None:
    """Open a page and choose a level on it."""
    firefox.open(page)
    firefox.wait_for(READY)
    firefox.click(f'input[name="{field}"][value="3"]')
    firefox.wait_for(f"{SAVED}.startsWith('Saved on this device')")


def given(firefox: Firefox, selector: str, ending: str = ".json") -> Path:
    """The file that the page gives when a button is clicked; not one of an earlier test."""
    start = time.time() - 0.1
    firefox.click(selector)
    for _ in range(200):
        file = firefox.downloaded(ending)
        if file.stat().st_mtime >= start:
            return file
        time.sleep(0.05)
    raise AssertionError(f"{selector} gave no file")


def read(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8")))


@pytest.fixture
def filled(site: Path, firefox: Firefox) -> Path:
    """A record that was answered on a page of the folder, planned, and saved to a file."""
    answered(firefox, site / AUDIT)
    firefox.click(f'fieldset[data-statement="{FIRST}"] summary')
    firefox.click(f'fieldset[data-statement="{FIRST}"] [data-add=actions]')
    firefox.type("Read models together")
    firefox.click("#psl-desk-school")
    firefox.type("Elm Grove")
    firefox.press("Tab")
    return given(firefox, "[data-desk-save]")


def test_a_round_goes_by_its_file_from_page_to_page_of_a_folder(
    filled: Path, site: Path, firefox: Firefox
) -> None:
    assert filled.name.startswith("elm-grove-20")
    assert read(filled)["rounds"][0]["answers"][FIRST]["level"] == "3"
    firefox.open(site / SCHOOL)
    firefox.wait_for(READY)
    assert firefox.evaluate(ROUNDS) == 0
    assert firefox.evaluate("!document.querySelector('[data-desk-apart]').hidden")

    firefox.choose_file("[data-desk-file]", filled)

    assert firefox.wait_for(ROUNDS) == 1
    dates = "document.querySelector('[data-school=dates]').textContent"
    assert "Read models together" in firefox.wait_for(dates)
    firefox.evaluate("(window.print = () => {}, true)")
    firefox.click("[data-print-only=summary]")
    assert len(PdfReader(io.BytesIO(firefox.pdf())).pages) == 1


def test_workbooks_are_filled_and_read_in_a_folder(
    filled: Path, site: Path, firefox: Firefox
) -> None:
    workbook = given(firefox, "[data-workbook]", ".xlsx")
    library = load(DOCS)
    said = read_workbook(workbook.read_bytes(), library)
    assert said.answers[FIRST]["level"] == "3"

    firefox.click(f'input[name="{FIRST}"][value="1"]')
    firefox.choose_file("[data-desk-file]", workbook)
    rows = "document.querySelectorAll('[data-desk-review] tbody tr').length"
    assert firefox.wait_for(rows) == 1
    firefox.click("[data-desk-review] button")

    assert firefox.wait_for(
        f"""document.querySelector('input[name="{FIRST}"][value="3"]').checked"""
    )


def test_a_locked_file_opens_in_a_folder(site: Path, firefox: Firefox) -> None:
    answered(firefox, site / AUDIT)
    firefox.click("#psl-desk-phrase")
    firefox.type("two words")
    locked = given(firefox, "[data-desk-save]")
    assert read(locked)["format"] == "partner-schools-library.record.locked"
    firefox.open(site / SCHOOL)
    firefox.wait_for(READY)
    firefox.choose_file("[data-desk-file]", locked)
    firefox.wait_for("document.querySelector('[data-desk-unlock]').open")
    firefox.type("two words")
    firefox.press("Enter")

    assert firefox.wait_for(ROUNDS) == 1


def test_ones_own_record_stays_apart_in_a_folder(site: Path, firefox: Firefox) -> None:
    answered(firefox, site / FRAMEWORK, "PC-G1.01")

    assert firefox.evaluate("document.querySelector('[data-desk-share]').hidden")
    assert given(firefox, "[data-desk-save]").name.startswith("my-own-pc-g1-20")


def test_all_pages_share_one_record_on_a_server(served: str, firefox: Firefox) -> None:
    answered(firefox, f"{served}/{AUDIT}")
    assert firefox.evaluate("document.querySelector('[data-desk-apart]').hidden")
    firefox.open(f"{served}/{SCHOOL}")
    firefox.wait_for(READY)

    assert firefox.wait_for(ROUNDS) == 1
    calendar = "document.querySelector('[data-calendar]').disabled"
    assert firefox.evaluate(calendar)
    assert firefox.evaluate("document.querySelector('[data-school=summary] table') !== null")
