"""The keyboard alone operates everything, and what has the focus can be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

WALK = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    // A choice drawn by its label is seen where the label is.
    const label = at.id && document.querySelector(`label[for="${CSS.escape(at.id)}"]`);
    const drawn = at.matches('input[type=radio], input[type=checkbox]') && label ? label : at;
    const box = drawn.getClientRects()[0] || {width: 0, height: 0, left: 0, top: 0};
    const hidden = !box.width || !box.height || getComputedStyle(drawn).visibility === 'hidden';
    // A card or level may be lit as a whole by the link or choice inside it.
    const around = [at, drawn];
    for (let one = at; one && around.length < 6; one = one.parentElement) around.push(one);
    // The browser itself draws the focus of the calendar button inside a date.
    const lit = (at.type === 'date' && !at.matches(':focus-visible')) || around.some(one => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    });
    const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 20);
    const top = document.elementFromPoint(x, y);
    const seen = !!top && (drawn.contains(top) || top.contains(drawn));
    return {name: at.tagName + ' ' + (at.textContent || at.name || '').trim().slice(0, 40),
            hidden, lit, seen};
}"""
TYPES = [
    "index.html",
    "find.html",
    "strands/assessment-for-learning/index.html",
    "handbooks/assessment-for-learning/questions-that-show-thinking.html",
    "tools/lesson-visit-afl/index.html",
    "tools/leading-one-change/index.html",
    "my-school/index.html",
    "network-days/finding-out-what-pupils-know/index.html",
    "presentations/assessment-for-learning/briefing-for-governors.html",
    "videos/assessment-for-learning/index.html",
    "programme/glossary.html",
]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", TYPES)
def test_tab_goes_through_the_page_and_the_focus_is_always_seen(
    path: str, width: int, served: str, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served}/{path}")
    stops, faults = [], []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(WALK)
        if stop is None:
            break
        stops.append(stop["name"])
        if stop["hidden"] or not stop["lit"] or not stop["seen"]:
            faults.append(stop)

    assert len(stops) > 5
    assert faults == []


def test_the_first_tab_offers_to_skip_to_the_text(served: str, page: Page) -> None:
    page.goto(f"{served}/handbooks/assessment-for-learning/index.html")
    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_text("Skip to the text")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(served: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{served}/index.html")
    button = page.get_by_role("button", name="Menu")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Handbooks")
    expect(link).to_be_hidden()

    button.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")

    expect(link).to_be_hidden()
    expect(button).to_be_focused()


def test_an_audit_is_answered_by_keyboard(served: str, page: Page) -> None:
    page.goto(f"{served}/tools/assessment-for-learning-audit/index.html")
    page.locator('input[name="AL-A1.01"]').first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")

    expect(page.locator('input[name="AL-A1.01"][value="2"]')).to_be_checked()


def test_the_leader_view_of_a_day_is_chosen_by_keyboard(served: str, page: Page) -> None:
    page.goto(f"{served}/network-days/finding-out-what-pupils-know/index.html")
    views = page.locator("input[type=radio]")
    views.first.focus()
    page.keyboard.press("ArrowRight")

    expect(views.nth(1)).to_be_checked()
    expect(page.locator(".psl-session-leader").first).to_be_visible()


def test_a_glossary_term_is_explained_on_focus_and_closed_by_escape(
    served: str, page: Page
) -> None:
    page.goto(f"{served}/handbooks/assessment-for-learning/why-it-matters.html")
    term = page.locator("main a.term").first
    term.focus()
    note = page.get_by_role("tooltip")
    expect(note).to_be_visible()
    expect(note).to_have_text(term.get_attribute("data-term") or "?")

    page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_the_explanation_can_be_pointed_at(served: str, page: Page) -> None:
    """WCAG 1.4.13: it stays while the pointer is on it."""
    page.goto(f"{served}/handbooks/assessment-for-learning/why-it-matters.html")
    page.locator("main a.term").first.hover()
    note = page.get_by_role("tooltip")
    note.hover()
    page.wait_for_timeout(500)

    expect(note).to_be_visible()
