"""My school: one record with its rounds, dates, voices, and what is printed from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

HERE = "my-school/index.html"
AUDIT = "tools/assessment-for-learning-audit/index.html"
KEY = "psl:partner-schools-library:record"
FIRST, SECOND = "AL-A1.01", "AL-A1.02"


def record(*rounds: dict[str, Any], school: str = "Elm Grove Primary") -> dict[str, Any]:
    return {"format": "partner-schools-library.record", "version": 1, "edition": "2026.1",
            "library": "Partner Schools Library", "saved": "2026-11-22T10:15:00Z",
            "school": school, "rounds": list(rounds)}  # fmt: skip


def a_round(name: str, levels: dict[str, str], **more: Any) -> dict[str, Any]:
    answers = {key: {"level": level} for key, level in levels.items()}
    return {"id": name, "instrument": "AL-A1", "edition": "2026.1", "date": "2026-11-01",
            "voice": "school", "answers": answers, **more}  # fmt: skip


FULL = a_round(
    "r2", {SECOND: "4"}, date="2026-11-20", who="Senior team",
    moderated={FIRST: {"level": "1", "reason": "Two rooms had none.", "by": "Adviser"}},
)  # fmt: skip
FULL["answers"][FIRST] = {
    "level": "2", "note": "Asked in five rooms", "helps": "A shared shelf",
    "evidence": [{"text": "Twelve pupils", "date": "2026-11-20", "strength": "strong"}],
    "target": {"level": "4", "by": "2020-07-01"},
    "actions": [{"text": "Read models; then talk, please", "owner": "AfL lead", "by": "2099-02-01"},
                {"text": "Visit a school", "done": True}],
}  # fmt: skip
SCHOOL = record(a_round("r1", {FIRST: "1", SECOND: "4"}, date="2026-03-02"), FULL)


def file_of(value: dict[str, Any], name: str = "a.record.json") -> Any:
    return {"name": name, "mimeType": "application/json", "buffer": json.dumps(value).encode()}


def stored(page: Page) -> dict[str, Any]:
    return dict(json.loads(page.evaluate("key => localStorage.getItem(key)", KEY)))


@pytest.fixture
def school(served: str, page: Page) -> Page:
    """The page with a record of two rounds open."""
    page.goto(f"{served}/{HERE}")
    page.locator("[data-desk-file]").set_input_files(file_of(SCHOOL))
    expect(page.get_by_label("School", exact=True)).to_have_value("Elm Grove Primary")
    return page


def part(page: Page, name: str) -> Any:
    return page.locator(f'[data-school="{name}"]')


def test_rounds_are_listed_with_their_scores(school: Page) -> None:
    rows = part(school, "rounds").locator("tbody tr")

    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("2.50")
    expect(rows.nth(1)).to_contain_text("3.00")
    expect(rows.nth(1)).to_contain_text("2 of 26")


def test_a_new_round_is_copied_and_its_answers_are_marked(school: Page, served: str) -> None:
    part(school, "rounds").locator('[data-do="copy"][data-round="r2"]').click()
    expect(part(school, "rounds").locator("tbody tr")).to_have_count(3)

    copied = stored(school)["rounds"][2]
    assert copied["copied_from"] == "r2"
    assert all(answer["copied"] for answer in copied["answers"].values())
    assert [one["text"] for one in copied["answers"][FIRST]["actions"]] == [
        "Read models; then talk, please"
    ]
    school.goto(f"{served}/{AUDIT}")
    marked = school.locator(f'fieldset[data-statement="{FIRST}"] [data-copied]')
    expect(marked).to_be_visible()


def test_a_round_is_deleted_only_after_a_question(school: Page) -> None:
    button = part(school, "rounds").locator('[data-do="delete"][data-round="r1"]')
    button.click()
    school.get_by_role("button", name="Keep it").click()
    expect(part(school, "rounds").locator("tbody tr")).to_have_count(2)

    button.click()
    school.get_by_role("button", name="Delete the round", exact=True).click()
    expect(part(school, "rounds").locator("tbody tr")).to_have_count(1)


def test_targets_and_actions_stand_by_date_and_are_ticked_off(school: Page) -> None:
    rows = part(school, "dates").locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("overdue")
    expect(rows.nth(1)).to_contain_text("AfL lead")

    rows.nth(1).get_by_label("Done").check()

    expect(rows.nth(1).get_by_label("Done")).to_be_focused()
    assert stored(school)["rounds"][1]["answers"][FIRST]["actions"][0]["done"] is True


def test_the_dates_are_a_calendar(school: Page) -> None:
    with school.expect_download() as download:
        school.get_by_role("button", name="Take the dates as a calendar").click()
    name = download.value.suggested_filename
    text = Path(download.value.path()).read_bytes().decode()
    lines = text.replace("\r\n ", "").split("\r\n")

    assert name.endswith(".dates.ics")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20990201" in lines
    assert "DTEND;VALUE=DATE:20990202" in lines
    assert "SUMMARY:Action: Read models\\; then talk\\, please" in lines
    assert lines.count("BEGIN:VEVENT") == 2


def test_colleagues_files_show_agreement_and_spread(school: Page) -> None:
    files = [
        file_of(record(a_round(f"c{at}", {FIRST: level, SECOND: "3"}, who=f"Colleague {at}")),
                f"c{at}.record.json")
        for at, level in enumerate(("1", "2", "2", "4"))
    ]  # fmt: skip
    bad = {"name": "bad.json", "mimeType": "application/json", "buffer": b"{}"}
    school.locator("[data-voices-file]").set_input_files([*files, bad])

    row = part(school, "voices").locator("tbody tr")
    expect(row.nth(0)).to_contain_text("2 of 4 agree; from Not yet to Sustained")
    expect(row.nth(1)).to_contain_text("All 4 agree")
    expect(row.nth(0)).to_contain_text("Two rooms had none.")
    expect(school.locator("[data-voices-refusal]")).to_contain_text("bad.json was not opened")
    assert {one["voice"] for one in stored(school)["rounds"]} == {"school", "colleague"}


LOCK = "async ([record, words]) => PSL.file.locked(record, words)"


def test_locked_files_of_colleagues_open_with_their_passphrases(school: Page) -> None:
    school.evaluate("window.scrollTo(0, 0)")
    files = []
    for name, words in (("one", "red door"), ("two", "blue door")):
        one = record(a_round(name, {FIRST: "3"}, who=name))
        locked = school.evaluate(LOCK, [{**one, "retired": []}, words])
        files.append(file_of(json.loads(locked), f"{name}.record.json"))
    plain = file_of(record(a_round("three", {FIRST: "4"}, who="three")), "three.record.json")
    school.locator("[data-voices-file]").set_input_files([*files, plain])
    dialog = school.get_by_role("dialog", name="This file is locked")

    expect(dialog).to_contain_text("one.record.json")
    dialog.get_by_label("Passphrase").fill("blue door")
    dialog.get_by_role("button", name="Unlock").click()
    expect(dialog.get_by_role("alert")).to_contain_text("does not open the file")
    dialog.get_by_label("Passphrase").fill("red door")
    school.keyboard.press("Enter")
    expect(dialog).to_contain_text("two.record.json")
    dialog.get_by_role("button", name="Leave it closed").click()

    said = school.locator("[data-voices-said]")
    expect(said).to_contain_text("2 of 3 files opened; rounds added: 2. Left closed: 1.")
    expect(part(school, "voices").locator("tbody tr").first).to_contain_text("In place 1")


def test_a_joint_judgement_is_settled_beside_the_others(school: Page, served: str) -> None:
    school.get_by_label(f"Settled level of {FIRST}").select_option("2")
    school.get_by_label(f"Reason for {FIRST}").fill("We looked again")
    school.keyboard.press("Tab")
    expect(school.get_by_role("status").last).to_contain_text("Saved on this device")

    one = stored(school)["rounds"][1]
    assert one["joint"] == {FIRST: {"level": "2", "reason": "We looked again"}}
    assert one["moderated"][FIRST]["level"] == "1"
    assert one["answers"][FIRST]["level"] == "2"
    school.goto(f"{served}/{AUDIT}")
    expect(school.locator(f'fieldset[data-statement="{FIRST}"] [data-joint]')).to_contain_text(
        "We looked again"
    )


def test_the_page_for_governors_is_one_page_of_a4(school: Page) -> None:
    text = part(school, "summary").inner_text()
    assert "up 0.50" in text
    assert "1 of 2 actions are done; 1 target or action is overdue" in text

    assert pages(school, "summary") == 1


def test_the_page_for_governors_stays_one_page_when_much_is_recorded(
    served: str, page: Page
) -> None:
    page.goto(f"{served}/{HERE}")
    every = page.evaluate(
        "PSL.instruments().map(one => [one.id, one.levels.map(level => level.key),"
        " PSL.score.statementsOf(one).map(item => item.id)])"
    )
    rounds = []
    for name, levels, items in every:
        for number, day in ((0, "2026-03-01"), (len(levels) // 2, "2026-11-01")):
            act = {"text": "act " * 100, "owner": "who " * 50, "by": "2027-01-01"}
            long = {"level": levels[number], "note": "word " * 200, "actions": [act],
                    "target": {"level": levels[-1], "by": "2026-12-01"}}  # fmt: skip
            rounds.append(
                a_round(f"{name}-{day}", {}, instrument=name, date=day,
                        answers=dict.fromkeys(items[:4], long))
            )  # fmt: skip
    page.locator("[data-desk-file]").set_input_files(file_of(record(*rounds)))
    expect(part(page, "summary")).to_contain_text("What has moved")

    assert pages(page, "summary") == 1


def test_the_evidence_pack_holds_everything_and_prints(school: Page) -> None:
    expect(part(school, "pack")).to_be_hidden()
    school.get_by_text("Show the evidence pack here").click()
    text = part(school, "pack").inner_text()
    for words in ("Twelve pupils", "A shared shelf", "Asked in five rooms", "Two rooms had none."):
        assert words in text

    assert pages(school, "pack") >= 1


def test_results_stand_by_feature_as_chart_and_table(school: Page) -> None:
    features = part(school, "features")
    row = features.locator("tbody tr")

    expect(row).to_have_count(1)
    expect(row).to_contain_text("AL-F1 Pupils know where they are going")
    expect(row).to_contain_text("3.00 of 4 in Assessment for Learning audit")
    expect(features.locator("svg text").last).to_have_text("3.00")


def pages(page: Page, name: str) -> int:
    """How many sheets of A4 a part takes when it is printed alone."""
    page.evaluate("window.print = () => {}")
    page.locator(f"[data-print-only={name}]").click()
    paper = page.pdf(prefer_css_page_size=True)
    page.evaluate("document.body.removeAttribute('data-print-only')")
    return paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_full_page(
    width: int, scheme: str, school: Page, axe: Callable[[Page], list[str]]
) -> None:
    school.set_viewport_size({"width": width, "height": 800})
    school.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    assert axe(school) == []
    assert school.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_an_instrument_with_open_plans(
    width: int, school: Page, served: str, axe: Callable[[Page], list[str]]
) -> None:
    school.goto(f"{served}/{AUDIT}")
    school.set_viewport_size({"width": width, "height": 800})
    school.locator(f'fieldset[data-statement="{FIRST}"] summary').click()
    for scheme in ("light", "dark"):
        school.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe(school) == []
    assert school.evaluate("document.documentElement.scrollWidth") <= width


def test_the_same_record_is_on_every_page_of_a_folder_in_chromium(site: Path, page: Page) -> None:
    page.goto((site / AUDIT).as_uri())
    page.locator(f'input[name="{FIRST}"][value="3"]').check()
    page.goto((site / HERE).as_uri())

    expect(part(page, "rounds").locator("tbody tr")).to_have_count(1)
