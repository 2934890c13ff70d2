"""Records and workbooks of an earlier edition, opened in the browser as in Python."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from library.changes import opened_here, published_yaml
from library.exports.workbook import filled
from library.load import load
from library.record import open_record, write_record
from library.workbook import applied, differences, read_workbook
from macros.build import build
from tests.browser.forms import MY_SCHOOL, open_file
from tests.browser.workbook_cases import EACH, SAVED
from tests.places import DOCS, TINY

EDITIONS = Path(__file__).parent.parent / "data/editions"


@pytest.fixture(scope="module")
def new_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs of an edition in which statements changed in every way since the one before."""
    place = tmp_path_factory.mktemp("editions")
    for name in ("old", "new"):
        shutil.copytree(TINY, place / name)
        shutil.copytree(EDITIONS / name, place / name, dirs_exist_ok=True)
    asked = published_yaml(load(place / "old"))
    folder = place / "new/changes/published"
    folder.mkdir(exist_ok=True)
    (folder / "2025.1.yaml").write_text(asked, encoding="utf-8")
    shutil.copytree(DOCS / "assets", place / "new/assets")
    (place / "new/my-school.md").write_text(MY_SCHOOL, encoding="utf-8")
    return place / "new"


@pytest.fixture(scope="module")
def school(new_edition: Path, serve: Callable[[Path], str]) -> str:
    """The address of My school in the new edition."""
    site = new_edition.parent / "site"
    build(new_edition, site)
    return f"{serve(site)}/my-school.html"


def test_an_old_record_opens_in_a_new_edition_as_in_python(
    new_edition: Path, school: str, page: Page
) -> None:
    raw = (EDITIONS / "2025.1.record.json").read_bytes()
    wanted = opened_here(raw, load(new_edition))
    page.goto(school)

    open_file(page, raw)

    rows = page.locator("[data-desk-review] tbody tr")
    expect(rows).to_have_count(len(wanted.reviews))
    for at, review in enumerate(wanted.reviews):
        for identifier, text in (*review.old, *review.new):
            expect(rows.nth(at)).to_contain_text(f"{identifier} {text}")
        expect(rows.nth(at)).to_contain_text(review.why)
    for message in wanted.messages:
        expect(page.locator("[data-desk-review]")).to_contain_text(message)
    found = json.loads(page.evaluate("PSL.file.written(PSL.draft().record)"))
    assert found == json.loads(write_record(wanted.record))
    retired = page.locator('[data-school="rounds"] table').last.locator("tbody tr")
    expect(retired).to_have_count(len(wanted.record.retired))


def test_an_old_workbook_says_the_same_in_the_browser_as_in_python(
    new_edition: Path, school: str, page: Page
) -> None:
    old, new = load(new_edition.parent / "old"), load(new_edition)
    given = open_record((EDITIONS / "2025.1.record.json").read_bytes(), old).record
    here = opened_here((EDITIONS / "2025.1.record.json").read_bytes(), new).record
    files, wanted = [], {}
    for number, one in enumerate(given.rounds):
        about = next(item for item in old.instruments if item.id == one.instrument)
        raw = filled(old, about, given, one)
        said = read_workbook(raw, new)
        wanted[str(number)] = {
            "differences": [vars(each) for each in differences(said, here)],
            "record": json.loads(write_record(applied(said, here, new, SAVED))),
        }
        files.append([str(number), base64.b64encode(raw).decode()])
    page.goto(school)
    found = page.evaluate(EACH, [files, json.loads(write_record(here))])

    for name, one in wanted.items():
        assert found[name]["differences"] == one["differences"]
        assert found[name]["record"]["rounds"] == one["record"]["rounds"]
