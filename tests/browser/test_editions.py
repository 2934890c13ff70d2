"""Three editions on one branch, served by a plain static server: nothing that was published dies.

Between them resources are moved, renamed, split and withdrawn: see tests/editions.py.
"""

from __future__ import annotations

import filecmp
import functools
import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from editions.repository import Repository
from library.load import load
from library.model import Library
from macros.build import build
from tests.editions import BRANCH, SECONDS, commit, cutting, repository, second, served_from, third

EDITIONS = ("2026.1", "2026.2", "2027.1")
VISIT = "tools/reading-visit/index.html"
AUDIT = "tools/reading-audit/index.html"
PHONE = {"width": 320, "height": 700}


@dataclass(frozen=True)
class Published:
    """A branch with three editions, its files, and where they are served."""

    repository: Repository
    libraries: dict[str, Library]
    trees: dict[str, list[str]]
    """The tree of every edition's folder after each release."""
    files: Path
    address: str


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("editions")
    one = repository(folder / "library")
    docs = one.root / "docs"
    libraries: dict[str, Library] = {}
    trees: dict[str, list[str]] = {edition: [] for edition in EDITIONS}
    for edition, changes in zip(EDITIONS, (None, second, third), strict=True):
        if changes:
            changes(docs)
            commit(one)
        cutting(one, edition).cut()
        libraries[edition] = load(docs)
        for earlier in libraries:
            trees[earlier].append(one.ask("rev-parse", f"{BRANCH}:{earlier}"))
    files = served_from(one, folder / "served")
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(files))
    ) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        yield Published(one, libraries, trees, files, address)
        server.shutdown()
        thread.join()


def get(address: str) -> tuple[str, str, bytes]:
    """Where an address leads, the type, and what is there. Fails when nothing answers."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.status == 200
        return answer.url, answer.headers.get_content_type(), answer.read()


def test_earlier_editions_stay_byte_for_byte(published):
    for edition, trees in published.trees.items():
        assert 1 == len(set(trees)), edition


def test_every_link_of_every_edition_answers(published):
    """A crawl from the top, over links, scripts, styles and pages that lead on."""
    seen, wanted, broken = set(), [f"{published.address}/"], []
    while wanted:
        address = wanted.pop()
        if address in seen:
            continue
        seen.add(address)
        try:
            url, kind, content = get(address)
        except OSError as error:
            broken.append(f"{address}: {error}")
            continue
        if kind != "text/html":
            continue
        links = re.findall(rb'(?:href|src)="([^"]+)"|content="0; url=([^"]+)"', content)
        for link in (a or b for a, b in links):
            there = urldefrag(urljoin(url, link.decode()))[0]
            if there.startswith(published.address):
                wanted.append(there)

    assert [] == broken
    for edition in (*EDITIONS, "latest"):
        assert f"{published.address}/{edition}/handbooks/reading/index.html" in seen


def test_every_address_ever_published_answers_in_every_later_edition(published):
    """Each in the edition that first held it, in all that followed, and in latest."""
    folders = (*EDITIONS, "latest")
    asked = 0
    for first, library in published.libraries.items():
        addresses = {page.url for page in library.pages}
        addresses |= {f"id/{identifier}.html" for identifier in library.addresses}
        (row,) = [row for row in library.ledger.addresses if row.since == first]
        addresses |= {*row.pages, *row.downloads}
        for folder in folders[folders.index(first) :]:
            for address in sorted(addresses):
                get(f"{published.address}/{folder}/{address}")
                asked += 1
    assert asked > 300


def test_an_id_leads_to_its_resource_or_its_tombstone_in_every_later_edition(published):
    ids = published.libraries["2026.1"].addresses
    for edition in EDITIONS:
        here = published.libraries[edition].addresses
        for identifier in ids:
            _, _, page = get(f"{published.address}/{edition}/id/{identifier}.html")
            if identifier in here:
                assert f"url=../{here[identifier]}".encode() in page
            else:
                assert b"This is no longer part of the library." in page


def test_latest_is_the_newest_edition(published):
    seen = filecmp.dircmp(published.files / "latest", published.files / EDITIONS[-1])

    assert ([], [], []) == (seen.left_only, seen.right_only, seen.diff_files)


def test_a_later_build_of_the_same_commit_gives_the_same_bytes(published, tmp_path, monkeypatch):
    """All but what a place among others needs: the list of editions, and tombstones of files."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    build(published.repository.root / "docs", tmp_path / "site")

    different = []
    for path in sorted((published.files / EDITIONS[-1]).rglob("*")):
        name = path.relative_to(published.files / EDITIONS[-1])
        if path.is_file():
            own = tmp_path / "site" / name
            if not own.is_file() or own.read_bytes() != path.read_bytes():
                different.append(name.as_posix())

    tombstones = {name for name in different if name.startswith("downloads/")}
    assert {"editions.html"} == set(different) - tombstones
    assert all(re.fullmatch(r"downloads/RD-C1\.\w+/index\.html", name) for name in tombstones)
    assert f"{SECONDS + 2 * 86400}" == published.repository.ask("log", "-1", "--format=%ct")


