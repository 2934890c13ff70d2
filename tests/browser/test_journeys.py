"""What each user does with a copy of the library, in Chromium, from a folder, with no network.

`page` and `context` also prove that nothing is asked of another host and no script complains.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from library.load import load
from tests.browser.whole_copy import copy

__all__ = ["copy"]
AUDIT = "data/site/tools/assessment-for-learning-audit/index.html"


@pytest.fixture(autouse=True)
def _no_network(context: BrowserContext) -> None:
    context.set_offline(offline=True)


def start(page: Page, copy: Path) -> None:
    """Double-click START-HERE.html and open the library."""
    page.goto((copy / "START-HERE.html").as_uri())
    page.get_by_role("link", name="Open the library").click()
    expect(page.locator("h1")).to_have_text("Partner Schools Library")


def taken(page: Page, suffix: str) -> bytes:
    """The beginning of the file that a page gives away."""
    with page.expect_download() as download:
        page.locator(f'a[download][href$="{suffix}"]').first.click()
    return Path(download.value.path()).read_bytes()[:15]


def test_a_teacher_finds_reads_and_takes_away(copy: Path, page: Page) -> None:
    start(page, copy)
    page.locator("input[type=search]").first.click()
    page.keyboard.type("hinge question")
    page.get_by_role("link", name="Hinge questions").first.click()
    expect(page.locator("#hinge-questions")).to_be_in_viewport()

    # From a folder Chromium shows a PDF in its own viewer, which is not driven here.
    pdf = page.locator('a[download][href$=".pdf"]').first.evaluate("link => link.href")
    assert Path(unquote(urlsplit(pdf).path)).read_bytes().startswith(b"%PDF")


def test_a_strand_lead_narrows_the_finder_and_shows_slides(copy: Path, page: Page) -> None:
    start(page, copy)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Find").click()
    page.get_by_role("searchbox").last.fill("feedback")
    expect(
        page.locator("main").get_by_role("link", name=re.compile("eedback")).first
    ).to_be_visible()

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Presentations").click()
    page.locator('article a[href*="questions-that-show-thinking"]').first.click()
    assert taken(page, ".pptx").startswith(b"PK")
    page.locator('a[href$="-slides.html"]').click()
    expect(page.locator("section.present h1")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("section.present h2")).to_be_visible()


def test_a_headteacher_judges_saves_and_opens_the_record_again(
    copy: Path, page: Page, context: BrowserContext, tmp_path: Path
) -> None:
    start(page, copy)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Tools").click()
    page.locator('article a[href*="assessment-for-learning-audit/"]').first.click()
    for statement, level in (("AL-A1.01", "2"), ("AL-A1.02", "3"), ("AL-A1.03", "4")):
        page.locator(f'input[name="{statement}"][value="{level}"]').check()
    expect(page.locator(".psl-instrument [data-status]")).to_contain_text("Saved on this device")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save to a file").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)

    page.evaluate("localStorage.clear()")
    page.goto((copy / "data/site/my-school/index.html").as_uri())
    page.locator("[data-desk-file]").set_input_files(file)
    expect(page.locator('[data-school="rounds"]')).to_contain_text("Assessment for Learning")
    page.goto((copy / AUDIT).as_uri())
    expect(page.locator('input[name="AL-A1.03"][value="4"]')).to_be_checked()

    answers = json.loads(file.read_text(encoding="utf-8"))
    assert "AL-A1.02" in json.dumps(answers)
    assert taken(page, ".xlsx").startswith(b"PK")


def test_an_adviser_runs_a_day_and_points_at_resources(copy: Path, page: Page) -> None:
    start(page, copy)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Network days").click()
    page.locator('article a[href*="finding-out-what-pupils-know/"]').first.click()
    day = page.url
    assert taken(page, ".ics").startswith(b"BEGIN:VCALENDAR")
    assert taken(page, ".docx").startswith(b"PK")
    page.locator('article a[href*="presentations/"]').first.click()
    expect(page.locator("h1")).to_be_visible()
    assert day != page.url

    page.goto((copy / "data/site/id/AL-A1.03.html").as_uri())
    page.wait_for_url("**/assessment-for-learning-audit/index.html#AL-A1.03")


def test_a_technician_checks_the_copy_and_adds_the_schools_own(copy: Path, page: Page) -> None:
    own = copy / "our-school"
    (own / "été").mkdir(exist_ok=True)
    (own / "été/Policy #1 50%.html").write_text("<!doctype html><title>P</title><h1>Policy</h1>")
    (own / "list.js").write_text(
        "window.OUR_SCHOOL = `\n"
        "# a remark\n"
        "Our <b>policy</b> | été/Policy #1 50%.html | Agreed in June\n"
        "Our website | https://www.example.sch.uk/\n"
        "Bad | javascript:alert(1)\n"
        "Out | ../data/site/index.html\n"
        "Also out | /etc/passwd\n"
        "`;\n",
        encoding="utf-8",
    )
    check = [sys.executable, "-I", str(copy / "check_my_copy.py")]
    done = subprocess.run(check, check=False, capture_output=True, text=True, encoding="utf-8")
    assert (0, True) == (done.returncode, "complete and unchanged" in done.stdout), done.stdout

    page.goto((copy / "START-HERE.html").as_uri())
    expect(page.locator("[data-our-list] a")).to_have_text(["Our <b>policy</b>", "Our website"])
    page.get_by_role("link", name="Open the library").click()
    page.get_by_role("link", name="Our school’s own documents").click()
    expect(page.locator("[data-our-list] a")).to_have_text(["Our <b>policy</b>", "Our website"])
    expect(page.locator("[data-our-list]")).to_contain_text("Agreed in June")
    expect(page.locator("[data-our-refused]")).to_contain_text("Out | ../data/site/index.html")
    expect(page.locator("[data-our-none]")).to_be_hidden()
    page.get_by_role("link", name="Our <b>policy</b>").click()
    expect(page.locator("h1")).to_have_text("Policy")

    page.goto((copy / "HOSTING.html").as_uri())
    expect(page.get_by_role("heading", name="nginx", exact=True)).to_be_visible()


def test_a_spoilt_list_is_told_and_breaks_nothing(
    copy: Path, page: Page, console_errors: list[str]
) -> None:
    (copy / "our-school/list.js").write_text("window.OUR_SCHOOL = `\nA | a.pdf\n")

    page.goto((copy / "data/site/our-school.html").as_uri())

    expect(page.locator("[data-our-broken]")).to_be_visible()
    expect(page.get_by_role("heading", name="Add your own")).to_be_visible()
    console_errors[:] = [line for line in console_errors if "Unexpected end" not in line]


def test_names_leave_room_for_a_place_on_windows(copy: Path) -> None:
    """As HOSTING.html says: at most 150 of the 260 characters that Windows may allow."""
    names = [path.relative_to(copy.parent).as_posix() for path in copy.rglob("*")]

    assert [] == [name for name in names if len(name) > 150]


def test_a_maintainer_finds_all_that_the_copy_was_made_from(copy: Path, page: Page) -> None:
    sources = copy / "data/sources"
    library = load(sources / "docs")
    catalogue = json.loads((copy / "data/site/catalogue.json").read_text(encoding="utf-8"))

    for name in ("README.md", "mkdocs.yml", "requirements.lock", "scripts/build.py", "LICENSE"):
        assert (sources / name).is_file(), name
    text = json.dumps(catalogue)
    assert [] == [item.id for item in library.resources if f'"{item.id}"' not in text]
    page.goto((copy / "data/site/programme/how-this-library-lasts.html").as_uri())
    expect(page.get_by_role("heading", name="If the software ends")).to_be_visible()
