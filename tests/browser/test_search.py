"""The search in the head of every page, and the finder, from a server and from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from library.search import Finder
from tests.browser.firefox import Firefox

BOX = "[data-part=search-box]"
FINDER = "[data-part=finder]"
QUESTIONS = yaml.safe_load(
    (Path(__file__).parents[1] / "search" / "queries.yaml").read_text(encoding="utf-8")
)["questions"]
HARD = ["", "the", "colour", "Café", "white board", "exittickets", "quest", "TA's", "no hands up"]

ASK = """async questions => {
    const engine = await PSL.openSearch('./');
    const found = [];
    for (const question of questions) {
        let last = null;
        await engine.ask(question, answer => { last = answer; });
        const rows = [];
        for (const result of last.results.concat(last.rest()).slice(0, 10)) {
            const {url} = await engine.shown(result);
            rows.push([engine.pages.id[result.entry], url, result.score]);
        }
        found.push(rows);
    }
    return found;
}"""


def box(page: Page) -> Locator:
    return page.locator(f"{BOX} input[type=search]")


def ask(page: Page, words: str) -> None:
    """Type into the search and wait for the answer with all its texts."""
    box(page).fill(words)
    expect(page.locator(BOX)).to_have_attribute("data-settled", words)


def settled(page: Page) -> None:
    expect(page.locator(FINDER)).to_have_attribute("data-settled", re.compile("."))


def test_nothing_of_the_search_is_loaded_before_it_is_used(served: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/index.html", wait_until="networkidle")
    loaded = [url for url in asked if "lunr" in url or "/search/" in url or "search-engine" in url]
    assert loaded == []

    with page.expect_request_finished(lambda request: request.url.endswith("/search/first.js")):
        box(page).focus()
    page.evaluate("PSL.openSearch()")

    assert any(url.endswith("lunr.min.js") for url in asked)
    assert not [url for url in asked if "/text-" in url]


@pytest.mark.parametrize("way", ["http", "file"])
def test_browser_and_python_give_the_same_answers(
    way: str, site: Path, served: str, page: Page
) -> None:
    questions = [question["ask"] for question in QUESTIONS][:: 2 if way == "http" else 17] + HARD
    finder = Finder.of_site(site)
    page.goto(f"{served}/index.html" if way == "http" else (site / "index.html").as_uri())

    found = page.evaluate(ASK, questions)

    for question, rows in zip(questions, found, strict=True):
        expected = [[item.id, item.url, item.score] for item in finder.find(question)]
        assert expected == rows, question


def test_results_show_what_they_are_and_mark_the_words_found(served: str, page: Page) -> None:
    page.goto(f"{served}/handbooks/assessment-for-learning/index.html")
    ask(page, "exit tickets")
    first = page.locator(f"{BOX} li").first

    expect(first.get_by_role("link")).to_contain_text("Exit tickets")
    expect(first.locator("mark").first).to_be_visible()
    for words in ("Chapter", "Assessment for Learning", " min", "AL-H1.04"):
        expect(first).to_contain_text(words)
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("checking-before-moving-on.html#exit-tickets$"))


def test_data_are_shown_as_text_and_never_run(served: str, page: Page) -> None:
    page.goto(f"{served}/index.html")
    box(page).fill('<img src=x onerror="console.error(1)"> exit')
    expect(page.locator(f"{BOX} li").first).to_be_visible()

    assert page.locator(f"{BOX} img").count() == 0


def test_the_keyboard_goes_to_results_and_back(served: str, page: Page) -> None:
    page.goto(f"{served}/index.html")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    page.keyboard.type("marking")
    expect(page.locator(BOX)).to_have_attribute("data-settled", "marking")

    links = page.locator(f"{BOX} [data-panel] a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    expect(page.locator(f"{BOX} [data-panel]")).to_be_hidden()

    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"find\.html\?q=marking"))


def test_results_are_announced(served: str, page: Page) -> None:
    page.goto(f"{served}/index.html")
    ask(page, "exit tickets")
    status = page.locator(f"{BOX} [role=status]")

    expect(status).to_contain_text(re.compile(r"^\d+ results"))
    box(page).fill("zzzzqqqq")
    expect(status).to_have_text("Nothing found.")
    expect(page.locator(f"{BOX} [data-none]")).to_be_visible()


def pages_found(page: Page) -> list[str]:
    """The pages in the finder's list; the place on each may sharpen as the text arrives."""
    hrefs = page.locator(f"{FINDER} [data-list] a").evaluate_all(
        "links => links.map(link => link.getAttribute('href').split('#')[0])"
    )
    return [str(href) for href in hrefs]


