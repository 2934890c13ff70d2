"""The record behind an instrument's page: kept, saved, opened, locked, refused, scored."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.forms import AUDIT, FIRST, SECOND, choose, open_file, record_of, save, saved
from tests.data.scoring.generated import cases

RECORDS = Path(__file__).parent.parent / "data/records"
VERDICTS = json.loads((RECORDS / "verdicts.json").read_text(encoding="utf-8"))
OPEN = """([bytes, library]) => {
    try {
        const raw = Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0));
        return {verdict: 'opens', messages: PSL.reader.open(raw, library).messages.length};
    } catch (refused) {
        return {verdict: 'refused', code: refused.code, sentence: refused.message};
    }
}"""
SCORE = """cases => cases.map(({instrument, answers}) => {
    const plain = one => ({hundredths: one.hundredths, answered: one.answered,
                           total: one.total, counts: one.counts});
    const {sections, overall} = PSL.score.score(instrument, answers);
    const named = Object.entries(sections).map(([id, one]) => [id, plain(one)]);
    return {sections: Object.fromEntries(named), overall: plain(overall)};
})"""
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'"
)


@pytest.fixture
def audit(served: str, page: Page) -> Page:
    page.goto(f"{served}/{AUDIT}")
    return page


@pytest.mark.parametrize("name", sorted(VERDICTS))
def test_the_browser_comes_to_the_same_verdict_as_python(name: str, audit: Page) -> None:
    raw = base64.b64encode((RECORDS / name).read_bytes()).decode()
    found = audit.evaluate(OPEN, [raw, {"short": "Tiny", "edition": "2026.1"}])

    assert found.pop("sentence", "one.").endswith(".")
    assert found == VERDICTS[name]


def test_the_browser_scores_a_thousand_cases_as_python_does(audit: Page) -> None:
    wanted = list(cases())
    found = audit.evaluate(SCORE, wanted)

    assert len(wanted) >= 1000
    assert found == [{key: one[key] for key in ("sections", "overall")} for one in wanted]


def test_a_file_is_saved_and_opened_elsewhere(audit: Page, served: str) -> None:
    choose(audit, FIRST, "3")
    audit.get_by_label("School", exact=True).fill("Elm Grove Primary")
    name, content = save(audit)
    assert name.startswith("elm-grove-primary-20")
    assert name.endswith(".record.json")
    audit.evaluate("localStorage.clear()")
    audit.goto(f"{served}/{AUDIT}")
    expect(audit.locator(f'input[name="{FIRST}"][value="3"]')).not_to_be_checked()

    open_file(audit, content)

    expect(audit.locator(f'input[name="{FIRST}"][value="3"]')).to_be_checked()
    assert record_of(audit)["school"] == "Elm Grove Primary"


def test_a_locked_file_says_so_and_opens_with_its_passphrase_only(audit: Page) -> None:
    choose(audit, FIRST, "3")
    audit.get_by_label("Passphrase, if you want to lock the file").fill("two words")
    _, content = save(audit)
    assert json.loads(content)["format"] == "partner-schools-library.record.locked"
    assert "locked" in json.loads(content)["about"]
    assert FIRST.encode() not in content

    open_file(audit, content)
    dialog = audit.get_by_role("dialog", name="This file is locked")
    dialog.get_by_label("Passphrase").fill("wrong")
    dialog.get_by_role("button", name="Unlock").click()
    expect(dialog.get_by_role("alert")).to_contain_text("does not open the file")
    dialog.get_by_label("Passphrase").fill("two words")
    audit.keyboard.press("Enter")

    audit.get_by_role("button", name="Open the file in its place").click()
    expect(audit.locator("[data-desk-said]")).to_contain_text("The file is open")


def test_a_refused_file_leaves_the_open_record_untouched(audit: Page) -> None:
    choose(audit, FIRST, "3")
    audit.wait_for_timeout(500)
    before = record_of(audit)

    open_file(audit, b'{"format": "something"}', "other.json")

    alert = audit.locator("[data-desk-refusal]")
    expect(alert).to_contain_text("other.json was not opened. This file is not a record")
    assert record_of(audit) == before
    expect(audit.locator(f'input[name="{FIRST}"][value="3"]')).to_be_checked()


def test_everything_is_deleted_from_this_device(audit: Page) -> None:
    choose(audit, FIRST, "3")
    audit.wait_for_timeout(500)
    audit.get_by_role("button", name="Delete everything from this device").click()
    audit.get_by_role("button", name="Delete everything", exact=True).click()

    expect(audit.locator("[data-answered]")).to_have_text("0")
    assert record_of(audit) == {}


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [("SecurityError", "does not let the page save"), ("QuotaExceededError", "storage of this")],
)
def test_blocked_and_full_storage_are_explained_and_lose_nothing(
    fault: str, sentence: str, served: str, page: Page
) -> None:
    page.add_init_script(
        f"Storage.prototype.setItem = () => {{ throw new DOMException('no', '{fault}'); }};"
    )
    page.goto(f"{served}/{AUDIT}")
    choose(page, FIRST, "3")

    expect(saved(page)).to_contain_text(sentence)
    choose(page, SECOND, "2")
    page.wait_for_timeout(500)
    _, content = save(page)
    assert set(json.loads(content)["rounds"][0]["answers"]) == {FIRST, SECOND}


def test_two_windows_do_not_overwrite_each_other(served: str, context: Any) -> None:
    one, other = context.new_page(), context.new_page()
    one.goto(f"{served}/{AUDIT}")
    other.goto(f"{served}/tools/lesson-visit-afl/index.html")
    choose(one, FIRST, "3")
    one.wait_for_timeout(500)
    choose(other, "AL-C1.01", "seen")
    other.wait_for_timeout(500)

    assert {row["instrument"] for row in record_of(one)["rounds"]} == {"AL-A1", "AL-C1"}


@pytest.mark.parametrize("path", [AUDIT, "my-school/index.html"])
def test_a_strict_content_security_policy_changes_nothing(
    path: str, served: str, page: Page
) -> None:
    def strict(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": CSP})

    page.route("**/*.html", strict)
    page.goto(f"{served}/{AUDIT}")
    choose(page, FIRST, "2")
    page.wait_for_timeout(500)
    page.goto(f"{served}/{path}")
    _, content = save(page)

    assert json.loads(content)["rounds"][0]["answers"][FIRST] == {"level": "2"}


def test_the_page_keeps_to_our_own_round_when_colleagues_are_there(served: str, page: Page) -> None:
    page.goto(f"{served}/{AUDIT}")
    choose(page, FIRST, "2")
    _, content = save(page)
    one = json.loads(content)
    theirs = {**one["rounds"][0], "id": "theirs", "voice": "colleague", "date": "2099-01-01",
              "answers": {FIRST: {"level": "4"}}}  # fmt: skip
    one["rounds"].append(theirs)
    open_file(page, json.dumps(one).encode())
    page.get_by_role("button", name="Open the file in its place").click()

    expect(page.locator("[data-desk-said]")).to_contain_text("The file is open")
    expect(page.locator(f'input[name="{FIRST}"][value="2"]')).to_be_checked()
