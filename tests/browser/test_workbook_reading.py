"""A filled workbook opened on a page: the browser comes to what Python comes to, file by file."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from playwright.sync_api import Page

from library.load import load
from library.model import Library
from library.record import Record, write_record
from library.workbook import WorkbookRefused, applied, differences, read_workbook
from tests.browser.workbook_cases import EACH, SAVED, cases, plain_record, record_in
from tests.places import DOCS

SCHOOL = "my-school/index.html"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(DOCS)


def wanted(raw: bytes, library: Library, record: Record) -> dict[str, Any]:
    """What Python makes of a workbook, in the browser's words."""
    try:
        said = read_workbook(raw, library)
    except WorkbookRefused as refused:
        return {"refused": str(refused)}
    after = json.loads(write_record(applied(said, record, library, SAVED)))
    return {
        "messages": list(said.messages),
        "differences": [vars(one) for one in differences(said, record)],
        "record": after,
    }


def test_the_browser_reads_every_workbook_as_python_does(
    library: Library, served: str, page: Page, console_errors: list[str]
) -> None:
    files = cases(library)
    record = record_in(library)
    page.goto(f"{served}/{SCHOOL}")
    sent = [[name, base64.b64encode(raw).decode()] for name, raw in files.items()]
    found = page.evaluate(EACH, [sent, plain_record()])

    # Chromium words broken markup as a page with a style, which the page's policy refuses.
    console_errors[:] = [one for one in console_errors if "inline style" not in one]
    verdicts = {name: wanted(raw, library, record) for name, raw in files.items()}
    assert found == verdicts
    assert found["as it went out"]["differences"] == []
    refused = [name for name, one in found.items() if "refused" in one]
    assert 15 < len(refused) < len(files) - 15
