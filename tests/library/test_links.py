"""Outside addresses: found, asked against every kind of failure, and written down with care."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from library.headings import prose_lines
from library.load import load
from library.model import Library
from library.outside import asking
from library.outside.addresses import Outside, outside
from library.outside.answers import Answer, asked_at
from library.outside.asking import Manners, NoInternetError, ask_all
from library.outside.report import report
from library.outside.writing import write, written
from library.render import Renderer
from macros.site import THEME
from tests.outside_world import World, world
from tests.places import DOCS, TINY

__all__ = ["world"]

TODAY = date(2027, 5, 3)
SOON = Manners(pause=0, timeout=1, first_wait=0.05, longest_wait=2)


def ask(*addresses: str, manners: Manners = SOON) -> dict[str, Answer]:
    # In a thread of its own: the browsers of other tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(ask_all, addresses, manners, lambda *_: None).result()


@pytest.fixture(scope="module")
def own() -> Library:
    return load(DOCS)


@pytest.fixture(scope="module")
def answers(world: World) -> dict[str, Answer]:
    """Every path of the world, asked in one go; by path or, for the other servers, by name."""
    found = ask(*world.addresses)
    assert set(found) == set(world.addresses)
    return {address.removeprefix(world.http): answer for address, answer in found.items()}


@pytest.mark.parametrize(
    ("path", "state", "reason"),
    [
        ("/ok", "works", "200"),
        ("/no-head", "works", "200"),
        ("/temporary", "works", "200"),
        ("/tired", "works", "200"),
        ("/busy", "works", "200"),
        ("/huge", "works", "200"),
        ("/moved", "moved", "moved for good"),
        ("/moved-to-front/page", "moved", "front page"),
        ("/404", "gone", "404"),
        ("/410", "gone", "410"),
        ("/moved-to-nothing", "gone", "404"),
        ("/private", "closed", "403"),
        ("/busy-for-long", "closed", "429"),
        ("/broken", "failing", "503"),
        ("/loop", "failing", "redirects without end"),
        ("/slow", "failing", "no answer within 1 s"),
        ("/redirect-to-a-file", "failing", "no answer that a browser could read"),
        ("not-http", "failing", "no answer that a browser could read"),
        ("tls", "failing", "no safe connection"),
        ("closed-port", "failing", "no connection"),
    ],
)
def test_each_failure_has_its_state_and_reason(
    answers: dict[str, Answer], world: World, path: str, state: str, reason: str
) -> None:
    answer = answers[world.others.get(path, path)]

    assert (state, True) == (answer.state, reason in answer.reason), answer


def test_a_huge_body_is_not_read(answers: dict[str, Answer], world: World) -> None:
    assert "works" == answers["/huge"].state
    assert world.sent["/huge"] < 8_000_000  # of without end: what lies in the sockets' buffers


def test_a_host_is_not_asked_again_before_it_wants_to_be(
    answers: dict[str, Answer], world: World
) -> None:
    first, second = world.times["/busy"][-2:]

    assert 1 <= second - first
    assert 1 == len(world.times["/busy-for-long"])


def test_only_permanent_redirects_change_an_address(
    answers: dict[str, Answer], world: World
) -> None:
    assert answers["/temporary"].moved_to is None
    assert f"{world.http}/ok" == answers["/moved"].moved_to
    assert f"{world.http}/temporary" == answers["/moved-then-temporary"].moved_to


def test_a_place_on_a_page_is_kept_and_not_sent(world: World) -> None:
    address = f"{world.http}/moved#chapter-2"

    assert f"{world.http}/ok#chapter-2" == ask(address)[address].moved_to


def test_it_says_who_asks_and_asks_one_host_gently(world: World) -> None:
    world.times.clear()
    addresses = [f"{world.http}/ok?{number}" for number in range(3)]
    ask(*addresses, manners=Manners(pause=0.2, timeout=2, agent="Library/2026.1 link check"))

    times = world.times["/ok"][1:-1]  # first and last learn whether there is an internet
    assert 3 == len(times)
    assert all(0.19 <= later - before for before, later in pairwise(times))
    assert {"Library/2026.1 link check"} == set(world.agents[-3:])


def test_without_internet_nothing_is_asked(world: World, monkeypatch) -> None:
    monkeypatch.setattr(asking, "_ask", None)

    with pytest.raises(NoInternetError):
        ask(world.others["closed-port"])


def test_a_line_lost_meanwhile_is_not_taken_for_broken_addresses(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    final, left = asking._final, iter([True, True])

    async def lost_soon(*arguments: Any) -> Any:
        if next(left, False):
            return await final(*arguments)
        raise httpx.ConnectError("network unreachable")

    monkeypatch.setattr(asking, "_final", lost_soon)

    with pytest.raises(NoInternetError):
        ask(f"{world.http}/ok", f"{world.http}/404")


def test_films_are_asked_where_a_lost_one_shows() -> None:
    assert asked_at("https://youtu.be/abc").startswith("https://www.youtube.com/oembed?url=https")
    assert "https://example.org/a" == asked_at("https://example.org/a#b")


YAML = """\
# Sources: é, ünï, 😀
sources:

  - id: one   # first
    url: https://one.example/a?b=c   # an address
    short: "One,  2015"
    checked: null   # nobody yet
    note: >-
      A note with  two spaces,
      folded.

  -   {id: two, url: 'https://two.example/', checked: 2026-01-02, state: failing}
  - id: three
    checked:
    state: works
    url: https://three.example/
    moved_to: https://old.example/
  - id: four
    url: https://four.example/
