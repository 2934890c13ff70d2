"""The record behind an instrument's page: kept, saved, opened, locked, refused, scored."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from library.changes import opened_here, published_yaml
from library.load import load
from library.record import write_record
from macros.build import build
from tests.browser.firefox import Firefox
from tests.data.scoring.generated import cases
from tests.places import DOCS, TINY

AUDIT = "tools/assessment-for-learning-audit/index.html"
FIRST, SECOND = "AL-A1.01", "AL-A1.02"
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


@pytest.fixture
def audit(served: str, page: Page) -> Page:
    page.goto(f"{served}/{AUDIT}")
    return page


def statement(page: Page, identifier: str) -> Any:
    return page.locator(f'fieldset[data-statement="{identifier}"]')


def saved(page: Page) -> Any:
    """The line that says where the answers are."""
    return page.locator(".psl-instrument [data-status]")


def choose(page: Page, identifier: str, value: str) -> None:
    page.locator(f'input[name="{identifier}"][value="{value}"]').check()


def save(page: Page) -> tuple[str, bytes]:
    """The name and the bytes of the file that the page gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def open_file(page: Page, content: bytes, name: str = "a.record.json") -> None:
    page.locator("[data-desk-file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )


def record_of(page: Page) -> dict[str, Any]:
    """What the browser's storage holds."""
    text = page.evaluate("localStorage.getItem('psl:partner-schools-library:record')")
    return dict(json.loads(text)) if text else {}


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


KINDS = {
    "framework": (
        "G",
        """levels: [I read about it., It is a habit.]
        evidence: Look at your notes.
        helps: [RD-H1.01]""",
    ),
    "survey": ("S", "weight: 1"),
}
SCALE = """
  - id: agree
    title: Agree
    levels:
      - {key: "1", name: Disagree, symbol: "↓", meaning: Not so.}
      - {key: "2", name: Agree, symbol: "↑", meaning: So.}
"""
MY_SCHOOL = """---
title: My school
kind: page
roles: [teacher]
minutes: 5
summary: Keep the record.
---

{{ my_school() }}
"""


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The tiny library with a framework, a survey and My school, written as YAML alone."""
    docs = tmp_path_factory.mktemp("kinds") / "docs"
    shutil.copytree(TINY, docs)
    shutil.copytree(DOCS / "assets", docs / "assets")
    with (docs / "tools/scales.yaml").open("a", encoding="utf-8") as scales:
        scales.write(SCALE)
    (docs / "my-school.md").write_text(MY_SCHOOL, encoding="utf-8")
    for kind, (letter, more) in KINDS.items():
        folder = docs / f"tools/a-{kind}"
        folder.mkdir()
        page = (docs / "tools/reading-audit/index.md").read_text(encoding="utf-8")
        page = page.replace("RD-A1", f"RD-{letter}1").replace("kind: audit", f"kind: {kind}")
        (folder / "index.md").write_text(
            page.replace("Reading audit", f"A {kind}"), encoding="utf-8"
        )
        (folder / "instrument.yaml").write_text(f"""id: RD-{letter}1
scale: {"steps" if kind == "framework" else "agree"}
purpose: To try.
how: As you like.
sections:
  - id: part
    title: A part
    statements:
      - id: RD-{letter}1.01
        text: I read aloud each day.
        {more}
""" + ("questions: [{id: RD-S1.02, text: What would help?}]\n" if kind == "survey" else ""),
            encoding="utf-8")  # fmt: skip
    site = docs.parent / "site"
    build(docs, site)
    return serve(site)


def test_a_framework_is_three_rounds_in_a_year(kinds: str, page: Page) -> None:
    page.goto(f"{kinds}/tools/a-framework/index.html")
    expect(page.get_by_label("In the voice of")).to_have_value("person")
    page.get_by_label("Date", exact=True).first.fill("2026-10-01")
    choose(page, "RD-G1.01", "1")
    for day in ("2027-02-01", "2027-06-01"):
        page.get_by_role("button", name="New round from this one").click()
        page.get_by_label("Date", exact=True).first.fill(day)
        page.wait_for_timeout(500)
    choose(page, "RD-G1.01", "2")

    terms = page.locator("[data-changes] table").last.locator("tbody tr")
    expect(terms).to_have_count(3)
    for at, words in enumerate(("Autumn term", "Spring term", "Summer term")):
        expect(terms.nth(at)).to_contain_text(words)
    expect(page.locator("[data-changes] tbody").first).to_contain_text("In place")


def test_a_survey_has_words_and_is_shown_from_five_answers_on(kinds: str, page: Page) -> None:
    page.goto(f"{kinds}/tools/a-survey/index.html")
    choose(page, "RD-S1.01", "2")
    page.get_by_label("What would help?").fill("More <b>books</b>")
    page.wait_for_timeout(500)
    _, content = save(page)
    one = json.loads(content)
    assert one["rounds"][0]["words"] == {"RD-S1.02": "More <b>books</b>"}
    assert one["rounds"][0]["voice"] == "person"
    page.evaluate("localStorage.clear()")
    page.goto(f"{kinds}/my-school.html")

    for count in (4, 1):
        files = []
        for at in range(count):
            one["rounds"][0]["id"] = f"p{count}{at}"
            one["rounds"][0]["answers"]["RD-S1.01"]["level"] = "1" if at == 0 else "2"
            files.append({"name": f"{at}.json", "mimeType": "application/json",
                          "buffer": json.dumps(one).encode()})  # fmt: skip
        page.locator("[data-voices-file]").set_input_files(files)
        row = page.locator('[data-school="voices"] tbody tr').first
        expect(row).to_contain_text("fewer than 5" if count == 4 else "60 %")
    expect(page.locator('[data-school="voices"] li').first).to_have_text("More <b>books</b>")


def test_firefox_says_that_pages_of_a_folder_keep_to_themselves(
    site: Path, firefox: Firefox
) -> None:
    firefox.open(site / AUDIT)
    there = "document.readyState === 'complete' && !!document.querySelector('[data-desk-apart]')"
    firefox.wait_for(there)
    firefox.click(f'input[name="{FIRST}"][value="3"]')
    said = "document.querySelector('.psl-instrument [data-status]').textContent"
    firefox.wait_for(f"{said}.startsWith('Saved on this device')")

    assert firefox.wait_for("!document.querySelector('[data-desk-apart]').hidden")
    firefox.reload()
    checked = f"""document.querySelector('input[name="{FIRST}"][value="3"]').checked"""
    assert firefox.wait_for(f"{there} && {checked}")


EDITIONS = RECORDS.parent / "editions"


@pytest.fixture(scope="module")
def new_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs of an edition in which statements changed in every way since the one before."""
    place = tmp_path_factory.mktemp("editions")
    for name in ("old", "new"):
        shutil.copytree(TINY, place / name)
        shutil.copytree(EDITIONS / name, place / name, dirs_exist_ok=True)
    asked = published_yaml(load(place / "old"))
    folder = place / "new/changes/published"
    folder.mkdir(exist_ok=True)
    (folder / "2025.1.yaml").write_text(asked, encoding="utf-8")
    shutil.copytree(DOCS / "assets", place / "new/assets")
    (place / "new/my-school.md").write_text(MY_SCHOOL, encoding="utf-8")
    return place / "new"


def test_an_old_record_opens_in_a_new_edition_as_in_python(
    new_edition: Path, serve: Callable[[Path], str], page: Page
) -> None:
    raw = (EDITIONS / "2025.1.record.json").read_bytes()
    wanted = opened_here(raw, load(new_edition))
    site = new_edition.parent / "site"
    build(new_edition, site)
    page.goto(f"{serve(site)}/my-school.html")

    open_file(page, raw)

    rows = page.locator("[data-desk-review] tbody tr")
    expect(rows).to_have_count(len(wanted.reviews))
    for at, review in enumerate(wanted.reviews):
        for identifier, text in (*review.old, *review.new):
            expect(rows.nth(at)).to_contain_text(f"{identifier} {text}")
        expect(rows.nth(at)).to_contain_text(review.why)
    for message in wanted.messages:
        expect(page.locator("[data-desk-review]")).to_contain_text(message)
    found = json.loads(page.evaluate("PSL.file.written(PSL.draft().record)"))
    assert found == json.loads(write_record(wanted.record))
    retired = page.locator('[data-school="rounds"] table').last.locator("tbody tr")
    expect(retired).to_have_count(len(wanted.record.retired))


CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'"
)


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
