"""What tests of an instrument's page do again and again: choose, look, save, open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AUDIT = "tools/assessment-for-learning-audit/index.html"
FIRST, SECOND = "AL-A1.01", "AL-A1.02"
MY_SCHOOL = """---
title: My school
kind: page
roles: [teacher]
minutes: 5
summary: Keep the record.
---

{{ my_school() }}
"""


def statement(page: Page, identifier: str) -> Any:
    return page.locator(f'fieldset[data-statement="{identifier}"]')


def saved(page: Page) -> Any:
    """The line that says where the answers are."""
    return page.locator(".psl-instrument [data-status]")


def choose(page: Page, identifier: str, value: str) -> None:
    page.locator(f'input[name="{identifier}"][value="{value}"]').check()


def save(page: Page) -> tuple[str, bytes]:
    """The name and the bytes of the file that the page gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def open_file(page: Page, content: bytes, name: str = "a.record.json") -> None:
    page.locator("[data-desk-file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )


def record_of(page: Page, name: str = "record") -> dict[str, Any]:
    """What the browser's storage holds: the school's record, or one's own."""
    key = f"psl:partner-schools-library:{name}"
    text = page.evaluate("key => localStorage.getItem(key)", key)
    return dict(json.loads(text)) if text else {}
