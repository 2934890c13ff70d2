"""A workbook filled on the page, and one opened on it: from a server and from a folder."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from library.load import load
from library.model import Library
from library.record import open_record
from library.workbook import applied, differences, read_workbook
from tests.browser.workbook_cases import edited, made, plain_record, put, read_in
from tests.places import DOCS

PAGE = "tools/assessment-for-learning-audit/index.html"
FIRST, SECOND = "AL-A1.01", "AL-A1.02"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(DOCS)


def places(site: Path, served: str) -> dict[str, str]:
    return {"server": served, "folder": site.as_uri()}


def opened(page: Page, address: str, record: dict[str, Any], path: str = PAGE) -> None:
    """A tool's page with a record open."""
    page.goto(f"{address}/{path}")
    page.locator("[data-desk-file]").set_input_files(
        {"name": "a.record.json", "mimeType": "", "buffer": json.dumps(record).encode()}
    )
    expect(page.locator("[data-desk-said]")).to_contain_text("The file is open")


def give(page: Page, raw: bytes, name: str = "AL-A1.xlsx") -> None:
    page.locator("[data-desk-file]").set_input_files(
        {"name": name, "mimeType": XLSX, "buffer": raw}
    )


def taken(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Take as an Excel workbook, filled").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def full_record() -> dict[str, Any]:
    """More evidence than the empty workbook has rows for, and letters that markup must escape."""
    record = plain_record()
    answers = record["rounds"][0]["answers"]
    answers[FIRST]["evidence"] = [
        {"text": f'=Room <{at}> & "more"\nsaid 🙂', "date": "2026-11-20", "strength": "weak"}
        for at in range(30)
    ]
    answers["AL-A1.26"] = {"level": "4", "note": " spaced  out ", "reason": "x" * 9000}
    return record


@pytest.mark.parametrize("where", ["server", "folder"])
def test_what_the_page_gives_python_reads_back(
    where: str, site: Path, served: str, page: Page, library: Library
) -> None:
    plain = full_record()
    record = open_record(json.dumps(plain).encode(), library).record
    opened(page, places(site, served)[where], plain)
    name, raw = taken(page)
    said = read_workbook(raw, library)

    assert name == "AL-A1-2026-11-22-filled.xlsx"
    expect(page.locator(".psl-instrument [data-status]")).to_contain_text("kB) was given")
    shown = [str(one) for one in differences(said, record)]
    assert shown == [
        "AL-A1.26: Notes becomes 'spaced  out'; it was ' spaced  out '",
    ]
    again = applied(said, record, library, record.saved).rounds[0].answers
    assert again[FIRST].evidence == record.rounds[0].answers[FIRST].evidence
    assert again[SECOND] == record.rounds[0].answers[SECOND]


def test_a_preview_that_has_no_script_of_it_gives_the_workbook(
    served: str, page: Page, console_errors: list[str], library: Library
) -> None:
    page.route("**/assets/workbooks/*-*.js", lambda route: route.abort())
    opened(page, served, plain_record())
    _, raw = taken(page)

    assert read_workbook(raw, library).answers[FIRST]["level"] == "2"
    assert len(console_errors) == 1
    console_errors.clear()


def test_a_filled_workbook_keeps_lists_chart_and_formulas(
    served: str, page: Page, library: Library
) -> None:
    opened(page, served, full_record())
    _, raw = taken(page)
    empty = zipfile.ZipFile(io.BytesIO(made(library)))
    parts = zipfile.ZipFile(io.BytesIO(raw))
    book, numbers = read_in(raw), read_in(raw, data_only=True)

    assert parts.testzip() is None
    assert sorted(parts.namelist()) == sorted(empty.namelist())
    assert 'fullCalcOnLoad="1"' in parts.read("xl/workbook.xml").decode()
    offered = book["Answers"].data_validations.dataValidation[0]
    assert str(offered.sqref) == "D6:D31"
    evidence = book["Evidence"]
    assert evidence.tables["Evidence"].ref == "A5:E35"
    assert {str(one.sqref) for one in evidence.data_validations.dataValidation} == {
        "A6:A35", "D6:D35", "E6:E35",
    }  # fmt: skip
    assert "$A35" in evidence["B35"].value
    assert all(row[1].value is None for row in numbers["Evidence"].iter_rows(min_row=6))
    assert book["Evidence"]["C6"].data_type == "s"
    formulas = [
        cell for row in book["Results"].iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert len(formulas) > 10


@pytest.mark.parametrize("where", ["server", "folder"])
def test_a_workbook_shows_what_it_would_change_and_waits(
    where: str, site: Path, served: str, page: Page, library: Library
) -> None:
    raw = edited(made(library), put("Answers", "D6", "● Sustained"))
    opened(page, places(site, served)[where], plain_record())
    give(page, raw)

    heading = page.get_by_role("heading", name="What AL-A1.xlsx would change")
    expect(heading).to_be_focused()
    row = page.locator("[data-desk-review] tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("◔ Started")
    expect(row).to_contain_text("● Sustained")
    chosen = page.locator(f'input[name="{FIRST}"]:checked')
    expect(chosen).to_have_value("2")

    page.get_by_role("button", name="Leave the record as it is").click()
    expect(chosen).to_have_value("2")
    give(page, raw)
    page.get_by_role("button", name="Take these changes over").click()
    expect(chosen).to_have_value("4")
    expect(page.locator("[data-desk-said]")).to_contain_text("are in the open record")
    expect(page.get_by_role("button", name="Open a file")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_while_a_workbook_is_looked_at(
    width: int,
    scheme: str,
    served: str,
    page: Page,
    library: Library,
    axe: Callable[[Page], list[str]],
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened(page, served, plain_record(), "tools/leading-one-change/index.html")
    give(page, edited(made(library, "LD-L1"), put("Answers", "E7", "A goal")))
    expect(page.locator("[data-desk-review] tbody tr")).to_have_count(1)

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_was_answered_meanwhile_is_not_written_over(
    served: str, page: Page, library: Library
) -> None:
    opened(page, served, plain_record())
    give(page, edited(made(library), put("Answers", "D6", "● Sustained")))
    expect(page.locator("[data-desk-review] tbody tr")).to_have_count(1)
    page.locator(f'input[name="{SECOND}"][value="3"]').check()
    page.get_by_role("button", name="Take these changes over").click()

    expect(page.locator("[data-desk-review]")).to_contain_text("has changed since you looked")
    expect(page.locator("[data-desk-review] tbody tr")).to_have_count(2)
    expect(page.locator(f'input[name="{FIRST}"]:checked')).to_have_value("2")


def test_a_damaged_workbook_is_refused_with_its_cells(
    served: str, page: Page, library: Library
) -> None:
    opened(page, served, plain_record())
    before = page.evaluate("JSON.stringify(localStorage)")
    give(page, edited(made(library), put("Answers", "D6", "Brilliant")))

    alert = page.locator("[data-desk-refusal]")
    expect(alert).to_contain_text("AL-A1.xlsx was not opened. Answers!D6: 'Brilliant' is not in")
    expect(alert).to_contain_text("The open record is as it was.")
    assert page.evaluate("JSON.stringify(localStorage)") == before


def test_a_workbook_of_another_tool_says_where_it_belongs(
    served: str, page: Page, library: Library
) -> None:
    opened(page, served, plain_record())
    give(page, made(library, "LD-L1"), "LD-L1.xlsx")

    expect(page.locator("[data-desk-refusal]")).to_contain_text(
        "of LD-L1, and this is the page of AL-A1: open it on its own page, or on My school"
    )


def test_a_persons_own_workbook_is_named_as_such_on_my_school(
    served: str, page: Page, library: Library
) -> None:
    page.goto(f"{served}/my-school/index.html")
    give(page, made(library, "NW-S1"), "NW-S1.xlsx")

    review = page.locator("[data-desk-review]")
    expect(review).to_contain_text("It holds one person’s own answers.")
    review.get_by_role("button", name="Leave the record as it is").click()
    expect(page.locator('[data-school="rounds"]')).to_contain_text("No rounds yet")


def test_colleagues_send_workbooks(served: str, page: Page, library: Library) -> None:
    page.goto(f"{served}/my-school/index.html")
    raw = made(library)
    page.locator("[data-voices-file]").set_input_files(
        {"name": "a.xlsx", "mimeType": XLSX, "buffer": raw}
    )

    expect(page.locator("[data-voices-said]")).to_contain_text("1 of 1 files opened")
    row = page.locator('[data-school="voices"] tbody tr').first
    expect(row).to_contain_text("Started 1")