def test_the_finder_keeps_its_state_in_the_address(served: str, page: Page) -> None:
    page.goto(f"{served}/find.html")
    page.get_by_label("What do you need?").fill("feedback")
    page.locator("[data-facet=kind] summary").click()
    page.get_by_label("Checklists").check()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"\?q=feedback&kind=checklist$"))
    settled(page)
    found = pages_found(page)

    page.reload()
    settled(page)

    assert found == pages_found(page) != []
    assert {"Checklist"} == set(page.locator(f"{FINDER} li [data-kind]").all_inner_texts())
    page.get_by_role("button", name="Clear choices").click()
    expect(page).to_have_url(re.compile(r"\?q=feedback$"))


def test_counts_say_how_many_results_a_choice_leaves(served: str, page: Page) -> None:
    page.goto(f"{served}/find.html?q=feedback")
    settled(page)
    page.locator("[data-facet=kind] summary").click()
    label = page.locator("[data-facet=kind] label", has_text="Audits")
    count = int(re.sub(r"\D", "", label.inner_text()))

    label.click()

    expect(page.locator(f"{FINDER} [data-status]")).to_have_text(
        "1 result." if count == 1 else f"{count} results."
    )
    expect(page.locator(f"{FINDER} [data-list] li")).to_have_count(count)


def test_the_minutes_that_one_has(served: str, page: Page) -> None:
    page.goto(f"{served}/find.html?minutes=15")
    settled(page)
    shown = page.locator(f"{FINDER} li [data-minutes]").all_inner_texts()

    assert shown
    assert all(re.fullmatch(r"([1-9]|1[0-5]) min", text) for text in shown)


def test_nothing_found_offers_a_near_miss_and_ways_on(served: str, page: Page) -> None:
    page.goto(f"{served}/find.html")
    page.get_by_label("What do you need?").fill("kwestchunning ")
    expect(page.locator(f"{FINDER} [data-status]")).to_have_text("Nothing found.")
    expect(page.get_by_role("link", name="everything, by strand and kind")).to_be_visible()

    near = page.locator("[data-near-link]")
    expect(near).to_be_visible()
    near.click()

    expect(page.locator(f"{FINDER} [data-list] li").first).to_be_visible()


def test_without_scripts_the_finder_lists_every_resource(
    site: Path, served: str, chromium: Browser
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/index.html")
    box(page).fill("marking")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"find\.html\?q=marking"))

    links = page.locator("[data-all] a")
    there = {links.nth(at).inner_text() for at in range(links.count())}
    catalogue = json.loads((site / "catalogue.json").read_text(encoding="utf-8"))
    assert {row["title"] for row in catalogue["resources"]} <= there
    expect(page.get_by_label("What do you need?")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(
    width: int, scheme: str, served: str, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served}/index.html")
    ask(page, "marking")
    assert [] == axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.goto(f"{served}/find.html?q=marking")
    settled(page)
    page.locator("[data-facet=strand] summary").click()
    assert [] == axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_firefox_finds_from_a_folder(site: Path, firefox: Firefox) -> None:
    firefox.open((site / "index.html").as_uri())
    firefox.click(f"{BOX} input[type=search]")
    firefox.type("exit tickets")
    firefox.wait_for(f"!!document.querySelector('{BOX}[data-settled=\"exit tickets\"]')")

    assert "#exit-tickets" in firefox.evaluate(f"document.querySelector('{BOX} li a').href")


def test_typing_never_holds_up_the_page(served: str, page: Page) -> None:
    """No step of the work takes 50 ms, the longest that is not felt."""
    held = [_held_up(served, page) for _ in range(3)]

    # The best of three tries, since the machine has other work to do as well.
    assert [] == min(held, key=len)


def _held_up(served: str, page: Page) -> list[float]:
    """For how long the page stood still, in ms, while words were typed into the search."""
    page.goto(f"{served}/index.html", wait_until="networkidle")
    page.evaluate("""() => {
        window.held = [];
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) window.held.push(entry.duration);
        }).observe({type: 'longtask'});
    }""")
    box(page).focus()
    page.keyboard.type("exit tickets in maths", delay=80)
    expect(page.locator(BOX)).to_have_attribute("data-settled", "exit tickets in maths")
    found: list[float] = page.evaluate("window.held")
    return found
