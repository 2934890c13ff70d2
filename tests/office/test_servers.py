"""The configurations that a copy brings for web servers: types, caching, compression, policy."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from library import policy
from tests.office.servers import NAMES, SERVERS, readable_copy, running

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".epub": "application/epub+zip",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{OFFICE}.presentationml.presentation",
    ".zim": "application/x-zim",
}
NOT_IN_EVERY_SITE = (".vtt", ".zim")
SHOW = "presentations/assessment-for-learning/questions-that-show-thinking-slides.html"
AUDIT = "tools/assessment-for-learning-audit/index.html"


@pytest.fixture(scope="module")
def copy(site: Path) -> Iterator[Path]:
    # Not below pytest's own folder, which only its owner may enter: servers run as somebody else.
    with tempfile.TemporaryDirectory(prefix="library-served-") as folder:
        copy = readable_copy(site, Path(folder))
        for suffix in NOT_IN_EVERY_SITE:
            (copy / f"data/site/sample{suffix}").write_text("WEBVTT\n")
        yield copy


@pytest.fixture(scope="module", params=sorted(NAMES))
def server(request: pytest.FixtureRequest, copy: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="library-server-") as folder:
        if os.geteuid() == 0:
            Path(folder).chmod(0o777)
        with running(request.param, copy, Path(folder)) as address:
            yield address


def an_example(site: Path, suffix: str) -> str:
    found = sorted(site.rglob(f"*{suffix}"), key=lambda path: -path.stat().st_size)
    return found[0].relative_to(site).as_posix()


def test_every_kind_of_file_in_the_site_is_known_here(site: Path) -> None:
    assert {path.suffix for path in site.rglob("*") if path.is_file()} <= set(TYPES)


@pytest.mark.parametrize("suffix", sorted(TYPES))
def test_types(server: str, copy: Path, suffix: str) -> None:
    answer = httpx.head(f"{server}/{an_example(copy / 'data/site', suffix)}")

    assert (200, TYPES[suffix]) == (answer.status_code, answer.headers["Content-Type"])


@pytest.mark.parametrize("path", ["/", "/index.html", "/assets/library.css", "/nothing"])
def test_the_policy_is_the_librarys_and_strict(server: str, path: str) -> None:
    headers = httpx.get(server + path).headers

    assert policy.SERVER == headers["Content-Security-Policy"]
    assert "unsafe" not in policy.SERVER
    assert "nosniff" == headers["X-Content-Type-Options"]
    assert "same-origin" == headers["Referrer-Policy"]


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/", "no-cache"),
        ("/index.html", "no-cache"),
        ("/assets/library.css", "max-age=600"),
        ("woff2", "max-age=2592000"),
    ],
)
def test_caching(server: str, copy: Path, path: str, cache: str) -> None:
    address = path if path.startswith("/") else f"/{an_example(copy / 'data/site', '.woff2')}"
    first = httpx.get(server + address)
    again = httpx.get(server + address, headers={"If-None-Match": first.headers["ETag"]})

    assert cache == first.headers["Cache-Control"]
    assert 304 == again.status_code


@pytest.mark.parametrize("suffix", [".html", ".css", ".js", ".csv", ".json", ".svg"])
def test_text_is_compressed(server: str, copy: Path, suffix: str) -> None:
    path = an_example(copy / "data/site", suffix)
    with httpx.stream("GET", f"{server}/{path}", headers={"Accept-Encoding": "gzip"}) as answer:
        sent = len(b"".join(answer.iter_raw()))

    assert "gzip" == answer.headers["Content-Encoding"]
    assert sent < 0.7 * (copy / "data/site" / path).stat().st_size


@pytest.mark.parametrize("suffix", [".pdf", ".woff2", ".docx", ".zip"])
def test_what_is_compressed_already_is_sent_as_it_is(server: str, copy: Path, suffix: str) -> None:
    path = an_example(copy / "data/site", suffix)
    answer = httpx.head(f"{server}/{path}", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers


def test_a_wrong_address_gets_404(server: str) -> None:
    answer = httpx.get(f"{server}/nothing-here.html")

    assert 404 == answer.status_code
    assert "There is no page at this address" in answer.text


def test_a_folder_shows_no_list_of_its_files(server: str) -> None:
    answer = httpx.get(f"{server}/assets/parts/", follow_redirects=True)

    assert "There is no page at this address" in answer.text


def test_a_wrong_address_deep_down_leads_home(
    server: str, page: Page, console_errors: list[str]
) -> None:
    page.goto(f"{server}/tools/gone/for/good.html")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Atkinson')
    page.get_by_role("link", name="Home page").click()

    expect(page.locator("h1")).to_have_text("Partner Schools Library")
    console_errors[:] = [line for line in console_errors if "404" not in line]


def test_the_schools_own_documents_are_served_and_listed(
    server: str, copy: Path, page: Page
) -> None:
    (copy / "our-school/policy.html").write_text("<!doctype html><title>P</title><h1>Policy</h1>")
    (copy / "our-school/list.js").write_text("window.OUR_SCHOOL = `\nOurs | policy.html\n`;\n")

    page.goto(f"{server}/our-school.html")
    page.get_by_role("link", name="Ours").click()

    expect(page.locator("h1")).to_have_text("Policy")


def test_the_library_works_under_the_policy(server: str, page: Page) -> None:
    """`page` fails when anything complains, so a refused script or style is seen."""
    page.goto(f"{server}/{AUDIT}")
    page.locator('input[name="AL-A1.01"][value="2"]').check()
    expect(page.locator(".psl-instrument [data-status]")).to_contain_text("Saved on this device")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save to a file").click()
    assert saved.value.suggested_filename.endswith(".record.json")
    with page.expect_download() as taken:
        page.locator('a[download][href$=".xlsx"]').click()
    assert taken.value.suggested_filename.endswith(".xlsx")

    page.goto(f"{server}/find.html")
    page.get_by_role("searchbox").last.fill("hinge questions")
    expect(page.get_by_role("link", name="Hinge questions").first).to_be_visible()

    page.goto(f"{server}/{SHOW}")
    expect(page.locator("section.present h1")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("section.present h2")).to_be_visible()

    page.goto(f"{server}/my-school/index.html")
    expect(page.locator('[data-school="rounds"]')).to_contain_text("Assessment for Learning")

    page.goto(f"{server}/id/AL-A1.03.html")
    page.wait_for_url("**#AL-A1.03")


def test_the_untested_configuration_says_the_same_and_says_so() -> None:
    text = (SERVERS / "web.config").read_text(encoding="utf-8")

    assert policy.SERVER in text.replace("&apos;", "'")
    assert "NOT TESTED" in text
    for suffix in (".html", ".js", ".css", ".svg", ".woff2", ".json", ".ics", ".epub", ".vtt"):
        kind = TYPES[suffix].partition(";")[0]
        assert re.search(rf'fileExtension="{suffix}" mimeType="{re.escape(kind)}', text), suffix
