"""An instrument's form: plans, results, filters, copied rounds, print, keyboard, touch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.forms import AUDIT, FIRST, SECOND, choose, record_of, saved, statement


@pytest.fixture
def audit(served: str, page: Page) -> Page:
    page.goto(f"{served}/{AUDIT}")
    return page


def test_a_plan_is_made_saved_and_back_after_a_reload(audit: Page) -> None:
    choose(audit, FIRST, "2")
    one = statement(audit, FIRST)
    one.locator("summary").click()
    one.get_by_role("button", name="Add evidence").click()
    one.get_by_label("What we saw, heard or read").fill("Five pupils <b>said</b> so")
    one.get_by_label("How strong").select_option("strong")
    one.get_by_label("What hinders us").fill("Time")
    one.get_by_label("Target").select_option("4")
    one.get_by_label("To be reached by").fill("2027-07-01")
    one.get_by_role("button", name="Add an action").click()
    one.get_by_label("Action", exact=True).fill("Read models together")
    one.get_by_label("Owner (a role)").fill("AfL lead")
    expect(saved(audit)).to_contain_text("Saved on this device")
    audit.wait_for_timeout(500)

    audit.reload()

    expect(one.get_by_label("What we saw, heard or read")).to_have_value(
        "Five pupils <b>said</b> so"
    )
    answer = record_of(audit)["rounds"][0]["answers"][FIRST]
    assert answer["target"] == {"level": "4", "by": "2027-07-01"}
    assert answer["actions"] == [{"text": "Read models together", "owner": "AfL lead"}]
    assert answer["evidence"][0]["strength"] == "strong"


def test_the_plan_is_operated_by_keyboard_alone(audit: Page) -> None:
    audit.locator(f'input[name="{FIRST}"]').first.focus()
    audit.keyboard.press("Space")
    statement(audit, FIRST).locator("summary").focus()
    audit.keyboard.press("Enter")
    statement(audit, FIRST).get_by_role("button", name="Add evidence").focus()
    audit.keyboard.press("Enter")
    audit.keyboard.type("Seen in three rooms")

    assert audit.locator(":focus").input_value() == "Seen in three rooms"
    statement(audit, FIRST).get_by_role("button", name="Remove this evidence").focus()
    audit.keyboard.press("Enter")
    expect(audit.locator(":focus")).to_have_text("Add evidence")


PRINTED = """() => new Promise(done => {
    window.print = () => {
        const checked = document.querySelectorAll('.psl-level :checked').length;
        done({checked, only: document.body.dataset.printOnly,
              date: document.querySelector('[name=when]').value});
    };
})"""


@pytest.mark.parametrize(
    ("button", "checked"), [("Print the form as it is", 1), ("Print it empty", 0)]
)
def test_the_form_is_printed_filled_or_empty(button: str, checked: int, audit: Page) -> None:
    choose(audit, FIRST, "2")
    audit.evaluate("window.printed = (" + PRINTED + ")(); 0")
    audit.get_by_role("button", name=button).click()
    seen = audit.evaluate("window.printed")

    assert seen["checked"] == checked
    assert seen["only"] == "form"
    assert bool(seen["date"]) is bool(checked)
    expect(audit.locator(f'input[name="{FIRST}"][value="2"]')).to_be_checked()
    audit.wait_for_timeout(500)
    assert len(record_of(audit)["rounds"]) == 1


def test_a_form_prints_without_its_buttons_and_with_its_plans(audit: Page) -> None:
    choose(audit, FIRST, "2")
    statement(audit, FIRST).locator("summary").click()
    statement(audit, FIRST).get_by_label("What helps us").fill("A shared shelf")
    audit.emulate_media(media="print")

    expect(audit.locator(".psl-instrument-bar")).to_be_hidden()
    expect(audit.locator(".psl-desk")).to_be_hidden()
    expect(statement(audit, FIRST).get_by_label("What helps us")).to_be_visible()
    expect(audit.locator("[data-results]")).to_be_visible()
    expect(statement(audit, SECOND).locator("[data-plan]")).to_be_hidden()


def test_not_applicable_and_another_way_are_answers_with_a_reason(audit: Page) -> None:
    choose(audit, FIRST, "~not-applicable")
    choose(audit, SECOND, "~another-way")
    statement(audit, SECOND).get_by_label("Why, or how you do it").fill("In circles")

    expect(audit.locator("[data-answered]")).to_have_text("2")
    expect(audit.locator("tfoot [data-score]")).to_have_text("–")
    audit.wait_for_timeout(500)
    answers = record_of(audit)["rounds"][0]["answers"]
    assert answers[SECOND] == {"other": "another-way", "reason": "In circles"}


def test_results_are_a_chart_and_a_table_that_say_the_same(audit: Page) -> None:
    choose(audit, FIRST, "2")
    choose(audit, SECOND, "3")

    expect(audit.locator("tfoot [data-score]")).to_have_text("2.50")
    expect(audit.locator("svg.psl-chart text").last).to_have_text("2.50")
    findings = audit.locator("[data-findings]")
    expect(findings.locator("ol a").first).to_have_attribute("href", f"#{FIRST}")
    expect(findings.locator("ol .psl-helps a").first).to_be_visible()


def test_unanswered_and_weakest_statements_are_shown_alone(audit: Page) -> None:
    choose(audit, FIRST, "1")
    choose(audit, SECOND, "4")
    audit.get_by_label("unanswered", exact=True).check()
    expect(statement(audit, FIRST)).to_be_hidden()
    expect(saved(audit)).to_contain_text("24 of 26")

    audit.get_by_label("weakest").check()
    expect(statement(audit, FIRST)).to_be_visible()
    expect(statement(audit, SECOND)).to_be_hidden()


def test_a_copied_round_marks_answers_until_they_are_looked_at(audit: Page) -> None:
    choose(audit, FIRST, "2")
    choose(audit, SECOND, "2")
    audit.get_by_role("button", name="New round from this one").click()
    expect(statement(audit, FIRST).locator("[data-copied]")).to_be_visible()

    statement(audit, FIRST).get_by_role("button", name="Still true").click()
    choose(audit, SECOND, "3")

    expect(statement(audit, FIRST).locator("[data-copied]")).to_be_hidden()
    changes = audit.locator("[data-changes] tbody tr")
    expect(changes).to_have_count(1)
    expect(changes).to_contain_text("Started")
    expect(changes).to_contain_text("In place")


def test_a_planner_has_goal_measure_and_actions(served: str, page: Page) -> None:
    page.goto(f"{served}/tools/leading-one-change/index.html")
    one = statement(page, "LD-L1.01")
    one.get_by_label("Goal").fill("Say why")
    one.get_by_label("Measure").fill("8 of 12")
    one.locator("summary").click()
    one.get_by_role("button", name="Add an action").click()
    one.get_by_label("By", exact=True).fill("2027-01-24")
    page.wait_for_timeout(500)

    answer = record_of(page)["rounds"][0]["answers"]["LD-L1.01"]
    assert answer["goal"] == "Say why"
    assert answer["actions"] == [{"by": "2027-01-24"}]


def test_a_planner_counts_what_is_done_and_scores_nothing(served: str, page: Page) -> None:
    page.goto(f"{served}/tools/leading-one-change/index.html")
    choose(page, "LD-L1.01", "done")

    expect(page.locator("[data-results][data-used]")).to_be_attached()
    expect(page.locator("tfoot [data-count='']")).not_to_have_text("0")
    expect(page.locator("[data-results]")).not_to_contain_text("Score")
    expect(page.locator("[data-chart] svg")).to_have_count(0)


def test_levels_are_chosen_by_touch(served: str, chromium: Browser) -> None:
    context = chromium.new_context(
        has_touch=True, is_mobile=True, viewport={"width": 360, "height": 700}
    )
    page = context.new_page()
    page.goto(f"{served}/{AUDIT}")
    statement(page, FIRST).locator(".psl-level").nth(2).tap()

    expect(page.locator(f'input[name="{FIRST}"][value="3"]')).to_be_checked()
    expect(page.locator("[data-answered]")).to_have_text("1")
    context.close()
