"""The same journeys in Firefox, which lets pages of a folder share nothing but files."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.browser.firefox import Firefox
from tests.browser.whole_copy import copy

__all__ = ["copy"]
THERE = "document.readyState === 'complete'"


def start(firefox: Firefox, copy: Path) -> None:
    """Double-click START-HERE.html and open the library."""
    firefox.open(copy / "START-HERE.html")
    firefox.click("a.big")
    arrived(firefox, "data/site/index.html")


def follow(firefox: Firefox, selector: str, ending: str) -> None:
    firefox.click(selector)
    arrived(firefox, ending)


def arrived(firefox: Firefox, ending: str) -> None:
    firefox.wait_for(f"{THERE} && location.href.includes({json.dumps(ending)})", seconds=20)


def linked(firefox: Firefox, suffix: str) -> Path:
    """The file that a page gives away. For one from a folder Firefox asks by a window of its own
    whether to open or save it, which is not driven here."""
    href = f'a[download][href$="{suffix}"]'
    address = firefox.evaluate(f"document.querySelector({json.dumps(href)}).href")
    return Path(unquote(urlsplit(address).path))


def text(firefox: Firefox, selector: str) -> str:
    return str(firefox.evaluate(f"document.querySelector({json.dumps(selector)}).textContent"))


def test_a_teacher_finds_reads_and_takes_away(copy: Path, firefox: Firefox) -> None:
    start(firefox, copy)
    firefox.click("input[type=search]")
    firefox.type("hinge question")
    firefox.wait_for("""!!document.querySelector('a[href*="#hinge-questions"]')""", seconds=20)
    follow(firefox, 'a[href*="#hinge-questions"]', "#hinge-questions")

    assert linked(firefox, ".pdf").read_bytes().startswith(b"%PDF")


def test_a_strand_lead_narrows_the_finder_and_shows_slides(copy: Path, firefox: Firefox) -> None:
    start(firefox, copy)
    firefox.click("input[type=search]")
    firefox.type("feedback")
    firefox.wait_for("!!document.querySelector('header a[href*=feedback]')", seconds=20)
    firefox.press("Enter")  # a form, which the policy lets lead to files only
    arrived(firefox, "find.html?q=feedback")
    firefox.wait_for("document.querySelectorAll('main a[href*=feedback]').length > 0")

    follow(firefox, 'nav[aria-label="Main"] a[href*="presentations/"]', "presentations/index")
    follow(firefox, 'article a[href*="questions-that-show-thinking"]', "that-show-thinking.html")
    follow(firefox, 'a[href$="-slides.html"]', "-slides.html")
    firefox.wait_for("!!document.querySelector('section.present h1')")
    firefox.press("ArrowRight")
    firefox.wait_for("!!document.querySelector('section.present h2')")


def test_a_headteacher_judges_saves_and_opens_the_record_again(
    copy: Path, firefox: Firefox
) -> None:
    start(firefox, copy)
    follow(firefox, 'nav[aria-label="Main"] a[href*="tools/"]', "tools/index.html")
    follow(firefox, 'article a[href*="assessment-for-learning-audit/"]', "learning-audit/")
    for statement, level in (("AL-A1.01", "2"), ("AL-A1.03", "4")):
        firefox.click(f'input[name="{statement}"][value="{level}"]')
    firefox.wait_for("document.querySelector('main [data-status]').textContent.startsWith('Saved')")
    firefox.click("[data-desk-save]")
    file = firefox.downloaded(".record.json")
    assert "AL-A1.03" in file.read_text(encoding="utf-8")
    assert linked(firefox, ".xlsx").read_bytes().startswith(b"PK")

    # Nothing passes from page to page of a folder but files.
    firefox.open(copy / "data/site/my-school/index.html")
    firefox.choose_file("[data-desk-file]", file)
    shown = """document.querySelector('[data-school="rounds"]').textContent"""
    firefox.wait_for(f"{shown}.includes('Assessment for Learning')")


def test_an_adviser_points_at_resources(copy: Path, firefox: Firefox) -> None:
    start(firefox, copy)
    follow(firefox, 'nav[aria-label="Main"] a[href*="network-days/"]', "network-days/index.html")
    follow(firefox, 'article a[href*="finding-out-what-pupils-know/"]', "pupils-know/index.html")
    follow(firefox, 'article a[href*="presentations/"]', "presentations/")

    firefox.open(copy / "data/site/id/AL-A1.03.html")
    arrived(firefox, "assessment-for-learning-audit/index.html#AL-A1.03")


def test_a_technician_adds_the_schools_own(copy: Path, firefox: Firefox) -> None:
    (copy / "our-school/Règles").mkdir(exist_ok=True)
    (copy / "our-school/Règles/a b.html").write_text(
        "<!doctype html><title>P</title><h1>Rules</h1>"
    )
    (copy / "our-school/list.js").write_text(
        "window.OUR_SCHOOL = `\n<i>Rules</i> | Règles/a b.html\nBad | data:text/html,x\n`;\n",
        encoding="utf-8",
    )

    firefox.open(copy / "START-HERE.html")
    firefox.wait_for("document.querySelectorAll('[data-our-list] a').length === 1")
    firefox.open(copy / "data/site/our-school.html")
    firefox.wait_for("document.querySelectorAll('[data-our-list] a').length === 1")
    assert "<i>Rules</i>" == text(firefox, "[data-our-list] a")
    assert "Bad | data:text/html,x" in text(firefox, "[data-our-refused]")
    firefox.click("[data-our-list] a")
    firefox.wait_for("document.querySelector('h1')?.textContent === 'Rules'")