"""
AFTER = """\
# Sources: é, ünï, 😀
sources:

  - id: one   # first
    url: https://one.example/a?b=c   # an address
    state: moved
    moved_to: https://one.example/new
    short: "One,  2015"
    checked: 2027-05-03   # nobody yet
    note: >-
      A note with  two spaces,
      folded.

  -   {id: two, url: 'https://two.example/', moved_to: "https://two.example/a,b", checked: 2027-05-03, state: moved}
  - id: three
    checked: 2027-05-03
    state: gone
    url: https://three.example/
    moved_to: null
  - id: four
    url: https://four.example/
"""  # noqa: E501  one line of the file
FOUND = {
    "https://one.example/a?b=c": Answer("moved", "", "https://one.example/new"),
    "https://two.example/": Answer("moved", "", "https://two.example/a,b"),
    "https://three.example/": Answer("gone", "404"),
}


def test_only_dates_and_states_change_in_the_data() -> None:
    assert AFTER == written(YAML, FOUND, TODAY)


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + YAML.replace("\n", "\r\n").encode())

    write(file, FOUND, TODAY)

    assert b"\xef\xbb\xbf" + AFTER.replace("\n", "\r\n").encode() == file.read_bytes()


def test_the_librarys_own_files_keep_every_other_line(own: Library) -> None:
    found = outside(own)
    gone = {item.address: Answer("gone", "404") for item in found}
    for file in sorted({item.file for item in found}):
        text = (DOCS / file).read_text(encoding="utf-8")

        new = written(text, gone, TODAY)

        assert new.count("2027-05-03") == sum(item.file == file for item in found)
        assert _other_lines(text) == _other_lines(new)


def _other_lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [line for line in lines if not re.match(r" +(checked|state): ", line)]


def test_every_address_in_the_librarys_files_is_known(own: Library) -> None:
    """So none can rot unseen: whatever looks like an address is one of those that are asked."""
    files = [path for path in DOCS.rglob("*") if path.suffix in (".md", ".yaml")]
    written_down = {
        address for path in files if "assets" not in path.parts for address in _addresses(path)
    }

    assert written_down <= {item.address for item in outside(own)} | {str(own.about.url)}


def _addresses(path: Path) -> list[str]:
    """What looks like an address in a file, outside code and remarks."""
    remark = r"(^|\s)#.*" if path.suffix == ".yaml" else "`[^`]*`"
    lines = [re.sub(remark, "", line) for _, line in prose_lines(path.read_text(encoding="utf-8"))]
    return re.findall(r"https?://[^\s\"'>)]+", "\n".join(lines))


def test_each_address_names_its_place_and_the_pages_that_show_it() -> None:
    by_id = {item.id: item for item in outside(load(TINY))}

    assert {"RD-V1", "cc-by-4.0"} == set(by_id)
    film = by_id["RD-V1"]
    assert ("videos/reading/videos.yaml", 5) == (film.file, film.line)
    assert ["videos/reading/index.md"] == [page.path for page in film.pages]
    assert ["programme/rights.md"] == [page.path for page in by_id["cc-by-4.0"].pages]


@pytest.mark.parametrize(
    ("checked", "state", "due"),
    [
        (None, None, True),
        (date(2027, 5, 1), None, False),
        (date(2027, 5, 1), "works", False),
        (date(2027, 5, 1), "moved", False),
        (date(2027, 5, 1), "failing", True),
        (date(2027, 5, 1), "gone", True),
        (date(2027, 1, 1), "works", True),
    ],
)
def test_what_was_well_lately_is_not_asked(checked, state, due) -> None:  # type: ignore[no-untyped-def]
    item = Outside("https://a.example", "a", "A", "a.yaml", 1, (), checked, state)

    assert due == item.is_due(TODAY, 90)


def test_the_report_goes_by_page_and_says_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "docs")
    library = load(tmp_path / "docs")
    answers = {"https://example.org/story": Answer("gone", "404 Not Found")}

    text = report(library, outside(library), answers, TODAY)

    assert "3 May 2027" in text
    assert "1 of 2 addresses were asked" in text
    assert text.index("`videos/reading/index.md`") < text.index("not yet checked | [CC BY 4.0]")
    assert "| gone: 404 Not Found | [A story well told](<https://example.org/story>)" in text
    assert "`videos/reading/videos.yaml:5`" in text
    assert "archived copy" in text


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ("checked: null", "Link not yet checked."),
        ("checked: 2027-05-03", "Link checked 3 May 2027."),
        ("checked: 2027-05-03\n    state: works", "Link checked 3 May 2027."),
        (
            "checked: 2027-05-03\n    state: moved\n    moved_to: https://example.org/new",
            'it <a href="https://example.org/new" rel="noopener external">now leads here</a>',
        ),
        (
            "checked: 2027-05-03\n    state: gone\n    archived: https://archive.example/1",
            'on 3 May 2027. <a href="https://archive.example/1" rel="noopener external">Archived',
        ),
        ("checked: 2027-05-03\n    state: failing", "It did not answer when last asked"),
        ("checked: 2027-05-03\n    state: closed", "open it to see"),
    ],
)
def test_a_page_says_what_is_known_of_a_link(known: str, words: str, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "docs")
    file = tmp_path / "docs/videos/reading/videos.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("checked: null", known))
    library = load(tmp_path / "docs")

    html = Renderer(library, THEME).part("videos", library.videos[0].page, videos=library.videos)

    assert words in html