def test_an_old_edition_says_so_and_leads_to_the_same_page_in_the_newest(published, page: Page):
    page.goto(f"{published.address}/2026.1/{AUDIT}#RD-A1.01")
    banner = page.get_by_role("complementary", name="A newer edition")
    expect(banner).to_contain_text("You are reading edition 2026.1.")

    banner.get_by_role("link", name="Read this page in edition 2027.1, the newest").click()

    page.wait_for_url(f"{published.address}/latest/tools/audit-of-reading/index.html*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reading audit")
    expect(banner).to_be_hidden()


def test_a_page_that_is_gone_leads_to_its_tombstone_and_on(published, page: Page):
    page.goto(f"{published.address}/2026.2/{VISIT}")
    page.get_by_role("link", name="Read this page in edition 2027.1, the newest").click()

    page.wait_for_url(f"{published.address}/latest/{VISIT}")
    for words in ("no longer part of the library", "The audit asks for the same.",
                  "Edition 2026.1 was the first", "23 September 2026"):  # fmt: skip
        expect(page.get_by_role("main")).to_contain_text(words)
    page.get_by_role("link", name="Reading aloud").click()
    expect(page).to_have_url(re.compile(r"latest/handbooks/reading/reading-aloud\.html#choose$"))


def test_the_newest_edition_says_nothing_wherever_it_stands(published, page: Page):
    for folder in ("latest", EDITIONS[-1]):
        page.goto(f"{published.address}/{folder}/find.html", wait_until="networkidle")
        expect(page.locator("[data-part=edition-banner]")).to_be_hidden()


def test_from_a_folder_nothing_is_shown_and_nothing_is_asked(published, page: Page):
    page.goto((published.files / "2026.1/find.html").as_uri(), wait_until="networkidle")

    expect(page.locator("[data-part=edition-banner]")).to_be_hidden()


def test_without_scripts_the_foot_of_a_page_leads_to_every_edition(published, chromium: Browser):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{published.address}/2026.1/{VISIT}")
    page.get_by_role("contentinfo").get_by_role("link", name="Edition 2026.1").click()
    page.wait_for_url(f"{published.address}/editions.html")

    for edition in EDITIONS:
        link = page.get_by_role("link", name=f"Edition {edition}", exact=True)
        assert link.get_attribute("href") == f"{edition}/index.html"
    page.get_by_role("link", name="The newest is always here.").click()
    page.wait_for_url(f"{published.address}/latest/index.html")
    context.close()


def test_the_list_of_editions_says_what_changed_by_role(published, page: Page):
    page.goto(f"{published.address}/editions.html")
    row = page.get_by_role("region", name="Edition 2027.1")
    expect(row).to_contain_text("A major edition")
    row.get_by_text("What changed, by role").click()

    row.get_by_role("link", name="Reading visit (RD-C1)").click()

    expect(page).to_have_url(f"{published.address}/latest/id/RD-C1.html")


@pytest.mark.parametrize(
    "path", ["editions.html", f"latest/{VISIT}", "latest/id/RD-A1.02.html", f"2026.1/{AUDIT}"]
)
def test_what_speaks_of_editions_is_accessible(
    published, page: Page, axe: Callable[..., list[str]], path: str
) -> None:
    found = []
    page.goto(f"{published.address}/{path}", wait_until="networkidle")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += axe(page)
    page.set_viewport_size(PHONE)

    assert [] == found
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
