"""What a reader does while a page still arrives holds when its scripts have run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect

from tests.browser.forms import AUDIT, FIRST, SECOND, choose, record_of, saved, statement

# The scheme is chosen before anything is drawn; every other script waits for the page.
DEFERRED = re.compile(r"/assets/(?!parts/scheme).*\.js$")


@contextmanager
def scripts_held(page: Page, address: str) -> Iterator[None]:
    """The page at `address` without its scripts; they come when the block ends."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(DEFERRED, hold)
    page.goto(address, wait_until="commit")
    page.locator("footer").last.wait_for()
    yield
    for route in held:
        route.continue_()
    page.unroute(DEFERRED)
    page.wait_for_load_state("load")


def test_an_early_answer_is_kept(served: str, page: Page) -> None:
    with scripts_held(page, f"{served}/{AUDIT}"):
        choose(page, FIRST, "2")
        page.get_by_label("Answered by").fill("Two of us")
        page.get_by_label("School", exact=True).fill("Hill End")
    expect(saved(page)).to_contain_text("Saved on this device")

    record = record_of(page)
    kept = record["rounds"][0]
    assert (kept["who"], kept["answers"][FIRST]["level"]) == ("Two of us", "2")
    assert record["school"] == "Hill End"


def test_an_early_answer_holds_against_the_kept_one_and_leaves_the_others(
    served: str, page: Page
) -> None:
    page.goto(f"{served}/{AUDIT}")
    choose(page, FIRST, "2")
    choose(page, SECOND, "3")
    expect(saved(page)).to_contain_text("Saved on this device")

    with scripts_held(page, f"{served}/{AUDIT}"):
        choose(page, FIRST, "4")

    expect(statement(page, FIRST).locator("input[value='4']")).to_be_checked()
    expect(statement(page, SECOND).locator("input[value='3']")).to_be_checked()
    expect(saved(page)).to_contain_text("Saved on this device")
    answers = record_of(page)["rounds"][0]["answers"]
    assert (answers[FIRST]["level"], answers[SECOND]["level"]) == ("4", "3")


def test_early_words_are_asked_in_the_box_and_in_the_finder(served: str, page: Page) -> None:
    with scripts_held(page, f"{served}/index.html"):
        page.locator("[data-part=search-box] input").fill("hinge question")
    expect(page.locator("[data-part=search-box] [data-list] a").first).to_be_visible()

    with scripts_held(page, f"{served}/find.html"):
        page.locator("[data-part=finder] input[type=search]").fill("hinge question")
    expect(page.locator("[data-part=finder] [data-list] a").first).to_be_visible()
    expect(page).to_have_url(f"{served}/find.html?q=hinge+question")
