"""What the pages lock Python opens, and the other way round."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from library.load import load
from library.record import locked, open_record, unlocked
from tests.places import ROOT, TINY

PARTS = ROOT / "macros/theme/parts"
PASSPHRASE = "the cafe\N{COMBINING ACUTE ACCENT} by the sea"
LIBRARY = load(TINY)
RECORD = ROOT / "tests/data/records/full.record.json"


@pytest.fixture
def blank(page: Page, tmp_path: Path) -> Page:
    """A page from a folder with the scripts that open and lock records, and nothing else."""
    (tmp_path / "blank.html").write_text("<!doctype html><title>Blank</title>", encoding="utf-8")
    page.goto((tmp_path / "blank.html").as_uri())
    for part in ("record-rules", "record-reader", "record-file"):
        page.add_script_tag(path=PARTS / part / "part.js")
    return page


def test_python_opens_what_a_page_locked(blank):
    given = open_record(RECORD.read_bytes(), LIBRARY).record

    sealed = blank.evaluate(
        "([record, words]) => PSL.file.locked(record, words)",
        [given.model_dump(mode="json"), PASSPHRASE],
    )

    inside = unlocked(sealed.encode(), PASSPHRASE)
    assert given == open_record(inside, LIBRARY).record


def test_a_page_opens_what_python_locked(blank):
    given = open_record(RECORD.read_bytes(), LIBRARY).record

    opened = blank.evaluate(
        "([value, words, library]) => PSL.file.unlocked(value, words, library)",
        [
            json.loads(locked(given, PASSPHRASE)),
            PASSPHRASE,
            {"short": LIBRARY.short, "edition": LIBRARY.edition},
        ],
    )

    assert "A two-form primary" == opened["record"]["school"]
    assert "2" == opened["record"]["rounds"][0]["answers"]["RD-A1.01"]["level"]
