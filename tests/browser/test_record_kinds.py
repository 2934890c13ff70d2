"""Frameworks and surveys: one person's own, kept apart from the school's record."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.build import build
from tests.browser.forms import MY_SCHOOL, choose, open_file, record_of, save, saved
from tests.places import DOCS, TINY

KINDS = {
    "framework": (
        "G",
        """levels: [I read about it., It is a habit.]
        evidence: Look at your notes.
        helps: [RD-H1.01]""",
    ),
    "survey": ("S", "weight: 1"),
}
SCALE = """
  - id: agree
    title: Agree
    levels:
      - {key: "1", name: Disagree, symbol: "↓", meaning: Not so.}
      - {key: "2", name: Agree, symbol: "↑", meaning: So.}
"""
FRAMEWORK = "tools/teaching-framework/index.html"
GROWTH = "PC-G1.01"


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The tiny library with a framework, a survey and My school, written as YAML alone."""
    docs = tmp_path_factory.mktemp("kinds") / "docs"
    shutil.copytree(TINY, docs)
    shutil.copytree(DOCS / "assets", docs / "assets")
    with (docs / "tools/scales.yaml").open("a", encoding="utf-8") as scales:
        scales.write(SCALE)
    (docs / "my-school.md").write_text(MY_SCHOOL, encoding="utf-8")
    for kind, (letter, more) in KINDS.items():
        folder = docs / f"tools/a-{kind}"
        folder.mkdir()
        page = (docs / "tools/reading-audit/index.md").read_text(encoding="utf-8")
        page = page.replace("RD-A1", f"RD-{letter}1").replace("kind: audit", f"kind: {kind}")
        (folder / "index.md").write_text(
            page.replace("Reading audit", f"A {kind}"), encoding="utf-8"
        )
        (folder / "instrument.yaml").write_text(f"""id: RD-{letter}1
scale: {"steps" if kind == "framework" else "agree"}
purpose: To try.
how: As you like.
sections:
  - id: part
    title: A part
    statements:
      - id: RD-{letter}1.01
        text: I read aloud each day.
        {more}
""" + ("questions: [{id: RD-S1.02, text: What would help?}]\n" if kind == "survey" else ""),
            encoding="utf-8")  # fmt: skip
    site = docs.parent / "site"
    build(docs, site)
    return serve(site)


def test_a_framework_is_three_rounds_in_a_year(kinds: str, page: Page) -> None:
    page.goto(f"{kinds}/tools/a-framework/index.html")
    expect(page.get_by_label("In the voice of")).to_have_count(0)
    expect(page.locator("input[name=voice]")).to_have_value("person")
    page.get_by_label("Date", exact=True).first.fill("2026-10-01")
    choose(page, "RD-G1.01", "1")
    for day in ("2027-02-01", "2027-06-01"):
        page.get_by_role("button", name="New round from this one").click()
        page.get_by_label("Date", exact=True).first.fill(day)
        page.wait_for_timeout(500)
    choose(page, "RD-G1.01", "2")

    terms = page.locator("[data-changes] table").last.locator("tbody tr")
    expect(terms).to_have_count(3)
    for at, words in enumerate(("Autumn term", "Spring term", "Summer term")):
        expect(terms.nth(at)).to_contain_text(words)
    expect(page.locator("[data-changes] tbody").first).to_contain_text("In place")


def test_a_survey_has_words_and_is_shown_from_five_answers_on(kinds: str, page: Page) -> None:
    page.goto(f"{kinds}/tools/a-survey/index.html")
    choose(page, "RD-S1.01", "2")
    page.get_by_label("What would help?").fill("More <b>books</b>")
    page.wait_for_timeout(500)
    _, content = save(page)
    one = json.loads(content)
    assert one["rounds"][0]["words"] == {"RD-S1.02": "More <b>books</b>"}
    assert one["rounds"][0]["voice"] == "person"
    page.evaluate("localStorage.clear()")
    page.goto(f"{kinds}/my-school.html")

    for count in (4, 1):
        files = []
        for at in range(count):
            one["rounds"][0]["id"] = f"p{count}{at}"
            one["rounds"][0]["answers"]["RD-S1.01"]["level"] = "1" if at == 0 else "2"
            files.append({"name": f"{at}.json", "mimeType": "application/json",
                          "buffer": json.dumps(one).encode()})  # fmt: skip
        page.locator("[data-voices-file]").set_input_files(files)
        row = page.locator('[data-school="voices"] tbody tr').first
        expect(row).to_contain_text("fewer than 5" if count == 4 else "60 %")
    expect(page.locator('[data-school="voices"] li').first).to_have_text("More <b>books</b>")


@pytest.fixture
def growth(served: str, page: Page) -> Page:
    """A teacher's own round of a framework."""
    page.goto(f"{served}/{FRAMEWORK}")
    choose(page, GROWTH, "2")
    expect(saved(page)).to_contain_text("Saved on this device")
    page.wait_for_timeout(500)
    return page


def test_a_persons_growth_is_kept_apart_from_the_schools_record(growth: Page, served: str) -> None:
    assert record_of(growth) == {}
    mine = record_of(growth, "own:PC-G1")["rounds"]
    assert [one["voice"] for one in mine] == ["person"]
    expect(growth.get_by_role("heading", name="My own record")).to_be_visible()
    name, content = save(growth)
    assert name.startswith("my-own-pc-g1-20")

    growth.goto(f"{served}/my-school/index.html")
    expect(growth.locator('[data-school="rounds"]')).to_contain_text("No rounds yet")
    open_file(growth, content)
    dialog = growth.get_by_role("dialog", name="This file holds rounds of single people")
    expect(dialog.get_by_role("button", name="Open the file in its place")).to_be_hidden()
    dialog.get_by_role("button", name="Cancel").click()
    assert record_of(growth) == {}


def test_a_person_may_add_a_round_to_the_schools_record(growth: Page, served: str) -> None:
    growth.get_by_role("button", name="Add this round to the school’s record").click()
    expect(saved(growth)).to_contain_text("A copy of this round is in the school’s record")
    growth.goto(f"{served}/my-school/index.html")

    rounds = growth.locator('[data-school="rounds"]')
    expect(rounds.locator("tbody tr")).to_have_count(1)
    expect(rounds).to_contain_text("They count in no score")
    for part in ("summary", "pack"):
        expect(growth.locator(f'[data-school="{part}"]')).to_contain_text("nothing to show")


def test_a_schools_record_does_not_open_as_ones_own(growth: Page) -> None:
    one = {"id": "r1", "instrument": "AL-A1", "edition": "2026.1", "voice": "school"}
    record = {"format": "partner-schools-library.record", "version": 1, "edition": "2026.1",
              "library": "Partner Schools Library", "saved": "2026-11-22T10:15:00Z",
              "rounds": [one]}  # fmt: skip
    open_file(growth, json.dumps(record).encode())

    alert = growth.locator("[data-desk-refusal]")
    expect(alert).to_contain_text(
        "This page keeps one person’s rounds of PC-G1, and the file holds others"
    )
    expect(growth.locator(f'input[name="{GROWTH}"][value="2"]')).to_be_checked()
