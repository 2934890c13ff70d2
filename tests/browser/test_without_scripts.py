"""Pages are useful before any script runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_section_is_reached_from_the_header_or_footer(
    width: int, served: str, plain: Page
) -> None:
    plain.set_viewport_size({"width": width, "height": 800})
    plain.goto(f"{served}/index.html")

    for name in ("Handbooks", "Tools", "Network days", "Programme"):
        links = plain.get_by_role("link", name=name, exact=True)
        assert any(links.nth(at).is_visible() for at in range(links.count())), name


def test_an_audit_is_a_form_that_can_be_filled_in_and_printed(served: str, plain: Page) -> None:
    plain.goto(f"{served}/tools/assessment-for-learning-audit/index.html")
    plain.locator('input[name="AL-A1.01"]').nth(2).check()

    expect(plain.locator("fieldset[data-statement]")).to_have_count(26)
    expect(plain.get_by_role("button", name="Print")).to_have_count(0)


def test_the_leader_view_of_a_day_needs_no_script(served: str, plain: Page) -> None:
    plain.goto(f"{served}/network-days/finding-out-what-pupils-know/index.html")
    plain.get_by_role("radio", name="Leader view").first.check()

    expect(plain.locator(".psl-session-leader").first).to_be_visible()


def test_the_finder_lists_every_resource(served: str, plain: Page) -> None:
    catalogue = plain.request.get(f"{served}/catalogue.json").json()
    plain.goto(f"{served}/find.html")
    text = plain.locator("main").inner_text()

    assert [row["title"] for row in catalogue["resources"] if row["title"] not in text] == []


def test_a_term_leads_to_its_line_in_the_glossary(served: str, plain: Page) -> None:
    plain.goto(f"{served}/handbooks/assessment-for-learning/why-it-matters.html")
    term = plain.locator("main a.term").first
    anchor = (term.get_attribute("href") or "").partition("#")[2]
    term.click()

    expect(plain.locator(f'[id="{anchor}"]')).to_be_in_viewport()
